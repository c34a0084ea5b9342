"""Sentences on amounts: bars of years, recipients on a map, ranked names; each tied to exactly its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mineaction.cited import CitedTable
from mineaction.exhibits.receipts.cautions import cautions, note_of, of_several
from mineaction.exhibits.receipts.parts import CURRENT, STANDING, Behind, Number, Receipt, Row, picked
from mineaction.exhibits.receipts.phrases import phrase_of
from mineaction.money import amount_words
from mineaction.queries.bars import ACCOUNT_NAMES
from mineaction.queries.doubts import CUT_OFF, Doubt
from mineaction.queries.names import listed
from mineaction.vocabulary import Comparator, YearBasis

USD, SERIES = "US$, current", "Series"
MOST_NAMES = 3
"""So many of the largest names of a ranking or map get a sentence."""

NOT_SAID = " (fiscal or calendar year is not said)"


@dataclass(frozen=True, slots=True)
class Tied:
    """One drawn amount and exactly the rows it was made of."""

    amount_usd: float
    comparator: Comparator
    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def words(self) -> str:
        """The amount with its bound."""
        return amount_words(self.amount_usd, self.comparator)

    @property
    def current_usd(self) -> int:
        """What its rows add up to in current prices."""
        return sum(int(row[USD]) for row in self.rows)


def of_years(answer: CitedTable, drawn: Sequence[Row], behind: Behind, year: str = "") -> list[Receipt]:
    """Newest, largest and first year of each panel and series, from bars (keys: queries.bars.COLUMNS)."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for bar in drawn:
        series = str(bar["series_title"])
        if bar["mark"] in ("bar", "outline") and bar["amount_usd"] is not None:
            groups.setdefault((str(bar["panel_key"]), series), []).append(bar)
    made = []
    for (_, series), bars in groups.items():
        bars.sort(key=lambda bar: int(bar["year"]))
        labels = list(dict.fromkeys(str(bar["year_label"]) for bar in bars))
        for label, why in picked(labels, _largest(bars), year).items():
            of_year = [bar for bar in bars if bar["year_label"] == label]
            found = [tied_to(answer, bar, behind) for bar in of_year]
            tied = [one for one in found if one is not None]
            if len(tied) == len(of_year):
                about = str(of_year[0]["panel_title"] or series)
                basis = NOT_SAID if of_year[0]["year_basis"] == YearBasis.UNSTATED else ""
                made.append(receipt(answer, behind, series, tied, about, label, basis, why))
    return made


def of_places(answer: CitedTable, drawn: Sequence[Row], behind: Behind) -> list[Receipt]:
    """The largest recipients of a map's answer (keys: queries.where_places.COLUMNS)."""
    made = []
    ranked = sorted((row for row in drawn if row["amount_usd"]), key=lambda row: -float(row["amount_usd"]))
    for place in ranked[:MOST_NAMES]:
        rows = behind.where(Recipient=place["place"], Standing=CURRENT)
        years = {row["Year"] for row in rows}
        series = {str(row[SERIES]) for row in rows}
        tied = Tied(
            float(place["amount_usd"]), Comparator(place["comparator"]), tuple(rows), tuple(place["doubts"])
        )
        if len(series) == 1 and len(years) == place["years_held"] and _adds_up(answer, tied):
            when = listed(str(place["years_words"]).split(", "))
            made.append(
                receipt(answer, behind, series.pop(), [tied], str(place["place"]), when, "", "largest")
            )
    return made


def of_names(answer: CitedTable, drawn: Sequence[Row], behind: Behind, key: str) -> list[Receipt]:
    """The largest names of a ranking, and those the reader chose; ``key`` is the column of the name.

    A name stands in a row as donor or as recipient; the amount is the very one printed in one row.
    """
    marked = [row for row in drawn if row["amount_usd"] is not None and row.get("mark", "bar") == "bar"]
    ranked = sorted(marked, key=lambda row: -float(row["amount_usd"]))
    wanted = [row for place, row in enumerate(ranked) if place < MOST_NAMES or row.get("is_chosen")]
    made = []
    for row in wanted:
        name, amount = row[key], float(row["amount_usd"])
        rows = [
            held
            for held in behind.rows
            if name in (held.get("Donor"), held.get("Recipient"))
            and held.get(STANDING) == CURRENT
            and held[USD] == amount
        ]
        if len(rows) == 1:
            cut = CUT_OFF.words if CUT_OFF in (row.get("doubts") or ()) else ""
            tied = Tied(amount, Comparator(row["comparator"]), tuple(rows))
            series, when = str(rows[0][SERIES]), str(rows[0]["Year"])
            made.append(receipt(answer, behind, series, [tied], str(name), when, "", "largest", remark=cut))
    return made


