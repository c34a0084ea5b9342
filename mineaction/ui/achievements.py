"""What stands above the figures on the Results page: the newest number of each kind, with its document."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from mineaction.queries.results.published import Newest
from mineaction.ui import text


def show(found: Sequence[tuple[str, Newest | None]]) -> None:
    """Draw the numbers side by side; on a phone one under the other. A number nobody found is not drawn."""
    shown = [_one(words, newest) for words, newest in found if newest is not None]
    if shown:
        st.html(f'<div class="ma-headlines">{"".join(shown)}</div>')


def _one(words: str, newest: Newest) -> str:
    others = (
        f'<p class="ma-remark">Other documents print {text.html(" and ".join(newest.others))} for that '
        "year.</p>"
        if newest.others
        else ""
    )
    link = text.source(newest.document, newest.url, newest.address_note)
    return (
        f'<section class="ma-headline"><p class="ma-number">{text.html(newest.words)}</p>'
        f"<p>{text.html(words.format(year=newest.year))}</p>"
        f'<p class="ma-who">{link}; {text.html(newest.confidence_label)}</p>{others}</section>'
    )
