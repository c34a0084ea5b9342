"""Where the money went: recipients of one series on a map, ranked, and as rows; and what no map can show."""

import streamlit as st

from mineaction.exhibits import maps as exhibits
from mineaction.queries.where import amounts as where
from mineaction.ui import figure_card, frame, map_parts, messages, navigation
from mineaction.ui.view import View

st.title("Where has the money gone?")
heading = st.container()
view = View("map")
with messages.told_to_reader():
    asked = exhibits.question(view)
    answer = view.ask(where.by_recipient, asked)
    with heading:
        frame.lead(answer.sentence)
    shown = exhibits.drawn(view.ask, asked, answer)
    map_parts.make_room(shown)
    figure_card.show(shown)
    map_parts.not_on_map(asked, answer)
    map_parts.ways_on(answer)

st.markdown(
    "**What this leaves out.** A country without a figure is not a country without money: nobody reported on "
    "it in this series, or the table is not held. Money that reached a country through a region or an "
    "organisation is not in its shape."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: the same series year by year")
    navigation.link_to("compare", "Next: countries side by side")
    navigation.link_to("donors", "Next: who gives to whom")
view.done()
