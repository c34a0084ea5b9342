"""USAspending, Assistance Listing 19.800: one row is one fiscal year, or one place and fiscal year."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.listing_19_800 import LISTING_19_800
from etl.shape import figures, joined
from etl.tables import Column, as_objects, indexed_records, labels
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "subject_key")

extract = read_csv

OVER_TIME = "spending_over_time"
NO_PLACE = "Place not named"


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``, whole dollars, negative ones as they are.

    A year that comes to nothing, and has no place either, gives no row: USAspending writes 0 for every year
    without an award.
    """
    raw = desk.raw
    series = desk.term("answer_of", "listing_series")
    year = desk.year("fiscal_year")
    amount = desk.dollars("obligations_usd")
    is_year = raw["answer_of"] == OVER_TIME
    iso3 = _country(desk)
    is_named = raw["place_code"] != ""
    with_places = set(raw.loc[~is_year, "fiscal_year"])
    empty = is_year & (amount == 0) & ~raw["fiscal_year"].isin(with_places)
    for index in labels(raw, empty):
        desk.leave_out(index, "no award under the listing in this year", str(raw["fiscal_year"][index]))
    names = iso3.map(lambda code: desk.reference.short_names.get(code, "") if code else NO_PLACE)
    scope = pd.Series("country", index=raw.index, dtype="object").where(is_named, "unspecified")
    return figures(
        desk,
        **LISTING_19_800,
        step=1,
        series_key=series,
        document_id=desk.document(),
        locator=raw["locator"],
        donor_as_printed="Assistance Listing 19.800",
        recipient_iso3=iso3,
        recipient_name=names.mask(is_year, "Global"),
        recipient_as_printed=raw["place_name"].mask(is_year, "all places"),
        recipient_scope=scope.mask(is_year, "global"),
        year=year,
        amount_usd=amount.mask(empty, None),
        amount_as_printed=raw["obligations_usd"],
        subject_key=joined(series, raw["place_code"], year),
    )


def _country(desk: Desk) -> Column:
    """Code of the country each place belongs to, None where none is named.

    USAspending's codes are ISO's but for a few, which the table of terms has. A name that the table of
    places knows has to be the one the code stands for.
    """
    reference = desk.reference
    own = reference.terms.get("usaspending_place", {})
    places = {printed.casefold(): place.iso3 for printed, place in reference.places.items()}
    found: list[str | None] = []
    for index, row in indexed_records(desk.raw):
        printed, name = row["place_code"], row["place_name"]
        code = own.get(printed, printed)
        known = places.get(name.casefold(), code)
        if code and code not in reference.iso3_codes:
            desk.note(
                index, "unknown_country_code", "a country code that is not in the list of countries",
                f"{printed} / {name}",
                "add the country to data/reference/countries.csv, or say in data/reference/terms.csv, kind "
                "usaspending_place, which country's code it stands for",
            )  # fmt: skip
        elif code and known != code:
            desk.note(
                index, "place_and_code_differ", f"the name stands for {known}, the code says otherwise",
                f"{name} / {printed}",
                "compare both with USAspending.gov; if the name is right, mend data/reference/places.csv",
            )  # fmt: skip
        found.append(code or None)
    return as_objects(found, desk.raw.index)
