"""Time of a filter change as the server sees it, beside a bare Streamlit page with one fixed figure.

A change is one rerun of the whole script, the app's frame included, in Streamlit's own AppTest: no browser,
no network. After each change of ours the bare page is changed as well, so that drift hits both. A round
empties the caches, opens the page, and goes through all changes twice: what was never asked before is
"new", what the server has answered already is "seen".
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.result import Goal, line, parser, show
from mineaction.database import open_for_reading
from mineaction.errors import MineActionError
from mineaction.queries.choices import CHOICES
from mineaction.queries.filters import KINDS_SHOWN_FIRST
from mineaction.ui import navigation
from mineaction.vocabulary import EventKind, PriceBasis

FRAME = Path(navigation.__file__).with_name("main.py")
BARE_PAGE = Path(__file__).with_name("bare_page.py")
MOST_ABOVE_BARE_MS = 60.0
BARE, ALL = "bare page", ", all changes"
RECIPIENTS, YEARS = 3, 2

Changes = Callable[[AppTest], Iterator[str]]
Times = dict[tuple[str, str], list[float]]


def funding_changes(page: AppTest) -> Iterator[str]:
    """Move one filter of the funding page after another; yields its name before the page is to be run."""
    for choice in CHOICES:
        page.selectbox(key="series").set_value(choice.key)
        yield "series"
        for cut in range(1, YEARS + 1):
            years = page.slider(key=f"years_{choice.key}")
            years.set_value((years.min + cut, years.max))
            yield "years"
        if not choice.why_no_constant:
            for basis in (PriceBasis.CONSTANT, PriceBasis.CURRENT):
                page.radio(key="prices").set_value(basis)
                yield "prices"
        if choice.recipient_lines:
            found = page.selectbox(key=f"recipient_{choice.key}").options
            for name in found[1 : RECIPIENTS + 1]:
                page.selectbox(key=f"recipient_{choice.key}").set_value(name)
                yield "recipient"
        for kinds in ([*KINDS_SHOWN_FIRST, EventKind.TREATY], [*KINDS_SHOWN_FIRST]):
            page.pills(key="kinds").set_value(kinds)
            yield "policy kinds"


def overview_changes(page: AppTest) -> Iterator[str]:
    """Show one pair of policy kinds after another on the overview."""
    for kinds in combinations(EventKind, 2):
        page.pills(key="kinds").set_value(list(kinds))
        yield "policy kinds"


PAGES: dict[str, Changes] = {
    "overview": overview_changes,
    "funding_over_time": funding_changes,
}


def timed_run(page: AppTest) -> float:
    """Milliseconds of one rerun. Raises RuntimeError when the script fails."""
    started = time.perf_counter()
    page.run()
    took = (time.perf_counter() - started) * 1000
    if page.exception:
        raise RuntimeError(f"the page failed: {page.exception[0].message}")
    return took


def state_of(page: AppTest) -> tuple[str, ...]:
    """Every filter with its value: two equal states ask the same questions."""
    widgets = (*page.selectbox, *page.slider, *page.radio, *page.multiselect, *page.pills)
    return tuple(f"{widget.key}={widget.value}" for widget in widgets)


def measure(name: str, changes: Changes, times: Times, rounds: int) -> None:
    """Go through a page's changes; ``times`` gets milliseconds by what was run, and new or seen."""
    for _ in range(rounds):
        st.cache_resource.clear()
        st.cache_data.clear()
        ours = AppTest.from_file(str(FRAME), default_timeout=60).run()
        ours.switch_page(str(navigation.FOLDER / f"{name}.py")).run()
        bare = AppTest.from_file(str(BARE_PAGE), default_timeout=60).run()
        seen = {state_of(ours)}
        for _ in range(2):
            for what in changes(ours):
                took = timed_run(ours)
                state = state_of(ours)
                answer = "seen" if state in seen else "new"
                seen.add(state)
                times.setdefault((f"{name}{ALL}", answer), []).append(took)
                times.setdefault((f"{name}, {what}", answer), []).append(took)
                choice = bare.selectbox(key="choice")
                choice.set_value("second" if choice.value == "first" else "first")
                times.setdefault((BARE, ""), []).append(timed_run(bare))


def main() -> None:
    """Measure and print; exits 1 where there is no database to read."""
    told = parser("Time of a filter change at the server.", repeats="rounds", default=3).parse_args()
    logging.disable(logging.WARNING)  # Streamlit warns with every run that there is no server
    try:
        open_for_reading().dispose()
    except MineActionError as error:
        sys.exit(str(error))
    times: Times = {}
    for name, changes in PAGES.items():
        measure(name, changes, times, told.rounds)
    lines = {
        key: line(f"{key[0]} ({key[1]})" if key[1] else key[0], "ms", values)
        for key, values in sorted(times.items())
    }
    base = lines[BARE, ""].median
    goals = [
        Goal(
            f"{found.what}: within {MOST_ABOVE_BARE_MS:.0f} ms of the bare page at the median",
            round(found.median - base, 1),
            found.median - base <= MOST_ABOVE_BARE_MS,
        )
        for (what, _), found in lines.items()
        if what.endswith(ALL)
    ]
    show("A filter change, as the server sees it", list(lines.values()), goals, as_json=told.json)


if __name__ == "__main__":
    main()
