"""Countries, donors, periods or US administrations side by side, inside one series."""

import streamlit as st

from mineaction.exhibits import compare as exhibits
from mineaction.ui import compare_parts, messages
from mineaction.ui.view import View

heading = st.container()
view = View("compare")
first, second = st.columns(2, vertical_alignment="bottom")
with first:
    by = exhibits.kind(view)
with heading:
    st.title(compare_parts.TITLES[by])
with messages.told_to_reader():
    compare_parts.show(exhibits.comparison(view, by, second), by, heading)

compare_parts.say_left_out(by)
compare_parts.next_questions(by)
view.done()
