"""Who gives to whom, as Landmine Monitor's profiles of donors and of recipients tell it."""

import streamlit as st

from mineaction.exhibits import donors as exhibits
from mineaction.exhibits import donors_choice
from mineaction.ui import donors_parts, figure_card, frame, messages
from mineaction.ui.view import View

st.title("Who gives to whom?")
view = View("donors")
heading = st.container()
choice = donors_choice.question(view, donors_choice.part(view))
with messages.told_to_reader():
    answer = exhibits.answer_to(view.ask, choice)
    with heading:
        frame.lead(answer.sentence)
    if choice.part == donors_choice.BOTH:
        donors_parts.both(exhibits.both_shown(choice, answer))
    else:
        figure_card.show(exhibits.drawn(view.ask, choice, answer))

donors_parts.say_left_out(choice)
donors_parts.next_questions(choice)
view.done()
