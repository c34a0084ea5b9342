"""The policy timeline: one row is one dated event."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import rows_of
from mineaction.schema import PolicyEvent

TARGET = PolicyEvent
KEY_COLUMNS = ("event_key",)

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``policy_event``. A funding decision that loosens is shown as a cut in funding."""
    raw = desk.raw
    kind = desk.term("kind_as_coded", "event_kind")
    direction = desk.term("direction_as_coded", "direction")
    known = set(desk.reference.administrations["administration_key"])
    for index in raw.index[~raw["administration_key"].isin(known)]:
        desk.note(
            index,
            "unknown_administration",
            "an administration that is not in the list",
            raw["administration_key"][index],
            "add it to data/reference/administrations.csv, or correct the row",
        )
    return rows_of(
        PolicyEvent,
        desk,
        event_key=raw["event_key"],
        document_id=desk.document(),
        locator=raw["locator"],
        happened_on=desk.date("happened_on", "date_precision"),
        date_precision=raw["date_precision"],
        title=raw["title"],
        summary=raw["summary"],
        actor=raw["actor"],
        administration_key=raw["administration_key"],
        kind=kind,
        direction=direction.where(~((kind == "funding") & (direction == "loosens")), "cuts_funding"),
        confidence=desk.term("confidence", "confidence"),
        further_document_ids=desk.documents("further_document_ids"),
        note=raw["note"],
    )
