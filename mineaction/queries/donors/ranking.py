"""Printed totals of donors, or of recipients, for one year, largest first; never worked out from tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.queries.asking import Row, rows
from mineaction.queries.donors.rows import caveats, table
from mineaction.queries.donors.tables import NONE, STATE_WORDS, WHOLE, Asked, Profile, Total, drawn_totals
from mineaction.queries.donors.who_to_whom import OTHER_DONORS, WORLD_TOTAL, FlowFilter, Teller, teller_of
from mineaction.queries.names import at_start, called, listed
from mineaction.vocabulary import Comparator

COLUMNS = (
    "mark name position amount_usd comparator label state table_words is_chosen is_group hover document"
).split()

MOST_SHOWN = 30
"""Longer lists end here; the rest is named below."""

NO_TOTAL = "no printed total held"


def ranking(connection: Connection, asked: FlowFilter) -> CitedTable:
    """The year's printed totals (columns: COLUMNS), largest first; current US dollars, calendar years.

    ``mark`` is "bar" for the total that is drawn, "earlier" for another one printed for the same year,
    "none" for a name of whom a table is held and no total (``amount_usd`` is missing). ``table_words`` says
    whether a table of that name is held, and whether it adds up. Raises UnknownChoice for an unknown side.
    """
    teller = teller_of(asked.told_by)
    tables = Asked(teller, asked.year, asked.year)
    totals, profiles = tables.totals(connection), tables.profiles(connection)
    made = _ranked(totals, profiles, asked)
    shown = [row for row in made if row["position"] < MOST_SHOWN]
    world = _world(connection, asked)
    without = _without(connection, teller, asked.year, {row["name"] for row in made})
    return table(
        connection,
        shown,
        COLUMNS,
        title=f"Contributions to mine action by {teller.holder_word}, printed totals, {asked.year}"
        if asked.told_by == "donor"
        else f"International support for mine action by recipient, printed totals, {asked.year}",
        documents=[*(total.document_id for total in totals), *(row["document_id"] for row in world)],
        sentence=_sentence(teller, asked, made, world),
        choices=asked.choices,
        caveats=_caveats(connection, teller, made, shown, without),
    )


def _ranked(totals: Sequence[Total], profiles: Sequence[Profile], asked: FlowFilter) -> list[Row]:
    """All entries in order: single names by amount, lines for several donors, then names without a total."""
    drawn = drawn_totals(totals)
    by_holder: dict[str, list[Profile]] = {}
    for profile in profiles:
        by_holder.setdefault(profile.holder, []).append(profile)
    ranked = sorted(drawn.values(), key=lambda it: (it.name == OTHER_DONORS, -it.amount_usd, it.name))
    names = [it.name for it in ranked] + sorted(set(by_holder) - {it.name for it in ranked})
    made = []
    for position, name in enumerate(names):
        total, tables = drawn.get((name, asked.year)), by_holder.get(name, [])
        made.append(_entry(name, position, total, tables, asked))
        others = {
            it.amount_usd: it
            for it in totals
            if it.name == name and total is not None and it.amount_usd != total.amount_usd
        }
        made += [
            _entry(name, position, other, tables, asked) | {"mark": "earlier"} for other in others.values()
        ]
    return made


def _entry(
    name: str, position: int, total: Total | None, tables: Sequence[Profile], asked: FlowFilter
) -> Row:
    words = _table_words(total, tables)
    said = [f"{name}, {asked.year}: {total.words if total else NO_TOTAL}", words]
    if total:
        said.append(total.document)
        if not total.is_current:
            said.insert(
                1, "another total printed for this year; a later edition prints the one drawn as a bar"
            )
    return {
        "mark": "bar" if total else "none",
        "name": name,
        "position": position,
        "amount_usd": float(total.amount_usd) if total else None,
        "comparator": (total.comparator if total else Comparator.EXACT).value,
        "label": total.words if total else NO_TOTAL,
        "state": tables[0].state if len(tables) == 1 else NONE if not tables else "",
        "table_words": words,
        "is_chosen": name in asked.holders,
        "is_group": name == OTHER_DONORS,
        "hover": "\n".join(said),
        "document": total.document if total else tables[0].document,
    }


def _table_words(total: Total | None, tables: Sequence[Profile]) -> str:
    """What the tables of a name say beside its printed total."""
    if not tables:
        return STATE_WORDS[NONE]
    if len(tables) > 1:
        return f"{len(tables)} tables held"
    [held] = tables
    if held.state != WHOLE or held.sum_usd is None:
        return STATE_WORDS[held.state]
    if total and total.is_reached_by(held.sum_usd):
        return "table adds up"
    words = amount_words(held.sum_usd)
    # Two amounts that read alike and are not would look like a mistake.
    exact = total is not None and words == amount_words(total.amount_usd)
    return f"table adds up to {f'US$ {held.sum_usd:,}' if exact else words}"


def _without(connection: Connection, teller: Teller, year: int, named: set[str]) -> list[str]:
    """Names that have a printed total in another year, and neither a total nor a table in this one."""
    held = rows(
        connection,
        f"""SELECT DISTINCT {teller.holder} AS name FROM funding_held
            WHERE series_key IN :series AND standing = 'current' ORDER BY name""",
        series=list(teller.totals),
    )
    return [row["name"] for row in held if row["name"] not in named and row["name"] != OTHER_DONORS]


def _caveats(
    connection: Connection,
    teller: Teller,
    made: Sequence[Row],
    shown: Sequence[Row],
    without: Sequence[str],
) -> list[str]:
    said = caveats(connection, teller.totals)
    said.append("No total is worked out here: an amount stands only where a document prints it.")
    if without:
        said.append(f"No printed total held for this year, though for others: {'; '.join(without)}.")
    if len(shown) < len(made):
        said.append(f"The list shows {MOST_SHOWN}; the rows behind the figure hold all.")
    if any(row["mark"] == "earlier" for row in shown):
        said.append(
            "Other totals printed for the year are kept beside that of the newest edition; where drawn, as "
            "hollow diamonds."
        )
    if any(row["state"] == WHOLE and "adds up to" in row["table_words"] for row in shown):
        said.append(
            "Where a whole table adds up to another amount than the printed total, both are named; the total "
            "may come from a later profile."
        )
    return said


def _sentence(teller: Teller, asked: FlowFilter, made: Sequence[Row], world: Sequence[Row]) -> str:
    """How many totals are held, the largest, those chosen, and for donors what all gave together."""
    ranked = [row for row in made if row["mark"] == "bar" and not row["is_group"]]
    if not ranked:
        return ""
    if len(ranked) == 1:
        said = (
            f"For {asked.year}, the printed total of one {teller.holder_word} is held: {_named(ranked[0])}."
        )
    else:
        said = (
            f"For {asked.year}, printed totals of {len(ranked)} {teller.holder_word}s are held; the largest "
            f"of these are {listed([_named(row) for row in ranked[:3]])}."
        )
    return " ".join([said, *_chosen(asked, made, len(ranked)), *map(_world_words, world)])


def _chosen(asked: FlowFilter, made: Sequence[Row], count: int) -> list[str]:
    drawn: Mapping[str, Row] = {row["name"]: row for row in made if row["mark"] == "bar"}
    said = []
    for name in asked.holders:
        if name not in drawn:
            said.append(f"{name}: {NO_TOTAL}.")
        elif drawn[name]["position"] > 2:
            said.append(f"{at_start(_named(drawn[name]))}: number {drawn[name]['position'] + 1} of {count}.")
    return said


def _world(connection: Connection, asked: FlowFilter) -> list[Row]:
    """What the newest edition prints for all donors together; nothing for recipients."""
    if asked.told_by != "donor":
        return []
    return rows(
        connection,
        """SELECT amount_usd, comparator, document_id FROM funding_sum
           WHERE series_key = :series AND standing = 'current' AND year = :year
           ORDER BY edition_on DESC, sum_id LIMIT 1""",
        series=WORLD_TOTAL,
        year=asked.year,
    )


def _world_words(row: Row) -> str:
    amount = amount_words(row["amount_usd"], Comparator(row["comparator"]))
    return f"For all donors together Landmine Monitor prints {amount}."


def _named(row: Row) -> str:
    return f"{called(row['name'])} ({row['label']})"
