"""The words drawn around a chart: all there, in their places, nothing over anything else."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from mineaction.charts import theme
from mineaction.charts.spread import Box, text_px
from mineaction.errors import UnknownChoice
from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import frame_words, sheet
from mineaction.export.picture import framed as framing
from mineaction.export.picture.framed import PAD, downloadable
from mineaction.export.picture.sizes import SIZES, size_of
from tests.mineaction.export import drawn

NAMES = ("funding", "claims", "country", "map", "flow", "grid", "coverage", "register", "around")
Open = Callable[[str], Taken]


@pytest.fixture(scope="module")
def take(built_database: Path) -> Open:
    return lambda name: drawn.taken_from(built_database, name)


def framed(taken: Taken, size: str = "slide") -> go.Figure:
    """The same as one of Plotly's figures, which checks every property."""
    return go.Figure(framing.framed(taken, size))


def around(figure: Any) -> list[Any]:
    return [note for note in figure.layout.annotations if note.name == "around"]


def words(figure: Any) -> str:
    """All words drawn around a chart as one plain text; a link's pieces are joined again."""
    told = []
    for note in around(figure):
        joined = "" if "<a href" in note.text else " "
        told.append(html.unescape(re.sub(r"<[^>]+>", "", note.text.replace("<br>", joined))))
    return " ".join(told)


def boxes(figure: Any) -> list[Box]:
    """About where each text stands, in pixels from the upper left corner, y downwards as minus."""
    found = []
    for note in around(figure):
        lines = re.sub(r"<(?!br)[^>]+>", "", note.text).split("<br>")
        left = figure.layout.margin.l + note.xshift
        top = figure.layout.margin.t - note.yshift
        wide = max(text_px(html.unescape(line), note.font.size) for line in lines)
        bottom = top + len(lines) * note.font.size * sheet.LINE
        found.append(Box(left, left + wide, -bottom, -top))
    return found


def chart_box(figure: Any, plain: Any) -> Box:
    """Where the chart itself stands: its plot area with its own margins."""
    layout, own = figure.layout, plain.layout.margin
    return Box(
        layout.margin.l - own.l,
        layout.width - (layout.margin.r - own.r),
        -(layout.height - (layout.margin.b - own.b)),
        -(layout.margin.t - own.t),
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_on_anything_and_nothing_is_cut(take: Open, name: str, size: str) -> None:
    figure = framed(replace(take(name), note="A sentence of ours."), size)
    placed = [*boxes(figure), chart_box(figure, take(name).exhibit.figure())]
    for index, box in enumerate(placed):
        assert [other for other in placed[index + 1 :] if box.touches(other)] == []
        assert box.left >= PAD - 1 and box.right <= figure.layout.width - PAD + 1
        assert box.top <= -PAD + 1 and box.bottom >= -figure.layout.height + PAD - 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_carries_its_words(take: Open, name: str, size: str) -> None:
    taken = replace(take(name), note="A sentence of ours.")
    told = words(framed(taken, size))
    answer = taken.answer
    wanted = [taken.heading, answer.subtitle, f"Source: {answer.source_line}", "A sentence of ours."]
    wanted += [f"{choice}: {chosen}" for choice, chosen in answer.choices]
    wanted += [f"Data version {answer.data_version} · made on 5 April 2026 · Figure {taken.figure_id}"]
    wanted += [answer.caveats[0], taken.address]
    if size == "column":
        wanted += answer.caveats
    assert [part for part in wanted if " ".join(part.split()) not in told] == []
    timeline = taken.exhibit.timeline
    if timeline is not None:
        rows = timeline.events.rows
        for number, when, title in zip(rows["number"], rows["date_words"], rows["title"], strict=True):
            assert f"{number}. {when}: {title}" in told


def test_the_shapes_are_those_of_the_sizes(take: Open) -> None:
    for name in NAMES:
        taken = take(name)
        slide, column, square = (framed(taken, size).layout for size in ("slide", "column", "square"))
        assert slide.width / slide.height == pytest.approx(16 / 9, rel=0.003)
        assert square.width / square.height == pytest.approx(1, rel=0.003)
        assert column.width == 700


def test_the_plot_area_is_not_stretched(take: Open) -> None:
    for name in ("funding", "country", "coverage", "flow"):
        plain = take(name).exhibit.figure().layout
        high = plain.height - plain.margin.t - plain.margin.b
        for size in SIZES:
            layout = framed(take(name), size).layout
            assert layout.height - layout.margin.t - layout.margin.b == pytest.approx(high)


def test_a_key_at_the_figures_edge_moves_with_the_chart(take: Open) -> None:
    layout = framed(take("grid"), "column").layout
    key_top = (1 - layout.legend.y) * layout.height
    assert key_top == pytest.approx(layout.margin.t - take("grid").exhibit.figure().layout.margin.t)


def test_plotly_knows_all_that_is_drawn(take: Open) -> None:
    for name in NAMES:
        figure = framed(take(name), "square")
        assert go.Figure(figure.to_dict()).to_dict() == figure.to_dict()


def test_the_light_design_whatever_the_reader_has(take: Open) -> None:
    figure = framed(take("funding"))
    assert figure.layout.template.layout.paper_bgcolor == theme.LIGHT.background


def test_a_briefing_gives_its_own_title(take: Open) -> None:
    told = words(framed(replace(take("claims"), title="What was said <2024> & before")))
    assert told.startswith("What was said <2024> & before")
    assert take("claims").answer.title not in told


def test_an_address_that_is_no_link_is_told_and_not_linked(take: Open) -> None:
    notes = around(framed(replace(take("claims"), address="/claims?v=1")))
    assert any(note.text == "/claims?v=1" for note in notes)
    linked = around(framed(replace(take("claims"), address="https://x.org/claims?a=1&v=1")))
    assert any('href="https://x.org/claims?a=1&amp;v=1"' in note.text for note in linked)


def test_what_the_readers_own_browser_draws(take: Open) -> None:
    told = downloadable(take("around"), "square")
    assert told["width"] == told["height"] == told["layout"]["height"]
    assert any("Source: " in note["text"] for note in told["layout"]["annotations"])
    assert told["data"]


def test_a_wide_layout_makes_no_huge_picture() -> None:
    slide = size_of("slide")
    assert slide.pixels(1080, 2) == 2
    assert 2240 * slide.pixels(2240, 2) == pytest.approx(2 * 1280, rel=0.06)
    assert slide.pixels(5000, 2) == pytest.approx(1.2)


def test_words_beside_a_chart_never_outweigh_it() -> None:
    assert frame_words.grown_at(900) == 1
    for width in (1600, 2400, 5000):
        assert 1 < frame_words.grown_at(width) < width / frame_words.WIDE_PX


def test_an_unknown_size_is_named() -> None:
    with pytest.raises(UnknownChoice, match="slide, column, square"):
        size_of("poster")


def test_long_words_are_broken_where_an_address_has_parts() -> None:
    address = "https://example.org/funding_over_time?series=us_cwd&from=1993&to=2024"
    lines = sheet.wrapped(f"See {address}", 150, 11)
    assert "".join(lines).replace("See", "").strip() == address
    assert all(text_px(line, 11) <= 150 for line in lines)
    assert all(line[0] in "/?&=#_" for line in lines[2:])
    assert sheet.wrapped("", 100, 11) == []
