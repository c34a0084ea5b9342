"""The stacks of US transactions as read from an answer: parts in order, their reach, missing years."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mineaction.charts.bars import Gap
from mineaction.charts.frame import as_day, grouped

Row: TypeAlias = dict[str, Any]
OTHERS, BELOW, NET = "others", "below", "net"
NET_WORDS = "net total"
NAME_LETTERS = 48
SHORT_AGENCIES = {
    "Department of State,": "State,",
    "Department of Defense,": "Defense,",
    "U.S. Agency for International Development": "USAID",
}


@dataclass(frozen=True, slots=True)
class Stack:
    """The parts of one kind over the years: what has one fill and one entry of the key."""

    mark: str
    title: str
    place: int
    rows: tuple[Row, ...]


def stacks_of(rows: Sequence[Row]) -> list[Stack]:
    """The parts in the order they stand on each other, then what stands below, then the net total."""
    order = {"part": 0, OTHERS: 1, BELOW: 2, NET: 3}
    made = []
    for group in grouped(rows, "part_key", "year"):
        first = group[0]
        made.append(
            Stack(str(first["mark"]), str(first["part_title"]), int(first["part_position"]), tuple(group))
        )
    return sorted(made, key=lambda stack: (order[stack.mark], stack.place))


def tops(rows: Sequence[Row], divisor: int) -> dict[int, tuple[float, float]]:
    """By year how high its stack reaches and how low, in the axis unit."""
    found: dict[int, tuple[float, float]] = {}
    for row in rows:
        high, low = found.get(row["year"], (0.0, 0.0))
        amount = row["amount_usd"] / divisor
        if row["mark"] == NET:
            found[row["year"]] = max(high, amount), min(low, amount)
        elif row["mark"] == BELOW:
            found[row["year"]] = high, low + amount
        else:
            found[row["year"]] = high + amount, low
    return found


def gaps_of(rows: Sequence[Row]) -> list[Gap]:
    """The fiscal years between the first and the last for which there is no transaction."""
    by_year = {int(row["year"]): row for row in rows}
    model = by_year[min(by_year)]
    start = as_day(model["starts_on"])
    made = []
    for year in range(min(by_year), max(by_year)):
        if year not in by_year:
            first = start.replace(year=start.year + year - min(by_year))
            made.append(Gap(f"FY{year}", first, first.replace(year=first.year + 1)))
    return made


def brief(title: str) -> str:
    """A name as a key has room for it, cut between words; the whole of it is in the hover and in the rows.

    Names of accounts begin with that of their agency, which would take all the room there is.
    """
    for agency, short in SHORT_AGENCIES.items():
        if title.startswith(agency):
            title = f"{short}{title.removeprefix(agency)}"
    return textwrap.shorten(title, NAME_LETTERS, placeholder=" …")
