"""What the figures draw: true spans, gaps as gaps, signs of bounds, units, and the project's own look."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
import streamlit  # noqa: F401  (its import changes Plotly's default template; ours must not follow)

from mineaction.charts import claim_ladder, funding_over_time, theme, timeline, timeline_marks
from mineaction.charts.frame import TimeRange
from mineaction.charts.funding_over_time import axis_scale, axis_title
from mineaction.charts.keys import KEY_SYMBOL_PX
from mineaction.charts.sketch import Sketch, bar, unchecked
from mineaction.charts.spread import NARROW_PX
from mineaction.cited import CitedTable, Timeline
from mineaction.periods import year_label, year_span
from mineaction.vocabulary import ActivityScope, Comparator, EventKind, YearBasis

ROOT = Path(__file__).parents[3]
FISCAL, CALENDAR, UNSTATED = YearBasis.US_FISCAL, YearBasis.CALENDAR, YearBasis.UNSTATED


def cited(rows: list[dict[str, Any]], unit: str = "US$ million, current prices") -> CitedTable:
    return CitedTable("A title", pd.DataFrame(rows), unit, "current prices", "", "A source")


def amount(year: int, usd: float, basis: YearBasis = FISCAL, **other: Any) -> dict[str, Any]:
    span, label = year_span(year, basis), year_label(year, basis)
    row = {
        "panel_key": "one",
        "panel_title": "One series",
        "panel_position": 0,
        "mark": "bar",
        "year": year,
        "year_basis": basis.value,
        "year_label": label,
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "amount_usd": usd,
        "comparator": "exact",
        "is_partial": False,
        "label": f"{usd / 1e6:g}",
        "hover": f"{label}\nA & B <c>",
    }
    return {**row, **other}


def strip(days: list[date], hidden: int = 0, **other: Any) -> Timeline:
    kinds = list(EventKind)
    events = [
        {
            "event_key": f"E{number}",
            "number": number,
            "starts_on": day,
            "ends_on": day + timedelta(days=1),
            "date_words": f"{day:%d %B %Y}",
            "title": f"Event {number}",
            "summary": "",
            "kind": kinds[number % len(kinds)].value,
            "kind_label": "A kind",
            "direction": "neutral",
            "actor": "",
            "confidence": "primary",
            "confidence_label": "the body's own text",
            "document": "A document",
            "url": "",
            **other,
        }
        for number, day in enumerate(sorted(days), 1)
    ]
    governed = [
        ("Obama", "Barack Obama", date(2009, 1, 20), date(2017, 1, 20)),
        ("Trump (1st)", "Donald Trump", date(2017, 1, 20), date(2021, 1, 20)),
        ("Biden", "Joe Biden", date(2021, 1, 20), date(2025, 1, 20)),
    ]
    keys = ("administration_key", "president", "starts_on", "ends_on")
    return Timeline(cited(events), cited([dict(zip(keys, row, strict=True)) for row in governed]), hidden)


def drawn(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


def spans_of(figure: go.Figure) -> list[tuple[datetime, datetime]]:
    found = []
    for trace in drawn(figure, "bar"):
        for left, width in zip(trace.x, trace.width, strict=True):
            start = datetime.fromisoformat(left)
            found.append((start, start + timedelta(milliseconds=width)))
    return found


@pytest.mark.parametrize(
    ("year", "basis", "day"),
    [(2014, FISCAL, "2014-09-23"), (2022, FISCAL, "2022-06-21"), (2022, CALENDAR, "2022-12-31")],
)
def test_a_bar_covers_the_true_span_of_its_year(year: int, basis: YearBasis, day: str) -> None:
    figure = funding_over_time.figure(cited([amount(year, 5e6, basis)]), None)
    [(start, end)] = spans_of(figure)
    span = year_span(year, basis)
    assert (start.date(), end.date()) == (span.starts_on, span.ends_on)
    assert start <= datetime.fromisoformat(day) < end
    assert drawn(figure, "bar")[0].offset == 0


def test_bars_of_one_year_stand_side_by_side_and_are_never_stacked() -> None:
    rows = [amount(2018, 5e6), amount(2018, 7e6), amount(2018, 20e6, mark="outline")]
    figure = funding_over_time.figure(cited(rows), None)
    (first, second) = spans_of(figure)
    assert first[1] == second[0]
    assert list(drawn(figure, "bar")[0].y) == [5, 7]
    assert drawn(figure, "outline")[0].width[0] == 365 * 86_400_000
    assert figure.layout.barmode == "overlay"


def test_series_are_panels_on_one_scale_with_one_axis_title() -> None:
    rows = [amount(2018, 5e6), amount(2018, 70e6, panel_key="two", panel_position=1, panel_title="Two")]
    figure = funding_over_time.figure(cited(rows), None)
    assert [trace.yaxis for trace in drawn(figure, "bar")] == ["y", "y2"]
    assert [list(trace.y) for trace in drawn(figure, "bar")] == [[5], [70]]
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    titles = [figure.layout.yaxis.title.text, figure.layout.yaxis2.title.text]
    assert [title for title in titles if title] == ["US$ million, current prices"]
    assert {"<b>One series</b>", "<b>Two</b>"} <= {note.text for note in figure.layout.annotations}


def test_years_without_a_figure_are_gaps_and_never_zero_bars() -> None:
    figure = funding_over_time.figure(cited([amount(2014, 5e6), amount(2017, 7e6)]), None)
    [gap] = drawn(figure, "gap")
    assert list(gap.hovertext) == ["FY2015: no figure found", "FY2016: no figure found"]
    assert list(gap.x) == ["2014-10-01", "2015-10-01"]
    assert len(spans_of(figure)) == 2
    reported_zero = funding_over_time.figure(cited([amount(2014, 5e6), amount(2015, 0)]), None)
    assert not drawn(reported_zero, "gap")
    assert list(drawn(reported_zero, "bar")[0].y) == [5, 0]


def test_a_reported_zero_is_a_line_at_zero_and_a_gap_is_not() -> None:
    figure = funding_over_time.figure(cited([amount(2014, 5e6), amount(2015, 0), amount(2017, 1e6)]), None)
    [line] = drawn(figure, "zero")
    assert [day for day in line.x if day] == ["2014-10-01T00:00:00", "2015-10-01T00:00:00"]
    assert set(line.y) == {0, None}
    assert line.marker.symbol == "line-ns"
    assert not drawn(funding_over_time.figure(cited([amount(2014, 5e6)]), None), "zero")


def test_a_very_low_bar_is_still_seen() -> None:
    """The line that parts bars, in the colour of the background, once covered bars of a pixel or less."""
    figure = funding_over_time.figure(cited([amount(2014, 248e6), amount(2015, 0.46e6)]), None)
    [bars] = drawn(figure, "bar")
    assert list(bars.marker.line.color) == [theme.LIGHT.background, theme.LIGHT.money]


def test_words_over_a_gap_leave_room_for_the_labels_beside_it() -> None:
    """In a year of 20 pixels the words fit, but a label of 30 pixels on either side would reach them."""
    short = [amount(2014, 5e6, label=""), amount(2016, 7e6, label="")]
    long = [amount(2014, 5e6, label=">1,005"), amount(2016, 7e6, label=">1,007")]
    [free], [tight] = (
        drawn(funding_over_time.figure(cited(rows), None), "gap_words") for rows in (short, long)
    )
    [gap] = drawn(funding_over_time.figure(cited(long), None), "gap")
    assert free.width[0] == gap.width[0]
    assert tight.width[0] < 0.8 * gap.width[0]


def per_pixel(figure: go.Figure) -> float:
    """How much of the first panel's axis one pixel is."""
    (low, high), (bottom, top) = figure.layout.yaxis.range, figure.layout.yaxis.domain
    margin = figure.layout.margin
    return float((high - low) / ((figure.layout.height - margin.t - margin.b) * (top - bottom)))


