"""What the United States says it has given, statement by statement, beside the policy timeline."""

import streamlit as st

from mineaction.exhibits import overview as exhibits
from mineaction.queries.claims import statements as claims
from mineaction.ui import figure_card, frame, headlines, messages, navigation, overview_parts
from mineaction.ui.view import View

st.title("What does the United States say it has given?")
view = View("overview")
frame.lead(view.ask(claims.ladder).sentence)
headlines.show(view.ask(claims.headlines))
overview_parts.where_to_go()

with messages.told_to_reader():
    figure_card.show(exhibits.exhibit(view))

st.markdown(
    "**What this leaves out.** These are statements, not accounts: nobody has published the yearly amounts "
    "that would add up to them. They count many kinds of work, and dollars of many years."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
    navigation.link_to("map", "Next: which countries the money went to")
    navigation.link_to("claims", "Next: whether the statements add up")
view.done()
