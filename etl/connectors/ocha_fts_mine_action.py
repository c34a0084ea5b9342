"""OCHA FTS on the Humanitarian Data Exchange: the mine action cluster, out of a CSV of all clusters."""

from __future__ import annotations

from collections.abc import Iterator

from etl import tabular
from etl.collecting import Collecting

VERSION = 1
ADDS = False

RESOURCE = "fts_requirements_funding_globalcluster_global.csv"
CLUSTER = "15"
COLUMNS = {
    "countryCode": "country_iso3",
    "id": "plan_id",
    "name": "plan_name",
    "code": "plan_code",
    "startDate": "starts_on",
    "endDate": "ends_on",
    "year": "year",
    "clusterCode": "cluster_code",
    "cluster": "cluster_name",
    "requirements": "requirements_usd",
    "funding": "funding_usd",
    "percentFunded": "percent_funded",
}


def collect(desk: Collecting) -> int:
    """Keep the rows of the mine action cluster; returns how many the file has, a row of tags not counted."""
    address = desk.given or _resource(desk)
    return desk.bytes_of(lambda blocks: _kept(desk, blocks, address), address, conditional=True)


def _resource(desk: Collecting) -> str:
    """The address of the CSV, as the catalogue gives it today."""
    told = desk.json(desk.live.address)
    try:
        found = [item for item in told["result"]["resources"] if item["name"] == RESOURCE]
        [resource] = found
        return str(resource["download_url"] if "download_url" in resource else resource["url"])
    except (KeyError, TypeError, ValueError):
        desk.refuse(desk.live.address, f"the catalogue does not list one resource named {RESOURCE}")


def _kept(desk: Collecting, blocks: Iterator[bytes], where: str) -> int:
    count = 0
    name = where.split("?")[0].rsplit("/", 1)[-1]
    with desk.keep((*COLUMNS.values(), "document_id", "locator")) as keep:
        for number, row in tabular.rows(desk, blocks, COLUMNS, where):
            if row["country_iso3"].startswith("#"):
                continue
            count += 1
            if row["cluster_code"] == CLUSTER:
                keep([*row.values(), desk.document_id, f"{name} row {number}"])
    return count
