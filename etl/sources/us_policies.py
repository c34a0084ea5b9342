"""US landmine policies: one row is one policy decision."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import rows_of
from mineaction.schema import Policy

TARGET = Policy
KEY_COLUMNS = ("policy_key",)

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``policy``."""
    raw = desk.raw
    return rows_of(
        Policy,
        desk,
        policy_key=raw["policy_key"],
        document_id=desk.document(),
        locator=raw["locator"],
        title=raw["title"],
        decided_on=desk.date("decided_on"),
        confidence=desk.term("confidence", "confidence"),
        event_key=raw["event_key"],
        note=raw["note"],
    )
