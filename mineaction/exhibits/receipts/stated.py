"""Sentences on what was published or said: counted values, dated statements, events, states."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mineaction.exhibits.receipts.parts import Behind, Number, Receipt, Row, picked
from mineaction.queries.names import listed
from mineaction.queries.results.topics import PLACE_WORDS
from mineaction.vocabulary import COMPARATOR_WORDS, CONFIDENCE_LABELS, Comparator, Confidence

MOST_LISTED = 3
"""So many of the newest events or states get a sentence, where there is nothing to measure them by."""

OF_THE_KNOWN = "Documents often count such a share only among those of whom it is known."
FUND = "Leahy War Victims Fund"
OWN_TEXT = (CONFIDENCE_LABELS[Confidence.PRIMARY], CONFIDENCE_LABELS[Confidence.UNRATED], "")
_UNITS_IN_TITLES = (", km²", ", percent", ", people")
_WEAPONS = "mines and explosive remnants of war"
_OF_WHAT = {
    "All casualties": f"Casualties of {_WEAPONS}",
    "Killed": f"People killed by {_WEAPONS}",
    "Injured": f"People injured by {_WEAPONS}",
    "Not known whether killed or injured": f"Casualties of {_WEAPONS}, whether they survived is not known",
    "Civilians": f"Civilians among the casualties of {_WEAPONS}",
    "Children": f"Children among the casualties of {_WEAPONS}",
    "States with casualties in the year": f"States with casualties of {_WEAPONS} in the year",
}
"""Titles of panels that need the figure's own title beside them, in words that stand alone."""


def of_values(drawn: Sequence[Row], behind: Behind, year: str = "") -> list[Receipt]:
    """Newest, largest and first year of each thing counted (keys: queries.facts.VALUE_COLUMNS).

    Only the newest edition's values; where documents differ beyond that, all of them in one sentence.
    """
    panels: dict[str, list[Row]] = {}
    for row in drawn:
        if row["is_newest"]:
            panels.setdefault(str(row["panel_key"]), []).append(row)
    made = []
    for key, rows in panels.items():
        rows.sort(key=lambda row: int(row["year"]))
        labels = list(dict.fromkeys(str(row["year_label"]) for row in rows))
        top = str(max(rows, key=lambda row: float(row["value"]))["year_label"]) if len(labels) > 2 else None
        for label, why in picked(labels, top, year).items():
            of_year = [row for row in rows if row["year_label"] == label]
            found = [(row, _rows_of_value(row, key, behind)) for row in of_year]
            if all(origins for _, origins in found):
                made.append(_value_receipt(found, behind, key, label, why))
    return made


def _rows_of_value(row: Row, key: str, behind: Behind) -> list[Row]:
    """The rows that print a drawn value; none unless there are as many as it was drawn from."""
    place = key.partition("|")[2]
    bound = COMPARATOR_WORDS[Comparator(row["comparator"])]
    found = [
        held
        for held in behind.where(Place=place, Year=row["year_label"], Standing="newest")
        if held["Value"] == row["value"]
        and (held["Bound as printed"] or "") == bound
        and str(row["panel_title"]).startswith(str(held["What is counted"]))
    ]
    return found if len(found) == row["document_count"] else []


def _value_receipt(
    found: Sequence[tuple[Row, list[Row]]], behind: Behind, key: str, label: str, why: str
) -> Receipt:
    first, rows = found[0][0], found[0][1]
    what = counted(str(rows[0]["What is counted"]))
    place = key.partition("|")[2]
    where = PLACE_WORDS.get(place, place)
    said = [
        f"{row['words']} ({behind.reference(origins, _read(origins, 'How it was read'))})"
        for row, origins in found
    ]
    differ = "; the documents differ" if len(said) > 1 else ""
    numbers = tuple(
        Number(str(row["words"]), float(row["value"]), behind.origins(rows)) for row, rows in found
    )
    often = f" {OF_THE_KNOWN}" if any(str(row["words"]).endswith("%") for row, _ in found) else ""
    return Receipt(
        f"{what}, {where}, {label}: {listed(said)}{differ}.{often}",
        numbers,
        str(first["panel_title"]),
        label,
        why,
    )


def counted(title: str) -> str:
    """What is counted, so that it can be understood without the figure."""
    for unit in _UNITS_IN_TITLES:
        title = title.removesuffix(unit)
    return _OF_WHAT.get(title, title)


def _read(rows: Sequence[Row], column: str) -> str:
    """How a text was read, where it is not the body's own."""
    return "; ".join(
        dict.fromkeys(str(row[column]) for row in rows if (row.get(column) or "") not in OWN_TEXT)
    )


