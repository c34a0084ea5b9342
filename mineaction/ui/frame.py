"""The pages' frame: style, and a footer with data version, build time and how to cite."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mineaction.cited import DASHBOARD
from mineaction.periods import date_words, day_words, today
from mineaction.ui import store, text
from mineaction.vocabulary import DatePrecision

STYLE = Path(__file__).with_name("style.css")


def style() -> None:
    """The one style of all pages."""
    st.html(STYLE)


def is_dark() -> bool:
    """Whether the reader sees the dark theme."""
    return st.context.theme.type == "dark"


def lead(sentence: str) -> None:
    """The sentence that answers the page's question."""
    if sentence:
        st.html(f'<p class="ma-lead">{text.glossed(sentence, "lead")}</p>')


def footer() -> None:
    """Data version, build time, and how to cite."""
    facts = store.facts()
    read = date_words(facts.figures_as_of, DatePrecision.DAY)
    cite = (
        f"{DASHBOARD}, data version {facts.data_version}, figures last read "
        f"{read}, seen {day_words(today())}. Cite the document behind a figure as well: "
        "every figure names it."
    )
    st.html(
        f'<footer class="ma-foot">Data version <b>{text.html(facts.data_version)}</b> · '
        f"{text.html(_built(facts))} · figures last read {text.html(read)}<br>"
        f"<b>How to cite:</b> {text.html(cite)}<br>"
        "Names of countries and areas follow United Nations usage; they imply no position on status or "
        "borders."
        "</footer>"
    )


def _built(facts: store.BuildFacts) -> str:
    if facts.built_at is None:
        return "build time not kept"
    return f"built {day_words(facts.built_at)}, {facts.built_at:%H:%M} UTC"
