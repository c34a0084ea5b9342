"""One source fetched into a staging folder: rows, document, and the record of the edition they would be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from etl.card import Card
from etl.collecting import Collecting, whole_sha256
from etl.connectors.registry import connectors
from etl.editions import DOCUMENTS_NAME, Edition, Shelf
from etl.fetch import Progress, Visit
from etl.live import Live
from mineaction.editions import SHIPPED, now
from mineaction.errors import NotChanged

KEPT_NAME = "kept.csv"


@dataclass(frozen=True, slots=True)
class Visiting:
    """How a publisher is visited: who hears of progress, who may stop it, what stands in for the address."""

    told: Callable[[Progress], None] = lambda progress: None
    stopped: Callable[[], bool] = lambda: False
    given: str = ""
    tuning: Mapping[str, Any] = field(default_factory=dict)


def fetch(card: Card, shelf: Shelf, staged: Path, visiting: Visiting) -> Edition:
    """Fetch one source into ``staged``; returns the edition it would be.

    Raises NotChanged where the newest edition says the same, and what the visit and the connector raise.
    """
    live, key = card.live, card.source_key
    assert live is not None
    connector, newest, at = connectors()[key], shelf.newest(key), now()
    number = shelf.next_number(key)
    # Other code may keep other rows of the same answer: then it is asked for whether it changed or not.
    known = newest.receipts if newest and newest.connector_version == connector.VERSION else ()
    visit = Visit(
        key,
        live,
        visiting.told,
        visiting.stopped,
        () if visiting.given else known,
        visiting.given,
        **visiting.tuning,
    )
    desk = Collecting(
        card=card,
        live=live,
        visit=visit,
        path=staged / KEPT_NAME,
        document_id=f"{live.document.stem}_{at[:10]}_{number}",
        fetched_on=at[:10],
        given=visiting.given,
        secret=os.environ.get(live.key_variable, "") if live.key_variable else "",
        shelf=shelf,
    )
    row_count = connector.collect(desk)
    kept = desk.kept
    if kept is None:
        raise RuntimeError(f"etl/connectors/{key}.py kept nothing")
    if not kept.row_count:
        if connector.ADDS:
            raise NotChanged(f"{desk.address}: nothing that is not held already")
        desk.refuse(desk.address, f"none of its {row_count:,} rows is about this source")
    if newest is not None and newest.content_sha256 == kept.content_sha256:
        raise NotChanged(desk.address)
    sha256, byte_count = whole_sha256(visit.receipts)
    stands = bool(card.files) or shelf.charted(key) != SHIPPED
    edition = Edition(
        source_key=key,
        edition_id=f"{number:04}-{at[:10]}-{sha256[:8]}",
        number=number,
        how="from a file" if desk.is_file else "fetched",
        fetched_at=at,
        fetched_from=Path(desk.given).name if desk.is_file else desk.address,
        connector_version=connector.VERSION,
        sha256=sha256,
        byte_count=byte_count,
        row_count=row_count,
        kept_name="",
        kept_sha256=kept.sha256,
        kept_byte_count=kept.byte_count,
        kept_row_count=kept.row_count,
        content_sha256=kept.content_sha256,
        builds_on=shelf.charted(key) if connector.ADDS and stands else "",
        note=" ".join(dict.fromkeys(desk.asides)),
        receipts=tuple(visit.receipts),
    )
    edition = replace(edition, kept_name=f"{edition.edition_id}.csv")
    kept.path.rename(staged / edition.kept_name)
    write_document(staged, live, edition, desk.document_id)
    return edition


def write_document(staged: Path, live: Live, edition: Edition, document_id: str) -> None:
    """The document that rows of this edition name, as one row of ``data/reference/documents.csv``."""
    told, day = live.document, edition.fetched_at[:10]
    row = {
        "document_id": document_id,
        "title": f"{told.title}, as of {day}",
        "publisher": told.publisher,
        "published_as_printed": f"fetched {day}",
        "published_on": day,
        "published_precision": "day",
        "url": live.page,
        "address_as_listed": edition.fetched_from,
        "address_note": f"SHA-256 of the whole: {edition.sha256}",
        "consulted_as": "data file, read by machine",
        "consulted_on": day,
        "licence_note": told.licence_note,
        "kind_as_printed": told.kind_as_printed,
    }
    pd.DataFrame([row]).to_csv(staged / DOCUMENTS_NAME, index=False, lineterminator="\n")
