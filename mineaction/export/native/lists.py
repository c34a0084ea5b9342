"""Rankings and counts of states as native charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, TypeAlias

from mineaction.charts import recipient_ranking
from mineaction.charts.frame import as_day, grouped, records
from mineaction.charts.spread import text_px
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.bars import with_prices
from mineaction.export.native.parts import (
    COLOURS,
    EARLIER,
    GREY,
    HOLLOW,
    MONEY,
    PALE,
    PART,
    Label,
    Look,
    NativeChart,
    NativeSeries,
    format_of,
    scale_of,
)
from mineaction.money import amount_words
from mineaction.vocabulary import Comparator

Row: TypeAlias = dict[str, Any]
MILLION = 1_000_000
LABEL_SIZE, BAR_ROOM, LEAST_SHARE = 12.0, 640.0, 0.3
"""The letters at the end of a lying bar, how wide its plot is on a slide, and a bar's least part of that."""
MOST_BARS = 20
"""So many lying bars are still read on one slide; a longer list goes on in further charts of even length."""


def donors(answer: CitedTable) -> tuple[NativeChart, ...]:
    """The printed totals of donor_ranking.figure, largest first; those without one are named in a note."""
    held = records(answer.rows)
    shown = [row for row in held if row["mark"] == "bar"]
    earlier = {row["position"]: row for row in held if row["mark"] == "earlier"}
    without = [str(row["name"]) for row in held if row["mark"] == "none"]
    marked = any(row["is_chosen"] for row in shown)

    def look(row: Row) -> Look:
        return GREY if row["is_group"] or (marked and not row["is_chosen"]) else MONEY

    notes = [f"No printed total is held for: {', '.join(without)}."] if without else []
    return _lying(
        answer,
        [str(row["name"]) + " (several)" * bool(row["is_group"]) for row in shown],
        [row["amount_usd"] / MILLION for row in shown],
        [" · ".join(filter(None, (str(row["label"]), str(row["table_words"])))) for row in shown],
        [look(row) for row in shown],
        "printed total",
        notes,
        [
            earlier[row["position"]]["amount_usd"] / MILLION if row["position"] in earlier else None
            for row in shown
        ],
    )


def recipients(answer: CitedTable) -> tuple[NativeChart, ...]:
    """The bars of recipient_ranking.figure, largest first; the others are counted in a note."""
    held = records(answer.rows)
    rows, rest = held[: recipient_ranking.MOST_BARS], held[recipient_ranking.MOST_BARS :]
    notes = [_rest_words(rest)] if rest else []
    if any(row["doubt"] and row["scope"] == "country" for row in rows):
        reasons = ", ".join(dict.fromkeys(str(row["doubt"]) for row in rows if row["doubt"]))
        notes.append(f"A hatched bar is {recipient_ranking.PART}: {reasons}.")
    if any(row["scope"] != "country" for row in rows):
        notes.append(f"A hollow bar is {recipient_ranking.NO_COUNTRY}.")

    def look(row: Row) -> Look:
        return HOLLOW if row["scope"] != "country" else PART if row["doubt"] else MONEY

    return _lying(
        answer,
        [str(row["place"]) for row in rows],
        [row["amount_usd"] / MILLION for row in rows],
        [str(row["label"]) for row in rows],
        [look(row) for row in rows],
        "amount",
        notes,
    )


def _rest_words(rest: Sequence[Row]) -> str:
    count = f"{len(rest)} more recipients" if len(rest) > 1 else "One more recipient"
    return f"{count}, each with {amount_words(rest[0]['amount_usd'])} or less: see the rows."


def country_donors(answer: CitedTable) -> tuple[NativeChart, ...]:
    """The donors of country_donors.figure in their order; rows of tables that were cut off are hatched."""
    rows = sorted(records(answer.rows), key=lambda row: int(row["rank"]))
    is_cut = [bool(row["is_cut_off"]) for row in rows]
    return _lying(
        answer,
        [str(row["donor_name"]) for row in rows],
        [row["amount_usd"] / MILLION for row in rows],
        [str(row["amount_words"]) for row in rows],
        [PART if cut else MONEY for cut in is_cut],
        "amount",
        ["A hatched bar is of a table cut off, or told in a sentence: never totalled."]
        if any(is_cut)
        else [],
    )


