"""What each source reports year by year, one series at a time, beside the policy timeline."""

import streamlit as st

from mineaction.exhibits import funding as exhibits
from mineaction.queries import lines
from mineaction.ui import figure_card, frame, funding_map, messages, navigation
from mineaction.ui.view import View

heading = st.container()
view = View("funding_over_time")
asked = exhibits.question(view)
choice = lines.choice_of(asked)
with heading:
    st.title(choice.question)

with messages.told_to_reader():
    shown = exhibits.drawn(view.ask, asked, view.kinds())
    with heading:
        frame.lead(shown.answer.sentence)
    figure_card.show(shown, below=funding_map.below(asked))
    st.markdown(f"**Why not add these up?** {choice.why_not_added}")

with navigation.next_questions():
    if choice.key == "us_foreign_assistance":
        navigation.link_to(
            "us_transactions", "Next: by agency, account and partner, transaction by transaction"
        )
    navigation.link_to("map", "Next: which countries the money went to")
    navigation.link_to("compare", "Next: countries, donors, periods or US administrations side by side")
    navigation.link_to("policy", "Next: what governments decided, and when")
view.done()
