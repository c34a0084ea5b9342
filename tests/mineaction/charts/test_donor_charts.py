"""The three charts on donors: what is drawn for what, and that nothing is drawn for nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from mineaction.charts import donor_flow, donor_heatmap, donor_ranking
from mineaction.charts.spread import NARROW_PX, text_px
from mineaction.cited import CitedTable
from tests.mineaction.charts.test_policy_charts import event, timeline

BOTH_DESIGNS = pytest.mark.parametrize("dark", [False, True])


def cited(rows: list[dict[str, Any]]) -> CitedTable:
    return CitedTable(
        "Title", pd.DataFrame(rows), "US$ million", "current prices", "calendar years", "Source"
    )


def traces(figure: go.Figure, meta: str) -> list[Any]:
    return [trace for trace in figure.data if trace.meta == meta]


def entry(name: str, position: int, amount: float | None, **more: Any) -> dict[str, Any]:
    return {
        "mark": "bar" if amount is not None else "none",
        "name": name,
        "position": position,
        "amount_usd": amount,
        "comparator": "exact",
        "label": f"US$ {amount}" if amount is not None else "no printed total held",
        "state": "whole",
        "table_words": "table adds up",
        "is_chosen": False,
        "is_group": False,
        "hover": f"{name} <b>",
        "document": "D",
        **more,
    }


RANKED = [
    entry("Aland", 0, 40e6, comparator="over"),
    entry("Bland", 1, 10e6, is_chosen=True),
    entry("Bland", 1, 12e6, mark="earlier"),
    entry("Cland", 2, None, table_words="table cut off"),
]


@BOTH_DESIGNS
def test_a_ranking_has_a_bar_a_total_and_words_for_the_rest(dark: bool) -> None:
    figure = donor_ranking.figure(cited(RANKED), dark=dark)
    [bars], [earlier], [bounds] = (traces(figure, meta) for meta in ("bars", "earlier", "bounds"))
    assert list(bars.x) == [40, 10] and list(earlier.x) == [12] and list(bounds.x) == [40]
    assert list(bounds.marker.symbol) == ["triangle-right"]
    [names] = traces(figure, "names")
    words = list(names.text)
    assert len(words) == 3 and "no printed total held" in words[2] and "<u>" in words[1]
    assert bars.marker.color[0] != bars.marker.color[1], "the marked one stands out"
    assert bars.hovertext[0] == "Aland &lt;b&gt;"


def test_lines_of_a_ranking_fit_on_a_phone_and_do_not_touch() -> None:
    long = entry(
        "Bosnia and Herzegovina", 3, 8e6, label="US$ 8.02 million", table_words="table adds up to 14.7"
    )
    figure = donor_ranking.figure(cited([*RANKED, long]))
    [names] = traces(figure, "names")
    assert "<br>" in names.text[-1]
    assert all(later - earlier >= donor_ranking.WORDS_PX for earlier, later in pairwise(names.y))


def column(title: str, position: int, state: str = "whole") -> dict[str, Any]:
    return {
        **dict.fromkeys(("column_key", "row_title", "label"), ""),
        "mark": "column",
        "column_title": title,
        "column_position": position,
        "state": state,
        "total_label": "~31",
        "sum_label": "30" if state == "whole" else "",
        "row_position": -1,
        "amount_usd": 0.0,
        "hover": title,
    }


def cell(position: int, row: int, amount: float, label: str) -> dict[str, Any]:
    return {
        **column("", position),
        "mark": "cell",
        "row_title": f"Name {row}",
        "row_position": row,
        "amount_usd": amount,
        "label": label,
    }


GRID = [
    column("Whole land", 0),
    column("Cut land", 1, "cut"),
    cell(0, 0, 30e6, "30"),
    cell(1, 0, 2e6, "2"),
    cell(0, 1, 0.0, "0"),
]


@BOTH_DESIGNS
def test_a_map_shades_amounts_and_leaves_blanks(dark: bool) -> None:
    figure = donor_heatmap.figure(cited(GRID), dark=dark)
    [shaded], [amounts], [unknown] = (traces(figure, meta) for meta in ("cells", "amounts", "unknown"))
    lines = [list(line) for line in shaded.z]
    assert lines[0] == [3, 1]
    assert lines[2] == [None, None], "a printed zero has its number and no shade"
    assert list(amounts.text) == ["30", "2", "0"]
    assert list(unknown.x) == [1], "only where the table is cut off may an amount be missing"


@BOTH_DESIGNS
def test_tables_of_several_years_stand_on_their_dates_above_the_policy_strip(dark: bool) -> None:
    """The map of one profile over years once stood without the policy timeline."""
    years = [date(2012, 1, 1), date(2015, 1, 1)]
    rows = [
        row
        | {
            "starts_on": years[row["column_position"]],
            "ends_on": years[row["column_position"]].replace(year=years[row["column_position"]].year + 1),
        }
        for row in GRID
    ]
    figure = donor_heatmap.figure(cited(rows), timeline([event(1, date(2013, 3, 1))]), dark=dark)
    [shaded], [amounts], [unknown] = (traces(figure, meta) for meta in ("cells", "amounts", "unknown"))
    assert list(shaded.x) == [f"{year}-01-01" for year in range(2012, 2017)]
    assert next(list(line) for line in shaded.z) == [3, None, None, 1], "years between have no squares"
    assert [str(day)[:4] for day in amounts.x] == ["2012", "2015", "2012"]
    assert [str(day)[:4] for day in unknown.x] == ["2015"] and unknown.width < 366 * 86_400_000
    assert len(traces(figure, "events")) == 1 and figure.layout.xaxis.type == "date"
    top, bottom = figure.layout.yaxis.range[1], figure.layout.yaxis.range[0]
    panel_px = (figure.layout.yaxis.domain[1] - figure.layout.yaxis.domain[0]) * (
        figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    )
    assert panel_px == pytest.approx(bottom - top, abs=1), "squares are as tall as they were worked out"


def test_heads_of_years_that_touch_do_not_lie_on_each_other() -> None:
    """Upright "2017" and "table cut off" beside each other were wider than a year on a phone."""
    rows = [
        {
            **column(str(2009 + place), place, "cut"),
            "starts_on": date(2009 + place, 1, 1),
            "ends_on": date(2010 + place, 1, 1),
        }
        for place in range(14)
    ]
    first = {**cell(0, 0, 1e6, "1"), "starts_on": date(2009, 1, 1), "ends_on": date(2010, 1, 1)}
    figure = donor_heatmap.figure(cited([*rows, first]), timeline([event(1, date(2013, 3, 1))]))
    heads = [note.text for note in figure.layout.annotations if "table cut off" in (note.text or "")]
    assert len(heads) == 14 and not any("<br>" in head for head in heads)


def test_only_whole_tables_have_a_sum() -> None:
    figure = donor_heatmap.figure(cited(GRID))
    totals, sums = traces(figure, "heads")
    assert list(totals.text) == ["<b>~31</b>"] * 2
    assert list(sums.x) == [0] and list(sums.text) == ["<b>30</b>"]
    [cut] = traces(figure, "cut")
    assert list(cut.x) == [1] and cut.marker.pattern.shape == "/"
    assert any("table cut" in note.text for note in figure.layout.annotations)


def test_heads_stand_upright_where_they_fit_a_phone() -> None:
    few = donor_heatmap.figure(cited(GRID))
    assert {note.textangle for note in few.layout.annotations} <= {None, 0}
    many = [column(f"Herzegovina {place}", place) for place in range(10)]
    figure = donor_heatmap.figure(cited([*many, cell(0, 0, 1e6, "1")]))
    heads = [note for note in figure.layout.annotations if note.textangle == -90]
    assert len(heads) == 10


@pytest.mark.parametrize("shades", [donor_heatmap.LIGHT_SHADES, donor_heatmap.DARK_SHADES])
def test_numbers_can_be_read_on_every_shade(shades: tuple[str, ...]) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for shade in shades:
        low, high = sorted((light(shade), light(donor_heatmap.on_shade(shade))))
        assert (high + 0.05) / (low + 0.05) >= 4.5, shade


def test_steps_of_shade() -> None:
    assert [donor_heatmap.step_of(amount) for amount in (1, 999_999, 1e6, 5e6, 2e7, 5e7, 9e9)] == [
        *(0, 0, 1, 2, 3, 4, 4)
    ]


def flow(donor: str, recipient: str, amount: float, **more: Any) -> dict[str, Any]:
    return {
        "mark": "flow",
        "donor": donor,
        "recipient": recipient,
        "amount_usd": amount,
        "label": "",
        "state": "whole",
        "is_chosen": True,
        "donor_note": "",
        "recipient_note": "",
        "donor_hover": f"{donor}: not totalled",
        "recipient_hover": f"{recipient}: not totalled",
        "hover": f"{donor} to {recipient}",
        **more,
    }


FLOWS = [
    flow("Aland", "Xland", 30e6),
    flow("Bland", "Xland", 10e6, state="cut", donor_note="table cut off"),
    flow("Aland", "Yland", 5e6, is_chosen=False),
]


@BOTH_DESIGNS
def test_flows_run_between_names(dark: bool) -> None:
    figure = donor_flow.figure(cited(FLOWS), dark=dark)
    [sankey] = traces(figure, "flows")
    assert list(sankey.link.value) == [30e6, 10e6, 5e6]
    assert list(sankey.link.source) == [0, 1, 0] and list(sankey.link.target) == [2, 2, 3]
    assert len(set(sankey.link.color)) == 3, "whole, cut off, not chosen"
    words = [note.text for note in figure.layout.annotations if note.name != "amount"]
    assert words[:4] == ["Aland", "Bland (table cut off)", "Xland", "Yland"]
    assert words[4].startswith("Darker: from a whole table") and words[4].endswith("Grey: not chosen.")
    assert sankey.node.customdata[0] == "Aland: not totalled"


def test_each_flow_as_tall_as_a_word_says_its_amount_where_it_ends() -> None:
    rows = [
        flow("Bland", "Xland", 10e6, label="ten"),
        flow("Aland", "Xland", 30e6, label="thirty"),
        flow("Aland", "Yland", 0.01e6, label="too thin"),
    ]
    notes = [note for note in donor_flow.figure(cited(rows)).layout.annotations if note.name == "amount"]
    assert [note.text for note in notes] == ["thirty", "ten"], "a flow ends in the order of its donors"
    assert notes[0].y > notes[1].y


def test_names_of_flows_never_lie_on_each_other() -> None:
    many = [flow(f"Donor {index}", f"Recipient {index}", 1e6 + index) for index in range(40)]
    figure = donor_flow.figure(cited(many))
    inner = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    for side in ("left", "right"):
        names = [note for note in figure.layout.annotations if note.name != "amount"]
        places = sorted(note.y * inner for note in names if note.xanchor == side)
        assert len(places) == 40
        assert min(later - earlier for earlier, later in pairwise(places)) >= donor_flow.PAD_PX - 0.01


def test_a_long_name_of_each_side_fits_on_a_phone() -> None:
    name = "United Nations Multi-Partner Trust Fund"
    figure = donor_flow.figure(cited([flow(name, "Bosnia and Herzegovina", 1e6, donor_note="table cut off")]))
    left, right = (text_px(note.text) for note in figure.layout.annotations[:2])
    assert "…" in figure.layout.annotations[0].text
    assert left + right < NARROW_PX + 80


def test_no_rows_no_marks() -> None:
    for chart in (donor_ranking, donor_heatmap, donor_flow):
        assert not chart.figure(cited([])).data


def test_the_figures_leave_their_table_as_it_was() -> None:
    for chart, rows in ((donor_ranking, RANKED), (donor_heatmap, GRID), (donor_flow, FLOWS)):
        table = cited(rows)
        before = table.rows.copy(deep=True)
        chart.figure(table)
        pd.testing.assert_frame_equal(table.rows, before)
