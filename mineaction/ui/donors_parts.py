"""The parts of the page on donors around its figure: the table of both sides, what is left out, ways on."""

from __future__ import annotations

import streamlit as st

from mineaction.exhibits.donors_choice import BOTH, RANKING, Choice
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries import lines
from mineaction.queries.country import profile as country
from mineaction.queries.names import called
from mineaction.ui import navigation, store, table_card, text

DONOR_SERIES = "lm_donor"


def both(shown: Exhibit) -> None:
    """What both sides tell of the same pairs, as a table."""
    table_card.show(shown, columns={"Donor": st.column_config.TextColumn(pinned=True)})


def left_out(choice: Choice) -> str:
    """What the part does not show, in a line or two."""
    if choice.part == RANKING:
        return (
            "Donors and recipients whose total no document at hand prints. The totals held are not added up: "
            "they are not all there are."
        )
    if choice.part == BOTH:
        return "Amounts that only one side tells of, where the other side’s table is cut off or not held."
    return (
        "Profiles that are not held, and the lower part of tables that were cut off. Amounts are not added "
        "over tables, over years, or over the two sides."
    )


def say_left_out(choice: Choice) -> None:
    """Draw that line."""
    st.markdown(f"**What this leaves out.** {text.markdown(left_out(choice))}")


def next_questions(choice: Choice) -> None:
    """Where a reader would go next, with the names chosen here."""
    asked, profile = choice.asked, choice.profile
    donor = next(iter(asked.donors), profile if asked.told_by == "donor" else "")
    recipient = next(iter(asked.recipients), profile if asked.told_by == "recipient" else "")
    with navigation.next_questions():
        if donor and donor in store.ask(lines.donors, DONOR_SERIES):
            words = f"Next: what {text.markdown(called(donor))} gave, year by year"
            navigation.link_to("funding_over_time", words, series=DONOR_SERIES, donor=donor)
        else:
            words = "Next: world support for mine action, year by year"
            navigation.link_to("funding_over_time", words, series="lm_world")
        if recipient in {place.name for place in store.ask(country.places)}:
            words = f"Next: what the sources say about {text.markdown(called(recipient))}"
            navigation.link_to("country", words, recipient=recipient)
        else:
            navigation.link_to("compare", "Next: donors side by side", by="donors")
        navigation.link_to("data", "Next: which tables are held, and where sources disagree")
