"""The pages' frame: navigation, search, style, footer. Every page runs inside it."""

import streamlit as st

from mineaction.cited import APP
from mineaction.errors import MineActionError
from mineaction.ui import (
    frame,
    fresh_notice,
    memory,
    messages,
    navigation,
    popover_focus,
    repaint,
    search_box,
    store,
)

page = st.navigation(navigation.pages(), position="top")
st.set_page_config(page_title=f"{page.title} · {APP}", layout="wide")
frame.style()

try:
    version = store.facts().data_version
except MineActionError as error:
    messages.database_problem(error)
    st.stop()

search_box.show(page.url_path)
page.run()
search_box.page_is_done(page.url_path)
frame.footer()
fresh_notice.watch(version)
repaint.when_scheme_turns()
popover_focus.when_opened()
memory.settle()
