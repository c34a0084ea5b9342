"""Who in the US government paid whom for mine action, and where: single transactions, added up by year."""

import streamlit as st

from mineaction.exhibits import us_transactions as exhibits
from mineaction.ui import figure_card, frame, messages, navigation, table_card
from mineaction.ui.view import View

st.title("Who in the US government paid whom for mine action, and where?")
heading = st.container()
view = View("us_transactions")
missing = exhibits.missing(view.ask)
if missing:
    with heading:
        frame.lead(missing[0])
    st.markdown(
        "Once it is fetched, this page shows what US agencies obligated and paid for mine action, year by "
        "year: by country, agency, account or implementing partner, with de-obligations below zero and every "
        "single transaction behind it. Which sources have been fetched, and when, stands on the Data page."
    )
    with st.expander("For whoever runs this dashboard"):
        st.markdown("One command fetches it:")
        st.code(missing[1], language=None, wrap_lines=True)
else:
    with messages.told_to_reader():
        asked = exhibits.question(view)
        shown = exhibits.drawn(view.ask, asked, view.kinds())
        with heading:
            frame.lead(shown.answer.sentence)
        figure_card.show(shown)
        ranked = exhibits.ranked(view.ask, asked)
        names = {ranked.rows.columns[1]: st.column_config.TextColumn(width=260)}
        table_card.by_itself(ranked, name="us_transactions_ranked", columns=names)
    st.markdown(
        "**What this leaves out.** Mine action that agencies enter under another purpose, and whom a partner "
        "pays in turn: the partner named is the first to receive the money."
    )
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: other series year by year")
    navigation.link_to("map", "Next: which countries the money went to")
    navigation.link_to("data", "Next: where the figures come from")
view.done()
