"""ForeignAssistance.gov, purpose 15250: one row is one transaction of a US agency, of one kind and sign."""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd

from etl.desk import NOT_REPORTED, Desk
from etl.extract import read_csv
from etl.reference import Place
from etl.shape import figures
from etl.tables import Column, as_objects, indexed_records
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("file_row",)

extract = read_csv

SERIES = {
    "obligations": "us_fa_obligations",
    "disbursements": "us_fa_disbursements",
    "requests": "us_fa_requests",
}
PLANNED = "planned"
"""Amounts appropriated and planned: they are neither obligated nor paid, and no series holds them."""
TRANSITION_QUARTER = "1976tq"
LETTERS_COMPARED = 5
"""So many first letters of our word for a kind have to stand in the publisher's."""
DAY = re.compile(r"(\d{4}-\d\d-\d\d)([T ].*)?")
DAY_IN_WORDS = "%d-%b-%Y"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure`` in whole dollars, signed as printed; equal amounts are no repeats."""
    raw = desk.raw
    kind = _kind(desk)
    place = _place(desk)
    quarter = raw["fiscal_year"].str.lower() == TRANSITION_QUARTER
    loaded = _loaded(desk, kind, quarter)
    raw["fiscal_year"] = raw["fiscal_year"].mask(quarter, TRANSITION_QUARTER[:4])
    return figures(
        desk,
        step=1,
        series_key=kind.map(SERIES).fillna("").where(loaded, ""),
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3="USA",
        donor_name="United States",
        donor_as_printed="United States",
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_as_printed=raw["country_name"],
        recipient_scope=place["scope"],
        year=desk.year("fiscal_year"),
        year_basis="us_fiscal",
        scope_as_printed=raw["purpose_name"],
        appropriation_account=raw["funding_account_name"],
        agency_name=raw["managing_agency_name"],
        sub_agency_name=raw["managing_sub_agency_name"],
        implementer_name=raw["implementing_partner_name"],
        activity_id=raw["activity_id"],
        activity_name=raw["activity_name"],
        transaction_on=_day(desk, "transaction_date"),
        sector=raw["purpose_code"],
        sector_as_printed=raw["purpose_code"],
        amount_usd=desk.dollars("amount_usd", allow_blank=True).where(loaded, None),
        amount_constant_usd=desk.dollars("amount_constant_usd", allow_blank=True),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
    )


def _kind(desk: Desk) -> Column:
    """Our word for what kind of amount each row is; the publisher's number and words have to agree."""
    kind = desk.term("transaction_type_id", "foreign_assistance_type")
    rows = indexed_records(desk.raw[["transaction_type_id", "transaction_type_name"]])
    for (index, row), code in zip(rows, kind, strict=True):
        printed = row["transaction_type_name"]
        if code and printed and code[:LETTERS_COMPARED] not in printed.lower():
            desk.note(
                index,
                "type_and_words_differ",
                f"the number of the transaction type stands for {code}, its name says otherwise",
                f"{row['transaction_type_id']} / {printed}",
                "look up what the publisher's numbers mean now; correct data/reference/terms.csv",
            )
    return kind


def _loaded(desk: Desk, kind: Column, quarter: Column) -> Column:
    """Which rows give a figure; of the others it is noted why they do not."""
    loaded = []
    rows = indexed_records(desk.raw[["fiscal_year", "amount_usd", "transaction_type_name"]])
    for (index, row), code, is_quarter in zip(rows, kind, quarter, strict=True):
        reason, value = "", ""
        if code == PLANNED:
            reason, value = "planned, neither obligated nor paid", row["transaction_type_name"]
        elif is_quarter:
            reason, value = "the transition quarter is part of no fiscal year", row["fiscal_year"]
        elif row["amount_usd"] in NOT_REPORTED:
            reason = "no amount is given"
        if reason:
            desk.leave_out(index, reason, value)
        loaded.append(not reason)
    return pd.Series(loaded, index=desk.raw.index)


def _place(desk: Desk) -> pd.DataFrame:
    """Columns ``iso3`` (or None), ``name`` and ``scope``. The code decides; a known name has to agree."""
    names = {
        place.iso3: place.name for place in desk.reference.places.values() if place.iso3
    }  # One name throughout, whichever way a publisher writes it.
    found: dict[tuple[str, str], Place | None] = {}
    rows = []
    for index, row in indexed_records(desk.raw[["country_code", "country_name"]]):
        code, printed = key = (row["country_code"], row["country_name"])
        if key not in found:
            found[key] = _place_of(desk, code, printed, names)
        place = found[key]
        if place is None:
            desk.note(
                index,
                "unknown_place",
                "neither a country's code nor a name that is in the table of places",
                f"{code} / {printed}",
                "add the name to data/reference/places.csv, as a country, a region or global",
            )
        elif place.iso3 != _said_by_name(desk, printed, place).iso3:
            desk.note(
                index,
                "place_and_code_differ",
                f"the code stands for {place.name}, the name for {_said_by_name(desk, printed, place).name}",
                f"{code} / {printed}",
                "look at the publisher's list of countries; correct data/reference/places.csv",
            )
        rows.append((place.iso3, place.name, place.recipient_scope) if place else (None, "", "unspecified"))
    return pd.DataFrame(rows, index=desk.raw.index, columns=["iso3", "name", "scope"], dtype="object")


def _place_of(desk: Desk, code: str, printed: str, names: dict[str, str]) -> Place | None:
    """What a code and a name stand for; None where neither is known."""
    if code in desk.reference.iso3_codes:
        return Place("country", code, names.get(code) or desk.reference.short_names[code])
    return _place_named(desk, printed)


def _place_named(desk: Desk, printed: str) -> Place | None:
    """What a name stands for; None where nobody knows. What calls itself a region is one."""
    if known := desk.reference.places.get(printed):
        return known
    return Place("region", None, printed) if printed.lower().endswith("region") else None


def _said_by_name(desk: Desk, printed: str, otherwise: Place) -> Place:
    return _place_named(desk, printed) or otherwise


def _day(desk: Desk, column: str) -> Column:
    """Days in ISO form, of ISO dates with or without a time and of days like 30-SEP-2019; blank stays so."""

    def read(value: str) -> str | None:
        try:
            if match := DAY.fullmatch(value):
                return datetime.fromisoformat(match[1]).date().isoformat()
            return datetime.strptime(value, DAY_IN_WORDS).date().isoformat()
        except ValueError:
            return None

    values = [str(value) for value in desk.raw[column]]
    days = {value: read(value) if value else "" for value in dict.fromkeys(values)}
    for index, value in zip(desk.raw.index, values, strict=True):
        if days[value] is None:
            desk.note(
                int(index),
                "date",
                f"a date in column {column} that is written in a way not known",
                value,
                "look how the publisher writes dates now; the module of this source has to learn it",
            )
    return as_objects([days[value] or "" for value in values], desk.raw.index)
