"""One function a parser: it takes any bytes and may only refuse them in the project's own words."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from etl import collecting, tabular, unpack
from etl.card import Card
from etl.collecting import Collecting
from etl.editions import STATE_NAME, Store
from etl.extract import Unreadable, read_csv
from etl.fetch import Visit
from etl.live import Limits, Live, LiveDocument
from mineaction.editions import HISTORY_NAME, Attempt, Outcome, read_history
from mineaction.errors import MineActionError
from tests.fuzz import connectors

MOST = 1_000_000
LIVE = Live(
    address="https://example.org/file.csv",
    page="https://example.org",
    hosts=(),
    most_bytes=MOST,
    most_unpacked_bytes=MOST,
    most_seconds=60,
    document=LiveDocument("DOC", "A file", "Somebody", "free"),
    limits=Limits(),
)
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz"))


def desk() -> Collecting:
    """A desk with a card of two columns; nothing it does asks anybody."""
    card = Card(
        *("made", FOLDER, "t", "p", "l", "r", "u", 1, date(2026, 1, 1)),
        *({"a": "", "b": ""}, {}, {}, (), (), ()),
        live=LIVE,
    )
    return Collecting(card, LIVE, Visit("made", LIVE), FOLDER / "kept.csv", "DOC_1", "2026-01-01")


def zip_of(content: bytes) -> bytes:
    """A zip with one table."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", content)
    return made.getvalue()


def cut(data: bytes) -> Iterator[bytes]:
    """The bytes in pieces whose sizes the first of them decide."""
    size = 1 + (data[0] if data else 0) % 17
    return iter([data[start : start + size] for start in range(0, len(data), size)])


def table(data: bytes) -> None:
    """A publisher's CSV: rows come as they stand, or it is refused."""
    for number, row in tabular.rows(desk(), cut(data), {"A": "a", "B": "b"}, "file.csv"):
        assert number >= 2 and set(row) == {"a", "b"}


def packed(data: bytes) -> None:
    """gzip, zip or plain: never more than is allowed."""
    assert sum(len(piece) for piece in unpack.unpacked(cut(data), FOLDER, "file", MOST)) <= max(
        MOST, len(data)
    )


def gzipped(data: bytes) -> None:
    """The same behind the first bytes of a gzip."""
    packed(unpack.GZIP + b"\x08" + data)


def zipped(data: bytes) -> None:
    """The same behind the first bytes of a zip."""
    packed(unpack.ZIP + data)


def answer(data: bytes) -> None:
    """JSON: every number as it is written, or a ValueError."""
    try:
        collecting.loads(data)
    except ValueError:
        return


def state(data: bytes) -> None:
    """The state of the editions: read, or refused; never half of it."""
    (FOLDER / STATE_NAME).write_bytes(data)
    Store(FOLDER).state()


def history(data: bytes) -> None:
    """The history: broken lines are passed over."""
    (FOLDER / HISTORY_NAME).write_bytes(data)
    for attempt in read_history(FOLDER):
        assert json.loads(attempt.as_line())["source_key"] == attempt.source_key


def own_file(data: bytes) -> None:
    """A CSV of the project's own."""
    path = FOLDER / "own.csv"
    path.write_bytes(data)
    try:
        assert len(read_csv(path))
    except Unreadable:
        return


def rows(data: bytes) -> None:
    """The rows below a good header."""
    table(b"A,B\n" + data)


SEEDS: dict[str, tuple[bytes, ...]] = {
    "table": (b'A,B\n1,"x\ny"\n', b"\xef\xbb\xbfB,C,A\r\n1,2,3\r\n"),
    "rows": (b'1,"x\ny"\n', b'"a""b",\n'),
    "packed": (gzip.compress(b"A,B\n1,2\n"), zip_of(b"A,B\n1,2\n")),
    "answer": (b'{"a": [1.50, null, "x"]}', b"\xef\xbb\xbf[1e9]"),
    "state": (b'{"known": ["a/1"], "charted": {"a": "1"}, "held": {}, "accepted": {}, "left": []}',),
    "history": (Attempt("2026-01-01T00:00:00Z", "a", Outcome.REFRESHED, "words").as_line().encode(),),
    "own_file": (b"a,b\n1,2\n",),
}
"""Where fuzzing begins, for parsers that random bytes would seldom get into."""

SEEDS |= connectors.SEEDS

TARGETS: dict[str, Callable[[bytes], None]] = {
    "table": table,
    "rows": rows,
    "packed": packed,
    "gzipped": gzipped,
    "zipped": zipped,
    "answer": answer,
    "state": state,
    "history": history,
    "own_file": own_file,
    **connectors.targets(FOLDER),
}


def run(name: str, data: bytes) -> None:
    """Feed one parser; what it refuses in the project's own words is well."""
    try:
        TARGETS[name](data)
    except MineActionError as error:
        assert str(error).strip()
