"""Membership of the two treaties: one row is one state under one treaty."""

from __future__ import annotations

import pandas as pd

from etl.desk import Desk
from etl.extract import read_csv
from etl.shape import rows_of
from mineaction.schema import TreatyStatus

TARGET = TreatyStatus
KEY_COLUMNS = ("treaty", "iso3")

extract = read_csv


def transform(desk: Desk) -> pd.DataFrame:
    """Rows of ``treaty_status``; dates as listed, each as exact as it is known."""
    raw = desk.raw
    place = desk.place("country_name", "iso3")
    return rows_of(
        TreatyStatus,
        desk,
        treaty=desk.term("treaty", "treaty"),
        iso3=place["iso3"],
        document_id=desk.document(),
        locator=raw["locator"],
        country_name=raw["country_name"],
        depositary_name=raw["depositary_name"],
        signed_on=desk.date("signed_on", allow_blank=True),
        method=raw["method"],
        deposited_on=desk.date("deposited_on", "deposited_precision", allow_blank=True),
        deposited_precision=raw["deposited_precision"],
        entry_into_force_on=desk.date("entry_into_force_on", allow_blank=True),
        entry_into_force_basis=raw["entry_into_force_basis"],
        withdrawal_notified_on=desk.date("withdrawal_notified_on", allow_blank=True),
        withdrawal_effective_on=desk.date("withdrawal_effective_on", allow_blank=True),
        suspension_notified_on=desk.date("suspension_notified_on", allow_blank=True),
        status=desk.term("status", "treaty_status"),
        further_document_ids=desk.documents("further_document_ids"),
        cross_check=raw["cross_check"],
        note=raw["note"],
    )
