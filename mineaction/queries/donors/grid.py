"""Who gives to whom as a grid: a column a table, a line a name in it; one year, or one profile over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.errors import UnknownChoice
from mineaction.money import amount_words, short_amount
from mineaction.periods import Span, year_span
from mineaction.queries.asking import Row
from mineaction.queries.donors.rows import caveats, table
from mineaction.queries.donors.tables import (
    CUT,
    STATE_WORDS,
    Asked,
    Profile,
    Total,
    drawn_totals,
    held_words,
    holders_of_tables,
    largest_words,
    partial_caveats,
)
from mineaction.queries.donors.who_to_whom import FlowFilter, Teller, teller_of
from mineaction.queries.names import called
from mineaction.vocabulary import YearBasis

COLUMNS = (
    "mark column_key column_title column_position state total_label sum_label row_title row_position "
    "amount_usd label hover starts_on ends_on document_title"
).split()

MOST_COLUMNS, MOST_YEARS, MOST_ROWS = 10, 14, 24
"""What still reads on a phone; the rows behind the figure hold everything."""

BLANK = (
    "A blank is no zero: the name does not stand in the table as far as it is held. A zero is a printed one."
)


def by_year(connection: Connection, asked: FlowFilter) -> CitedTable:
    """The tables of one year side by side (columns: COLUMNS); current US dollars, calendar years.

    ``mark`` is "cell" for an amount, "column" for a table (``total_label`` is its printed total,
    ``sum_label`` its sum where the table is whole, both in US$ million and empty where there is none), and
    "note" for what is left out (in ``label``). Columns go by printed total, lines by their largest amount.
    Nothing is added across tables. Raises UnknownChoice for an unknown side.
    """
    teller = teller_of(asked.told_by)
    held = Asked(teller, asked.year, asked.year)
    profiles = [it for it in held.profiles(connection) if not asked.holders or it.holder in asked.holders]
    cells = _narrowed(held.cells(connection), asked)
    totals = drawn_totals(held.totals(connection))
    made = _grid(teller, profiles, cells, totals, by_years=False)
    return table(
        connection,
        made if any(row["mark"] == "cell" for row in made) else [],
        COLUMNS,
        title=f"Who gives to whom, as told in {teller.label.lower()}, {asked.year}",
        documents=[cell["document_id"] for cell in cells],
        sentence=_sentence_of_year(teller, asked, profiles, cells),
        choices=asked.choices,
        caveats=[*caveats(connection, [teller.flows]), BLANK, *partial_caveats(profiles)],
    )


def over_years(connection: Connection, told_by: str, holder: str) -> CitedTable:
    """The tables of one profile side by side, a column a year (columns and marks as in ``by_year``).

    A year without a table has no column; ``starts_on`` and ``ends_on`` (not included) are the days of a
    column's year. Raises UnknownChoice for an unknown side, and for a name of whom no table is held.
    """
    teller = teller_of(told_by)
    known = holders_of_tables(connection, told_by)
    if holder not in known:
        raise UnknownChoice(teller.holder_word, holder, known)
    held = Asked(teller, 0, 9999, holder)
    profiles, cells = list(held.profiles(connection)), held.cells(connection)
    made = _dated(_grid(teller, profiles, cells, drawn_totals(held.totals(connection)), by_years=True))
    title = f"To whom {called(holder)} gave" if told_by == "donor" else f"Who gave to {called(holder)}"
    return table(
        connection,
        made,
        COLUMNS,
        title=f"{title}, as its profiles of several years tell it"
        if len(profiles) > 1
        else f"{title}, as its profile for {profiles[0].year} tells it",
        documents=[cell["document_id"] for cell in cells],
        sentence=_sentence_of_years(teller, holder, profiles, cells),
        choices=(
            ("As told in", teller.label),
            (teller.holder_word.capitalize(), holder),
            ("Years with a table", "; ".join(str(profile.year) for profile in profiles)),
        ),
        caveats=[
            *caveats(connection, [teller.flows]),
            BLANK,
            "A year without a table stays empty. Nothing is added over years.",
            *_cut_years(profiles),
        ],
    )


def _narrowed(cells: Sequence[Row], asked: FlowFilter) -> list[Row]:
    return [
        cell
        for cell in cells
        if (not asked.holders or cell["holder"] in asked.holders)
        and (not asked.others or cell["other"] in asked.others)
    ]


def _grid(
    teller: Teller,
    profiles: Sequence[Profile],
    cells: Sequence[Row],
    totals: Mapping[tuple[str, int], Total],
    *,
    by_years: bool,
) -> list[Row]:
    """Columns, then cells, then what is left out."""
    largest: dict[tuple[str, int, str], int] = {}
    by_name: dict[str, int] = {}
    for cell in cells:
        key = cell["holder"], cell["year"], cell["document_id"]
        largest[key] = max(cell["amount_usd"], largest.get(key, 0))
        by_name[cell["other"]] = max(cell["amount_usd"], by_name.get(cell["other"], 0))

    def size(profile: Profile) -> int:
        total = totals.get((profile.holder, profile.year))
        return total.amount_usd if total else largest.get(_key(profile), 0)

    ordered = sorted(profiles, key=lambda it: (it.year if by_years else -size(it), it.holder))
    newest = max((profile.year for profile in profiles), default=0)
    shown = (
        [profile for profile in ordered if profile.year > newest - MOST_YEARS]
        if by_years
        else ordered[:MOST_COLUMNS]
    )
    columns = {_key(profile): place for place, profile in enumerate(shown)}
    visible = [cell for cell in cells if _key_of(cell) in columns]
    names = sorted({cell["other"] for cell in visible}, key=lambda name: (-by_name[name], name))
    lines = {name: place for place, name in enumerate(names[:MOST_ROWS])}
    made = [
        _column(profile, place, totals.get((profile.holder, profile.year)), by_years=by_years)
        for place, profile in enumerate(shown)
    ]
    by_key = {_key(profile): profile for profile in shown}
    made += [
        _cell(teller, cell, by_key[_key_of(cell)], columns[_key_of(cell)], lines[cell["other"]])
        for cell in visible
        if cell["other"] in lines
    ]
    left_out = _left_out(teller, len(ordered) - len(shown), len(names) - len(lines), by_years=by_years)
    return made + ([_blank("note") | {"label": left_out}] if left_out else [])


def _dated(made: Sequence[Row]) -> list[Row]:
    """Each row with the days of its column's calendar year; a note has those of all the years."""
    spans = {
        row["column_position"]: year_span(int(row["column_title"]), YearBasis.CALENDAR)
        for row in made
        if row["mark"] == "column"
    }
    first, last = min(span.starts_on for span in spans.values()), max(span.ends_on for span in spans.values())
    every = Span(first, last)
    return [
        row | {"starts_on": span.starts_on, "ends_on": span.ends_on}
        for row in made
        for span in [spans.get(row["column_position"], every)]
    ]


