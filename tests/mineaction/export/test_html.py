"""The one-file page of a figure: whole without a network, readable without scripts, safe to open."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Browser

from mineaction.exhibits.exhibit import Taken
from mineaction.export.html.figure import MOST_ROWS, rows
from mineaction.export.html.file import to_html
from mineaction.export.pack.html import to_html as pack_to_html
from tests.mineaction.export.opened import ODD, pack_of, taken_of


class Read(HTMLParser):
    """What a page holds: words outside scripts and styles, links, and how often each element stands."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words, self.links, self.counts = "", [], {}
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self._quiet = False
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.attributes.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        self._quiet = self._quiet or tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words += data


def visit(browser: Browser, path: Path, **context: Any) -> tuple[Any, list[str]]:
    """The page opened from a file, and all that it asked for or complained of."""
    found: list[str] = []
    page = browser.new_context(**context).new_page()
    page.on("console", lambda message: found.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            found.append(asked.url) if not asked.url.startswith(("data:", "blob:", "file:")) else None
        ),
    )
    page.goto(path.as_uri())
    return page, found


def test_everything_that_must_travel_is_in_the_file(built_database: Path) -> None:
    taken = taken_of(built_database, "funding_over_time", series="us_cwd")
    read = Read(to_html(replace(taken, note=ODD)))
    answer = taken.answer
    wanted = [answer.title, answer.subtitle, answer.sentence, answer.source_line, answer.data_version]
    wanted += [taken.figure_id, ODD, "5 April 2026", *answer.caveats]
    wanted += [words for pair in answer.choices for words in pair]
    wanted += [cited.line for cited in answer.citations]
    wanted += list(taken.exhibit.timeline.events.rows["title"])  # type: ignore[union-attr]
    assert [words for words in wanted if words not in read.words] == []
    assert taken.address in read.links
    assert all(str(link).startswith(("http://", "https://")) for link in read.links)
    assert read.counts["tr"] == len(taken.exhibit.behind().rows) + 1
    [label] = [held["aria-label"] for tag, held in read.attributes if held.get("role") == "group"]
    assert label == taken.alt_text
    assert ("html", {"lang": "en"}) in read.attributes


def test_the_page_asks_nobody_and_draws(built_database: Path, browser: Browser, tmp_path: Path) -> None:
    """With the network off, chart and map are drawn, nothing is asked for, and nothing fails."""
    for name, asked in (("funding_over_time", {"series": "us_cwd"}), ("recipient_map", {})):
        path = tmp_path / f"{name}.html"
        path.write_bytes(to_html(taken_of(built_database, name, **asked)))
        page, found = visit(browser, path, offline=True)
        page.wait_for_selector("#chart .main-svg")
        if name == "recipient_map":
            page.wait_for_function("document.querySelectorAll('#chart .choroplethlayer path').length > 20")
        assert found == []
        page.context.close()


def test_arrow_keys_read_the_points_out(built_database: Path, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "figure.html"
    path.write_bytes(to_html(taken_of(built_database, "funding_over_time", series="us_cwd")))
    page, _ = visit(browser, path, offline=True)
    page.wait_for_selector("#chart .main-svg")
    page.focus("#chart")
    page.keyboard.press("ArrowRight")
    assert "FY1993: US$ 10.2 million" in page.inner_text("#told")
    assert page.locator(".hoverlayer .hovertext").count() == 1
    page.context.close()


def test_dark_readers_get_the_dark_design(built_database: Path, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "figure.html"
    path.write_bytes(to_html(taken_of(built_database, "leahy_fund")))
    papers = {}
    for scheme in ("light", "dark"):
        page, found = visit(browser, path, offline=True, color_scheme=scheme)
        page.wait_for_selector("#chart .main-svg")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        drawn = page.evaluate("document.querySelector('#chart .main-svg').style.background")
        papers[scheme] = paper + drawn
        assert found == []
        page.context.close()
    assert papers["light"] != papers["dark"]
    assert papers["dark"].count("21, 24, 28") == 2


def test_without_scripts_all_but_the_chart_can_be_read(
    built_database: Path, browser: Browser, tmp_path: Path
) -> None:
    taken = taken_of(built_database, "funding_over_time", series="us_cwd")
    path = tmp_path / "figure.html"
    path.write_bytes(to_html(taken))
    page, _ = visit(browser, path, java_script_enabled=False)
    seen = page.inner_text("body")
    assert taken.heading in seen and taken.answer.source_line in seen and "drawn by a script" in seen
    page.locator("summary").click()
    assert page.locator("table").is_visible()
    page.context.close()


def test_words_from_documents_run_nothing(built_database: Path, browser: Browser, tmp_path: Path) -> None:
    """A title, a caveat, a cell and a hover text that would be scripts are shown as words."""
    bad = "</script><script>window.bad = 1</script><img src=x onerror='window.bad = 2'>"
    taken = taken_of(built_database, "leahy_fund")
    answer = replace(
        taken.answer, caveats=(bad,), sentence=bad, rows=taken.answer.rows.assign(hover=bad, made_by=bad)
    )
    behind = replace(
        taken.exhibit.behind(), rows=taken.exhibit.behind().rows.assign(Said=bad, Link="javascript:alert(1)")
    )
    drawn_from = (answer, *taken.exhibit.drawn_from[1:])
    exhibit = replace(taken.exhibit, answer=answer, drawn_from=drawn_from, behind=lambda: behind)
    path = tmp_path / "bad.html"
    path.write_bytes(to_html(Taken(exhibit, taken.made_on, "javascript:alert(1)", title=bad, note=bad)))
    page, found = visit(browser, path, offline=True)
    page.wait_for_selector("#chart .main-svg")
    assert page.evaluate("window.bad") is None
    assert found == []
    assert page.locator("img").count() == 0
    assert "javascript:" not in " ".join(filter(None, Read(path.read_bytes()).links))
    page.context.close()


def test_rows_are_bounded_and_gaps_stay_blank(built_database: Path) -> None:
    table = taken_of(built_database, "leahy_fund").answer
    many = pd.DataFrame({"Year": range(MOST_ROWS + 5), "US$": [None, *range(MOST_ROWS + 4)]})
    told = rows(replace(table, rows=many))
    assert told.count("<tr>") == MOST_ROWS + 1
    assert f"The first {MOST_ROWS:,} of {MOST_ROWS + 5:,} rows." in told
    assert '<td class="number">0</td><td></td>' in told
    assert "nan" not in told.lower().replace("finance", "")


def test_a_pack_has_plotly_once_and_every_figure_alive(
    built_database: Path, browser: Browser, tmp_path: Path
) -> None:
    pack = pack_of(built_database)
    made = pack_to_html(pack)
    assert len(made) < 8_000_000
    path = tmp_path / "pack.html"
    path.write_bytes(made)
    page, found = visit(browser, path, offline=True)
    page.wait_for_function(f"document.querySelectorAll('.chart .main-svg').length >= {len(pack.figures)}")
    assert found == []
    assert page.locator(".chart.js-plotly-plot").count() == len(pack.figures)
    page.context.close()
