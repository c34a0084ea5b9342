"""Finds every module in etl/connectors and holds it to one shape."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import cast

import etl.connectors
from etl.collecting import Connector


def connectors() -> Mapping[str, Connector]:
    """Every connector by the key of its source. Raises TypeError for a misshapen one."""
    found: dict[str, Connector] = {}
    for entry in sorted(pkgutil.iter_modules(etl.connectors.__path__), key=lambda item: item.name):
        if entry.name == "registry":
            continue
        module = importlib.import_module(f"etl.connectors.{entry.name}")
        lacking = [name for name in ("VERSION", "ADDS", "collect") if not hasattr(module, name)]
        if lacking:
            raise TypeError(f"etl/connectors/{entry.name}.py lacks {', '.join(lacking)}")
        found[entry.name] = cast(Connector, module)
    return found
