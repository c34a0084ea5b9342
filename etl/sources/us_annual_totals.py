"""All-country amounts for one year: one row is one amount of one scope, or one budget line.

Scopes are told apart by an explicit table (data/reference/annual_lines.csv); each gives a series.
"""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("file_row",)

extract = read_csv

MILLIONS_THREE_PLACES = "exact (millions, 3 dp)"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``; a row that prints no amount is left out, with the reason."""
    raw = desk.raw
    lines = {
        (line.scope_as_printed, line.comparator_as_printed): line
        for line in desk.reference.annual_lines.itertuples(index=False)
    }
    found = []
    for index in raw.index:
        line = lines.get((raw["scope_as_printed"][index], raw["comparator_as_printed"][index]))
        if line is None:
            desk.note(
                index,
                "unknown_scope",
                "a scope that is not in the table of annual lines",
                f"{raw['scope_as_printed'][index]} / {raw['comparator_as_printed'][index]}",
                "add it to data/reference/annual_lines.csv with the series it belongs to",
            )
            found.append(("", "", "", "Global"))
            continue
        if not line.series_key:
            desk.leave_out(index, line.note, raw["scope_as_printed"][index])
        found.append((line.series_key, line.appropriation_account, line.agency_name, line.recipient_name))
    told = pd.DataFrame(
        found, index=raw.index, columns=["series", "account", "agency", "recipient"], dtype="object"
    )
    raw["_recipient"] = told["recipient"]
    place = desk.place("_recipient")
    # Landmine Monitor's total for the United States is one thing, wherever it was read.
    subject = told["series"].replace("lm_us_totals", "lm_donor_totals")
    of_monitor = told["series"] == "lm_us_totals"
    year = desk.year("year")
    amount = desk.dollars("amount_usd", allow_blank=True)
    common = {
        "series_key": told["series"],
        "document_id": desk.document(),
        "locator": raw["locator"],
        "donor_iso3": "USA",
        "donor_name": "United States",
        "donor_as_printed": told["agency"].replace("", "United States"),
        "recipient_name": place["name"],
        "recipient_as_printed": place["name"],
        "recipient_scope": place["scope"],
        "year": year,
        "year_basis": desk.term("year_basis_as_printed", "year_basis"),
        "scope_as_printed": raw["scope_as_printed"],
        "appropriation_account": told["account"],
        "agency_name": told["agency"],
        "comparator": desk.term("comparator_as_printed", "comparator"),
        "comparator_as_printed": raw["comparator_as_printed"],
        "amount_usd": amount,
        "amount_as_printed": raw["amount_usd"],
        "unit_as_printed": "US$, as read",
        "recipient_count_as_printed": raw["recipient_count_as_printed"],
        "subject_key": joined(subject, "United States", year).where(
            of_monitor, joined(subject, told["account"], told["recipient"], year)
        ),
        "note": raw["note"],
    }
    # The two tables of 2000 print millions to three places; sentences show their rounding in zeros.
    tabled = raw["locator"].str.contains("table")
    rows = [figures(desk, step=step, **common) for step in (1000, None)]
    return pd.concat(
        [rows[0][tabled.reindex(rows[0].index)], rows[1][~tabled.reindex(rows[1].index)]]
    ).sort_index()