@pytest.mark.parametrize(("mark", "clear_px"), [("earlier", 10), ("outline", 7)])
def test_a_label_stands_clear_of_its_years_diamond_and_of_the_hollow_bars_end(
    mark: str, clear_px: int
) -> None:
    """An earlier edition's diamond once covered the amount of the newest."""
    rows = [amount(2017, 70e6), amount(2017, 72e6, mark=mark, label=""), amount(2018, 10e6)]
    figure = funding_over_time.figure(cited(rows), None)
    [labels] = drawn(figure, "labels")
    height = dict(zip(labels.text, labels.y, strict=True))["70"]
    assert (height - 72) / per_pixel(figure) >= clear_px


def test_labels_of_a_bar_and_its_hollow_bar_stand_one_above_the_other() -> None:
    rows = [amount(year, 50e6) for year in range(2000, 2018)]
    for required in (49e6, 50e6, 51e6, 20e6):
        hollow = amount(2005, required, mark="outline", label="required")
        figure = funding_over_time.figure(cited([*rows, hollow]), None)
        [labels] = [trace for trace in drawn(figure, "labels") if trace.type == "bar"]
        own, other = (
            [
                y
                for x, y, words in zip(labels.x, labels.y, labels.text, strict=True)
                if x.startswith("2005-04") and ("required" in words) is is_hollow
            ]
            for is_hollow in (False, True)
        )
        assert (other[0] - own[0]) / per_pixel(figure) >= 11


