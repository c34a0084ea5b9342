"""What has been claimed, statement by statement, and whether the statements and the yearly amounts fit."""

import streamlit as st

from mineaction.exhibits import claims as exhibits
from mineaction.exhibits import claims_tables as tables
from mineaction.queries.claims import named as claims_named
from mineaction.queries.claims import reconciliation
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
st.caption(
    "What is chosen here is shown in the running total and in the register. Whether the statements add up, "
    "whom they named and which of them disagree is shown below for all statements held."
)
asked = exhibits.question(view)
kinds = view.kinds()
with messages.told_to_reader():
    figure_card.show(exhibits.ladder_drawn(view.ask, asked, kinds))
with messages.told_to_reader():
    register = tables.register_shown(view.ask, asked)
    table_card.show(register)
    st.caption(text.markdown(register.answer.sentence))
with messages.told_to_reader():
    added_up = tables.reconciled_shown(view.ask)
    checks = store.ask(reconciliation.checks)
    table_card.show(added_up, draw=lambda: reconciliation_view.show(added_up, checks))
with messages.told_to_reader():
    named = tables.countries_named_shown(view.ask)
    found = store.ask(claims_named.impact_free)
    table_card.show(named, draw=lambda: claims_table.named(named, found))

st.header("What was said of the Leahy War Victims Fund?", anchor="leahy-fund")
with messages.told_to_reader():
    fund = exhibits.fund_drawn(view.ask, kinds)
    st.markdown(text.markdown(fund.answer.sentence))
    figure_card.show(fund)

with messages.told_to_reader():
    contradicting = tables.contradicting_shown(view.ask)
    pairs = store.ask(claims_named.disagreements)
    table_card.show(contradicting, draw=lambda: claims_table.disagreements(pairs))

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
