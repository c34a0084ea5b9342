"""The parts of a country's profile: figure cards and tables. A part that is not held is not drawn."""

from __future__ import annotations

import streamlit as st

from mineaction.charts import country_panels
from mineaction.cited import CitedTable
from mineaction.exhibits import country as exhibits
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries import country_facts, register
from mineaction.queries.country import Profile
from mineaction.queries.country_claims import ACCOUNT, AS_PRINTED, SCOPE
from mineaction.queries.country_standing import JOINED
from mineaction.ui import country_tables, figure_card, navigation, store, text
from mineaction.ui.country_tables import Documents
from mineaction.vocabulary import Perspective

COLUMNS = {
    "newest": ("Series", "Newest year", "Amount", "Per inhabitant", "Kind of amount", "Years held"),
    "plans": ("Year", "Plan", "Cluster", "Required", "Received", "Part received"),
    "treaties": (
        *("Treaty", "Standing", "Signed", JOINED, "In force since", "Withdrawal notified"),
        *("Withdrawal took effect", "Note"),
    ),
    "mine_free": (
        *("What was declared or reported", "When", "Later note", "Named by the US", "How it was read"),
    ),
    "facts": ("What is counted", "Year", "Value", "Standing", "How it was read", "Note"),
    "statements": ("Date", "Said", ACCOUNT, "Period", SCOPE, AS_PRINTED, "By"),
    "country_events": ("Date", "What happened", "In a sentence or two", "Kind", "Who acted"),
    "country_conflicts": ("What", "Year or dates", "One value", "Another value", "How they differ"),
}
"""What each table shows; its file has more. A column that says nothing for any row is left out."""


def links(profile: Profile, conflicts: CitedTable) -> None:
    """Links to the parts there are, in the order of the page."""
    parts = (
        ("newest", "Newest amounts", not profile.newest.is_empty),
        ("country_series", "Year by year", not profile.series.is_empty),
        ("country_accounts", "US accounts", not profile.accounts.is_empty),
        ("country_donors", "Donors", bool(profile.donors)),
        ("plans", "Humanitarian plans", not profile.plans.is_empty),
        ("treaties", "Treaties", not profile.treaties.is_empty),
        ("mine_free", "Free of mines", not profile.mine_free.is_empty),
        ("facts", "Casualties and other numbers", not profile.facts.is_empty),
        ("statements", "Statements", not profile.claims.is_empty),
        ("country_events", "Policy events", not profile.events.is_empty),
        ("country_conflicts", "Disagreements", not conflicts.is_empty),
        (country_tables.ANCHOR, "Documents", True),
    )
    shown = [
        f'<a href="#{name.replace("_", "-")}" target="_self">{words}</a>'
        for name, words, is_held in parts
        if is_held
    ]
    st.html(f'<p class="ma-parts">On this page: {" · ".join(shown)}</p>')


def table(name: str, answer: CitedTable, documents: Documents) -> None:
    """One of the tables named in COLUMNS."""
    if answer.is_empty:
        return
    told = [column for column in COLUMNS[name] if column in answer.rows and answer.rows[column].any()]
    # A scope that all statements share is said below the table.
    if SCOPE in told and answer.rows[SCOPE].nunique() == 1:
        told.remove(SCOPE)
    group = "What is counted" if name == "statements" else ""
    country_tables.show(answer, documents, name=name, columns=told, group=group)


def conflicts(profile: Profile) -> CitedTable:
    """The pairs of values of this place that disagree."""
    return country_facts.disagreements_of(store.ask(register.conflicts), profile.place.name)


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
        (profile.plans, "No humanitarian plan with a mine action part"),
        (profile.mine_free, "No declaration or report of being free of known mines"),
        (profile.people, "No number of inhabitants"),
        (profile.facts, "No number of casualties, nor any other published number"),
        (profile.claims, "No dated statement"),
        (profile.events, "No policy event that names it"),
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
