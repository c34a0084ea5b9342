"""What changed from one edition of a source to another: added, removed, revised; by country and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from etl import standing
from etl.live import Limits
from etl.tables import records
from mineaction.schema import FundingFigure
from mineaction.vocabulary import Standing


class About(NamedTuple):
    """What an amount is about: figures alike in all of these are one entry, added up. Columns of figures."""

    series_key: str
    donor_name: str
    recipient_iso3: str
    recipient_name: str
    year: int
    year_basis: str
    appropriation_account: str
    agency_name: str
    implementer_name: str
    plan_name: str

    @property
    def parts(self) -> str:
        """The giver, and which part of a country's year it is, in words."""
        named = (self.donor_name, self.appropriation_account, self.agency_name, self.implementer_name)
        return ", ".join(part for part in (*named, self.plan_name) if part)


ABOUT = About._fields
NOT_COMPARED = frozenset({"file_row", "locator", "document_id", "source_key", "edition_on", "note"})


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs. ``kind`` is added, removed or revised; where nothing is held, None."""

    kind: str
    series_key: str
    recipient_name: str
    year: int | None
    what: str
    before_usd: int | None
    after_usd: int | None

    def as_dict(self) -> dict[str, object]:
        """The change as plain values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Total:
    """All of one series, recipient or year, before and after; None where nothing was or is held."""

    name: str
    before_usd: int | None
    after_usd: int | None

    def as_dict(self) -> dict[str, object]:
        """The total as plain values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Changes:
    """How an edition differs from another. Tables without amounts have changes and no totals."""

    rows_before: int
    rows_after: int
    changes: tuple[Change, ...] = ()
    by_series: tuple[Total, ...] = ()
    by_country: dict[str, tuple[Total, ...]] = field(default_factory=dict)
    """Totals of each recipient, by series."""
    by_year: dict[str, tuple[Total, ...]] = field(default_factory=dict)
    """Totals of each year, by series."""

    def count(self, kind: str) -> int:
        """How many entries were added, removed or revised."""
        return sum(change.kind == kind for change in self.changes)

    @property
    def words(self) -> str:
        """The changes in a few words."""
        if not self.changes:
            return f"{self.rows_after:,} rows, no value changed"
        parts = [
            f"{self.count(kind):,} {kind}" for kind in ("added", "removed", "revised") if self.count(kind)
        ]
        return f"{', '.join(parts)} ({self.rows_before:,} rows before, {self.rows_after:,} now)"

    def as_dict(self) -> dict[str, Any]:
        """The changes as plain values."""
        return {
            "rows_before": self.rows_before,
            "rows_after": self.rows_after,
            "added": self.count("added"),
            "removed": self.count("removed"),
            "revised": self.count("revised"),
            "by_series": [total.as_dict() for total in self.by_series],
            "by_country": {key: [t.as_dict() for t in totals] for key, totals in self.by_country.items()},
            "by_year": {key: [t.as_dict() for t in totals] for key, totals in self.by_year.items()},
            "changes": [change.as_dict() for change in self.changes],
        }


def entries(figures: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Figures that stand, of one edition of one source, added up by what they are about.

    Columns ``ABOUT``, ``amount_usd``, ``figure_count``, ``file_row`` of the first; in a fixed order.
    """
    settled, _ = standing.settle(figures, series)
    chosen = settled[settled["standing"] == Standing.CURRENT.value].copy()
    chosen["recipient_iso3"] = chosen["recipient_iso3"].fillna("")
    grouped = chosen.groupby(list(ABOUT), sort=True, dropna=False)
    found = grouped.agg(
        amount_usd=("amount_usd", "sum"), figure_count=("amount_usd", "size"), file_row=("file_row", "first")
    ).reset_index()
    found["amount_usd"] = found["amount_usd"].astype("int64") if len(found) else found["amount_usd"]
    return found


def compared(
    before: pd.DataFrame | None,
    after: pd.DataFrame | None,
    table: str,
    keys: Sequence[str],
    series: pd.DataFrame,
) -> Changes:
    """How shaped rows of one source differ: funding figures by amount, other rows by their key columns."""
    old, new = (len(rows) if rows is not None else 0 for rows in (before, after))
    if table == FundingFigure.__tablename__:
        return _amounts(
            entries(before, series) if old and before is not None else None,
            entries(after, series) if new and after is not None else None,
            old,
            new,
        )
    return Changes(old, new, tuple(_rows(before, after, keys)))


