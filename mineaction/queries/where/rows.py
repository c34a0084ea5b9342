"""What stands under a map: the rows behind it, and the amounts that have no shape on it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.queries import behind
from mineaction.queries.asking import Row
from mineaction.queries.funding import price_index
from mineaction.queries.names import at_start, called, listed
from mineaction.queries.where import amounts as where
from mineaction.queries.where.lines import MapLine, WhereFilter
from mineaction.queries.where.places import SCOPE_WORDS
from mineaction.queries.where.question import CONDITION, ready
from mineaction.vocabulary import RecipientScope

OFF_MAP = "Not on the map"
SHARE = "Share of all shown"
ELSEWHERE = frozenset(words for scope, words in SCOPE_WORDS.items() if scope is not RecipientScope.COUNTRY)
NOWHERE = "country or area, not drawn: neither outline nor centre is held"


def rows_behind(connection: Connection, asked: WhereFilter) -> CitedTable:
    """Every stored row behind a map, earlier editions and repeats included (columns: behind.in_words).

    Raises what where.by_recipient raises.
    """
    question = ready(connection, asked)
    answer = where.by_recipient(connection, asked)
    index = price_index(connection) if question.is_constant else {}
    return behind.rows_of(connection, answer, CONDITION, question.values, index)


def not_on_map(answer: CitedTable, line: MapLine, circles: tuple[str, ...] = ()) -> CitedTable:
    """Recipients of a map's answer that are not on it, largest first; no rows where there are none.

    ``circles`` are ISO codes of countries without an outline. Those whose place is known are drawn as
    circles: the sentence names them, and they are no rows. Columns:
    "Recipient", "What it is", "US$", "Share of all shown" (in words; only where a share can be given),
    "Years with a figure". The first caveat says why there is no share.
    """
    columns = [answer.rows[name].tolist() for name in answer.rows.columns]
    shown: list[Row] = [
        dict(zip(answer.rows.columns, row, strict=True)) for row in zip(*columns, strict=True)
    ]
    why = where.why_no_share(line, shown)
    total = sum(row["amount_usd"] for row in shown)
    off_map: list[dict[str, Any]] = []
    drawn_as_circles: list[str] = []
    for row in shown:
        scope = RecipientScope(row["scope"])
        has_no_shape = scope is RecipientScope.COUNTRY and row["iso3"] in circles
        is_circle = has_no_shape and bool(pd.notna(row["latitude"]))
        if is_circle:
            drawn_as_circles.append(row["place"])
        if is_circle or (scope is RecipientScope.COUNTRY and not has_no_shape):
            continue
        item = {
            "Recipient": row["place"],
            "What it is": NOWHERE if has_no_shape else SCOPE_WORDS[scope],
            "US$": round(row["amount_usd"]),
        }
        if not why:
            item[SHARE] = _percent(100 * row["amount_usd"] / total)
        item["Years with a figure"] = row["years_words"]
        off_map.append(item)
    return CitedTable(
        title=OFF_MAP,
        rows=pd.DataFrame(off_map),
        unit="US$" + ("" if why else " and percent of all that is shown"),
        price_basis=answer.price_basis,
        year_basis=answer.year_basis,
        source_line=answer.source_line,
        citations=answer.citations,
        caveats=(*((why,) if why else ()), where.NO_POSITION),
        choices=answer.choices,
        data_version=answer.data_version,
        sentence=_sentence(off_map, drawn_as_circles, why, total),
    )


def _sentence(shown: list[dict[str, Any]], circles: list[str], why: str, total: float) -> str:
    """How much names no single country, which countries are circles, and why there is no share."""
    others = [item for item in shown if item["What it is"] in ELSEWHERE]
    said = []
    if others and not why:
        amount = sum(item["US$"] for item in others)
        said.append(
            f"Regions, the world and rows without a place come to {amount_words(amount)}, "
            f"{_percent(100 * amount / total)} of all that is shown."
        )
    if circles:
        verb = (
            "has no outline and is drawn as a circle"
            if len(circles) == 1
            else ("have no outline and are drawn as circles")
        )
        said.append(at_start(f"{listed([called(place) for place in circles])} {verb}."))
    return " ".join([*said, why] if why and shown else said)


def _percent(share: float) -> str:
    """``14.7%``; a share that would read as nothing is "under 0.1%"."""
    return "under 0.1%" if 0 < share < 0.05 else f"{share:.1f}%"
