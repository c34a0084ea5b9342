"""One source, its publisher on this machine, and what has to hold after every fault."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from etl.inputs import Inputs
from etl.refresh import Options, Result, refresh
from etl.refresh_command import status_of
from mineaction.editions import HISTORY_NAME, Attempt, Outcome, read_history
from tests.etl.publisher import Answer, Behaviour, Publisher, as_json

KEY = "ocha_fts_mine_action"
NAMES = {
    "country_iso3": "countryCode", "plan_id": "id", "plan_name": "name", "plan_code": "code",
    "starts_on": "startDate", "ends_on": "endDate", "year": "year", "cluster_code": "clusterCode",
    "cluster_name": "cluster", "requirements_usd": "requirements", "funding_usd": "funding",
    "percent_funded": "percentFunded",
}  # fmt: skip
"""Our names of the columns, and the publisher's."""
CATALOGUE, TABLE = "/catalogue", "/table.csv"
RESOURCE = "fts_requirements_funding_globalcluster_global.csv"
QUICK: Mapping[str, Any] = {"tries": 2, "first_wait": 0.01, "connect_seconds": 1.0, "silence_seconds": 0.4}
ADDED = {
    "country_iso3": "LBN", "plan_id": "9901", "plan_name": "Lebanon: an invented plan", "plan_code": "FLBN99",
    "starts_on": "2025-01-01", "ends_on": "2025-12-31", "year": "2025", "cluster_code": "15",
    "cluster_name": "Protection - Mine Action", "requirements_usd": "1000", "funding_usd": "250",
    "percent_funded": "25",
}  # fmt: skip
"""A plan that only the publisher's new edition has."""
OTHER = {**ADDED, "plan_id": "9902", "plan_code": "FLBN98", "cluster_code": "3", "cluster_name": "Health"}
"""A row of the publisher's file that is not about mine action."""

GONE_ON_FROM: set[str] = set()
"""What a fault left, each by its hash, from where a good run has been seen to go on."""

Row = dict[str, str]
LIVE = """
[live]
address = "{catalogue}"
page = "https://publisher.example/page"
hosts = {hosts}
most_megabytes = {most}
most_unpacked_megabytes = {unpacked}
most_minutes = 1

[live.document]
stem = "FTS_GC"
title = "FTS: requirements and funding"
publisher = "UN OCHA"
licence_note = "CC BY-IGO 3.0"

[live.limits]
rows_fewer_pct = 5
total_change_pct = 25
"""


