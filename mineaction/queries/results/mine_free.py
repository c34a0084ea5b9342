"""States reported free of known mines: our list, its running count, and the counts others published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import SIGNS
from mineaction.periods import Span, date_span, date_words, year_span
from mineaction.queries.asking import Row, confidence_label, rows
from mineaction.queries.results import facts
from mineaction.vocabulary import Comparator, DatePrecision, YearBasis

COMPLETION = "Article 5 completion declared or reported"
US_NAMED = "named by the US as free from the humanitarian impact of landmines"
GROUP_LABELS = {
    COMPLETION: "Mine Ban Treaty, Article 5: clearance complete",
    US_NAMED: "Named by the US as free of their humanitarian impact",
}
OTHER_KINDS = frozenset(
    {
        "announced all known mined areas cleared",
        "declared all mined areas cleared",
        "declared mine-free",
        "declared mine-safe",
        "known mined areas cleared (no formal Article 5 declaration)",
        "national clearance completed",
        "reported cleared (UN)",
    }
)
OTHER_LABEL = "Declared or reported in other words"
COUNT = "states_reported_mine_free"
PARTIES_WORDS = "States Parties"

CAVEATS = (
    "A state stands in the list from the year it declared, or was reported, free of known mines. It stays in "
    "the count when mines were found later; the list says so.",
    "The kinds are not one thing: completing Article 5, being named by the United States, and a declaration "
    "of one's own have different conditions.",
    "Published counts stand at the date they speak of. They count what their own words say; we do not make "
    "them agree.",
    "The list was put together from single documents and may lack states. The US says it helped 17 countries "
    "to become free of the danger of landmines; no list of those 17 was found.",
)

STATES = """
    SELECT m.*, d.title AS document, d.publisher, d.url
    FROM mine_free_state m JOIN document d ON d.document_id = m.document_id
    ORDER BY m.declared_on, m.country_name, m.iso3
