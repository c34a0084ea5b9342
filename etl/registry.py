"""Finds every module in etl/sources and holds it to one shape."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

import pandas as pd

import etl.sources
from etl.desk import Desk
from mineaction.schema import Base


class SourceModule(Protocol):
    """What a module in etl/sources offers.

    ``transform`` gets a desk holding the raw rows and returns rows of ``TARGET``, every column
    filled (see etl.shape). ``KEY_COLUMNS`` tell its rows apart.
    """

    TARGET: type[Base]
    KEY_COLUMNS: Sequence[str]

    def extract(self, path: Path) -> pd.DataFrame:
        """One file as text rows, each with ``file_name`` and ``file_row``."""
        ...

    def transform(self, desk: Desk) -> pd.DataFrame:
        """Rows shaped like ``TARGET``."""
        ...


def source_modules() -> Mapping[str, SourceModule]:
    """Every source module by its key, in alphabetical order. Raises TypeError for a misshapen one."""
    found: dict[str, SourceModule] = {}
    for entry in sorted(pkgutil.iter_modules(etl.sources.__path__), key=lambda item: item.name):
        module = importlib.import_module(f"etl.sources.{entry.name}")
        lacking = [
            name for name in ("TARGET", "KEY_COLUMNS", "extract", "transform") if not hasattr(module, name)
        ]
        if lacking:
            raise TypeError(f"etl/sources/{entry.name}.py lacks {', '.join(lacking)}")
        found[entry.name] = cast(SourceModule, module)
    return found
