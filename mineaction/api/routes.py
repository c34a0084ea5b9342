"""All addresses beside the pages as one small app, and how it stands before the pages' own server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mineaction.api import (
    assets,
    charts_said,
    embed,
    everything,
    health,
    index,
    links,
    openapi,
    problems,
    tables,
)
from mineaction.api.problems import Problem
from mineaction.api.service import Service
from mineaction.errors import MineActionError

METHODS = "GET, HEAD, OPTIONS"
EVERY_ANSWER = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, Total-Count, Retry-After, Content-Disposition, Data-Version, Figure-Id, Notice"
    ),
    "X-Content-Type-Options": "nosniff",
}
BEFORE_ASKING = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
WHOLE = ("/api", links.EMBED)
"""All below these is ours: what is not there is told as an error, never shown as a page."""
Answers = Callable[[Service, Request], Awaitable[Response]]


def api(service: Service) -> ASGIApp:
    """The app of all addresses: /api/v1, /embed, /healthz and /readyz; read-only."""

    def at(path: str, answers: Answers) -> Route:
        async def endpoint(request: Request) -> Response:
            return await answers(service, request)

        return Route(path, endpoint, methods=["GET"])

    app = Starlette(
        routes=[
            Route("/healthz", health.alive, methods=["GET"]),
            at("/readyz", health.ready),
            at(links.API, index.index),
            at(links.EVERYTHING, everything.serve),
            at(f"{links.API}/openapi.json", openapi.serve),
            at(links.CHARTS, charts_said.listed),
            at(f"{links.CHARTS}/{{name}}", charts_said.one),
            Route(f"{links.ASSETS}/{{name}}", assets.serve, methods=["GET"]),
            at(f"{links.API}/{{told}}", tables.one),
            at(f"{links.API}/{{table}}/{{filter}}", tables.values),
            at(f"{links.EMBED}/{{name}}", embed.serve),
            at("/{path:path}/", _without_slash),
        ],
        exception_handlers={
            Problem: _say,
            HTTPException: _say_status,
            MineActionError: _say_error,
            TimeoutError: _say_error,
            Exception: _say_error,
        },
    )
    app.router.redirect_slashes = False
    return EveryAnswer(app)


class Beside:
    """Leads our own addresses to their app and all others to the pages.

    It stands before the pages' server, so that cookies of readers and its compression stay away from files.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._pages, self._ours, self._base = app, api(service), service.settings.base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (path := self._own_path(scope)):
            root = scope.get("root_path", "")
            ours = {**scope, "root_path": "", "path": path, "app_root_path": root}
            await self._ours(ours, receive, send)
        else:
            await self._pages(scope, receive, send)

    def _own_path(self, scope: Scope) -> str:
        """The path below the base path, if it is one of ours; else empty."""
        path = path_below(scope, self._base)
        is_ours = path in ("/healthz", "/readyz", *WHOLE) or path.startswith(
            tuple(f"{whole}/" for whole in WHOLE)
        )
        return path if is_ours else ""


def path_below(scope: Scope, base: str) -> str:
    """The path of a request below ``base``, the path the app itself is served below; empty for none."""
    path = _path_below_root(scope)
    return path.removeprefix(base) if base and path.startswith(f"{base}/") else path


def _path_below_root(scope: Scope) -> str:
    """The path of a request without what the whole server is mounted under."""
    path = str(scope["path"])
    below = path.removeprefix(str(scope.get("root_path", "")))
    return path if below and not below.startswith("/") else below


class EveryAnswer:
    """Adds the headers every answer has, answers OPTIONS, and leaves the body out for HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=EVERY_ANSWER | BEFORE_ASKING)(scope, receive, send)
            return

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in EVERY_ANSWER.items():
                    headers.setdefault(name, value)
            elif scope["method"] == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, tell)


async def _without_slash(service: Service, request: Request) -> Response:
    """The same address without the slash at its end; told from there, so that it holds behind any proxy."""
    last, query = request.path_params["path"].rpartition("/")[2], request.url.query
    if not last:
        raise problems.not_found("There is nothing at this address.", ["It ends with several slashes."])
    there = f"../{quote(last, safe='')}"
    return RedirectResponse(f"{there}?{query}" if query else there, 308)


def _say(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    if _path_below_root(request.scope).startswith(f"{links.EMBED}/"):
        return embed.problem_page(error)
    headers = {"Cache-Control": "no-store", **error.headers}
    return JSONResponse(error.as_json(), error.status, headers=headers)


def _say_status(request: Request, error: Exception) -> Response:
    """What the routing itself has to say: no such address, or another method than GET."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        problem = Problem(
            405,
            "Nothing can be changed here.",
            ["Only GET and HEAD are answered."],
            headers={"Allow": METHODS},
        )
    else:
        problem = Problem(error.status_code, "There is nothing at this address.")
    return _say(request, problem)


def _say_error(request: Request, error: Exception) -> Response:
    """An error nobody has said more of. One that nobody has foreseen is in the server's log as well."""
    unforeseen = Problem(
        500, "Something went wrong here.", [], "Tell whoever runs this app; the log has more."
    )
    return _say(request, problems.of_error(error) or unforeseen)
