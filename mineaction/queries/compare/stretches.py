"""Stretches of years side by side in one line: periods the reader chose, or US administrations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.money import require_index
from mineaction.periods import year_label, year_span
from mineaction.queries import bars, funding
from mineaction.queries.asking import Row, citations, data_version, publishers_line
from mineaction.queries.compare import means as compare_means
from mineaction.queries.compare import scales as compare_scales
from mineaction.queries.compare import stretch_words as words
from mineaction.queries.compare import terms as compare_terms
from mineaction.queries.compare.means import ONE_SENTENCE, Mean, Year, mean_of
from mineaction.queries.compare.offers import MOST, SENTENCES
from mineaction.queries.compare.terms import Term
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import Line, choice_of, shown_lines
from mineaction.queries.usable_years import year_list
from mineaction.vocabulary import YEAR_BASIS_LABELS, YearBasis

COLUMNS = [*bars.COLUMNS, "value"]
MARK_COLUMNS = (
    "kind key label starts_on ends_on value hover stretch_name mean_words used_years used_count"
).split()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Years set beside other years. ``short`` is its name on a figure, ``name`` in words; ``years`` in order.

    ``needs_all`` says that no mean is given unless every year can be used.
    """

    short: str
    name: str
    years: tuple[int, ...]
    needs_all: bool


@dataclass(frozen=True, slots=True)
class Averaged:
    """The answer. ``bars`` are the yearly amounts drawn (columns: COLUMNS), ``marks`` what stands on them.

    Marks (columns: MARK_COLUMNS) are of the ``kind`` "mean" (a run of years that was used), "label" (one a
    stretch: its short name as ``key``, its mean as ``label``), "shared" (a fiscal year of two
    administrations) and "unpriced" (a year whose figure constant prices leave out). Their last four columns
    are what ``hover`` says of a stretch: its name, its mean, and over which and how many years. ``twin`` is
    the comparison for reading. ``refusal`` says why there is none; then all tables are empty.
    """

    bars: CitedTable
    marks: CitedTable
    twin: CitedTable
    refusal: str = ""


def by_period(connection: Connection, asked: FundingFilter, periods: tuple[tuple[int, int], ...]) -> Averaged:
    """The mean a year of each period, first and last year included, where every year of it can be used.

    ``asked`` names one line; its own years are not looked at. Raises UnknownChoice for a line there is
    not, for more than MOST periods and for one that ends before it begins, PriceIndexMissing where constant
    prices lack an index.
    """
    if len(periods) > MOST:
        raise UnknownChoice("number of periods", len(periods), [f"up to {MOST}"])
    for first, last in periods:
        if last < first:
            raise UnknownChoice("period", f"{first} to {last}", ["a first year, then a last one"])
    if not periods:
        return _answer(connection, _held(connection, asked), YearBasis.UNSTATED, ())
    first, last = min(first for first, _ in periods), max(last for _, last in periods)
    found = _held(connection, replace(asked, first_year=first, last_year=last))
    basis = _usual_basis(found.drawn)
    stretches = [
        Stretch(
            words.short_period(first, last, basis),
            words.period(first, last, basis),
            tuple(range(first, last + 1)),
            True,
        )
        for first, last in periods
    ]
    return _answer(connection, found, basis, stretches)


def by_administration(connection: Connection, asked: FundingFilter) -> Averaged:
    """The mean a year of each US administration over its whole fiscal years that can be used.

    A fiscal year that two administrations share belongs to none. Administrations none of whose whole
    fiscal years lies between the line's first and last one are left out. A line without US fiscal years is
    refused. Raises as ``by_period``.
    """
    found = _held(connection, asked)
    held = {bar["year"] for bar in found.drawn if bar["year_basis"] == YearBasis.US_FISCAL}
    if not held:
        refused = _answer(connection, replace(found, drawn=(), unpriced=()), YearBasis.US_FISCAL, (), {})
        return replace(refused, refusal=words.refused(found.line, [*found.drawn, *found.unpriced]))
    every = compare_terms.terms(connection)
    reach = range(min(held), max(held) + 1)
    stretches = [
        Stretch(term.key, term.name, years, False)
        for term, years in ((term, term.whole_years(max(held))) for term in every)
        if any(year in reach for year in years)
    ]
    shared = compare_terms.shared_years(every, reach)
    return _answer(connection, found, YearBasis.US_FISCAL, stretches, shared)


def rows_behind(
    connection: Connection, asked: FundingFilter, periods: tuple[tuple[int, int], ...] = ()
) -> CitedTable:
    """Every stored row behind a comparison, earlier editions and repeats included; no periods: all years."""
    if not periods:
        return funding.rows_behind(connection, asked)
    first, last = min(first for first, _ in periods), max(last for _, last in periods)
    return funding.rows_behind(connection, replace(asked, first_year=first, last_year=last))


@dataclass(frozen=True, slots=True)
class _Held:
    """One line's figures. ``drawn`` are its bars with ``doubts``, why each is a part.

    ``unpriced`` are the bars that constant prices leave out, ``index`` the price index; both are empty for
    current prices.
    """

    asked: FundingFilter
    line: Line
    drawn: tuple[Row, ...]
    unpriced: tuple[Row, ...]
    index: Mapping[int, float]


