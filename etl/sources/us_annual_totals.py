"""All-country amounts for one year: one row is one amount of one scope, or one budget line.

Scopes are told apart by an explicit table (data/reference/annual_lines.csv); each gives a series.
"""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from etl.tables import indexed_records, records
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("document_id", "year", "scope_as_printed")

extract = read_csv

THOUSAND = 1000


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; a row that prints no amount is left out, with the reason."""
    raw = desk.raw
    told = _lines(desk)
    raw["_recipient"] = told["recipient_name"]
    place = desk.place("_recipient")
    series, account, agency = told["series_key"], told["appropriation_account"], told["agency_name"]
    # Landmine Monitor's total for the United States is one thing, wherever it was read.
    subject = series.replace("lm_us_totals", "lm_donor_totals")
    year = desk.year("year")
    return figures(
        desk,
        # The two tables of 2000 print millions to three places; sentences show their rounding in zeros.
        step=raw["locator"].str.contains("table").map({True: THOUSAND}),
        series_key=series,
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3="USA",
        donor_name="United States",
        donor_as_printed=agency.replace("", "United States"),
        recipient_name=place["name"],
        recipient_as_printed=place["name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis=desk.term("year_basis_as_printed", "year_basis"),
        scope_as_printed=raw["scope_as_printed"],
        appropriation_account=account,
        agency_name=agency,
        comparator=desk.term("comparator_as_printed", "comparator"),
        comparator_as_printed=raw["comparator_as_printed"],
        amount_usd=desk.dollars("amount_usd", allow_blank=True),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$, as read",
        recipient_count_as_printed=raw["recipient_count_as_printed"],
        subject_key=joined(subject, "United States", year).where(
            series == "lm_us_totals", joined(subject, account, told["recipient_name"], year)
        ),
        note=raw["note"],
    )


def _lines(desk: Desk) -> pd.DataFrame:
    """The line of the reference table each row stands on; an unknown one is noted and left empty."""
    lines = {
        (line["scope_as_printed"], line["comparator_as_printed"]): line
        for line in records(desk.reference.annual_lines)
    }
    nothing = {"series_key": "", "appropriation_account": "", "agency_name": "", "recipient_name": "Global"}
    found = []
    for index, row in indexed_records(desk.raw):
        line = lines.get((row["scope_as_printed"], row["comparator_as_printed"]))
        found.append(line or nothing)
        if line is None:
            desk.note(
                index,
                "unknown_scope",
                "a scope that is not in the table of annual lines",
                f"{row['scope_as_printed']} / {row['comparator_as_printed']}",
                "add it to data/reference/annual_lines.csv with the series it belongs to",
            )
        elif not line["series_key"]:
            desk.leave_out(index, line["note"], row["scope_as_printed"])
    return pd.DataFrame(found, index=desk.raw.index, columns=list(nothing), dtype="object")
