"""What was said about the Leahy War Victims Fund: its money and the countries it reached, as dated points."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.periods import date_span, date_words
from mineaction.queries.asking import Row, citations, confidence_label, data_version, publishers_line, rows
from mineaction.queries.claims.statements import BEHIND_COLUMNS, BOUND_CAVEAT, CLAIMS, value_words
from mineaction.vocabulary import ActivityScope, ClaimMetric, DatePrecision

COLUMNS = (
    "claim_id panel starts_on ends_on date_words value comparator words made_by document document_id hover"
).split()
PANELS = {ClaimMetric.LWVF_CUMULATIVE_USD.value: "usd", ClaimMetric.LWVF_COUNTRIES.value: "countries"}


def statements(connection: Connection) -> CitedTable:
    """Every dated statement on the Fund's money since 1989 (``panel`` "usd") and countries ("countries").

    ``value`` in US$ or countries; ``starts_on`` and ``ends_on`` are the days its date may mean.
    """
    held = _held(connection)
    return _cited(connection, held, pd.DataFrame(held, columns=COLUMNS))


def rows_behind(connection: Connection) -> CitedTable:
    """The stored rows behind the points, with readers' column names."""
    held = _held(connection)
    columns = list(BEHIND_COLUMNS)
    return _cited(connection, held, pd.DataFrame(held, columns=columns).rename(columns=BEHIND_COLUMNS))


def _held(connection: Connection) -> list[Row]:
    held = rows(
        connection,
        CLAIMS
        + """WHERE c.metric IN :metrics AND c.activity_scope = :scope AND c.made_on <> ''
               AND c.value IS NOT NULL ORDER BY c.made_on, c.claim_id""",
        metrics=list(PANELS),
        scope=ActivityScope.LEAHY_WAR_VICTIMS_FUND.value,
    )
    for row in held:
        precision = DatePrecision(row["date_precision"])
        span = date_span(row["made_on"], precision)
        row["panel"] = PANELS[row["metric"]]
        row["starts_on"], row["ends_on"] = span.starts_on, span.ends_on
        row["date_words"] = date_words(row["made_on"], precision)
        row["words"] = value_words(row["value"], row["unit"], row["comparator"])
        row["confidence_label"] = confidence_label(row["confidence"])
        row["hover"] = "\n".join(
            (row["words"], f"{row['made_by']}, {row['date_words']}", row["document"], row["confidence_label"])
        )
    return sorted(held, key=lambda row: (row["ends_on"], row["claim_id"]))


def _cited(connection: Connection, held: Sequence[Row], table: pd.DataFrame) -> CitedTable:
    cited = citations(connection, (row["document_id"] for row in held))
    return CitedTable(
        title="The Leahy War Victims Fund, as stated",
        rows=table,
        unit="US$ million, and number of countries",
        price_basis="dollars added up since 1989, current prices",
        year_basis="date of the statement",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(
            BOUND_CAVEAT,
            "The points are not joined: they are single statements, and the total falls between two of them.",
            "“Money” may mean what was appropriated or what was provided; most texts do not say which.",
        ),
        data_version=data_version(connection),
        sentence=_sentence(held),
    )


def _sentence(held: Sequence[Row]) -> str:
    money = [row for row in held if row["panel"] == "usd"]
    countries = [row for row in held if row["panel"] == "countries"]
    return " ".join(part for part in (_fall(money), _counts(countries)) if part)


def _fall(money: Sequence[Row]) -> str:
    """The newest total, and the highest earlier one that it contradicts."""
    if not money:
        return ""
    last = money[-1]
    higher = [
        row
        for row in money[:-1]
        if row["value_low"] is not None
        and last["value_high"] is not None
        and last["value_high"] <= row["value_low"]
    ]
    said = f"The newest total said is {last['words']} ({last['date_words']})"
    if not higher:
        return said + "."
    top = max(higher, key=lambda row: row["value"])
    after = [row for row in money if top["ends_on"] <= row["starts_on"]]
    between = [row for row in after if row["ends_on"] <= last["starts_on"]]
    said += f", less than {top['words']} said earlier ({top['date_words']})"
    if between:
        said += "; in between it was " + ", ".join(f"{row['words']} ({row['date_words']})" for row in between)
    return said + "."


def _counts(countries: Sequence[Row]) -> str:
    """The countries said, each number with when and by whom."""
    by_words: dict[str, list[Row]] = {}
    for row in countries:
        by_words.setdefault(row["words"], []).append(row)
    if len(by_words) < 2:
        return ""
    parts = []
    for words, found in sorted(by_words.items(), key=lambda item: len(item[1])):
        dates = dict.fromkeys(row["date_words"] for row in found)
        when = found[0]["date_words"] if len(dates) == 1 else f"{len(found)} texts, {_span(found)}"
        who = f"{found[0]['made_by']}, " if len(found) == 1 else ""
        parts.append(f"{words} ({who}{when})")
    return f"On countries the texts do not agree: {' against '.join(parts)}."


def _span(found: Sequence[Row]) -> str:
    return f"{found[0]['starts_on'].year} to {found[-1]['ends_on'].year}"
