"""OCHA FTS on the Humanitarian Data Exchange: the mine action cluster, out of a CSV of all clusters."""

from __future__ import annotations

from etl import hdx
from etl.collecting import Collecting

VERSION = 1
ADDS = False


def collect(desk: Collecting) -> int:
    """Keep the rows of the global cluster for mine action; returns how many rows the file has."""
    where = hdx.address_of(desk, hdx.CLUSTERS)
    return desk.bytes_of(
        lambda blocks: hdx.keep_rows(
            desk, blocks, hdx.CLUSTER_COLUMNS, where, lambda row: row["cluster_code"] == hdx.MINE_ACTION
        ),
        where,
        conditional=True,
    )
