"""Drawings that are no charts of bars or points, as tables: heat maps, the register, maps, flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from mineaction.charts import coverage_heatmap, donor_heatmap, map_fills, theme
from mineaction.charts.donor_heatmap import on_shade, step_of
from mineaction.charts.donor_heatmap_head import STATE_WORDS, SUM_WORDS, TOTAL_WORDS
from mineaction.charts.frame import records
from mineaction.cited import CitedTable, Timeline
from mineaction.export.native.bars import with_prices
from mineaction.export.native.parts import COLOURS, Cell, NativePicture, NativeTable
from mineaction.vocabulary import EventKind

Row: TypeAlias = dict[str, Any]
MILLION, MILLIONS = 1_000_000, "US$ million"
BLANK = Cell("")
NOT_HELD = Cell("", fill=COLOURS.strip_alternate)


def donor_grid(answer: CitedTable, timeline: Timeline | None = None) -> tuple[NativeTable, ...]:
    """The squares of donor_heatmap.figure: a column a table, a line a name, shaded as on the page."""
    held = records(answer.rows)
    columns = sorted(
        (row for row in held if row["mark"] == "column"), key=lambda row: int(row["column_position"])
    )
    cells = {(row["row_position"], row["column_position"]): row for row in held if row["mark"] == "cell"}
    if not cells or not columns:
        return ()
    lines = dict(sorted({row["row_position"]: str(row["row_title"]) for row in cells.values()}.items()))

    def square(line: int, column: Row) -> Cell:
        row = cells.get((line, column["column_position"]))
        if row is None:
            return BLANK if column["state"] == "whole" else NOT_HELD
        amount = float(row["amount_usd"])
        exact = f"{amount / MILLION:,.6f}".rstrip("0").rstrip(".")
        if amount <= 0:
            return Cell(str(row["label"]), amount / MILLION, exact=exact)
        shade = donor_heatmap.LIGHT_SHADES[step_of(amount)]
        return Cell(str(row["label"]), amount / MILLION, shade, on_shade(shade), exact=exact)

    def summed(words: str, label: str) -> tuple[Cell, ...]:
        said = (label == "total_label" or column["state"] == "whole" for column in columns)
        return (
            Cell(words, is_strong=True),
            *(
                Cell(str(column[label]) or "–", is_strong=True) if is_said else NOT_HELD
                for column, is_said in zip(columns, said, strict=True)
            ),
        )

    rows = [summed(TOTAL_WORDS, "total_label"), summed(SUM_WORDS, "sum_label")]
    rows += [(Cell(title), *(square(line, column) for column in columns)) for line, title in lines.items()]
    occurring = {step_of(row["amount_usd"]) for row in cells.values() if row["amount_usd"] > 0}
    keys = [
        Cell(words, fill=shade, ink=on_shade(shade))
        for place, ((_, words), shade) in enumerate(
            zip(donor_heatmap.STEPS, donor_heatmap.LIGHT_SHADES, strict=True)
        )
        if place in occurring
    ]
    if any(column["state"] != "whole" for column in columns):
        keys.append(Cell("not held", fill=NOT_HELD.fill))
    return (
        NativeTable(
            answer.title,
            (answer.unit, *(_head(column) for column in columns)),
            tuple(rows),
            (2.4, *(1.0 for _ in columns)),
            tuple(str(row["label"]) for row in held if row["mark"] == "note"),
            tuple(keys),
            tuple(range(1, len(columns) + 1)),
            with_prices(MILLIONS, answer),
        ),
    )


def _head(column: Row) -> str:
    state = STATE_WORDS.get(str(column["state"]), "")
    return f"{column['column_title']} ({state})" if state else str(column["column_title"])


def coverage(answer: CitedTable) -> tuple[NativeTable, ...]:
    """The squares of coverage_heatmap.figure: a line a series, a column a year, the number of figures."""
    cells = records(answer.rows)
    if not cells:
        return ()
    shades = coverage_heatmap.shades(COLOURS)
    lines = sorted({(row["row_position"], row["row_key"], str(row["row_title"])) for row in cells})
    years = range(min(row["year"] for row in cells), max(row["year"] for row in cells) + 1)
    found = {(row["row_key"], row["year"]): row for row in cells}

    def square(key: str, year: int) -> Cell:
        row = found.get((key, year))
        if row is None:
            return BLANK
        shade = shades[coverage_heatmap.step_of(row["count"])]
        cut = "" if row["is_complete"] else " ×"
        return Cell(f"{row['count']}{cut}", float(row["count"]), shade, on_shade(shade))

    keys = [
        Cell(words, fill=shade, ink=on_shade(shade))
        for (_, words), shade in zip(coverage_heatmap.STEPS, shades, strict=True)
    ]
    return (
        NativeTable(
            answer.title,
            ("Series", *(f"’{year % 100:02d}" for year in years)),
            tuple((Cell(title), *(square(key, year) for year in years)) for _, key, title in lines),
            (9.0, *(1.0 for _ in years)),
            (f"Years from {years[0]} to {years[-1]}. ×: a table of that year was cut off.",),
            tuple(keys),
            tuple(range(1, len(years) + 1)),
            "published figures",
        ),
    )


def register(timeline: Timeline) -> tuple[NativeTable, ...]:
    """The events of policy_timeline.figure in order of date; the kind in its colour."""
    rows = records(timeline.events.rows)
    if not rows:
        return ()
    notes = []
    if timeline.hidden_count:
        notes.append(f"{timeline.hidden_count} more events of these years are left out by the choice made.")
    return (
        NativeTable(
            timeline.events.title,
            ("No.", "Date", "What was decided", "Kind", "Who decided", "Our reading"),
            tuple(_event(row) for row in rows),
            (0.6, 1.45, 4.1, 1.5, 2.45, 2.2),
            tuple(notes),
        ),
    )


def _event(row: Row) -> tuple[Cell, ...]:
    mark = theme.event_mark(EventKind(row["kind"]), False)
    return (
        Cell(str(int(row["number"])), float(row["number"]), is_strong=True),
        Cell(str(row["date_words"])),
        Cell(str(row["title"])),
        Cell(str(row["kind_label"]), fill=mark.fill, ink=mark.number),
        Cell(str(row["actor_label"])),
        Cell(str(row["direction_words"])),
    )


def place_map(answer: CitedTable) -> tuple[NativePicture, ...]:
    """The map of recipient_map.figure, and its rows as a table, amounts in the colour of their class."""
    rows = sorted(records(answer.rows), key=lambda row: -float(row["amount_usd"]))
    if not rows:
        return ()
    on_map = [row for row in rows if row["iso3"]]
    colour = {
        str(row["place"]): fill.colour for fill in map_fills.fills(on_map, False) for row in fill.members
    }
    keys = [
        Cell(fill.words, fill=fill.colour, ink=on_shade(fill.colour))
        for fill in map_fills.fills(on_map, False)
    ]
    made = tuple(
        (
            Cell(str(row["place"])),
            _amount(row, colour.get(str(row["place"]), "")),
            Cell("; ".join(filter(None, (_years(row), str(row["doubt"]), _off_map(row))))),
        )
        for row in rows
    )
    table = NativeTable(
        answer.title,
        ("Recipient", answer.unit, "What to know"),
        made,
        (3, 1.4, 5),
        keys=tuple(keys),
        centred=(1,),
        unit=with_prices(MILLIONS, answer),
    )
    return (NativePicture(answer.title, table),)


def _amount(row: Mapping[str, Any], fill: str) -> Cell:
    amount = float(row["amount_usd"])
    ink = on_shade(fill) if fill else COLOURS.ink
    return Cell(str(row["label"]), amount / MILLION, fill, ink, exact=f"{round(amount):,}")


def _years(row: Mapping[str, Any]) -> str:
    return str(row.get("years_words") or "")


def _off_map(row: Mapping[str, Any]) -> str:
    return "" if row["iso3"] else "not on the map"


def flows(answer: CitedTable) -> tuple[NativePicture, ...]:
    """The flows of donor_flow.figure, and the same as a table, largest first."""
    held = records(answer.rows)
    rows = sorted((row for row in held if row["mark"] == "flow"), key=lambda row: -float(row["amount_usd"]))
    if not rows:
        return ()
    words = {"whole": "", "cut": "of a table cut off", "text": "told in text"}
    made = tuple(
        (
            Cell(str(row["donor"])),
            Cell(str(row["recipient"])),
            Cell(
                str(row["label"]),
                float(row["amount_usd"]) / MILLION,
                exact=f"US$ {round(row['amount_usd']):,}",
            ),
            Cell(words.get(str(row["state"]), str(row["state"]))),
        )
        for row in rows
    )
    notes = tuple(str(row["label"]) for row in held if row["mark"] == "note")
    # Each amount names its own unit, as some stand below a million.
    head = ("Donor", "Recipient", "Amount", "Table")
    unit = with_prices(MILLIONS, answer)
    table = NativeTable(answer.title, head, made, (3, 3, 1.6, 2), notes, centred=(2,), unit=unit)
    return (NativePicture(answer.title, table),)
