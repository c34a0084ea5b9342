"""The pages' frame: navigation, style, footer. Every page runs inside it."""

import streamlit as st

from mineaction.errors import MineActionError
from mineaction.ui import frame, messages, navigation, store

page = st.navigation(navigation.pages(), position="top")
st.set_page_config(page_title=f"{page.title} · {frame.TITLE}", layout="wide")
frame.style()

try:
    store.facts()
except MineActionError as error:
    messages.database_problem(error)
    st.stop()

page.run()
frame.footer()
