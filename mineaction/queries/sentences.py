"""The one sentence that answers a page's question from the figures on screen; bounds and scope are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mineaction.money import amount_words
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, MEASURE_LABELS, Comparator, Measure

if TYPE_CHECKING:
    from mineaction.queries.funding import Line


def funding(
    choice: FundingChoice,
    chosen: tuple[Line, ...],
    rows: pd.DataFrame,
    asked: FundingFilter,
    is_constant: bool,
) -> str:
    """A sentence on the newest year of the first line that has one; empty where nothing is shown."""
    bars = rows[rows["mark"] == "bar"]
    if bars.empty:
        return ""
    lines = {line.series_key: line for line in chosen}
    # The panel that reaches furthest speaks; among equals the one that stands first.
    newest_year = bars[bars["year"] == bars["year"].max()]
    first = newest_year.sort_values(["panel_position", "panel_key"], kind="stable").iloc[0]["panel_key"]
    panel = bars[bars["panel_key"] == first]
    newest = panel[panel["year"] == panel["year"].max()]
    line = lines[str(newest.iloc[0]["series_key"])]
    amounts = [
        amount_words(row["amount_usd"], Comparator(row["comparator"])) for row in newest.to_dict("records")
    ]
    year = newest.iloc[0]["year_label"]
    prices = f" in FY{BASE_YEAR} prices" if is_constant else ""
    place = f" for {asked.recipient}" if asked.recipient else ""
    if line.measure is Measure.APPEAL_FUNDING:
        return _appeal(rows, line, asked)
    said = f"{year} is the newest year here: {_joined(amounts)}{prices}{place}, {_what(line)}."
    if len(newest) > 1:
        said = f"For {year}, the newest year here, {len(newest)} amounts are printed: {_joined(amounts)}{prices}{place}, {_what(line)}."
    count = int(newest.iloc[0]["recipient_count"])
    if choice.partial_years and not asked.recipient:
        said = (
            f"For {year} the State Department report lists {_joined(amounts)}{prices} in {count} countries whose "
            f"tables are held ({ACTIVITY_SCOPE_LABELS[line.activity_scope]})."
        )
    elif line.adds_over == "recipient" and not asked.recipient and count > 1:
        said = f"{year} is the newest year here: {_joined(amounts)}{prices} in {count} recipients, {_what(line)}."
    return said + _largest(panel, newest)


def _what(line: Line) -> str:
    return f"{MEASURE_LABELS[line.measure]} for {ACTIVITY_SCOPE_LABELS[line.activity_scope]}"


def _largest(panel: pd.DataFrame, newest: pd.DataFrame) -> str:
    """The largest other year, where there is one and the comparison is of whole tables."""
    whole = panel[~panel["is_partial"]]
    if whole.empty or whole["year"].nunique() < 3:
        return ""
    top = whole.loc[whole["amount_usd"].idxmax()]
    if top["year"] == newest.iloc[0]["year"]:
        return " No other year shown has a larger amount."
    return f" The largest amount shown is {amount_words(top['amount_usd'], Comparator(top['comparator']))}, for {top['year_label']}."


def _appeal(rows: pd.DataFrame, line: Line, asked: FundingFilter) -> str:
    """Required and received in the newest year that has both."""
    panel = rows[rows["panel_key"] == line.panel_title]
    received = panel[panel["mark"] == "bar"].set_index("year")["amount_usd"]
    required = panel[panel["mark"] == "outline"].set_index("year")["amount_usd"]
    both = sorted(set(received.index) & set(required.index))
    place = f" in {asked.recipient}" if asked.recipient else ""
    what = ACTIVITY_SCOPE_LABELS[line.activity_scope]
    if not both:
        year = int(received.index.max())
        return f"In {year} plans{place} received {amount_words(received[year])} ({what}); no requirement is printed."
    year = both[-1]
    return (
        f"In {year} plans{place} asked for {amount_words(required[year])} and received "
        f"{amount_words(received[year])} ({what}). Plans without a printed figure are in neither sum."
    )


def _joined(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
