"""What a reader sees while there is no usable database, and when a build puts a new one in place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.schema import SCHEMA_VERSION
from tests.pages.seen import footer_of, html_of, lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

Reads = Callable[[Path], None]


def assert_friendly(page: AppTest) -> str:
    """Nothing is thrown, the command is there, and no page tries to draw. Gives what is said."""
    assert not page.exception
    assert [title.value for title in page.title] == ["The figures are not ready"]
    assert [code.value for code in page.code] == ["python -m etl build"]
    assert not page.get("plotly_chart")
    return " ".join(part.value for part in [*page.info, *page.warning])


def test_no_database_yet(framed: Run, reads: Reads, tmp_path: Path) -> None:
    reads(tmp_path / "none.sqlite")
    assert "There is no database yet" in assert_friendly(framed())


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100], ids=["empty", "text"])
def test_a_file_that_is_no_database(content: bytes, framed: Run, reads: Reads, tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(content)
    reads(path)
    assert "cannot be read" in assert_friendly(framed())


def test_a_database_cut_short(framed: Run, reads: Reads, tmp_path: Path, built_database: Path) -> None:
    path = tmp_path / "short.sqlite"
    path.write_bytes(built_database.read_bytes()[:5000])
    reads(path)
    assert "cannot be read" in assert_friendly(framed())


def test_a_database_of_another_version(framed: Run, reads: Reads, edited: Callable[..., Path]) -> None:
    reads(edited("UPDATE build SET schema_version = 999"))
    said = assert_friendly(framed())
    assert "version 999" in said and f"reads version {SCHEMA_VERSION}" in said


def test_a_build_that_never_finished(framed: Run, reads: Reads, edited: Callable[..., Path]) -> None:
    path = edited("UPDATE build SET schema_version = schema_version")
    with closing(sqlite3.connect(path)) as writing:
        writing.execute("DELETE FROM build")
        writing.commit()
    reads(path)
    assert "never finished" in assert_friendly(framed())


def test_a_new_build_is_picked_up_on_the_next_run(
    framed: Run, reads: Reads, edited: Callable[..., Path], built_database: Path, tmp_path: Path
) -> None:
    serving = tmp_path / "serving.sqlite"
    shutil.copy(built_database, serving)
    reads(serving)
    page = framed("funding_over_time")
    first = footer_of(page)
    assert "US$ 1.11 billion" not in lead_of(page)

    new = edited(
        """UPDATE funding_figure SET amount_usd = 1110000000
           WHERE series_key = 'us_cwd_all_agencies' AND year = 2023"""
    )
    new.replace(serving)
    page.run()
    assert not page.exception
    assert footer_of(page) != first
    assert "US$ 1.11 billion" in lead_of(page)
    with closing(sqlite3.connect(serving)) as opened:
        (now,) = opened.execute("SELECT data_version FROM build").fetchone()
    assert f"Data version {now}" in footer_of(page)
    assert f"<b>Data version</b> {now}" in html_of(page)


def test_a_new_build_without_what_was_chosen_does_not_break_the_page(
    framed: Run, reads: Reads, edited: Callable[..., Path], built_database: Path, tmp_path: Path
) -> None:
    serving = tmp_path / "serving.sqlite"
    shutil.copy(built_database, serving)
    reads(serving)
    page = framed("funding_over_time")
    page.selectbox(key="funding_over_time_series").set_value("us_cwd_country").run()
    page.selectbox(key="funding_over_time_recipient_us_cwd_country").set_value("Angola").run()
    page.slider(key="funding_over_time_years_us_cwd_country").set_value((2013, 2014)).run()
    assert not page.exception and "Angola" in lead_of(page)

    edited(
        "DELETE FROM funding_figure WHERE recipient_name = 'Angola'",
        "DELETE FROM funding_figure WHERE series_key LIKE 'us_cwd_country%' AND year < 2015",
    ).replace(serving)
    page.run()
    assert not page.exception
    assert "Angola" not in lead_of(page)


def test_a_database_that_goes_and_comes_back(
    framed: Run, reads: Reads, built_database: Path, tmp_path: Path
) -> None:
    serving = tmp_path / "serving.sqlite"
    shutil.copy(built_database, serving)
    reads(serving)
    page = framed()
    before = footer_of(page)
    serving.unlink()
    page.run()
    assert "There is no database yet" in assert_friendly(page)
    shutil.copy(built_database, serving)
    page.run()
    assert not page.exception
    assert footer_of(page).split(" · ")[0] == before.split(" · ")[0]
