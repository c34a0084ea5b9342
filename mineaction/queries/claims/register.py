"""The register of dated statements: who said what, when, with which bound, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.errors import UnknownChoice
from mineaction.periods import date_words
from mineaction.queries.asking import Row, citations, confidence_label, data_version, publishers_line, rows
from mineaction.queries.claims import statements as claims
from mineaction.queries.claims.statements import CLAIMS, value_words
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, ActivityScope, ClaimMetric, DatePrecision

METRIC_LABELS: dict[ClaimMetric, str] = {
    ClaimMetric.CUMULATIVE_USD: "Money since 1993, running total",
    ClaimMetric.ANNUAL_USD: "Money of one year",
    ClaimMetric.COUNTRIES_ASSISTED: "Countries helped since 1993",
    ClaimMetric.ANNUAL_COUNTRIES: "Countries helped in one year",
    ClaimMetric.COUNTRIES_CURRENT: "Countries being helped when it was said",
    ClaimMetric.COUNTRIES_IMPACT_FREE: "Countries helped to become free of the impact of mines",
    ClaimMetric.LWVF_CUMULATIVE_USD: "Leahy War Victims Fund: money since 1989",
    ClaimMetric.LWVF_ANNUAL_USD: "Leahy War Victims Fund: money of one year",
    ClaimMetric.LWVF_COUNTRIES: "Leahy War Victims Fund: countries",
    ClaimMetric.LWVF_ANNUAL_COUNTRIES: "Leahy War Victims Fund: countries in one year",
    ClaimMetric.LWVF_PEOPLE: "Leahy War Victims Fund: people",
    ClaimMetric.SURVIVOR_ASSISTANCE_PEOPLE: "Survivors helped",
    ClaimMetric.PARTNER_ORGANIZATIONS: "Partner organisations",
    ClaimMetric.COUNTRY_CUMULATIVE_USD: "One country: money since a first year",
    ClaimMetric.REGION_CUMULATIVE_USD: "One region: money since a first year",
    ClaimMetric.REGION_SHARE_PCT: "A country's share of its region's money",
    ClaimMetric.ANNOUNCED_USD: "Announced money",
}
OF_PLACES = (
    ClaimMetric.COUNTRY_CUMULATIVE_USD,
    ClaimMetric.REGION_CUMULATIVE_USD,
    ClaimMetric.REGION_SHARE_PCT,
    ClaimMetric.ANNOUNCED_USD,
)
"""Statements about single countries and regions: hundreds, shown when asked for."""

COLUMNS = {
    "date_words": "Date",
    "words": "Said",
    "metric_label": "What is counted",
    "scope_label": "Subject",
    "made_by": "By",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "place": "Country or region",
    "made_by_as_printed": "By, as listed",
    "scope_as_printed": "Scope as printed",
    "period": "Period",
    "confidence_label": "Confidence",
    "note": "Note",
    "file_row": "Row in our file",
    "also_file_row": "Also in our file",
}


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which statements: empty text means all. ``with_places`` adds those on single countries and regions."""

    metric: str = ""
    scope: str = ""
    made_by: str = ""
    place: str = ""
    with_places: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen, in the order in which it is offered."""

    metrics: tuple[str, ...]
    scopes: tuple[str, ...]
    speakers: tuple[str, ...]
    places: tuple[str, ...]


def offers(connection: Connection, with_places: bool) -> Offers:
    """The metrics, scopes, speakers and places that occur; speakers with most statements first."""
    held = rows(
        connection,
        """SELECT metric, activity_scope, made_by, recipient_name, COUNT(*) AS n FROM claim
           WHERE :all = 1 OR metric NOT IN :metrics
           GROUP BY metric, activity_scope, made_by, recipient_name""",
        all=int(with_places),
        metrics=[metric.value for metric in OF_PLACES],
    )
    spoke: dict[str, int] = {}
    for row in held:
        spoke[row["made_by"]] = spoke.get(row["made_by"], 0) + row["n"]
    metrics = {row["metric"] for row in held}
    scopes = {row["activity_scope"] for row in held}
    return Offers(
        metrics=tuple(metric.value for metric in METRIC_LABELS if metric.value in metrics),
        scopes=tuple(scope.value for scope in ActivityScope if scope.value in scopes),
        speakers=tuple(sorted(spoke, key=lambda name: (-spoke[name], name))),
        places=tuple(sorted({row["recipient_name"] for row in held} - {""})),
    )


def register(connection: Connection, asked: RegisterFilter) -> CitedTable:
    """The statements chosen, newest first, those without a date last; columns in readers' words.

    Raises UnknownChoice for a metric or scope there is not.
    """
    held = _chosen(connection, asked)
    for row in held:
        row["date_words"] = date_words(row["made_on"], DatePrecision(row["date_precision"]))
        row["words"] = value_words(row["value"], row["unit"], row["comparator"])
        row["metric_label"] = METRIC_LABELS[ClaimMetric(row["metric"])]
        row["scope_label"] = ACTIVITY_SCOPE_LABELS[ActivityScope(row["activity_scope"])]
        row["confidence_label"] = confidence_label(row["confidence"])
        row["place"] = row["recipient_name"]
    cited = citations(connection, (row["document_id"] for row in held))
    return CitedTable(
        title="Register of dated statements",
        rows=pd.DataFrame(held, columns=list(COLUMNS)).rename(columns=COLUMNS),
        unit="US$, countries, people or percent, as said",
        price_basis="amounts in current prices",
        year_basis="date of the statement",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(claims.BOUND_CAVEAT, "Statements are never added up, and fill no gap in figures."),
        choices=_in_words(asked),
        data_version=data_version(connection),
        sentence=_sentence(held),
    )


def ladder(connection: Connection, asked: RegisterFilter) -> CitedTable:
    """The statements of the running total that a filter leaves, as ``claims.ladder`` gives them.

    No rows where the filter is about something else.
    """
    whole = claims.ladder(connection)
    chosen = _chosen(connection, only_totals(asked)) if shows_totals(asked) else []
    left = whole.rows[whole.rows["claim_id"].isin([row["claim_id"] for row in chosen])]
    cited = citations(connection, left["document_id"])
    return replace(
        whole,
        title="The running total, statement by statement",
        rows=left.reset_index(drop=True),
        citations=cited,
        source_line=publishers_line(cited),
        choices=_in_words(asked),
        sentence=""
        if left.empty
        else f"{len(left)} statements from {left['date_words'].iloc[0]} to {left['date_words'].iloc[-1]}.",
    )


def ladder_rows(connection: Connection, asked: RegisterFilter) -> CitedTable:
    """The stored rows behind that ladder, newest first, with readers' column names."""
    return ladder(connection, asked).behind(register(connection, only_totals(asked)).rows)


