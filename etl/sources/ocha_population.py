"""Population by country: one row is one country in its reference year."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import facts
from mineaction.schema import Fact

TARGET = Fact
KEY_COLUMNS = ("iso3",)

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``fact`` with indicator population, in people.

    A number that cannot be that of the whole country gives no row: amounts per person would follow it.
    """
    raw = desk.raw
    desk.place("country_name", "iso3")
    for index in raw.index[raw["set_aside"] != ""]:
        desk.leave_out(
            index, f"{raw['country_name'][index]}: {raw['set_aside'][index]}", raw["people"][index]
        )
    shaped = facts(
        desk,
        document_id=desk.document(),
        locator=raw["locator"] + ", row " + raw["iso3"],
        indicator="population",
        iso3=desk.iso3("iso3"),
        geography_name=raw["country_name"],
        period=raw["year"],
        year=desk.year("year"),
        value=desk.number("people"),
        unit="people",
        confidence="unrated",
        note=("national source: " + raw["national_source"] + "; contributed by " + raw["contributor"]),
    )
    return shaped[(raw["set_aside"] == "").to_numpy()]
