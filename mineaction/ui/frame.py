"""The pages' frame: style, and a footer with data version, build time and how to cite."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from mineaction.ui import store, text

TITLE = "Mine action funding and policy"

STYLE = """
<style>
.block-container { max-width: 1180px; padding-top: 3.2rem; }
.ma-source { font-size: 0.875rem; margin: 0.25rem 0 0.5rem; opacity: 0.9; }
.ma-events { font-variant-numeric: tabular-nums; padding-left: 2rem; columns: 2 24rem; column-gap: 2rem; }
.ma-events li { break-inside: avoid; margin-bottom: 0.6rem; line-height: 1.35; }
.ma-events small { opacity: 0.9; }
.ma-events .ma-unpublished { border-left: 2px dashed currentColor; padding-left: 0.5rem; }
.ma-documents { font-size: 0.875rem; max-width: 34rem; padding-left: 1.6rem; margin: 0; }
.ma-documents li { margin-bottom: 0.35rem; }
.ma-headlines { display: grid; grid-template-columns: repeat(auto-fit, minmax(15.5rem, 1fr)); gap: 1rem 1.5rem; }
.ma-headline { border-top: 3px solid var(--ma-blue, #0072b2); padding-top: 0.6rem; }
.ma-headline .ma-number { font-size: 1.55rem; font-weight: 600; line-height: 1.2; margin: 0 0 0.25rem;
  font-variant-numeric: tabular-nums; }
.ma-headline p { margin: 0 0 0.45rem; line-height: 1.4; }
.ma-headline .ma-who, .ma-headline .ma-since { font-size: 0.9rem; }
.ma-headline .ma-remark { font-size: 0.9rem; opacity: 0.9; }
.ma-lead { font-size: 1.125rem; line-height: 1.45; max-width: 46rem; }
.ma-foot { border-top: 1px solid rgba(128, 128, 128, 0.35); margin-top: 2.5rem; padding-top: 0.8rem;
  font-size: 0.875rem; line-height: 1.5; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"] { display: none !important; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
</style>
"""


def style() -> None:
    """The one style of all pages."""
    st.html(STYLE)


def is_dark() -> bool:
    """Whether the reader sees the dark theme."""
    return st.context.theme.type == "dark"


def lead(sentence: str) -> None:
    """The sentence that answers the page's question."""
    if sentence:
        st.html(f'<p class="ma-lead">{text.html(sentence)}</p>')


def footer() -> None:
    """Data version, build time, and how to cite."""
    facts = store.facts()
    built = f"built {facts.built_at:%-d %B %Y, %H:%M} UTC" if facts.built_at else "build time not kept"
    today = datetime.now(UTC)
    cite = (
        f"Mine action funding and policy dashboard, data version {facts.data_version}, figures checked "
        f"{facts.figures_as_of}, seen {today.day} {today:%B %Y}. Cite the document behind a figure as well: "
        "every figure names it."
    )
    st.html(
        f'<footer class="ma-foot">Data version <b>{text.html(facts.data_version)}</b> · {text.html(built)} · '
        f"figures last checked {text.html(facts.figures_as_of)}<br><b>How to cite:</b> {text.html(cite)}<br>"
        "Names of countries and areas follow United Nations usage; they imply no position on status or borders."
        "</footer>"
    )
