"""Rows of the editions charted, as text: for connectors that choose rows by what is held already."""

from __future__ import annotations

from etl.card import CardProblem, read_card
from etl.collecting import Collecting
from etl.extract import Unreadable, read_csv
from etl.tables import records

Row = dict[str, str]


def charted_rows(desk: Collecting, source_key: str) -> list[Row]:
    """Rows of the charted edition of a source, one dictionary a row; none where the source holds none.

    Raises NotAsDescribed where its card or a file of it cannot be read.
    """
    if desk.shelf is None:
        return []
    try:
        card = read_card(desk.card.folder.parent / source_key)
        held = desk.shelf.card_of(card, desk.shelf.charted(source_key))
        return [row for entry in held.files for row in records(read_csv(held.path_of(entry)))]
    except (CardProblem, Unreadable, OSError) as error:
        desk.refuse(source_key, f"what is held of it cannot be read ({error})", "Run: python -m etl check")
