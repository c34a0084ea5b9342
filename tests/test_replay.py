"""python -m mineaction.replay: a figure made again is the same, or what differs is named where it stands."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import Link

from mineaction.database import URL_VARIABLE
from mineaction.errors import NothingToReplay
from mineaction.exhibits import identity, ledger, registry
from mineaction.exhibits.address import Opened, open_exhibit
from mineaction.exhibits.data import OpenData, open_data
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.identity import Content, FigureId, identify
from mineaction.exhibits.taking import take_opened
from mineaction.export.csv import to_csv
from mineaction.export.rows_json import to_json
from mineaction.replay import differences, telling
from mineaction.replay import given as reading
from mineaction.replay.__main__ import main
from mineaction.replay.again import Status, replay
from mineaction.replay.given import Given

DAY = date(2025, 6, 1)
CHOICES = {"series": ("us_cwd",), "from": ("2000",)}


@pytest.fixture(autouse=True)
def settings_of_test(built_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{built_database}")
    monkeypatch.setenv(ledger.FOLDER_VARIABLE, str(tmp_path / "figures"))


@pytest.fixture
def changed(built_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``changed("UPDATE …")``: the database from here on: a copy with these changes, a version of its own."""

    def change(*statements: str) -> None:
        path = tmp_path / "changed.sqlite"
        shutil.copy(built_database, path)
        with closing(sqlite3.connect(path)) as writing:
            for statement in (*statements, "UPDATE build SET data_version = 'changed'"):
                assert writing.execute(statement).rowcount > 0, statement
            writing.commit()
        monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}")

    return change


ONE_AMOUNT = tuple(
    f"UPDATE {table} SET amount_usd = 399260000 WHERE amount_usd = 398260000"
    for table in ("funding_figure", "funding_sum")
)


def taken(
    name: str = "funding_over_time", choices: Any = CHOICES, *, held: bool = True
) -> tuple[Taken, Opened]:
    """A figure as it leaves the app, remembered or not."""
    with open_data() as data:
        opened = open_exhibit(name, choices, data)
        made = take_opened(opened, made_on=DAY, base="https://example.org")
        if not held:
            forget()
        return made, opened


def remember(opened: Opened, data: OpenData) -> FigureId:
    found = identify(opened.exhibit, opened.values)
    title = opened.exhibit.answer.title
    ledger.remember(found, title=title, data_version=data.version, made_on=DAY)
    return found.figure_id


def forget() -> None:
    shutil.rmtree(ledger.folder(), ignore_errors=True)


WITH_SOMETHING = {name: {"recipient": ("Afghanistan",)} for name in ("country_casualties", "country_events")}
WITH_SOMETHING |= {"country_mine_free": {"recipient": ("Tunisia",)}, "not_on_map": {"series": ("oecd_crs",)}}
"""Choices for kinds that have nothing to show unasked."""


