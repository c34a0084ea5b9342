"""Published counts of states cleared of mines: one row is one dated count with its wording."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import facts
from mineaction.schema import Fact

TARGET = Fact
KEY_COLUMNS = ("document_id", "period")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``fact``; the wording stays, since the counts do not count the same thing."""
    raw = desk.raw
    raw["_year"] = raw["stated_on"].str.slice(0, 4)
    return facts(
        desk,
        document_id=desk.document(),
        locator="count in the text",
        indicator="states_reported_mine_free",
        geography_name="World",
        period=raw["stated_on"],
        year=desk.year("_year"),
        value=desk.number("states"),
        unit="states",
        comparator=raw["wording"].map(lambda wording: "about" if "approximate" in wording else "exact"),
        confidence="unrated",
        note=raw["wording"],
    )
