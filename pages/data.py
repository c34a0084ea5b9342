"""Where the figures come from: sources, coverage, disagreements, checks, method, and everything to take."""

from datetime import UTC, datetime

import streamlit as st

from mineaction.exhibits import coverage as exhibits
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
sources = store.ask(catalogue.freshness, datetime.now(UTC).date(), refresh_now.history())
frame.lead(sources.sentence)
view = View("data")
data_download.button()
links = " · ".join(f'<a href="#{anchor}" target="_self">{words}</a>' for anchor, words in PARTS.items())
st.html(f'<p class="ma-parts">On this page: {links}</p>')

table_card.show(
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
kind = view.switch(
    "kind",
    "Kind of disagreement",
    ["", *register.KINDS],
    "",
    format_func=lambda key: register.KINDS[key] if key else "All",
)
pairs = store.ask(register.conflicts, kind)
st.markdown(text.markdown(pairs.sentence))
table_card.show(
    pairs,
    name="conflicts",
    columns={"What": st.column_config.TextColumn(pinned=True, width=230)},
    empty_words="values that disagree",
    heading=False,
)

st.header("What the checks noticed", anchor="checks")
for name, question in (("findings", register.findings), ("not_loaded", register.not_loaded)):
    remarks = store.ask(question)
    st.markdown(text.markdown(remarks.sentence))
    if not remarks.is_empty:
        table_card.show(remarks, name=name, heading=False)

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
