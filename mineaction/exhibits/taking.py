"""An exhibit made ready to leave the app: with its id, the link back and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mineaction.errors import NotAFigureId
from mineaction.exhibits import ledger
from mineaction.exhibits.address import Opened
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.exhibits.identity import FigureId, identify
from mineaction.exhibits.wishes import FIGURE, OTHER_DATA, brief


def take(
    exhibit: Exhibit,
    values: tuple[tuple[str, str], ...],
    *,
    made_on: date,
    address: str = "",
    title: str = "",
    note: str = "",
) -> Taken:
    """``values`` are the view it was opened with, of the page or of the exhibit alone.

    ``address`` leads back to that view; the figure's id is written into its choices. The id is remembered
    with its rows, so that replay can name what has changed since.
    """
    identity = identify(exhibit, values)
    answer = exhibit.answer
    ledger.remember(identity, title=answer.title, data_version=answer.data_version, made_on=made_on)
    name = str(identity.figure_id)
    return Taken(exhibit, made_on, _with_id(address, name), name, title, note)


def take_opened(opened: Opened, *, made_on: date, base: str = "", title: str = "", note: str = "") -> Taken:
    """The same for an exhibit opened by an address; ``base`` is where the app is served."""
    address = opened.address(base)
    return take(opened.exhibit, opened.values, made_on=made_on, address=address, title=title, note=note)


def changes(opened: Opened, figure_id: str) -> str:
    """What is no longer as the address was cited, in a sentence; empty where it is the same figure.

    ``figure_id`` is the id it has now. Without an id in the address, data versions are compared.
    """
    asked, version = opened.cited
    if not asked:
        is_other = version and version != opened.data_version
        return OTHER_DATA.format(then=brief(version), now=opened.data_version) if is_other else ""
    if asked == figure_id:
        return ""
    made = f", made with data version {brief(version)}" if version else ""
    return (
        f"This address asks for figure {brief(asked, 80)}{made}. What it gives now is {figure_id}, made with "
        f"data version {opened.data_version}: {_what_differs(asked, figure_id)}."
    )


def _what_differs(asked: str, figure_id: str) -> str:
    try:
        then = FigureId.parse(asked)
    except NotAFigureId:
        return "what was asked for is no id of a figure"
    now = FigureId.parse(figure_id)
    differs = [
        words
        for words, is_other in (
            ("it is another figure", then.name != now.name),
            ("its rows differ", then.rows != now.rows),
            ("its choices differ", then.view != now.view),
            ("the program counts or draws in another way", then.version != now.version),
        )
        if is_other
    ]
    return "; ".join(differs) or "the id is written in another way"


def telling(taken: Taken, notices: Sequence[str]) -> Taken:
    """The same with notices among the caveats of its file, before all others."""
    answer = replace(taken.answer, caveats=(*notices, *taken.answer.caveats))
    return replace(taken, exhibit=replace(taken.exhibit, answer=answer)) if notices else taken


def _with_id(address: str, name: str) -> str:
    if not address:
        return ""
    link, mark, anchor = address.partition("#")
    joined = "&" if "?" in link else "?"
    return f"{link}{joined}{FIGURE}={name}{mark}{anchor}"
