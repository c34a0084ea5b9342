"""Which of several values for one thing is charted: decided by rule, for whole series at a time.

Editions repeat and revise earlier years. The newest is `current`; an earlier one with the same value
is a `repeat`, with another value it is `superseded`. Nothing is dropped. Landmine Monitor tables
that were read twice are compared table by table, so that no amount is ever counted twice.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from etl.tables import Column, indexed_records, records, split_file_row
from mineaction.findings import Finding
from mineaction.vocabulary import Perspective, Severity, Standing

# Where two readings of one table are equally long, the one that was added up against its printed
# total comes first.
READING_ORDER = (
    "landmine_monitor_flows",
    "landmine_monitor_recipient_tables",
    "landmine_monitor_us_by_recipient",
    "landmine_monitor_us_sentences",
)


def settle(figures: pd.DataFrame, series: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """The figures with ``standing`` set by each series' ``edition_rule``, and what was noticed."""
    rules = dict(zip(series["series_key"], series["edition_rule"], strict=True))
    settled = figures.copy()
    settled["standing"] = Standing.CURRENT.value
    rule = settled["series_key"].map(rules)
    _newest(settled, rule == "newest")
    _rounded_again(settled, (rule == "all") & (settled["subject_key"] != ""))
    findings = _readings(settled, rule == "table")
    return settled, findings


def _newest(figures: pd.DataFrame, chosen: Column) -> None:
    """Within one subject the latest edition stands; ties go to the higher exactness, then the order."""
    part = figures[chosen]
    ordered = part.assign(
        _exact=part["amount_usd"].map(lambda amount: -len(str(abs(amount)).rstrip("0"))),
        _order=range(len(part)),
    ).sort_values(["edition_on", "_exact", "_order"], ascending=[False, True, True], kind="stable")
    for _, rows in ordered.groupby("subject_key", sort=False):
        if len(rows) == 1:
            continue
        (_, first), *others = indexed_records(rows)
        for index, row in others:
            same = _overlap(first, row)
            figures.at[index, "standing"] = (Standing.REPEAT if same else Standing.SUPERSEDED).value


def _rounded_again(figures: pd.DataFrame, chosen: Column) -> None:
    """Where every value stands, one number printed at two roundings is still one: the finer stands.

    "Over 398 million" beside "over 398.26 million" is a repeat; values whose ranges do not overlap
    both stand.
    """
    part = figures[chosen]
    finest_first = part.assign(
        _exact=part["amount_usd"].map(lambda amount: -len(str(abs(amount)).rstrip("0")))
    ).sort_values("_exact", kind="stable")
    for _, rows in finest_first.groupby("subject_key", sort=False):
        standing: list[dict[str, Any]] = []
        for index, row in indexed_records(rows):
            if any(_overlap(other, row) for other in standing):
                figures.at[index, "standing"] = Standing.REPEAT.value
            else:
                standing.append(row)


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the ranges two printed amounts allow have a value in common."""

    def bound(value: Any, otherwise: float) -> float:
        return otherwise if value is None or pd.isna(value) else float(value)

    infinity = float("inf")
    return bound(one["amount_low_usd"], -infinity) < bound(other["amount_high_usd"], infinity) and bound(
        other["amount_low_usd"], -infinity
    ) < bound(one["amount_high_usd"], infinity)


def _readings(figures: pd.DataFrame, chosen: Column) -> list[Finding]:
    """One reading of each Landmine Monitor table stands; the rows other readings share are repeats."""
    findings: list[Finding] = []
    part = figures[chosen].copy()
    by_donor = part["perspective"] == Perspective.DONOR_PROFILE.value
    part["_profile"] = part["donor_name"].where(by_donor, part["recipient_name"])
    part["_reading"] = part["source_key"].map({key: place for place, key in enumerate(READING_ORDER)})
    for _, rows in part.groupby(["perspective", "_profile", "year"], sort=True):
        counts = Counter(int(reading) for reading in rows["_reading"])
        if len(counts) == 1:
            continue
        # The longest reading; of equally long ones the first in the order above.
        best = max(sorted(counts), key=lambda reading: counts[reading])
        kept = records(rows[rows["_reading"] == best])
        amounts = {_contribution(row) for row in kept}
        pairs = {_contribution(row)[:2] for row in kept}
        for index, row in indexed_records(rows[rows["_reading"] != best]):
            if _contribution(row) in amounts:
                figures.at[index, "standing"] = Standing.REPEAT.value
                continue
            has_other_amount = _contribution(row)[:2] in pairs
            if has_other_amount:
                figures.at[index, "standing"] = Standing.SUPERSEDED.value
            findings.append(_readings_differ(row, has_other_amount))
    return findings


def _contribution(row: dict[str, Any]) -> tuple[str, str, int]:
    return str(row["donor_name"]), str(row["recipient_name"]), int(row["amount_usd"])


def _readings_differ(row: dict[str, Any], has_other_amount: bool) -> Finding:
    donor, recipient, amount = _contribution(row)
    message = (
        f"{row['perspective']} of {row['_profile']} {row['year']}: "
        "this row is not in the longer reading of the same table"
    )
    if has_other_amount:
        message += "; the longer reading has another amount for the pair, which is charted"
    return Finding(
        Severity.WARNING,
        str(row["source_key"]),
        *split_file_row(row["file_row"]),
        "readings_differ",
        message,
        f"{donor} to {recipient}: {amount:,}",
        "compare both with the document",
    )
