"""The built database as exhibits ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.exhibits.data import OpenData


@pytest.fixture(scope="session")
def data(built_database: Path) -> Iterator[OpenData]:
    """The built database, outside the app."""
    engine = open_for_reading(URL.create("sqlite", database=str(built_database)))
    yield OpenData(engine)
    engine.dispose()
