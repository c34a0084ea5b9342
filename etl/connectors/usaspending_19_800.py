"""USAspending: obligations under Assistance Listing 19.800, by fiscal year and by country of performance.

Two kinds of answers of one API. One lists fiscal years with ``aggregated_amount``; the other, asked once for
each of those years, lists countries with ``shape_code`` (three letters), ``display_name`` and
``aggregated_amount``. What the publisher cannot name a country for comes with an empty code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from etl.collecting import Collecting
from etl.printed import plain_number
from mineaction.periods import fiscal_year_of

VERSION = 1
ADDS = False

FILTERS = {"program_numbers": ["19.800"]}
OVER_TIME, BY_PLACE = "spending_over_time", "spending_by_geography"
COLUMNS = (
    *("answer_of", "fiscal_year", "place_code", "place_name", "obligations_usd"),
    *("document_id", "locator"),
)
ROUNDING_USD = 5
MOST_OVER_SHARE = Decimal("0.25")
"""How far places may add up to more than their year: a reduction that names no place makes them do so."""
_YEAR, _COUNTRY = re.compile(r"20\d\d", re.ASCII), re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Place:
    """What one year's answer says of one country; the code is empty where none is named."""

    code: str
    name: str
    amount: str


def collect(desk: Collecting) -> int:
    """Keep a row for every year, and for every place and year; returns how many entries all answers have."""
    if desk.is_file:
        desk.refuse(
            desk.address, "USAspending is asked once for all years and once for each, so no file stands in",
            "Refresh without --from, or give the address of a copy of the API",
        )  # fmt: skip
    totals, count = _totals(desk)
    by_year: dict[int, list[Place]] = {}
    for year in totals:
        by_year[year], found = _places(desk, year)
        count += found
    with desk.keep(COLUMNS) as keep:
        for year, amount in totals.items():
            if amount:
                keep([OVER_TIME, str(year), "", "", amount, desk.document_id, f"{OVER_TIME}, FY{year}"])
        for year, places in by_year.items():
            for place in places:
                locator = f"{BY_PLACE}, FY{year}, shape_code {place.code or '(empty)'}"
                told = (place.code, place.name, place.amount, desk.document_id, locator)
                keep([BY_PLACE, str(year), *told])
    _hold_against_totals(desk, totals, by_year)
    return count


def _totals(desk: Collecting) -> tuple[dict[int, str], int]:
    """Amount of each fiscal year, empty where it is null; and how many years there are."""
    wanted = {"group": "fiscal_year"}
    where, entries = _asked(desk, OVER_TIME, {**wanted, "filters": FILTERS}, wanted)
    if not entries:
        desk.refuse(where, "the answer lists no fiscal year")
    newest = fiscal_year_of(date.fromisoformat(desk.fetched_on)) + 1
    totals: dict[int, str] = {}
    for number, entry in enumerate(entries, start=1):
        _has(desk, where, entry, ("time_period", "aggregated_amount"), f"result {number}")
        _has(desk, where, entry["time_period"], ("fiscal_year",), f"time_period of result {number}")
        printed = str(entry["time_period"]["fiscal_year"])
        if not _YEAR.fullmatch(printed) or int(printed) > newest:
            desk.refuse(where, f"result {number} is of {printed!r:.60}, which is no fiscal year to expect")
        if int(printed) in totals:
            desk.refuse(where, f"FY{printed} stands twice in the answer")
        totals[int(printed)] = _amount(desk, where, entry["aggregated_amount"], f"FY{printed}")
    return dict(sorted(totals.items())), len(entries)


