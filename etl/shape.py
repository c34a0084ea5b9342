"""Gives transforms whole rows of a table: what they do not set has the column's empty value."""

from __future__ import annotations

from typing import Any, TypeAlias

import pandas as pd
from sqlalchemy import Integer, Text

from etl.desk import Desk
from etl.tables import Column, as_objects
from mineaction.money import printed_bounds, printed_step
from mineaction.schema import Base, Claim, Fact, FundingFigure
from mineaction.vocabulary import Comparator

Step: TypeAlias = "int | Column | None"

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


def figures(desk: Desk, *, step: Step = None, **columns: Any) -> pd.DataFrame:
    """Rows of ``funding_figure``, with bounds worked out from comparator and rounding.

    ``step`` is the rounding step in dollars, one for the table or one for each row; where there is none,
    the number's own trailing zeros show it, as in sentences. Series decide measure and scope, which are
    taken from the reference. Rows without an amount or a series are dropped: the transform has said why.
    """
    given = {"comparator": Comparator.EXACT.value, "is_complete_table": 1, "standing": "current", **columns}
    keys = given["series_key"]
    keys = keys if isinstance(keys, pd.Series) else pd.Series(keys, index=desk.raw.index)
    series = desk.reference.series.set_index("series_key")
    given.setdefault("measure", keys.map(series["measure"]).fillna(""))
    given.setdefault("activity_scope", keys.map(series["activity_scope"]).fillna(""))
    given.setdefault("edition_on", edition_dates(desk, given["document_id"]))
    frame = rows_of(FundingFigure, desk, **given)
    frame = frame[frame["amount_usd"].notna() & frame["series_key"].astype(bool)].copy()
    bounds = _bounds(frame["amount_usd"], frame["comparator"], step)
    frame["amount_low_usd"] = as_objects([low for low, _ in bounds], frame.index)
    frame["amount_high_usd"] = as_objects([high for _, high in bounds], frame.index)
    return frame


def claims(desk: Desk, *, step: Step = None, **columns: Any) -> pd.DataFrame:
    """Rows of ``claim``, with bounds worked out from comparator and rounding; ``step`` as for figures."""
    frame = rows_of(Claim, desk, **columns)
    bounds = _bounds(frame["value"], frame["comparator"], step)
    frame["value"] = as_objects([_float(value) for value in frame["value"]], frame.index)
    frame["value_low"] = as_objects([_float(low) for low, _ in bounds], frame.index)
    frame["value_high"] = as_objects([_float(high) for _, high in bounds], frame.index)
    return frame


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _bounds(values: Column, comparators: Column, step: Step) -> list[tuple[int | None, int | None]]:
    """What each printed whole number may mean; no bounds for a fraction, or for nothing."""
    steps = step.reindex(values.index) if isinstance(step, pd.Series) else [step] * len(values)
    found: list[tuple[int | None, int | None]] = []
    for value, comparator, size in zip(values, comparators, steps, strict=True):
        # A comparator that is not known has been noted; the build will be refused.
        if value is None or not comparator or value != int(value):
            found.append((None, None))
            continue
        known = None if size is None or pd.isna(size) else int(size)
        found.append(printed_bounds(int(value), Comparator(comparator), known or printed_step(int(value))))
    return found


def facts(desk: Desk, **columns: Any) -> pd.DataFrame:
    """Rows of ``fact``; rows without a value are dropped: the transform has said why."""
    given = {"comparator": Comparator.EXACT.value, **columns}
    values = given["value"]
    given["value"] = as_objects([_float(value) for value in values], values.index)
    frame = rows_of(Fact, desk, **given)
    return frame[frame["value"].notna()].copy()


def edition_dates(desk: Desk, document_ids: Column) -> Column:
    """Where each row's document stands among editions; empty where its date is not known."""
    editions = desk.reference.editions
    return document_ids.map(lambda key: editions[key].order if key in editions else "")


def joined(*parts: object) -> Column:
    """Text columns and constants joined by `|`, None as empty: how subject keys are made."""
    columns = [part for part in parts if isinstance(part, pd.Series)]
    index = columns[0].index
    whole = [part if isinstance(part, pd.Series) else pd.Series(str(part), index=index) for part in parts]
    return as_objects(
        ["|".join("" if item is None else str(item) for item in row) for row in zip(*whole, strict=True)],
        index,
    )
