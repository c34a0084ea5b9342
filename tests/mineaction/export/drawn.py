"""Exhibits of every chart function, opened from addresses, on their way out of the app."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.taking import take_opened

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
}
"""A short name for each test exhibit: its kind, and what is asked for."""


@cache
def data_of(database: Path) -> OpenData:
    """The database, opened once for all tests of this folder."""
    return OpenData(open_for_reading(URL.create("sqlite", database=str(database))))


@cache
def taken_from(database: Path, short: str) -> Taken:
    """One of ASKED, with its id and its link back."""
    name, asked = ASKED[short]
    return take_opened(open_exhibit(name, asked, data_of(database)), made_on=MADE_ON, base=BASE)
