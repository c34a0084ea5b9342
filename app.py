"""The server: `streamlit run app.py`. It serves the pages' frame, mineaction/ui/main.py.

The frame is a script of its own, away from `pages/`: a script that has a `pages` folder beside it is
taken for an app of Streamlit's first kind until it has run once, and a link to a page opened before
that would show the page without its frame.
"""

import streamlit as st

app = st.App("mineaction/ui/main.py")
