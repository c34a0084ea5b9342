"""The one sentence that answers a page's question from the figures on screen; bounds and scope are kept."""

from __future__ import annotations

from collections.abc import Sequence

from mineaction.money import amount_words
from mineaction.queries.asking import Row
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import Line
from mineaction.queries.names import called, listed
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, Comparator, Measure


def funding(
    choice: FundingChoice,
    chosen: Sequence[Line],
    bars: Sequence[Row],
    asked: FundingFilter,
    *,
    is_constant: bool,
) -> str:
    """A sentence on the newest year, from the panel that reaches furthest; empty where nothing is shown.

    ``bars`` are what is drawn (keys: bars.COLUMNS).
    """
    shown = [bar for bar in bars if bar["mark"] == "bar"]
    # What was required, asked for without what was received.
    shown = shown or [bar for bar in bars if bar["mark"] == "outline"]
    if not shown:
        return ""
    # The panel that reaches furthest speaks; among equals the one that stands first.
    last_year = max(bar["year"] for bar in shown)
    first = min(
        (bar for bar in shown if bar["year"] == last_year),
        key=lambda bar: (bar["panel_position"], bar["panel_key"]),
    )
    panel = [bar for bar in shown if bar["panel_key"] == first["panel_key"]]
    newest = [bar for bar in panel if bar["year"] == last_year]
    line = next(line for line in chosen if line.series_key == first["series_key"])
    if line.measure is Measure.APPEAL_FUNDING and (both := _appeal(bars, line, asked)):
        return both
    amounts = listed([amount_words(bar["amount_usd"], Comparator(bar["comparator"])) for bar in newest])
    year, count = first["year_label"], first["recipient_count"]
    prices = f" in FY{BASE_YEAR} prices" if is_constant else ""
    place = f" for {called(asked.recipient)}" if asked.recipient else ""
    if choice.donor_name:
        donor = asked.donor or choice.donor_name
        place = f" from {called(donor)}" + (f" to {called(asked.recipient)}" if asked.recipient else "")
    part = _part(line, first)
    what = f"{line.title}: {part}" if part else line.title
    if choice.partial_years and not asked.recipient:
        said = (
            f"For {year} the State Department report lists {amounts}{prices} in {count} countries "
            f"whose tables are held ({ACTIVITY_SCOPE_LABELS[line.activity_scope]}{part and ': ' + part})."
        )
    elif len(newest) > 1:
        said = f"For {year} the documents print {amounts}{prices}{place} ({what})."
    else:
        adds = "recipient" in line.adds_over.split(";") and count > 1
        over = f", {count} recipients added up" if adds else ""
        said = f"The newest amount here is {amounts}{prices}{place} for {year} ({what}{over})."
    if all(bar["is_partial"] for bar in newest):
        said += " It is a part, not a total."
    return said + _largest(panel, last_year, is_alone=len({bar["panel_key"] for bar in shown}) == 1)


def _part(line: Line, bar: Row) -> str:
    """The one region or account a panel is about; empty where it is the whole series."""
    if line.measure in (Measure.REQUIREMENT, Measure.APPEAL_FUNDING):
        return ""
    return str(bar["panel_title"]).removeprefix(line.panel_title).removeprefix(": ")


def _largest(panel: Sequence[Row], last_year: int, *, is_alone: bool) -> str:
    """The largest other year, where there is one and the comparison is of whole tables.

    Another panel may show a larger amount: unless this one ``is_alone``, the words speak of its line only.
    """
    whole = [bar for bar in panel if not bar["is_partial"]]
    if len({bar["year"] for bar in whole}) < 3:
        return ""
    top = max(whole, key=lambda bar: bar["amount_usd"])
    if top["year"] == last_year:
        return " No other year shown has a larger amount."
    amount = amount_words(top["amount_usd"], Comparator(top["comparator"]))
    where = "" if is_alone else " on this line"
    return f" The largest amount shown{where} is {amount}, for {top['year_label']}."


def _appeal(bars: Sequence[Row], line: Line, asked: FundingFilter) -> str:
    """Required and received in the newest year that has both and was over when it was published."""
    whole = [bar for bar in bars if bar["panel_key"] == line.panel_title and not bar["is_partial"]]
    received = {bar["year"]: bar["amount_usd"] for bar in whole if bar["mark"] == "bar"}
    required = {bar["year"]: bar["amount_usd"] for bar in whole if bar["mark"] == "outline"}
    year = max(received.keys() & required.keys(), default=None)
    if year is None:
        return ""
    place = f" in {called(asked.recipient)}" if asked.recipient else ""
    return (
        f"In {year} plans{place} asked for {amount_words(required[year])} and received "
        f"{amount_words(received[year])} ({ACTIVITY_SCOPE_LABELS[line.activity_scope]}). "
        "A plan that prints only one of the two is in that sum alone."
    )
