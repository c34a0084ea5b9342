"""An exhibit made ready to leave the app: with its id, the link back and the day."""

from __future__ import annotations

from datetime import date

from mineaction.exhibits import ledger
from mineaction.exhibits.address import Opened
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.exhibits.identity import identify
from mineaction.exhibits.wishes import FIGURE


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


def _with_id(address: str, name: str) -> str:
    if not address:
        return ""
    link, mark, anchor = address.partition("#")
    joined = "&" if "?" in link else "?"
    return f"{link}{joined}{FIGURE}={name}{mark}{anchor}"
