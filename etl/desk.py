"""The desk where published words become codes. What cannot be, is noted; nothing is guessed.

A desk works on one source's raw rows. Each method takes a column, gives a column of the same index,
and notes a finding for every value it does not know, so that one run names them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pandas as pd

from etl.reference import Reference
from etl.tables import PLAIN_NUMBER, Column, as_objects, indexed_records, labels
from mineaction.findings import Finding
from mineaction.periods import date_span
from mineaction.vocabulary import DatePrecision, Severity

_ASIDE = re.compile(r" \(.*\)$")
NO_CODE = ""
EDITION_FILE = re.compile(r"(\d{4,})-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.csv")
"""The file of an edition, by its running number, day and checksum."""

# How publishers write that there is nothing to report: no row, never a zero.
NOT_REPORTED = ("", "N/R")


class Desk:
    """Turns one source's raw columns into codes and numbers, and keeps the findings."""

    def __init__(self, source_key: str, raw: pd.DataFrame, reference: Reference) -> None:
        self.source_key = source_key
        # Transforms put columns of their own beside the published ones; the caller's rows stay as they were.
        self.raw = raw.copy()
        self.reference = reference
        self.findings: list[Finding] = []
        self.left_out: dict[tuple[str, int], str] = {}

    def note(
        self,
        index: int,
        rule: str,
        message: str,
        value: str = "",
        what_to_do: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Keep a finding about the raw row at ``index``."""
        name, number = self._place_of(index)
        self.findings.append(
            Finding(severity, self.source_key, name, f"row {number}", rule, message, value, what_to_do)
        )

    def _place_of(self, index: int) -> tuple[str, int]:
        return str(self.raw.at[index, "file_name"]), int(str(self.raw.at[index, "file_row"]))

    def leave_out(self, index: int, reason: str, value: str = "") -> None:
        """Say why the raw row at ``index`` gives no row of the database."""
        self.left_out[self._place_of(index)] = reason
        self.note(index, "row_not_loaded", reason, value, "", Severity.NOTE)

    def file_row(self) -> Column:
        """``file.csv row 14`` for each row."""
        return self.raw["file_name"] + " row " + self.raw["file_row"].astype(str)

    def row_number(self) -> Column:
        """Each row's number in its file, as text, after that of the edition where one was added later."""
        numbers = []
        for name, row in zip(self.raw["file_name"], self.raw["file_row"], strict=True):
            edition = EDITION_FILE.match(str(name))
            numbers.append(f"{edition[1]}-{row}" if edition else str(row))
        return as_objects(numbers, self.raw.index)

    def _each(
        self, column: str, find: Callable[[str], object | None], rule: str, message: str, what_to_do: str
    ) -> Column:
        """Look each distinct value up once; note every row whose value is not found."""
        values = [str(value) for value in self.raw[column]]
        found = {value: find(value) for value in dict.fromkeys(values)}
        for index, value in zip(self.raw.index, values, strict=True):
            if found[value] is None:
                self.note(int(index), rule, f"{message} in column {column}", value, what_to_do)
        return as_objects(
            [NO_CODE if found[value] is None else found[value] for value in values], self.raw.index
        )

    def term(self, column: str, kind: str) -> Column:
        """Codes for a column of printed terms of one kind."""
        known = self.reference.terms.get(kind, {})
        return self._each(
            column,
            known.get,
            f"unknown_{kind}",
            f"a {kind.replace('_', ' ')} that is not in the table of terms",
            f"add it to data/reference/terms.csv as kind {kind}, or correct the row",
        )

    def document(self, column: str = "document_id") -> Column:
        """Document ids, each of which the bibliography must have."""
        known = self.reference.document_ids
        return self._each(
            column,
            lambda value: value if value in known else None,
            "unknown_document",
            "a document that is not in the bibliography",
            "add it to data/reference/documents.csv, or correct the row",
        )

    def documents(self, column: str) -> Column:
        """Lists of document ids, joined by `;`; an aside in brackets after an id is allowed."""
        known = self.reference.document_ids

        def check(value: str) -> str | None:
            parts = [part.strip() for part in value.split(";") if part.strip()]
            names = [_ASIDE.sub("", part) for part in parts]
            return "; ".join(parts) if all(name in known for name in names) else None

        return self._each(
            column,
            check,
            "unknown_document",
            "a document that is not in the bibliography",
            "add it to data/reference/documents.csv, or correct the row",
        )

    def iso3(self, column: str) -> Column:
        """Country codes; blank becomes None."""
        known = self.reference.iso3_codes
        codes = self._each(
            column,
            lambda value: value if value in known or value == "" else None,
            "unknown_country_code",
            "a country code that is not in the list of countries",
            "add the country to data/reference/countries.csv, or correct the row",
        )
        return codes.where(codes != "", None)

    def iso3_list(self, column: str) -> Column:
        """Country codes joined by `;`."""
        known = self.reference.iso3_codes

        def check(value: str) -> str | None:
            codes = [code for code in value.split(";") if code]
            return ";".join(codes) if set(codes) <= known else None

        return self._each(
            column,
            check,
            "unknown_country_code",
            "a country code that is not in the list of countries",
            "add the country to data/reference/countries.csv, or correct the row",
        )

    def place(self, column: str, iso3_column: str | None = None) -> pd.DataFrame:
        """Columns ``iso3`` (or None), ``name`` and ``scope`` for a column of printed places.

        Where the row has a code of its own, it has to be the one the name stands for.
        """
        places = self.reference.places
        found = self._each(
            column,
            places.get,
            "unknown_place",
            "a place that is not in the table of places",
            "add it to data/reference/places.csv, or correct the row",
        )
        rows = [
            (None, "", "unspecified") if item == NO_CODE else (item.iso3, item.name, item.recipient_scope)
            for item in found
        ]
        table = pd.DataFrame(rows, index=found.index, columns=["iso3", "name", "scope"], dtype="object")
        if iso3_column:
            printed = self.iso3(iso3_column)
            differs = (found != NO_CODE) & (printed.fillna("") != table["iso3"].fillna(""))
            for index in labels(self.raw, differs):
                self.note(
                    index,
                    "place_and_code_differ",
                    f"the name in {column} stands for {table['iso3'][index]}, the row says otherwise",
                    f"{self.raw[column][index]} / {self.raw[iso3_column][index]}",
                    "correct the row, or the name in data/reference/places.csv",
                )
        return table

    def donor(self, column: str) -> pd.DataFrame:
        """Columns ``iso3`` (or None) and ``name`` for a column of printed donors."""
        donors = self.reference.donors
        found = self._each(
            column,
            donors.get,
            "unknown_donor",
            "a donor that is not in the table of donors",
            "add it to data/reference/donors.csv, or correct the row",
        )
        rows = [(None, "") if item == NO_CODE else (item.iso3, item.name) for item in found]
        return pd.DataFrame(rows, index=found.index, columns=["iso3", "name"], dtype="object")

    def number(self, column: str, *, allow_blank: bool = False) -> Column:
        """Decimals; a blank or "N/R" is None where it is allowed and a finding where it is not."""

        def read(value: str) -> object | None:
            if value in NOT_REPORTED:
                return "blank" if allow_blank else None
            return Decimal(value) if PLAIN_NUMBER.fullmatch(value) else None

        found = self._each(
            column,
            read,
            "not_a_number",
            "a value that is not a number",
            "correct the row; write plain digits",
        )
        return as_objects([item if isinstance(item, Decimal) else None for item in found], found.index)

    def dollars(self, column: str, *, times: int = 1, allow_blank: bool = False) -> Column:
        """Whole US dollars, rounded half up after multiplying by ``times``; None where blank."""
        numbers = self.number(column, allow_blank=allow_blank)
        return as_objects(
            [whole(value * times) if isinstance(value, Decimal) else None for value in numbers], numbers.index
        )

    def year(self, column: str, *, allow_blank: bool = False) -> Column:
        """Years between 1900 and 2100; None where blank and allowed."""

        def read(value: str) -> object | None:
            if value == "" and allow_blank:
                return "blank"
            return int(value) if re.fullmatch(r"(19|20)\d\d", value) else None

        found = self._each(column, read, "not_a_year", "a value that is not a year", "write four digits")
        return as_objects([item if isinstance(item, int) else None for item in found], found.index)

    def date(self, column: str, precision_column: str | None = None, *, allow_blank: bool = False) -> Column:
        """ISO dates that have the precision the row claims, or name a day where it claims none."""
        allowed = {item.value for item in DatePrecision}
        kept = []
        for index, row in indexed_records(self.raw):
            value = row[column]
            precision = row[precision_column] if precision_column else DatePrecision.DAY.value
            kept.append(value)
            if value == "" and allow_blank:
                continue
            try:
                if precision not in allowed:
                    raise ValueError(f"unknown precision {precision!r}")
                date_span(value, DatePrecision(precision))
            except ValueError as error:
                self.note(
                    index,
                    "date",
                    f"a date in column {column} that is not what its precision says: {error}",
                    f"{value} ({precision})",
                    "write an ISO date and day, month or year as precision",
                )
        return as_objects(kept, self.raw.index)


def whole(value: Decimal) -> int:
    """The nearest whole number, halves away from zero."""
    return int(value.to_integral_value(rounding="ROUND_HALF_UP"))
