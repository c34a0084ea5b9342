"""Puts words on the reader's clipboard at once, and says so; where the browser refuses, a button is left."""

from __future__ import annotations

import streamlit as st

_HTML = '<p><button type="button">Copy again</button> <span role="status"></span></p>'
_CSS = """
p { margin: 0; font: 0.875rem/1.5 var(--st-font); color: var(--st-text-color); min-height: 2rem }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--st-border-color);
  border-radius: 4px; padding: 0.2rem 0.6rem; cursor: pointer }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-link-color) }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px }
span { margin-left: 0.4rem; font-weight: 600 }
"""
# A browser lets a page write to the clipboard right after a click, which has opened what this stands in.
# Over plain http it has no clipboard of its own for pages; the older way still works there.
_SCRIPT = """
const copy = async words => {
    try {
        await navigator.clipboard.writeText(words);
        return true;
    } catch {
        const held = document.activeElement, area = document.createElement('textarea');
        area.value = words;
        area.style.cssText = 'position: fixed; opacity: 0';
        document.body.append(area);
        area.select();
        const done = document.execCommand('copy');
        area.remove();
        held?.focus?.();
        return done;
    }
};
export default function ({data, parentElement}) {
    const button = parentElement.querySelector('button'), said = parentElement.querySelector('span');
    const run = async () => {
        said.textContent = '';
        const done = await copy(data.words);
        button.textContent = done ? 'Copy again' : 'Copy';
        said.textContent = done ? 'Copied' : 'Select the link below to copy it.';
    };
    button.onclick = run;
    if (button.dataset.copied === data.words) return;
    button.dataset.copied = data.words;
    if (navigator.userActivation?.isActive ?? true) run();
    else button.textContent = 'Copy';
}
"""

_copies = st.components.v2.component("ma_copying", html=_HTML, css=_CSS, js=_SCRIPT)


def at_once(words: str, *, key: str) -> None:
    """Copy these words as soon as they are shown, and leave a button that copies them again."""
    _copies(key=key, data={"words": words})
