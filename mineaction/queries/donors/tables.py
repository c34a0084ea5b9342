"""Landmine Monitor's tables of contributions as they are held: whole, cut off, or told in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mineaction.counting import counted
from mineaction.money import amount_words
from mineaction.queries.asking import Row, rows
from mineaction.queries.donors.who_to_whom import Teller, YearHeld, teller_of
from mineaction.queries.names import called, listed
from mineaction.queries.where.places import together
from mineaction.vocabulary import Comparator, Standing

WHOLE, CUT, TEXT, NONE = "whole", "cut", "text", "none"
"""How much of a profile's table is held. ``TEXT`` is no table: single amounts in the profile's sentences."""

STATE_WORDS = {
    WHOLE: "whole table",
    CUT: "table cut off",
    TEXT: "told in text, no table",
    NONE: "no table held",
}

ROUNDING_USD = 100
"""Profiles convert currencies on their own; up to so much between two amounts is rounding."""

# Amounts told in a sentence stand in no table.
STATE = f"""
    CASE SUM(f.is_sentence)
         WHEN COUNT(*) THEN '{TEXT}'
         WHEN 0 THEN CASE MIN(f.is_complete_table) WHEN 1 THEN '{WHOLE}' ELSE '{CUT}' END
         ELSE '{CUT}' END"""

# A table is one profile: one document about one holder and one year. Nothing is added across tables.
PROFILES = """
    SELECT f.year, f.{holder} AS holder, f.document_id, MIN(d.publisher || ': ' || d.title) AS document,
           MIN(d.title) AS document_title, {state} AS state,
           COUNT(DISTINCT f.{other}) AS named, SUM(f.amount_usd) AS sum_usd
    FROM funding_sum f JOIN document d ON d.document_id = f.document_id
    WHERE f.series_key = :series AND f.standing = 'current'
      AND f.year BETWEEN :first AND :last AND (:holder = '' OR f.{holder} = :holder)
    GROUP BY f.year, f.{holder}, f.document_id
    ORDER BY f.year, f.{holder}, f.document_id
"""

# The parts of mine action a table tells apart are added up to one amount of one pair, inside that table.
CELLS = """
    SELECT f.year, f.{holder} AS holder, f.{other} AS other, f.document_id,
           MIN(f.locator) AS locator, SUM(f.figure_count) AS figure_count, SUM(f.amount_usd) AS amount_usd,
           MIN(f.comparator) AS first_comparator, MAX(f.comparator) AS last_comparator,
           MIN(f.note) AS note
    FROM funding_sum f
    WHERE f.series_key = :series AND f.standing = 'current'
      AND f.year BETWEEN :first AND :last AND (:holder = '' OR f.{holder} = :holder)
    GROUP BY f.year, f.{holder}, f.{other}, f.document_id
    ORDER BY f.year, f.{holder}, f.{other}, f.document_id
"""

TOTALS = """
    SELECT f.{holder} AS name, f.year, f.amount_usd, f.amount_low_usd, f.amount_high_usd, f.comparator,
           f.standing, f.document_id, f.locator, f.note, d.publisher || ': ' || d.title AS document
    FROM funding_sum f JOIN document d ON d.document_id = f.document_id
    WHERE f.series_key IN :series AND f.standing <> 'repeat'
      AND f.year BETWEEN :first AND :last AND (:holder = '' OR f.{holder} = :holder)
    ORDER BY CASE f.standing WHEN 'current' THEN 0 ELSE 1 END, f.edition_on DESC, f.sum_id
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """One table as it is held. ``sum_usd`` is its sum, None where it is not whole: never total a part."""

    holder: str
    year: int
    document_id: str
    document: str
    state: str
    named: int
    sum_usd: int | None
    document_title: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """One printed total. ``is_current`` is false for what an earlier edition, or another place, printed."""

    name: str
    year: int
    amount_usd: int
    low_usd: int | None
    high_usd: int | None
    comparator: Comparator
    is_current: bool
    document_id: str
    document: str
    locator: str

    @property
    def words(self) -> str:
        """The amount with its bound."""
        return amount_words(self.amount_usd, self.comparator)

    def is_reached_by(self, sum_usd: int) -> bool:
        """Whether a sum is this total as printed, its rounding allowed for."""
        low = self.amount_usd if self.low_usd is None else self.low_usd
        high = self.amount_usd if self.high_usd is None else self.high_usd
        return low - ROUNDING_USD <= sum_usd <= high + ROUNDING_USD


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tables: one side's, of the years ``first`` to ``last``, of one ``holder`` or (empty) of all."""

    teller: Teller
    first: int
    last: int
    holder: str = ""

    @property
    def _values(self) -> dict[str, object]:
        return {"first": self.first, "last": self.last, "holder": self.holder}

    def _sql(self, question: str) -> str:
        # The columns come from TELLERS, never from a reader.
        return question.format(holder=self.teller.holder, other=self.teller.other, state=STATE)

    def profiles(self, connection: Connection) -> tuple[Profile, ...]:
        """The tables held, by year and holder."""
        held = rows(connection, self._sql(PROFILES), series=self.teller.flows, **self._values)
        return tuple(
            Profile(
                holder=row["holder"],
                year=row["year"],
                document_id=row["document_id"],
                document=row["document"],
                document_title=row["document_title"],
                state=row["state"],
                named=row["named"],
                sum_usd=row["sum_usd"] if row["state"] == WHOLE else None,
            )
            for row in held
        )

    def cells(self, connection: Connection) -> list[Row]:
        """One row a table and name in it (keys: year, holder, other, document_id, locator, amount_usd …).

        ``comparator`` is the bound of the whole cell.
        """
        held = rows(connection, self._sql(CELLS), series=self.teller.flows, **self._values)
        for row in held:
            row["comparator"] = joint_bound(row["first_comparator"], row["last_comparator"])
        return held

    def totals(self, connection: Connection) -> tuple[Total, ...]:
        """Printed totals, the one that is drawn before others of the same holder and year."""
        held = rows(connection, self._sql(TOTALS), series=list(self.teller.totals), **self._values)
        return tuple(
            Total(
                name=row["name"],
                year=row["year"],
                amount_usd=row["amount_usd"],
                low_usd=row["amount_low_usd"],
                high_usd=row["amount_high_usd"],
                comparator=Comparator(row["comparator"]),
                is_current=row["standing"] == Standing.CURRENT,
                document_id=row["document_id"],
                document=row["document"],
                locator=row["locator"],
            )
            for row in held
        )


