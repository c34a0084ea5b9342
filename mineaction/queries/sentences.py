"""The one sentence that answers a page's question from the figures on screen; bounds and scope are kept."""

from __future__ import annotations

import pandas as pd

from mineaction.money import amount_words
from mineaction.queries.asking import records
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import Line
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, Comparator, Measure


def funding(
    choice: FundingChoice,
    chosen: tuple[Line, ...],
    rows: pd.DataFrame,
    asked: FundingFilter,
    is_constant: bool,
) -> str:
    """A sentence on the newest year, from the panel that reaches furthest; empty where nothing is shown."""
    bars = rows[rows["mark"] == "bar"]
    if bars.empty:
        # What was required, asked for without what was received.
        bars = rows[rows["mark"] == "outline"]
    if bars.empty:
        return ""
    lines = {line.series_key: line for line in chosen}
    # The panel that reaches furthest speaks; among equals the one that stands first.
    latest = bars[bars["year"] == bars["year"].max()]
    first = latest.sort_values(["panel_position", "panel_key"], kind="stable").iloc[0]["panel_key"]
    panel = bars[bars["panel_key"] == first]
    newest = panel[panel["year"] == panel["year"].max()]
    line = lines[str(newest.iloc[0]["series_key"])]
    if line.measure is Measure.APPEAL_FUNDING and (both := _appeal(rows, line, asked)):
        return both
    amounts = [amount_words(row["amount_usd"], Comparator(row["comparator"])) for row in records(newest)]
    year = str(newest.iloc[0]["year_label"])
    prices = f" in FY{BASE_YEAR} prices" if is_constant else ""
    place = f" for {asked.recipient}" if asked.recipient else ""
    part = _part(line, newest.iloc[0])
    what = f"{line.title}: {part}" if part else line.title
    count = int(newest.iloc[0]["recipient_count"])
    if choice.partial_years and not asked.recipient:
        said = (
            f"For {year} the State Department report lists {_joined(amounts)}{prices} in {count} countries "
            f"whose tables are held ({ACTIVITY_SCOPE_LABELS[line.activity_scope]}{part and ': ' + part})."
        )
    elif len(amounts) > 1:
        said = f"For {year} the documents print {_joined(amounts)}{prices}{place} ({what})."
    else:
        over = f", {count} recipients added up" if line.adds_over == "recipient" and count > 1 else ""
        said = f"The newest amount here is {amounts[0]}{prices}{place} for {year} ({what}{over})."
    if bool(newest["is_partial"].all()):
        said += " It is a part, not a total."
    return said + _largest(panel, newest)


def _part(line: Line, row: pd.Series) -> str:
    """The one region or account a panel is about; empty where it is the whole series."""
    if line.measure in (Measure.REQUIREMENT, Measure.APPEAL_FUNDING):
        return ""
    return str(row["panel_title"]).removeprefix(line.panel_title).removeprefix(": ")


def _largest(panel: pd.DataFrame, newest: pd.DataFrame) -> str:
    """The largest other year, where there is one and the comparison is of whole tables."""
    whole = panel[~panel["is_partial"].astype(bool)]
    if whole["year"].nunique() < 3:
        return ""
    top = records(whole.sort_values("amount_usd"))[-1]
    if top["year"] == newest.iloc[0]["year"]:
        return " No other year shown has a larger amount."
    amount = amount_words(top["amount_usd"], Comparator(top["comparator"]))
    return f" The largest amount shown is {amount}, for {top['year_label']}."


def _appeal(rows: pd.DataFrame, line: Line, asked: FundingFilter) -> str:
    """Required and received in the newest year that has both and was over when it was published."""
    panel = rows[rows["panel_key"] == line.panel_title]
    whole = panel[~panel["is_partial"].astype(bool)]
    received = whole[whole["mark"] == "bar"].set_index("year")["amount_usd"]
    required = whole[whole["mark"] == "outline"].set_index("year")["amount_usd"]
    both = sorted(set(received.index) & set(required.index))
    place = f" in {asked.recipient}" if asked.recipient else ""
    what = ACTIVITY_SCOPE_LABELS[line.activity_scope]
    if not both:
        return ""
    year = both[-1]
    return (
        f"In {year} plans{place} asked for {amount_words(float(required[year]))} and received "
        f"{amount_words(float(received[year]))} ({what}). A plan that prints only one of the two is in that "
        "sum alone."
    )


def _joined(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]