def _key(profile: Profile) -> tuple[str, int, str]:
    return profile.holder, profile.year, profile.document_id


def _key_of(cell: Row) -> tuple[str, int, str]:
    return cell["holder"], cell["year"], cell["document_id"]


def _blank(mark: str) -> Row:
    """A row of the grid with nothing in it; an order of columns keeps the same kinds throughout."""
    texts = dict.fromkeys(COLUMNS, "")
    return {**texts, "mark": mark, "column_position": -1, "row_position": -1, "amount_usd": 0.0}


def _column(profile: Profile, place: int, total: Total | None, *, by_years: bool) -> Row:
    title = str(profile.year) if by_years else profile.holder
    printed = f"printed total {total.words}" if total else "no printed total held"
    said = [f"{profile.holder}, {profile.year}: {printed}", STATE_WORDS[profile.state]]
    if profile.sum_usd is not None:
        said[-1] += f", adds up to {amount_words(profile.sum_usd)}"
    return _blank("column") | {
        "column_key": "|".join(map(str, _key(profile))),
        "column_title": title,
        "column_position": place,
        "state": profile.state,
        "total_label": short_amount(total.amount_usd, total.comparator) if total else "",
        "sum_label": short_amount(profile.sum_usd) if profile.sum_usd is not None else "",
        "hover": "\n".join([*said, profile.document]),
    }