def table(rows: Sequence[Mapping[str, str]], columns: Sequence[str] = tuple(NAMES)) -> bytes:
    """The publisher's file with these rows, given under our names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([NAMES.get(name, name) for name in columns])
    writer.writerows([[row.get(name, "") for name in columns] for row in rows])
    return text.getvalue().encode()


@dataclass(frozen=True)
class Ground:
    """A copy of the sample with one source, the database built from it, and a publisher that tests direct."""

    folder: Path
    publisher: Publisher
    shipped: Sequence[Row]

    @property
    def inputs(self) -> Inputs:
        """Where everything lies."""
        return Inputs(self.folder / "sources", self.folder / "reference", self.folder / "editions")

    @property
    def database(self) -> Path:
        """The database that pages would read."""
        return self.folder / "out" / "sample.sqlite"

    @property
    def url(self) -> URL:
        """The same as an address."""
        return URL.create("sqlite", database=str(self.database))

    @property
    def address(self) -> str:
        """Where the publisher's table is."""
        return self.publisher.url(TABLE)

    def card(self, hosts: Sequence[str] = (), most: float = 1, unpacked: float = 2, own: str = "") -> None:
        """Write the live part of the card."""
        path = self.inputs.sources / KEY / "source.toml"
        plain = path.read_text(encoding="utf-8").split("\n[live]")[0]
        catalogue = own or self.publisher.url(CATALOGUE)
        live = LIVE.format(catalogue=catalogue, hosts=json.dumps(list(hosts)), most=most, unpacked=unpacked)
        path.write_text(plain.rstrip() + "\n" + live, encoding="utf-8")

    def lists(self, address: str) -> None:
        """Let the publisher's catalogue give this address for the table."""
        listed = {"success": True, "result": {"resources": [{"name": RESOURCE, "url": address}]}}
        self.publisher.plays(CATALOGUE, as_json(json.dumps(listed)))

    def serves(self, *behaviours: Behaviour) -> None:
        """Let the publisher answer like this when asked for the table."""
        self.publisher.plays(TABLE, *behaviours)

    def rows(self, *more: Row) -> list[Row]:
        """The rows that came with the project, with others after them."""
        return [*map(dict, self.shipped), *more]

    @property
    def good(self) -> Answer:
        """The new edition as it should come."""
        return Answer(
            table(self.rows(OTHER, ADDED)), etag='"good"', last_modified="Sun, 01 Nov 2026 00:00:00 GMT"
        )

    def options(self, tuning: Mapping[str, Any] | None = None, **told: Any) -> Options:
        """What a refresh is asked for."""
        return Options(self.inputs, self.url, tuning={**QUICK, **(tuning or {})}, **told)

    def refresh(self, stopped: Callable[[], bool] = lambda: False, **told: Any) -> Result:
        """Refresh the one source."""
        [result] = refresh(self.options(**told), stopped=stopped)
        return result

    def served_by(self, *behaviours: Behaviour, **told: Any) -> Result:
        """Refresh from a publisher who answers like this."""
        self.serves(*behaviours)
        return self.refresh(**told)

    # --- what is held ---

    def sha256(self) -> str:
        """Checksum of the database."""
        return hashlib.sha256(self.database.read_bytes()).hexdigest()

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(question).fetchall()

    def plans(self) -> set[str]:
        """The subjects of all figures charted."""
        return {row[0] for row in self.ask("SELECT subject_key FROM funding_figure")}

    def has_added(self) -> bool:
        """Whether the plan of the new edition is charted."""
        return any(ADDED["plan_id"] in plan for plan in self.plans())

    def left_behind(self) -> list[str]:
        """What no finished refresh leaves: staging folders, files being written, unfinished editions."""
        found = [*self.inputs.editions.rglob("*"), *self.database.parent.rglob("*")]
        bad = re.compile(r"\.staging-|\.building|\.new$|^unfinished$|-journal$|-wal$|^tmp")
        return sorted(str(path.relative_to(self.folder)) for path in found if bad.search(path.name))

    def untouched(
        self, before: str, result: Result, outcome: Outcome, *said: str, status: int | None = None
    ) -> None:
        """The fault came to this outcome, was told plainly, and left everything as it was; all can go on.

        ``said`` are the words the message has to hold: what, where, what to do.
        """
        assert result.outcome is outcome, result.words
        for words in said:
            assert words in result.words, f"{words!r} is not in {result.words!r}"
        expected = {Outcome.REFUSED: 1, Outcome.HELD_BACK: 1, Outcome.UNAVAILABLE: 3, Outcome.CANCELLED: 130}
        assert status_of([result]) == (expected.get(outcome, 0) if status is None else status)
        assert self.sha256() == before, "the database is not byte for byte what it was"
        assert self.left_behind() == []
        kept = self._what_is_kept()
        if kept not in GONE_ON_FROM:
            self.goes_on()
            GONE_ON_FROM.add(kept)
            return
        # From just these files a whole run went on before: here it is enough that it would.
        self._is_well()
        assert self.refresh(dry_run=True).outcome is Outcome.WOULD_REFRESH

    def _what_is_kept(self) -> str:
        """A hash of database and editions, without the history."""
        found = hashlib.sha256(self.database.read_bytes())
        for path in sorted(self.inputs.editions.rglob("*")):
            if path.is_file() and path.name != HISTORY_NAME:
                found.update(path.relative_to(self.inputs.editions).as_posix().encode() + path.read_bytes())
        return found.hexdigest()

    def _is_well(self) -> None:
        """Card, catalogue and table are as they should be from now on."""
        self.card(hosts=["localhost"])
        self.lists(self.address)
        self.serves(self.good)

    def goes_on(self, **told: Any) -> Result:
        """A good run after it succeeds, charts the new edition, and leaves nothing else behind."""
        self._is_well()
        result = self.refresh(**told)
        assert result.outcome in (Outcome.REFRESHED, Outcome.NOTHING_NEW), result.words
        assert self.has_added()
        assert self.left_behind() == []
        return result


def last_attempts(folder: Path) -> Mapping[str, Attempt]:
    """The latest attempt at each source, by its key; ``folder`` is where editions are kept."""
    return {attempt.source_key: attempt for attempt in read_history(folder)}
