"""Which of several values for one thing is charted: decided by rule, for whole series at a time.

Editions repeat and revise earlier years. The newest is `current`; an earlier one with the same value
is a `repeat`, with another value it is `superseded`. Nothing is dropped. Landmine Monitor tables
that were read twice are compared table by table, so that no amount is ever counted twice.
"""

from __future__ import annotations

import pandas as pd

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
    findings = _readings(settled, rule == "table")
    return settled, findings


def _newest(figures: pd.DataFrame, chosen: pd.Series[bool]) -> None:
    """Within one subject the latest edition stands; ties go to the higher exactness, then the order."""
    part = figures[chosen]
    ordered = part.assign(
        _exact=part["amount_usd"].map(lambda amount: -len(str(abs(amount)).rstrip("0"))),
        _order=range(len(part)),
    ).sort_values(["edition_on", "_exact", "_order"], ascending=[False, True, True], kind="stable")
    for _, rows in ordered.groupby("subject_key", sort=False):
        if len(rows) == 1:
            continue
        first = rows.iloc[0]
        for index, row in rows.iloc[1:].iterrows():
            same = _overlap(first, row)
            figures.loc[index, "standing"] = (Standing.REPEAT if same else Standing.SUPERSEDED).value


def _overlap(one: pd.Series[object], other: pd.Series[object]) -> bool:
    """Whether the ranges two printed amounts allow have a value in common."""

    def bound(value: object, otherwise: float) -> float:
        return otherwise if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]

    infinity = float("inf")
    return bound(one["amount_low_usd"], -infinity) < bound(other["amount_high_usd"], infinity) and bound(
        other["amount_low_usd"], -infinity
    ) < bound(one["amount_high_usd"], infinity)


def _readings(figures: pd.DataFrame, chosen: pd.Series[bool]) -> list[Finding]:
    """One reading of each Landmine Monitor table stands; the rows other readings share are repeats."""
    findings: list[Finding] = []
    part = figures[chosen].copy()
    by_donor = part["perspective"] == Perspective.DONOR_PROFILE.value
    part["_profile"] = part["donor_name"].where(by_donor, part["recipient_name"])
    part["_reading"] = part["source_key"].map({key: place for place, key in enumerate(READING_ORDER)})
    for (perspective, profile, year), rows in part.groupby(["perspective", "_profile", "year"], sort=True):
        counts = rows.groupby("_reading").size()
        if len(counts) == 1:
            continue
        best = max(counts.index, key=lambda reading: (counts[reading], -reading))
        kept = rows[rows["_reading"] == best]
        held: dict[tuple[str, str, int], int] = {}
        for _, row in kept.iterrows():
            key = (row["donor_name"], row["recipient_name"], row["amount_usd"])
            held[key] = held.get(key, 0) + 1
        for index, row in rows[rows["_reading"] != best].iterrows():
            key = (row["donor_name"], row["recipient_name"], row["amount_usd"])
            if key in held:
                figures.loc[index, "standing"] = Standing.REPEAT.value
                continue
            pair = kept[(kept["donor_name"] == key[0]) & (kept["recipient_name"] == key[1])]
            if len(pair):
                figures.loc[index, "standing"] = Standing.SUPERSEDED.value
            findings.append(
                Finding(
                    Severity.WARNING,
                    str(row["source_key"]),
                    str(row["file_row"]).split(" row ")[0],
                    "row " + str(row["file_row"]).split(" row ")[-1],
                    "readings_differ",
                    f"{perspective} of {profile} {year}: this row is not in the longer reading of the same table"
                    + (
                        "; the longer reading has another amount for the pair, which is charted"
                        if len(pair)
                        else ""
                    ),
                    f"{key[0]} to {key[1]}: {key[2]:,}",
                    "compare both with the document",
                )
            )
    return findings