def _places(desk: Collecting, year: int) -> tuple[list[Place], int]:
    """The countries of one fiscal year by code, without those whose amount is null; and how many it lists."""
    wanted = {"scope": "place_of_performance", "geo_layer": "country"}
    period = {"start_date": f"{year - 1}-10-01", "end_date": f"{year}-09-30"}
    body = {**wanted, "filters": {**FILTERS, "time_period": [period]}}
    where, entries = _asked(desk, BY_PLACE, body, wanted)
    where = f"{where} (FY{year})"
    places: dict[str, Place] = {}
    for number, entry in enumerate(entries, start=1):
        _has(desk, where, entry, ("shape_code", "display_name", "aggregated_amount"), f"result {number}")
        code, name = str(entry["shape_code"] or ""), str(entry["display_name"] or "")
        if code and not _COUNTRY.fullmatch(code):
            desk.refuse(where, f"result {number} has the code {code!r:.60}, not a country's three letters")
        if code in places:
            desk.refuse(where, f"the place {code or '(without a code)'} stands twice in the answer")
        places[code] = Place(code, name, _amount(desk, where, entry["aggregated_amount"], code or "no place"))
    return [places[code] for code in sorted(places) if places[code].amount], len(entries)


def _asked(
    desk: Collecting, what: str, body: Mapping[str, Any], echoed: Mapping[str, str]
) -> tuple[str, list[Any]]:
    """Address and results of one answer, which has to be to the question asked, and whole."""
    where = f"{desk.address.rstrip('/')}/{what}/"
    told = desk.json(where, json=body)
    _has(desk, where, told, ("results",), "the answer")
    for name, value in {**echoed, "spending_level": "transactions"}.items():
        if told.get(name, value) != value:
            desk.refuse(where, f"asked for {name} {value}, it answers with {told[name]!r:.60}")
    pages = told.get("page_metadata")
    if isinstance(pages, dict) and pages.get("hasNext"):
        desk.refuse(where, "the answer is only the first of several pages, which it never had")
    if not isinstance(told["results"], list):
        desk.refuse(where, "results is not a list")
    return where, told["results"]


def _has(desk: Collecting, where: str, entry: Any, names: tuple[str, ...], what: str) -> None:
    if not isinstance(entry, dict):
        desk.refuse(where, f"{what} is {entry!r:.60}, not an object")
    if missing := [name for name in names if name not in entry]:
        there = ", ".join(list(entry)[:8]) or "nothing"
        desk.refuse(
            where, f"{what} lacks {', '.join(missing)}; it has {there:.200}",
            "Look whether the publisher renamed it; then the connector has to learn the new name",
        )  # fmt: skip


def _amount(desk: Collecting, where: str, value: object, what: str) -> str:
    try:
        return plain_number(value)
    except ValueError as error:
        desk.refuse(where, f"aggregated_amount of {what}: {error}")


def _hold_against_totals(
    desk: Collecting, totals: Mapping[int, str], by_year: Mapping[int, list[Place]]
) -> None:
    """Note where the places of a year do not add up to it; refuse where they come to far more.

    Less is to be expected, as not every award names a place, and a little more, as reductions need not name
    one either. Far more means that the answer is of other years or awards than were asked for.
    """
    told = []
    for year, total in totals.items():
        if not total:
            continue
        amounts = [Decimal(place.amount) for place in by_year[year]]
        whole = Decimal(total)
        over = sum(amounts, Decimal(0)) - whole
        if abs(over) <= ROUNDING_USD:
            continue
        told.append(f"FY{year} by US$ {over:+,.0f}")
        if whole > 0 and over > MOST_OVER_SHARE * sum(map(abs, amounts)):
            desk.refuse(
                f"{desk.address.rstrip('/')}/{BY_PLACE}/",
                f"the places of FY{year} add up to US$ {over:,.0f} more than the year itself",
                f"Ask both again later; if it stays so, compare FY{year} with {desk.live.page}",
            )  # fmt: skip
    if told:
        desk.asides.append(f"Places do not add up to the year: {'; '.join(told)}.")
    if without := [str(year) for year, amount in totals.items() if not amount]:
        desk.asides.append(f"No amount is given for FY{', FY'.join(without)}.")
