"""What has been achieved and what harm remains: casualties, land, mines, states free of mines."""

import streamlit as st

from mineaction.exhibits import results as exhibits
from mineaction.queries.results import mine_free
from mineaction.queries.results import published as results
from mineaction.queries.results.topics import BY_KEY
from mineaction.ui import achievements, figure_card, frame, messages, navigation, store, table_card, text
from mineaction.ui.view import View

LIST_COLUMNS = {"State or area": st.column_config.TextColumn(pinned=True, width="medium")}

st.title("What has been achieved, and what harm remains?")
frame.lead(store.ask(results.overall))
achievements.show(store.ask(results.headlines))

view = View("results")
first, second = st.columns([8, 3], vertical_alignment="bottom")
with first:
    key = exhibits.topic_of(view)
if key == exhibits.FREE:
    kinds = view.kinds()
    if view.ask(mine_free.by_year).bars.is_empty:
        messages.nothing_found("states free of known mines", "Choose another topic above.")
    else:
        free = exhibits.free_states_drawn(view.ask, kinds)
        st.markdown(text.markdown(free.answer.sentence))
        figure_card.show(free)
        table_card.show(exhibits.counts_shown(view.ask))
        table_card.show(exhibits.free_list_shown(view.ask), columns=LIST_COLUMNS)
else:
    topic = BY_KEY[key]
    with second:
        place = exhibits.place_of(view, topic)
    kinds = view.kinds()
    with messages.told_to_reader():
        values = exhibits.drawn(view.ask, topic, place, kinds)
        st.markdown(text.markdown(values.answer.sentence))
        figure_card.show(values)

st.markdown(
    "**What this leaves out.** People hurt and never recorded; land nobody has surveyed; what single "
    "projects achieved. Results stand beside policy in time: nothing here says that one moved the other."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was given, year by year")
    navigation.link_to("country", "Next: the treaties, casualties and money of one country")
    navigation.link_to("policy", "Next: what governments decided, and when")
view.done()
