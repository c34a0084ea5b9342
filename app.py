"""The server: `streamlit run app.py`. It serves the pages' frame, mineaction/ui/main.py, and the addresses

beside the pages, mineaction/api: charts and tables as files, the embed view, and whether it is well.

The frame is a script of its own, away from `pages/`: a script that has a `pages` folder beside it is
taken for an app of Streamlit's first kind until it has run once, and a link to a page opened before
that would show the page without its frame.
"""

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from mineaction import refreshing
from mineaction.api.routes import Beside
from mineaction.api.service import Service
from mineaction.api.settings import Settings
from mineaction.api.unknown_page import KnownPages, Pages
from mineaction.ui import navigation, overview_parts, store


def to_start(request: Request) -> RedirectResponse:
    """Lead the start page's name to where Streamlit serves it, the root; the choices in the address stay."""
    choices = request.url.query
    return RedirectResponse(f"./?{choices}" if choices else "./")


@asynccontextmanager
async def while_served(app: st.App) -> AsyncIterator[None]:
    """What has to end with the server: a signal ends it, and Python then does no tidying of its own."""
    yield
    await to_thread(refreshing.end_all)
    await to_thread(SERVICE.end)


START = next(iter(navigation.PAGES))
PAGES = Pages(navigation.PAGES, {START: overview_parts.START} | overview_parts.QUESTIONS, navigation.hidden)
SERVICE = Service(store.StoredData(), Settings.from_environment(st.get_option("server.baseUrlPath")))

app = st.App(
    "mineaction/ui/main.py",
    routes=[Route(f"/{START}", to_start)],
    lifespan=while_served,
    middleware=[
        Middleware(Beside, service=SERVICE),
        Middleware(KnownPages, pages=PAGES, base=SERVICE.settings.base_path),
    ],
)
