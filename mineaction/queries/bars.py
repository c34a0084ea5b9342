"""Stored figures to bars: added where their series allows it, each on its true span, with hover and label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from mineaction.counting import counted
from mineaction.money import amount_words, constant_factor, short_amount
from mineaction.periods import Span, year_label, year_span
from mineaction.queries.asking import Row, rows
from mineaction.queries.choices import FundingChoice
from mineaction.queries.doubts import CUT_OFF, TOLD, Doubt, DoubtKind, in_words, never_added
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.queries.lines import PERIOD_END, PERIOD_START, Line, donor_of
from mineaction.vocabulary import MEASURE_LABELS, Comparator, Measure, Standing, YearBasis

COLUMNS = (
    "panel_key panel_title panel_position mark year year_basis year_label starts_on ends_on amount_usd "
    "comparator is_partial label hover series_key figure_count recipient_count series_title "
    "document_title doubts"
).split()
"""``series_title``, ``document_title`` (empty where there are several) and ``doubts`` (a tuple of
doubts.Doubt, empty where an amount is whole) are what ``hover`` is made of, for code to read."""

# Figures of a series that adds over something are added by the database, and only there; every other
# figure is a bar of its own, as is each row of a table that was cut off. Values of earlier editions are
# shown where a bar stands for one figure; beside a sum over recipients they would not compare.
_ADDED = """
    SELECT bar.*, d.document_id, d.title AS document_title, d.publisher || ': ' || d.title AS document, d.url,
           one.locator
    FROM (
        SELECT f.series_key, f.year, f.year_basis, f.comparator, f.standing, {item} AS item,
               CASE WHEN s.adds_over <> 'nothing' AND f.is_complete_table = 1
                    THEN 0 ELSE f.sum_id END AS alone,
               SUM(f.amount_usd) AS amount_usd, SUM(f.figure_count) AS figure_count,
               COUNT(DISTINCT f.recipient_name) AS recipient_count,
               MIN(f.is_complete_table) AS is_complete, MIN(f.is_sentence) AS is_sentence,
               COUNT(DISTINCT f.document_id) AS document_count,
               MIN(f.edition_on) AS edition_on, MIN(f.note) AS note,
               MIN(f.sum_id) AS first_id, MIN(s.position) AS series_position
        FROM funding_sum f JOIN series s ON s.series_key = f.series_key
        WHERE {where}
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) bar
    JOIN funding_sum one ON one.sum_id = bar.first_id
    JOIN document d ON d.document_id = one.document_id
    ORDER BY {order}
