"""The parts of a country's profile: figure cards and tables. A part that is not held is not drawn."""

from __future__ import annotations

import streamlit as st

from mineaction.charts import country_donors as donor_chart
from mineaction.charts import country_panels, published_values
from mineaction.cited import CitedTable
from mineaction.queries import country_donors, country_facts, country_series, policy, register, results
from mineaction.queries.country import Profile
from mineaction.queries.country_claims import ACCOUNT, AS_PRINTED, SCOPE
from mineaction.queries.country_donors import SIDE_WORDS, DonorFilter
from mineaction.queries.country_standing import JOINED
from mineaction.ui import country_tables, figure_card, filters, frame, navigation, store, text
from mineaction.ui.country_tables import Documents
from mineaction.ui.view import View
from mineaction.vocabulary import EventKind, Perspective

Kinds = tuple[EventKind, ...]

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


def series(profile: Profile, kinds: Kinds) -> None:
    """Every series as a panel above the policy timeline."""
    if profile.series.is_empty:
        return
    span = filters.timeline_for(profile.series, kinds, goes_on=True)
    timeline = store.ask(policy.timeline, span)
    count = profile.series.rows["panel_key"].nunique()
    # On paper a figure of many panels is drawn smaller, so that it stands on one sheet.
    with st.container(key=f"profile_{'many' if count >= country_panels.MANY else 'few'}_panels"):
        figure_card.show(
            store.drawn(
                country_panels.figure,
                (profile.place.name, span),
                dark=frame.is_dark(),
                with_=(profile.series, timeline),
            ),
            profile.series,
            timeline,
            name="country_series",
            behind=lambda: _behind(profile, "series"),
        )


def accounts(profile: Profile, kinds: Kinds) -> None:
    """Each US account as a panel above the policy timeline, all on one scale."""
    if profile.accounts.is_empty:
        return
    span = filters.timeline_for(profile.accounts, kinds, goes_on=True)
    timeline = store.ask(policy.timeline, span)
    figure_card.show(
        store.drawn(
            country_panels.figure_of_parts,
            (profile.place.name, span),
            dark=frame.is_dark(),
            with_=(profile.accounts, timeline),
        ),
        profile.accounts,
        timeline,
        name="country_accounts",
        behind=lambda: _behind(profile, "accounts"),
    )


def _behind(profile: Profile, part: str) -> CitedTable:
    answer: CitedTable = store.ask(country_series.rows_behind, profile.place.name, profile.place.iso3, part)
    return answer


def donors(profile: Profile, view: View, documents: Documents) -> None:
    """Who gave in one year, told by one side at a time."""
    place, offered = profile.place, profile.donors
    if not offered:
        return
    sides = list(offered)
    with st.container(key="country_donor_choice", horizontal=True, vertical_alignment="bottom"):
        side = view.switch(
            "told_by",
            "Donors, told by",
            sides,
            sides[0],
            format_func=lambda key: f"{SIDE_WORDS[key][0].upper()}{SIDE_WORDS[key][1:]}",
            scope=place.name,
        )
        years = [str(year) for year in offered[side]]
        year = view.select("year", "Year", years, years[0], scope=f"{place.name}_{side}", width=140)
    asked = DonorFilter(place.name, place.iso3, side, int(year))
    answer: CitedTable = store.ask(country_donors.donors, asked)
    documents.add(answer)
    st.markdown(text.markdown(answer.sentence))
    figure_card.show(
        store.drawn(donor_chart.figure, (asked,), dark=frame.is_dark(), with_=(answer,)),
        answer,
        name="country_donors",
        behind=lambda: store.ask(country_donors.rows_behind, asked),
    )


def casualties(profile: Profile, kinds: Kinds, documents: Documents) -> None:
    """Casualties by year, with every published value, where there are enough years for a figure."""
    if not profile.has_casualty_years:
        return
    name = profile.place.name
    answer: CitedTable = store.ask(results.published, "casualties", name)
    documents.add(answer)
    span = filters.timeline_for(answer, kinds, goes_on=True)
    timeline = store.ask(policy.timeline, span)
    figure_card.show(
        store.drawn(published_values.figure, (name, span), dark=frame.is_dark(), with_=(answer, timeline)),
        answer,
        timeline,
        name="country_casualties",
        behind=lambda: store.ask(results.rows_behind, "casualties", name),
    )


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
        (profile.series, "No yearly amount of any series"),
        (profile.accounts, "No US amount by account or agency"),
        (profile.donors, "No table of single donors"),
        (profile.plans, "No humanitarian plan with a mine action part"),
        (profile.mine_free, "No declaration or report of being free of known mines"),
        (profile.people, "No number of inhabitants"),
        (profile.facts, "No number of casualties, nor any other published number"),
        (profile.claims, "No dated statement"),
        (profile.events, "No policy event that names it"),
    )
    missing = [
        f"{words} is held for {profile.place.spoken}."
        for held, words in parts
        if (held.is_empty if isinstance(held, CitedTable) else not held)
    ]
    st.header("What this leaves out", anchor="left-out")
    always = (
        "Regional and worldwide money that reached it is in none of these amounts. What no document at hand "
        "prints is not here; a missing amount is not zero."
    )
    st.markdown("\n".join(f"- {text.markdown(words)}" for words in (*missing, always)))
