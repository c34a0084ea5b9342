"""Transactions published under IATI: one row is one commitment or disbursement, wholly for purpose 15250."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from etl.tables import Column, as_objects, indexed_records
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "subject_key")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure`` in whole dollars; a transaction stands for itself and is never added up.

    Who gives is the organisation the transaction names as provider, else the one that published it. There
    are thousands: those in the table of donors have the name used throughout, others their own.
    """
    raw = desk.raw
    series = desk.term("transaction_type", "iati_series")
    giver = raw["provider_org"].where(raw["provider_org"] != "", raw["reporting_org"])
    donors = [desk.reference.donors.get(name) for name in giver]
    iso3 = _countries(desk)
    day = desk.date("transaction_on")
    raw["_year"] = raw["transaction_on"].str.slice(0, 4)
    return figures(
        desk,
        step=1,
        series_key=series,
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3=as_objects([donor.iso3 if donor else None for donor in donors], raw.index),
        donor_name=as_objects(
            [donor.name if donor else name for donor, name in zip(donors, giver, strict=True)], raw.index
        ),
        donor_as_printed=giver,
        recipient_iso3=iso3,
        recipient_name=iso3.map(lambda code: desk.reference.short_names.get(code, "")),
        recipient_as_printed=raw["country_iso2"],
        recipient_scope="country",
        year=desk.year("_year"),
        year_basis="calendar",
        scope_as_printed=raw["title"],
        agency_name=raw["reporting_org"],
        implementer_name=raw["receiver_org"],
        activity_id=raw["iati_identifier"],
        activity_name=raw["title"],
        transaction_on=day,
        sector="15250",
        sector_as_printed=raw["purpose_code"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed=raw["currency"],
        is_complete_table=0,
        subject_key=joined(
            series, raw["iati_identifier"], raw["transaction_type"], raw["transaction_on"], raw["number"]
        ),
    )


def _countries(desk: Desk) -> Column:
    """The three-letter codes of the two-letter ones that the standard uses."""
    countries = desk.reference.countries
    known = dict(zip(countries["iso2"], countries["iso3"], strict=True))
    found = []
    for index, row in indexed_records(desk.raw):
        code = known.get(row["country_iso2"]) if row["country_iso2"] else None
        if code is None:
            desk.note(
                index, "unknown_country_code", "a country code that is not in the list of countries",
                str(row["country_iso2"]), "add the country to data/reference/countries.csv",
            )  # fmt: skip
        found.append(code)
    return as_objects(found, desk.raw.index)
