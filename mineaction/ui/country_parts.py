"""The parts of a country's profile: figure cards and tables. A part that is not held is not drawn."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from mineaction.charts import country_panels
from mineaction.cited import CitedTable
from mineaction.exhibits import country as exhibits
from mineaction.exhibits import country_tables as profile_tables
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.country.profile import Profile
from mineaction.ui import country_tables, figure_card, navigation, text
from mineaction.ui.country_tables import Documents
from mineaction.vocabulary import Perspective


def links(profile: Profile, tables: Mapping[str, Exhibit]) -> None:
    """Links to the parts there are, in the order of the page."""
    figures = (
        (exhibits.SERIES, not profile.series.is_empty),
        (exhibits.ACCOUNTS, not profile.accounts.is_empty),
        (exhibits.DONORS, bool(profile.donors)),
    )
    first, *others = profile_tables.PARTS
    parts = (
        (first.name, first.called, first.name in tables),
        *((name, exhibits.CALLED[name], is_held) for name, is_held in figures),
        *((part.name, part.called, part.name in tables) for part in others),
        (country_tables.ANCHOR, "Documents", True),
    )
    shown = [
        f'<a href="#{name.replace("_", "-")}" target="_self">{words}</a>'
        for name, words, is_held in parts
        if is_held
    ]
    st.html(f'<p class="ma-parts">On this page: {" · ".join(shown)}</p>')


def table(shown: Exhibit | None, documents: Documents) -> None:
    """One of the tables, where there is one."""
    if shown is not None:
        country_tables.show(shown, documents)


def panels(shown: Exhibit | None) -> None:
    """The card of a figure of panels, where there is one."""
    if shown is not None:
        count = shown.answer.rows["panel_key"].nunique()
        # On paper a figure of many panels is drawn smaller, so that it stands on one sheet.
        with st.container(key=f"profile_{'many' if count >= country_panels.MANY else 'few'}_panels"):
            figure_card.show(shown)


def figure(shown: Exhibit | None, documents: Documents, *, is_told: bool = False) -> None:
    """The card of a figure whose documents no table has named, where there is one; its sentence if wanted."""
    if shown is not None:
        documents.add(shown.answer)
        if is_told:
            st.markdown(text.markdown(shown.answer.sentence))
        figure_card.show(shown)


def next_questions(profile: Profile) -> None:
    """Links to what other pages tell of the place."""
    name = profile.place.name
    words = text.markdown(profile.place.spoken)
    with navigation.next_questions():
        if profile.choice_key:
            navigation.link_to(
                "funding_over_time",
                f"Next: single series for {words}, in constant dollars where there is an index",
                series=profile.choice_key,
                recipient=name,
            )
        else:
            navigation.link_to("map", "Next: which countries the money went to")
        if Perspective.RECIPIENT_PROFILE in profile.donors:
            navigation.link_to(
                "donors",
                f"Next: the profile of {words} donor by donor, over the years",
                show="profile",
                told_by="recipient",
                recipient=name,
            )
        else:
            navigation.link_to("compare", "Next: countries side by side", by="countries")
        navigation.link_to("policy", "Next: what governments decided, and when")


def left_out(profile: Profile) -> None:
    """What is not held of this place, and what the page cannot tell of any."""
    parts = (
        (profile.series, exhibits.NO_SERIES),
        (profile.accounts, exhibits.NO_ACCOUNTS),
        (profile.donors, exhibits.NO_DONORS),
        (profile.plans, profile_tables.PLANS.missing),
        (profile.mine_free, profile_tables.MINE_FREE.missing),
        (profile.people, "No number of inhabitants"),
        (profile.facts, profile_tables.FACTS.missing),
        (profile.claims, profile_tables.STATEMENTS.missing),
        (profile.events, profile_tables.EVENTS.missing),
    )
    missing = [
        exhibits.not_held(words, profile.place)
        for held, words in parts
        if (held.is_empty if isinstance(held, CitedTable) else not held)
    ]
    st.header("What this leaves out", anchor="left-out")
    always = (
        "Regional and worldwide money that reached it is in none of these amounts. What no document at hand "
        "prints is not here; a missing amount is not zero."
    )
    st.markdown("\n".join(f"- {text.markdown(words)}" for words in (*missing, always)))
