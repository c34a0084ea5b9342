"""OCHA FTS on the Humanitarian Data Exchange: whole plans, all sectors, where a plan names mine action."""

from __future__ import annotations

from etl import hdx
from etl.charted import charted_rows
from etl.collecting import Collecting

VERSION = 1
ADDS = False

OWN, SISTER = "ocha_fts_plan_totals", "ocha_fts_mine_action"
COLUMNS = {**hdx.PLAN_COLUMNS, "typeId": "plan_type_id", "typeName": "plan_type"}


def collect(desk: Collecting) -> int:
    """Keep the plans that have a row of the mine action cluster, and those that are held already.

    The file of plans does not say what clusters a plan has: the file of clusters beside it does. Both are
    fetched whole, as either can change what is kept. A file of plans on this machine is read with the
    clusters that are held. Returns how many rows the file of plans has.
    """
    wanted = {row["plan_id"] for row in charted_rows(desk, OWN)}
    wanted |= _held_in_sister(desk) if desk.is_file else _in_sister(desk)
    where = hdx.address_of(desk, hdx.PLANS)
    found: set[str] = set()

    def is_wanted(row: dict[str, str]) -> bool:
        if row["plan_id"] not in wanted:
            return False
        found.add(row["plan_id"])
        return True

    count = desk.bytes_of(lambda blocks: hdx.keep_rows(desk, blocks, COLUMNS, where, is_wanted), where)
    if gone := sorted(wanted - found, key=lambda plan: (len(plan), plan)):
        more = " and more" if len(gone) > 10 else ""
        desk.asides.append(f"Plans that the file does not have: number {', '.join(gone[:10])}{more}.")
    return count


def _in_sister(desk: Collecting) -> set[str]:
    """Plans with a row of the mine action cluster, in the file of clusters as it is today."""
    where = hdx.in_catalogue(desk, hdx.CLUSTERS)
    found = desk.bytes_of(
        lambda blocks: {
            row["plan_id"]
            for _, row in hdx.rows(desk, blocks, hdx.CLUSTER_COLUMNS, where)
            if row["cluster_code"] == hdx.MINE_ACTION
        },
        where,
    )
    if not found:
        desk.refuse(where, f"no plan has a row of cluster {hdx.MINE_ACTION}, mine action")
    return found


def _held_in_sister(desk: Collecting) -> set[str]:
    desk.asides.append("Plans chosen by the clusters that are held, as the plans came from a file.")
    return {row["plan_id"] for row in charted_rows(desk, SISTER)}
