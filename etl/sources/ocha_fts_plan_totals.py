"""Whole humanitarian plans that name mine action, all sectors: one row is one plan."""

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
    """Rows of ``funding_figure``: required and received over all sectors, whole dollars."""
    return plan_rows(desk, "fts_plan", desk.raw["plan_name"], desk.raw["plan_type"])
