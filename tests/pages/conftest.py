"""Pages in Streamlit's own test runner, alone and in the frame, on the built database or a changed copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.database import URL_VARIABLE
from tests.hundredfold import refill

Run = Callable[..., AppTest]
SECONDS = 30


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """``reads(path)``: from now on pages read this database."""
    return lambda path: monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{path}")


@pytest.fixture
def alone(repo_root: Path, built_database: Path, reads: Callable[[Path], None]) -> Run:
    """``alone(name, address, unfolded)``: a page by itself, opened at an address, with tables unfolded."""
    reads(built_database)

    def run(name: str, address: dict[str, str] | None = None, unfolded: Sequence[str] = ()) -> AppTest:
        page = AppTest.from_file(str(repo_root / "pages" / f"{name}.py"), default_timeout=SECONDS)
        for key, value in (address or {}).items():
            page.query_params[key] = value
        for table in unfolded:
            page.session_state[f"folded_{table}"] = True
        return page.run()

    return run


@pytest.fixture
def framed(repo_root: Path, built_database: Path, reads: Callable[[Path], None]) -> Run:
    """``framed(name)``: a page inside the frame, reached as a reader reaches it; no name, the first page."""
    reads(built_database)
    frame = repo_root / "mineaction" / "ui" / "main.py"

    def run(name: str = "") -> AppTest:
        page = AppTest.from_file(str(frame), default_timeout=SECONDS).run()
        if name:
            page.switch_page(os.path.relpath(repo_root / "pages" / f"{name}.py", frame.parent)).run()
        return page

    return run


@pytest.fixture
def edited(built_database: Path, tmp_path: Path) -> Callable[..., Path]:
    """``edited("UPDATE …", …)``: a changed copy of the database, with a data version of its own."""
    made: list[Path] = []

    def change(*statements: str) -> Path:
        path = tmp_path / f"edited_{len(made)}.sqlite"
        shutil.copy(built_database, path)
        with closing(sqlite3.connect(path)) as writing:
            for statement in statements:
                assert writing.execute(statement).rowcount > 0, f"changes nothing: {statement}"
            refill(writing)
            # Answers are cached by data version; a real build gives other content another one.
            writing.execute("UPDATE build SET data_version = ?", (f"{tmp_path.name[-9:]}{len(made)}",))
            writing.commit()
        made.append(path)
        return path

    return change
