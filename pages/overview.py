"""What the United States says it has given, statement by statement, beside the policy timeline."""

import streamlit as st

from mineaction.charts import claim_ladder
from mineaction.queries import claims, policy
from mineaction.ui import figure_card, filters, frame, headlines, navigation, overview_parts, store
from mineaction.ui.view import View

st.title("What does the United States say it has given?")
view = View("overview")
answer = store.ask(claims.ladder)
frame.lead(answer.sentence)
headlines.show(store.ask(claims.headlines))
overview_parts.where_to_go()

span = filters.timeline_for(answer, view.kinds(), goes_on=True)
timeline = store.ask(policy.timeline, span)
dark = frame.is_dark()
figure = store.drawn(claim_ladder.figure, (span,), dark=dark, with_=(answer, timeline))
figure_card.show(figure, answer, timeline, name="claim_ladder", behind=lambda: store.ask(claims.ladder_rows))

st.markdown(
    "**What this leaves out.** These are statements, not accounts: nobody has published the yearly amounts "
    "that would add up to them. They count many kinds of work, and dollars of many years."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
    navigation.link_to("map", "Next: which countries the money went to")
    navigation.link_to("claims", "Next: whether the statements add up")
view.done()
