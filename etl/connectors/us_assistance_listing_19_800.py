"""OMB Federal Program Inventory: the yearly values of Assistance Listing 19.800, as a snapshot of the day.

The page is a file of YAML front matter. Its entries ``obligations`` and ``outlays`` are JSON in a string: a
list of years (``x``) with a value by kind. The site writes 0.0, or null, for "not reported": no row. Each
snapshot is added to those held, and only where it says something else than the newest of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import yaml

from etl.card import Card
from etl.collecting import Collecting, loads
from etl.extract import read_csv
from etl.printed import plain_number
from etl.tables import records

VERSION = 1
ADDS = True

LISTING = "19.800"
MEASURES = {
    "obligations": {
        "sam_estimate": "SAM.gov Estimate",
        "sam_actual": "SAM.gov Actual",
        "usa_spending_actual": "USASpending.gov Obligations",
    },
    "outlays": {
        "obligation": 'USAspending obligation (chart "outlays")',
        "outlay": 'USAspending outlay (chart "outlays")',
    },
}
"""Kinds of values by chart, and the words of rows held for them."""
NOT_KEPT = frozenset({"expenditure", "forgone_revenue"})
"""Repeats one of the others so that the site can set all programmes side by side; taxes not collected."""
COLUMNS = (
    *("fiscal_year", "chart_name", "measure_as_printed", "amount_usd", "snapshot_on"),
    *("document_id", "note"),
)
NOTE = (
    'the site prints 0.0 for "not reported": no row; '
    "a later snapshot replaces an earlier one of the same measure"
)
DEEPEST = 20
"""Lists inside lists; pages of this kind have two."""
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_YEAR = re.compile(r"20\d\d", re.ASCII)

Value = tuple[str, str, str]
"""Fiscal year, chart and kind."""


def collect(desk: Collecting) -> int:
    """Keep today's snapshot where it is new; returns how many values the page reports."""
    entries = _front_matter(desk, desk.text(conditional=True))
    if entries.get("cfda") != LISTING:
        told = entries.get("cfda", "nothing")
        desk.refuse(desk.address, f"the page is about listing {told:.60}, not {LISTING}")
    snapshot: dict[Value, str] = {}
    for chart in MEASURES:
        for value, amount in _values(desk, chart, entries.get(chart, "")):
            if value in snapshot:
                desk.refuse(desk.address, f"{chart} has {value[2]} of FY{value[0]} twice")
            snapshot[value] = amount
    reported = {value: amount for value, amount in snapshot.items() if amount and Decimal(amount)}
    if not reported:
        desk.refuse(desk.address, "not one value of any year is reported")
    with desk.keep(COLUMNS) as keep:
        if _is_new(desk, reported):
            for (year, chart, measure), amount in sorted(reported.items()):
                keep([year, chart, measure, amount, desk.fetched_on, desk.document_id, NOTE])
    return len(reported)


