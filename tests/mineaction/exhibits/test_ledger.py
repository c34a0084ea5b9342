"""The ledger of figures taken out: kept whole, found again, bounded, and never in the way of an export."""

from __future__ import annotations

import gzip
import logging
import os
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.exhibits import ledger
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.identity import Content, FigureId, Identity, identify
from mineaction.exhibits.taking import take_opened

DAY = date(2025, 6, 1)
NO_ID = b'{"format": 1, "figure_id": "no id"}'
NO_TABLES = (
    b'{"format": 1, "figure_id": "some_figure-00000000-00000000-1", "title": "", "way": "", "values": [],'
    b' "data_version": "", "made_on": "2025-06-01", "tables": [1]}'
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ledger.FOLDER_VARIABLE, str(tmp_path / "figures"))
    return tmp_path / "figures"


def made(number: int = 0) -> Identity:
    table = Content(("a", "b"), (("ü", 1), (None, 0.5), ([1, "x"], number)))
    figure_id = FigureId("some_figure", f"{number:08x}", "0" * 8, 1)
    return Identity(figure_id, "chart", (("line", "b"), ("line", "a")), {"rows drawn": table})


def keep(identity: Identity, most_files: int = ledger.MOST_FILES) -> bool:
    return ledger.remember(identity, title="Titel ü", data_version="v1", made_on=DAY, most_files=most_files)


def keep_many(first: int) -> bool:
    return all(keep(made(number), most_files=20) for number in range(first, first + 15))


def test_what_is_kept_is_found_as_it_was() -> None:
    identity = made()
    assert keep(identity)
    held = ledger.recall(identity.figure_id)
    assert held is not None
    assert (held.figure_id, held.way, held.values) == (identity.figure_id, "chart", identity.values)
    assert (held.title, held.data_version, held.made_on) == ("Titel ü", "v1", DAY)
    assert held.tables["rows drawn"].digest == identity.tables["rows drawn"].digest


def test_an_exhibit_is_kept_with_nothing_but_its_view_and_rows(data: OpenData, place: Path) -> None:
    opened = open_exhibit("funding_over_time", {}, data)
    identity = identify(opened.exhibit, opened.values)
    assert keep(identity)
    held = ledger.recall(identity.figure_id)
    assert held is not None
    assert {name: table.digest for name, table in held.tables.items()} == {
        name: table.digest for name, table in identity.tables.items()
    }
    [path] = place.iterdir()
    assert path.stat().st_size < 50_000


def test_what_was_never_kept_is_none() -> None:
    assert ledger.recall(made().figure_id) is None
    assert ledger.of_view("some_figure", "0" * 8) == ()


def test_kept_again_it_stays_as_it_was_first() -> None:
    keep(made())
    ledger.remember(made(), title="Other", data_version="v2", made_on=DAY)
    held = ledger.recall(made().figure_id)
    assert held is not None and held.data_version == "v1"


def test_the_oldest_are_forgotten(place: Path) -> None:
    for number in range(6):
        keep(made(number), most_files=4)
        os.utime(place / f"{made(number).figure_id}.json.gz", (number, number))
    keep(made(9), most_files=4)
    assert [ledger.recall(made(number).figure_id) is None for number in (0, 1, 2, 5, 9)] == [
        *(True, True, True),
        *(False, False),
    ]


def test_ids_of_one_view_are_found_newest_first(place: Path) -> None:
    for number in (1, 3, 2):
        keep(made(number))
    for number in (1, 3, 2):
        os.utime(place / f"{made(number).figure_id}.json.gz", (number, number))
    assert [found.rows[-1] for found in ledger.of_view("some_figure", "0" * 8)] == ["3", "2", "1"]
    assert ledger.of_view("some_figure", "1" * 8) == ()


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_file_with_any_byte_changed_is_read_or_counts_as_not_held(at: int, by: int) -> None:
    keep(made())
    path = ledger.folder() / f"{made().figure_id}.json.gz"
    whole = path.read_bytes()
    place = at % len(whole)
    path.write_bytes(whole[:place] + bytes([whole[place] ^ by]) + whole[place + 1 :])
    held = ledger.recall(made().figure_id)
    path.write_bytes(whole)
    assert held in (None, ledger.recall(made().figure_id))


def test_a_stray_file_is_not_taken_for_a_figure(place: Path) -> None:
    keep(made())
    (place / f"some_figure-copy-{'0' * 8}-1.json.gz").write_bytes(b"")
    (place / f"some_figure-{'0' * 8}-{'0' * 8}-1 (1).json.gz").write_bytes(b"")
    assert ledger.of_view("some_figure", "0" * 8) == (made().figure_id,)


def test_a_file_that_was_spoilt_counts_as_not_held(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep(made())
    path = place / f"{made().figure_id}.json.gz"
    whole = path.read_bytes()
    damaged = whole[:20] + bytes(byte ^ 0xFF for byte in whole[20:40]) + whole[40:]
    others = [gzip.compress(said) for said in (b"[]", b"null", b'"words"', b"7", b"{}", NO_ID, NO_TABLES)]
    for spoilt in (whole[:-9], damaged, b"", b"{}", b"\x1f\x8b rest", *others):
        path.write_bytes(spoilt)
        assert ledger.recall(made().figure_id) is None
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("folder", ["/proc/no/such", "file"])
def test_a_folder_that_cannot_be_written_is_logged_and_no_more(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(ledger.FOLDER_VARIABLE, str(tmp_path / folder))
    with caplog.at_level(logging.WARNING):
        assert not keep(made())
    assert "is not remembered" in caplog.text
    assert ledger.recall(made().figure_id) is None


def test_a_home_of_nobody_stops_no_figure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: OpenData
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(ledger.FOLDER_VARIABLE, "~no_such_user/figures")
    assert ledger.folder() == Path("~no_such_user/figures")
    opened = open_exhibit("funding_over_time", {}, data)
    assert take_opened(opened, made_on=date(2026, 1, 2)).figure_id


def test_several_processes_may_write_at_once(place: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        assert all(pool.map(keep_many, (0, 5, 10)))
    left = list(place.iterdir())
    assert 0 < len(left) <= 20
    assert all(path.name.endswith(".json.gz") for path in left), "nothing half written stays"
    assert all(ledger.recall(FigureId.parse(path.name.removesuffix(".json.gz"))) for path in left)


def test_without_a_setting_it_lies_beside_the_data(monkeypatch: pytest.MonkeyPatch, repo_root: Path) -> None:
    monkeypatch.delenv(ledger.FOLDER_VARIABLE)
    assert ledger.folder() == repo_root / "data" / "figures"