def _amounts(before: pd.DataFrame | None, after: pd.DataFrame | None, old: int, new: int) -> Changes:
    was, now = _by_entry(before), _by_entry(after)
    changes = []
    for key in sorted({*was, *now}):
        first, then = was.get(key), now.get(key)
        if first == then:
            continue
        kind = "added" if first is None else "removed" if then is None else "revised"
        changes.append(
            Change(kind, key.series_key, key.recipient_name, key.year, key.parts, first, then),
        )
    of_series = [
        (name, _of(was, name), _of(now, name)) for name in sorted({key.series_key for key in (*was, *now)})
    ]
    return Changes(
        old,
        new,
        tuple(changes),
        tuple(_totals(was, now, lambda about: about.series_key)),
        {
            name: tuple(_totals(one, other, lambda about: about.recipient_name))
            for name, one, other in of_series
        },
        {name: tuple(_totals(one, other, lambda about: str(about.year))) for name, one, other in of_series},
    )


Entries = dict[About, int]


def _by_entry(table: pd.DataFrame | None) -> Entries:
    if table is None:
        return {}
    return {_about(row): int(row["amount_usd"]) for row in records(table)}


def _about(row: Mapping[str, Any]) -> About:
    said = {name: "" if pd.isna(row[name]) else str(row[name]) for name in ABOUT if name != "year"}
    return About(**said, year=int(row["year"]))


def _of(found: Entries, series_key: str) -> Entries:
    return {key: amount for key, amount in found.items() if key.series_key == series_key}


def _totals(was: Entries, now: Entries, name: Callable[[About], str]) -> list[Total]:
    sums: list[dict[str, int]] = []
    for found in (was, now):
        added: dict[str, int] = {}
        for key, amount in found.items():
            added[name(key)] = added.get(name(key), 0) + amount
        sums.append(added)
    return [Total(one, sums[0].get(one), sums[1].get(one)) for one in sorted({*sums[0], *sums[1]})]


def _rows(before: pd.DataFrame | None, after: pd.DataFrame | None, keys: Sequence[str]) -> list[Change]:
    """Rows of a table without amounts of money, told apart by their keys."""
    held = []
    for table in (before, after):
        rows = records(table) if table is not None else []
        names = [name for name in keys if name not in NOT_COMPARED] or list(keys)
        held.append(
            {
                tuple(str(row[name]) for name in names): {
                    # Nothing is not equal to nothing where pandas writes it as a number.
                    name: None if pd.isna(value) else value
                    for name, value in row.items()
                    if name not in NOT_COMPARED
                }
                for row in rows
            }
        )
    was, now = held
    changes = []
    for key in sorted({*was, *now}):
        if was.get(key) == now.get(key):
            continue
        kind = "added" if key not in was else "removed" if key not in now else "revised"
        changes.append(Change(kind, "", "", None, ", ".join(key), None, None))
    return changes


def beyond(changes: Changes, limits: Limits) -> list[str]:
    """Why a person has to look before this edition is charted: one sentence a reason."""
    reasons = []
    fewer = changes.rows_before - changes.rows_after
    if changes.rows_before and 100 * fewer > limits.rows_fewer_pct * changes.rows_before:
        reasons.append(
            f"It has {changes.rows_after:,} rows where {changes.rows_before:,} were held, "
            f"{100 * fewer / changes.rows_before:.1f}% fewer; the card allows {limits.rows_fewer_pct:g}%."
        )
    for total in changes.by_series:
        if total.after_usd is None:
            reasons.append(f"Nothing is left of {total.name}, which came to US$ {total.before_usd or 0:,}.")
            continue
        if not total.before_usd:
            continue
        moved = 100 * abs(total.after_usd - total.before_usd) / abs(total.before_usd)
        if moved > limits.total_change_pct:
            reasons.append(
                f"The total of {total.name} goes from US$ {total.before_usd:,} to US$ {total.after_usd:,}, "
                f"by {moved:.1f}%; the card allows {limits.total_change_pct:g}%."
            )
    for series_key, what, allowed, totals in (
        *((key, "recipient", limits.countries_gone, totals) for key, totals in changes.by_country.items()),
        *((key, "year", limits.years_gone, totals) for key, totals in changes.by_year.items()),
    ):
        gone = [total.name for total in totals if total.after_usd is None]
        if len(gone) > allowed:
            named = ", ".join(gone[:8]) + (" …" if len(gone) > 8 else "")
            plural = "" if len(gone) == 1 else "s"
            reasons.append(
                f"{len(gone)} {what}{plural} of {series_key} vanished: {named}; the card allows {allowed}."
            )
    return reasons
