"""One source fetched into a staging folder: rows, document, and the record of the edition they would be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from etl.card import Card
from etl.collecting import Collecting, Connector, Kept, whole_sha256
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
    one = _Fetch(card, shelf, connectors()[card.source_key], shelf.next_number(card.source_key), now())
    desk = one.desk(staged / KEPT_NAME, visiting)
    row_count = one.connector.collect(desk)
    kept = one.of_use(desk, row_count)
    edition = one.edition(desk, kept, row_count)
    kept.path.rename(staged / edition.kept_name)
    write_document(staged, desk.live, edition, desk.document_id)
    return edition


@dataclass(frozen=True, slots=True)
class _Fetch:
    """One fetch of one source: the number its edition would have, and when it began, as ISO text."""

    card: Card
    shelf: Shelf
    connector: Connector
    number: int
    at: str

    @property
    def newest(self) -> Edition | None:
        """The edition held last."""
        return self.shelf.newest(self.card.source_key)

    def desk(self, path: Path, visiting: Visiting) -> Collecting:
        """What the connector works at: the visit to the publisher, and the file for the rows it keeps."""
        live, newest = self.card.live, self.newest
        assert live is not None
        # Other code may keep other rows of the same answer: then it is asked for whether it changed or not.
        is_same_code = newest is not None and newest.connector_version == self.connector.VERSION
        known = newest.receipts if newest is not None and is_same_code and not visiting.given else ()
        told, stopped, given = visiting.told, visiting.stopped, visiting.given
        return Collecting(
            card=self.card,
            live=live,
            visit=Visit(self.card.source_key, live, told, stopped, known, given, **visiting.tuning),
            path=path,
            document_id=f"{live.document.stem}_{self.at[:10]}_{self.number}",
            fetched_on=self.at[:10],
            given=given,
            secret=os.environ.get(live.key_variable, "") if live.key_variable else "",
            shelf=self.shelf,
        )

    def of_use(self, desk: Collecting, row_count: int) -> Kept:
        """The rows kept of so many. Raises NotChanged where they say nothing new, NotAsDescribed for none."""
        kept, newest = desk.kept, self.newest
        if kept is None:
            raise RuntimeError(f"etl/connectors/{self.card.source_key}.py kept nothing")
        if not kept.row_count:
            if self.connector.ADDS:
                raise NotChanged(f"{desk.address}: nothing that is not held already")
            desk.refuse(desk.address, f"none of its {row_count:,} rows is about this source")
        if newest is not None and newest.content_sha256 == kept.content_sha256:
            raise NotChanged(desk.address)
        return kept

    def edition(self, desk: Collecting, kept: Kept, row_count: int) -> Edition:
        """The record of the edition that the rows kept would be."""
        key = self.card.source_key
        sha256, byte_count = whole_sha256(desk.visit.receipts)
        edition_id = f"{self.number:04}-{self.at[:10]}-{sha256[:8]}"
        stands = bool(self.card.files) or self.shelf.charted(key) != SHIPPED
        return Edition(
            source_key=key,
            edition_id=edition_id,
            number=self.number,
            how="from a file" if desk.is_file else "fetched",
            fetched_at=self.at,
            fetched_from=Path(desk.given).name if desk.is_file else desk.address,
            connector_version=self.connector.VERSION,
            sha256=sha256,
            byte_count=byte_count,
            row_count=row_count,
            kept_name=f"{edition_id}.csv",
            kept_sha256=kept.sha256,
            kept_byte_count=kept.byte_count,
            kept_row_count=kept.row_count,
            content_sha256=kept.content_sha256,
            builds_on=self.shelf.charted(key) if self.connector.ADDS and stands else "",
            note=" ".join(dict.fromkeys(desk.asides)),
            receipts=tuple(desk.visit.receipts),
        )


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
