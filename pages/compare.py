"""Countries, donors, periods or US administrations side by side, inside one series."""

import streamlit as st

from mineaction.ui import compare_controls, compare_parts, messages
from mineaction.ui.view import View

heading = st.container()
view = View("compare")
by = view.switch(
    "by", "Compare", list(compare_controls.BY), "countries", format_func=compare_controls.BY.__getitem__
)
with heading:
    st.title(compare_controls.TITLES[by])
with messages.told_to_reader():
    compare_parts.show(view, by, heading)

compare_parts.say_left_out(by)
compare_parts.next_questions(by)
view.done()
