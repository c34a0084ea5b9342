"""Sentences on amounts that are not bars of one series: years around an event, single flows, and means."""

from __future__ import annotations

from collections.abc import Sequence

from mineaction.cited import CitedTable
from mineaction.exhibits.receipts.amounts import MOST_NAMES, SERIES, USD, Tied, receipt, tied_to
from mineaction.exhibits.receipts.parts import CURRENT, STANDING, Behind, Number, Receipt, Row, picked
from mineaction.exhibits.receipts.phrases import phrase_of
from mineaction.queries.donors.tables import CUT
from mineaction.queries.doubts import CUT_OFF
from mineaction.queries.names import listed
from mineaction.vocabulary import Comparator


def around(answer: CitedTable, drawn: Sequence[Row], behind: Behind, year: str = "") -> list[Receipt]:
    """Newest, largest and first year before and after an event, as printed (keys: ``year``, ``status`` …).

    The figure draws constant prices; the rows behind hold what was printed, and that is what is said.
    """
    series = dict(answer.choices).get("Series", answer.title)
    held = []
    for row in drawn:
        rows = [one for one in behind.rows if one.get("Fiscal year") == row["year"]]
        if row["amount_usd"] is not None and len(rows) == 1:
            amount, doubts = float(rows[0][USD]), tuple(row["doubts"])
            held.append(
                (str(row["year_label"]), Tied(amount, Comparator(row["comparator"]), tuple(rows), doubts))
            )
    whole = [(label, tied) for label, tied in held if not tied.doubts]
    top = max(whole, key=lambda pair: pair[1].amount_usd)[0] if len(whole) > 2 else None
    reasons = picked([label for label, _ in held], top, year)
    tied_by_year = dict(held)
    return [
        receipt(answer, behind, series, [tied_by_year[label]], series, label, "", why, prices="current")
        for label, why in reasons.items()
    ]


def of_pairs(
    answer: CitedTable, drawn: Sequence[Row], behind: Behind, names: tuple[str, str]
) -> list[Receipt]:
    """The largest amounts between two names (``names`` are their columns), each from its own document."""
    cells = [row for row in drawn if row["mark"] in ("cell", "flow") and row["amount_usd"]]
    made = []
    for cell in sorted(cells, key=lambda row: -float(row["amount_usd"]))[:MOST_NAMES]:
        pair = {str(cell[names[0]]), str(cell[names[1]])}
        year = str(cell.get("column_key") or "").split("|")[1:2]
        rows = [
            row
            for row in behind.rows
            if {row.get("Donor"), row.get("Recipient")} == pair
            and row.get(STANDING) == CURRENT
            and (not year or row["Year"] == year[0])
            and row["Document"] == cell["document_title"]
        ]
        tied = Tied(float(cell["amount_usd"]), Comparator.EXACT, tuple(rows))
        years, series = {str(row["Year"]) for row in rows}, {str(row[SERIES]) for row in rows}
        bounds = {str(row.get("Bound as printed") or "") for row in rows}
        if tied.current_usd == tied.amount_usd and len(years) == len(series) == 1 and bounds == {""}:
            about = f"{rows[0]['Donor']} to {rows[0]['Recipient']}"
            remark = CUT_OFF.words if cell["state"] == CUT else ""
            made.append(
                receipt(
                    *(answer, behind, series.pop(), [tied], about, years.pop(), "", "largest"), remark=remark
                )
            )
    return made


def of_means(answer: CitedTable, drawn: Sequence[Row], marks: Sequence[Row], behind: Behind) -> list[Receipt]:
    """The mean a year of each stretch (marks: queries.compare.stretches.MARK_COLUMNS), and what it rests on.

    Only where the amounts of exactly its years are found and give that mean, and where there are two or more.
    """
    divisor = 1_000 if "thousand" in answer.unit else 1_000_000
    made = []
    for mark in marks:
        if mark["kind"] != "label" or mark["value"] is None:
            continue
        runs = [one for one in marks if one["kind"] == "mean" and one["key"] == mark["key"]]
        bars = {
            str(bar["year_label"]): bar
            for bar in drawn
            if bar["mark"] == "bar"
            and any(run["starts_on"] <= bar["starts_on"] and bar["ends_on"] <= run["ends_on"] for run in runs)
        }
        found = [tied_to(answer, bar, behind) for bar in bars.values()]
        tied = [one for one in found if one is not None]
        if len(tied) < max(len(bars), 2):
            continue
        value = sum(one.amount_usd for one in tied) / len(tied)
        if abs(value - float(mark["value"]) * divisor) > 1:
            continue
        series = str(next(iter(bars.values()))["series_title"])
        made.append(_mean_receipt(answer, behind, mark, tied, value, series))
    return made


def _mean_receipt(
    answer: CitedTable, behind: Behind, mark: Row, tied: Sequence[Tied], mean: float, series: str
) -> Receipt:
    name, words = str(mark["stretch_name"]), str(mark["mean_words"])
    rows = [row for one in tied for row in one.rows]
    used = f"{listed(str(mark['used_years']).split(', '))} ({mark['used_count']})"
    converted = ", converted with the price index" if answer.price_basis.startswith("constant") else ""
    how = f"{len(tied)} yearly amounts{converted}, added up and divided by {len(tied)}"
    head = f"For {used}" if used.startswith(name) else f"{name}, {used}"
    sentence = (
        f"{head}: a mean of {words} a year in {answer.price_basis}, of what {phrase_of(series, rows)} "
        f"({behind.reference(rows, how)})."
    )
    return Receipt(sentence, (Number(words, mean, behind.origins(rows), how),), name, used, "mean")
