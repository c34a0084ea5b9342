"""Plain sentences on a figure, ready to paste; every number in them is tied to the rows it was read in.

A number that cannot be tied to exactly its rows gets no sentence. Nothing is added up here, no value of an
earlier edition is used, and no sentence says why an amount is what it is.
"""

from __future__ import annotations

from typing import Any

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.receipts import amounts, further, stated
from mineaction.exhibits.receipts.parts import Behind, Number, Origin, Receipt, Row, records
from mineaction.queries.compare.scales import is_in_dollars
from mineaction.vocabulary import Comparator, YearBasis

__all__ = ["Number", "Origin", "Receipt", "receipts"]

STACKS = {"mark", "part_key", "year_label", "amount_usd", "figure_count", "series_title", "doubts"}
BARS = {"panel_key", "panel_title", "comparator", "document_title"} | STACKS - {"part_key"}
PLACES = {"place", "amount_usd", "comparator", "years_held", "years_words", "doubts"}
RANKED = {"mark", "name", "amount_usd", "comparator", "table_words"}
DONORS = {"donor_name", "amount_usd", "comparator", "is_cut_off"}
AROUND = {"year", "year_label", "side", "status", "amount_usd", "comparator", "doubts"}
FLOWS = {"mark", "donor", "recipient", "amount_usd", "state", "document_title"}
CELLS = {"mark", "column_key", "column_title", "row_title", "amount_usd", "state", "document_title"}
MEANS = {"kind", "key", "starts_on", "ends_on", "value", "stretch_name", "mean_words"}
VALUES = {"panel_key", "panel_title", "year_label", "value", "words", "is_newest", "document_count"}
STATEMENTS = {"claim_id", "date_words", "value", "made_by", "document"}
EVENTS = {"event_key", "date_words", "title"}
STATES = {"State or area", "What was declared or reported", "When"}


def receipts(exhibit: Exhibit, year: str = "") -> tuple[Receipt, ...]:
    """Sentences on the newest, the largest and the first value of each panel; of one year where asked.

    ``year`` is a year as the figure has it: ``FY2022`` or ``2022``. Of maps and rankings, the largest names.
    Nothing for figures that have no numbers of their own, as which series has figures for which year; nor for
    amounts drawn as an index or per inhabitant, which a sentence in dollars would not be about.
    """
    answer, table = exhibit.answer, exhibit.behind()
    behind, drawn = Behind(answer, table), records(answer.rows)
    columns = {str(name) for name in answer.rows.columns}
    made: list[Receipt] = []
    if columns >= BARS:
        if not is_in_dollars(answer.unit):
            return ()
        made = amounts.of_years(answer, drawn, behind, year)
        if means := next((part for part in exhibit.drawn_from if _holds(part, MEANS)), None):
            made = further.of_means(answer, drawn, records(means.rows), behind) + made
    elif columns >= STACKS:
        made = amounts.of_years(answer, [_total(row) for row in drawn if row["mark"] == "net"], behind, year)
    elif columns >= PLACES:
        made = amounts.of_places(answer, drawn, behind)
    elif columns >= RANKED:
        made = amounts.of_names(answer, drawn, behind, "name")
    elif columns >= DONORS:
        made = amounts.of_names(answer, drawn, behind, "donor_name")
    elif columns >= AROUND:
        made = further.around(answer, drawn, behind, year)
    elif columns >= FLOWS:
        made = further.of_pairs(answer, drawn, behind, ("donor", "recipient"))
    elif columns >= CELLS:
        made = further.of_pairs(answer, drawn, behind, ("column_title", "row_title"))
    elif columns >= VALUES:
        made = stated.of_values(drawn, behind, year)
    elif columns >= STATEMENTS:
        made = stated.of_statements(drawn, behind, year)
    elif columns >= EVENTS:
        made = stated.of_events(behind, year)
    elif {str(name) for name in table.rows.columns} >= STATES:
        made = stated.of_states(behind, year)
    return tuple(made)


def _total(row: Row) -> Row:
    """The net total of a stack as the bar of its year."""
    return {
        **row,
        "mark": "bar",
        "panel_key": "",
        "panel_title": "",
        "comparator": Comparator.EXACT.value,
        "year_basis": YearBasis.US_FISCAL.value,
    }


def _holds(part: Any, columns: set[str]) -> bool:
    return isinstance(part, CitedTable) and {str(name) for name in part.rows.columns} >= columns
