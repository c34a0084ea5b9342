"""Questions about what does not fit: values that disagree, what the checks noticed, and rows not loaded."""

from __future__ import annotations

from collections import Counter

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.errors import UnknownChoice
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.queries.data import remarks
from mineaction.queries.results.topics import TOPICS
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, ActivityScope

KINDS = {"figure": "Figures", "claim": "Statements", "fact": "Other numbers"}
"""Kinds of disagreement in reader's words, by their name in the view ``conflict``."""

# The view names documents by their short name; where a series or an indicator is meant, so is its title.
CONFLICTS = """
    SELECT c.*, a.title AS first_document, a.url AS first_url, b.title AS second_document, b.url AS second_url
    FROM conflict c
    JOIN document a ON a.document_id = c.first_document_id
    JOIN document b ON b.document_id = c.second_document_id
    ORDER BY CASE c.kind WHEN 'figure' THEN 0 WHEN 'claim' THEN 1 ELSE 2 END,
             c.subject_key, c.period, c.first_document_id, c.first_file_row,
             c.second_document_id, c.second_file_row
"""

CONFLICT_COLUMNS = {
    "kind_words": "Kind",
    "what": "What",
    "place": "Place",
    "period": "Year or dates",
    "reason": "How they differ",
    "first_words": "One value",
    "second_words": "Another value",
    "first_document": "One document",
    "first_url": "One Link",
    "first_locator": "Place in it",
    "second_document": "Another document",
    "second_url": "Another Link",
    "second_locator": "Place in that",
    "first_file_row": "Row in our file",
    "second_file_row": "Other row in our file",
}

MONEY = "USD"


def conflicts(connection: Connection, kind: str = "") -> CitedTable:
    """Every pair of values for one thing that cannot both be right; ``kind`` empty means all of them.

    One row a pair, as the view ``conflict`` finds them: with both values, the words that bound them, and
    both documents. Raises UnknownChoice for a kind there is not.
    """
    if kind and kind not in KINDS:
        raise UnknownChoice("kind of disagreement", kind, list(KINDS))
    titles = _titles(connection)
    # The view costs the same for one kind as for all, and the sentence counts all of them.
    every = rows(connection, CONFLICTS)
    pairs = [pair for pair in every if kind in ("", pair["kind"])]
    for pair in pairs:
        pair["kind_words"] = KINDS[pair["kind"]]
        pair["what"] = _what(pair["subject_key"], titles)
        for side in ("first", "second"):
            pair[f"{side}_words"] = value_words(
                pair[f"{side}_value"], pair[f"{side}_comparator"], pair["unit"]
            )
    cited = citations(
        connection, [pair[f"{side}_document_id"] for pair in pairs for side in ("first", "second")]
    )
    return CitedTable(
        title="Values that disagree",
        rows=pd.DataFrame(pairs, columns=list(CONFLICT_COLUMNS)).rename(columns=CONFLICT_COLUMNS),
        unit="one row a pair of values",
        price_basis="",
        year_basis="",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(
            "Two values disagree when what their printed words allow does not overlap: “over 398” and 398.26 "
            "million are one number at two roundings and are not listed.",
            "A thing with three values gives up to three pairs.",
            "For figures the newest edition's value is what charts draw; the other stays in the data.",
        ),
        choices=(("Kind", KINDS[kind] if kind else "all"),),
        data_version=data_version(connection),
        sentence=_sentence(Counter(pair["kind"] for pair in every)),
    )


def _sentence(counted: Counter[str]) -> str:
    by_kind = {kind: counted[kind] for kind in KINDS}
    total = sum(by_kind.values())
    if not total:
        return "No two values in the database disagree."
    parts = ", ".join(f"{count} of {KINDS[kind].lower()}" for kind, count in by_kind.items() if count)
    return (
        f"{total} pairs of values disagree ({parts}). None is resolved by us: both values are kept, each "
        "with its document."
    )


