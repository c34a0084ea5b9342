"""Every control of a page can be reached with the Tab key alone, and shows that it has the focus."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.cases import OpenPage, PageCase
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

# Colours that fade in would be read half way.
NO_TRANSITIONS = "*, *::before, *::after { transition: none !important; animation: none !important; }"

# Left out, because Tab is not meant to stop there:
# - what is disabled, inert, hidden from screen readers or not drawn;
# - what has tabindex -1: the unchosen ones of a row of tabs, which arrow keys reach.
# A group in which Tab stops once and arrow keys do the rest (radio buttons, segments) counts as reached when
# one of it is. What is transparent is kept: Streamlit draws a tick box beside an invisible real one.
# Looks are compared over the control, what surrounds it closely, and what is drawn inside that. A table is
# one canvas that draws the focus itself, so for it the pixels are compared.
WATCH = """() => {
    const focusable = 'a[href], button, input, select, textarea, summary, iframe, [tabindex]';
    const isStop = element => {
        if (element.tabIndex < 0 || element.matches(':disabled, [aria-disabled="true"]')) return false;
        if (element.closest('[inert], [aria-hidden="true"]')) return false;
        return element.checkVisibility({visibilityProperty: true});
    };
    const properties = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor',
        'color', 'borderTopColor', 'borderBottomColor', 'borderTopWidth', 'textDecorationLine', 'opacity'];
    const look = element => {
        const around = element.closest('label, [role="radiogroup"]')
            ?? element.parentElement?.parentElement ?? element;
        const near = new Set([element, element.parentElement, around, ...element.querySelectorAll('*')]);
        [...around.querySelectorAll('*')].slice(0, 80).forEach(part => near.add(part));
        return [...near].filter(Boolean).map(part =>
            [null, '::before', '::after'].map(pseudo => {
                const style = getComputedStyle(part, pseudo);
                return properties.map(name => style[name]).join('|');
            }).join('||')).join('\\n');
    };
    const describe = element => {
        const place = element.closest('[data-testid]')?.dataset.testid ?? '';
        const name = element.getAttribute('aria-label') || element.textContent.trim() || element.title;
        return `${element.tagName.toLowerCase()} in ${place} "${name.slice(0, 60)}"`;
    };
    document.activeElement?.blur();
    const controls = [...document.querySelectorAll(focusable)].filter(isStop);
    const groups = controls.map(control =>
        control.closest('[role="radiogroup"], [role="toolbar"]') ?? control);
    const before = controls.map(look);
    window.keyboardWatch = {
        controls,
        now: () => {
            const index = controls.indexOf(document.activeElement);
            return {index, looksFocused: index >= 0 && look(controls[index]) !== before[index]};
        },
    };
    return controls.map((control, index) => ({
        name: describe(control), group: groups.indexOf(groups[index]), isCanvas: control.matches('canvas')}));
}"""


def picture(visit: Visit, index: int) -> bytes:
    """A control as it is drawn now."""
    visit.page.wait_for_timeout(300)
    control = visit.page.evaluate_handle("index => window.keyboardWatch.controls[index]", index).as_element()
    assert control is not None
    return control.screenshot()


def walked(visit: Visit) -> tuple[list[dict[str, Any]], dict[int, bool], set[int]]:
    """The controls, which of them Tab reached and whether each showed it, and the groups it did not reach."""
    controls = visit.page.evaluate(WATCH)
    assert controls, "the page has no control at all"
    groups = {control["group"] for control in controls}
    pictures = {index: picture(visit, index) for index, c in enumerate(controls) if c["isCanvas"]}

    reached: dict[int, bool] = {}
    for _ in range(2 * len(controls) + 10):
        visit.page.keyboard.press("Tab")
        now = visit.page.evaluate("() => window.keyboardWatch.now()")
        index = now["index"]
        if index >= 0 and index not in reached:
            reached[index] = now["looksFocused"]
            if index in pictures:
                reached[index] = picture(visit, index) != pictures[index]
        if {controls[index]["group"] for index in reached} == groups:
            break
    return controls, reached, groups - {controls[index]["group"] for index in reached}


def test_tab_reaches_every_control_and_shows_where_it_is(open_page: OpenPage, page_case: PageCase) -> None:
    visit = open_page(page_case.path)
    visit.page.add_style_tag(content=NO_TRANSITIONS)
    controls, reached, missed = walked(visit)
    if missed:
        # On a busy machine a table may be drawn anew on the way, which makes another element of it.
        controls, reached, missed = walked(visit)
    assert not missed, "Tab does not reach: " + "; ".join(controls[group]["name"] for group in sorted(missed))
    unmarked = [controls[index]["name"] for index, is_marked in reached.items() if not is_marked]
    assert not unmarked, "no sign of the focus on: " + "; ".join(unmarked)


WHERE = """() => {
    const element = document.activeElement;
    return [element.textContent.trim(), Boolean(element.closest('[data-testid="stPopoverBody"]'))];
}"""


def test_a_popover_opened_by_key_takes_the_focus_and_gives_it_back(open_page: OpenPage) -> None:
    """It is drawn at the end of the page: without help, Tab would pass everything else first."""
    visit = open_page("/results")
    opener = visit.page.get_by_role("button", name="Download").first
    opener.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function(f"() => ({WHERE})()[1]")
    expect(visit.page.get_by_role("dialog").get_by_role("button", name="JSON")).to_be_visible()
    seen = [visit.page.evaluate(WHERE)[0]]
    while visit.page.evaluate(WHERE)[1] and len(seen) < 40:
        visit.page.keyboard.press("Tab")
        seen.append(visit.page.evaluate(WHERE)[0])
    assert {"PNG", "CSV"} <= set(seen)
    assert seen[-1].startswith("Download"), "Tab past the end does not lead back to the button"
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate(WHERE)[0].startswith("Cite")
