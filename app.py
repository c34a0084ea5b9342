"""The app: `streamlit run app.py`. The pages' frame: navigation, style, footer."""

import streamlit as st

from mineaction.errors import MineActionError
from mineaction.ui import frame, messages, store

st.set_page_config(page_title=frame.TITLE, page_icon=None, layout="wide", initial_sidebar_state="auto")
frame.style()

page = st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", url_path="overview", default=True),
        st.Page("pages/funding_over_time.py", title="Funding over time", url_path="funding_over_time"),
    ],
    position="top",
)

try:
    store.facts()
except MineActionError as error:
    messages.database_problem(error)
    st.stop()

page.run()
frame.footer()
