"""The page on method at the end of a pack: how to read its figures, no more than these figures need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Taken
from mineaction.vocabulary import (
    ACTIVITY_SCOPE_LABELS,
    COMPARATOR_WORDS,
    MEASURE_LABELS,
    YEAR_BASIS_LABELS,
    ActivityScope,
    Comparator,
    Measure,
    YearBasis,
)

MONEY = "US$"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it, one paragraph each."""

    heading: str
    lines: tuple[str, ...]


FIGURE = Part(
    "What a figure is",
    (
        "A figure is one amount as one document reports it, kept with its publisher, its document and the "
        "place in it. Most were transcribed by hand from the public page of the document, often only from "
        "the part that could be read.",
        "What was reported is not what was spent: “the State Department reported 376 million” does not say "
        "that 376 million was spent.",
    ),
)
SCOPES: Mapping[ActivityScope, str] = {
    ActivityScope.HUMANITARIAN_DEMINING: (
        "Humanitarian demining: clearing mines for civilians. The US programme's name in the 1990s."
    ),
    ActivityScope.MINE_ACTION: (
        "Mine action: clearance, risk education, help for victims, advocacy, destruction of stockpiles."
    ),
    ActivityScope.CONVENTIONAL_WEAPONS_DESTRUCTION: (
        "Conventional weapons destruction: the US programme's name today. It is wider than mine action: it "
        "also covers small arms, munitions and shoulder-fired missiles."
    ),
    ActivityScope.WEAPONS_REMOVAL_AND_ABATEMENT: (
        "Assistance Listing 19.800: weapons removal and abatement, one line in the US register of programmes."
    ),
    ActivityScope.CRS_15250: (
        "Purpose code 15250: removal of mines and explosive remnants in the OECD's aid statistics. Mine "
        "action that donors file under other codes is not in it."
    ),
    ActivityScope.MINE_ACTION_CLUSTER: (
        "Mine action in humanitarian plans: only what such plans asked for and received; a small part of all "
        "support."
    ),
}
NEVER_WIDER = "A wider scope is never drawn as if it were a narrower one."
MEASURES: Mapping[Measure, str] = {
    Measure.REPORTED_FUNDING: "Funding, as reported: the document does not say which kind of amount it is.",
    Measure.BUDGET_REQUEST: "A budget request is what was asked of Congress.",
    Measure.BUDGET_ESTIMATE: "A budget estimate is made before the year is over.",
    Measure.OBLIGATION: "An obligation is a binding promise to pay.",
    Measure.DISBURSEMENT: "A disbursement, or outlay, is money paid out.",
    Measure.CONTRIBUTION: "A contribution is what a donor says it gave.",
    Measure.REQUIREMENT: "A requirement is what a humanitarian plan asked for.",
}
NEVER_MIXED = "Different measures are never added."
YEARS: Mapping[YearBasis, str] = {
    YearBasis.US_FISCAL: (
        "US fiscal years run from October to September and carry the name of the year they end in: FY2022 is "
        "1 October 2021 to 30 September 2022."
    ),
    YearBasis.CALENDAR: "Calendar years run from January to December.",
    YearBasis.UNSTATED: (
        "Where a document prints a bare year and does not say which kind it is, its bar covers January to "
        "September, the months both readings share, and it is left out of constant dollars."
    ),
}
CURRENT = "Current prices are dollars of the day; inflation is not taken out."
CONSTANT = (
    "Constant dollars take inflation out, so that years compare. The index is that of US foreign aid by US "
    "fiscal year (ForeignAssistance.gov), FY2024 as 1; only figures of US fiscal years are converted."
)
BOUNDS = Part(
    "Bounds: “over”, “nearly”, “about”",
    (
        "“Over 4.2 billion” is not 4.2 billion. The word is kept and shown as a sign on the mark. No middle "
        "is ever taken as a value.",
    ),
)
ADDED = Part(
    "What is never added",
    (
        "Different series: they often tell of the same dollar, and adding would count it twice. Nor "
        "different kinds of year, measure or scope, tables that were cut off, or amounts told in sentences.",
    ),
)
GAPS = Part(
    "Gaps",
    (
        "No figure is not zero. A year without a figure is left open and marked as a gap; a reported zero is "
        "a zero.",
    ),
)
CLAIMS = Part(
    "Claims are not figures",
    (
        "“Over 4.2 billion since 1993” is a claim: a dated statement by somebody, with a scope. Claims are "
        "never used to fill a year without a figure, or split over years. Sums over decades add dollars of "
        "different worth, and the scope has widened on the way.",
    ),
)
EVENTS = Part(
    "Policy events",
    (
        "An event is something a government, a body or a campaign decided or did, with a date no more exact "
        "than is known. Which way it points is a reading of ours and no citation. The timeline stands "
        "beside the money; it does not say that one moved the other.",
    ),
)
CLAIM_COLUMNS = {"claim_id", "Said"}
"""A table has one of these where its rows are statements."""
_BOUND = re.compile(rf"\b(?:{'|'.join(filter(None, COMPARATOR_WORDS.values()))}) (?:US\$ ?)?\d")
"""A bound before a number, in words."""


def parts(figures: Sequence[Taken], *, has_events: bool) -> tuple[Part, ...]:
    """What has to be known for these figures: only scopes, measures, years and prices that occur in them."""
    answers = [taken.answer for taken in figures]
    chosen = " ; ".join(value for answer in answers for _, value in answer.choices)
    about_money = [answer for answer in answers if MONEY in answer.unit]
    year_words = " ; ".join(answer.year_basis for answer in answers)
    prices = [answer.price_basis.lower() for answer in about_money]
    scopes = [words for scope, words in SCOPES.items() if _stands_in(ACTIVITY_SCOPE_LABELS[scope], chosen)]
    measures = [words for measure, words in MEASURES.items() if _stands_in(MEASURE_LABELS[measure], chosen)]
    years = [words for basis, words in YEARS.items() if YEAR_BASIS_LABELS[basis] in year_words]
    price_words = [CURRENT] * any("current" in words for words in prices)
    price_words += [CONSTANT] * any("constant" in words for words in prices)
    found = [
        FIGURE,
        Part("Scope: what the money was for", (*scopes, NEVER_WIDER) if scopes else ()),
        Part("Measure: what kind of amount", (*measures, NEVER_MIXED) if measures else ()),
        Part("Which year", tuple(years)),
        Part("Prices", tuple(price_words)),
        *([BOUNDS] if any(map(_has_bounds, answers)) else []),
        *([ADDED] if about_money else []),
        *([CLAIMS] if any(map(_is_of_claims, figures)) else []),
        GAPS,
        *([EVENTS] if has_events else []),
    ]
    return tuple(part for part in found if part.lines)


def _stands_in(label: str, chosen: str) -> bool:
    """Whether a label is one of the values chosen, and not only a part of a longer one."""
    return label in (part.strip() for part in chosen.split(";"))


def _has_bounds(answer: CitedTable) -> bool:
    rows = answer.rows
    if "comparator" in rows.columns:
        return any(value and value != Comparator.EXACT for value in rows["comparator"].dropna())
    return any(isinstance(value, str) and bool(_BOUND.search(value)) for value in rows.to_numpy().flat)


def _is_of_claims(taken: Taken) -> bool:
    return bool(CLAIM_COLUMNS & set(taken.answer.rows.columns))
