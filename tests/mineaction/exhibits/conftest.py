"""The built database as exhibits ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session")
def data_with_editions(database_with_editions: Path) -> Iterator[OpenData]:
    """A database in which one source has several editions."""
    engine = open_for_reading(URL.create("sqlite", database=str(database_with_editions)))
    yield OpenData(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def data_with_transactions(database_with_transactions: Path) -> Iterator[OpenData]:
    """A database that holds single transactions."""
    engine = open_for_reading(URL.create("sqlite", database=str(database_with_transactions)))
    yield OpenData(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def data_for(
    data: OpenData, data_with_editions: OpenData, data_with_transactions: OpenData
) -> Callable[[str], OpenData]:
    """``data_for(page)``: data in which the page's figures have something to show."""
    own = {"editions": data_with_editions, "us_transactions": data_with_transactions}
    return lambda page: own.get(page, data)
