"""The glossary as an answer: its terms, those that fit a few words, and the series each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.glossary import BY_KEY, TERMS, Term, heading
from mineaction.queries.asking import data_version, rows
from mineaction.queries.choices import CHOICES
from mineaction.queries.search.folding import fold

Use = tuple[str, str]
"""The key of a choice of series, and the title of a series in it."""

COLUMNS = ("Word", "Other spellings", "Meaning", "Not to be confused", "Whose use is followed", "See also")


@dataclass(frozen=True, slots=True)
class Explained:
    """One term, the terms it points to, and the series it belongs to, in the order of the choices."""

    term: Term
    see: tuple[Term, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms asked for in alphabetical order, and the same as a table with one row a term."""

    terms: tuple[Explained, ...]
    table: CitedTable


def glossary(connection: Connection, words: str = "") -> Glossary:
    """The terms in which these words stand; all of them where there are none."""
    fitting = tuple(term for term in TERMS if _fits(term, words))
    held = rows(
        connection,
        """SELECT series_key, family_key, title, measure, activity_scope FROM series
           WHERE series_key IN (SELECT series_key FROM funding_held)""",
    )
    by_key = {row["series_key"]: row for row in held}
    choices = [(choice.key, by_key[key]) for choice in CHOICES for key in choice.every_line if key in by_key]
    explained = tuple(
        Explained(
            term=term,
            see=tuple(BY_KEY[key] for key in term.see),
            uses=tuple((key, row["title"]) for key, row in choices if _belongs(term, row)),
        )
        for term in fitting
    )
    table = CitedTable(
        title="Words used here",
        rows=pd.DataFrame([_row(item) for item in explained], columns=COLUMNS),
        unit="one row a word",
        price_basis="",
        year_basis="",
        source_line="this project's own words; whose use of a word is followed stands beside it",
        choices=(("Words looked for", words.strip() or "all"),),
        data_version=data_version(connection),
        sentence=_sentence(len(fitting), words.strip()),
    )
    return Glossary(explained, table)


def _fits(term: Term, words: str) -> bool:
    """Whether every word begins a word of the term's names, or of its meaning."""
    parts = fold(words).split()
    said = " " + fold(" ".join((*term.spellings, term.meaning, term.more)))
    return all(f" {part}" in said for part in parts)


def _belongs(term: Term, series: Mapping[str, str]) -> bool:
    return (
        series["measure"] in term.measures
        or series["activity_scope"] in term.scopes
        or series["family_key"] in term.families
    )


def _row(item: Explained) -> tuple[str, ...]:
    term = item.term
    return (
        heading(term),
        "; ".join(term.also),
        term.meaning,
        term.more,
        term.follows or "our own use",
        "; ".join(other.name for other in item.see),
    )


def _sentence(count: int, words: str) -> str:
    if not words:
        return (
            f"{len(TERMS)} words of mine action, aid statistics, US budgets and treaties, as they are used "
            "here: what each means, what it should not be mistaken for, and which series of figures it "
            "belongs to."
        )
    if not count:
        return f"No word of the glossary has “{words}” in its name or meaning."
    return f"{count} of {len(TERMS)} words {'has' if count == 1 else 'have'} “{words}” in name or meaning."
