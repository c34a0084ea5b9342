"""Countries or donors side by side in one line: one panel each, on one scale; and the rows behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.money import require_index
from mineaction.queries import bars, behind, funding, population
from mineaction.queries.asking import Row, citations, data_version, publishers_line, rows
from mineaction.queries.compare import scales as compare_scales
from mineaction.queries.compare import words
from mineaction.queries.compare.offers import MOST, Who
from mineaction.queries.compare.scales import Shown
from mineaction.queries.filters import BASE_YEAR
from mineaction.queries.lines import PERIOD_END, PERIOD_START, Line, line_of
from mineaction.queries.population import Population
from mineaction.vocabulary import YEAR_BASIS_LABELS, PriceBasis, YearBasis

COLUMNS = [*bars.COLUMNS, "name", "value"]

# Sums stay inside one name: bars are grouped by it. Earlier editions stand beside single figures.
STANDING = "f.standing IN ('current', 'superseded')"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Up to MOST names in lines of one kind. ``names`` stand in the order chosen.

    ``series_keys`` are one line, or lines of which each tells of other names. ``recipient`` and ``donor``
    limit the rows to flows to or from one; empty means no limit. ``base_year`` is used where amounts are
    indexed. Years are inclusive; None means all.
    """

    who: Who
    series_keys: tuple[str, ...]
    names: tuple[str, ...]
    recipient: str = ""
    donor: str = ""
    first_year: int | None = None
    last_year: int | None = None
    price_basis: PriceBasis = PriceBasis.CURRENT
    shown_as: Shown = Shown.AMOUNTS
    base_year: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer: ``table`` is drawn (columns: COLUMNS), ``twin`` is the same for reading.

    ``left_out`` says of each name that is not drawn why, as sentences. ``value`` of a row is in the table's
    unit: millions or thousands of US$, US$ for each inhabitant, or an index.
    """

    table: CitedTable
    twin: CitedTable
    left_out: tuple[str, ...]


def side_by_side(connection: Connection, asked: SideBySide) -> Compared:
    """The amounts of each name, year by year. Nothing is added over names.

    Raises UnknownChoice for a line there is not or more than MOST names, PriceIndexMissing where constant
    prices lack an index.
    """
    if len(asked.names) > MOST:
        raise UnknownChoice("number of names", len(asked.names), [f"up to {MOST}"])
    chosen = _lines(connection, asked.series_keys)
    drawn, caveats, is_constant = _drawn(connection, asked, chosen)
    people: Mapping[str, Population] = {}
    without: dict[str, str] = {}
    if asked.shown_as is Shown.PER_PERSON:
        people = _people(connection, asked.names)
        drawn, without = compare_scales.by_inhabitant(drawn, people)
        unit = compare_scales.PER_INHABITANT
        caveats += [population.CAVEAT]
    elif asked.shown_as is Shown.INDEXED and asked.base_year is not None:
        drawn, without = compare_scales.from_hundred(drawn, asked.base_year)
        unit = f"{compare_scales.INDEX}{words.base_words(drawn, asked.base_year)} = 100"
        caveats += [words.INDEX_CAVEAT]
    else:
        drawn, unit = compare_scales.as_amounts(drawn)
    held = {bar["name"] for bar in drawn} | set(without)
    without |= {name: "no figure found in these years" for name in asked.names if name not in held}
    where, values = _where(connection, asked, is_constant=is_constant)
    used = behind.documents_used(connection, where, values, is_constant=is_constant)
    cited = citations(connection, used + Counter(found.document_id for found in people.values()))
    table = CitedTable(
        title=words.title(chosen, asked, drawn),
        rows=pd.DataFrame(drawn, columns=COLUMNS),
        unit=unit,
        price_basis=f"constant FY{BASE_YEAR} prices" if is_constant else "current prices",
        year_basis="; ".join(dict.fromkeys(YEAR_BASIS_LABELS[YearBasis(bar["year_basis"])] for bar in drawn)),
        source_line=publishers_line(cited),
        citations=cited,
        caveats=tuple(dict.fromkeys([*caveats, *words.caveats(chosen, asked), *bars.notes_on(drawn)])),
        choices=words.choices(chosen, asked),
        data_version=data_version(connection),
        sentence=words.sentence(drawn, without, chosen, asked, people),
    )
    twin = replace(table, rows=_twin(drawn, chosen, asked, people, is_constant=is_constant), sentence="")
    return Compared(table, twin, tuple(f"{name}: {reason}." for name, reason in without.items()))


def base_years(connection: Connection, asked: SideBySide) -> dict[int, int]:
    """How many of the names can be indexed to each year, of the years that suit at least one."""
    drawn, _, _ = _drawn(connection, asked, _lines(connection, asked.series_keys))
    return compare_scales.base_years(drawn)


def rows_behind(connection: Connection, asked: SideBySide) -> CitedTable:
    """Every stored row behind a comparison, earlier editions and repeats included (see behind.in_words).

    Where amounts are divided by inhabitants, each row names their number, its year and its document.
    """
    answer = side_by_side(connection, asked).table
    is_constant = asked.price_basis is PriceBasis.CONSTANT
    where, values = _where(connection, asked, is_constant=is_constant)
    index = funding.price_index(connection) if is_constant else {}
    table = behind.rows_of(connection, answer, where, values, index)
    if asked.shown_as is not Shown.PER_PERSON:
        return table
    people = _people(connection, asked.names)
    found = [people.get(name) for name in table.rows["Recipient"]]
    more: dict[str, list[Any]] = {
        "Inhabitants": [one.people if one else None for one in found],
        "Inhabitants in the year": [str(one.year) if one else "" for one in found],
        "Inhabitants read in": [f"{one.document}, {one.locator}" if one else "" for one in found],
    }
    return replace(table, rows=table.rows.assign(**more))


def _drawn(
    connection: Connection, asked: SideBySide, chosen: Sequence[Line]
) -> tuple[list[Row], list[str], bool]:
    """Bars with the ``name`` each belongs to, what is to be said of them, and whether prices are constant."""
    if not asked.names:
        return [], [], False
    is_constant = asked.price_basis is PriceBasis.CONSTANT
    where, values = _where(connection, asked)
    question = bars.question(f"f.{asked.who.value}", f"{where} AND {STANDING}")
    held = rows(connection, question, **values)
    caveats: list[str] = []
    index: Mapping[int, float] = {}
    if is_constant:
        index = funding.price_index(connection)
        fiscal = [row for row in held if row["year_basis"] == YearBasis.US_FISCAL]
        caveats += funding.left_out(len(held) - len(fiscal))
        held = fiscal
        require_index(index, {row["year"] for row in held} | {BASE_YEAR})
    order = {name: place for place, name in enumerate(asked.names)}
    made = [
        {
            **bar,
            "name": row["item"],
            "panel_key": row["item"],
            "panel_title": words.panel_title(row["item"], bar["series_key"], chosen),
            "panel_position": order[row["item"]],
        }
        for row, bar in zip(held, bars.shaped(held, chosen, index), strict=True)
    ]
    return sorted(made, key=lambda bar: (bar["panel_position"], bar["year"])), caveats, is_constant


def _where(
    connection: Connection, asked: SideBySide, *, is_constant: bool = False
) -> tuple[str, dict[str, Any]]:
    """The condition that picks the stored rows of a comparison, and its values.

    Where all recipients are countries, it names their codes as well, so that an index finds their rows.
    """
    condition = f"""f.series_key IN :series AND f.{asked.who.value} IN :names
        AND f.year BETWEEN :first AND :last
        AND (:recipient = '' OR f.recipient_name = :recipient) AND (:donor = '' OR f.donor_name = :donor)"""
    values: dict[str, Any] = {
        "series": list(asked.series_keys),
        "names": list(asked.names),
        "first": asked.first_year or PERIOD_START,
        "last": asked.last_year or PERIOD_END,
        "recipient": asked.recipient,
        "donor": asked.donor,
    }
    if is_constant:
        condition += " AND f.year_basis = 'us_fiscal'"
    recipients = asked.names if asked.who is Who.RECIPIENTS else (asked.recipient,) * bool(asked.recipient)
    codes = _codes(connection, recipients)
    if recipients and len(codes) == len(recipients):
        condition += " AND f.recipient_iso3 IN :iso3s"
        values["iso3s"] = sorted(codes.values())
    return condition, values


def _lines(connection: Connection, keys: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines of these names, in their order. Raises UnknownChoice for one there is not."""
    held = rows(connection, "SELECT * FROM series WHERE series_key IN :keys", keys=list(keys))
    by_key = {row["series_key"]: row for row in held}
    for key in keys:
        if key not in by_key:
            raise UnknownChoice("line", key, sorted(by_key))
    return tuple(line_of(by_key[key], is_shown_first=True) for key in keys)