def test_what_was_required_does_not_fill_a_gap_in_what_was_received() -> None:
    rows = [amount(year, 9e6, CALENDAR, mark="outline") for year in (2014, 2015, 2016)]
    rows += [amount(2014, 3e6, CALENDAR), amount(2016, 4e6, CALENDAR)]
    [gap] = drawn(funding_over_time.figure(cited(rows), None), "gap")
    assert list(gap.hovertext) == ["2015: no figure found"]


def test_bounds_carry_signs_and_only_signs_that_occur_are_explained() -> None:
    rows = [
        amount(2020, 5e6, comparator="over"),
        amount(2021, 6e6, comparator="nearly"),
        amount(2022, 7e6, comparator="about"),
        amount(2023, 8e6),
        amount(2023, 7.5e6, mark="earlier"),
    ]
    figure = funding_over_time.figure(cited(rows), None)
    assert [len(drawn(figure, meta)[0].x) for meta in ("bound_up", "bound_down", "about", "earlier")] == [
        1
    ] * 4
    keys = [trace.name for trace in drawn(figure, "key")]
    assert keys == ["over: lower bound", "nearly: upper bound", "~ about, as printed", "earlier edition"]
    assert not drawn(funding_over_time.figure(cited([amount(2023, 8e6)]), None), "key")


def test_a_year_of_unknown_kind_and_part_of_a_table_look_different() -> None:
    rows = [amount(2015, 5e6, UNSTATED), amount(2016, 5e6, is_partial=True)]
    figure = funding_over_time.figure(cited(rows), None)
    [bars] = drawn(figure, "bar")
    assert list(bars.marker.color) == [theme.LIGHT.money_pale, theme.LIGHT.money]
    assert list(bars.marker.pattern.shape) == ["", "/"]
    assert drawn(figure, "unstated_edge")[0].line.dash


def test_negative_amounts_go_below_zero() -> None:
    figure = funding_over_time.figure(cited([amount(2018, -5e6), amount(2019, 5e6)]), None)
    assert figure.layout.yaxis.range[0] < -5


def test_hover_text_cannot_carry_markup() -> None:
    figure = funding_over_time.figure(cited([amount(2018, 5e6)]), None)
    assert drawn(figure, "bar")[0].hovertext[0] == "FY2018<br>A &amp; B &lt;c&gt;"


@pytest.mark.parametrize(
    ("most", "expected"), [(376e6, (1_000_000, "US$ million")), (44_000, (1_000, "US$ thousand"))]
)
def test_the_axis_says_what_it_is_in(most: float, expected: tuple[int, str]) -> None:
    assert axis_scale(most) == expected


def test_small_amounts_are_drawn_in_thousands_and_the_title_says_so() -> None:
    figure = funding_over_time.figure(cited([amount(2018, 44_000)]), None)
    assert list(drawn(figure, "bar")[0].y) == [44]
    assert figure.layout.yaxis.title.text == "US$ thousand, current prices"
    assert axis_title("US$ million", "US$ million") == "US$ million"