@pytest.mark.parametrize("name", [kind.name for kind in registry.KINDS])
def test_every_figure_is_identical_by_its_id_and_by_its_link(
    name: str,
    database_with_editions: Path,
    database_with_transactions: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = {"editions": database_with_editions, "us_transactions": database_with_transactions}
    if database := own.get(registry.kind(name).page):
        monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{database}")
    with open_data() as data:
        opened = open_exhibit(name, WITH_SOMETHING.get(name, {}), data)
        figure_id = remember(opened, data)
        link = take_opened(opened, made_on=DAY, base="https://example.org").address
        for wanted in (Given(figure_id), *reading.read(link)):
            found = replay(wanted, data)
            assert found.status is Status.IDENTICAL, telling.as_dict(found)
            assert found.data_then == found.data_now == data.version
        forget()
        assert replay(reading.read(link)[0], data).status is Status.IDENTICAL, "a link needs no ledger"


@pytest.mark.parametrize(
    "address",
    [
        "http://x.test/api/v1/charts/compare.csv?by=periods",
        "http://x.test/mines/api/v1/charts/compare.png?by=periods&size=slide&scale=2",
        "http://x.test/api/v1/charts/compare?by=periods",
        "http://x.test/embed/compare?by=periods",
        "http://x.test/compare?by=periods",
    ],
)
def test_a_link_that_names_its_figure_in_the_path_is_replayed(address: str) -> None:
    """Addresses of files and embed views were refused: "The link names no figure"."""
    (found,) = reading.read(address)
    assert (found.name, found.asked) == ("compare", {"by": ("periods",)})
    with open_data() as data:
        made = replay(found, data)
    assert made.status is Status.UNKNOWN and made.now is not None, "nothing to compare with, but opened"


def test_a_link_of_a_page_leaves_out_the_choices_of_its_other_figures() -> None:
    (found,) = reading.read("http://x.test/country?recipient=Iraq&told_by=donor_profile#country-series")
    assert (found.name, found.asked) == ("country_series", {"recipient": ("Iraq",)})


def test_by_id_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    made, _ = taken()
    assert main([made.figure_id.upper().replace("-", "–")]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Identical: {made.figure_id}") and "taken out on 2025-06-01" in said


def test_a_changed_amount_is_named_with_document_and_place(
    changed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    made, _ = taken()
    changed(*ONE_AMOUNT)
    assert main([made.figure_id]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"Differs: {made.figure_id}")
    assert "rows: differs" in said and "view: the same" in said and "code: the same" in said
    assert "then, changed now" in said
    assert "rows behind: 1 changed, 0 added, 0 removed" in said
    assert "US$, current: 398,260,000 -> 399,260,000" in said
    assert (
        "TWEIS 23rd edition fact sheet (state.gov preview server copy); text; annual_totals.csv row 31"
        in said
    )


def test_the_same_as_json(changed: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    made, _ = taken()
    changed(*ONE_AMOUNT)
    assert main([made.address, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["verdict"], said["same"]) == ("differs", {"rows": False, "view": True, "code": True})
    assert said["data_version"]["now"] == "changed"
    [behind] = [table for table in said["tables"] if table["table"] == "rows behind"]
    [row] = behind["changed"]
    assert row["cells"] == [{"column": "US$, current", "then": 398260000, "now": 399260000}]
    assert row["row"]["Row in our file"] == "annual_totals.csv row 31"


def test_other_data_with_the_same_rows_is_identical(changed: Callable[..., None]) -> None:
    made, _ = taken()
    changed()
    assert main([made.figure_id]) == main([made.address]) == 0


def test_a_row_that_went_and_one_that_came(changed: Callable[..., None]) -> None:
    made, _ = taken("results_casualties", {})
    changed("DELETE FROM fact WHERE file_row = 'facts.csv row 129'")
    with open_data() as data:
        found = replay(Given(FigureId.parse(made.figure_id)), data)
    behind = next(table for table in found.tables if table.table == "rows behind")
    assert (len(behind.removed), len(behind.added)) == (1, 0)
    assert behind.removed[0]["Row in our file"] == "facts.csv row 129"


def test_another_version_of_the_code_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = taken()
    monkeypatch.setattr(identity, "FIGURE_VERSION", 2)
    with open_data() as data:
        found = replay(Given(FigureId.parse(made.figure_id)), data)
    assert found.status is Status.DIFFERS
    assert found.parts == {"rows": True, "view": True, "code": False} and not found.tables
    assert "figure version 1 of the code; this is version 2" in found.notes[0]


def test_an_id_that_is_not_held_is_looked_for_among_first_choices() -> None:
    first, _ = taken(choices={}, held=False)
    assert main([first.figure_id]) == 0
    on_map, _ = taken("recipient_map", {"as": ("ranking",)}, held=False)
    assert main([on_map.figure_id]) == 0


def test_an_id_that_is_not_known_says_what_to_give_instead(capsys: pytest.CaptureFixture[str]) -> None:
    made, _ = taken(held=False)
    assert main([made.figure_id]) == 2
    assert "Give the link of the figure, or a file it was exported to" in capsys.readouterr().out
    assert main(["no_such_figure-01234567-01234567-1"]) == 2
    assert "There is no figure called no_such_figure here" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nonsense", "is no figure id"),
        ("https://example.org/nowhere?series=x", "The link names no figure"),
        ("https://example.org/country?recipient=Iraq", "a page of several figures"),
        ("/no/such/file.json", "names no figure"),
    ],
)
def test_what_is_no_figure_is_wrong_usage(given: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([given]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_figure_or_database_that_cannot_be_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made, _ = taken()
    assert main([made.address.replace("series=us_cwd", "series=gone")]) == 3
    assert "Cannot be opened" in capsys.readouterr().out
    monkeypatch.setenv(URL_VARIABLE, "sqlite:////no/such/file")
    assert main([made.figure_id]) == 3
    assert "python -m etl build" in " ".join(capsys.readouterr().err.split())


def test_a_link_without_an_id_finds_what_was_kept_of_its_view(changed: Callable[..., None]) -> None:
    made, _ = taken()
    link = made.address.replace(f"&figure={made.figure_id}", "")
    changed(*ONE_AMOUNT)
    with open_data() as data:
        found = replay(reading.read(link)[0], data)
        assert found.status is Status.DIFFERS and str(found.then) == made.figure_id and found.tables
        forget()
        bare = replay(reading.read(link)[0], data)
        assert bare.status is Status.DIFFERS and bare.then is None and not bare.tables
        assert "names no figure id" in bare.notes[0]


def test_an_exported_json_needs_no_ledger(changed: Callable[..., None], tmp_path: Path) -> None:
    made, _ = taken(held=False)
    path = tmp_path / "figure.json"
    path.write_bytes(to_json(made))
    assert main([str(path)]) == 0
    changed(*ONE_AMOUNT)
    with open_data() as data:
        found = replay(reading.read(str(path))[0], data)
    assert [(table.table, len(table.changed), table.count) for table in found.tables] == [
        ("rows drawn", 1, 1),
        ("rows behind", 1, 1),
    ]


def test_a_file_that_was_changed_after_it_was_made_is_found_out(tmp_path: Path) -> None:
    made, _ = taken(held=False)
    path = tmp_path / "figure.json"
    path.write_bytes(to_json(made).replace(b"398260000", b"498260000"))
    with open_data() as data:
        found = replay(reading.read(str(path))[0], data)
    assert found.status is Status.DIFFERS and found.tables
    assert "the file was changed after it was made" in found.notes[0]


def test_ids_and_links_are_found_in_files_of_every_kind(tmp_path: Path) -> None:
    made, _ = taken(held=False)
    csv = tmp_path / "figure.csv"
    csv.write_bytes(to_csv(made.exhibit.behind(), made_on=DAY, address=made.address))
    page = tmp_path / "figure.html"
    page.write_text(f'<a href="{made.address.replace("&", "&amp;")}">{made.figure_id}</a>')
    book = tmp_path / "figure.xlsx"
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("xl/sharedStrings.xml", f"<t>{made.address.replace('&', '&amp;')}</t>")
    for path in (csv, page, book):
        [found] = reading.read(str(path))
        assert str(found.figure_id) == made.figure_id
        assert main([str(path)]) == 0


def test_a_pdf_is_read_by_its_links_too(tmp_path: Path) -> None:
    made, _ = taken(held=False)
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_annotation(0, Link(rect=(0, 0, 99, 9), url=made.address))
    path = tmp_path / "figure.pdf"
    writer.write(path)
    [found] = reading.read(str(path))
    assert found.asked is not None and str(found.figure_id) == made.figure_id


def test_a_file_with_several_figures_gives_the_worst(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = taken(choices={}, held=False)
    other, _ = taken(held=False)
    path = tmp_path / "briefing.txt"
    path.write_text(f"{first.figure_id} and {other.figure_id}, then {first.figure_id} again")
    assert main([str(path), "--json"]) == 2
    assert [one["verdict"] for one in json.loads(capsys.readouterr().out)] == ["identical", "unknown"]


def test_a_file_without_an_id_says_what_to_give(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no figure here")
    with pytest.raises(NothingToReplay, match="No figure id is in the file"):
        reading.read(str(path))


HELD = "funding_over_time-6954a33f-6a595e98-1"


def lying(path: Path) -> None:
    """A packed file whose one part says it is ten bytes long, and is a hundred million."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/a.xml", b"a" * 100_000_000)
    told = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = told.find(mark) + place
        told[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(told)


HOSTILE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "long.json": ("No figure id", lambda path: path.write_text('{"x":"' + "a" * 3_000_000 + '"}')),
    "marks.txt": ("No figure id", lambda path: path.write_text("?" * 300_000 + "figure=")),
    "many.txt": (
        "more than 100 figures",
        lambda path: path.write_text(
            "\n".join(f"funding_over_time-{number:08x}-6a595e98-1" for number in range(1_000))
        ),
    ),
    "lying.xlsx": ("cannot be unpacked", lying),
    "cut.xlsx": (
        "No figure id|cannot be unpacked",
        lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 999),
    ),
    "broken.pdf": ("cannot be read", lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_is_refused_soon_and_in_words(name: str, tmp_path: Path) -> None:
    said, write = HOSTILE[name]
    write(tmp_path / name)
    started = time.monotonic()
    with pytest.raises(NothingToReplay, match=said):
        reading.read(str(tmp_path / name))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "beside",
    [
        "http://[x?figure=" + HELD.replace("-1", "-2"),
        "http://x/?figure=a-b#funding-over-time",
        '{"a":' + "[" * 50_000 + "]" * 50_000,
    ],
)
def test_what_is_broken_hides_no_figure_beside_it(beside: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(f"{beside} {HELD}")
    assert HELD in [str(found.figure_id) for found in reading.read(str(path))]


def test_a_link_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["http://[x?figure=a"]) == 2
    assert "This is no link" in capsys.readouterr().err


ROWS = st.lists(
    st.tuples(st.text("ab", max_size=2), st.integers(0, 3), st.integers(0, 3)), max_size=6, unique=True
)


def table(rows: list[tuple[Any, ...]]) -> dict[str, Content]:
    return {"rows": Content(("name", "x", "y"), tuple(sorted(rows, key=repr)))}


@settings(deadline=None)
@given(ROWS, ROWS)
def test_differences_account_for_every_row(then: list[tuple[Any, ...]], now: list[tuple[Any, ...]]) -> None:
    """What is left of the old rows, with what was added and changed, is the new rows."""
    found = differences.compare(table(then), table(now))
    if set(then) == set(now):
        assert found == ()
        return
    [one] = found
    was = [tuple(row.values()) for row in (*one.removed, *(pair.then for pair in one.changed))]
    became = [tuple(row.values()) for row in (*one.added, *(pair.now for pair in one.changed))]
    assert sorted(was) == sorted(set(then) - set(now))
    assert sorted(became) == sorted(set(now) - set(then))
    assert all(pair.cells for pair in one.changed)


def test_more_than_twenty_rows_are_counted() -> None:
    [found] = differences.compare(table([]), table([(f"row {n}", n, n) for n in range(30)]))
    lines = telling.table_lines(found)
    assert len(lines) == 1 + telling.MOST_ROWS + 1 and lines[-1].strip() == "and 10 more"


def test_a_word_that_changed_late_in_a_long_text_is_shown() -> None:
    """Both values were cut after their first 120 letters, which were the same."""
    before = "page text has no column header; " * 6
    [found] = differences.compare(
        table([("key", 1, f"{before}FY2016 it is")]), table([("key", 1, f"{before}FY2017 it is")])
    )
    [_, line] = telling.table_lines(found)
    assert line.endswith("column header; FY2016 it is -> …column header; FY2017 it is")
