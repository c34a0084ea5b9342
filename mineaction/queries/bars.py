"""Stored figures to bars: added where their series allows it, each on its true span, with hover and label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.money import amount_words, constant_factor, short_amount
from mineaction.periods import Span, year_label, year_span
from mineaction.queries.asking import frame, records
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import PERIOD_END, PERIOD_START, Line
from mineaction.vocabulary import MEASURE_LABELS, Comparator, Measure, Standing, YearBasis

ROW_COLUMNS = [
    "panel_key",
    "panel_title",
    "panel_position",
    "mark",
    "year",
    "year_basis",
    "year_label",
    "starts_on",
    "ends_on",
    "amount_usd",
    "comparator",
    "is_partial",
    "label",
    "hover",
    "series_key",
    "figure_count",
    "recipient_count",
]

# Figures of a series that adds over something are added by the database, and only there; every other
# figure is a bar of its own. Rows of a cut table are never added.
BARS = """
    SELECT f.series_key, f.year, f.year_basis, f.comparator, f.standing,
           {item} AS item, {alone} AS alone,
           SUM(f.amount_usd) AS amount_usd, COUNT(*) AS figure_count,
           COUNT(DISTINCT f.recipient_name) AS recipient_count,
           MIN(f.is_complete_table) AS is_complete,
           MIN(f.document_id) AS document_id, COUNT(DISTINCT f.document_id) AS document_count,
           MIN(f.edition_on) AS edition_on, MIN(f.note) AS note
    FROM funding_figure f
    WHERE f.series_key IN :series AND f.standing IN :standing
      AND (:recipient = '' OR f.recipient_name = :recipient)
      AND (:donor = '' OR f.donor_name = :donor)
      AND f.year BETWEEN :first AND :last
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY f.series_key, f.year, item, amount_usd
"""


MILLION = 1_000_000

BOUNDS = [Comparator.OVER.value, Comparator.AT_LEAST.value, Comparator.NEARLY.value]


def bars(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Iterable[Line]
) -> pd.DataFrame:
    """Bars of all chosen lines; those of series that add are sums made in the database."""
    frames = []
    for line in chosen:
        adds = line.adds_over.split(";")
        # A region or an account is a panel of its own, never a slice of a bar.
        item = (
            "f.appropriation_account"
            if "account" in adds
            else "f.recipient_name"
            if line.series_key.endswith("_regions") or line.series_key.endswith("_regions_planned")
            else "''"
        )
        added = line.adds_over != "nothing" and item != "f.recipient_name"
        standing = [Standing.CURRENT.value]
        if asked.recipient or not added:
            standing.append(Standing.SUPERSEDED.value)
        alone = "CASE WHEN f.is_complete_table = 1 THEN 0 ELSE f.figure_id END" if added else "f.figure_id"
        frames.append(
            frame(
                connection,
                BARS.format(item=item, alone=alone),
                series=[line.series_key],
                standing=standing,
                recipient=asked.recipient,
                donor=choice.donor_name if line.series_key.startswith("lm_flows") else "",
                first=asked.first_year or PERIOD_START,
                last=asked.last_year or PERIOD_END,
            )
        )
    held = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    documents = frame(connection, "SELECT document_id, title, publisher FROM document")
    titles = dict(
        zip(documents["document_id"], documents["publisher"] + ": " + documents["title"], strict=True)
    )
    held["document"] = held["document_id"].map(titles) if len(held) else None
    # An account that was nought throughout would be an empty panel.
    if len(held):
        sums = held.groupby(["series_key", "item"])["amount_usd"].transform(
            lambda amounts: amounts.abs().sum()
        )
        held = held[(sums > 0) | (held["item"] == "") | (held["item"] == "ALL")].copy()
    return held


def rows_of(
    held: pd.DataFrame,
    chosen: tuple[Line, ...],
    index: Mapping[int, float],
    thin: Collection[tuple[str, int]] = (),
) -> pd.DataFrame:
    """Bars as a chart draws them (columns: ROW_COLUMNS). ``index`` empty means current prices.

    ``thin`` names the series and years for which only some recipients' tables are held.
    """
    by_key = {line.series_key: line for line in chosen}
    order = {line.series_key: place for place, line in enumerate(chosen)}
    in_thousands = max((abs(_priced(row, index)) for row in records(held)), default=0.0) < MILLION
    made: list[dict[str, Any]] = []
    for row in records(held):
        line = by_key[row["series_key"]]
        basis = YearBasis(row["year_basis"])
        span = year_span(int(row["year"]), basis)
        amount = _priced(row, index)
        comparator = Comparator(row["comparator"])
        few = (row["series_key"], row["year"]) in thin
        early = line.measure not in AHEAD and _came_before(str(row["edition_on"]), span)
        mark = "earlier" if row["standing"] == Standing.SUPERSEDED.value else "bar"
        if line.measure is Measure.REQUIREMENT:
            mark = "outline"
        panel, title = _panel(line, str(row["item"]))
        made.append(
            {
                "panel_key": panel,
                "panel_title": title,
                "panel_position": order[row["series_key"]],
                "mark": mark,
                "year": int(row["year"]),
                "year_basis": basis.value,
                "year_label": year_label(int(row["year"]), basis),
                "starts_on": span.starts_on,
                "ends_on": span.ends_on,
                "amount_usd": amount,
                "comparator": comparator.value,
                "is_partial": bool(few or early or not row["is_complete"]),
                "label": short_amount(amount, comparator, in_thousands=in_thousands),
                "hover": _hover(row, line, amount, comparator, basis, few, early),
                "series_key": row["series_key"],
                "figure_count": int(row["figure_count"]),
                "recipient_count": int(row["recipient_count"]),
            }
        )
    return pd.DataFrame(made, columns=ROW_COLUMNS)


# Kinds of amount that are published ahead of their year by their nature.
AHEAD = frozenset({Measure.BUDGET_ESTIMATE, Measure.BUDGET_REQUEST, Measure.OBLIGATION_ESTIMATE})


def thin_years(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Iterable[Line]
) -> set[tuple[str, int]]:
    """Series and years for which fewer recipients' tables are held than for the fullest year."""
    if not choice.partial_years or asked.recipient:
        return set()
    held = frame(
        connection,
        """SELECT series_key, year, COUNT(DISTINCT recipient_name) AS tables FROM funding_figure
           WHERE series_key IN :series AND standing = 'current' GROUP BY series_key, year""",
        series=[line.series_key for line in chosen],
    )
    most = held.groupby("series_key")["tables"].transform("max")
    few = held[held["tables"] < most]
    return {(str(key), int(year)) for key, year in zip(few["series_key"], few["year"], strict=True)}


