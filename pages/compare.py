"""Countries, donors, periods or US administrations side by side, inside one series."""

import streamlit as st

from mineaction.ui import compare_controls, compare_parts, messages
from mineaction.ui.view import View

heading = st.container()
view = View("compare")
first, second = st.columns(2, vertical_alignment="bottom")
with first:
    by = view.switch(
        "by",
        "Compare",
        list(compare_controls.BY),
        "countries",
        format_func=compare_controls.BY.__getitem__,
        wrap=True,
    )
with heading:
    st.title(compare_controls.TITLES[by])
with messages.told_to_reader():
    compare_parts.show(view, by, heading, second)

compare_parts.say_left_out(by)
compare_parts.next_questions(by)
view.done()
