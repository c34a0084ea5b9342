"""Exhibits of every chart function, opened from addresses, on their way out of the app."""

from __future__ import annotations

import atexit
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.taking import take_opened
from tests import transactions
from tests.editions import database_with_editions

MADE_ON = date(2026, 4, 5)
BASE = "http://127.0.0.1:8501"
AFGHANISTAN = {"recipient": ("Afghanistan",)}
ASKED: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "funding": ("funding_over_time", {}),
    "plans": ("funding_over_time", {"series": ("ocha_fts",)}),
    "world": ("funding_over_time", {"series": ("lm_world",)}),
    "listing": ("funding_over_time", {"series": ("assistance_listing",)}),
    "aid": ("funding_over_time", {"series": ("oecd_crs",)}),
    "claims": ("claim_ladder", {}),
    "leahy": ("leahy_fund", {}),
    "map": ("recipient_map", {}),
    "ranking": ("recipient_map", {"as": ("ranking",)}),
    "country": ("country_series", AFGHANISTAN),
    "accounts": ("country_accounts", AFGHANISTAN),
    "donors": ("country_donors", AFGHANISTAN),
    "casualties": ("country_casualties", AFGHANISTAN),
    "largest": ("donors_largest", {"year": ("2015",)}),
    "grid": ("donors_who_to_whom", {"told_by": ("recipient",), "year": ("2014",)}),
    "flow": ("donors_flow", {"told_by": ("recipient",), "year": ("2014",)}),
    "profile": ("donors_profile", {}),
    "compare": ("compare", {}),
    "administrations": ("compare", {"by": ("administrations",)}),
    "register": ("policy_timeline", {}),
    "treaties": ("treaty_membership", {}),
    "around": ("around_policy", {}),
    "results": ("results_casualties", {}),
    "free": ("mine_free_states", {}),
    "coverage": ("coverage", {}),
    "transactions": ("us_transactions", {"by": ("partner",)}),
    "editions": ("editions", {"line": ("fts_funding",), "also": ("shipped",)}),
}
"""A short name for each test exhibit: its kind, and what is asked for."""


@cache
def data_of(database: Path) -> OpenData:
    """The database, opened once for all tests of this folder."""
    return OpenData(open_for_reading(URL.create("sqlite", database=str(database))))


@cache
def _with_editions() -> Path:
    """A database in which a source has several editions; made at the first wish, and gone with the tests."""
    folder = TemporaryDirectory(prefix="editions_", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return database_with_editions(Path(folder.name))


@cache
def _with_transactions(database: Path) -> Path:
    """The database with made-up transactions in it; gone with the tests too."""
    folder = TemporaryDirectory(prefix="transactions_", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return transactions.put_in(database, Path(folder.name) / "x.sqlite", transactions.made_up(200))


def _own_database(name: str, database: Path) -> Path:
    """A database in which that kind of exhibit has something to show."""
    if name == "editions":
        return _with_editions()
    return _with_transactions(database) if name == "us_transactions" else database


@cache
def taken_from(database: Path, short: str) -> Taken:
    """One of ASKED, with its id and its link back."""
    name, asked = ASKED[short]
    data = data_of(_own_database(name, database))
    return take_opened(open_exhibit(name, asked, data), made_on=MADE_ON, base=BASE)
