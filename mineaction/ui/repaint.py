"""Draws a page anew when its colour scheme turns: its charts are drawn for one scheme alone."""

from __future__ import annotations

import streamlit as st

_HTML = '<i class="ma-scheme"></i>'
_CSS = """
.ma-scheme { position: absolute; width: 0; height: 0; background-color: var(--st-background-color);
             transition: background-color 1ms; }
@media print { .ma-scheme { display: none; } }
"""
# The end of a transition is how a page hears that a colour of its style has changed.
_SCRIPT = """
export default function ({parentElement, setTriggerValue}) {
    const mark = parentElement.querySelector('.ma-scheme');
    if (!mark || mark.dataset.watched) return;
    mark.dataset.watched = 'yes';
    let last = getComputedStyle(mark).backgroundColor;
    mark.addEventListener('transitionend', () => {
        const now = getComputedStyle(mark).backgroundColor;
        if (now !== last) setTriggerValue('turned', last = now);
    });
}
"""

_watch = st.components.v2.component("ma_repaint", html=_HTML, css=_CSS, js=_SCRIPT, isolate_styles=False)


def when_scheme_turns() -> None:
    """Ask for a new run of the page whenever the reader, or their system, turns the scheme. Once a page."""
    _watch(key="repaint", on_turned_change=lambda: None)
