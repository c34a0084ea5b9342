"""Typed steps between pandas and plain Python: rows as dictionaries, columns of Python's own values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

import pandas as pd

Column: TypeAlias = "pd.Series[Any]"

PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
"""A number in plain digits, without separators or signs of currency."""


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, in order, each a dictionary by column name."""
    names = [str(name) for name in table.columns]
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def indexed_records(table: pd.DataFrame) -> list[tuple[int, dict[str, Any]]]:
    """The same, each row with its label in the table's index, which has to be whole numbers."""
    return list(zip((int(label) for label in table.index), records(table), strict=True))


def labels(table: pd.DataFrame | Column, chosen: Column) -> list[int]:
    """Index labels of the rows where ``chosen`` is true."""
    return [int(label) for label in table.index[chosen.astype(bool)]]


def as_objects(values: Iterable[object], index: pd.Index[Any]) -> Column:
    """A column that keeps Python's own numbers: beside a None, pandas would make floats of whole ones."""
    return pd.Series(list(values), index=index, dtype="object")


def split_file_row(file_row: object) -> tuple[str, str]:
    """``file.csv row 14`` as file name and ``row 14``."""
    name, _, number = str(file_row).rpartition(" row ")
    return name, f"row {number}"