def _held(connection: Connection, asked: FundingFilter) -> _Held:
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    if len(chosen) != 1:
        raise UnknownChoice("number of lines", len(chosen), ["1"])
    stored = bars.stored(connection, asked, choice, chosen)
    thin = bars.thin_years(connection, asked, choice, chosen)
    if not funding.is_constant_for(asked, choice):
        return _Held(asked, chosen[0], _shaped(stored, chosen[0], {}, thin), (), {})
    index = funding.price_index(connection)
    fiscal = [row for row in stored if row["year_basis"] == YearBasis.US_FISCAL]
    others = [row for row in stored if row["year_basis"] != YearBasis.US_FISCAL]
    require_index(index, {row["year"] for row in fiscal} | {BASE_YEAR})
    drawn = _shaped(fiscal, chosen[0], index, thin)
    return _Held(asked, chosen[0], drawn, _shaped(others, chosen[0], {}, thin), index)


def _shaped(
    stored: Sequence[Row], line: Line, index: Mapping[int, float], thin: Collection[tuple[str, int]]
) -> tuple[Row, ...]:
    return tuple({**bar, "panel_title": ""} for bar in bars.shaped(stored, [line], index, thin))


def _usual_basis(drawn: Sequence[Row]) -> YearBasis:
    """The kind of year most bars have; a stated one where there is one."""
    found = [YearBasis(bar["year_basis"]) for bar in drawn]
    stated = [basis for basis in found if basis is not YearBasis.UNSTATED] or found
    counts = Counter(stated)
    return max(counts, key=lambda basis: (counts[basis], basis), default=YearBasis.UNSTATED)


def _answer(
    connection: Connection,
    found: _Held,
    basis: YearBasis,
    stretches: Sequence[Stretch],
    shared: Mapping[int, tuple[Term, ...]] | None = None,
) -> Averaged:
    """``shared`` is None where the stretches are no administrations."""
    asked, line, by_term = found.asked, found.line, shared is not None
    held = compare_means.years_of([*found.drawn, *found.unpriced], basis)
    if line.series_key in SENTENCES:
        held = {year: replace(one, why_not=one.why_not or ONE_SENTENCE) for year, one in held.items()}
    means = [mean_of(stretch.years, held, needs_all=stretch.needs_all) for stretch in stretches]
    shown, unit = compare_scales.as_amounts(found.drawn)
    divisor = 1_000 if "thousand" in unit else bars.MILLION
    used = funding.documents_used(connection, asked, choice_of(asked), [line]) if shown else Counter()
    if by_term:
        used.update(term.document_id for term in compare_terms.terms(connection))
    cited = citations(connection, used)
    prices = f"constant FY{BASE_YEAR} prices" if found.index else "current prices"
    # A mean has its own label at the top of the panel; those of single years would stand in its way.
    table = CitedTable(
        title=words.title(line, asked, by_term=by_term),
        rows=pd.DataFrame([{**bar, "label": ""} for bar in shown], columns=COLUMNS),
        unit=unit,
        price_basis=prices,
        year_basis="; ".join(
            YEAR_BASIS_LABELS[kind]
            for kind in YearBasis
            if kind in {basis, *(bar["year_basis"] for bar in shown)}
        ),
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(
            *words.caveats(line, stretches, found.drawn, by_term=by_term),
            *funding.left_out(len(found.unpriced)),
        ),
        choices=words.choices(line, asked, stretches, by_term=by_term),
        data_version=data_version(connection),
        sentence=words.sentence(line, asked, stretches, means, shared, basis, is_constant=bool(found.index)),
    )
    marks = _marks(stretches, means, held, basis, divisor, shared or {}, found.unpriced)
    return Averaged(
        bars=table,
        marks=replace(table, rows=pd.DataFrame(marks, columns=MARK_COLUMNS), sentence=""),
        twin=replace(
            table,
            rows=words.twin(stretches, means, held, shared, basis, prices),
            unit="US$ a year",
            sentence="",
        ),
    )


def _marks(
    stretches: Sequence[Stretch],
    means: Sequence[Mean],
    held: Mapping[int, Year],
    basis: YearBasis,
    divisor: int,
    shared: Mapping[int, tuple[Term, ...]],
    unpriced: Sequence[Row],
) -> list[Row]:
    made = []
    reach = range(min(held, default=0), max(held, default=-1) + 1)
    for stretch, mean in zip(stretches, means, strict=True):
        value = None if mean.amount_usd is None else mean.amount_usd / divisor
        common = {
            "key": stretch.short,
            "value": value,
            "hover": words.hover(stretch, mean, basis),
            "stretch_name": stretch.name,
            "mean_words": mean.words,
            "used_years": year_list(mean.used, basis),
            "used_count": words.used_count(stretch, mean),
        }
        inside = [year for year in stretch.years if year in reach] or list(stretch.years)
        label = "no mean" if value is None else compare_scales.number_label(value, mean.comparator)
        made.append({**common, "kind": "label", "label": label, **_days(inside, basis)})
        if value is not None:
            made += [{**common, "kind": "mean", "label": "", **_days(run, basis)} for run in _runs(mean.used)]
    for year, terms in shared.items():
        said = f"{year_label(year, basis)}: shared by {words.both(terms)}; it belongs to neither mean"
        made.append({"kind": "shared", "key": str(year), "hover": said, **_days([year], basis)})
    for bar in unpriced:
        days = _days([bar["year"]], basis)
        made.append({"kind": "unpriced", "key": str(bar["year"]), "hover": bar["hover"], **days})
    return made


def _days(years: Sequence[int], basis: YearBasis) -> dict[str, date]:
    return {
        "starts_on": year_span(years[0], basis).starts_on,
        "ends_on": year_span(years[-1], basis).ends_on,
    }


def _runs(years: Sequence[int]) -> list[list[int]]:
    """Years in runs that follow each other without a gap."""
    pairs: Any = groupby(enumerate(years), key=lambda pair: pair[1] - pair[0])
    return [[year for _, year in run] for _, run in pairs]
