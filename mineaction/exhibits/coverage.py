"""Which series has figures for which year."""

from __future__ import annotations

from mineaction.charts import coverage_heatmap
from mineaction.errors import NothingToShow
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries import lines
from mineaction.queries.data import coverage

NAME = "coverage"
NAMES = ("series",)


def question(choose: Chooser) -> str:
    """Which group of series; empty for all of them."""
    return choose.select(
        "series",
        "Series",
        ["", *choose.ask(coverage.families)],
        "",
        format_func=lambda key: coverage.FAMILIES.get(key, key) if key else "All series",
        why_not=choose.ask(lines.not_fetched),
        width=420,
    )


def exhibit(choose: Chooser) -> Exhibit:
    """The figure of the choices. Raises NothingToShow where the series have no figures."""
    return drawn(choose.ask, question(choose))


def drawn(ask: Ask, family: str) -> Exhibit:
    """How many figures each series of a group has, year by year."""
    answer = ask(coverage.coverage, family)
    if answer.is_empty:
        raise NothingToShow("No figure found for these series.", "Choose other series.")
    return Exhibit(
        name=NAME,
        answer=answer,
        chart=coverage_heatmap.figure,
        drawn_from=(answer,),
        key=(family,),
        behind=lambda: ask(coverage.coverage_rows, family),
    )