"""

BAR_COLUMNS = "group_key group_label group_position year starts_on ends_on count hover".split()
MARK_COLUMNS = "starts_on ends_on date_words value comparator label words note hover".split()


@dataclass(frozen=True, slots=True)
class MineFree:
    """``bars.rows`` columns: BAR_COLUMNS, one row a kind and calendar year: states up to that year's end.

    ``marks.rows`` columns: MARK_COLUMNS, one row a published count, at the days its date may mean.
    """

    bars: CitedTable
    marks: CitedTable


def group_of(kind: str) -> str:
    """Under which label a kind of declaration is counted; a kind that is not known stands by itself."""
    if kind in OTHER_KINDS:
        return OTHER_LABEL
    return GROUP_LABELS.get(kind, kind)


def by_year(connection: Connection) -> MineFree:
    """The running count by kind of declaration, and the published counts beside it."""
    states, counts = _states(connection), facts.held(connection, [COUNT])
    bars, marks = pd.DataFrame(_bars(states), columns=BAR_COLUMNS), _marks(counts)
    return MineFree(
        facts.table(
            connection,
            [*states, *counts],
            bars,
            title="States and areas reported free of known mines",
            unit="states and areas, added up since the first",
            caveats=CAVEATS,
            sentence=_sentence(states),
        ),
        facts.table(
            connection,
            counts,
            pd.DataFrame(marks, columns=MARK_COLUMNS),
            title="Published counts of states free of known mines",
            unit="states",
            caveats=CAVEATS,
        ),
    )


def _states(connection: Connection) -> list[Row]:
    states = rows(connection, STATES)
    for state in states:
        state["span"] = date_span(state["declared_on"], DatePrecision(state["date_precision"]))
        state["when"] = date_words(state["declared_on"], DatePrecision(state["date_precision"]))
        state["group"] = group_of(state["kind"])
    return states


def _bars(states: Sequence[Row]) -> list[Row]:
    if not states:
        return []
    groups = list(dict.fromkeys(group_of(kind) for kind in (COMPLETION, *sorted(OTHER_KINDS), US_NAMED)))
    groups += sorted({state["group"] for state in states} - set(groups))
    first, last = (pick(state["span"].starts_on.year for state in states) for pick in (min, max))
    bars = []
    for position, group in enumerate(groups):
        of_group = [state for state in states if state["group"] == group]
        for year in range(first, last + 1):
            inside = [state for state in of_group if state["span"].starts_on.year <= year]
            if not inside:
                continue
            span = year_span(year, YearBasis.CALENDAR)
            new = [state["country_name"] for state in inside if state["span"].starts_on.year == year]
            added = f"new in {year}: {', '.join(new)}" if new else f"none new in {year}"
            bars.append(
                {
                    "group_key": group,
                    "group_label": group,
                    "group_position": position,
                    "year": year,
                    "starts_on": span.starts_on,
                    "ends_on": span.ends_on,
                    "count": len(inside),
                    "hover": f"{group}\n{len(inside)} by the end of {year}\n{added}",
                }
            )
    return bars


def count_span(row: Row) -> tuple[Span, str]:
    """The days a published count may speak of, and its date in words."""
    precision = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY)[row["period"].count("-")]
    return date_span(row["period"], precision), date_words(row["period"], precision)


def _marks(counts: Sequence[Row]) -> list[Row]:
    marks = []
    for row in counts:
        span, when = count_span(row)
        comparator = Comparator(row["comparator"])
        words = facts.number_words(row["value"], row["unit"], comparator)
        told = (f"{when}: {words}", row["note"], f"{row['publisher']}, {row['document']}")
        marks.append(
            {
                "starts_on": span.starts_on,
                "ends_on": span.ends_on,
                "date_words": when,
                "value": row["value"],
                "comparator": comparator.value,
                "label": f"{SIGNS[comparator]}{facts.plain_number(row['value'])}",
                "words": words,
                "note": row["note"],
                "hover": "\n".join(part for part in (*told, confidence_label(row["confidence"])) if part),
            }
        )
    return sorted(marks, key=lambda mark: (mark["starts_on"], mark["value"]))


def _sentence(states: Sequence[Row]) -> str:
    if not states:
        return ""
    completed = sum(state["kind"] == COMPLETION for state in states)
    named = sum(bool(state["us_named"]) for state in states)
    noted = sum(bool(state["later_note"]) for state in states)
    last = states[-1]
    return (
        f"{len(states)} states and areas are on the list, from {states[0]['country_name']} "
        f"({states[0]['when']}) to {last['country_name']} ({last['when']}): {completed} declared or reported "
        f"their clearance duty under the Mine Ban Treaty complete, {named} were named in a US text, and for "
        f"{noted} the list notes more, such as mines found later."
    )


def beside_counts(connection: Connection) -> CitedTable:
    """Each published count beside our own list on that date; differences plain, nothing made to agree."""
    states, counts = _states(connection), facts.held(connection, [COUNT])
    listed = []
    for row in sorted(counts, key=lambda row: row["period"]):
        span, when = count_span(row)
        completed = reach([state for state in states if state["kind"] == COMPLETION], span)
        every = reach(states, span)
        like = completed if PARTIES_WORDS in row["note"] else every
        listed.append(
            {
                "Date": when,
                "Published": facts.number_words(row["value"], row["unit"], Comparator(row["comparator"])),
                "Article 5 on our list": _range_words(completed),
                "All on our list": _range_words(every),
                "Difference": difference(row["value"], Comparator(row["comparator"]), like),
                "What was counted": row["note"],
                "Document": row["document"],
                "Link": row["url"],
                "Place in the document": row["locator"],
                "Row in our file": row["file_row"],
            }
        )
    return facts.table(
        connection,
        counts,
        pd.DataFrame(listed),
        title="Published counts beside our list",
        unit="states",
        year_basis="dates as printed",
        caveats=(
            "Counts of States Parties are compared with the Article 5 completions on our list, other counts "
            "with the whole list. Where a date is known only to the year, our list has a range.",
        ),
    )


def reach(states: Sequence[Row], by: Span) -> tuple[int, int]:
    """How many had declared before ``by`` ended: certainly, and at most, as exact as dates are known."""
    certain = sum(state["span"].ends_on <= by.ends_on for state in states)
    return certain, sum(state["span"].starts_on < by.ends_on for state in states)


def _range_words(reached: tuple[int, int]) -> str:
    low, high = reached
    return str(low) if low == high else f"{low} to {high}"


def difference(value: float, comparator: Comparator, ours: tuple[int, int]) -> str:
    """How a published count and ours differ, in words; a count printed as about is not called equal."""
    low, high = ours
    if low <= value <= high:
        return "none" if comparator is Comparator.EXACT else f"none seen; printed as {comparator.value}"
    gap = low - value if value < low else value - high
    more = "more" if value < low else "fewer"
    least = "" if low == high else "at least "
    return f"our list has {least}{gap:,.0f} {more}"


LIST_COLUMNS = {
    "country_name": "State or area",
    "kind": "What was declared or reported",
    "when": "When",
    "party_words": "State Party when listed",
    "later_note": "Later note",
    "us_named": "Named by the US",
    "us_document_ids": "US texts",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "further_document_ids": "Further documents",
    "confidence_label": "How it was read",
    "file_row": "Row in our file",
}


def listed(connection: Connection) -> CitedTable:
    """The list itself, newest first: what was declared, what was noted later, and who in the US named it."""
    states = _states(connection)
    for state in states:
        state["party_words"] = "yes" if state["is_ottawa_party"] else "no"
        state["confidence_label"] = confidence_label(state["confidence"])
    newest_first = sorted(states, key=lambda state: state["span"].starts_on, reverse=True)
    shown = pd.DataFrame(newest_first, columns=list(LIST_COLUMNS)).rename(columns=LIST_COLUMNS)
    return facts.table(
        connection,
        states,
        shown,
        title="States and areas reported free of known mines",
        unit="one row a state or area",
        year_basis="dates as exact as they are known",
        caveats=CAVEATS,
    )
