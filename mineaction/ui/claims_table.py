"""The table of who was named when, and the statements that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.claims.contradictions import reason_words
from mineaction.queries.claims.named import Disagreement, Named, Naming, Side
from mineaction.queries.claims.steps import Place
from mineaction.ui import table_card, text


def document(place: Place) -> str:
    """A document as a link, with the place in it."""
    where = f", {text.place(place.locator)}" if place.locator else ""
    return f"{text.source(place.document, place.url, place.address_note)}{where}"


def named(exhibit: Exhibit, found: Named) -> None:
    """Countries as rows, statements as columns, the newest first; a mark with a word where one is named.

    ``exhibit`` has the statements as rows, which are folded away below.
    """
    st.markdown(text.markdown(found.table.sentence))
    newest_first = found.namings[::-1]
    head = "".join(f'<th scope="col">{_naming_head(naming)}</th>' for naming in newest_first)
    total = "".join(f"<td><b>{text.html(naming.total)}</b></td>" for naming in newest_first)
    counted = "".join(f"<td>{len(naming.countries) or 'none'}</td>" for naming in newest_first)
    body = "".join(
        f'<tr><th scope="row">{text.html(name)}</th>'
        + "".join(_cell(iso3 in naming.countries, bool(naming.countries)) for naming in newest_first)
        + "</tr>"
        for iso3, name in found.countries
    )
    st.html(
        '<div class="ma-claims-scroll" tabindex="0" role="region" aria-label="Who was named when">'
        f'<table class="ma-claims-named"><thead><tr><td></td>{head}</tr></thead>'
        f'<tbody><tr><th scope="row">Total stated</th>{total}</tr>'
        f'<tr class="ma-claims-count"><th scope="row">Names given</th>{counted}</tr>{body}'
        "</tbody></table></div>"
        '<p class="ma-source">The newest text stands first; older ones follow to the right. '
        "● named: the text names the country · – a list, without it · "
        "blank: the text names no country at all. Not named is not “not free”.</p>"
    )
    table_card.folded_rows("The same as a table, with documents", exhibit)


def _naming_head(naming: Naming) -> str:
    date = text.source(naming.date, naming.place.url, naming.place.address_note)
    return f"{date}<br><small>{text.html(naming.made_by)}</small>"


def _cell(is_named: bool, has_list: bool) -> str:
    if is_named:
        return "<td>● named</td>"
    return '<td class="ma-claims-without">–</td>' if has_list else "<td></td>"


def disagreements(found: Sequence[Disagreement]) -> None:
    """Pairs of statements that contradict each other, both with their documents; grouped by subject."""
    for about, pairs in groupby(found, key=lambda pair: pair.about):
        listed = list(pairs)
        count = "1 pair" if len(listed) == 1 else f"{len(listed)} pairs"
        with st.expander(f"{text.markdown(about)} ({count})", expanded=len(listed) <= 3):
            items = "".join(
                f"<li>{_side(pair.first)} against {_side(pair.second)}"
                f"<br><small>{text.html(reason_words(pair))}</small></li>"
                for pair in listed
            )
            st.html(f'<ul class="ma-claims-pairs">{items}</ul>')


def _side(side: Side) -> str:
    return (
        f"<b>{text.html(side.words)}</b> ({text.html(side.made_by)}, {text.html(side.date)}: "
        f"{document(side.place)})"
    )
