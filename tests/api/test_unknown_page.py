"""An address where there is no page: a plain answer of its own, and all other requests let through."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mineaction.api.unknown_page import KnownPages, Pages, document, is_known

PAGES = Pages(
    {"start": "Overview", "map": "Map", "us_money": "US aid in detail"},
    {"start": "Where to begin.", "map": "Where?"},
    lambda: ["us_money"],
)
FROM_BROWSER = [(b"accept", b"text/html,*/*;q=0.8")]


def asked(path: str, *, base: str = "", method: str = "GET", headers: list[Any] = FROM_BROWSER) -> str:
    """``pages`` where the request reaches the pages' server, else the status and body of the answer."""
    heard: list[Any] = []

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        heard.append("pages")

    async def send(message: Any) -> None:
        heard.append(message.get("status", message.get("body", b"").decode()))

    scope = {"type": "http", "method": method, "path": path, "headers": headers, "query_string": b""}
    asyncio.run(KnownPages(pages, PAGES, base)(scope, None, send))  # type: ignore[arg-type]
    return " ".join(map(str, heard))


@pytest.mark.parametrize("path", ["/nonsense", "/maps/of/nothing", "/map/nonsense/", "/us_aid_in_detail"])
def test_a_browser_is_told_that_there_is_no_page(path: str) -> None:
    """It got the start page under a dialog, with the start page's title, and 200."""
    said = asked(path)
    assert said.startswith("404 ") and "<title>No such page" in said
    assert f"Asked for: <b>{path}</b>" in said and ">Overview</a>" in said
    assert "US aid in detail</a><span>" not in said, "a page with nothing to show is not in the list"


@pytest.mark.parametrize(
    "path",
    ["/", "/map", "/map/", "/_stcore/health", "/app/static/fonts/a.woff2", "/media/1", "/favicon.png"],
)
def test_pages_and_what_they_need_are_let_through(path: str) -> None:
    assert asked(path) == "pages"


def test_programs_and_other_methods_are_let_through() -> None:
    assert asked("/nonsense", headers=[(b"accept", b"*/*")]) == "pages"
    assert asked("/nonsense", method="POST") == "pages"


def test_below_a_base_path() -> None:
    assert asked("/funding/map", base="/funding") == "pages"
    assert asked("/funding/nonsense", base="/funding").startswith("404 ")


@pytest.mark.parametrize(
    ("path", "to_map", "to_start"),
    [
        ("/x", "./map", "./"),
        ("/x/", "../map", "../"),
        ("/x/y", "../map", "../"),
        ("/x/y/", "../../map", "../../"),
    ],
)
def test_links_lead_back_to_the_root(path: str, to_map: str, to_start: str) -> None:
    said = document(path, PAGES)
    assert f'<a href="{to_map}">Map</a>' in said and f'<a href="{to_start}">Overview</a>' in said


def test_the_nearest_page_is_named_and_nothing_is_taken_for_markup() -> None:
    said = document("/us-aid_in_detail", PAGES)
    assert 'Perhaps it was meant for <a href="./us_money">US aid in detail</a>' in said
    assert "<script>" not in document("/<script>alert(1)</script>", PAGES)
    assert not is_known("/mapp", PAGES.titles)
