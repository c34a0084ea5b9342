"""The newest amount of each series of a country, with its bounds, and what it is per inhabitant."""

from __future__ import annotations

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.money import amount_words
from mineaction.periods import year_label, year_span
from mineaction.queries import population
from mineaction.queries.asking import Row
from mineaction.queries.country.answer import CURRENT, answer
from mineaction.queries.country.place import Place
from mineaction.queries.country.plans import LASTS
from mineaction.queries.country.series import NOT_ADDED, Held
from mineaction.queries.lines import Line
from mineaction.queries.population import Population
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, MEASURE_LABELS, Comparator, Standing, YearBasis

COLUMNS = (
    "Series",
    "Series in full",
    "What the money was for",
    "Kind of amount",
    "Newest year",
    "Amount",
    "Per inhabitant",
    "Years held",
    "Document",
    "Link",
    "Place in the document",
)


def newest(connection: Connection, place: Place, found: Held, people: Population | None) -> CitedTable:
    """The newest amount of each series, one row a series (columns: COLUMNS).

    Where several amounts stand for the year, or tables were cut off, all are named and none is added.
    ``Per inhabitant`` is left out where no number of inhabitants is held.
    """
    listed = [
        _newest(found, line, people)
        for line in found.lines
        if line.series_key in found.panel_keys and found.of([line.series_key])
    ]
    columns = [name for name in COLUMNS if people or name != "Per inhabitant"]
    said = (
        (
            f"Per inhabitant: divided by {people.words} ({people.document}; {people.note}).",
            population.CAVEAT,
        )
        if people
        else ()
    )
    return answer(
        connection,
        place,
        listed,
        columns,
        title=f"Newest amount of each series: {place.name}",
        documents=[*(row["document_id"] for row in listed), *([people.document_id] if people else [])],
        unit="US$",
        price_basis=CURRENT,
        year_basis="years as each series counts them",
        caveats=(NOT_ADDED, *said),
    )


def _newest(found: Held, line: Line, people: Population | None) -> Row:
    of_line = [row for row in found.of([line.series_key]) if row["standing"] == Standing.CURRENT]
    of_line = of_line or found.of([line.series_key])
    last = max(row["year"] for row in of_line)
    amounts = [row for row in of_line if row["year"] == last]
    years = sorted({row["year"] for row in of_line})
    first = amounts[0]
    count = sum(row["figure_count"] for row in amounts)
    basis = YearBasis(first["year_basis"])
    end = year_span(last, basis).ends_on.isoformat()
    is_not_over = any(len(row["edition_on"]) == 10 and row["edition_on"] < end for row in amounts)
    cut = "" if all(row["is_complete"] for row in amounts) else " (from a table that was cut off)"
    return {
        "document_id": first["document_id"],
        "Series": f"{found.group(line.series_key)}: {line.panel_title}",
        "Series in full": line.title,
        "What the money was for": ACTIVITY_SCOPE_LABELS[line.activity_scope],
        "Kind of amount": MEASURE_LABELS[line.measure],
        "Newest year": year_label(last, basis) + (LASTS if is_not_over else ""),
        "Amount": "; ".join(amount_words(row["amount_usd"], Comparator(row["comparator"])) for row in amounts)
        + cut,
        "Per inhabitant": "; ".join(
            population.per_person_words(row["amount_usd"], people, Comparator(row["comparator"]))
            for row in amounts
        )
        if people
        else "",
        "Years held": f"{len(years)}, {years[0]} to {years[-1]}" if len(years) > 1 else str(years[0]),
        "Document": first["document"],
        "Link": first["url"],
        "Place in the document": first["locator"]
        if count == 1
        else f"{first['locator']}; {count} rows in all",
    }
