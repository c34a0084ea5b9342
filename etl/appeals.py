"""What the OCHA sources share: a plan's line gives what was required and what was received."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.shape import figures, joined
from etl.tables import Column, labels

FILE_IN_LOCATOR = "data/"


def plan_rows(desk: Desk, series_stem: str, plan_name: Column, scope_as_printed: object) -> pd.DataFrame:
    """Up to two rows of ``funding_figure`` a line. A blank gives none: a blank is not a zero."""
    raw = desk.raw
    raw["_iso3"] = raw["country_iso3"]
    iso3 = desk.iso3("_iso3")
    name = iso3.map(lambda code: desk.reference.short_names.get(code, "") if code else "")
    year = desk.year("year")
    document = desk.document()
    starts_on, ends_on = desk.date("starts_on"), desk.date("ends_on")
    span = "plan runs " + starts_on + " to " + ends_on
    inside = (starts_on.str.slice(0, 4) == raw["year"]) & (ends_on.str.slice(0, 4) == raw["year"])
    frames = []
    for column, kind in (("requirements_usd", "requirements"), ("funding_usd", "funding")):
        frames.append(
            figures(
                desk,
                step=1,
                series_key=f"{series_stem}_{kind}",
                document_id=document,
                # The bibliography names the copy that was read; file and row locate the line.
                locator=raw["locator"].str.split(FILE_IN_LOCATOR).str[-1] + f", column {kind}",
                donor_name="All donors",
                donor_as_printed="all",
                recipient_iso3=iso3,
                recipient_name=name,
                recipient_as_printed=raw["country_iso3"],
                recipient_scope="country",
                year=year,
                year_basis="calendar",
                scope_as_printed=scope_as_printed,
                plan_name=plan_name,
                amount_usd=desk.dollars(column, allow_blank=True),
                amount_as_printed=raw[column],
                unit_as_printed="US$",
                subject_key=joined(f"{series_stem}_{kind}", raw["plan_id"], plan_name),
                note=span.where(~inside, ""),
            )
        )
    blank = (raw["requirements_usd"] == "") & (raw["funding_usd"] == "")
    for index in labels(raw, blank):
        desk.leave_out(index, "neither requirement nor funding is printed", raw["plan_code"][index])
    return pd.concat(frames).sort_index(kind="stable")