def _lying(
    answer: CitedTable,
    names: Sequence[str],
    values: Sequence[float],
    labels: Sequence[str],
    looks: Sequence[Look],
    series_name: str,
    notes: Sequence[str],
    earlier: Sequence[float | None] = (),
) -> tuple[NativeChart, ...]:
    """Lying bars in US$ million, MOST_BARS a chart, all on one scale."""
    every = [*values, *(value for value in earlier if value is not None)]
    # A bar and the words at its end share the width.
    ends = [
        value / max(1 - text_px(label, LABEL_SIZE) / BAR_ROOM, LEAST_SHARE)
        for value, label in zip(values, labels, strict=True)
    ]
    low, high, step = scale_of([*every, *ends], head_room=1.02)
    unit = with_prices("US$ million", answer)
    made = []
    charts = max(1, ceil(len(names) / MOST_BARS))
    each = ceil(len(names) / charts)
    for start in range(0, len(names), each or 1):
        part = slice(start, start + each)
        end = min(start + each, len(names))
        series = [
            NativeSeries(
                series_name,
                tuple(values[part]),
                MONEY,
                labels={at: Label.plain(label) for at, label in enumerate(labels[part])},
                own_looks={at: look for at, look in enumerate(looks[part]) if look != MONEY},
            )
        ]
        if any(value is not None for value in earlier[part]):
            series.append(NativeSeries("printed in an earlier edition", tuple(earlier[part]), EARLIER))
        title = answer.title if charts == 1 else f"{start + 1} to {end} of {len(names)}, largest first"
        made.append(
            NativeChart(
                title,
                "bar",
                tuple(names[part]),
                tuple(series),
                unit,
                low,
                high,
                step,
                format_of(every),
                tuple(notes),
            )
        )
    return tuple(made)


def treaties(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeChart, ...]:
    """The panels of treaty_membership.figure: how many states were party to each."""
    rows = records(answer.rows)
    low, high, step = scale_of([float(row["parties"]) for row in rows])
    made = []
    for title in dict.fromkeys(str(row["treaty_title"]) for row in rows):
        found = [row for row in rows if row["treaty_title"] == title]
        partial = {at: PALE for at, row in enumerate(found) if row["is_partial"]}
        notes = [
            f"{title}, {row['year']}: {', '.join(map(str, row['left_names']))} left."
            for row in found
            if len(row["left_names"])
        ]
        if partial:
            notes.append("A pale bar is a year that is not over.")
        made.append(
            NativeChart(
                title,
                "column",
                tuple(str(row["year"]) for row in found),
                (
                    NativeSeries(
                        "states party",
                        tuple(float(row["parties"]) for row in found),
                        MONEY,
                        labels={at: Label.plain(f"{row['parties']:,}") for at, row in enumerate(found)},
                        own_looks=partial,
                    ),
                ),
                "states",
                low,
                high,
                step,
                "#,##0",
                tuple(notes),
            )
        )
    return tuple(made)


FREE_LOOKS = (
    MONEY,
    Look(COLOURS.money_pale, COLOURS.context),
    Look(COLOURS.strip, COLOURS.context, hatch=COLOURS.context),
    Look(COLOURS.gap),
    Look(COLOURS.strip_alternate, COLOURS.context),
    Look(COLOURS.context),
)


def mine_free(
    answer: CitedTable, marks: CitedTable, timeline: Timeline | None = None
) -> tuple[NativeChart, ...]:
    """The stacked counts of mine_free.figure: kinds of one list of states; published counts are points."""
    groups = grouped(records(answer.rows), "group_key", "group_position", "year")
    counts = records(marks.rows)
    held = {row["year"] for rows in groups for row in rows} | {
        as_day(row["starts_on"]).year for row in counts
    }
    if not held:
        return ()
    years = list(range(min(held), max(held) + 1))
    series = [
        NativeSeries(str(rows[0]["group_label"]), _by_year(years, rows), FREE_LOOKS[place % len(FREE_LOOKS)])
        for place, rows in enumerate(groups)
    ]
    tops = [sum(one.values[at] or 0.0 for one in series) for at in range(len(years))]
    published: dict[int, list[Row]] = {}
    for row in counts:
        published.setdefault(as_day(row["starts_on"]).year, []).append(row)
    for rank in range(max(map(len, published.values()), default=0)):
        found = {years.index(year): rows[rank] for year, rows in published.items() if len(rows) > rank}
        name = "a published count"
        series.append(
            NativeSeries(
                f"{name}, {rank + 1}" if rank else name,
                tuple(float(found[at]["value"]) if at in found else None for at in range(len(years))),
                EARLIER,
                "points",
                {at: Label.of(str(row["label"]), Comparator(row["comparator"])) for at, row in found.items()},
                is_in_key=rank == 0,
            )
        )
    low, high, step = scale_of([*tops, *(float(row["value"]) for row in counts)])
    notes = ["Published counts stand in the year of their date; the rows have the day."] if counts else []
    return (
        NativeChart(
            answer.title,
            "stacked",
            tuple(map(str, years)),
            tuple(series),
            "states and areas",
            low,
            high,
            step,
            "#,##0",
            tuple(notes),
        ),
    )


def _by_year(years: Sequence[int], rows: Sequence[Mapping[str, Any]]) -> tuple[float | None, ...]:
    counts = {row["year"]: float(row["count"]) for row in rows}
    return tuple(counts.get(year) for year in years)
