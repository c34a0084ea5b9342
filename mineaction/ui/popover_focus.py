"""Lets the keyboard into an opened popover: Streamlit draws it at the page's end, far from its button."""

from __future__ import annotations

import streamlit as st

_HTML = '<i class="ma-focus"></i>'
_CSS = ".ma-focus { position: absolute; width: 0; height: 0; }"
# A popover opened with the mouse keeps the focus where it is. Leaving by Tab at either end leads back to the
# button, so that the next Tab goes on from where the reader was.
_SCRIPT = """
export default function ({parentElement}) {
    const mark = parentElement.querySelector('.ma-focus');
    if (!mark || mark.dataset.watched) return;
    mark.dataset.watched = 'yes';
    const body = '[data-testid="stPopoverBody"]';
    const stops = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const inside = panel => [...panel.querySelectorAll(stops)].filter(element =>
        element.tabIndex >= 0 && !element.disabled && element.checkVisibility({visibilityProperty: true}));
    const opened = panel => {
        const opener = document.activeElement;
        if (!opener?.matches('[data-testid="stPopover"] button:focus-visible')) return;
        // What it holds may come a moment later; the reader may have gone on by then.
        const enter = () => {
            const first = document.activeElement === opener && inside(panel)[0];
            first && first.focus();
            return first || document.activeElement !== opener;
        };
        if (!enter()) {
            const later = new MutationObserver(() => enter() && later.disconnect());
            later.observe(panel, {childList: true, subtree: true});
        }
        panel.addEventListener('keydown', event => {
            if (event.key !== 'Tab') return;
            const all = inside(panel), end = event.shiftKey ? all[0] : all.at(-1);
            if (document.activeElement !== end) return;
            event.preventDefault();
            opener.focus();
        });
    };
    new MutationObserver(changes => {
        for (const {addedNodes} of changes)
            for (const node of addedNodes) {
                const panel = node.matches?.(body) ? node : node.querySelector?.(body);
                if (panel) requestAnimationFrame(() => requestAnimationFrame(() => opened(panel)));
            }
    }).observe(document.body, {childList: true, subtree: true});
}
"""

_watch = st.components.v2.component(
    "ma_popover_focus", html=_HTML, css=_CSS, js=_SCRIPT, isolate_styles=False
)


def when_opened() -> None:
    """Move the focus into each popover a key opens, and back to its button at the end. Once a page."""
    _watch(key="popover_focus")
