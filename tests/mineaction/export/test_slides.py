"""The presentation as others read it: its parts as XML, its data sheets with openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from mineaction.charts import recipient_ranking, theme
from mineaction.cited import CitedTable
from mineaction.errors import BrowserMissing
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import NativePicture
from mineaction.export.picture import browser
from mineaction.export.slides.deck import add_slides, new_presentation, numbering, to_pptx
from mineaction.export.slides.page import lines_needed, that_fit
from mineaction.export.slides.words import WHAT_TO_KNOW
from tests.mineaction.export.drawn import ASKED, MADE_ON, taken_from
from tests.mineaction.export.opened import native_charts

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PART = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DRAWN_BY_BROWSER = ("map", "flow")
OTHERS = [short for short in ASKED if short not in DRAWN_BY_BROWSER]


@cache
def made(database: Path, short: str) -> bytes:
    """The presentation of one of ASKED, made once."""
    return to_pptx(taken_from(database, short))


def parts(data: bytes, start: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist() if name.startswith(start)}


def words(part: bytes) -> str:
    return " ".join(found.text or "" for found in ElementTree.fromstring(part).iter(f"{DRAWING}t"))


def told(data: bytes, start: str) -> str:
    return " ".join(words(part) for name, part in sorted(parts(data, start).items()) if name.endswith(".xml"))


@pytest.mark.parametrize("short", OTHERS)
def test_slides_and_notes_hold_all_that_travels(short: str, built_database: Path) -> None:
    taken = taken_from(built_database, short)
    data = made(built_database, short)
    seen, noted = told(data, "ppt/slides/"), told(data, "ppt/notesSlides/")
    for said in (taken.heading, taken.answer.subtitle, taken.answer.data_version, taken.figure_id):
        assert said in seen and said in noted
    assert taken.answer.source_line in seen
    for caveat in taken.answer.caveats:
        assert caveat in noted
    for cited in taken.answer.citations:
        assert cited.line in noted
    for name, value in taken.answer.choices:
        assert f"{name}: {value}" in noted
    links = b" ".join(parts(data, "ppt/slides/_rels/").values()).decode()
    assert taken.address.replace("&", "&amp;") in links
    described = [
        found.get("descr", "")
        for part in parts(data, "ppt/slides/slide").values()
        for frame in ElementTree.fromstring(part).iter(f"{PART}graphicFrame")
        for found in frame.iter(f"{PART}cNvPr")
    ]
    assert described and all(described)


def series_of(part: bytes) -> Iterator[tuple[str, list[float | None]]]:
    for series in ElementTree.fromstring(part).iter(f"{CHART}ser"):
        name = series.findtext(f"{CHART}tx//{CHART}v") or ""
        values = series.find(f"{CHART}val//{CHART}numCache")
        assert values is not None
        count = values.find(f"{CHART}ptCount")
        assert count is not None
        found: list[float | None] = [None] * int(count.get("val", "0"))
        for point in values.iter(f"{CHART}pt"):
            found[int(point.get("idx", "0"))] = float(point.findtext(f"{CHART}v") or "nan")
        yield name, found


@pytest.mark.parametrize("short", ["funding", "plans", "claims", "free", "administrations", "largest"])
def test_charts_and_their_data_sheets_hold_the_same_numbers(short: str, built_database: Path) -> None:
    taken = taken_from(built_database, short)
    data = made(built_database, short)
    drawn = [
        sorted((name, tuple(values)) for name, values in series_of(part))
        for name, part in parts(data, "ppt/charts/chart").items()
    ]
    wanted = [sorted((it.name, it.values) for it in chart.series) for chart in native_charts(taken.exhibit)]
    assert sorted(map(str, drawn)) == sorted(map(str, wanted))
    held = []
    for part in parts(data, "ppt/embeddings/").values():
        columns = (
            openpyxl.load_workbook(io.BytesIO(part)).worksheets[0].iter_cols(min_col=2, values_only=True)
        )
        # Right of the series, after a free column, stand their labels.
        numbers = takewhile(lambda column: column[0] is not None, columns)
        held.append(sorted((str(name), close(values)) for name, *values in numbers))
    assert sorted(held, key=str) == sorted(
        (
            sorted((it.name, close(it.values)) for it in chart.series)
            for chart in native_charts(taken.exhibit)
        ),
        key=str,
    )


def close(values: Iterable[Any]) -> tuple[float | None, ...]:
    """Numbers as exact as a spreadsheet keeps them, which is to the fifteenth digit."""
    return tuple(None if value is None else float(f"{value:.14g}") for value in values)


def test_a_gap_is_a_gap_and_bars_have_the_pages_colours(built_database: Path) -> None:
    charts = parts(to_pptx(taken_from(built_database, "funding")), "ppt/charts/chart")
    for part in charts.values():
        assert b'<c:dispBlanksAs val="gap"/>' in part
        assert theme.LIGHT.money.removeprefix("#").encode() in part
        assert b'<c:grouping val="stacked"/>' not in part
        assert part.count(b"<c:legend>") == 0, "one series needs no key"
    assert any(b"over" in part or b"&gt;" in part for part in charts.values())


def test_an_empty_presentation_is_ours() -> None:
    deck = new_presentation()
    assert deck.slide_width is not None and deck.slide_height is not None
    assert deck.slide_width * 9 == deck.slide_height * 16
    assert [layout.name for layout in deck.slide_layouts] == ["Figure"]
    out = io.BytesIO()
    deck.save(out)
    whole = b" ".join(parts(out.getvalue(), "").values())
    assert b"Steve Canny" not in whole and b"Office Theme" not in whole and b"Source Sans 3" in whole
    assert not any("printerSettings" in name or "thumbnail" in name for name in parts(out.getvalue(), ""))


def test_no_slide_has_an_empty_placeholder(built_database: Path) -> None:
    for short in ("funding", "register"):
        for slide in Presentation(io.BytesIO(made(built_database, short))).slides:
            assert [shape.name for shape in slide.placeholders if not shape.text_frame.text] == []  # type: ignore[attr-defined]


def test_many_panels_go_over_several_numbered_slides(built_database: Path) -> None:
    taken = taken_from(built_database, "country")
    made = Presentation(io.BytesIO(to_pptx(taken))).slides
    count = len(native_charts(taken.exhibit))
    titles = [slide.shapes.title.text_frame.text for slide in made if slide.shapes.title]
    own = [title for title in titles if not title.startswith(WHAT_TO_KNOW)]
    assert own == [taken.heading + numbering(at, len(own)) for at in range(1, len(own) + 1)]
    panels = [sum(shape.has_chart for shape in slide.shapes) for slide in made][: len(own)]
    assert sum(panels) == count and len(set(panels[:-1])) == 1 and panels[-1] <= panels[0]


def test_nothing_stands_outside_its_slide(built_database: Path) -> None:
    for short in OTHERS:
        deck = Presentation(io.BytesIO(made(built_database, short)))
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.top >= 0
                assert shape.left + shape.width <= deck.slide_width + 2  # type: ignore[operator]
                assert shape.top + shape.height <= deck.slide_height + 2, (short, shape.name)  # type: ignore[operator]


def test_a_title_and_a_note_of_the_briefing_are_on_the_slide(built_database: Path) -> None:
    taken = replace(
        taken_from(built_database, "aid"), title="Aid fell, then rose", note="For the hearing of 3 May."
    )
    data = to_pptx(taken)
    assert "Aid fell, then rose" in told(data, "ppt/slides/") and "For the hearing of 3 May." in told(
        data, "ppt/slides/"
    )


def test_figures_are_added_to_one_presentation(built_database: Path) -> None:
    deck = new_presentation()
    made = [len(add_slides(deck, taken_from(built_database, short))) for short in ("aid", "claims")]
    assert len(deck.slides) == sum(made) >= 2


@pytest.mark.parametrize("short", DRAWN_BY_BROWSER)
def test_without_a_browser_a_table_says_why(
    short: str, built_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> bytes:
        raise BrowserMissing("Install Chromium.")

    monkeypatch.setattr(browser, "image", missing)
    taken = taken_from(built_database, short)
    shapes: list[Any] = [
        shape for slide in Presentation(io.BytesIO(to_pptx(taken))).slides for shape in slide.shapes
    ]
    rows = [len(shape.table.rows) - 1 for shape in shapes if shape.has_table]
    [part] = native_parts(taken.exhibit)
    assert isinstance(part, NativePicture) and sum(rows) == len(part.table.rows), "no row is left out"
    assert "Install Chromium." in " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def ranked(name: str) -> Taken:
    row = {"place": name, "scope": "country", "amount_usd": 1e6, "doubt": "", "label": name, "hover": name}
    table = CitedTable(
        name, pd.DataFrame([row]), "US$ million", name, "", name, (), (name,), ((name, name),), "v"
    )
    return Taken(
        Exhibit("x", table, recipient_ranking.figure, (table,), (), lambda: table),
        MADE_ON,
        "",
        "id",
        name,
        name,
    )


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_makes_a_sound_file_and_no_formula(name: str) -> None:
    data = to_pptx(ranked(name))
    for part in parts(data, "ppt/").items():
        if part[0].endswith(".xml"):
            ElementTree.fromstring(part[1])
    for sheet in parts(data, "ppt/embeddings/").values():
        for row in openpyxl.load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_as_much_as_fits_and_the_rest_is_counted() -> None:
    said = [f"caveat number {at}" for at in range(40)]
    shown = that_fit(said, 9, 400, 2, joint=" ", more="({count} more)")
    assert lines_needed(shown, 9, 400) <= 2
    count = int(shown.rsplit("(", 1)[1].split()[0])
    assert shown.startswith(" ".join(said[: 40 - count]))
    assert that_fit(["one", "two"], 9, 400, 2, joint=" ", more="({count} more)") == "one two"
