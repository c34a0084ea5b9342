"""Connectors that read a file, fed any bytes as that file: they keep rows, or refuse in plain words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from etl.card import read_card
from etl.collecting import Collecting
from etl.connectors.registry import connectors
from etl.fetch import Visit
from etl.inputs import Inputs
from tests.etl.connectors.test_oecd_crs_15250_flows import as_csv, good
from tests.etl.foreign_assistance_file import file_of, transaction
from tests.etl.refreshing import ADDED, OTHER, table

KEYS = (
    *("us_foreign_assistance", "ocha_fts_mine_action", "oecd_crs_15250_flows"),
    "us_assistance_listing_19_800",
)
SEEDS: dict[str, tuple[bytes, ...]] = {
    "us_foreign_assistance": (file_of([transaction(), transaction(fiscal_year="1976tq")]),),
    "ocha_fts_mine_action": (table([ADDED, OTHER]),),
    "oecd_crs_15250_flows": (as_csv(good()),),
    "us_assistance_listing_19_800": (
        b'---\ncfda: \'19.800\'\nobligations: \'[{"x": "2024", "SAM.gov Estimate": 1.0}]\'\n'
        b"outlays: '[]'\ntitle: t\n---\n",
    ),
}


def collect(key: str, folder: Path, data: bytes) -> None:
    """One connector with these bytes in place of the publisher's file."""
    card = read_card(Inputs().sources / key)
    assert card.live is not None
    given = folder / f"{key}.csv"
    given.write_bytes(data)
    visit = Visit(key, card.live, given_by_operator=str(given))
    desk = Collecting(
        card, card.live, visit, folder / "kept.csv", "DOC_1", "2026-01-01", given=str(given),
        shelf=Inputs(editions=folder / "none").store.shelf(),
    )  # fmt: skip
    count = connectors()[key].collect(desk)
    assert desk.kept is not None and desk.kept.row_count >= 0 and count >= 0


def targets(folder: Path) -> dict[str, Callable[[bytes], None]]:
    """One target a connector."""
    return {key: partial(collect, key, folder) for key in KEYS}
