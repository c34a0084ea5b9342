"""Slides of several panels: equal plots, one key, bounds that read as bounds, and what is never dropped."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image
from pptx import Presentation

from mineaction.errors import BrowserMissing
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.taking import take_opened
from mineaction.export.native.forms import native_parts
from mineaction.export.picture import browser
from mineaction.export.slides import deck as slides
from mineaction.export.slides.deck import to_pptx
from mineaction.export.slides.panels import LEAST_HIGH
from mineaction.export.slides.words import NEVER_DROPPED, WHAT_TO_KNOW
from mineaction.money import SIGNS
from mineaction.vocabulary import COMPARATOR_WORDS
from tests.mineaction.export.drawn import MADE_ON, data_of, taken_from
from tests.mineaction.export.opened import native_charts

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SIGNS_AND_WORDS = {*filter(None, [*SIGNS.values(), *COMPARATOR_WORDS.values()])}
POINT = 12_700
"""Office's smallest units in a point."""


@cache
def deck_of(database: Path, short: str) -> bytes:
    return to_pptx(taken_from(database, short))


def slides_of(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


def charts_on(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def plot_of(shape: Any) -> tuple[float, float]:
    """How wide and high the plot itself is, in points."""
    layout = ElementTree.fromstring(shape.chart.part.blob).find(f".//{CHART}plotArea/{CHART}layout")
    assert layout is not None
    share = {name: float(layout.find(f".//{CHART}{name}").get("val")) for name in "wh"}  # type: ignore[union-attr,arg-type]
    return share["w"] * shape.width / POINT, share["h"] * shape.height / POINT


def labels_in(root: ElementTree.Element) -> list[str]:
    """Each label as text, or as the form of its number."""
    return [
        "".join(label.itertext())
        + "".join(form.get("formatCode", "") for form in label.iter(f"{CHART}numFmt"))
        for label in root.iter(f"{CHART}dLbl")
    ]


def told_on(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("short", ["compare", "funding", "accounts", "country"])
def test_all_plots_are_equally_large_and_can_be_read(short: str, built_database: Path) -> None:
    """“All panels have one scale, so heights compare”, and one had a title, the other a key: they did not."""
    plots = [
        plot_of(shape) for slide in slides_of(deck_of(built_database, short)) for shape in charts_on(slide)
    ]
    assert len(plots) > 1
    for at in (0, 1):
        assert max(plot[at] for plot in plots) == pytest.approx(min(plot[at] for plot in plots), rel=1e-3)
    assert min(high for _, high in plots) >= LEAST_HIGH - 1


@pytest.mark.parametrize("short", ["compare", "funding", "country"])
def test_several_panels_have_one_key_a_slide(short: str, built_database: Path) -> None:
    for slide in slides_of(deck_of(built_database, short)):
        if len(charts_on(slide)) > 1:
            assert not any(shape.chart.has_legend for shape in charts_on(slide))
            names = [shape.name for shape in slide.shapes if shape.name.startswith("Key: ")]
            assert len(names) == len(set(names))
            assert short != "compare" or len(names) > 1


@pytest.mark.parametrize("short", ["claims", "funding", "leahy"])
def test_no_bound_reads_as_an_exact_amount(short: str, built_database: Path) -> None:
    """Half the statements had a number with its sign; the other marks stood as if they were exact."""
    wanted = {
        chart.title: sum(len(series.bounds) for series in chart.series)
        for chart in native_charts(taken_from(built_database, short).exhibit)
    }
    assert sum(wanted.values())
    for slide in slides_of(deck_of(built_database, short)):
        for shape in charts_on(slide):
            root = ElementTree.fromstring(shape.chart.part.blob)
            stems = {
                (at, point.get("idx"))
                for at, series in enumerate(root.iter(f"{CHART}ser"))
                for point in series.iterfind(f"{CHART}errBars//{CHART}pt")
            }
            signed = sum(any(sign in words for sign in SIGNS_AND_WORDS) for words in labels_in(root))
            assert len(stems) + signed >= wanted[shape.name.removeprefix("Chart: ")]
        if any(b"errBars" in shape.chart.part.blob for shape in charts_on(slide)):
            assert "A line up from a mark: more than this." in told_on(slide)


@pytest.mark.parametrize("short", ["plans", "compare", "map", "donors", "around", "administrations"])
def test_filters_that_change_what_a_number_means_are_never_dropped(
    short: str, built_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Kind of amount” and “Years shown” were cut, as they came last."""
    monkeypatch.setattr(browser, "image", _no_picture)
    taken = taken_from(built_database, short)
    long = (("Lines", "a very long list of lines " * 40), *taken.answer.choices)
    exhibit = replace(taken.exhibit, answer=replace(taken.answer, choices=long))
    [first, *_] = slides_of(to_pptx(replace(taken, exhibit=exhibit)))
    for name, value in taken.answer.choices:
        if name in NEVER_DROPPED:
            assert f"{name}: {value}" in told_on(first)


def _no_picture(*_: object, **__: object) -> bytes:
    raise BrowserMissing("Install Chromium.")


@pytest.mark.parametrize("short", ["funding", "claims", "administrations", "aid", "country"])
def test_every_caveat_stands_on_a_slide(short: str, built_database: Path) -> None:
    """All but two were left to the notes."""
    taken = taken_from(built_database, short)
    made = slides_of(deck_of(built_database, short))
    faces = " ".join(map(told_on, made))
    assert all(caveat in faces for caveat in taken.answer.caveats)
    has_own = [slide for slide in made if slide.shapes.title.text_frame.text.startswith(WHAT_TO_KNOW)]
    assert bool(has_own) == (f"more on the slide “{WHAT_TO_KNOW}”" in faces)


def test_required_and_received_have_the_colours_of_their_bars(built_database: Path) -> None:
    [slide, *_] = slides_of(deck_of(built_database, "plans"))
    [shape, *_] = charts_on(slide)
    charts = native_charts(taken_from(built_database, "plans").exhibit)
    chart = next(it for it in charts if f"Chart: {it.title}" == shape.name)
    by_name = {series.name: series for series in chart.series}
    found = {}
    for series in ElementTree.fromstring(shape.chart.part.blob).iter(f"{CHART}ser"):
        name = series.findtext(f"{CHART}tx//{CHART}v") or ""
        labels = series.findall(f"{CHART}dLbls/{CHART}dLbl")
        found[name] = b" ".join(map(ElementTree.tostring, labels)).decode()
        assert len(labels) >= 0.7 * len(by_name[name].labels), name
    assert by_name["required"].look.edge.removeprefix("#") in found["required"]
    assert by_name["received"].look.fill.removeprefix("#") in found["received"]


def test_the_stretches_around_an_event_are_named_below_the_years(built_database: Path) -> None:
    [slide, *_] = slides_of(deck_of(built_database, "around"))
    [shape] = charts_on(slide)
    names = [[category.label for category in level] for level in shape.chart.plots[0].categories.levels]
    assert names[-1] == ["before", "event", "after"]


def test_the_letters_of_a_map_can_be_read_and_all_its_rows_follow(
    built_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A map was laid out so wide that its letters were 6 points high; then came ten of 35 rows."""
    asked: list[tuple[int, int]] = []

    def drawn(figure: object, form: str, wide: int, high: int, *_: object, **__: object) -> bytes:
        asked.append((wide, high))
        out = io.BytesIO()
        Image.new("RGB", (wide, high), "white").save(out, "PNG")
        return out.getvalue()

    monkeypatch.setattr(browser, "image", drawn)
    taken = taken_from(built_database, "map")
    made = slides_of(to_pptx(taken))
    [picture] = [shape for slide in made for shape in slide.shapes if shape.name.startswith("Picture: ")]
    [(wide, _)] = asked
    assert slides.LETTERS_PX * picture.width / POINT / wide >= slides.LETTERS_PT - 0.1
    [part] = native_parts(taken.exhibit)
    rows = [
        row.cells[0].text
        for slide in made
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    assert {cells[0].words for cells in part.table.rows} <= set(rows)  # type: ignore[union-attr]


def test_a_title_of_a_comparison_stands_whole_on_its_slide(built_database: Path) -> None:
    asked = {"by": ("donors",)}
    taken: Taken = take_opened(open_exhibit("compare", asked, data_of(built_database)), made_on=MADE_ON)
    assert all(taken.heading in slide.shapes.title.text_frame.text for slide in slides_of(to_pptx(taken)))
