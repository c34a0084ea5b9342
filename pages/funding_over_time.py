"""What each source reports year by year, one series at a time, beside the policy timeline."""

import streamlit as st

from mineaction.charts import funding_over_time
from mineaction.queries import funding, lines, policy
from mineaction.ui import figure_card, filters, frame, funding_map, messages, navigation, store
from mineaction.ui.view import View

heading = st.container()
view = View("funding_over_time")
asked = filters.funding_filter(view)
choice = lines.choice_of(asked)
with heading:
    st.title(choice.question)

with messages.told_to_reader():
    answer = store.ask(funding.by_year, asked)
    with heading:
        frame.lead(answer.sentence)
    kinds = view.kinds()
    if answer.is_empty:
        messages.nothing_in_answer(answer, asked)
    else:
        span = filters.timeline_for(answer, kinds, goes_on=asked.last_year is None)
        timeline = store.ask(policy.timeline, span)
        figure = store.drawn(
            funding_over_time.figure, (asked, span), dark=frame.is_dark(), with_=(answer, timeline)
        )
        figure_card.show(
            figure,
            answer,
            timeline,
            name="funding_over_time",
            behind=lambda: store.ask(funding.rows_behind, asked),
            others=funding_map.beside(asked),
        )
        st.markdown(f"**Why not add these up?** {choice.why_not_added}")

with navigation.next_questions():
    navigation.link_to("map", "Next: which countries the money went to")
    navigation.link_to("compare", "Next: countries, donors, periods or US administrations side by side")
    navigation.link_to("policy", "Next: what governments decided, and when")
view.done()