def value_words(value: float, comparator: str, unit: str) -> str:
    """A value as it stands, never rounded, after the words that bound it: ``over US$ 398,000,000``."""
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    if unit == MONEY:
        sign, size = ("−", number[1:]) if number.startswith("-") else ("", number)
        shown = f"{sign}US$ {size}"
    else:
        shown = f"{number} {unit}"
    return shown if comparator in ("", "exact") else f"{comparator} {shown}"


def _titles(connection: Connection) -> dict[str, str]:
    return {
        row["series_key"]: row["title"] for row in rows(connection, "SELECT series_key, title FROM series")
    } | OTHER_TITLES


def _what(subject_key: str, titles: dict[str, str]) -> str:
    """What is counted: a series by its title, a statement or another number by its name and scope."""
    name, *rest = subject_key.split("|")
    if name in METRIC_WORDS:
        scope = ACTIVITY_SCOPE_LABELS[ActivityScope(rest[0])] if rest and rest[0] in SCOPES else ""
        return ", ".join(part for part in (METRIC_WORDS[name], scope) if part)
    return titles.get(name, name.replace("_", " ").capitalize())


METRIC_WORDS = {
    "cumulative_usd": "US total named in statements",
    "countries_assisted": "Countries helped, as statements say",
    "lwvf_countries": "Countries helped by the fund",
    "lwvf_cumulative_usd": "The fund's total",
}
"""What statements count, in words; any other metric shows its own name."""
SCOPES = frozenset(scope.value for scope in ActivityScope)
OTHER_TITLES = {
    "us_cwd_country": "US conventional weapons destruction funding by country",
    "donor and recipient profile": "Contribution of one donor to one recipient",
    **{name: title for topic in TOPICS for name, title in topic.indicators.items()},
    "casualties_killed": "Casualties: killed",
    "casualties_injured": "Casualties: injured",
    "casualties_unknown_status": "Casualties: not known whether killed or injured",
}

SEVERITY_ORDER = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
NOT_LOADED = "row_not_loaded"
FINDING_COLUMNS = {
    "severity": "Severity",
    "message": "What was noticed",
    "value": "Value",
    "locator": "Place",
    "file_name": "File",
    "source": "Source",
    "rule_words": "Rule",
    "what_to_do": "What to do",
}


def findings(connection: Connection) -> CitedTable:
    """What the checks of this build noticed, the gravest first; rows not loaded are asked for apart."""
    held = _findings(connection, "f.rule <> :rule")
    count = len(held)
    said = f"{counted(count, 'remark')} on this build; an error would have refused it."
    return _finding_table(connection, held, "What the checks noticed", said)


def not_loaded(connection: Connection) -> CitedTable:
    """Rows of files that gave no row of the database, each with its reason."""
    held = _findings(connection, "f.rule = :rule")
    [read] = rows(connection, "SELECT SUM(rows_read) AS n FROM source")
    sentence = f"{len(held)} of {read['n'] or 0:,} rows in the files were not loaded, each for a reason."
    return _finding_table(connection, held, "Rows not loaded, and why", sentence)


def _findings(connection: Connection, where: str) -> list[Row]:
    held = rows(
        connection,
        f"""SELECT f.*, COALESCE(s.title, f.source_key) AS source
            FROM finding f LEFT JOIN source s ON s.source_key = f.source_key
            WHERE {where} ORDER BY {SEVERITY_ORDER}, f.finding_id""",
        rule=NOT_LOADED,
    )
    known = remarks.names(connection)
    for row in held:
        row["rule_words"] = row["rule"].replace("_", " ")
        row["message"] = remarks.in_words(row["message"], known)
    return held


def _finding_table(connection: Connection, held: list[Row], title: str, sentence: str) -> CitedTable:
    return CitedTable(
        title=title,
        rows=pd.DataFrame(held, columns=list(FINDING_COLUMNS)).rename(columns=FINDING_COLUMNS),
        unit="one row a remark",
        price_basis="",
        year_basis="",
        source_line="the checks of the build that wrote this database",
        caveats=("An error would have refused the build, so none can stand here.",),
        data_version=data_version(connection),
        sentence=sentence,
    )
