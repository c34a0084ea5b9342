"""The headline statements: what was said, by whom, what it means, and what was said since."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from mineaction.queries.claims.statements import Headline, Statement
from mineaction.ui import text


def show(headlines: Sequence[Headline]) -> None:
    """Draw the statements side by side; on a phone one under the other."""
    st.html(f'<div class="ma-headlines">{"".join(_one(headline) for headline in headlines)}</div>')


def _one(headline: Headline) -> str:
    said = headline.said
    number = said.value_words + (f" in {headline.also.value_words}" if headline.also else "")
    remark = f'<p class="ma-remark">{text.html(headline.remark)}</p>' if headline.remark else ""
    return (
        f'<section class="ma-headline"><p class="ma-number">{text.html(number)}</p>'
        f"<p>{text.html(headline.plain_words)}</p>"
        f'<p class="ma-who">{text.html(said.made_by)}, {text.html(said.date)}: {_document(said)}</p>'
        f"{_since(headline)}{remark}</section>"
    )


def _document(statement: Statement) -> str:
    words = "open the document" if statement.url else statement.document
    return text.source(words, statement.url, statement.address_note)


def _since(headline: Headline) -> str:
    newest = headline.newest
    if newest is None:
        return '<p class="ma-since"><b>Newest:</b> no later statement of the same kind was found.</p>'
    word = "Newest" if headline.newest_is_comparable else "Newest on the number of countries"
    return (
        f'<p class="ma-since"><b>{word}:</b> {text.html(newest.value_words)}, {text.html(newest.made_by)}, '
        f"{text.html(newest.date)}: {_document(newest)}</p>"
    )
