"""OECD CRS, purpose 15250: one row is what one donor committed, or paid, to one recipient in one year."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from etl.crs import FURTHER_TOTAL
from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import figures, joined
from etl.tables import Column, indexed_records, labels
from mineaction.schema import FundingFigure
from mineaction.vocabulary import RecipientScope

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "subject_key")

extract = read_csv

MILLION = 1_000_000


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure`` in whole dollars; the amount in constant prices stands beside its own."""
    raw = desk.raw
    _constant_has_current(desk)
    series = desk.term("flow_type", "crs_series")
    donor, place, year = _donors(desk), _recipients(desk), desk.year("year")
    return figures(
        desk,
        step=1,
        series_key=series,
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3=donor["iso3"],
        donor_name=donor["name"],
        donor_as_printed=raw["donor_name"],
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_as_printed=raw["recipient_name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis="calendar",
        scope_as_printed=raw["purpose_name"],
        sector="15250",
        sector_as_printed=raw["purpose_code"],
        amount_usd=desk.dollars("amount_usd_million", times=MILLION, allow_blank=True),
        amount_constant_usd=desk.dollars("constant_usd_million", times=MILLION, allow_blank=True),
        constant_prices_of=raw["constant_prices_of"],
        amount_as_printed=raw["amount_usd_million"],
        unit_as_printed="US$ million",
        subject_key=joined(series, raw["donor_code"], raw["recipient_code"], year),
        note=_notes(desk),
    )


def _constant_has_current(desk: Desk) -> None:
    """An amount in constant prices alone cannot be charted: the publisher always gives both."""
    blank = desk.raw["amount_usd_million"] == ""
    for index in labels(desk.raw, blank):
        desk.note(
            index,
            "constant_without_current",
            "an amount in constant prices without one in current prices",
            " ".join(str(desk.raw[column][index]) for column in ("donor_name", "recipient_name", "year"))
            + f": {desk.raw['constant_usd_million'][index]}",
            "rows may be missing in the answer: refresh again later, or compare with the publisher's page",
        )


def _donors(desk: Desk) -> pd.DataFrame:
    """Columns ``iso3`` and ``name``: a country by its code, anybody else by the name printed."""
    reference = desk.reference
    names = {donor.iso3: donor.name for donor in reference.donors.values()}
    rows: list[tuple[str | None, str]] = []
    for index, code, printed in _codes_and_names(desk, "donor"):
        named = reference.donors.get(printed)
        if code in reference.iso3_codes:
            _agree(desk, index, "donor", code, named.iso3 if named else code)
            rows.append((code, names.get(code) or reference.short_names[code]))
        elif named:
            rows.append((named.iso3, named.name))
        else:
            _unknown(desk, index, "donor", "data/reference/donors.csv", code, printed)
            rows.append((None, ""))
    return pd.DataFrame(rows, index=desk.raw.index, columns=["iso3", "name"], dtype="object")


def _recipients(desk: Desk) -> pd.DataFrame:
    """Columns ``iso3``, ``name`` and ``scope``: a country or area by its code."""
    reference = desk.reference
    areas = reference.terms.get("crs_area", {})
    rows: list[tuple[str | None, str, str]] = []
    for index, code, printed in _codes_and_names(desk, "recipient"):
        named = reference.places.get(areas.get(code, printed))
        if code in reference.iso3_codes:
            _agree(desk, index, "recipient", code, named.iso3 if named else code)
            rows.append((code, reference.short_names[code], RecipientScope.COUNTRY.value))
        elif named:
            rows.append((named.iso3, named.name, named.recipient_scope))
        else:
            _unknown(desk, index, "recipient", "data/reference/places.csv", code, printed)
            rows.append((None, "", RecipientScope.UNSPECIFIED.value))
    return pd.DataFrame(rows, index=desk.raw.index, columns=["iso3", "name", "scope"], dtype="object")


def _codes_and_names(desk: Desk, what: str) -> Iterator[tuple[int, str, str]]:
    for index, row in indexed_records(desk.raw):
        yield index, str(row[f"{what}_code"]), str(row[f"{what}_name"])


def _unknown(desk: Desk, index: int, what: str, table: str, code: str, printed: str) -> None:
    """Note a donor or recipient that nothing is known of, at its first row only, so that all are told."""
    message = f"a {what} that is not in the lookup tables"
    told = f"{printed}, code {code}"
    if not any(finding.message == message and finding.value == told for finding in desk.findings):
        step = f"add the name to {table}; or, if it stands for several {what}s together, {FURTHER_TOTAL}"
        desk.note(index, f"unknown_{what}", message, told, step)


def _agree(desk: Desk, index: int, what: str, code: str, meant: str | None) -> None:
    """Note where the printed name is known to stand for another country than the code does."""
    if meant != code:
        desk.note(
            index, f"{what}_and_code_differ", f"the {what}'s name stands for {meant}, its code for {code}",
            str(desk.raw[f"{what}_name"][index]), "correct the name in data/reference, or compare with the "
            "publisher's page",
        )  # fmt: skip


def _notes(desk: Desk) -> Column:
    """How the publisher marks the observation, where it is not an ordinary one."""
    marked = desk.raw["observation_status"]
    return ("marked by the publisher: " + marked).where(marked != "", "")
