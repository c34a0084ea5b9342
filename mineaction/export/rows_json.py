"""An exhibit as JSON: what is drawn, the rows behind with their documents, and all that travels with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from mineaction.cited import CitedTable, Timeline
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import is_missing


def to_json(taken: Taken) -> bytes:
    """UTF-8. Keys stand in a fixed order, rows in the order of their table.

    Numbers are numbers, days ISO text, what is missing is null; there is never NaN. ``chart`` has the rows
    drawn, ``also_drawn`` what further tables the drawing takes, ``rows`` the stored rows behind, each with
    its document, place and row in our file, ``timeline`` the policy events beside it.
    """
    words = json.dumps(content(taken), ensure_ascii=False, allow_nan=False, indent=1)
    return words.encode("utf-8", errors="replace") + b"\n"


def content(taken: Taken) -> dict[str, Any]:
    """The same as plain data (see to_json)."""
    answer, behind = taken.answer, taken.exhibit.behind()
    return {
        "title": taken.heading,
        "note": taken.note,
        "unit": answer.unit,
        "price_basis": answer.price_basis,
        "year_basis": answer.year_basis,
        "choices": [{"name": name, "value": value} for name, value in answer.choices],
        "sentence": answer.sentence,
        "source": answer.source_line,
        "caveats": list(answer.caveats),
        "data_version": answer.data_version,
        "made_on": taken.made_on.isoformat(),
        "figure_id": taken.figure_id,
        "address": taken.address,
        "chart": rows_of(answer.rows),
        "also_drawn": [
            {"title": table.title, "unit": table.unit, "rows": rows_of(table.rows)}
            for table in taken.exhibit.drawn_from
            if isinstance(table, CitedTable) and table is not answer
        ],
        "rows_unit": behind.unit,
        "rows_price_basis": behind.price_basis,
        "rows": rows_of(behind.rows_to_read),
        "documents": [
            {
                "id": cited.document_id,
                "publisher": cited.publisher,
                "title": cited.title,
                "published": cited.published,
                "address": cited.url,
                "confidence": cited.confidence,
                "about_the_address": cited.address_note,
            }
            for cited in answer.citations
        ],
        "timeline": _events(taken.exhibit.timeline),
    }


def _events(timeline: Timeline | None) -> list[dict[str, Any]]:
    return rows_of(timeline.events.rows) if timeline else []


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain data, columns in their order."""
    names = [str(name) for name in table.columns]
    columns = [table.iloc[:, place].tolist() for place in range(len(names))]
    return [dict(zip(names, map(plain_value, row), strict=True)) for row in zip(*columns, strict=True)]


def plain_value(value: Any) -> Any:
    """A cell as JSON knows it. A number that is not finite is missing."""
    if isinstance(value, Enum):
        return plain_value(value.value)
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, Mapping):
        return {str(name): plain_value(held) for name, held in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [
            plain_value(held) for held in (sorted(value) if isinstance(value, (set, frozenset)) else value)
        ]
    if is_missing(value):
        return None
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating, Decimal)):
        return float(value) if isfinite(value) else None
    if isinstance(value, (datetime, date)):
        return _day(value)
    return str(value)


def _day(value: date) -> str:
    """A day as ISO text; a time of midnight is a day."""
    if isinstance(value, datetime):
        is_day = value.time() == datetime.min.time() and value.tzinfo is None
        return value.date().isoformat() if is_day else value.isoformat()
    return value.isoformat()