def test_nothing_to_draw_is_a_figure_without_marks() -> None:
    nothing = cited([])
    for figure in (
        funding_over_time.figure(nothing, None),
        funding_over_time.figure(cited([amount(2018, 1e6)][:0]), strip([date(2014, 9, 23)])),
        claim_ladder.figure(nothing, strip([date(2014, 9, 23)])),
    ):
        assert len(figure.data) == 0


def test_without_a_timeline_or_with_an_empty_one_the_bars_still_stand() -> None:
    empty = Timeline(cited([]), cited([]))
    figure = funding_over_time.figure(cited([amount(2018, 1e6)]), empty)
    assert len(drawn(figure, "bar")) == 1
    assert not drawn(figure, "events")


def test_events_stand_on_their_true_dates_and_hidden_ones_are_counted() -> None:
    days = [date(2014, 9, 23), date(2022, 6, 21)]
    rows = [amount(year, 1e6) for year in range(2013, 2024)]
    figure = funding_over_time.figure(cited(rows), strip(days, hidden=57))
    [events] = drawn(figure, "events")
    assert [text[:10] for text in events.x] == ["2014-09-23", "2022-06-21"]
    words = [note.text for note in figure.layout.annotations]
    assert "2 events shown, 57 hidden by the filter" in words
    assert {"Obama", "Trump", "Biden", "1", "2"} <= set(words)
    assert "<b>1. Event 1</b>" in events.hovertext[0]
    assert "A document" in events.hovertext[0]


@pytest.mark.parametrize("panels", [1, 2, 3, 6])
def test_the_strip_takes_at_most_a_quarter_of_the_figure(panels: int) -> None:
    days = [date(2014, 1, 1) + timedelta(days=100 * step) for step in range(25)]
    rows = [amount(2018, 1e6, panel_key=f"p{index}", panel_position=index) for index in range(panels)]
    figure = funding_over_time.figure(cited(rows), strip(days))
    low, high = figure.layout[f"yaxis{panels + 1}"].domain
    margin = figure.layout.margin
    assert (high - low) * (figure.layout.height - margin.t - margin.b) <= figure.layout.height / 4


@pytest.mark.parametrize("panels", [1, 2, 3, 6])
def test_a_crowd_of_events_keeps_its_quarter_its_numbers_and_its_distances(panels: int) -> None:
    """All kinds chosen: 69 events, a third of them within fourteen months."""
    days = [date(1999, 1, 1) + timedelta(days=200 * step) for step in range(46)]
    days += [date(2025, 1, 1) + timedelta(days=18 * step) for step in range(23)]
    rows = [amount(2018, 1e6, panel_key=f"p{index}", panel_position=index) for index in range(panels)]
    line = strip(days)
    figure = funding_over_time.figure(cited(rows), line)
    low, high = figure.layout[f"yaxis{panels + 1}"].domain
    margin = figure.layout.margin
    inner = figure.layout.height - margin.t - margin.b
    assert (high - low) * inner <= figure.layout.height / 4
    notes = [note for note in figure.layout.annotations if note.name == "event number"]
    assert sorted(int(note.text) for note in notes) == list(range(1, 70))
    assert "69 events shown" in [note.text for note in figure.layout.annotations]
    start, end = (date.fromisoformat(day) for day in figure.layout.xaxis.range)
    for wide in (NARROW_PX, 950.0):
        share = wide / (end - start).days
        places = [
            (
                (date.fromisoformat(note.x[:10]) - start).days * share + note.xshift,
                note.y * (high - low) * inner + note.yshift,
            )
            for note in notes
        ]
        assert all(0 <= across <= wide for across, _ in places)
        for index, (across, up) in enumerate(places):
            for other_across, other_up in places[:index]:
                assert abs(across - other_across) >= 18 or abs(up - other_up) >= 12


def test_every_mark_hangs_on_a_thin_line_from_its_true_date() -> None:
    days = [date(2014, 9, 23), date(2014, 9, 25), date(2014, 9, 27)]
    figure = funding_over_time.figure(cited([amount(2014, 1e6)]), strip(days))
    marks = [shape for shape in figure.layout.shapes if shape.name]
    assert sorted(mark.xanchor[:10] for mark in marks) == [day.isoformat() for day in days]
    assert all(mark.path.startswith("M 0,0 L") for mark in marks)
    depths = [
        min(float(point.split(",")[1]) for point in mark.path.split() if "," in point) for mark in marks
    ]
    assert depths == sorted(depths)  # deeper marks first: their lines pass behind the others


