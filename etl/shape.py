"""Gives transforms whole rows of a table: what they do not set has the column's empty value."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Integer, Text

from etl.desk import Desk, as_objects
from mineaction.money import printed_bounds, printed_step
from mineaction.schema import Base, Claim, Fact, FundingFigure
from mineaction.vocabulary import Comparator

AUTO_KEYS = {"figure_id", "fact_id", "policy_commitment_id", "finding_id"}


def table_columns(table: type[Base]) -> list[str]:
    """Columns a transform has to fill: all but running numbers, in the order of the table."""
    return [column.name for column in table.__table__.columns if column.name not in AUTO_KEYS]


def rows_of(table: type[Base], desk: Desk, **columns: Any) -> pd.DataFrame:
    """A frame with every column of ``table``; ``source_key`` and ``file_row`` are filled in.

    A column not given is the empty string where text must stand, None where it may be missing.
    Raises KeyError for a column the table does not have.
    """
    wanted = table_columns(table)
    unknown = sorted(set(columns) - set(wanted))
    if unknown:
        raise KeyError(f"{table.__tablename__} has no column {', '.join(unknown)}")
    filled: dict[str, Any] = {}
    for column in table.__table__.columns:
        name = column.name
        if name not in wanted:
            continue
        if name in columns:
            filled[name] = columns[name]
        elif name == "source_key":
            filled[name] = desk.source_key
        elif name == "file_row":
            filled[name] = desk.file_row()
        elif column.nullable:
            filled[name] = None
        elif isinstance(column.type, Text):
            filled[name] = ""
        elif isinstance(column.type, Integer):
            filled[name] = 0
        else:
            raise KeyError(f"{table.__tablename__}.{name} has to be given")
    frame = pd.DataFrame(filled, index=desk.raw.index, dtype="object")
    return frame.where(frame.notna(), None)


def figures(desk: Desk, *, step: int | None = None, **columns: Any) -> pd.DataFrame:
    """Rows of ``funding_figure``, with bounds worked out from comparator and rounding.

    ``step`` is the rounding step of a table in dollars; left out, each number's own trailing zeros
    show it, as in sentences. Series decide measure and scope, which are taken from the reference.
    Rows without an amount or a series are dropped: the transform has said why.
    """
    given = {"comparator": Comparator.EXACT.value, "is_complete_table": 1, "standing": "current", **columns}
    series = desk.reference.series.set_index("series_key")
    keys = given["series_key"]
    keys = keys if isinstance(keys, pd.Series) else pd.Series(keys, index=desk.raw.index)
    given.setdefault("measure", keys.map(series["measure"]))
    given.setdefault("activity_scope", keys.map(series["activity_scope"]))
    given.setdefault("edition_on", edition_dates(desk, given["document_id"]))
    for name in ("measure", "activity_scope"):
        given[name] = given[name].fillna("") if isinstance(given[name], pd.Series) else given[name]
    frame = rows_of(FundingFigure, desk, **given)
    frame = frame[frame["amount_usd"].notna() & frame["series_key"].astype(bool)].copy()
    bounds = [
        # A comparator that is not known has been noted; the build will be refused.
        printed_bounds(amount, Comparator(comparator), step or printed_step(amount))
        if comparator
        else (None, None)
        for amount, comparator in zip(frame["amount_usd"], frame["comparator"], strict=True)
    ]
    frame["amount_low_usd"] = as_objects([low for low, _ in bounds], frame.index)
    frame["amount_high_usd"] = as_objects([high for _, high in bounds], frame.index)
    return frame


def claims(desk: Desk, *, step: float | None = None, **columns: Any) -> pd.DataFrame:
    """Rows of ``claim``, with bounds worked out from comparator and rounding.

    ``step`` is the rounding step of a table; left out, trailing zeros show it, as in sentences.
    """
    frame = rows_of(Claim, desk, **columns)
    lows, highs = [], []
    for value, comparator in zip(frame["value"], frame["comparator"], strict=True):
        low, high = None, None
        if value is not None and comparator and float(value).is_integer():
            size = printed_step(int(value)) if step is None else int(step)
            low, high = printed_bounds(int(value), Comparator(comparator), size)
        lows.append(None if low is None else float(low))
        highs.append(None if high is None else float(high))
    frame["value"] = as_objects(
        [None if value is None else float(value) for value in frame["value"]], frame.index
    )
    frame["value_low"] = as_objects(lows, frame.index)
    frame["value_high"] = as_objects(highs, frame.index)
    return frame


def facts(desk: Desk, **columns: Any) -> pd.DataFrame:
    """Rows of ``fact``; rows without a value are dropped: the transform has said why."""
    given = {"comparator": Comparator.EXACT.value, **columns}
    values = given["value"]
    given["value"] = as_objects([None if value is None else float(value) for value in values], values.index)
    frame = rows_of(Fact, desk, **given)
    return frame[frame["value"].notna()].copy()


def edition_dates(desk: Desk, document_ids: pd.Series[str]) -> pd.Series[str]:
    """Where each row's document stands among editions; empty where its date is not known."""
    editions = desk.reference.editions
    return document_ids.map(lambda key: editions[key].order if key in editions else "")


def joined(*parts: object) -> pd.Series[str]:
    """Text columns and constants joined by `|`, None as empty: how subject keys are made."""
    columns = [part for part in parts if isinstance(part, pd.Series)]
    index = columns[0].index
    whole = [part if isinstance(part, pd.Series) else pd.Series(str(part), index=index) for part in parts]
    return pd.Series(
        ["|".join("" if item is None else str(item) for item in row) for row in zip(*whole, strict=True)],
        index=index,
        dtype="object",
    )
