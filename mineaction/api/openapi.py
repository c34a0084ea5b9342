"""The description of all addresses, to the OpenAPI standard (3.1), made from what there is."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, links
from mineaction.api.answering import Wanted
from mineaction.api.charts import FEW, SCALE, SIZE, as_json, opened
from mineaction.api.formats import DEFAULT_SCALE, DEFAULT_SIZE, SCALES, SIZE_NAMES, formats_of
from mineaction.api.openapi_parts import (
    ANSWER_HEADERS,
    COMPONENTS,
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
from mineaction.exhibits import registry
from mineaction.exhibits.address import WAY, Offered, Opened
from mineaction.exhibits.choosing import NO, YES
from mineaction.queries.api.tables import LICENCE

DESCRIPTION = (
    "Every chart as a file and every table, read-only, for anyone. Amounts of different series often tell of "
    "the same dollar and must not be added; a gap means that no figure was found. What an address asks for "
    "and is not known is refused by name. Answers carry the data version; the same address with the same "
    "data version gives the same content."
)


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
        parameters = _parameters(service, kind.name)
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


def _parameters(service: Service, name: str) -> list[Part]:
    """What one chart takes, from what it offers at its default address.

    Only the first choice, and those that are the same everywhere, list all their values: what later ones
    offer hangs on the choices before.
    """
    try:
        found: Opened | None = opened(service, name, {})
    except NothingToShow:
        found = None
    offered = {each.name: each for each in found.offered} if found else {}
    first = next(iter(offered), "")
    parameters = []
    for each in registry.names_of(registry.BY_NAME[name].page):
        one = offered.get(each, Offered(each, each, help="Belongs to other figures of the same page."))
        parameters.append(query(each, _words(one), _schema(one, is_whole=each == first), one.is_many))
    ways = [found.exhibit.first, *found.exhibit.others] if found else []
    examples = {"examples": ways} if ways else {}
    parameters.append(
        query(WAY, "The way to look, where the figure has several.", {"type": "string", **examples})
    )
    return parameters


def _words(offered: Offered) -> str:
    label = offered.label if offered.label.endswith(".") else f"{offered.label}."
    return " ".join(filter(None, (label, offered.help)))


def _schema(offered: Offered, *, is_whole: bool) -> Part:
    """A parameter's values: all of them where they are few and always the same, else some as examples."""
    options = [option or "all" for option in offered.options]
    is_same_always = is_whole or set(options) <= {YES, NO} or offered.name == "kinds"
    if options and len(options) <= FEW and is_same_always:
        more = ["all"] if offered.is_many and "all" not in options else []
        return {"type": "string", "enum": [*options, *more]}
    if offered.name in ("from", "to"):
        return {"type": "string", "pattern": "^[0-9]{4}$", "examples": list(offered.default)}
    examples = [value for value in dict.fromkeys((*offered.default, *options[:5])) if value]
    return {"type": "string", **({"examples": examples} if examples else {})}


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


def _described(kind: registry.Kind, parameters: list[Part]) -> Part:
    made = _json(f"describe_{kind.name}", f"What may be asked of: {kind.shows}", "Chart")
    made["parameters"] = parameters
    made["responses"] |= errors(404)
    return made


def _file(kind: registry.Kind, parameters: list[Part]) -> Part:
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


def _embed(kind: registry.Kind, parameters: list[Part]) -> Part:
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
