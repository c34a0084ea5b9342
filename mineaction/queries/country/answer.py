"""An answer about one country or area: rows with what has to travel with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.queries.asking import citations, data_version, publishers_line
from mineaction.queries.country.place import Place

CURRENT = "current prices"
AS_KNOWN = "dates as exact as they are known"


def answer(
    connection: Connection,
    place: Place,
    listed: Sequence[Mapping[str, Any]],
    columns: Iterable[str],
    *,
    title: str,
    documents: Iterable[str],
    unit: str = "",
    price_basis: str = "",
    year_basis: str = "",
    caveats: Iterable[str] = (),
    choices: tuple[tuple[str, str], ...] = (),
    sentence: str = "",
) -> CitedTable:
    """The rows as a table. ``documents`` has one entry for each use; equal caveats are said once."""
    cited = citations(connection, documents)
    return CitedTable(
        title=title,
        rows=pd.DataFrame(listed, columns=list(columns)),
        unit=unit,
        price_basis=price_basis,
        year_basis=year_basis,
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(dict.fromkeys(caveats)),
        choices=(("Country or area", place.name), *choices),
        data_version=data_version(connection),
        sentence=sentence,
    )
