"""OCHA FTS's files on the Humanitarian Data Exchange: found by name in its catalogue, read row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from etl import tabular
from etl.charted import Row
from etl.collecting import Collecting
from etl.tables import PLAIN_NUMBER

CLUSTERS = "fts_requirements_funding_globalcluster_global.csv"
FIELD_CLUSTERS = "fts_requirements_funding_cluster_global.csv"
PLANS = "fts_requirements_funding_global.csv"

MINE_ACTION = "15"
"""The code of the global cluster "Protection - Mine Action"."""

PLAN_COLUMNS = {
    "countryCode": "country_iso3",
    "id": "plan_id",
    "name": "plan_name",
    "code": "plan_code",
    "startDate": "starts_on",
    "endDate": "ends_on",
    "year": "year",
    "requirements": "requirements_usd",
    "funding": "funding_usd",
    "percentFunded": "percent_funded",
}
CLUSTER_COLUMNS = {**PLAN_COLUMNS, "clusterCode": "cluster_code", "cluster": "cluster_name"}

_ISO3 = re.compile(r"[A-Z]{3}")
_NEW_FORM = "Look at the row; if the publisher writes such rows otherwise now, the connector has to learn it"


def address_of(desk: Collecting, resource: str) -> str:
    """Where a resource lies: what was given in place of the card's address, else what the catalogue says."""
    return desk.given or in_catalogue(desk, resource)


def in_catalogue(desk: Collecting, resource: str) -> str:
    """The address of a resource as the catalogue gives it today. Raises NotAsDescribed."""
    where = desk.live.address
    told = desk.json(where)
    if not isinstance(told, dict) or told.get("success") is not True:
        desk.refuse(where, f"the catalogue does not say that it has the dataset{_complaint(told)}")
    result = told.get("result")
    listed = result.get("resources") if isinstance(result, dict) else None
    if not isinstance(listed, list):
        desk.refuse(where, "the catalogue gives no list of resources")
    items = [item for item in listed if isinstance(item, dict)]
    found = [item for item in items if item.get("name") == resource]
    if len(found) != 1:
        named = ", ".join(str(item.get("name")) for item in items[:12]) or "nothing"
        desk.refuse(
            where, f"the catalogue lists {len(found)} resources named {resource}, not one; it lists {named}",
            f"Look whether the publisher renamed it: {desk.live.page}",
        )  # fmt: skip
    address = found[0].get("download_url") or found[0].get("url")
    if not isinstance(address, str) or "://" not in address:
        desk.refuse(where, f"the catalogue gives no address for {resource}")
    return address


def rows(
    desk: Collecting, blocks: Iterator[bytes], columns: Mapping[str, str], where: str
) -> Iterator[tuple[int, Row]]:
    """Row number in the file and cells, as ``tabular.rows``; a second row of tags is passed over."""
    for number, row in tabular.rows(desk, blocks, columns, where):
        cells = {name: cell.strip() for name, cell in row.items()}
        if number == 2 and cells["country_iso3"].startswith("#"):
            continue
        yield number, cells


def keep_rows(
    desk: Collecting,
    blocks: Iterator[bytes],
    columns: Mapping[str, str],
    where: str,
    is_wanted: Callable[[Row], bool],
) -> int:
    """Keep the rows that are wanted; returns how many the file has, a row of tags not counted."""
    count, name = 0, where.split("?")[0].rsplit("/", 1)[-1]
    with desk.keep((*columns.values(), "document_id", "locator")) as keep:
        for number, row in rows(desk, blocks, columns, where):
            count += 1
            if is_wanted(row):
                _check(desk, row, number, where)
                keep([*row.values(), desk.document_id, f"{name} row {number}"])
    return count


def _check(desk: Collecting, row: Row, number: int, where: str) -> None:
    """Raise where a row that is to be kept has no single country, or an amount in another form."""
    plan = f"row {number:,} ({row['plan_code'] or row['plan_name']})"
    if not _ISO3.fullmatch(row["country_iso3"]):
        told = row["country_iso3"] or "nothing"
        desk.refuse(where, f"{plan} has {told} as country code, not one country's", _NEW_FORM)
    for name in ("requirements_usd", "funding_usd"):
        if row[name] and not PLAIN_NUMBER.fullmatch(row[name]):
            desk.refuse(where, f"{plan} has {row[name]!r} as {name}, which is no plain number", _NEW_FORM)
    if row["requirements_usd"].startswith("-"):
        desk.refuse(where, f"{plan} requires less than nothing, {row['requirements_usd']}", _NEW_FORM)


def _complaint(told: Any) -> str:
    error = told.get("error") if isinstance(told, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    return f": {str(message)[:200]}" if message else ""
