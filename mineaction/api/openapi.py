"""The description of all addresses, to the OpenAPI standard (3.1), made from what there is."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, links
from mineaction.api.answering import Wanted
from mineaction.api.charts import as_json, opened
from mineaction.api.charts_said import FEW
from mineaction.api.openapi_parts import (
    ANSWER_HEADERS,
    COMPONENTS,
    TEXT,
    Part,
    errors,
    not_modified,
    query,
    reference,
)
from mineaction.api.openapi_tables import paths_of_tables
from mineaction.api.service import Service
from mineaction.api.workers import Made
from mineaction.cited import APP
from mineaction.errors import NothingToShow
from mineaction.exhibits import needs, registry
from mineaction.exhibits.address import WAY
from mineaction.exhibits.app_link import ROWS, SCALE, SIZE
from mineaction.exhibits.choosing import NO, YES
from mineaction.exhibits.kind import Kind
from mineaction.exhibits.needs import Taken
from mineaction.exhibits.wishes import FIGURE, VERSION
from mineaction.export.formats import (
    DEFAULT_ROWS,
    DEFAULT_SCALE,
    DEFAULT_SIZE,
    SCALES,
    SIZE_NAMES,
    formats_of,
)
from mineaction.export.formats import ROWS as ROWS_NAMES
from mineaction.queries.api.tables import LICENCE

DESCRIPTION = (
    "Every chart as a file and every table, read-only, for anyone. Amounts of different series often tell of "
    "the same dollar and must not be added; a gap means that no figure was found. What an address asks for "
    "and is not known, or not used, is refused by name. Answers carry the data version; the same address "
    "with the same data version gives the same content."
)

CITED = (
    query(
        VERSION,
        "The data version a link was made with. Where it is another now, the answer says so. With it the "
        "address may hold choices of other figures of the page, as links from a page do.",
        TEXT,
    ),
    query(FIGURE, "The id a figure was cited by. Where it has another now, the answer says so.", TEXT),
)
"""What an address may hold that is no choice."""


async def serve(service: Service, request: Request) -> Response:
    """``/api/v1/openapi.json``."""
    answering.choices(request)
    make = partial(_made, service, service.base(request))
    wanted = Wanted("application/json", make, takes_choices=False)
    return await answering.answer(service, request, wanted)


def _made(service: Service, base: str) -> Made:
    return as_json(description(service, base))


def description(service: Service, base: str) -> Part:
    """The whole description; what may be chosen is as the data has it now."""
    paths: Part = {
        "/healthz": {"get": _health()},
        "/readyz": {"get": _ready()},
        links.API: {"get": _json("index", "What there is", "Index")},
        f"{links.API}/openapi.json": {"get": _json("description", "This description", "Described")},
        links.CHARTS: {"get": _json("charts", "Every chart, and what may be asked of it", "Charts")},
    }
    for kind in registry.KINDS:
        parameters = _parameters(service, kind)
        paths[f"{links.CHARTS}/{kind.name}"] = {"get": _described(kind, parameters)}
        paths[f"{links.CHARTS}/{kind.name}.{{format}}"] = {"get": _file(kind, parameters)}
        if not kind.is_table:
            paths[f"{links.EMBED}/{kind.name}"] = {"get": _embed(kind, parameters)}
    paths |= paths_of_tables(service)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": APP,
            "version": "1",
            "description": DESCRIPTION,
            "license": {"name": LICENCE},
            "x-data-version": service.data.version,
        },
        "servers": [{"url": base}],
        "paths": paths,
        "components": COMPONENTS,
    }


def _parameters(service: Service, kind: Kind) -> list[Part]:
    """What one chart takes: those names it asks for at once, and those it asks for after other choices."""
    found = needs.survey(kind, service.data.ask)
    first = next(iter(found), "")
    parameters = [
        query(name, _words(taken), _schema(taken, is_first=name == first), taken.offered.is_many)
        for name, taken in found.items()
    ]
    # Before there is anything to show, a chart cannot say more than which names it takes.
    parameters += [query(name, f"{name}.", TEXT) for name in kind.names if name not in found]
    for name, value in kind.only_with:
        if name not in found:
            only = {"type": "string", "const": value}
            parameters.append(query(name, "As on its page; it may be left out.", only))
    if not kind.is_table:
        parameters.append(query(WAY, "The way to look, where the figure has several.", _ways(service, kind)))
    return [*parameters, *CITED]


def _ways(service: Service, kind: Kind) -> Part:
    try:
        shown = opened(service, kind.name, {}).exhibit
    except NothingToShow:
        return TEXT
    return {**TEXT, "examples": [shown.first, *shown.others]}


def _words(taken: Taken) -> str:
    offered = taken.offered
    label = offered.label if offered.label.endswith(".") else f"{offered.label}."
    ways = ", or with ".join(need.words for need in taken.needs)
    return " ".join(filter(None, (label, offered.help, f"Taken only with {ways}." if ways else "")))


def _schema(taken: Taken, *, is_first: bool) -> Part:
    """A parameter's values: all of them where they are few and known for every choice, else examples."""
    offered = taken.offered
    options, is_short = offered.options, len(offered.options) <= FEW
    is_same_always = is_first or set(options) <= {YES, NO} or offered.name in ("kinds", "prices")
    if options and is_short and (taken.is_whole or is_same_always):
        more = ["all"] if offered.is_many and "all" not in options else []
        return {"type": "string", "enum": [*options, *more]}
    if offered.name in ("from", "to"):
        return {"type": "string", "pattern": "^[0-9]{4}$", "examples": list(offered.default)}
    examples = [value for value in dict.fromkeys((*offered.default, *options[:5])) if value]
    return {"type": "string", "minLength": 1, **({"examples": examples} if examples else {})}


