"""US fiscal-year price index: one row is one fiscal year."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import rows_of
from mineaction.schema import PriceIndex

TARGET = PriceIndex
KEY_COLUMNS = ("fiscal_year",)

extract = read_csv

BASE_YEAR = 2024
"""The column is named for it; its value there is 1."""


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``price_index``: price level with FY2024 = 1, and all obligations in current dollars."""
    raw = desk.raw
    return rows_of(
        PriceIndex,
        desk,
        fiscal_year=desk.year("fiscal_year"),
        document_id=desk.document(),
        locator="current over constant dollars of fiscal year " + raw["fiscal_year"],
        index_value=desk.number("index_value").map(lambda value: float(value or 0)),
        base_year=BASE_YEAR,
        all_obligations_usd=desk.dollars("all_obligations_usd"),
        recipient_count=desk.number("recipient_count").map(lambda value: int(value or 0)),
        note=raw["note"],
    )