def _front_matter(desk: Collecting, text: str) -> dict[str, str]:
    """The plain entries of the front matter as text, empty for null and for what is a list or has parts.

    It is read as a row of events and nothing is built of it, so that no page can swell in memory.
    """
    where = desk.address
    found = _FRONT_MATTER.match(text)
    if not found:
        desk.refuse(where, "the file does not begin with front matter between two lines of ---")
    entries: dict[str, str] = {}
    depth, name = 0, ""
    try:
        for event in yaml.parse(found[1], Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                desk.refuse(where, "the front matter refers to itself, which no page of this kind does")
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            is_plain = isinstance(event, yaml.ScalarEvent)
            if (depth == 0 and not isinstance(event, yaml.MappingStartEvent)) or depth > DEEPEST:
                desk.refuse(where, "the front matter is not a list of entries, or is nested too deeply")
            if depth == 1 and name:
                entries[name], name = _text_of(event), ""
            elif depth == 1:
                name = _text_of(event)
                if not name or name in entries:
                    desk.refuse(
                        where, f"the entry {name or 'without a name':.60} stands twice or has no name"
                    )
            depth += 0 if is_plain else 1
    except (yaml.YAMLError, ValueError) as error:
        desk.refuse(where, f"the front matter is not YAML ({' '.join(str(error).split())[:200]})")
    return entries


def _text_of(event: yaml.NodeEvent) -> str:
    """What a plain entry says; empty for null and for one with parts."""
    if not isinstance(event, yaml.ScalarEvent):
        return ""
    is_null = event.style is None and event.value in ("~", "null", "Null", "NULL")
    return "" if is_null else str(event.value)


def _values(desk: Collecting, chart: str, entry: str) -> Iterator[tuple[Value, str]]:
    """Each value of one chart as plain digits, empty for null."""
    where, measures = f"{desk.address}, {chart}", MEASURES[chart]
    if not entry:
        desk.refuse(where, f"the page has no entry {chart}, or nothing in it", _RENAMED)
    try:
        years = loads(entry.encode())
    except ValueError as error:
        desk.refuse(where, f"the entry is not JSON ({error})")
    if not isinstance(years, list) or not all(isinstance(year, dict) for year in years):
        desk.refuse(where, "the entry is not a list of years")
    for year in years:
        printed = str(year.get("x", "nothing"))
        if not _YEAR.fullmatch(printed):
            desk.refuse(where, f"a year is given as {printed!r:.60} in x")
        _same_kinds(desk, f"{where}, FY{printed}", year, measures)
        for name, measure in measures.items():
            try:
                yield (printed, chart, measure), plain_number(year[name])
            except ValueError as error:
                desk.refuse(where, f"{name} of FY{printed}: {error}")


_RENAMED = "Look whether the publisher renamed it; then the connector has to learn the new name"


def _same_kinds(desk: Collecting, where: str, year: Mapping[str, Any], measures: Mapping[str, str]) -> None:
    """Raise unless a year has the kinds of values that are known: a new one would be left out unseen."""
    if missing := [name for name in measures if name not in year]:
        desk.refuse(where, f"{', '.join(missing)} is missing", _RENAMED)
    if new := [name for name in year if name not in (*measures, *NOT_KEPT, "x")]:
        desk.refuse(
            where, f"there is a kind of value that is not known, {', '.join(new):.200}",
            "Find out what it means; then add it to the connector's MEASURES, to terms.csv and to series.csv",
        )  # fmt: skip


def _is_new(desk: Collecting, reported: Mapping[Value, str]) -> bool:
    """Whether the snapshot says something else than the one charted, and than the one fetched last.

    The one fetched last may be another: held back, or rolled back. Raises NotAsDescribed where the newest
    snapshot is of a later day than today.
    """
    shelf, key = desk.shelf, desk.card.source_key
    if shelf is None:
        return True
    newest = shelf.newest(key)
    held = {shelf.charted(key), newest.edition_id if newest else shelf.charted(key)}
    values = {value: Decimal(amount) for value, amount in reported.items()}
    for edition_id in sorted(held):
        on, said = newest_snapshot(shelf.card_of(desk.card, edition_id))
        if on > desk.fetched_on:
            desk.refuse(
                desk.address, f"a snapshot of {on} is held, and this machine's clock says {desk.fetched_on}",
                "Set the clock, then refresh again",
            )  # fmt: skip
        if said == values:
            return False
    return True


def newest_snapshot(card: Card) -> tuple[str, dict[Value, Decimal]]:
    """Day and values of the newest snapshot in a card's files; of several on one day, the one added last."""
    rows = [row for entry in card.files for row in records(read_csv(card.path_of(entry)))]
    if not rows:
        return "", {}
    on = max(row["snapshot_on"] for row in rows)
    document = [row["document_id"] for row in rows if row["snapshot_on"] == on][-1]
    return on, {
        (row["fiscal_year"], row["chart_name"], row["measure_as_printed"]): Decimal(row["amount_usd"])
        for row in rows
        if (row["snapshot_on"], row["document_id"]) == (on, document)
    }