def _json(id: str, summary: str, schema: str) -> Part:
    return {
        "operationId": id,
        "summary": summary,
        "responses": {
            "200": {
                "description": summary,
                "headers": ANSWER_HEADERS,
                "content": {"application/json": {"schema": reference(schema)}},
            },
            **not_modified(),
            **errors(400, 405, 414, 429, 503, 504),
        },
    }


def _described(kind: Kind, parameters: list[Part]) -> Part:
    made = _json(f"describe_{kind.name}", f"What may be asked of: {kind.shows}", "Chart")
    made["parameters"] = parameters
    made["responses"] |= errors(404)
    return made


def _file(kind: Kind, parameters: list[Part]) -> Part:
    known = formats_of(kind)
    formats = "; ".join(f"{ending}: {format.words}" for ending, format in known.items())
    content: Part = {
        format.media_type: {
            "schema": reference("Rows") if format.ending == "json" else {"type": "string"},
        }
        for format in known.values()
    }
    size = {"type": "string", "enum": list(SIZE_NAMES), "default": DEFAULT_SIZE}
    scale = {"type": "integer", "enum": list(SCALES), "default": DEFAULT_SCALE}
    rows = {"type": "string", "enum": list(ROWS_NAMES), "default": DEFAULT_ROWS}
    ending = {
        "name": "format",
        "in": "path",
        "required": True,
        "description": f"The kind of file. {formats}.",
        "schema": {"type": "string", "enum": list(known)},
    }
    return {
        "operationId": f"take_{kind.name}",
        "summary": kind.shows,
        "parameters": [
            ending,
            *parameters,
            query(SIZE, "How a picture or page is laid out. Other files take it and ignore it.", size),
            query(SCALE, "Pixels of a PNG for each pixel of its layout. Other files ignore it.", scale),
            query(ROWS, "Which rows a CSV holds: the values drawn, or the stored rows behind them.", rows),
        ],
        "responses": {
            "200": {
                "description": "The file; title, unit, source, caveats and link back are inside.",
                "headers": ANSWER_HEADERS,
                "content": content,
            },
            **not_modified(),
            **errors(400, 404, 405, 414, 429, 503, 504),
        },
    }


def _embed(kind: Kind, parameters: list[Part]) -> Part:
    page = {"text/html; charset=utf-8": {"schema": {"type": "string"}}}
    return {
        "operationId": f"embed_{kind.name}",
        "summary": f"For an iframe: {kind.shows}",
        "parameters": parameters,
        "responses": {
            "200": {"description": "A page with the chart.", "headers": ANSWER_HEADERS, "content": page},
            **not_modified(),
            **{
                status: {"description": said["description"], "content": page}
                for status, said in errors(400, 404, 405, 414, 429, 503, 504).items()
            },
        },
    }


def _health() -> Part:
    content = {"text/plain; charset=utf-8": {"schema": {"type": "string", "const": "ok"}}}
    return {
        "operationId": "alive",
        "summary": "Whether the server is alive; it looks at no data",
        "responses": {"200": {"description": "It is.", "content": content}, **errors(405)},
    }


def _ready() -> Part:
    content: dict[str, Any] = {"application/json": {"schema": reference("Build")}}
    return {
        "operationId": "ready",
        "summary": "Whether there are figures to show",
        "responses": {"200": {"description": "There are.", "content": content}, **errors(405, 503)},
    }
