"""The server: `streamlit run app.py`. It serves the pages' frame, mineaction/ui/main.py.

The frame is a script of its own, away from `pages/`: a script that has a `pages` folder beside it is
taken for an app of Streamlit's first kind until it has run once, and a link to a page opened before
that would show the page without its frame.
"""

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from mineaction.ui import navigation


def to_start(request: Request) -> RedirectResponse:
    """Lead the start page's name to where Streamlit serves it, the root; the choices in the address stay."""
    choices = request.url.query
    return RedirectResponse(f"./?{choices}" if choices else "./")


START = next(iter(navigation.PAGES))

app = st.App("mineaction/ui/main.py", routes=[Route(f"/{START}", to_start)])
