"""What the page Compare shows: the figure, its twin as a table, and what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.cited import CitedTable
from mineaction.exhibits.compare import Comparison
from mineaction.queries.compare.offers import MOST
from mineaction.ui import figure_card, frame, messages, navigation, table_card, text

TITLES = {
    "countries": "How do countries compare?",
    "donors": "How do donors compare?",
    "periods": "How do periods of years compare?",
    "administrations": "What was reported in the years of each US administration?",
}
NEVER = {
    "countries": (
        "Panels are never added up, and amounts of two series are never compared: they count other things, "
        "or the same dollar twice. A panel without a bar says that no figure was found, not that nothing "
        "was given."
    ),
    "donors": (
        "Donors’ totals are those they are printed with; none is worked out from a table. Donors without a "
        "printed total for a year are open there. Rows of tables that were cut off are hatched and never "
        "totalled."
    ),
    "periods": (
        "Years without a figure are not filled in, so a period that has one has no mean. Bounds stay bounds."
    ),
    "administrations": (
        "Years without a figure, and years that two administrations share. Means over few years say little; "
        "nothing here says that an administration moved the money."
    ),
}


def show(found: Comparison, by: str, heading: DeltaGenerator) -> None:
    """Draw a comparison and its twin, or say why there is none; the lead goes to ``heading``."""
    names = "names with figures" if by in ("countries", "donors") else "periods"
    with heading:
        frame.lead(found.sentence or f"Nothing is shown: choose up to {MOST} {names}.")
    _say_who_is_left_out(found.left_out)
    if found.exhibit is not None:
        figure_card.show(found.exhibit)
        _twin(found.twin)
    elif found.is_refused:
        st.info(
            "Choose a series of US fiscal years above, such as the Assistance Listing, or compare periods of "
            "calendar years instead."
        )
    elif by in ("periods", "administrations"):
        messages.nothing_found("these years", f"Choose up to {MOST} periods above, or another line.")
    elif not found.left_out:
        messages.nothing_found("this choice", f"Choose up to {MOST} names above.")


def _say_who_is_left_out(left_out: Sequence[str]) -> None:
    if left_out:
        st.info("**Not shown.** " + " ".join(text.markdown(reason) for reason in left_out))


def _twin(twin: CitedTable) -> None:
    """The same as a table, folded away."""
    table_card.folded(
        "The same as a table",
        lambda: twin,
        name="compare_table",
        columns={
            str(name): st.column_config.NumberColumn(str(name), format="localized")
            for name in twin.rows.columns
            if str(name).startswith(("US$, ", "US$ a year", "Inhabitants")) and "in the year" not in name
        },
    )


def say_left_out(by: str) -> None:
    """What the page leaves out, and why there is no sum."""
    st.markdown(f"**What this leaves out.** {NEVER[by]}")


def next_questions(by: str) -> None:
    """Where a reader may go on."""
    with navigation.next_questions():
        navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
        if by == "donors":
            navigation.link_to("donors", "Next: who gives to whom, donor by donor")
        elif by == "countries":
            navigation.link_to("map", "Next: all countries of a series on a map")
            navigation.link_to("country", "Next: everything held on one country")
        else:
            navigation.link_to("policy", "Next: money around a single policy decision", show="money")
