"""One flow as the public API of OCHA FTS gives it, checked and made a row of text.

An answer has ``status``, ``data.flows`` and ``meta.nextLink``. A flow has ``id``, ``amountUSD``, ``status``,
``flowType``, ``boundary`` (incoming, internal or outgoing, seen from the country asked for), and lists of
typed objects at either end: Organization, Location, Plan, GlobalCluster, UsageYear and others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from etl.collecting import Collecting
from etl.hdx import MINE_ACTION
from etl.tables import PLAIN_NUMBER

SEPARATOR = " | "
"""Between several names in one cell."""

COLUMNS = (
    *("flow_id", "asked_iso3", "boundary", "status", "flow_type", "amount_usd", "flow_on", "usage_years"),
    *("source_organizations", "source_locations", "destination_organizations"),
    *("destination_locations", "global_clusters", "plans", "description"),
)
BY_QUESTION = ("asked_iso3",)
"""Columns that say how a flow was asked for, not what it is."""

STATUSES = frozenset({"paid", "commitment", "pledge"})
BOUNDARIES = frozenset({"incoming", "internal", "outgoing"})
KEPT_BOUNDARY = "incoming"

_NUMBER = re.compile(r"[0-9]+")

Objects = list[dict[str, Any]]


def page_of(desk: Collecting, told: Any, where: str) -> tuple[list[Any], str, int]:
    """The flows of one answer, the address of the next or nothing, and how many flows it speaks of.

    Raises NotAsDescribed.
    """
    data, meta = (told.get(name) if isinstance(told, dict) else None for name in ("data", "meta"))
    flows = data.get("flows") if isinstance(data, dict) else None
    if not isinstance(flows, list):
        is_sums = isinstance(data, dict) and "report3" in data
        why = "sums (report3) in place of single flows" if is_sums else "no list data.flows"
        desk.refuse(where, f"the answer has {why}")
    if not isinstance(meta, dict):
        desk.refuse(where, "the answer has no part meta, so that nobody knows whether more pages follow")
    following = meta.get("nextLink") or ""
    if not isinstance(following, str):
        desk.refuse(where, "meta.nextLink is no address")
    count = str(meta.get("count", ""))
    return flows, following, int(count) if _NUMBER.fullmatch(count) else 0


def number_of(desk: Collecting, flow: Any, where: str) -> str:
    """The number of a flow."""
    number = str(flow.get("id", "")) if isinstance(flow, dict) else ""
    if not _NUMBER.fullmatch(number):
        desk.refuse(where, f"a flow has {number or 'nothing'} for its number")
    return number


def row_of(
    desk: Collecting, flow: dict[str, Any], country: str, years: Sequence[str], where: str
) -> list[str] | None:
    """Cells in the order of ``COLUMNS``; None for a flow that is not kept.

    Kept is what comes into the country, names the global cluster for mine action at its destination, and is
    for one of the years asked for, perhaps among others. What goes on inside the country is money that came
    in already. Raises NotAsDescribed for a flow of mine action in another form.
    """
    number = number_of(desk, flow, where)
    destination = _objects(desk, flow, "destinationObjects", number, where)
    own = [
        _text(item.get("name"))
        for item in destination
        if item["type"] == "GlobalCluster" and str(item.get("id")) == MINE_ACTION
    ]
    if not own:
        return None
    if "mine action" not in own[0].lower():
        desk.refuse(where, f"global cluster {MINE_ACTION} is called {own[0]!r}, not mine action")
    source = _objects(desk, flow, "sourceObjects", number, where)
    usage_years = _names(destination, "UsageYear")
    told = {name: _text(flow.get(name)) for name in ("status", "boundary", "flowType", "description")}
    status, boundary, amount = told["status"].lower(), told["boundary"].lower(), _text(flow.get("amountUSD"))
    if status not in STATUSES:
        desk.refuse(where, f"flow {number} has the status {status or 'nothing'}, which is not known")
    if boundary not in BOUNDARIES:
        desk.refuse(where, f"flow {number} has {boundary or 'nothing'} for its boundary, which is not known")
    if amount and not PLAIN_NUMBER.fullmatch(amount):
        desk.refuse(where, f"flow {number} has {amount!r} for its amount, which is no plain number")
    if boundary != KEPT_BOUNDARY or (usage_years and not set(usage_years) & set(years)):
        return None
    return [
        *(number, country, boundary, status, told["flowType"], amount, _text(flow.get("date"))[:10]),
        *map(SEPARATOR.join, (usage_years, _names(source, "Organization"), _names(source, "Location"))),
        *map(
            SEPARATOR.join,
            (_names(destination, kind) for kind in ("Organization", "Location", "GlobalCluster", "Plan")),
        ),
        told["description"],
    ]


def _objects(desk: Collecting, flow: dict[str, Any], name: str, number: str, where: str) -> Objects:
    found = flow.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) and "type" in item for item in found):
        desk.refuse(where, f"flow {number} has no list {name} of typed objects")
    return found


def _names(objects: Objects, kind: str) -> list[str]:
    """Names of the objects of one kind, each once, in alphabetical order: answers change theirs."""
    return sorted({_text(item.get("name")) for item in objects if item["type"] == kind} - {""})


def _text(value: Any) -> str:
    """A value as one line of text."""
    return "" if value is None else " ".join(str(value).replace("|", "/").split())
