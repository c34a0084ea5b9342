"""What the words mean: the glossary, with a box to look for one."""

import streamlit as st

from mineaction.queries import terms
from mineaction.ui import frame, glossary_list, messages, navigation, store, table_card
from mineaction.ui.view import View

st.title("What do the words mean?")
heading = st.container()
view = View("glossary")
words = view.words("q", "Find a word", placeholder="Part of a word, or an abbreviation")
held = store.ask(terms.glossary, words)
with heading:
    frame.lead(held.table.sentence)
if held.table.is_empty:
    messages.nothing_found(f"“{words}”", "Look for a shorter part of it, or empty the box to see all words.")
else:
    glossary_list.show(held.terms)
    with st.expander("The same as a table", key="glossary_as_table"):
        table_card.by_itself(held.table, name="glossary", heading=False)

st.markdown(
    "**What this leaves out.** Words that no page of this dashboard uses. The explanations are ours, and "
    "short; the law, treaty or standard named beside a word is what settles it."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: the amounts themselves, year by year")
    navigation.link_to("data", "Next: where the figures come from, and how they were read")
view.done()
