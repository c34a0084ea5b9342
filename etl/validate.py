"""Checks that return findings: every one at once, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from etl.card import CARD_NAME, Card, ControlTotal, PercentCheck
from etl.extract import PLACE_COLUMNS
from etl.tables import PLAIN_NUMBER, Column, records, split_file_row
from mineaction.findings import Finding
from mineaction.schema.sums import SENTENCE_BEGINS, is_sentence
from mineaction.vocabulary import Severity

COLUMN_MISSING = "column_missing"

_SOUNDS_TOLD = r"(?i)(?:^|\s)(?:text|prose|sentences?|narrative)(?=[\s,.:]|$)"
_VALUE_IN_A_TABLE = "value for "
"""How the place of a cell begins that names its column, whose name may hold such a word."""


def columns_accounted_for(raw: pd.DataFrame, card: Card, file_name: str) -> list[Finding]:
    """A finding for each column the card expects and the file lacks, or has and the card does not name."""
    present = set(raw.columns) - set(PLACE_COLUMNS)
    named = {*card.used_columns, *card.ignored_columns}
    expected = named | set(card.constant_columns)
    findings = [
        Finding(
            Severity.ERROR,
            card.source_key,
            file_name,
            "row 1",
            COLUMN_MISSING,
            "a column the card describes is missing",
            column,
            "compare the file with the publisher's; put the change on the card",
        )
        for column in sorted(expected - present)
    ]
    findings += [
        Finding(
            Severity.ERROR,
            card.source_key,
            file_name,
            "row 1",
            "column_unknown",
            "a column the card does not account for",
            column,
            "name it under columns.used, or under columns.ignored with the reason",
        )
        for column in sorted(present - named)
    ]
    return findings


def constants_hold(raw: pd.DataFrame, card: Card) -> list[Finding]:
    """A finding for each row that says otherwise in a column whose value is to be one and the same."""
    return [
        Finding(
            Severity.ERROR,
            card.source_key,
            str(row["file_name"]),
            f"row {row['file_row']}",
            "value_not_constant",
            f"column {column} has to say {wanted} in every row",
            row[column],
            "compare the row with the publisher's; if the unit or kind did change, the module has to know",
        )
        for column, wanted in card.constant_columns.items()
        for row in records(raw[raw[column] != wanted])
    ]


def keys_unique(shaped: pd.DataFrame, key_columns: Sequence[str]) -> list[Finding]:
    """A finding for each row whose key stands in an earlier row."""
    doubled = shaped[shaped.duplicated(list(key_columns), keep="first")]
    return [
        Finding(
            Severity.ERROR,
            str(row["source_key"]),
            *split_file_row(row["file_row"]),
            "key_repeated",
            f"a second row with the same {', '.join(key_columns)}",
            " | ".join(str(row[column]) for column in key_columns),
            "remove the row, or add what tells the two apart",
        )
        for row in records(doubled)
    ]


def _select(shaped: pd.DataFrame, where: Mapping[str, Any]) -> Column:
    chosen = pd.Series(True, index=shaped.index)
    for column, wanted in where.items():
        if isinstance(wanted, str) and wanted.startswith("!"):
            chosen &= shaped[column] != wanted[1:]
        else:
            chosen &= shaped[column] == wanted
    return chosen


def control_totals_reached(
    shaped: pd.DataFrame, totals: Sequence[ControlTotal], source_key: str
) -> list[Finding]:
    """A finding for each printed total that the rows do not reach, and a warning for known ones."""
    findings = []
    for total in totals:
        unknown = sorted({total.column, *total.where} - set(shaped.columns))
        if unknown:
            findings.append(
                Finding(
                    Severity.ERROR,
                    source_key,
                    CARD_NAME,
                    total.locator,
                    "control_total_column",
                    "the printed total names a column the table does not have",
                    ", ".join(unknown),
                    "correct the card",
                )
            )
            continue
        chosen = _select(shaped, total.where)
        found = int(shaped.loc[chosen, total.column].sum())
        gap = found - total.expected
        described = ", ".join(f"{column} {value}" for column, value in total.where.items())
        if not chosen.any():
            severity, rule = Severity.ERROR, "control_total_without_rows"
            message = f"no rows for the printed total ({described})"
        elif total.known_difference and gap == total.known_gap:
            severity, rule = Severity.WARNING, "control_total_known_difference"
            message = (
                f"{described}: rows add to {found:,}, printed {total.expected:,}. {total.known_difference}"
            )
        elif abs(gap) > total.tolerance or total.known_difference:
            severity, rule = Severity.ERROR, "control_total_missed"
            message = f"{described}: rows add to {found:,}, printed {total.expected:,} (off by {gap:,})"
        else:
            continue
        findings.append(
            Finding(
                severity,
                source_key,
                "",
                total.locator,
                rule,
                message,
                str(found),
                "compare the rows with the document"
                if severity is Severity.ERROR
                else "none: the document itself does not add up",
            )
        )
    return findings


def places_told(rows: pd.DataFrame, source_key: str) -> list[Finding]:
    """A finding for each place (``locator``) that sounds like a sentence and is not written as one.

    Amounts told in sentences are never a table's; which they are is read from the place alone.
    """
    doubtful = rows[rows["locator"].str.contains(_SOUNDS_TOLD, regex=True)]
    findings = []
    for row in records(doubtful[["file_row", "locator"]]):
        place = str(row["locator"])
        if is_sentence(place) or place.startswith(_VALUE_IN_A_TABLE):
            continue
        name, number = split_file_row(str(row["file_row"]))
        findings.append(
            Finding(
                Severity.ERROR,
                source_key,
                name,
                number,
                "place_unclear",
                "it cannot be said whether this place is a sentence or a table",
                place,
                f'write "{SENTENCE_BEGINS.strip()} …" for a sentence, or name the table',
            )
        )
    return findings


def printed_percent(part: Decimal, whole: Decimal) -> int:
    """The percentage OCHA prints: int(100 * part / whole + 0.5)."""
    return int(100 * part / whole + Decimal("0.5"))


def percents_agree(
    raw: pd.DataFrame, check: PercentCheck, source_key: str, *, is_fetched: bool = False
) -> list[Finding]:
    """A finding for each printed percentage that does not follow from the two amounts of its row.

    In an edition fetched since, one point off, or a 0 where nothing was required, is a warning: the publisher
    rounds some percentages from numbers it does not print. Larger gaps are errors everywhere.
    """
    unknown = sorted({check.part, check.whole, check.printed, check.key} - set(raw.columns))
    if unknown:
        return [
            Finding(Severity.ERROR, source_key, CARD_NAME, "percent_checks", "percent_column",
                    "a check of percentages names a column the file does not have", ", ".join(unknown),
                    "correct the card")
        ]  # fmt: skip
    findings = []
    for row in records(raw):
        part, whole = (_amount(row[name]) for name in (check.part, check.whole))
        printed = row[check.printed]
        expected = printed_percent(part, whole) if part is not None and whole and whole > 0 else None
        if _amount(printed) == expected and (printed == "") == (expected is None):
            continue
        known = check.known_differences.get(row[check.key])
        is_small = is_fetched and _is_nearly(_amount(printed), expected)
        told = "none" if expected is None else expected
        differs = f"{check.printed} is printed as {printed or 'blank'}, the amounts give {told}"
        what_to_do = "compare the row with the publisher's file"
        rule = "percent_differs"
        if known or is_small:
            rule = "percent_known_difference" if known else "percent_one_point_off"
            what_to_do = "none: printed so by the publisher"
        findings.append(
            Finding(
                Severity.WARNING if known or is_small else Severity.ERROR,
                source_key,
                str(row["file_name"]),
                f"row {row['file_row']}",
                rule,
                known or differs,
                printed,
                what_to_do,
            )
        )
    return findings


def _amount(value: str) -> Decimal | None:
    """A number in plain digits; None for anything else, which other checks name."""
    return Decimal(value) if PLAIN_NUMBER.fullmatch(value) else None


def _is_nearly(printed: Decimal | None, expected: int | None) -> bool:
    if printed is None:
        return False
    return printed == 0 if expected is None else abs(printed - expected) <= 1
