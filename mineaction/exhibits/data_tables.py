"""The tables of the Data page on what does not fit: values that disagree, remarks, rows left out."""

from __future__ import annotations

from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.data import register

DISAGREEMENTS, REMARKS, NOT_LOADED = "disagreements", "check_remarks", "rows_not_loaded"
DISAGREEMENT_NAMES = ("kind",)
_REMARK_COLUMNS = ("What was noticed", "Value", "File", "Place", "What to do")


def kind_chosen(choose: Chooser) -> str:
    """Which kind of disagreement; empty for all."""
    return choose.switch(
        "kind",
        "Kind of disagreement",
        ["", *register.KINDS],
        "",
        format_func=lambda key: register.KINDS[key] if key else "All",
    )


def disagreements(choose: Chooser) -> Exhibit:
    """The pairs of the kind chosen. Raises NothingToShow for none."""
    return disagreements_shown(choose.ask, kind_chosen(choose))


def disagreements_shown(ask: Ask, kind: str) -> Exhibit:
    """Every pair of values for one thing that cannot both be right."""
    held = ask(register.conflicts, kind)
    if held.is_empty:
        raise NothingToShow("No two values of this kind disagree.", "Choose another kind.")
    columns = ("What", "Place", "Year or dates", "One value", "Another value", "How they differ")
    return table.listed(DISAGREEMENTS, held, columns, (kind,), "Kind")


def remarks(choose: Chooser) -> Exhibit:
    """As ``remarks_shown``."""
    return remarks_shown(choose.ask)


def remarks_shown(ask: Ask) -> Exhibit:
    """What the checks of the build noticed. Raises NothingToShow where they noticed nothing."""
    return _by_source(REMARKS, ask(register.findings), "The checks noticed nothing.")


def not_loaded(choose: Chooser) -> Exhibit:
    """As ``not_loaded_shown``."""
    return not_loaded_shown(choose.ask)


def not_loaded_shown(ask: Ask) -> Exhibit:
    """Rows of files that gave no figure, each with its reason. Raises NothingToShow for none."""
    return _by_source(NOT_LOADED, ask(register.not_loaded), "Every row of every file was loaded.")


def _by_source(name: str, held: CitedTable, nothing: str) -> Exhibit:
    if held.is_empty:
        raise NothingToShow(nothing, "There is nothing to list.")
    return table.listed(name, held, _REMARK_COLUMNS, (), "Source")
