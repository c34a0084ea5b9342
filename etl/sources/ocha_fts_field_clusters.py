"""Humanitarian plans and clusters that plans themselves name for mine action: one row is one cluster."""

from __future__ import annotations

import pandas as pd

from etl.appeals import plan_rows
from etl.desk import Desk
from etl.extract import read_csv
from mineaction.schema import FundingFigure

TARGET = FundingFigure
KEY_COLUMNS = ("series_key", "subject_key")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``funding_figure``: required and received, whole dollars."""
    raw = desk.raw
    named = raw["plan_name"] + ": " + raw["cluster_name"] + " (" + raw["cluster_code"] + ")"
    return plan_rows(desk, "fts_field", named, raw["cluster_name"])
