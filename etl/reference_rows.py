"""The lookup tables as rows of the database: documents, countries, names, administrations, series."""

from __future__ import annotations

import pandas as pd

from etl.reference import Reference
from etl.tables import as_objects
from mineaction.schema import Base
from mineaction.vocabulary import TextIs


def tables(reference: Reference) -> dict[str, pd.DataFrame]:
    """Rows of ``document``, ``country``, ``country_alias``, ``administration`` and ``series``."""
    made = {
        "document": _documents(reference),
        "country": _countries(reference),
        "country_alias": _aliases(reference),
        "administration": _administrations(reference),
        "series": _series(reference),
    }
    return {
        name: table[[column.name for column in Base.metadata.tables[name].columns]]
        for name, table in made.items()
    }


def _documents(reference: Reference) -> pd.DataFrame:
    """The bibliography; a date that is not known is no date.

    A publisher that the table of publishers does not have, as that of a document fetched since, goes by its
    own name and is taken to publish its own text.
    """
    documents = reference.documents.copy()
    known = reference.publishers_table.set_index("printed")
    documents["publisher_name"] = documents["publisher"].map(known["name"]).fillna(documents["publisher"])
    documents["text_is"] = documents["publisher"].map(known["text_is"]).fillna(TextIs.OWN.value)
    documents["published_on"] = documents["published_on"].where(documents["published_on"] != "", None)
    return documents


def _countries(reference: Reference) -> pd.DataFrame:
    countries = reference.countries.copy()
    for column in ("latitude", "longitude"):
        countries[column] = as_objects(
            [float(value) if value else None for value in countries[column]], countries.index
        )
    countries["has_outline"] = countries["iso3"].isin(reference.outlined).astype(int)
    countries["is_former"] = countries["is_former"].astype(int)
    return countries


def _aliases(reference: Reference) -> pd.DataFrame:
    places = reference.places_table
    of_countries = places[places["iso3"] != ""].reset_index(drop=True)
    return pd.DataFrame(
        {"name": of_countries["printed"], "iso3": of_countries["iso3"], "note": of_countries["note"]}
    )


def _administrations(reference: Reference) -> pd.DataFrame:
    administrations = reference.administrations.copy()
    ends = administrations["ends_on"]
    administrations["ends_on"] = ends.where(ends != "", None)
    return administrations


def _series(reference: Reference) -> pd.DataFrame:
    series = reference.series.copy()
    for column in ("position", "is_shown_first"):
        series[column] = series[column].astype(int)
    return series
