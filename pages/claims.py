"""What has been claimed, statement by statement, and whether the statements and the yearly amounts fit."""

import streamlit as st

from mineaction.exhibits import claims as exhibits
from mineaction.queries.claims import named as claims_named
from mineaction.queries.claims import reconciliation
from mineaction.queries.claims import register as claims_register
from mineaction.ui import (
    claims_table,
    figure_card,
    frame,
    messages,
    navigation,
    reconciliation_view,
    store,
    table_card,
    text,
)
from mineaction.ui.view import View

st.title("What has been claimed, and does it add up?")
sums = store.ask(reconciliation.table)
frame.lead(sums.sentence)

view = View("claims")
asked = exhibits.question(view)
kinds = view.kinds()
with messages.told_to_reader():
    if not view.ask(claims_register.ladder, asked).is_empty:
        figure_card.show(exhibits.ladder_drawn(view.ask, asked, kinds))
    register = store.ask(claims_register.register, asked)
    table_card.show(register, name="claims_register", empty_words="this choice of statements")
    st.caption(text.markdown(register.sentence))

st.header("Does it add up?", anchor="does-it-add-up")
st.markdown(
    "A running total that grows from one statement to the next should grow by the yearly amounts between "
    "them. Each comparison keeps the bounds of the words: “over 4.2 billion” is at least 4.2 and less than "
    "4.3 billion. A year without an amount is not filled in; then nothing can be said."
)
reconciliation_view.show(store.ask(reconciliation.checks))
table_card.folded("All comparisons as a table", lambda: sums, name="comparisons")

st.header("Which countries were named as freed of the impact of mines?", anchor="countries-named")
found = store.ask(claims_named.impact_free)
st.markdown(text.markdown(found.table.sentence))
claims_table.named(found)
table_card.folded("The same as a table, with documents", lambda: found.table, name="countries_named")

st.header("What was said of the Leahy War Victims Fund?", anchor="leahy-fund")
with messages.told_to_reader():
    fund = exhibits.fund_drawn(view.ask, kinds)
    st.markdown(text.markdown(fund.answer.sentence))
    figure_card.show(fund)

st.header("Where do statements contradict each other?", anchor="disagreements")
claims_table.disagreements(store.ask(claims_named.disagreements))

st.markdown(
    "**What this leaves out.** Statements in texts that were not read, and what the words left unsaid: "
    "whether an amount was appropriated, promised or paid out. A contradiction between two statements says "
    "nothing about which of them is right."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
    navigation.link_to("country", "Next: everything said and counted about one country")
    navigation.link_to("policy", "Next: what governments decided, and when")
view.done()