"""
BY_SERIES = ("series_key", "year", "item", "amount_usd", "year_basis", "comparator", "standing", "alone")
"""An order of bars: series by series, year by year."""


def question(item: str, where: str, order: Sequence[str] = BY_SERIES) -> str:
    """The question that adds stored figures up to bars, as SQL: one row a series, year and ``item``.

    ``item`` is what tells bars of one series and year apart, ``where`` which rows of ``funding_sum f`` with
    their ``series s`` are meant. Document, link and place are those of the first figure of the bar.
    """
    return _ADDED.format(item=item, where=where, order=", ".join(f"bar.{name}" for name in order))


BARS = question(
    """CASE s.panel_by WHEN 'account' THEN f.appropriation_account
                       WHEN 'recipient' THEN f.recipient_name ELSE '' END""",
    """f.series_key IN :series
       AND (f.standing = 'current'
            OR (f.standing = 'superseded' AND (:recipient <> '' OR s.adds_over = 'nothing')))
       AND (:recipient = '' OR f.recipient_name = :recipient)
       AND (:donor = '' OR f.donor_name = :donor)
       AND f.year BETWEEN :first AND :last""",
)

MILLION = 1_000_000

BOUNDS = frozenset({Comparator.OVER.value, Comparator.AT_LEAST.value, Comparator.NEARLY.value})

# Kinds of amount that are published ahead of their year by their nature.
AHEAD = frozenset({Measure.BUDGET_ESTIMATE, Measure.BUDGET_REQUEST, Measure.OBLIGATION_ESTIMATE})

ACCOUNT_NAMES = {
    "ALL": "all accounts, printed total",
    "NADR_CWD": "NADR-CWD (State Department)",
    "NADR_HD": "NADR, humanitarian demining (State Department)",
    "DOS_OTHER": "other State Department accounts",
    "DOS_UNNAMED": "State Department, account not named",
    "NADR": "NADR (State Department)",
    "DOD": "Defense Department",
    "OHDACA": "OHDACA (Defense Department)",
    "DOD_RD": "research and development (Defense Department)",
    "ITF": "International Trust Fund, Slovenia",
    "USAID": "USAID",
    "CDC": "Centers for Disease Control and Prevention",
}


def stored(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Iterable[Line]
) -> list[Row]:
    """Bars of all chosen lines as the database adds them up, in current US dollars."""
    held = rows(
        connection,
        BARS,
        series=[line.series_key for line in chosen],
        recipient=asked.recipient,
        donor=donor_of(asked, choice),
        first=asked.first_year or PERIOD_START,
        last=asked.last_year or PERIOD_END,
    )
    # An account that was nought throughout would be an empty panel.
    spoken = {(row["series_key"], row["item"]) for row in held if row["amount_usd"]}
    return [row for row in held if not row["item"] or (row["series_key"], row["item"]) in spoken]


def thin_years(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Iterable[Line]
) -> set[tuple[str, int]]:
    """Series and years for which fewer recipients' tables are held than for the fullest year."""
    if not choice.partial_years or asked.recipient:
        return set()
    held = rows(
        connection,
        """SELECT series_key, year, COUNT(DISTINCT recipient_name) AS tables FROM funding_held
           WHERE series_key IN :series AND standing = 'current' GROUP BY series_key, year""",
        series=[line.series_key for line in chosen],
    )
    most: dict[str, int] = {}
    for row in held:
        most[row["series_key"]] = max(row["tables"], most.get(row["series_key"], 0))
    return {(row["series_key"], row["year"]) for row in held if row["tables"] < most[row["series_key"]]}


def shaped(
    held: Sequence[Row],
    chosen: Sequence[Line],
    index: Mapping[int, float],
    thin: Collection[tuple[str, int]] = (),
) -> list[Row]:
    """Bars as a chart draws them (keys: COLUMNS). ``index`` empty means current prices.

    ``thin`` names the series and years for which only some recipients' tables are held.
    """
    lines = {line.series_key: line for line in chosen}
    order = {line.series_key: place for place, line in enumerate(chosen)}
    in_thousands = max((abs(_priced(row, index)) for row in held), default=MILLION) < MILLION
    made = []
    for row in held:
        line, basis = lines[row["series_key"]], YearBasis(row["year_basis"])
        span = year_span(row["year"], basis)
        amount, comparator = _priced(row, index), Comparator(row["comparator"])
        doubts = _doubts_of(row, line, span, (row["series_key"], row["year"]) in thin)
        panel_key, panel_title = _panel(line, row["item"])
        made.append(
            {
                "panel_key": panel_key,
                "panel_title": panel_title,
                "panel_position": order[row["series_key"]],
                "mark": _mark(row, line),
                "year": row["year"],
                "year_basis": basis.value,
                "year_label": year_label(row["year"], basis),
                "starts_on": span.starts_on,
                "ends_on": span.ends_on,
                "amount_usd": amount,
                "comparator": comparator.value,
                "is_partial": bool(doubts),
                "label": short_amount(amount, comparator, in_thousands=in_thousands),
                "hover": _hover(row, line, amount, comparator, basis, doubts),
                "series_key": row["series_key"],
                "figure_count": row["figure_count"],
                "recipient_count": row["recipient_count"],
                "series_title": line.title,
                "document_title": row["document_title"] if row["document_count"] == 1 else "",
                "doubts": doubts,
            }
        )
    return made