def of_statements(drawn: Sequence[Row], behind: Behind, year: str = "") -> list[Receipt]:
    """Newest few, largest and first of dated statements (keys: ``date_words``, ``value``, ``made_by`` …).

    Statements of different panels are not compared. A statement that stands twice is left out.
    """
    panels: dict[str, list[Row]] = {}
    for row in drawn:
        panels.setdefault(str(row.get("panel") or ""), []).append(row)
    made = []
    for rows in panels.values():
        rows.sort(key=lambda row: (str(row["starts_on"]), str(row["ends_on"])))
        for row, why in _chosen(rows, year):
            held = behind.where(
                Date=row["date_words"], By=row["made_by"], Document=row["document"], Said=_said(row)
            )
            if row.get("locator"):
                held = [one for one in held if one["Place in the document"] == row["locator"]]
            if len(held) == 1:
                made.append(_statement_receipt(row, held[0], behind, why))
    return made


def _chosen(rows: Sequence[Row], year: str) -> list[tuple[Row, str]]:
    if year:
        return [(row, "asked for") for row in rows if year.removeprefix("FY") in str(row["date_words"])]
    valued = [row for row in rows if row["value"] is not None]
    if not valued:
        return []
    top = max(valued, key=lambda row: float(row["value"]))
    reasons = {id(row): (row, "newest") for row in reversed(valued[-MOST_LISTED:])}
    if len(valued) > MOST_LISTED:
        reasons.setdefault(id(top), (top, "largest"))
    reasons.setdefault(id(valued[0]), (valued[0], "first"))
    return list(reasons.values())


def _said(row: Row) -> str:
    """The number of a statement in words, which the two kinds of answers hold under a name each."""
    return str(row["words"] if "words" in row else row["said"])


def _statement_receipt(row: Row, held: Row, behind: Behind, why: str) -> Receipt:
    words, when = _said(row), str(row["date_words"])
    scope = str(row.get("scope_label") or held.get("Scope as printed") or "")
    period = str(held.get("Period") or "")
    said = f"{held['By']}, {when}: {words}"
    said += of_scope(scope, words)
    said += f", {period}" if period else ""
    reference = behind.reference([held], _read([held], "Confidence"))
    number = Number(words, float(row["value"]), (behind.origin(held),))
    return Receipt(f"{said} ({reference}).", (number,), scope, when, why)


def of_scope(scope: str, words: str) -> str:
    """What a statement is about, behind its number; nothing where that is not known."""
    if not scope:
        return ""
    name = f"the {scope}" if scope.startswith(FUND) else scope
    if "US$" in words:
        return f" for {name}"
    return f" helped by {name}" if scope.startswith(FUND) and words.endswith(" countries") else f", {name}"


def of_events(behind: Behind, year: str = "") -> list[Receipt]:
    """The newest policy events, or those of a year: what was decided and when; each date with a document."""
    dated = [row for row in behind.rows if row.get("Date") and row.get("Event")]
    return _dated(dated, behind, "Date", lambda row: str(row["Event"]), "Confidence", year)


def of_states(behind: Behind, year: str = "") -> list[Receipt]:
    """The states and areas reported free of known mines last, or in a year."""

    def said(row: Row) -> str:
        later = f" (later: {row['Later note']})" if row.get("Later note") else ""
        return f"{row['State or area']}: {row['What was declared or reported']}{later}"

    dated = [row for row in behind.rows if row.get("When") and row.get("State or area")]
    dated.sort(key=lambda row: _years_in(str(row["When"])))
    return _dated(dated, behind, "When", said, "How it was read", year)


def _dated(
    rows: Sequence[Row],
    behind: Behind,
    column: str,
    words: Callable[[Row], str],
    read_column: str,
    year: str,
) -> list[Receipt]:
    """One sentence a row, newest first; ``column`` holds the date, which is the number of the sentence."""
    wanted = year.removeprefix("FY")
    chosen = [row for row in rows if wanted in str(row[column])] if year else list(rows)[-MOST_LISTED:]
    made = []
    for row in reversed(chosen):
        when = str(row[column])
        reference = behind.reference([row], _read([row], read_column))
        number = Number(when, None, (behind.origin(row),))
        sentence = f"{when}: {words(row)} ({reference})."
        made.append(Receipt(sentence, (number,), words(row), when, "asked for" if year else "newest"))
    return made


def _years_in(words: str) -> str:
    found = re.findall(r"\d{4}", words)
    return found[-1] if found else ""