def test_an_unpublished_event_is_hollow_and_dashed_and_says_so() -> None:
    said: dict[str, Any] = {
        "confidence": "reported_unpublished",
        "confidence_label": "reported, not officially published",
    }
    line = strip([date(2014, 9, 23)], **said)
    figure = funding_over_time.figure(cited([amount(2014, 1e6)]), line)
    [mark] = [shape for shape in figure.layout.shapes if shape.name == EventKind.PRODUCTION.value]
    assert mark.fillcolor == theme.LIGHT.background
    assert mark.line.dash
    assert "not officially published" in drawn(figure, "events")[0].hovertext[0]


def test_events_outside_the_shown_time_are_counted() -> None:
    planned = timeline.plan(strip([date(2014, 9, 23)]), TimeRange(date(2020, 1, 1), date(2022, 1, 1)))
    assert planned.note == "0 events shown, 1 outside these years"


def claim(claim_id: str, starts_on: date, ends_on: date, usd: float, comparator: str) -> dict[str, Any]:
    return {
        "claim_id": claim_id,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "date_words": "",
        "value": usd,
        "comparator": comparator,
        "activity_scope": "conventional_weapons_destruction",
        "scope_label": "conventional weapons destruction",
        "made_by": "White House",
        "document": "A document",
        "hover": claim_id,
    }


def test_statements_are_marks_without_lines_between_them() -> None:
    rows = [
        claim("A", date(2022, 6, 21), date(2022, 6, 22), 4.2e9, "over"),
        claim("B", date(2015, 1, 1), date(2016, 1, 1), 2.5e9, "nearly"),
        claim("C", date(2016, 1, 5), date(2016, 1, 6), 2.5e9, "exact"),
    ]
    figure = claim_ladder.figure(cited(rows), None)
    [marks] = drawn(figure, "claims")
    assert marks.mode == "markers"
    assert list(marks.y) == [2.5, 2.5, 4.2]
    assert [len([x for x in trace.x if x]) for trace in drawn(figure, "whiskers")] == [2]
    assert len(drawn(figure, "bound_up")) == len(drawn(figure, "bound_down")) == 1
    assert "US$ billion" in figure.layout.yaxis.title.text


def test_the_newest_statement_of_each_scope_is_labelled_where_there_is_room() -> None:
    rows = [
        claim("A", date(2001, 1, 1), date(2001, 1, 2), 0.4e9, "over"),
        claim("B", date(2012, 1, 1), date(2012, 1, 2), 1.5e9, "exact"),
        claim("C", date(2022, 6, 21), date(2022, 6, 22), 4.2e9, "over"),
    ]
    rows[0] |= {"activity_scope": "humanitarian_demining", "scope_label": "humanitarian demining"}
    figure = claim_ladder.figure(cited(rows), None)
    [labels] = drawn(figure, "labels")
    assert [text.strip("\u00a0") for text in labels.text] == [">4.2", ">0.4"]
    words = [note.text for note in figure.layout.annotations if note.name == "signs"]
    assert words == ["↑ more than this"]
    assert figure.layout.yaxis.title.text == "US$ billion, as said"


def test_marks_of_statements_are_smaller_when_there_are_many() -> None:
    def size(count: int) -> float:
        days = [date(1995, 1, 1) + timedelta(days=200 * step) for step in range(count)]
        rows = [claim(f"{day}", day, day + timedelta(days=1), 1e9, "exact") for day in days]
        return float(drawn(claim_ladder.figure(cited(rows), None), "claims")[0].marker.size)

    assert size(40) < size(10)


def test_keys_stand_two_in_a_row_on_the_narrowest_plot() -> None:
    rows = [
        *(amount(2010 + step, 5e6, comparator=item.value) for step, item in enumerate(Comparator)),
        amount(2018, 5e6, UNSTATED, is_partial=True),
        amount(2018, 6e6, mark="outline"),
    ]
    days = [date(2011, 1, 1) + timedelta(days=200 * step) for step in range(8)]
    layout = funding_over_time.figure(cited(rows), strip(days, confidence="reported_unpublished")).layout
    for key in (layout.legend, layout.legend2):
        assert 2 * (key.entrywidth + KEY_SYMBOL_PX) <= NARROW_PX


