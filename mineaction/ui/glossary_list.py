"""The glossary on a page: terms in alphabetical order, each with an anchor of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from mineaction.glossary import heading
from mineaction.queries.terms import Explained
from mineaction.ui import text


def show(terms: Sequence[Explained]) -> None:
    """Letters to jump to, and the terms under their letters."""
    letters = [(letter, list(found)) for letter, found in groupby(terms, key=_letter)]
    jumps = " ".join(f'<a href="#letter-{letter}" target="_self">{letter}</a>' for letter, _ in letters)
    parts = "".join(
        f'<h2 id="letter-{letter}">{letter}</h2><dl>{"".join(_one(item) for item in found)}</dl>'
        for letter, found in letters
    )
    if len(letters) > 1:
        st.html(f'<nav class="ma-letters" aria-label="Letters">{jumps}</nav>')
    st.html(f'<div class="ma-terms">{parts}</div>')


def _letter(item: Explained) -> str:
    return item.term.name[0].upper()


def _one(item: Explained) -> str:
    term = item.term
    see = "; ".join(f'<a href="#{to.key}" target="_self">{text.html(to.name)}</a>' for to in item.see)
    also = [other for other in term.also if f"({other})" not in heading(term)]
    parts = [
        f"<p>{text.html(term.meaning)}</p>",
        f"<p>{text.html(term.more)}</p>" if term.more else "",
        _line("Also", text.html("; ".join(also))),
        _line("Follows", text.html(term.follows)),
        _line("See", see),
        _uses(item),
    ]
    return f'<dt id="{term.key}">{text.html(heading(term))}</dt><dd>{"".join(parts)}</dd>'


def _line(label: str, words: str) -> str:
    return f"<p><small><b>{label}:</b> {words}</small></p>" if words else ""


def _uses(item: Explained) -> str:
    """The series a term belongs to, folded away where there are many; each opens the funding page."""
    links = [
        f'<a href="funding_over_time?series={text.html(key)}" target="_self">{text.html(title)}</a>'
        for key, title in item.uses
    ]
    if len(links) <= 2:
        return _line("Series", "; ".join(links))
    listed = "".join(f"<li>{link}</li>" for link in links)
    return f"<details><summary>{len(links)} series of figures</summary><ul>{listed}</ul></details>"
