"""What a page needs from the browser and Streamlit does not have: three small helps for reading.

1. What the search found is said aloud: a live region that stays in the page, as screen readers want it.
2. Escape puts away the explanation of a term without moving focus or pointer (WCAG 1.4.13).
3. An address that ends in #term is scrolled to once that term has been drawn.
"""

from __future__ import annotations

import streamlit as st

_HTML = '<div class="ma-said" role="status" aria-live="polite"></div>'

_SCRIPT = """
const HUSHED = 'ma-no-tips';
const root = document.documentElement;
const term = event => event.target instanceof Element ? event.target.closest('.ma-term') : null;
let hushedAt = null;

function hush(event) {
    if (event.key !== 'Escape') return;
    hushedAt = document.querySelector('.ma-term:hover, .ma-term:focus');
    if (hushedAt) root.classList.add(HUSHED);
}
// It stays away until focus or pointer leave the term, or come to another.
function left(event) {
    if (hushedAt && term(event) === hushedAt && !hushedAt.contains(event.relatedTarget)) speakAgain();
}
function arrived(event) {
    const other = term(event);
    if (hushedAt && other && other !== hushedAt) speakAgain();
}
function speakAgain() {
    hushedAt = null;
    root.classList.remove(HUSHED);
}
function scrollToTerm(tries) {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = id && document.querySelector('.ma-terms')?.querySelector('#' + CSS.escape(id));
    if (found) found.scrollIntoView();
    else if (id && tries > 0) setTimeout(scrollToTerm, 250, tries - 1);
}

if (!window.mineActionReadingAids) {
    window.mineActionReadingAids = true;
    document.addEventListener('keydown', hush);
    for (const type of ['focusout', 'pointerout']) document.addEventListener(type, left);
    for (const type of ['focusin', 'pointerover']) document.addEventListener(type, arrived);
    window.addEventListener('hashchange', () => scrollToTerm(4));
    scrollToTerm(20);
}

export default function ({parentElement, data}) {
    const region = parentElement.querySelector('.ma-said');
    if (region && region.textContent !== data.said) region.textContent = data.said;
}
"""

_aids = st.components.v2.component("ma_reading_aids", html=_HTML, js=_SCRIPT, isolate_styles=False)


def show(said: str = "") -> None:
    """Mount the helps, once a page. ``said`` is spoken when it changes."""
    _aids(key="reading_aids", data={"said": said})