def unit_of(bars: Iterable[Mapping[str, Any]]) -> str:
    """The unit amounts are written in: millions, or thousands where all are below one million."""
    most = max((abs(bar["amount_usd"]) for bar in bars), default=MILLION)
    return "US$ thousand" if most < MILLION else "US$ million"


def notes_on(bars: Sequence[Mapping[str, Any]]) -> list[str]:
    """Caveats that follow from what is on screen."""
    notes = []
    if any(bar["comparator"] in BOUNDS for bar in bars):
        notes.append(
            '"Over", "more than" and "nearly" are bounds, not values; where drawn, the mark on the bar says '
            "which way."
        )
    if any(bar["year_basis"] == YearBasis.UNSTATED for bar in bars):
        notes.append(
            "Some documents print a bare year and do not say whether it is fiscal or calendar; where drawn, "
            "such a bar covers January to September, which both readings share."
        )
    if any(bar["mark"] == "earlier" for bar in bars):
        notes.append(
            "Values that earlier editions printed for a year are kept beside the newest; where drawn, as "
            "hollow diamonds."
        )
    if any(bar["is_partial"] for bar in bars):
        notes.append(
            "Some amounts are a part, not a total: of a table that is not all held, or of a year that was "
            "not over when the figure was published; where drawn, as hatched bars."
        )
    return notes


def _priced(row: Row, index: Mapping[int, float]) -> float:
    amount = float(row["amount_usd"])
    return amount * constant_factor(index, row["year"], BASE_YEAR) if index else amount


def _mark(row: Row, line: Line) -> str:
    if line.measure is Measure.REQUIREMENT:
        return "outline"
    return "earlier" if row["standing"] == Standing.SUPERSEDED else "bar"


def _panel(line: Line, item: str) -> tuple[str, str]:
    """Key and title of the panel a bar stands in: required and received share one."""
    if line.measure in (Measure.REQUIREMENT, Measure.APPEAL_FUNDING):
        return line.panel_title, line.panel_title
    if item and item != "ALL":
        return f"{line.series_key}|{item}", f"{line.panel_title}: {ACCOUNT_NAMES.get(item, item)}"
    return line.series_key, line.panel_title


def _doubts_of(row: Row, line: Line, span: Span, is_thin: bool) -> tuple[Doubt, ...]:
    """Why a bar is a part and not a total; empty where it is whole."""
    found = []
    if is_thin:
        count = row["recipient_count"]
        countries = counted(count, "country", "countries")
        found.append(Doubt(DoubtKind.PART, f"tables held for {countries} only"))
    edition = row["edition_on"]
    if len(edition) == 10 and edition < span.ends_on.isoformat() and line.measure not in AHEAD:
        words = f"the year was not over when this was published ({edition})"
        found.append(Doubt(DoubtKind.NOT_OVER, words))
    if not row["is_complete"]:
        found.append(never_added(TOLD if row["is_sentence"] else CUT_OFF))
    return tuple(found)


def _hover(
    row: Row, line: Line, amount: float, comparator: Comparator, basis: YearBasis, doubts: Sequence[Doubt]
) -> str:
    said = [
        f"{year_label(row['year'], basis)}: {amount_words(amount, comparator)}",
        f"{line.title} ({MEASURE_LABELS[line.measure]})",
    ]
    if row["standing"] == Standing.SUPERSEDED:
        said.append("an earlier edition's value; a later edition prints another")
    if basis is YearBasis.UNSTATED:
        said.append("the document does not say whether the year is fiscal or calendar")
    if row["figure_count"] > 1:
        documents = counted(row["document_count"], "document")
        said.append(f"{counted(row['figure_count'], 'row')} added up, from {documents}")
    else:
        said.append(row["document"])
        if row["note"]:
            said.append(row["note"])
    return "\n".join([*said, *in_words(doubts)])
