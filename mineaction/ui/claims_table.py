"""The controls of the register of statements, the table of who was named when, and the disagreements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import streamlit as st

from mineaction.queries import claims_register
from mineaction.queries.claim_steps import Place
from mineaction.queries.claims_named import Disagreement, Named, Naming, Side
from mineaction.queries.claims_register import METRIC_LABELS, RegisterFilter
from mineaction.ui import store, text
from mineaction.ui.view import View
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, ActivityScope, ClaimMetric

ALL = ""
REASONS = {
    "one edition, two values": "one edition of the report, two numbers",
    "values differ": "said on the same day, two numbers",
    "a later statement is lower": "the later statement is lower",
}


def register_filter(view: View) -> RegisterFilter:
    """Which statements to show, from the controls above the register."""
    controls = st.columns([4, 4, 4], vertical_alignment="bottom")
    with_places = view.tick(
        "places",
        "Also statements about single countries and regions",
        help="Hundreds of sums for one country or region, shares of regions, and announcements.",
    )
    offered = store.ask(claims_register.offers, with_places)
    scope_of_keys = "places" if with_places else ""
    with controls[0]:
        metric = _choose(view, "metric", "What is counted", offered.metrics, _metric_words, scope_of_keys)
    with controls[1]:
        scope = _choose(view, "scope", "What the money was for", offered.scopes, _scope_words, scope_of_keys)
    with controls[2]:
        made_by = _choose(view, "by", "Said by", offered.speakers, str, scope_of_keys)
    place = ALL
    if with_places:
        place = _choose(view, "recipient", "Country or region", offered.places, str, scope_of_keys)
    return RegisterFilter(metric, scope, made_by, place, with_places)


def _choose(
    view: View, name: str, label: str, offered: Sequence[str], words: Callable[[str], str], scope: str
) -> str:
    return view.select(
        name,
        label,
        [ALL, *offered],
        ALL,
        format_func=lambda item: words(item) if item else "All",
        scope=scope,
    )


def _metric_words(metric: str) -> str:
    return METRIC_LABELS[ClaimMetric(metric)]


def _scope_words(scope: str) -> str:
    return ACTIVITY_SCOPE_LABELS[ActivityScope(scope)]


def document(place: Place) -> str:
    """A document as a link, with the place in it."""
    where = f", {text.place(place.locator)}" if place.locator else ""
    return f"{text.source(place.document, place.url, place.address_note)}{where}"


def named(found: Named) -> None:
    """Countries as rows, statements as columns; a mark with a word where a statement names a country."""
    if not found.namings:
        st.info("No statement on countries freed of the impact of mines is held.")
        return
    head = "".join(f'<th scope="col">{_naming_head(naming)}</th>' for naming in found.namings)
    total = "".join(f"<td><b>{text.html(naming.total)}</b></td>" for naming in found.namings)
    counted = "".join(f"<td>{len(naming.countries) or 'none'}</td>" for naming in found.namings)
    body = "".join(
        f'<tr><th scope="row">{text.html(name)}</th>'
        + "".join(_cell(iso3 in naming.countries, bool(naming.countries)) for naming in found.namings)
        + "</tr>"
        for iso3, name in found.countries
    )
    st.html(
        '<div class="ma-claims-scroll" tabindex="0" role="region" aria-label="Who was named when">'
        f'<table class="ma-claims-named"><thead><tr><td></td>{head}</tr></thead>'
        f'<tbody><tr><th scope="row">Total stated</th>{total}</tr>'
        f'<tr class="ma-claims-count"><th scope="row">Names given</th>{counted}</tr>{body}'
        "</tbody></table></div>"
        '<p class="ma-source">● named: the text names the country · – a list, without it · '
        "blank: the text names no country at all. Not named is not “not free”.</p>"
    )


def _naming_head(naming: Naming) -> str:
    date = text.source(naming.date, naming.place.url, naming.place.address_note)
    return f"{date}<br><small>{text.html(naming.made_by)}</small>"


def _cell(is_named: bool, has_list: bool) -> str:
    if is_named:
        return "<td>● named</td>"
    return '<td class="ma-claims-without">–</td>' if has_list else "<td></td>"


def disagreements(found: Sequence[Disagreement]) -> None:
    """Pairs of statements that contradict each other, both with their documents; grouped by subject."""
    if not found:
        st.info("No two statements held here contradict each other.")
    for about, pairs in groupby(found, key=lambda pair: pair.about):
        listed = list(pairs)
        count = "1 pair" if len(listed) == 1 else f"{len(listed)} pairs"
        with st.expander(f"{text.markdown(about)} ({count})", expanded=len(listed) <= 3):
            items = "".join(
                f"<li>{_side(pair.first)} against {_side(pair.second)}"
                f"<br><small>{text.html(REASONS.get(pair.reason, pair.reason))}</small></li>"
                for pair in listed
            )
            st.html(f'<ul class="ma-claims-pairs">{items}</ul>')


def _side(side: Side) -> str:
    return (
        f"<b>{text.html(side.words)}</b> ({text.html(side.made_by)}, {text.html(side.date)}: "
        f"{document(side.place)})"
    )
