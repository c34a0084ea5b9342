"""The figures a reader has put aside, in order, and the one file they become."""

import streamlit as st

from mineaction.ui import (
    briefing_file,
    briefing_kept,
    briefing_list,
    briefing_pack,
    briefing_parts,
    briefing_ready,
    frame,
    navigation,
)
from mineaction.ui.carried import served_at
from mineaction.ui.view import View

st.title("What goes into the briefing?")
view = View("briefing")
desk = briefing_kept.of_reader()
frame.lead(briefing_parts.sentence(desk.briefing))
briefing_ready.say_left_out(desk)

if desk.briefing.items:
    briefing_parts.on_this_page()
    briefing_parts.title(desk)
    briefing_list.draw(desk)
briefing_parts.steps(desk)
if desk.briefing.items:
    st.header(briefing_parts.PARTS["make-the-pack"], anchor="make-the-pack")
    briefing_pack.draw(desk, served_at(view.link()))
else:
    briefing_parts.how_to_fill()
st.header(briefing_parts.PARTS["ready-made"], anchor="ready-made")
briefing_ready.draw(desk)
kept = briefing_parts.PARTS["keep-it"] if desk.briefing.items else "Open a saved briefing"
st.header(kept, anchor="keep-it")
if desk.briefing.items:
    briefing_file.save(desk)
briefing_file.restore(desk)

with navigation.next_questions():
    navigation.link_to("overview", "Next: start again from the overview")
    navigation.link_to("data", "Next: where the figures come from")
view.done()
