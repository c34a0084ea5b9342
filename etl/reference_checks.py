"""What can be wrong with the lookup tables themselves: found before any source is read."""

from __future__ import annotations

from collections.abc import Iterator, Set
from enum import StrEnum

from etl.extract import Unreadable
from etl.reference import OUTLINES_NAME, Reference
from etl.tables import indexed_records, labels
from mineaction import vocabulary as words
from mineaction.findings import Finding
from mineaction.periods import date_span

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        *("document_id", "title", "publisher", "published_as_printed", "published_on"),
        *("published_precision", "url", "address_as_listed", "address_note", "consulted_as", "consulted_on"),
        *("licence_note", "kind_as_printed"),
    ),
    "countries": (
        *("iso3", "iso2", "m49_code", "name", "short_name", "region_name", "sub_region_name"),
        *("income_level", "latitude", "longitude", "is_former", "document_id", "note"),
    ),
    "publishers": ("printed", "name", "text_is", "note"),
    "places": ("printed", "recipient_scope", "iso3", "name", "note"),
    "donors": ("printed", "iso3", "name", "note"),
    "terms": ("kind", "printed", "code", "note"),
    "series": (
        *("series_key", "family_key", "position", "title", "panel_title", "measure", "activity_scope"),
        *("adds_over", "panel_by", "edition_rule", "is_shown_first", "caveat"),
    ),
    "annual_lines": (
        *("scope_as_printed", "comparator_as_printed", "series_key", "appropriation_account"),
        *("agency_name", "recipient_name", "note"),
    ),
    "administrations": ("administration_key", "president", "starts_on", "ends_on", "document_id"),
}
KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "countries": ("iso3",),
    "publishers": ("printed",),
    "places": ("printed",),
    "donors": ("printed",),
    "terms": ("kind", "printed"),
    "series": ("series_key",),
    "annual_lines": ("scope_as_printed", "comparator_as_printed"),
    "administrations": ("administration_key",),
}
ALLOWED: dict[tuple[str, str], type[StrEnum]] = {
    ("documents", "published_precision"): words.DatePrecision,
    ("publishers", "text_is"): words.TextIs,
    ("places", "recipient_scope"): words.RecipientScope,
    ("series", "measure"): words.Measure,
    ("series", "activity_scope"): words.ActivityScope,
}
# Kinds of terms whose codes are one of the project's own words, or the key of a series.
TERM_CODES: dict[str, type[StrEnum]] = {
    "activity_scope": words.ActivityScope,
    "claim_metric": words.ClaimMetric,
    "commitment_value": words.CommitmentValue,
    "comparator": words.Comparator,
    "confidence": words.Confidence,
    "direction": words.Direction,
    "event_kind": words.EventKind,
    "treaty": words.Treaty,
    "treaty_status": words.TreatyState,
    "year_basis": words.YearBasis,
}
SERIES_TERMS = ("listing_series", "support_series", "crs_series", "iati_series")

# After these rules the words of a source cannot be turned into codes; after others they can.
KEY_REPEATED, UNKNOWN_WORD = "key_repeated", "unknown_word"
NOTHING_CAN_BE_SHAPED = frozenset({KEY_REPEATED, UNKNOWN_WORD})

FIRST_DATA_ROW = 2


def unreadable(reference: Reference) -> list[Finding]:
    """Findings for tables that are missing, broken, or lack a column: nothing can be read without them."""
    findings = []
    for name, columns in COLUMNS.items():
        try:
            table = reference.table(name)
        except Unreadable as error:
            findings.append(error.finding)
            continue
        except FileNotFoundError:
            findings.append(_error(name, None, "file_missing", "the table is not there", "", "restore it"))
            continue
        findings += [
            _error(name, 1, "column_missing", "a column is missing", column, "restore it")
            for column in columns
            if column not in table.columns
        ]
    if not (reference.folder / OUTLINES_NAME).is_file():
        findings.append(
            Finding(words.Severity.ERROR, "reference", OUTLINES_NAME, "file", "file_missing",
                    "the country outlines are not there", "", "restore them")
        )  # fmt: skip
    return findings


def problems(reference: Reference) -> list[Finding]:
    """Findings for what readable tables say: repeated keys, words and codes that are not known, dates."""
    return [
        *_repeated(reference),
        *_words(reference),
        *_codes(reference),
        *_dates(reference),
        *_countries(reference),
    ]


def _error(name: str, row: int | None, rule: str, message: str, value: str, what_to_do: str) -> Finding:
    place = "file" if row is None else f"row {row}"
    return Finding(words.Severity.ERROR, "reference", f"{name}.csv", place, rule, message, value, what_to_do)