def joint_bound(first: str, last: str) -> Comparator:
    """How a sum is bounded whose parts have these bounds, as the map's sums are."""
    return together((Comparator(first), Comparator(last)))


def drawn_totals(totals: Iterable[Total]) -> dict[tuple[str, int], Total]:
    """The total that is drawn, by name and year: the first of each, which ``Asked.totals`` puts first."""
    made: dict[tuple[str, int], Total] = {}
    for total in totals:
        if total.is_current:
            made.setdefault((total.name, total.year), total)
    return made


def years_of_tables(connection: Connection, told_by: str) -> tuple[YearHeld, ...]:
    """Years for which tables are held, newest first, with how many are whole."""
    held = Asked(teller_of(told_by), 0, 9999).profiles(connection)
    made: dict[int, list[Profile]] = {}
    for profile in held:
        made.setdefault(profile.year, []).append(profile)
    return tuple(
        YearHeld(year, len(made[year]), sum(profile.state == WHOLE for profile in made[year]))
        for year in sorted(made, reverse=True)
    )


def holders_of_tables(connection: Connection, told_by: str, year: int | None = None) -> tuple[str, ...]:
    """Whose tables are held for a year, or for any, by name."""
    first, last = (0, 9999) if year is None else (year, year)
    held = Asked(teller_of(told_by), first, last).profiles(connection)
    return tuple(sorted({profile.holder for profile in held}))


def years_of_holder(connection: Connection, told_by: str, holder: str) -> tuple[int, ...]:
    """The years for which a table of that name is held."""
    held = Asked(teller_of(told_by), 0, 9999, holder).profiles(connection)
    return tuple(sorted({profile.year for profile in held}))


def held_words(profiles: Sequence[Profile], *, by_years: bool = False) -> str:
    """How much is held, with the names of a few whole tables: ``1 whole table (Germany) and 4 cut off``.

    ``by_years`` names their years instead, where all are of one holder.
    """
    if len(profiles) == 1:
        return {WHOLE: "a whole table", CUT: "a table cut off", TEXT: "told in sentences only"}[
            profiles[0].state
        ]
    names = (str(it.year) if by_years else it.holder for it in profiles if it.state == WHOLE)
    whole = list(dict.fromkeys(names))
    counts = {state: sum(profile.state == state for profile in profiles) for state in (WHOLE, CUT, TEXT)}
    said = []
    if counts[WHOLE]:
        named = f" ({', '.join(whole)})" if len(whole) <= 3 and counts[WHOLE] < len(profiles) else ""
        said.append(f"{_tables(counts[WHOLE], 'whole ')}{named}")
    if counts[CUT]:
        said.append(f"{counts[CUT]} cut off" if said else f"{_tables(counts[CUT])} cut off")
    if counts[TEXT]:
        said.append(f"{counts[TEXT]} told in sentences only")
    return listed(said)


def _tables(count: int, kind: str = "") -> str:
    return counted(count, f"{kind}table")


def partial_caveats(profiles: Sequence[Profile]) -> list[str]:
    """What must be said of tables that are not whole, with their holders' names."""
    said = []
    cut = [profile.holder for profile in profiles if profile.state == CUT]
    if cut:
        said.append(
            "Cut off in the copy that was read, so that only the top of the table is held: "
            f"{'; '.join(dict.fromkeys(cut))}. Their rows are shown and never totalled."
        )
    told = [profile.holder for profile in profiles if profile.state == TEXT]
    if told:
        said.append(
            f"Single amounts from sentences of a profile, no table: {'; '.join(dict.fromkeys(told))}. There "
            "may be more."
        )
    return said


def largest_words(teller: Teller, cells: Sequence[Row], *, with_year: bool) -> str:
    """The largest single amount with both names; empty where there is none above zero."""
    top = max(cells, key=lambda cell: (cell["amount_usd"], cell["year"]), default=None)
    if top is None or top["amount_usd"] <= 0:
        return ""
    pair = (top["holder"], top["other"]) if teller.key == "donor" else (top["other"], top["holder"])
    year = f" in {top['year']}" if with_year else ""
    amount = amount_words(top["amount_usd"], top["comparator"])
    return f"The largest single amount is {amount} from {called(pair[0])} to {called(pair[1])}{year}."