def test_a_sketch_is_checked_when_it_becomes_a_figure() -> None:
    sketch = Sketch(traces=[bar("bar", x=[1], colour="red")])
    with pytest.raises(ValueError, match="colour"):
        sketch.figure()


@pytest.mark.parametrize("dark", [False, True])
def test_a_figure_is_the_same_without_the_check(dark: bool) -> None:
    rows = [amount(2014, 1e6), amount(2016, 3e6, comparator=Comparator.OVER.value, is_partial=True)]
    beside = strip([date(2014, 9, 23)])
    checked = funding_over_time.figure(cited(rows), beside, dark=dark)
    with unchecked():
        quick = funding_over_time.figure(cited(rows), beside, dark=dark)
    assert quick == checked
    assert json.loads(quick.to_json()) == json.loads(checked.to_json())


def test_the_template_is_made_once_and_figures_leave_it_as_it_is() -> None:
    before = theme.template(False).to_plotly_json()
    figure = funding_over_time.figure(cited([amount(2014, 1e6)]), None)
    figure.layout.template.layout.font.size = 99
    assert theme.template(False) is theme.template(False)
    assert theme.template(False).to_plotly_json() == before


@pytest.mark.parametrize("dark", [False, True])
def test_figures_wear_the_projects_own_template(dark: bool) -> None:
    rows = [amount(2014, 1e6, comparator=item.value) for item in Comparator]
    for figure in (
        funding_over_time.figure(cited(rows), strip([date(2014, 9, 23)]), dark=dark),
        funding_over_time.figure(cited([]), None, dark=dark),
    ):
        assert figure.layout.template.layout.paper_bgcolor == theme.palette(dark).background
        assert "Source Sans 3" in figure.layout.template.layout.font.family
        assert "#000001" not in figure.to_json()
        assert not any(word in json.dumps(figure.to_dict(), default=str) for word in ("http:", "https:"))


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (it / 12.92 if it <= 0.03928 else ((it + 0.055) / 1.055) ** 2.4 for it in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_marks_stand_out_from_their_background(dark: bool) -> None:
    colours = theme.palette(dark)
    for ground in (colours.background, colours.band, colours.strip, colours.strip_alternate, colours.hover):
        assert _contrast(colours.ink, ground) >= 4.5
        assert _contrast(colours.muted, ground) >= 4.5
    assert _contrast(colours.money, colours.background) >= 3
    assert _contrast(colours.money, colours.band) >= 3
    for kind in EventKind:
        mark = theme.event_mark(kind, dark)
        assert _contrast(mark.number, mark.fill) >= 4.5
        for ground in (colours.strip, colours.strip_alternate):
            assert _contrast(mark.edge, ground) >= 3
    for scope in ActivityScope:
        assert _contrast(theme.scope_mark(scope, dark).edge, colours.background) >= 3


def test_no_two_event_kinds_share_a_colour_or_a_symbol() -> None:
    marks = [theme.event_mark(kind, False) for kind in EventKind]
    assert len({mark.fill for mark in marks}) == len({mark.symbol for mark in marks}) == len(EventKind)
    paths = {timeline_marks.mark_path(mark.symbol, 0) for mark in marks}
    assert len(paths) == len(EventKind)


def test_the_page_and_the_figures_have_the_same_colours_and_fonts_of_our_own() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    for name, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        page = config["theme"][name]
        assert page["backgroundColor"] == colours.background
        assert page["textColor"] == colours.ink
        assert page["primaryColor"] == colours.money
    for face in config["theme"]["fontFaces"]:
        assert face["family"] == "'Source Sans 3'"  # quoted, or the browser drops it
        assert (ROOT / "mineaction" / "ui" / face["url"].removeprefix("app/")).is_file()


def test_no_picture_leaves_a_figure_without_its_title_and_source() -> None:
    """The mode bar's camera saved the bare drawing: no title, no source, no caveat, no data version."""
    config = theme.plot_config()
    assert not any("image" in button.lower() for group in config["modeBarButtons"] for button in group)
    assert config["displaylogo"] is False
