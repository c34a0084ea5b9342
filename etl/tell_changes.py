"""How the difference between two editions is told: totals by series, recipient and year, then entries."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.compare import Change, Changes, Total

MOST_LINES = 12
"""How many lines of one list are shown; all of them come with --json."""
NOT_HELD = "–"
LEAST_SHARE = 0.05
KIND_STYLES = {"added": "green", "removed": "red", "revised": "yellow"}


def tell_changes(console: Console, changes: Changes, most: int = MOST_LINES) -> None:
    """Print what differs, indented by two. Lists longer than ``most`` are cut, and say how much is left."""
    if not changes.changes:
        console.print(f"  No value differs ({changes.rows_after:,} rows).")
        return
    if changes.by_series:
        _totals(console, "series, US$", changes.by_series, most, is_whole=True)
        for series_key in sorted({*changes.by_country, *changes.by_year}):
            for what, held in (("recipient", changes.by_country), ("year", changes.by_year)):
                moved = [total for total in held.get(series_key, ()) if _differs(total)]
                if moved:
                    _totals(console, f"{series_key} by {what}", moved, most)
    _entries(console, changes.changes, most)


def amount(value: int | None) -> str:
    """Whole dollars with separators; a dash where nothing is held, which is not zero."""
    return NOT_HELD if value is None else f"{value:,}"


def difference(total: Total | Change) -> str:
    """Signed difference, with percent where there is something to measure it by."""
    if total.before_usd is None or total.after_usd is None:
        return "new" if total.before_usd is None else "gone"
    moved = total.after_usd - total.before_usd
    if not moved:
        return "as before"
    if not total.before_usd:
        return f"{moved:+,}"
    share = 100 * moved / abs(total.before_usd)
    return f"{moved:+,} ({share:+.1f}%)" if abs(share) >= LEAST_SHARE else f"{moved:+,} (under 0.1%)"


def _differs(total: Total) -> bool:
    return total.before_usd != total.after_usd


def _totals(
    console: Console, title: str, totals: Sequence[Total], most: int, *, is_whole: bool = False
) -> None:
    """A table of totals, in order where all are told; else those that moved most."""
    table = _table(title, "before", "after", "difference")
    shown = totals if is_whole or len(totals) <= most else sorted(totals, key=_moved, reverse=True)
    for total in shown[:most]:
        table.add_row(Text(total.name), amount(total.before_usd), amount(total.after_usd), difference(total))
    _print_cut(console, table, len(totals) - most)


def _entries(console: Console, changes: Sequence[Change], most: int) -> None:
    """Added, removed and revised entries, by series, each list cut on its own."""
    kinds = list(KIND_STYLES)
    keys = sorted({(kinds.index(change.kind), change.series_key) for change in changes})
    for kind, series_key in ((kinds[place], series_key) for place, series_key in keys):
        found = [one for one in changes if (one.kind, one.series_key) == (kind, series_key)]
        columns = ("before", "after", "difference") if series_key else ()
        table = _table(
            f"{series_key}: {kind} ({len(found):,})" if series_key else f"{kind} ({len(found):,})", *columns
        )
        for change in found[:most]:
            told = [amount(change.before_usd), amount(change.after_usd), difference(change)]
            table.add_row(Text(_about(change), style=KIND_STYLES[kind]), *(told if series_key else ()))
        _print_cut(console, table, len(found) - most)


def _about(change: Change) -> str:
    """What an entry is about, in a line: recipient and year first."""
    parts = (change.recipient_name, "" if change.year is None else str(change.year), change.what)
    return ", ".join(part for part in parts if part)


def _moved(total: Total) -> int:
    return abs((total.after_usd or 0) - (total.before_usd or 0))


def _table(title: str, *columns: str) -> Table:
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(title, overflow="fold", max_width=46 if columns else None)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _print_cut(console: Console, table: Table, left: int) -> None:
    console.print(table)
    if left > 0:
        console.print(f"… and {left:,} more, all with --json", style="dim")
    console.print()