def shows_totals(asked: RegisterFilter) -> bool:
    """Whether a filter leaves statements of the running total in."""
    return asked.metric in ("", ClaimMetric.CUMULATIVE_USD.value)


def only_totals(asked: RegisterFilter) -> RegisterFilter:
    """The same filter, for statements of the running total alone."""
    return replace(asked, metric=ClaimMetric.CUMULATIVE_USD.value)


def _chosen(connection: Connection, asked: RegisterFilter) -> list[Row]:
    for what, value, known in (("metric", asked.metric, ClaimMetric), ("scope", asked.scope, ActivityScope)):
        allowed = [item.value for item in known]
        if value and value not in allowed:
            raise UnknownChoice(what, value, allowed)
    return rows(
        connection,
        CLAIMS
        + """WHERE (:metric = '' OR c.metric = :metric) AND (:scope = '' OR c.activity_scope = :scope)
               AND (:made_by = '' OR c.made_by = :made_by) AND (:place = '' OR c.recipient_name = :place)
               AND (:all = 1 OR c.metric NOT IN :of_places)
             ORDER BY c.made_on DESC, c.claim_id""",
        metric=asked.metric,
        scope=asked.scope,
        made_by=asked.made_by,
        place=asked.place,
        all=int(asked.with_places or asked.metric in OF_PLACES),
        of_places=[metric.value for metric in OF_PLACES],
    )


def _in_words(asked: RegisterFilter) -> tuple[tuple[str, str], ...]:
    metric = METRIC_LABELS[ClaimMetric(asked.metric)] if asked.metric else "all"
    scope = ACTIVITY_SCOPE_LABELS[ActivityScope(asked.scope)] if asked.scope else "all"
    return (
        ("What is counted", metric),
        ("Subject", scope),
        ("Said by", asked.made_by or "all"),
        ("Country or region", asked.place or "all"),
        ("Statements on single countries and regions", "shown" if asked.with_places else "left out"),
    )


def _sentence(held: Sequence[Row]) -> str:
    if not held:
        return ""
    documents = len({row["document_id"] for row in held})
    dated = [row["date_words"] for row in held if row["made_on"]]
    span = f", from {dated[-1]} to {dated[0]}" if len(dated) > 1 else ""
    undated = len(held) - len(dated)
    tail = f"; {undated} without a date" if undated else ""
    return f"{counted(len(held), 'statement')} from {counted(documents, 'document')}{span}{tail}."
