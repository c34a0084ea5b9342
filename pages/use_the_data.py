"""How the figures can be used elsewhere: files and tables by address, the same rows in other programs."""

import streamlit as st

from mineaction.ui import frame, navigation, use_the_data
from mineaction.ui.carried import served_at
from mineaction.ui.view import View

st.title("How can the figures be used elsewhere?")
heading = st.container()
view = View("use_the_data")
base = served_at(view.link())
with heading:
    frame.lead(use_the_data.sentence(view.ask))

st.header("A figure, by its address", anchor="a-figure")
if picked := use_the_data.chosen(view):
    use_the_data.ways(view, picked, base)
use_the_data.tables(view.ask, base)
use_the_data.limits(base)

st.markdown(
    "**What this leaves out.** Nothing can be written through these addresses, and they hold what the pages "
    "hold. The documents themselves are with their publishers."
)
with navigation.next_questions():
    navigation.link_to("data", "Next: everything as one file, and where the figures come from")
    navigation.link_to("funding_over_time", "Next: the amounts themselves, year by year")
view.done()
