"""Parts of the page on editions: the figure, the tables of changes, and what is said before there are any."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.cited import CitedTable
from mineaction.exhibits import editions as exhibits
from mineaction.exhibits.choosing import Ask
from mineaction.queries.editions import changes as edition_changes
from mineaction.queries.editions.changes import Asked
from mineaction.ui import figure_card, frame, table_card, text


def say_what_for() -> None:
    """What the page is for, while every source has one edition."""
    st.markdown(
        "Publishers correct their figures, add years and take entries back. Each time new figures of a "
        "source are fetched, they are kept here as an **edition** beside the earlier ones. As soon as a "
        "source has two, this page draws the yearly amounts of both, and lists every entry that was added, "
        "removed or revised."
    )


def show(ask: Ask, chosen: Asked, lead: DeltaGenerator) -> None:
    """The figure of two editions or more, and below it what changed between the two compared."""
    answer = ask(edition_changes.compared, chosen)
    with lead:
        frame.lead(answer.table.sentence)
    figure_card.show(exhibits.drawn(ask, chosen, answer))
    if answer.changes.is_empty:
        st.header("Entries that changed", anchor="edition-changes")
        st.markdown(text.markdown("None: both editions have the same entries with the same amounts."))
        return
    table_card.by_itself(
        answer.changes,
        name="edition_changes",
        columns={"Recipient": st.column_config.TextColumn(pinned=True, width=150)},
    )
    for table, name in ((answer.by_recipient, "edition_recipients"), (answer.by_year, "edition_years")):
        if not table.is_empty:
            table_card.folded(f"Totals that changed, {table.title.lower()}", partial(_same, table), name=name)


def _same(table: CitedTable) -> CitedTable:
    return table
