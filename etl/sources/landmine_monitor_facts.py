"""Published facts other than yearly support: one row is one indicator, place and period in one document."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import facts, joined
from mineaction.schema import Fact

TARGET = Fact
KEY_COLUMNS = ("indicator", "geography_name", "period", "document_id")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``fact``; a period longer than a year has no ``year``."""
    raw = desk.raw
    indicator = desk.term("indicator", "indicator")
    desk.place("geography_name")
    desk.term("unit", "unit")
    return facts(
        desk,
        document_id=desk.document(),
        locator="value for " + raw["indicator"].str.replace("_", " ") + ", " + raw["year"],
        indicator=indicator,
        iso3=desk.iso3("iso3"),
        geography_name=raw["geography_name"],
        period=raw["year"],
        year=raw["year"]
        .map(lambda text: int(text) if len(text) == 4 and text.isdigit() else None)
        .astype("object"),
        value=desk.number("value"),
        unit=raw["unit"],
        confidence=desk.term("confidence_as_printed", "confidence"),
        subject_key=joined(indicator, raw["geography_name"], raw["year"]),
    )
