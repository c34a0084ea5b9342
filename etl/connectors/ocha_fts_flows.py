"""OCHA FTS, single flows: asked country by country and year by year, kept where they are for mine action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode, urljoin

from etl import fts_flow
from etl.charted import charted_rows
from etl.collecting import Collecting

VERSION = 1
ADDS = False

PLANS = "ocha_fts_mine_action"
MOST_PAGES = 100
"""Pages of one country and year; more means that they do not end."""
PAGE_SIZE = "1000"


def collect(desk: Collecting) -> int:
    """Keep each flow once, in the order of its number; returns how many flows came, each counted once.

    Asked are the countries that have a plan with a mine action cluster in one of the years, by the figures
    charted. Without ``groupby`` in the address: with it the answer holds sums and no flows.
    """
    if desk.is_file:
        desk.refuse(desk.given, "flows are asked for by country and year, so no file can stand in for them")
    years = _years(desk)
    seen: set[str] = set()
    kept: dict[str, list[str]] = {}
    for country in _countries(desk, years):
        for year in years:
            for where, flow in _flows(desk, country, year):
                number = fts_flow.number_of(desk, flow, where)
                seen.add(number)
                row = fts_flow.row_of(desk, flow, country, years, where)
                if row is not None:
                    _keep_once(desk, kept, number, row, where)
    with desk.keep((*fts_flow.COLUMNS, "document_id", "locator")) as keep:
        for number in sorted(kept, key=int):
            keep([*kept[number], desk.document_id, f"flow {number}"])
    return len(seen)


def _years(desk: Collecting) -> Sequence[str]:
    """The years asked for: from the first on the card to this one."""
    first, last = desk.live.settings.get("first_year"), date.fromisoformat(desk.fetched_on).year
    if not isinstance(first, int) or not 2000 <= first <= last:
        desk.refuse(
            desk.card.source_key, f"live.settings.first_year on the card is {first!r}, no year up to {last}",
            "Put the first year to ask for there",
        )  # fmt: skip
    return [str(year) for year in range(first, last + 1)]


def _countries(desk: Collecting, years: Sequence[str]) -> Sequence[str]:
    """Countries that have a plan with a mine action cluster in one of the years."""
    found = {row["country_iso3"] for row in charted_rows(desk, PLANS) if row["year"] in years} - {""}
    if not found:
        desk.refuse(
            desk.card.source_key, f"no plan of {years[0]} to {years[-1]} is held, so no country is asked for",
            f"Refresh {PLANS} first",
        )  # fmt: skip
    return sorted(found)


def _flows(desk: Collecting, country: str, year: str) -> Iterator[tuple[str, Any]]:
    """Every flow of one country and year, page after page, with the address of its page."""
    asked = urlencode({"countryISO3": country, "year": year, "limit": PAGE_SIZE})
    address, seen, came, spoken_of = f"{desk.address}?{asked}", set[str](), 0, 0
    while address:
        if address in seen or len(seen) >= MOST_PAGES:
            why = "its pages lead round in circles" if address in seen else f"it has over {MOST_PAGES} pages"
            desk.refuse(address, f"{country} {year}: {why}", "Try again later")
        seen.add(address)
        flows, following, count = fts_flow.page_of(desk, desk.json(address), address)
        for flow in flows:
            yield address, flow
        came, spoken_of = came + len(flows), max(spoken_of, count)
        address = urljoin(address, following) if flows and following else ""
    if came < spoken_of:
        desk.asides.append(f"{country} {year}: {came:,} flows came of {spoken_of:,} spoken of.")


def _keep_once(desk: Collecting, kept: dict[str, list[str]], number: str, row: list[str], where: str) -> None:
    """Keep a flow as it came first: asked for again by another country or year it is the same flow."""
    first = kept.setdefault(number, row)
    differs = [
        name
        for name, one, other in zip(fts_flow.COLUMNS, first, row, strict=True)
        if one != other and name not in fts_flow.BY_QUESTION
    ]
    if differs:
        desk.refuse(
            where, f"flow {number} came twice with another {', '.join(differs)}",
            "It was changed while it was fetched: try again",
        )  # fmt: skip
