"""Tables of what changed between two editions, entry by entry and in totals, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import year_label
from mineaction.queries.asking import Row
from mineaction.queries.editions.held import Edition
from mineaction.vocabulary import YearBasis

ADDED, REMOVED, REVISED = "added", "removed", "revised"
KIND_WORDS = {ADDED: "Added", REMOVED: "Removed", REVISED: "Revised"}
ABOUT = (
    *("recipient_name", "year", "year_basis", "donor_name", "appropriation_account", "agency_name"),
    *("implementer_name", "plan_name"),
)
ENTRY_COLUMNS = {
    "appropriation_account": "Account",
    "agency_name": "Agency",
    "implementer_name": "Implementer",
    "plan_name": "Plan",
}


def kind_of(was: int | None, now: int | None) -> str:
    """Whether something was added, removed or revised, by what was held before and now."""
    return ADDED if was is None else REMOVED if now is None else REVISED


def changes(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """Entries that differ, in order of year, the newest first, and of recipient."""
    was, now = ({_about(row): row for row in held} for held in (before, after))
    changed = []
    for key in {**was, **now}:
        first, then = was.get(key), now.get(key)
        one, other = (None if row is None else int(row["amount_usd"]) for row in (first, then))
        if one != other:
            changed.append(
                {
                    **dict(zip(ABOUT, key, strict=True)),
                    "kind": kind_of(one, other),
                    "before": one,
                    "after": other,
                    "row_before": first["file_row"] if first else "",
                    "row_after": then["file_row"] if then else "",
                }
            )
    return sorted(changed, key=lambda row: (-row["year"], row["recipient_name"], row["donor_name"]))


def _about(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ABOUT)


def changes_table(table: CitedTable, changed: Sequence[Row], one: str, other: str) -> CitedTable:
    """Entries that differ as a table; ``one`` and ``other`` name the earlier and the later edition."""
    told = [name for name in ENTRY_COLUMNS if any(row[name] for row in changed)]
    shown = [
        {
            "What happened": KIND_WORDS[row["kind"]],
            "Recipient": row["recipient_name"],
            "Year": year_label(row["year"], YearBasis(row["year_basis"])),
            f"US$, {one}": row["before"],
            f"US$, {other}": row["after"],
            "US$, change": (row["after"] or 0) - (row["before"] or 0),
            "Donor": row["donor_name"],
            **{ENTRY_COLUMNS[name]: row[name] for name in told},
            "Row in the earlier file": row["row_before"],
            "Row in the later file": row["row_after"],
        }
        for row in changed
    ]
    title = "Entries that were added, removed or revised"
    return replace(table, title=title, rows=_with_amounts(shown), unit="US$")


def totals_table(
    table: CitedTable,
    before: Sequence[Row],
    after: Sequence[Row],
    by: str,
    one: str,
    other: str,
    *,
    adds: bool,
) -> CitedTable:
    """Totals that differ, by recipient or by year; none where the series does not add."""
    sums: list[dict[str, int]] = []
    for held in (before, after):
        added: dict[str, int] = {}
        for row in held if adds else ():
            name = _name_of(row, by)
            added[name] = added.get(name, 0) + int(row["amount_usd"])
        sums.append(added)
    was, now = sums
    changed = [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
    shown: list[Row] = [
        {
            by: name,
            f"US$, {one}": was.get(name),
            f"US$, {other}": now.get(name),
            "US$, change": now.get(name, 0) - was.get(name, 0),
        }
        for name in changed
    ]
    if by == "Recipient":
        shown.sort(key=lambda row: -abs(row["US$, change"]))
    return replace(table, title=f"By {by.lower()}", rows=_with_amounts(shown), unit="US$", sentence="")


def _name_of(row: Row, by: str) -> str:
    if by == "Recipient":
        return str(row["recipient_name"])
    return year_label(row["year"], YearBasis(row["year_basis"]))


def _with_amounts(shown: Sequence[Row]) -> pd.DataFrame:
    """Whole dollars stay whole where some are missing."""
    made = pd.DataFrame(shown)
    amounts = [name for name in made.columns if str(name).startswith("US$")]
    return made.astype(dict.fromkeys(amounts, "Int64"))


def sentence(
    edition: Edition,
    against: Edition,
    changed: Sequence[Row],
    after: Sequence[Row],
    sums_usd: tuple[int, int] | None = None,
) -> str:
    """How many of the entries changed between two editions, and of which years.

    ``sums_usd`` are the sums of all entries in the earlier and in the later; None where they do not add.
    """
    between = f"Between the editions of {_both(against.label, edition.label)}"
    if not changed:
        return f"{between}, no entry of this series changed: {_entries(len(after))} in both."
    counted = {kind: sum(row["kind"] == kind for row in changed) for kind in (REVISED, ADDED, REMOVED)}
    told = [f"{count:,} {kind}" for kind, count in counted.items() if count]
    first = told[0].split(" ")
    told[0] = f"{_entries(int(first[0].replace(',', '')))} {'was' if first[0] == '1' else 'were'} {first[1]}"
    listed = ", ".join(told[:-1]) + (" and " if len(told) > 1 else "") + told[-1]
    years = sorted({row["year"] for row in changed})
    when = (
        f"of {' and '.join(map(str, years))}"
        if len(years) < 3
        else f"of {len(years)} years between {years[0]} and {years[-1]}"
    )
    same = len(after) - counted[ADDED] - counted[REVISED]
    said = f"{between}, {listed}, in figures {when}; {_entries(same)} stayed the same."
    return f"{said} {_sums(*sums_usd)}" if sums_usd else said


def _both(one: str, other: str) -> str:
    """Two editions by their labels; two of one day name it once: ``1 May 2026, no. 1 and no. 2``."""
    day, _, number = other.partition(", ")
    return f"{one} and {number}" if number and one.startswith(f"{day}, ") else f"{one} and {other}"


def _sums(before: int, after: int) -> str:
    if before == after:
        return f"All entries together come to {amount_words(after)} in both."
    way = "more" if after > before else "less"
    return (
        f"All entries together come to {amount_words(after)}, {amount_words(abs(after - before))} {way} "
        "than before."
    )


def _entries(count: int) -> str:
    return f"{count:,} entr{'y' if count == 1 else 'ies'}"