def tied_to(answer: CitedTable, bar: Row, behind: Behind) -> Tied | None:
    """A bar with its rows; None unless they are found beyond doubt: all of them, and they add up to it."""
    rows = behind.where(Year=bar["year_label"], Series=bar["series_title"], Standing=CURRENT)
    item = str(bar.get("name") or str(bar["panel_key"]).partition("|")[2])
    if item:
        names = (item, ACCOUNT_NAMES.get(item, item))
        rows = [
            row for row in rows if {row.get("Account"), row.get("Recipient"), row.get("Donor")} & {*names}
        ]
    tied = Tied(float(bar["amount_usd"]), Comparator(bar["comparator"]), tuple(rows), tuple(bar["doubts"]))
    count = int(bar["figure_count"])
    if len(rows) == count and _adds_up(answer, tied):
        return tied
    if count != 1:
        return None
    single = [Tied(tied.amount_usd, tied.comparator, (row,), tied.doubts) for row in rows]
    fitting = [one for one in single if _adds_up(answer, one)]
    if len(fitting) > 1:
        fitting = [one for one in fitting if one.rows[0]["Document"] == bar["document_title"]]
    return fitting[0] if len(fitting) == 1 else None


def _adds_up(answer: CitedTable, tied: Tied) -> bool:
    """Whether the rows give the amount: to the dollar, or in constant prices to half a dollar a row."""
    if not tied.rows:
        return False
    constant = _constant_column(answer, tied.rows[0])
    if not _is_constant(answer):
        return tied.current_usd == tied.amount_usd
    if not constant:
        return False
    return abs(sum(float(row[constant]) for row in tied.rows) - tied.amount_usd) <= len(tied.rows) / 2 + 1e-6


def _is_constant(answer: CitedTable) -> bool:
    return answer.price_basis.startswith("constant")


def _constant_column(answer: CitedTable, row: Row) -> str:
    return next((name for name in row if name.startswith("US$, FY")), "") if _is_constant(answer) else ""


def _largest(bars: Sequence[Row]) -> str | None:
    """The year with the largest amount that is no part, where there are three years or more to choose of."""
    whole = [bar for bar in bars if not bar["is_partial"]]
    if len({bar["year"] for bar in whole}) < 3:
        return None
    top = max(whole, key=lambda bar: float(bar["amount_usd"]))
    return str(top["year_label"]) if top["amount_usd"] > 0 else None


def receipt(
    answer: CitedTable,
    behind: Behind,
    series: str,
    tied: Sequence[Tied],
    about: str,
    when: str,
    basis: str,
    why: str,
    *,
    remark: str = "",
    prices: str = "",
) -> Receipt:
    """The sentence: year, amount with its bound, what it is, where it stands; then what it is not.

    ``prices`` takes the place of the answer's own, where the amounts tied are not in those.
    """
    is_constant = (prices or answer.price_basis).startswith("constant")
    rows = [row for one in tied for row in one.rows]
    said = phrase_of(series, rows)
    numbers: list[Number] = []
    amounts, after = [], []
    for one in tied:
        origins, added = behind.origins(one.rows), _added(one)
        printed = amount_words(one.current_usd, one.comparator)
        numbers.append(Number(printed, one.current_usd, origins, added))
        told = "; ".join(filter(None, (added, remark, note_of(one.rows, series))))
        amounts.append((printed, behind.reference(one.rows, told)))
        it = "It" if len(tied) == 1 else printed[0].upper() + printed[1:]
        if is_constant:
            how = f"converted to {answer.price_basis} with the price index"
            numbers.append(Number(one.words, one.amount_usd, origins, "; ".join(filter(None, (added, how)))))
            after.append(f"{it} is {one.words} in {answer.price_basis}, worked out with the price index.")
        after += cautions(it, one.doubts, is_requirement="was required" in said)
    if len(amounts) == 1:
        [(words, reference)] = amounts
        sentence = f"For {when}{basis}, {words} {said} ({reference})."
    else:
        every = listed([f"{words} ({reference})" for words, reference in amounts])
        sentence = f"For {when}{basis}, {every} {said.replace('was ', 'were ', 1)}: {of_several(rows)}."
    return Receipt(" ".join([sentence, *after]), tuple(numbers), about, when, why)


def _added(one: Tied) -> str:
    return f"{len(one.rows)} amounts added up" if len(one.rows) > 1 else ""
