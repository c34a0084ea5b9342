"""US lists of countries "helped to become free": one row is one dated list or total.

No list of "the 17" is known; each row shows what its statement names, and no more. Where the statement also
stands among the headline claims, the two become one row of the database.
"""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import claims
from etl.statements import told_by_document
from etl.tables import Column
from mineaction.schema import Claim

TARGET = Claim
KEY_COLUMNS = ("claim_id",)

extract = read_csv


def _precision(date: str) -> str:
    return {4: "year", 7: "month", 10: "day"}.get(len(date), "undated")


def _place(raw: pd.DataFrame) -> Column:
    """Where in the text the countries stand, as far as is known; where it names none, that."""
    listed = raw["form"].str.startswith("named list")
    place = listed.map({True: "list of countries in the text", False: "countries named in the text"})
    return place.where(raw["countries_named"] != "", "the text names no country")


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``claim`` with metric countries_impact_free; value None where no total is given."""
    raw = desk.raw
    raw["date_precision"] = raw["made_on"].map(_precision)
    document = desk.document()
    return claims(
        desk,
        claim_id="IFL-" + raw["document_id"],
        document_id=document,
        locator=_place(raw),
        made_on=desk.date("made_on", "date_precision"),
        date_precision=raw["date_precision"],
        metric="countries_impact_free",
        value=desk.number("countries_claimed", allow_blank=True),
        unit="countries",
        comparator=desk.term("form", "comparator"),
        comparator_as_printed=raw["form"],
        activity_scope="free_from_landmines",
        scope_as_printed="helped to become free of the humanitarian impact of landmines",
        countries_named=desk.iso3_list("countries_named"),
        **told_by_document(desk, document),
        note=raw["note"],
    )