def _repeated(reference: Reference) -> Iterator[Finding]:
    for name, key in KEYS.items():
        table = reference.table(name)
        for position in labels(table, table.duplicated(list(key))):
            value = " | ".join(str(table.at[position, column]) for column in key)
            yield _error(name, position + FIRST_DATA_ROW, KEY_REPEATED, "a second row with the same key",
                         value, "remove one of them")  # fmt: skip


def _words(reference: Reference) -> Iterator[Finding]:
    """Columns, and codes of terms, that hold one of a fixed set of words."""
    for (name, column), enum in ALLOWED.items():
        yield from _unknown(reference, name, column, frozenset(enum))
    series = set(reference.series["series_key"])
    for position, row in indexed_records(reference.terms_table):
        enum_of_kind = TERM_CODES.get(row["kind"])
        wrong_word = enum_of_kind is not None and row["code"] not in list(enum_of_kind)
        wrong_series = row["kind"] in SERIES_TERMS and row["code"] not in series
        if wrong_word or wrong_series:
            yield _error("terms", position + FIRST_DATA_ROW, UNKNOWN_WORD,
                         f"a code that is not one of the words for {row['kind']}", row["code"],
                         "correct the code, or add the word to the vocabulary or the series")  # fmt: skip
    yield from _unknown(reference, "annual_lines", "series_key", series | {""})


def _codes(reference: Reference) -> Iterator[Finding]:
    codes, documents = reference.iso3_codes | {""}, reference.document_ids
    for name in ("places", "donors"):
        yield from _unknown(
            reference, name, "iso3", codes, "unknown_country_code",
            "a code that is not in the list of countries", "add the country, or correct the code",
        )  # fmt: skip
    for name in ("countries", "administrations"):
        yield from _unknown(
            reference, name, "document_id", documents, "unknown_document",
            "a document that is not in the bibliography", "add it to documents.csv, or correct the row",
        )  # fmt: skip


def _unknown(
    reference: Reference,
    name: str,
    column: str,
    known: Set[str],
    rule: str = UNKNOWN_WORD,
    message: str = "a word that is not one of those allowed",
    what_to_do: str = "correct the row",
) -> Iterator[Finding]:
    for position, value in enumerate(reference.table(name)[column]):
        if str(value) not in known:
            yield _error(name, position + FIRST_DATA_ROW, rule, f"{message} in column {column}", str(value),
                         what_to_do)  # fmt: skip


def _dates(reference: Reference) -> Iterator[Finding]:
    day = words.DatePrecision.DAY.value
    dated: list[tuple[str, int, str, str]] = [
        ("documents", position, row["published_on"], row["published_precision"])
        for position, row in indexed_records(reference.documents)
    ]
    for position, row in indexed_records(reference.administrations):
        dated += [("administrations", position, row[column], day) for column in ("starts_on", "ends_on")]
    for name, position, printed, precision in dated:
        if not printed or precision not in list(words.DatePrecision):
            continue
        try:
            date_span(printed, words.DatePrecision(precision))
        except ValueError as problem:
            yield _error(name, position + FIRST_DATA_ROW, "date", str(problem), printed, "mend the date")


def _countries(reference: Reference) -> Iterator[Finding]:
    for position, row in indexed_records(reference.countries):
        place, given = position + FIRST_DATA_ROW, [row["latitude"], row["longitude"]]
        if not all(given) and (any(given) or row["is_former"] != "1"):
            message, what_to_do = "a country without a centroid", "add latitude and longitude"
            yield _error("countries", place, "centroid_missing", message, row["iso3"], what_to_do)
        elif not all(_is_degrees(value) for value in given if value):
            message, what_to_do = "a centroid that is not in degrees", "write decimal degrees"
            yield _error("countries", place, "centroid", message, " ".join(given), what_to_do)
    for name, column in (("countries", "is_former"), ("series", "is_shown_first")):
        yield from _unknown(reference, name, column, frozenset({"0", "1"}))
    for position, row in indexed_records(reference.series):
        if not row["position"].isdecimal():
            yield _error("series", position + FIRST_DATA_ROW, UNKNOWN_WORD, "a position that is not a number",
                         row["position"], "write a whole number")  # fmt: skip


def _is_degrees(value: str) -> bool:
    try:
        # The list writes a few longitudes east of 180 degrees rather than as west.
        return -180 <= float(value) <= 360
    except ValueError:
        return False
