"""Time of a filter change as the server sees it, beside a bare Streamlit page with one fixed figure.

A change is one rerun of the whole script, the app's frame included, in Streamlit's own AppTest: no browser,
no network. After each change of ours the bare page is changed as well, so that drift hits both. A round
empties the caches, opens each page, and turns it to all its views (``benchmarks/views.py``) twice: what was
never asked before is "new", what the server has answered already is "seen". All of it is done with today's
data and with a hundred times the rows of ``funding_figure``.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.result import Goal, Line, line, parser, show
from benchmarks.views import VIEWS, Address
from mineaction.database import URL_VARIABLE, database_url, open_for_reading, sqlite_path
from mineaction.errors import MineActionError
from mineaction.ui import navigation
from tests.hundredfold import grow

FRAME = Path(navigation.__file__).with_name("main.py")
BARE_PAGE = Path(__file__).with_name("bare_page.py")
MEDIAN_ABOVE_BARE_MS, HIGH_ABOVE_BARE_MS, MOST_TIMES = 80.0, 200.0, 2.0
TIMES = 100
BARE, NEW, SEEN = "bare page", "new", "seen"
TODAY, GROWN = "today's rows", f"{TIMES} times the rows"

Times = dict[tuple[str, str, str], list[float]]


def timed_run(page: AppTest) -> float:
    """Milliseconds of one rerun. Raises RuntimeError when the script fails or does not know the view."""
    started = time.perf_counter()
    page.run()
    took = (time.perf_counter() - started) * 1000
    if page.exception:
        raise RuntimeError(f"the page failed: {page.exception[0].message}")
    if page.warning:
        raise RuntimeError(f"the page does not know the view: {page.warning[0].value}")
    return took


def turn(page: AppTest, address: Address) -> None:
    """Ask for a view, with nothing kept from the one before."""
    if "kept" in page.session_state:
        del page.session_state["kept"]
    page.query_params.clear()
    for name, value in address.items():
        page.query_params[name] = value


def measure(size: str, times: Times) -> None:
    """Go once through all pages; ``times`` gets milliseconds by page, answer and size of the data."""
    st.cache_resource.clear()
    st.cache_data.clear()
    bare = AppTest.from_file(str(BARE_PAGE), default_timeout=60).run()
    for name, views in VIEWS.items():
        page = AppTest.from_file(str(FRAME), default_timeout=120).run()
        page.switch_page(str(navigation.FOLDER / f"{name}.py")).run()
        for answer in (NEW, SEEN):
            for address in views:
                turn(page, address)
                times.setdefault((name, answer, size), []).append(timed_run(page))
                choice = bare.selectbox(key="choice")
                choice.set_value("second" if choice.value == "first" else "first")
                times.setdefault((BARE, "", size), []).append(timed_run(bare))


def goals(lines: dict[tuple[str, str, str], Line]) -> list[Goal]:
    """Each page against the bare one, and against itself with more rows."""
    found = []
    for (name, answer, size), now in lines.items():
        if name == BARE or size != TODAY:
            continue
        bare = lines[BARE, "", size]
        for what, most, ours, base in (
            ("median", MEDIAN_ABOVE_BARE_MS, now.median, bare.median),
            ("95th percentile", HIGH_ABOVE_BARE_MS, now.percentile_95, bare.percentile_95),
        ):
            above = round(ours - base, 1)
            text = f"{name}, {answer}: {what} within {most:.0f} ms of the bare page"
            found.append(Goal(text, above, above <= most))
        if grown := lines.get((name, answer, GROWN)):
            times = round(grown.median / now.median, 2)
            text = f"{name}, {answer}: at most {MOST_TIMES:.0f} times the median with {TIMES} times the rows"
            found.append(Goal(text, times, times <= MOST_TIMES))
    return found


def main() -> None:
    """Measure and print; exits 1 where there is no database file to read."""
    asked = parser("Time of a filter change at the server.", repeats="rounds", default=3)
    asked.add_argument("--today-only", action="store_true", help="leave out the hundredfold rows")
    told = asked.parse_args()
    logging.disable(logging.WARNING)  # Streamlit warns with every run that there is no server
    missing = set(navigation.PAGES) - set(VIEWS)
    if missing:
        sys.exit(f"benchmarks/views.py has no views for: {', '.join(sorted(missing))}")
    source = sqlite_path(database_url())
    try:
        open_for_reading().dispose()
    except MineActionError as error:
        sys.exit(str(error))
    times: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        sizes = [(TODAY, source)]
        if source and not told.today_only:
            print(f"Making a copy with {TIMES} times the rows …", file=sys.stderr)
            grown = Path(folder) / "grown.sqlite"
            grow(source, grown, TIMES)
            sizes.append((GROWN, grown))
        for _ in range(told.rounds):
            for size, path in sizes:
                if path:
                    os.environ[URL_VARIABLE] = f"sqlite:///{path}"
                measure(size, times)
    lines = {
        key: line(", ".join(part for part in key if part), "ms", values)
        for key, values in sorted(times.items(), key=lambda item: (item[0][2] != TODAY, item[0]))
    }
    show("A filter change, as the server sees it", list(lines.values()), goals(lines), as_json=told.json)


if __name__ == "__main__":
    main()
