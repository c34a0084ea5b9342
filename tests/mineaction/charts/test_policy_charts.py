"""The policy page's figures: true dates, lanes and numbers; bars by year; what a refused window draws."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import around_policy, policy_timeline, theme, treaty_membership
from mineaction.charts.spread import NARROW_PX
from mineaction.cited import CitedTable, Timeline
from mineaction.periods import year_span
from mineaction.vocabulary import EventKind, YearBasis


def cited(rows: list[dict[str, Any]], unit: str = "") -> CitedTable:
    return CitedTable("A title", pd.DataFrame(rows), unit, "constant FY2024 prices", "", "A source")


def event(number: int, day: date, kind: EventKind = EventKind.USE, **other: Any) -> dict[str, Any]:
    row = {
        "number": number,
        "starts_on": day,
        "ends_on": day + timedelta(days=1),
        "date_words": day.isoformat(),
        "title": f"Event <{number}>",
        "kind": kind.value,
        "kind_label": "A kind",
        "actor_label": "Somebody",
        "direction_words": "loosens",
        "confidence": "primary",
        "confidence_label": "the body's own text",
        "document": "A <document>",
        "lane_title": kind.value,
        "lane_position": list(EventKind).index(kind),
    }
    return {**row, **other}


def timeline(rows: list[dict[str, Any]], hidden: int = 0) -> Timeline:
    governed = [("Obama", "Barack Obama", date(2009, 1, 20), date(2017, 1, 20))]
    keys = ("administration_key", "president", "starts_on", "ends_on")
    return Timeline(cited(rows), cited([dict(zip(keys, entry, strict=True)) for entry in governed]), hidden)


def traces(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


BOTH = pytest.mark.parametrize("dark", [False, True])


@BOTH
def test_each_kind_has_a_lane_and_each_event_its_number(dark: bool) -> None:
    rows = [
        event(1, date(2010, 3, 1)),
        event(2, date(2012, 3, 1), EventKind.TREATY),
        event(3, date(2014, 9, 23)),
    ]
    figure = policy_timeline.figure(timeline(rows, hidden=4), dark=dark)
    lanes = traces(figure, "events")
    assert [list(lane.customdata) for lane in lanes] == [[1, 3], [2]]
    assert lanes[0].x[1].startswith("2014-09-23")
    words = [note.text for note in figure.layout.annotations]
    assert {"<b>use (2)</b>", "<b>treaty (1)</b>", "1", "2", "3"} <= set(words)
    assert any("3 events shown, 4 hidden" in word for word in words)
    assert figure.layout.paper_bgcolor is None and figure.layout.template == theme.template(dark)


def test_hover_tells_reading_and_confidence_and_is_escaped() -> None:
    figure = policy_timeline.figure(timeline([event(1, date(2010, 3, 1))]))
    (hover,) = traces(figure, "events")[0].hovertext
    assert "Our reading: loosens" in hover and "Confidence:" in hover
    assert "<1>" not in hover and "Event &lt;1&gt;" in hover and "A &lt;document&gt;" in hover


def test_an_unpublished_event_is_hollow_dashed_and_in_the_key() -> None:
    rows = [event(1, date(2010, 3, 1), confidence="reported_unpublished"), event(2, date(2012, 3, 1))]
    figure = policy_timeline.figure(timeline(rows))
    hollow, filled = sorted(
        (shape for shape in figure.layout.shapes if shape.name == "use"), key=lambda shape: shape.xanchor
    )
    assert hollow.line.dash and hollow.fillcolor == theme.LIGHT.background
    assert not filled.line.dash and filled.fillcolor != theme.LIGHT.background
    assert any("unpublished" in trace.name for trace in traces(figure, "key"))


def test_a_month_is_drawn_as_long_as_it_is() -> None:
    rows = [event(1, date(2010, 3, 1), ends_on=date(2010, 4, 1)), event(2, date(2012, 3, 1))]
    (spans,) = traces(policy_timeline.figure(timeline(rows)), "event_dates")
    assert list(spans.x[:2]) == ["2010-03-01", "2010-04-01"]


def test_a_lane_of_several_kinds_has_a_key() -> None:
    mixed = {"lane_title": "Loosens", "lane_position": 0}
    rows = [event(1, date(2010, 3, 1), **mixed), event(2, date(2011, 3, 1), EventKind.EXPORT, **mixed)]
    figure = policy_timeline.figure(timeline(rows))
    assert {trace.name for trace in traces(figure, "key")} == {"Use of mines", "Export and transfer"}


def test_marks_in_one_row_of_a_crowded_lane_do_not_touch() -> None:
    rows = [event(number, date(2025, 1, 1) + timedelta(days=number)) for number in range(1, 31)]
    figure = policy_timeline.figure(timeline(rows))
    placed: dict[float, list[float]] = {}
    for note in figure.layout.annotations:
        if note.name == "event number":
            true_px = int(note.text) / 365 * NARROW_PX
            placed.setdefault(note.y, []).append(true_px + note.xshift)
    assert sum(map(len, placed.values())) == 30 and len(placed) == policy_timeline.MOST_ROWS
    for places in placed.values():
        assert min(after - before for before, after in pairwise(sorted(places))) >= 20


def test_no_events_no_marks() -> None:
    assert not policy_timeline.figure(timeline([])).data


def count(year: int, parties: int, **other: Any) -> dict[str, Any]:
    row = {
        "treaty_title": "A treaty",
        "year": year,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year + 1, 1, 1),
        "parties": parties,
        "left_names": (),
        "is_partial": False,
        "hover": f"{year}: {parties} <states>",
    }
    return {**row, **other}


@BOTH
def test_bars_stand_on_their_years_and_the_last_is_hatched(dark: bool) -> None:
    rows = [count(2024, 3), count(2025, 2, left_names=("A",)), count(2026, 2, is_partial=True)]
    figure = treaty_membership.figure(cited(rows), dark=dark)
    (bars,) = traces(figure, "parties")
    assert list(bars.y) == [3, 2, 2] and bars.x[0].startswith("2024-07")
    assert list(bars.marker.pattern.shape) == ["", "", "/"]
    (left,) = traces(figure, "left")
    assert len(left.x) == 1 and left.x[0].startswith("2025")
    (label,) = traces(figure, "labels")
    assert label.text == ("<b>2 so far in 2026, 1 withdrew ▼</b>",)
    assert "&lt;states&gt;" in bars.hovertext[0]


def test_each_treaty_has_a_panel_of_its_own() -> None:
    figure = treaty_membership.figure(cited([count(2024, 3), count(2024, 5, treaty_title="Another")]))
    assert [trace.yaxis for trace in traces(figure, "parties")] == ["y", "y2"]
    assert not treaty_membership.figure(cited([])).data


def year(
    number: int, side: str, amount: float | None, status: str = "usable", **other: Any
) -> dict[str, Any]:
    span = year_span(number, YearBasis.US_FISCAL)
    row = {
        "year_label": f"FY{number}",
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "side": side,
        "status": status,
        "amount_usd": amount,
        "label": "",
        "hover": f"FY{number}",
        "mean_usd": None,
    }
    return {**row, **other}


@BOTH
def test_a_refused_window_shows_what_is_held_and_what_is_missing(dark: bool) -> None:
    rows = [
        year(2012, "before", None, "none"),
        year(2013, "before", 5e6),
        year(2014, "event", 7e6),
        year(2015, "after", 9e6, "bound"),
    ]
    figure = around_policy.figure(cited(rows, "US$ million"), dark=dark)
    drawn = {meta: traces(figure, meta) for meta in ("amounts", "event", "unused", "gaps", "means")}
    assert [list(drawn[meta][0].y) for meta in ("amounts", "event", "unused")] == [[5.0], [7.0], [9.0]]
    assert len(drawn["gaps"][0].x) == 1 and drawn["means"] == []
    assert drawn["unused"][0].marker.pattern.shape == "/"
    (band,) = (shape for shape in figure.layout.shapes if shape.name == "event years")
    assert (band.x0, band.x1) == ("2013-10-01", "2014-10-01")
    assert figure.layout.yaxis.title.text == "US$ million, constant FY2024 prices"


def test_a_year_not_begun_is_not_hatched_as_missing() -> None:
    rows = [
        year(2012, "before", 5e6),
        year(2013, "event", 7e6),
        year(2014, "after", None, "none"),
        year(2015, "after", None, "ahead"),
        year(2016, "after", None, "ahead"),
    ]
    figure = around_policy.figure(cited(rows, "US$ million"))
    assert [mark[:4] for mark in traces(figure, "gaps")[0].x] == ["2014"]
    [words] = [note for note in figure.layout.annotations if note.name == "ahead"]
    assert words.text == "not begun" and words.x.startswith("2015-10")
    alone = around_policy.figure(cited([*rows[:2], *rows[3:]], "US$ million"))
    assert traces(alone, "gaps") == [] and "no amount to use" not in {trace.name for trace in alone.data}


def test_a_comparison_shows_a_mean_for_each_side() -> None:
    rows = [
        year(2013, "before", 5e6, mean_usd=5e6),
        year(2014, "event", 7e6),
        year(2015, "after", 9e6, mean_usd=9e6),
    ]
    before, after = traces(around_policy.figure(cited(rows, "US$ million")), "means")
    assert (before.y[0], after.y[0]) == (5.0, 9.0)
    assert tuple(before.x) == ("2012-10-01", "2013-10-01")
