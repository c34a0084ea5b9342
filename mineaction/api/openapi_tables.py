"""The description of the tables: their filters, and a shape for their rows."""

from __future__ import annotations

from mineaction.api import links
from mineaction.api.everything import MEDIA_TYPE
from mineaction.api.openapi_parts import (
    ANSWER_HEADERS,
    LIST,
    NUMBER,
    PAGE_HEADERS,
    TEXT,
    Part,
    errors,
    not_modified,
    query,
    shape,
)
from mineaction.api.service import Service
from mineaction.api.tables import (
    DEFAULT_LIMIT,
    LIMIT,
    MEDIA_TYPES,
    MOST_LIMIT,
    MOST_OFFSET,
    OFFSET,
    names_of_words,
)
from mineaction.export.data_package import schema as table_schema
from mineaction.queries.api import tables as api_tables
from mineaction.queries.api.filters import MOST_LETTERS, Filter, Kind
from mineaction.queries.api.listings import LISTINGS, Listing

FEW = 60
PAGING = (
    query(
        LIMIT,
        "Rows a page.",
        {"type": "integer", "minimum": 1, "maximum": MOST_LIMIT, "default": DEFAULT_LIMIT},
    ),
    query(
        OFFSET, "Rows to pass over.", {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}
    ),
)
TYPES = {"integer": "integer", "number": "number", "string": "string"}


def paths_of_tables(service: Service) -> Part:
    """One path for each table and form."""
    paths: Part = {}
    for listing in LISTINGS:
        known = service.data.once(api_tables.known_values, listing.name)
        parameters = [_parameter(filter, known.get(filter.name, ())) for filter in listing.filters]
        for ending, media_type in MEDIA_TYPES.items():
            body: Part = _envelope(listing) if ending == "json" else {"type": "string"}
            paths[f"{links.API}/{listing.name}.{ending}"] = {
                "get": {
                    "operationId": f"{listing.name}_{ending}",
                    "summary": f"{listing.title}, as {ending.upper()}",
                    "description": f"{listing.says} In order of the table's key. {' '.join(listing.caveats)}",
                    "parameters": [*parameters, *PAGING],
                    "responses": {
                        "200": {
                            "description": "One page of rows.",
                            "headers": PAGE_HEADERS,
                            "content": {media_type: {"schema": body}},
                        },
                        **not_modified(),
                        **errors(400, 404, 405, 414, 429, 503, 504),
                    },
                }
            }
        paths[f"{links.API}/{listing.name}/{{filter}}.json"] = {"get": _values(listing)}
    paths[links.EVERYTHING] = {"get": _everything()}
    return paths


def _everything() -> Part:
    return {
        "operationId": "everything",
        "summary": "All tables as one zip: a data package with a CSV file for each",
        "responses": {
            "200": {
                "description": "The zip.",
                "headers": ANSWER_HEADERS,
                "content": {MEDIA_TYPE: {"schema": {**TEXT, "format": "binary"}}},
            },
            **not_modified(),
            **errors(400, 405, 414, 429, 503, 504),
        },
    }


def _values(listing: Listing) -> Part:
    """All values of one filter."""
    filter = {
        "name": "filter",
        "in": "path",
        "required": True,
        "description": "The filter.",
        "schema": {**TEXT, "enum": list(names_of_words(listing.name))},
    }
    body = {"table": TEXT, "filter": TEXT, "data_version": TEXT, "count": NUMBER, "values": LIST}
    return {
        "operationId": f"{listing.name}_values",
        "summary": f"Every value that a filter of {listing.name} takes",
        "parameters": [filter],
        "responses": {
            "200": {
                "description": "The values.",
                "headers": ANSWER_HEADERS,
                "content": {"application/json": {"schema": shape(body)}},
            },
            **not_modified(),
            **errors(400, 404, 405, 414, 429, 503, 504),
        },
    }


def _parameter(filter: Filter, known: tuple[str, ...]) -> Part:
    example = {"examples": [filter.example]} if filter.example else {}
    if filter.kind is Kind.WORD:
        whole = {"enum": list(known)} if known and len(known) <= FEW else {"minLength": 1}
        return query(filter.name, f"{filter.help} Several: any of them.", {**TEXT, **whole, **example}, True)
    if filter.kind is Kind.WORDS:
        return query(filter.name, filter.help, {**TEXT, "maxLength": MOST_LETTERS, **example})
    return query(filter.name, filter.help, {**TEXT, "pattern": f"^({filter.pattern})$", **example})


def _envelope(listing: Listing) -> Part:
    return shape(
        {
            "table": {**TEXT, "const": listing.name},
            "title": TEXT,
            "unit": TEXT,
            "prices": TEXT,
            "years": TEXT,
            "source": TEXT,
            "caveats": LIST,
            "licence": TEXT,
            "data_version": TEXT,
            "figures_as_of": TEXT,
            "chosen": {"type": "object", "additionalProperties": LIST},
            "total": NUMBER,
            "limit": NUMBER,
            "offset": NUMBER,
            "count": NUMBER,
            "here": TEXT,
            "next": {"type": ["string", "null"], "description": "The next page; null after the last."},
            "rows": {"type": "array", "items": _row(listing)},
        }
    )


def _row(listing: Listing) -> Part:
    """One row, its columns as in the data dictionary."""
    nullable = {column.name for column in listing.table.columns if column.nullable}
    properties: Part = {}
    for field in table_schema(listing.table)["fields"]:
        kind = TYPES[field["type"]]
        properties[field["name"]] = {
            "type": [kind, "null"] if field["name"] in nullable else kind,
            "description": field["description"],
        }
    for name in api_tables.columns_of(listing)[len(properties) :]:
        properties[name] = TEXT
    return shape(properties)
