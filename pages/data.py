"""Where the figures come from: sources, coverage, disagreements, checks, method, and everything to take."""

import streamlit as st

from mineaction.exhibits import coverage as exhibits
from mineaction.exhibits import data_tables
from mineaction.periods import today
from mineaction.queries.data import catalogue, coverage, register
from mineaction.ui import (
    data_download,
    figure_card,
    frame,
    messages,
    navigation,
    reading,
    refresh_now,
    store,
    table_card,
    text,
)
from mineaction.ui.view import View

PARTS = {
    "freshness": "Sources",
    "coverage": "Coverage",
    "disagreements": "Disagreements",
    "checks": "Checks",
    "method": "Method",
    "data-changes": "Changes",
}

st.title("Where do the figures come from, and how fresh are they?")
sources = store.ask(catalogue.freshness, today(), refresh_now.history())
frame.lead(sources.sentence)
view = View("data")
data_download.button()
links = " · ".join(f'<a href="#{anchor}" target="_self">{words}</a>' for anchor, words in PARTS.items())
st.html(f'<p class="ma-parts">On this page: {links}</p>')

table_card.by_itself(
    sources,
    name="freshness",
    columns={
        "Source": st.column_config.TextColumn(pinned=True, width=230),
        "Publisher": st.column_config.TextColumn(width="medium"),
        "Last attempt to refresh": st.column_config.TextColumn(width=200),
        "What became of it": st.column_config.TextColumn(width="medium"),
        "Held back": st.column_config.TextColumn(width="medium"),
    },
)
refresh_now.panel()
table_card.folded("The files, with their checksums", lambda: store.ask(catalogue.files), name="source_files")

chosen = exhibits.question(view)
with messages.told_to_reader():
    cells = exhibits.drawn(view.ask, chosen)
    figure_card.show(cells)
    st.markdown(text.markdown(cells.answer.sentence))
    table_card.folded(
        "The same as a table",
        lambda: store.ask(coverage.coverage_table, chosen),
        name="coverage_table",
        columns={"Series": st.column_config.TextColumn(pinned=True, width="medium")},
    )

st.header("Values that disagree", anchor="disagreements")
kind = data_tables.kind_chosen(view)
st.markdown(text.markdown(store.ask(register.conflicts, kind).sentence))
with messages.told_to_reader():
    table_card.show(
        data_tables.disagreements_shown(view.ask, kind),
        columns={"What": st.column_config.TextColumn(pinned=True, width=230)},
        heading=False,
    )

st.header("What the checks noticed", anchor="checks")
for question, shown in (
    (register.findings, data_tables.remarks_shown),
    (register.not_loaded, data_tables.not_loaded_shown),
):
    remarks = store.ask(question)
    st.markdown(text.markdown(remarks.sentence))
    if not remarks.is_empty:
        table_card.show(shown(view.ask), heading=False)

st.header("How the figures were chosen and read", anchor="method")
reading.show("method.md", key="method")
st.header("What changed in the data", anchor="data-changes")
reading.show("data_changes.md", key="changes", open_first=True)

st.markdown(
    "**What this leaves out.** What publishers changed since the last look, and everything in the documents "
    "beyond the part that was read."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: the amounts themselves, year by year")
    navigation.link_to("country", "Next: everything held on one country")
    navigation.link_to("editions", "Next: how figures changed when new editions came in")
    navigation.link_to("glossary", "Next: what the words mean")
view.done()