def _people(connection: Connection, names: Sequence[str]) -> dict[str, Population]:
    """The newest number of inhabitants held, by name."""
    codes = _codes(connection, names)
    found = population.of(connection, codes.values())
    return {name: found[iso3] for name, iso3 in codes.items() if iso3 in found}


def _codes(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """The code of each name that is a country's."""
    held = rows(
        connection, "SELECT iso3, short_name FROM country WHERE short_name IN :names", names=list(names)
    )
    return {row["short_name"]: row["iso3"] for row in held}


def _twin(
    drawn: Sequence[Row],
    chosen: Sequence[Line],
    asked: SideBySide,
    people: Mapping[str, Population],
    *,
    is_constant: bool,
) -> pd.DataFrame:
    """What is drawn as a table: a row for each mark, in the order of the panels."""
    who = words.WHO[asked.who]
    amount = f"US$, FY{BASE_YEAR} prices" if is_constant else "US$, current"
    made = []
    for bar in drawn:
        row: dict[str, Any] = {who: bar["name"], "Year": bar["year_label"], amount: round(bar["amount_usd"])}
        if asked.shown_as is Shown.PER_PERSON:
            found = people[bar["name"]]
            row |= {
                "US$ per inhabitant": bar["label"],
                "Inhabitants": found.people,
                "Inhabitants in the year": str(found.year),
            }
        elif asked.shown_as is Shown.INDEXED:
            row |= {f"Index, {words.base_words(drawn, asked.base_year)} = 100": bar["label"]}
        row |= {"Bound": words.bound(bar), "Note": words.note(bar)}
        if len(chosen) > 1:
            row["Series"] = next(line.title for line in chosen if line.series_key == bar["series_key"])
        made.append(row)
    columns = list(made[0]) if made else [who, "Year", amount]
    # A column that says nothing for any row is left out.
    kept = [name for name in columns if name not in ("Bound", "Note") or any(row[name] for row in made)]
    return pd.DataFrame(made, columns=columns)[kept]
