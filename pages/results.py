"""What has been achieved and what harm remains: casualties, land, mines, states free of mines."""

import streamlit as st

from mineaction.charts import mine_free as mine_free_chart
from mineaction.charts import published_values
from mineaction.queries import mine_free, policy, results
from mineaction.queries.topics import BY_KEY, WORLD
from mineaction.ui import (
    achievements,
    figure_card,
    filters,
    frame,
    messages,
    navigation,
    store,
    table_card,
    text,
)
from mineaction.ui.view import View

FREE = "free"
ORDER = ("casualties", "who", "land", "mines", FREE, "contaminated")
LIST_COLUMNS = {"State or area": st.column_config.TextColumn(pinned=True, width="medium")}
LABELS = {FREE: "Mine-free states", **{key: topic.label for key, topic in BY_KEY.items()}}

st.title("What has been achieved, and what harm remains?")
frame.lead(store.ask(results.overall))
achievements.show(store.ask(results.headlines))

view = View("results")
first, second = st.columns([8, 3], vertical_alignment="bottom")
with first:
    topic = view.switch("topic", "Show", ORDER, ORDER[0], format_func=LABELS.__getitem__, wrap=True)
place = ""
if topic in BY_KEY and BY_KEY[topic].by_place:
    offered = [name if name != WORLD else "" for name in store.ask(results.places, topic) or (WORLD,)]
    with second:
        place = view.select(
            "recipient", "Place", offered, offered[0], format_func=lambda name: name or WORLD, scope=topic
        )
    place = place or WORLD
kinds = view.kinds()
dark = frame.is_dark()
if topic == FREE:
    free = store.ask(mine_free.by_year)
    bars, marks = free.bars, free.marks
    if bars.is_empty:
        messages.nothing_found("states free of known mines", "Choose another topic above.")
    else:
        st.markdown(text.markdown(bars.sentence))
        span = filters.timeline_for(bars, kinds, goes_on=True)
        timeline = store.ask(policy.timeline, span)
        figure_card.show(
            store.drawn(mine_free_chart.figure, (span,), dark=dark, with_=(bars, marks, timeline)),
            bars,
            timeline,
            name="mine_free_states",
            behind=lambda: store.ask(mine_free.listed),
        )
        table_card.show(store.ask(mine_free.beside_counts), name="published_counts")
        table_card.show(store.ask(mine_free.listed), name="mine_free_list", columns=LIST_COLUMNS)
else:
    with messages.told_to_reader():
        answer = store.ask(results.published, topic, place)
        if answer.is_empty:
            messages.nothing_found(f"{LABELS[topic]} {place}", "Choose another place.")
        else:
            st.markdown(text.markdown(answer.sentence))
            span = filters.timeline_for(answer, kinds, goes_on=True)
            timeline = store.ask(policy.timeline, span)
            figure_card.show(
                store.drawn(
                    published_values.figure, (topic, place, span), dark=dark, with_=(answer, timeline)
                ),
                answer,
                timeline,
                name=f"results_{topic}",
                behind=lambda: store.ask(results.rows_behind, topic, place),
            )

st.markdown(
    "**What this leaves out.** People hurt and never recorded; land nobody has surveyed; what single "
    "projects achieved. Results stand beside policy in time: nothing here says that one moved the other."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was given, year by year")
    navigation.link_to("country", "Next: the treaties, casualties and money of one country")
    navigation.link_to("policy", "Next: what governments decided, and when")
view.done()