def _came_before(edition_on: str, span: Span) -> bool:
    """Whether a day-exact edition came out before the year it reports on was over."""
    return len(edition_on) == 10 and edition_on < span.ends_on.isoformat()


def unit_of(rows: pd.DataFrame) -> str:
    """The unit amounts are written in: millions, or thousands where all are below one million."""
    small = len(rows) and float(rows["amount_usd"].abs().max()) < MILLION
    return "US$ thousand" if small else "US$ million"


def _priced(row: Mapping[str, Any], index: Mapping[int, float]) -> float:
    amount = float(row["amount_usd"])
    return amount * constant_factor(index, int(row["year"]), BASE_YEAR) if index else amount


def _panel(line: Line, item: str) -> tuple[str, str]:
    """Key and title of the panel a bar stands in: required and received share one."""
    if line.measure in (Measure.REQUIREMENT, Measure.APPEAL_FUNDING):
        return line.panel_title, line.panel_title
    if item and item != "ALL":
        return f"{line.series_key}|{item}", f"{line.panel_title}: {ACCOUNT_NAMES.get(item, item)}"
    return line.series_key, line.panel_title


ACCOUNT_NAMES = {
    "ALL": "all accounts, printed total",
    "NADR_CWD": "NADR-CWD (State Department)",
    "NADR_HD": "NADR, humanitarian demining (State Department)",
    "DOS_OTHER": "other State Department accounts",
    "DOS_UNNAMED": "State Department, account not named",
    "NADR": "NADR (State Department)",
    "DOD": "Defense Department",
    "OHDACA": "OHDACA (Defense Department)",
    "DOD_RD": "research and development (Defense Department)",
    "ITF": "International Trust Fund, Slovenia",
    "USAID": "USAID",
    "CDC": "Centers for Disease Control and Prevention",
}


def _hover(
    row: Mapping[str, Any],
    line: Line,
    amount: float,
    comparator: Comparator,
    basis: YearBasis,
    few: bool,
    early: bool,
) -> str:
    count = int(row["figure_count"])
    lines_ = [
        f"{year_label(int(row['year']), basis)}: {amount_words(amount, comparator)}",
        f"{line.title} ({MEASURE_LABELS[line.measure]})",
    ]
    if row["standing"] == Standing.SUPERSEDED.value:
        lines_.append("an earlier edition's value; a later edition prints another")
    if basis is YearBasis.UNSTATED:
        lines_.append("the document does not say whether the year is fiscal or calendar")
    if count > 1:
        lines_.append(f"{count} rows added up, from {int(row['document_count'])} documents")
    else:
        lines_.append(str(row["document"]))
    if few:
        lines_.append(f"tables held for {int(row['recipient_count'])} countries only")
    if early:
        lines_.append(f"the year was not over when this was published ({row['edition_on']})")
    if not row["is_complete"]:
        lines_.append("from a table that was cut off; never totalled")
    if row["note"] and count == 1:
        lines_.append(str(row["note"]))
    return "\n".join(lines_)


def notes_on(rows: pd.DataFrame) -> list[str]:
    """Caveats that follow from what is on screen."""
    notes = []
    if rows["comparator"].isin(BOUNDS).any():
        notes.append('"Over", "more than" and "nearly" are bounds; the mark on the bar says which way.')
    if (rows["year_basis"] == YearBasis.UNSTATED.value).any():
        notes.append(
            "Some documents print a bare year and do not say whether it is fiscal or calendar; those bars "
            "cover January to September, which both readings share."
        )
    if (rows["mark"] == "earlier").any():
        notes.append(
            "Hollow diamonds are values that earlier editions printed for the year; the newest is the bar."
        )
    if rows["is_partial"].any():
        notes.append(
            "Hatched bars are a part, not a total: a table that is not all held, or a year that was not "
            "over when the figure was published."
        )
    return notes
