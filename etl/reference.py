"""Our lookup tables: documents, countries, names as printed, terms, series. Matched exactly or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from etl.extract import PLACE_COLUMNS, read_csv
from etl.tables import records

OUTLINES_NAME = "countries_110m.geojson"


@dataclass(frozen=True, slots=True)
class Place:
    """What a printed place name stands for."""

    recipient_scope: str
    iso3: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Donor:
    """What a printed donor name stands for."""

    iso3: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Edition:
    """When a document came out, as far as is known, and where it stands among editions.

    ``published_on`` and ``order`` are empty where nothing is known. A profile known only to report
    on a year came out after it: it is ordered as of the next year.
    """

    published_on: str
    precision: str
    order: str


def _year_after_report(published: str) -> str:
    match = re.fullmatch(r"profile reporting on (\d{4})", published)
    return str(int(match[1]) + 1) if match else ""


class Reference:
    """The lookup tables of one folder, read once, and the documents that editions brought."""

    def __init__(self, folder: Path, documents: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._further_documents = tuple(documents)
        self._tables: dict[str, pd.DataFrame] = {}

    def table(self, name: str) -> pd.DataFrame:
        """One lookup table as text, rows in the order of its file. Raises Unreadable, FileNotFoundError."""
        if name not in self._tables:
            path = self.folder / f"{name}.csv"
            self._tables[name] = read_csv(path).drop(columns=list(PLACE_COLUMNS))
        return self._tables[name]

    @property
    def documents(self) -> pd.DataFrame:
        """The bibliography, one row a document; editions that bring the same one bring it once."""
        shipped = self.table("documents")
        if not self._further_documents:
            return shipped
        if "documents+" not in self._tables:
            brought = [read_csv(path).drop(columns=list(PLACE_COLUMNS)) for path in self._further_documents]
            joined = pd.concat([shipped, *brought], ignore_index=True).drop_duplicates(ignore_index=True)
            self._tables["documents+"] = joined
        return self._tables["documents+"]

    @property
    def countries(self) -> pd.DataFrame:
        """Countries and areas, with names and centroids."""
        return self.table("countries")

    @property
    def publishers_table(self) -> pd.DataFrame:
        """Publishers as listed, with the one name of each and what kind of text theirs is."""
        return self.table("publishers")

    @property
    def places_table(self) -> pd.DataFrame:
        """Place names as printed."""
        return self.table("places")

    @property
    def donors_table(self) -> pd.DataFrame:
        """Donor names as printed."""
        return self.table("donors")

    @property
    def terms_table(self) -> pd.DataFrame:
        """Terms as printed, by kind."""
        return self.table("terms")

    @property
    def administrations(self) -> pd.DataFrame:
        """US administrations and their terms."""
        return self.table("administrations")

    @property
    def series(self) -> pd.DataFrame:
        """The series figures belong to."""
        return self.table("series")

    @property
    def annual_lines(self) -> pd.DataFrame:
        """Which series each all-country line of the annual totals belongs to."""
        return self.table("annual_lines")

    @cached_property
    def document_ids(self) -> frozenset[str]:
        """Every document that may be cited."""
        return frozenset(self.documents["document_id"])

    @cached_property
    def publishers(self) -> Mapping[str, str]:
        """Publisher by document."""
        return dict(zip(self.documents["document_id"], self.documents["publisher"], strict=True))

    @cached_property
    def document_kinds(self) -> Mapping[str, str]:
        """How close each document stands to whom it quotes, in the list's own words."""
        return dict(zip(self.documents["document_id"], self.documents["kind_as_printed"], strict=True))

    @cached_property
    def iso3_codes(self) -> frozenset[str]:
        """Every country code that may be used."""
        return frozenset(self.countries["iso3"])

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Place by printed name."""
        return {
            row["printed"]: Place(row["recipient_scope"], row["iso3"] or None, row["name"])
            for row in records(self.places_table)
        }

    @cached_property
    def donors(self) -> Mapping[str, Donor]:
        """Donor by printed name."""
        return {row["printed"]: Donor(row["iso3"] or None, row["name"]) for row in records(self.donors_table)}

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """Short country name by code."""
        return dict(zip(self.countries["iso3"], self.countries["short_name"], strict=True))

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, str]]:
        """Code by printed term, for each kind of term."""
        found: dict[str, dict[str, str]] = {}
        for row in records(self.terms_table):
            found.setdefault(row["kind"], {})[row["printed"]] = row["code"]
        return found

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """Publication date by document."""
        return {
            row["document_id"]: Edition(
                row["published_on"],
                row["published_precision"],
                row["published_on"] or _year_after_report(row["published_as_printed"]),
            )
            for row in records(self.documents)
        }

    @cached_property
    def outlined(self) -> frozenset[str]:
        """Countries that the shipped outlines have a shape for."""
        shapes = json.loads((self.folder / OUTLINES_NAME).read_text(encoding="utf-8"))
        return frozenset(shape["properties"]["iso3"] for shape in shapes["features"]) - {""}
