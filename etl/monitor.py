"""What the Landmine Monitor sources share: contributions from a donor to a recipient, and printed totals."""

from __future__ import annotations

from typing import Any

import pandas as pd

from etl.desk import Desk
from etl.shape import figures, joined
from etl.tables import Column, as_objects, labels
from mineaction.vocabulary import Perspective

UNITED_STATES = "United States"


def contribution_rows(
    desk: Desk, *, donor: pd.DataFrame, place: pd.DataFrame, perspective: object, **columns: Any
) -> pd.DataFrame:
    """Rows of ``funding_figure`` for contributions; the perspective decides the series.

    ``donor`` and ``place`` come from the desk. Amounts are whole dollars as the table prints them.
    """
    seen_from = (
        perspective
        if isinstance(perspective, pd.Series)
        else as_objects([perspective] * len(desk.raw), desk.raw.index)
    )
    allowed = {item.value for item in Perspective}
    for index in labels(desk.raw, ~seen_from.isin(allowed)):
        desk.note(
            index,
            "unknown_perspective",
            "a perspective that is neither donor_profile nor recipient_profile",
            str(seen_from[index]),
            "correct the row",
        )
    return figures(
        desk,
        step=1,
        series_key=("lm_flows_" + seen_from).where(seen_from.isin(allowed), ""),
        donor_iso3=donor["iso3"],
        donor_name=donor["name"],
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_scope=place["scope"],
        year_basis="calendar",
        scope_as_printed="mine action",
        perspective=seen_from,
        **columns,
    )


def us_contribution_rows(desk: Desk, **columns: Any) -> pd.DataFrame:
    """Rows for what the United States gave to recipients, from a file that names no other donor.

    ``columns`` are those that differ from file to file: the perspective, the locator, what may be cut off.
    """
    raw = desk.raw
    desk.term("year_basis_as_printed", "year_basis")
    raw["_donor"] = UNITED_STATES
    return contribution_rows(
        desk,
        donor=desk.donor("_donor"),
        place=desk.place("recipient_name"),
        document_id=desk.document(),
        year=desk.year("year"),
        donor_as_printed=UNITED_STATES,
        recipient_as_printed=raw["recipient_name"],
        sector=desk.term("sector_as_printed", "sector"),
        sector_as_printed=raw["sector_as_printed"],
        amount_usd=desk.dollars("amount_usd"),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
        note=raw["note"],
        **columns,
    )


def donor_total_rows(desk: Desk, donor: pd.DataFrame, year: Column, **columns: Any) -> pd.DataFrame:
    """Rows for what one donor gave worldwide; the United States has a series of its own."""
    return figures(
        desk,
        series_key=donor["name"].map(
            lambda name: "lm_us_totals" if name == UNITED_STATES else "lm_donor_totals"
        ),
        donor_iso3=donor["iso3"],
        donor_name=donor["name"],
        recipient_name="Global",
        recipient_as_printed="all recipients",
        recipient_scope="global",
        year=year,
        year_basis="calendar",
        scope_as_printed="mine action",
        subject_key=joined("lm_donor_totals", donor["name"], year),
        **columns,
    )


def recipient_total_rows(
    desk: Desk, series_key: str, place: pd.DataFrame, year: Column, **columns: Any
) -> pd.DataFrame:
    """Rows for what one recipient received, or gave itself, in one year."""
    return figures(
        desk,
        series_key=series_key,
        donor_name="National sources" if series_key == "lm_recipient_national" else "All donors",
        donor_as_printed="all",
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_scope=place["scope"],
        year=year,
        year_basis="calendar",
        scope_as_printed="mine action",
        subject_key=joined(series_key, place["name"], year),
        **columns,
    )
