"""Humanitarian plans and their mine action cluster: one row is one plan."""

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
    return plan_rows(desk, "fts", desk.raw["plan_name"], desk.raw["cluster_name"])
