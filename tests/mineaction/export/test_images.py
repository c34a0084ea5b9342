"""Pictures and PDF of a figure, opened with other code than made them."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from mineaction.charts import theme
from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import browser, image
from mineaction.export.picture.sizes import PRINT_SCALE, SIZES
from tests.mineaction.export import drawn

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


@pytest.fixture(scope="module")
def taken(built_database: Path) -> Iterator[Taken]:
    found = browser.available()
    if not found:
        pytest.fail(found.words, pytrace=False)
    yield drawn.taken_from(built_database, "funding")
    browser.close()


@pytest.fixture(scope="module")
def svg(taken: Taken) -> ElementTree.Element:
    return ElementTree.fromstring(image.to_svg(taken))


@pytest.fixture(scope="module")
def pdf(taken: Taken) -> PdfReader:
    return PdfReader(io.BytesIO(image.to_pdf(taken)))


def flat(words: str) -> str:
    return " ".join(words.split())


def wanted(taken: Taken) -> list[str]:
    answer = taken.answer
    return [answer.title, answer.subtitle, answer.source_line, f"Data version {answer.data_version}"]


def test_a_png_shows_the_figure_and_says_what_it_is(taken: Taken) -> None:
    png = Image.open(io.BytesIO(image.to_png(taken)))
    assert png.width / png.height == pytest.approx(16 / 9, rel=0.003)
    png.load()
    colours = {colour for _, colour in png.convert("RGB").getcolors(1 << 24) or []}
    assert tuple(bytes.fromhex(theme.LIGHT.money[1:])) in colours
    told = png.text  # type: ignore[attr-defined]
    answer = taken.answer
    assert told["Title"] == answer.title
    assert told["Description"] == taken.alt_text
    assert told["Source"] == answer.source_line
    assert told["Data version"] == answer.data_version
    assert told["Link back"] == taken.address
    assert told["Caveat"].split("\n") == list(answer.caveats)


def test_a_print_is_twice_as_sharp_as_a_screen(built_database: Path) -> None:
    small = drawn.taken_from(built_database, "donors")
    screen = Image.open(io.BytesIO(image.to_png(small, "column")))
    paper = Image.open(io.BytesIO(image.to_png(small, "column", scale=PRINT_SCALE)))
    assert screen.width == 1400 and paper.size == (2 * screen.width, 2 * screen.height)


def test_an_svg_holds_its_words_as_text(taken: Taken, svg: ElementTree.Element) -> None:
    drawn_words = flat(" ".join(" ".join(text.itertext()) for text in svg.iter(f"{SVG}text")))
    assert [words for words in wanted(taken) if words not in drawn_words] == []


def test_an_svg_is_named_for_screen_readers(taken: Taken, svg: ElementTree.Element) -> None:
    assert svg.get("role") == "img"
    named = {child.get("id"): child.text or "" for child in svg if child.tag in (f"{SVG}title", f"{SVG}desc")}
    assert svg.get("aria-labelledby", "").split() == list(named)
    assert named["title"] == taken.heading
    assert taken.answer.sentence in named["desc"] and taken.address in named["desc"]


def test_an_svg_carries_its_fonts_and_loads_nothing(svg: ElementTree.Element) -> None:
    style = next(child.text or "" for child in svg if child.tag == f"{SVG}style")
    files = re.findall(r"font-weight:(\d+)[^}]*base64,([^)]+)\)", style)
    assert [weight for weight, _ in files] == ["400", "600"]
    assert all(base64.b64decode(data)[:4] == b"wOF2" for _, data in files)
    assert "://" not in style
    for part in svg.iter():
        if part.tag != f"{SVG}a":
            link = part.get("href") or part.get(XLINK) or ""
            assert not link or link.startswith(("#", "data:")), part.tag
        assert "://" not in part.get("style", ""), part.tag


def test_the_projects_colours_are_in_the_svg(svg: ElementTree.Element) -> None:
    """Plotly's template of the pages' library would leave placeholders near black."""
    red, green, blue = bytes.fromhex(theme.LIGHT.money[1:])
    fills = " ".join(part.get("style", "") for part in svg.iter(f"{SVG}path"))
    assert f"rgb({red}, {green}, {blue})" in fills


def test_a_pdf_holds_text_lines_and_its_fonts(taken: Taken, pdf: PdfReader) -> None:
    (page,) = pdf.pages
    told = flat(page.extract_text())
    assert [words for words in wanted(taken) if words not in told] == []
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        own = (
            font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            if "/DescendantFonts" in font
            else font
        )
        assert "SourceSans3" in str(own["/FontName"])
        assert "/FontFile2" in own or "/FontFile3" in own
    assert list(page.images) == []


def test_a_pdf_says_what_it_is(taken: Taken, pdf: PdfReader) -> None:
    told = pdf.metadata
    assert told is not None and told.title == taken.heading
    assert taken.answer.source_line in str(told.subject)
    assert f"Data version {taken.answer.data_version}" in str(told.subject)
    assert "State Department" in str(told["/Keywords"])


def test_a_pdf_links_back(taken: Taken, pdf: PdfReader) -> None:
    notes = [note.get_object() for note in pdf.pages[0].get("/Annots", [])]
    links = {str(note["/A"]["/URI"]) for note in notes if "/A" in note}
    assert links == {taken.address}


def test_every_chart_is_drawn(taken: Taken, built_database: Path) -> None:
    """No chart breaks the browser, and none is blank; the sizes take turns."""
    for number, name in enumerate(drawn.ASKED):
        size = list(SIZES)[number % len(SIZES)]
        picture = image.to_svg(drawn.taken_from(built_database, name), size).decode()
        assert picture.count("<path") + picture.count("<rect") > 5, name


def test_text_chunks_hold_any_letters() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (2, 2)).save(plain, "PNG")
    told = {"Title": "Łódź – “over” US$ 4.2 billion", "Years from – to": "1993", "Empty": ""}
    found = Image.open(io.BytesIO(image.with_text(plain.getvalue(), told)))
    found.load()
    assert found.text == {"Title": told["Title"], "Years from ? to": "1993"}  # type: ignore[attr-defined]


def test_a_heat_map_is_drawn_as_areas_and_not_as_pixels(built_database: Path) -> None:
    """Cells as a picture of pixels would be coarse in print. Each colour of the drawing is one of them."""
    taken = drawn.taken_from(built_database, "grid")
    root = ElementTree.fromstring(image.to_svg(taken))
    assert not root.findall(f".//{SVG}image")
    cells = root.findall(f".//{SVG}g[@class='cells']/{SVG}path")
    areas = sum(cell.get("d", "").count("M") for cell in cells)
    [grid] = [trace for trace in taken.exhibit.figure().data if trace.type == "heatmap"]
    painted = sum(value is not None and value == value for line in grid.z for value in line)
    assert areas == painted > 0
    assert not PdfReader(io.BytesIO(image.to_pdf(taken))).pages[0].images
