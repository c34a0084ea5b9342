"""Single flows of money to mine action, as reported to OCHA FTS: one row is one flow."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.fts_flow import SEPARATOR
from etl.shape import figures
from etl.tables import Column, as_objects, indexed_records, records
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "activity_id")

GOVERNMENT = ", Government of"
SEVERAL = "Several countries"
SERIES = {
    "paid": "fts_flows_paid_committed",
    "commitment": "fts_flows_paid_committed",
    "pledge": "fts_flows_pledged",
}

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``: whole dollars, by the year the money is for."""
    raw = desk.raw
    donor, place = _donors(desk), _places(desk)
    left = _left_out(desk)
    raw["_year"] = raw["usage_years"].where(~left, "")
    raw["_amount"] = raw["amount_usd"].where(~left, "")
    return figures(
        desk,
        step=1,
        series_key=raw["status"].map(SERIES).fillna(""),
        document_id=desk.document(),
        locator=raw["locator"],
        donor_iso3=donor["iso3"],
        donor_name=donor["name"],
        donor_as_printed=raw["source_organizations"],
        recipient_iso3=place["iso3"],
        recipient_name=place["name"],
        recipient_as_printed=raw["destination_locations"],
        recipient_scope=place["scope"],
        year=desk.year("_year", allow_blank=True),
        year_basis="calendar",
        scope_as_printed=raw["global_clusters"],
        implementer_name=raw["destination_organizations"].str.replace(SEPARATOR, "; ", regex=False),
        activity_id=raw["flow_id"],
        activity_name=raw["description"],
        transaction_on=desk.date("flow_on", allow_blank=True),
        plan_name=raw["plans"].str.replace(SEPARATOR, "; ", regex=False),
        amount_usd=desk.dollars("_amount", allow_blank=True),
        amount_as_printed=raw["amount_usd"],
        unit_as_printed="US$",
        note=_notes(raw),
    )


def _left_out(desk: Desk) -> Column:
    """Which flows give no figure; why is noted. FTS gives no split between years or clusters."""
    reasons = []
    for index, row in indexed_records(desk.raw):
        years, clusters = (row[name].split(SEPARATOR) for name in ("usage_years", "global_clusters"))
        why = ""
        if not row["amount_usd"]:
            why = "the flow has no amount in US dollars"
        elif not row["usage_years"]:
            why = "the flow does not say what year it is for"
        elif len(years) > 1:
            why = f"the flow is for several years without a split: {', '.join(years)}"
        elif len(clusters) > 1:
            why = f"the flow is for several clusters without a split: {'; '.join(clusters)}"
        elif row["flow_type"] == "Parked" and not row["amount_usd"].strip("0."):
            why = "all of the flow stands in the flows it was divided into"
        if why:
            desk.leave_out(index, why, f"flow {row['flow_id']}: {row['amount_usd'] or 'blank'}")
        reasons.append(bool(why))
    return as_objects(reasons, desk.raw.index).astype(bool)


def _donors(desk: Desk) -> pd.DataFrame:
    """Columns ``iso3`` (or None) and ``name``.

    A name in the table of donors stands for what it says there. "Norway, Government of" is the country, by
    the table of donors or of places; one that neither knows is a finding. Every other organisation keeps its
    printed name, without a country.
    """
    rows: list[tuple[str | None, str]] = []
    for index, row in indexed_records(desk.raw):
        names = [name for name in row["source_organizations"].split(SEPARATOR) if name]
        if len(names) != 1:
            rows.append((None, "Several donors" if names else "Not specified"))
            continue
        known = desk.reference.donors.get(names[0])
        if known is None and names[0].endswith(GOVERNMENT):
            found = _government(desk, names[0].removesuffix(GOVERNMENT), row["source_locations"])
            if found is None:
                desk.note(
                    index, "unknown_donor", "a government that is in neither table, of donors or of places",
                    names[0], "add it to data/reference/donors.csv as it is printed",
                )  # fmt: skip
            rows.append(found or (None, names[0]))
            continue
        rows.append((known.iso3, known.name) if known else (None, names[0]))
    return pd.DataFrame(rows, index=desk.raw.index, columns=["iso3", "name"], dtype="object")


def _government(desk: Desk, *printed: str) -> tuple[str, str] | None:
    """The country whose government it is, by the first of its printed names that is known."""
    donors = desk.reference.donors
    names = {donor.iso3: donor.name for donor in donors.values() if donor.iso3}
    for name in printed:
        donor, place = donors.get(name), desk.reference.places.get(name)
        iso3 = donor.iso3 if donor else place.iso3 if place else None
        if iso3:
            return iso3, names.get(iso3) or desk.reference.short_names.get(iso3, name)
    return None


def _places(desk: Desk) -> pd.DataFrame:
    """Columns ``iso3``, ``name`` and ``scope``.

    A flow to one country went to the country it was asked for by; its printed name, where it is known, has to
    agree. A flow to several is no country's: FTS gives no split.
    """
    iso3 = desk.iso3("asked_iso3")
    rows = []
    for index, row in indexed_records(desk.raw):
        names = row["destination_locations"].split(SEPARATOR)
        if len(names) > 1:
            rows.append((None, SEVERAL, "region"))
            continue
        known = desk.reference.places.get(names[0])
        if known is not None and known.iso3 != iso3[index]:
            desk.note(
                index, "place_and_code_differ", f"a flow asked for by {iso3[index]} goes elsewhere", names[0],
                "compare the flow with the publisher's page",
            )  # fmt: skip
        rows.append((iso3[index], desk.reference.short_names.get(iso3[index] or "", ""), "country"))
    return pd.DataFrame(rows, index=desk.raw.index, columns=["iso3", "name", "scope"], dtype="object")


def _notes(raw: pd.DataFrame) -> Column:
    """Status, kind, where it goes if to several, who gives if several."""
    notes = []
    for row in records(raw):
        parts = [row["status"]]
        if row["flow_type"] not in ("", "Standard"):
            parts.append(row["flow_type"].lower())
        for name, word in (("destination_locations", "to"), ("source_organizations", "from")):
            if SEPARATOR in row[name]:
                parts.append(f"{word} {row[name].replace(SEPARATOR, '; ')}, without a split")
        if not row["plans"]:
            parts.append("outside humanitarian plans")
        notes.append("; ".join(parts))
    return as_objects(notes, raw.index)
