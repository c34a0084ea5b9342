"""OCHA FTS on the Humanitarian Data Exchange: clusters that plans themselves name for mine action."""

from __future__ import annotations

import re

from etl import hdx
from etl.charted import Row
from etl.collecting import Collecting

VERSION = 1
ADDS = False

NAMED = re.compile(r"\bmine\s+action\b", re.IGNORECASE)
NEARLY = re.compile(r"\bmines?\b|\bminas?\b|d[eé]mining|d[eé]minage|\buxo\b|\berw\b", re.IGNORECASE)
MOST_TOLD = 10


def collect(desk: Collecting) -> int:
    """Keep the clusters whose name holds the words "mine action", in large or small letters.

    Names that come near are told in the edition's note, for a person to look at. Returns how many rows the
    file has.
    """
    where = hdx.address_of(desk, hdx.FIELD_CLUSTERS)
    nearly: dict[str, None] = {}

    def is_wanted(row: Row) -> bool:
        name = row["cluster_name"]
        if NAMED.search(name):
            return True
        if NEARLY.search(name):
            nearly[name] = None
        return False

    count = desk.bytes_of(
        lambda blocks: hdx.keep_rows(desk, blocks, hdx.CLUSTER_COLUMNS, where, is_wanted),
        where,
        conditional=True,
    )
    if nearly:
        more = " and more" if len(nearly) > MOST_TOLD else ""
        desk.asides.append(f"Clusters not kept: {', '.join(list(nearly)[:MOST_TOLD])}{more}.")
    return count
