"""Where the money went: recipients of one series on a map, ranked, and as rows; and what no map can show."""

import streamlit as st

from mineaction.charts import recipient_map, recipient_ranking
from mineaction.queries import where, where_rows
from mineaction.ui import figure_card, frame, map_parts, messages, navigation, store
from mineaction.ui.view import View

st.title("Where has the money gone?")
heading = st.container()
view = View("map")
asked = map_parts.controls(view)
with messages.told_to_reader():
    answer = store.ask(where.by_recipient, asked)
    with heading:
        frame.lead(answer.sentence)
    if answer.is_empty:
        messages.nothing_found("these years", "Choose other years, or another series.")
    else:
        dark = frame.is_dark()
        drawn = store.drawn(recipient_map.figure, (asked,), dark=dark, with_=(answer,))
        map_parts.make_room(drawn)
        figure_card.show(
            drawn,
            answer,
            name="recipient_map",
            first="map",
            others={
                "ranking": figure_card.Other(
                    lambda: store.drawn(recipient_ranking.figure, (asked,), dark=dark, with_=(answer,))
                )
            },
            behind=lambda: store.ask(where_rows.rows_behind, asked),
        )
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
