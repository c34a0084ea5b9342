"""Commitments by policy: one row is one cell of the matrix."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import rows_of
from mineaction.schema import PolicyCommitment

TARGET = PolicyCommitment
KEY_COLUMNS = ("commitment_key", "policy_key")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``policy_commitment``."""
    raw = desk.raw
    return rows_of(
        PolicyCommitment,
        desk,
        commitment_key=raw["commitment_key"],
        commitment=raw["commitment"],
        policy_key=raw["policy_key"],
        document_id=desk.document(),
        locator=raw["locator"],
        value=desk.term("value", "commitment_value"),
        qualifier=raw["qualifier"],
        confidence=desk.term("confidence", "confidence"),
    )
