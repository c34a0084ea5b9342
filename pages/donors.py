"""Who gives to whom, as Landmine Monitor's profiles of donors and of recipients tell it."""

import streamlit as st

from mineaction.ui import donors_parts, frame, messages
from mineaction.ui.view import View

st.title("Who gives to whom?")
view = View("donors")
heading = st.container()
choice = donors_parts.controls(view)
with messages.told_to_reader():
    answer = donors_parts.answer_to(choice)
    with heading:
        frame.lead(answer.sentence)
    donors_parts.show(choice, answer)

donors_parts.say_left_out(choice)
donors_parts.next_questions(choice)
view.done()
