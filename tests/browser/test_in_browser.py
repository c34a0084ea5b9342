"""Pictures of the reader's own browser are the server's: size, font, words, and what the file says of itself.

They had another font and another size, no title, no description and no figure id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import browser as on_server
from mineaction.export.picture import image
from mineaction.ui import in_browser
from tests.browser.visit import new_context
from tests.mineaction.export import drawn

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
Saved = Callable[..., Path]


@pytest.fixture(params=["funding", "map"])
def taken(request: pytest.FixtureRequest, built_database: Path) -> Iterator[Taken]:
    yield drawn.taken_from(built_database, request.param)
    on_server.close()


@pytest.fixture
def saved(browser: Browser, tmp_path: Path) -> Iterator[Saved]:
    """``saved(taken, "png", "slide")``: the file that a browser saves when it opens the page."""
    context = new_context(browser, 1400, "light")

    def save(taken: Taken, format: str, size: str) -> Path:
        opened = tmp_path / "page.html"
        document = in_browser.document(taken, format=format, size=size, scale=2.0, file_name="mine")
        opened.write_text(document, encoding="utf-8")
        page = context.new_page()
        with page.expect_download(timeout=45_000) as waiting:
            page.goto(opened.as_uri())
        assert waiting.value.suggested_filename == f"mine.{format}"
        waiting.value.save_as(tmp_path / f"mine.{format}")
        return tmp_path / f"mine.{format}"

    yield save
    context.close()


def test_a_png_is_the_servers(taken: Taken, saved: Saved, tmp_path: Path) -> None:
    (tmp_path / "server.png").write_bytes(image.to_png(taken, "slide", 2.0))
    with Image.open(saved(taken, "png", "slide")) as own, Image.open(tmp_path / "server.png") as theirs:
        assert (own.size, own.info) == (theirs.size, theirs.info)
        assert own.info["Figure id"] == taken.figure_id and own.info["Source"]
        apart = ImageChops.difference(own.convert("L"), theirs.convert("L")).histogram()
        assert sum(apart[64:]) < own.width * own.height / 500, "the same words in the same font"


def test_an_svg_is_the_servers(taken: Taken, saved: Saved) -> None:
    own = ElementTree.fromstring(saved(taken, "svg", "column").read_bytes())
    theirs = ElementTree.fromstring(image.to_svg(taken, "column"))
    named = ("role", "aria-labelledby", "width", "height", "viewBox")
    assert [own.get(name) for name in named] == [theirs.get(name) for name in named]
    assert [part.tag for part in own][:3] == [f"{SVG}title", f"{SVG}desc", f"{SVG}style"]
    assert own.findtext(f"{SVG}title") == taken.heading
    assert taken.figure_id in (own.findtext(f"{SVG}desc") or "")
    assert "@font-face" in (own.findtext(f"{SVG}style") or "")
    assert [part.text for part in own.iter(f"{SVG}text")] == [part.text for part in theirs.iter(f"{SVG}text")]