def _cell(teller: Teller, cell: Row, profile: Profile, column: int, line: int) -> Row:
    pair = (cell["holder"], cell["other"]) if teller.key == "donor" else (cell["other"], cell["holder"])
    said = [
        f"{pair[0]} to {pair[1]}, {cell['year']}: {amount_words(cell['amount_usd'], cell['comparator'])}",
        f"told in the {teller.holder_word}’s profile; {STATE_WORDS[profile.state]}",
        profile.document,
    ]
    if cell["figure_count"] > 1:
        said.insert(1, f"{cell['figure_count']} rows of this table added up")
    if cell["note"]:
        said.append(cell["note"])
    return _blank("cell") | {
        "column_key": "|".join(map(str, _key(profile))),
        "column_title": cell["holder"],
        "column_position": column,
        "state": profile.state,
        "row_title": cell["other"],
        "row_position": line,
        "amount_usd": float(cell["amount_usd"]),
        "label": short_amount(cell["amount_usd"], cell["comparator"]),
        "hover": "\n".join(said),
        "document_title": profile.document_title,
    }


def _left_out(teller: Teller, columns: int, lines: int, *, by_years: bool) -> str:
    said = []
    if columns:
        said.append(counted(columns, "earlier table" if by_years else f"smaller {teller.holder_word}"))
    if lines:
        said.append(f"{counted(lines, teller.other_word)} with smaller amounts")
    return f"And {' and '.join(said)}, in the rows behind this figure." if said else ""


def _cut_years(profiles: Sequence[Profile]) -> list[str]:
    years = [str(profile.year) for profile in profiles if profile.state == CUT]
    if not years:
        return []
    return [f"Cut off in the copy that was read: {', '.join(years)}. Those rows are never totalled."]


def _sentence_of_year(
    teller: Teller, asked: FlowFilter, profiles: Sequence[Profile], cells: Sequence[Row]
) -> str:
    if not cells:
        return ""
    names = len({cell["other"] for cell in cells})
    word = teller.other_word
    if len(profiles) == 1:
        said = (
            f"For {asked.year}, the profile of {called(profiles[0].holder)} is held: {held_words(profiles)}. "
            "It names"
        )
    else:
        said = (
            f"For {asked.year}, profiles of {len(profiles)} {teller.holder_word}s are held: "
            f"{held_words(profiles)}. They name"
        )
    if asked.others:
        many = len(asked.others)
        every = "both" if many == 2 else f"all {many}"
        which = f"{every} {word}s" if names == many else f"{names} of the {many} {word}s"
        said += f" {called(asked.others[0])}." if many == 1 else f" {which} chosen."
    else:
        said += f" {counted(names, word)}."
    return _joined(said, largest_words(teller, cells, with_year=False))


def _sentence_of_years(teller: Teller, holder: str, profiles: Sequence[Profile], cells: Sequence[Row]) -> str:
    years = sorted({profile.year for profile in profiles})
    if len(years) == 1:
        said = f"One profile of {called(holder)} is held, for {years[0]}: {held_words(profiles)}."
    else:
        span = years[-1] - years[0] + 1
        count = f"all {span}" if len(years) == span else f"{len(years)} of the {span}"
        said = (
            f"Profiles of {called(holder)} are held for {count} years {years[0]} to {years[-1]}: "
            f"{held_words(profiles, by_years=True)}."
        )
    return _joined(said, largest_words(teller, cells, with_year=True))


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
