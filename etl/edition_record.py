"""What is recorded of an edition, and of how all of them stand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from mineaction.editions import SHIPPED
from mineaction.errors import EditionStoreUnusable

RECORD_NAME = "edition.json"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer of a publisher: what was asked, what came, and what tells whether it has changed since."""

    address: str
    status: int
    sha256: str
    byte_count: int
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a source, as ``edition.json`` tells it.

    ``sha256``, ``byte_count`` and ``row_count`` are of the whole that the publisher gave; ``kept_*`` of the
    file of rows kept; ``content_sha256`` of what those rows say, without where they stand. ``builds_on`` is
    the edition whose rows it adds to, empty where it replaces all. ``fetched_at`` is UTC in ISO form.
    """

    source_key: str
    edition_id: str
    number: int
    how: str
    fetched_at: str
    fetched_from: str
    connector_version: int
    sha256: str
    byte_count: int
    row_count: int
    kept_name: str
    kept_sha256: str
    kept_byte_count: int
    kept_row_count: int
    content_sha256: str
    builds_on: str = ""
    note: str = ""
    receipts: tuple[Receipt, ...] = ()

    @property
    def name(self) -> str:
        """Source and edition, as the state names it."""
        return f"{self.source_key}/{self.edition_id}"

    @property
    def fetched_on(self) -> date:
        """The day it was fetched."""
        return date.fromisoformat(self.fetched_at[:10])


@dataclass(frozen=True, slots=True)
class State:
    """Which editions there are, and how each stands. Names are ``source/edition``.

    ``known`` are all editions, in order; a folder that is not named there is never read. ``charted`` gives
    the edition id by source; a source that is not in it charts what came with the project. ``held`` gives the
    reasons why an edition waits for a person, ``accepted`` what that person said, ``left`` the
    editions that were rolled back.
    """

    known: Sequence[str] = ()
    charted: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Sequence[str]] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    left: Sequence[str] = ()

    def knowing(self, edition: Edition) -> State:
        """The state with one more edition."""
        return self if edition.name in self.known else replace(self, known=[*self.known, edition.name])

    def charting(self, source_key: str, edition_id: str) -> State:
        """The state with this edition charted, and no longer held back or left."""
        name = f"{source_key}/{edition_id}"
        return replace(
            self,
            charted={**self.charted, source_key: edition_id},
            held={key: why for key, why in self.held.items() if key != name},
            left=[key for key in self.left if key != name],
        )

    def holding(self, edition: Edition, why: Sequence[str]) -> State:
        """The state with this edition held back."""
        return replace(self.knowing(edition), held={**self.held, edition.name: list(why)})

    def with_reason(self, edition: Edition, reason: str) -> State:
        """The state with what a person said on accepting an edition."""
        return replace(self, accepted={**self.accepted, edition.name: reason})

    def leaving(self, source_key: str, edition_id: str) -> State:
        """The state with this edition marked as rolled back."""
        return replace(self, left=[*self.left, f"{source_key}/{edition_id}"])


def recorded(folder: Path) -> Edition:
    """The edition that a folder holds. Raises EditionStoreUnusable."""
    path = folder / RECORD_NAME
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        receipts = tuple(Receipt(**receipt) for receipt in told.pop("receipts", ()))
        return Edition(**told, receipts=receipts)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EditionStoreUnusable(
            str(path), f"the record of an edition cannot be read ({getattr(error, 'strerror', '') or error})",
            f"Restore the folder from a backup, or chart another edition: python -m etl rollback "
            f"{folder.parent.name} --to {SHIPPED}",
        ) from error  # fmt: skip
