"""The parts of the description that many addresses share: errors, headers, parameters, shapes of JSON."""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]

WORDS: dict[int, str] = {
    400: "The address has a name or value that is not known, or not used. Each is named.",
    404: "There is nothing of that name, or no figure for these choices.",
    405: "Only GET and HEAD are answered.",
    414: "The address is too long.",
    429: "Too many new files in a short time; Retry-After says when to come back.",
    503: "It cannot be had now: no data, no browser, or too many wait. What mends it is named.",
    504: "Making the file took too long; it goes on being made.",
}
TEXT, NUMBER, LIST = {"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}


def reference(name: str) -> Part:
    """A shape of ``COMPONENTS`` by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def query(name: str, words: str, schema: Part, is_many: bool = False) -> Part:
    """A parameter of the address; with ``is_many`` it may stand several times."""
    whole = {"type": "array", "items": schema, "minItems": 1} if is_many else schema
    return {"name": name, "in": "query", "required": False, "description": words, "schema": whole}


def errors(*statuses: int) -> Part:
    """What can go wrong, by status."""
    body = {"application/json": {"schema": reference("Error")}}
    retry = {"Retry-After": {"description": "Seconds.", "schema": NUMBER}}
    return {
        str(status): {
            "description": WORDS[status],
            "content": body,
            **({"headers": retry} if status in (429, 503, 504) else {}),
        }
        for status in statuses
    }


def not_modified() -> Part:
    """What the client has is still good."""
    return {"304": {"description": "What was had with this ETag is still good (If-None-Match)."}}


def shape(properties: Part, *, optional: tuple[str, ...] = ()) -> Part:
    """An object with these members."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


ANSWER_HEADERS: Part = {
    "ETag": {"description": "Changes with data, program, day and address.", "schema": TEXT},
    "Data-Version": {"description": "The version of the data.", "schema": TEXT},
}
PAGE_HEADERS: Part = {
    **ANSWER_HEADERS,
    "Total-Count": {"description": "Rows the filters leave in all.", "schema": NUMBER},
    "Link": {"description": 'The next page, as <address>; rel="next".', "schema": TEXT},
}
_CHART: Part = {
    "name": TEXT,
    "shows": TEXT,
    "page": TEXT,
    "page_url": TEXT,
    "description_url": TEXT,
    "embed_url": TEXT,
    "formats": {"type": "object", "additionalProperties": TEXT},
    "title": TEXT,
    "parameters": {"type": "array", "items": reference("Parameter")},
}
_OF_WHAT_IS_SHOWN = tuple(
    "title sentence unit prices years source caveats notices chosen ways".split()  # where there is something
)
_TABLE: Part = {name: said for name, said in _CHART.items() if name != "embed_url"}
COMPONENTS: Part = {
    "schemas": {
        "Error": shape(
            {
                "error": shape(
                    {
                        "what": {**TEXT, "description": "What went wrong."},
                        "problems": {
                            **LIST,
                            "description": "Each name or value that is not known, or not used.",
                        },
                        "next": {**TEXT, "description": "What to do."},
                    }
                )
            }
        )
        | {
            "examples": [
                {
                    "error": {
                        "what": "The address asks for something that is not known, or not used, here.",
                        "problems": ["limit takes a whole number from 1 to 1,000, not “0”."],
                        "next": "/api/v1/openapi.json describes what each table takes.",
                    }
                }
            ]
        },
        "Build": shape({"data_version": TEXT, "schema_version": NUMBER, "figures_as_of": TEXT}),
        "Index": shape(
            {
                "title": TEXT,
                "data_version": TEXT,
                "figures_as_of": TEXT,
                "licence": TEXT,
                "charts": TEXT,
                "formats": {"type": "object", "additionalProperties": TEXT},
                "embed": TEXT,
                "tables": {"type": "object"},
                "description": TEXT,
                "help": TEXT,
            }
        ),
        "Described": shape({"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}}),
        "Parameter": shape(
            {
                "name": TEXT,
                "label": TEXT,
                "help": TEXT,
                "many": {"type": "boolean", "description": "Whether it may stand several times."},
                "default": LIST,
                "option_count": NUMBER,
                "options": LIST,
                "taken_with": {
                    "type": "array",
                    "description": "With which other choices it is taken: each way, names with values.",
                    "items": {"type": "object", "additionalProperties": LIST},
                },
            },
            optional=("option_count", "options", "taken_with"),
        ),
        "Charts": shape(
            {
                "data_version": TEXT,
                "figures_as_of": TEXT,
                "charts": {"type": "array", "items": shape(_CHART)},
                "tables": {"type": "array", "items": shape(_TABLE)},
            }
        ),
        "Chart": shape(
            {
                **_CHART,
                "sentence": {**TEXT, "description": "The answer in a sentence, bounds kept."},
                "unit": TEXT,
                "prices": TEXT,
                "years": TEXT,
                "source": TEXT,
                "caveats": LIST,
                "notices": LIST,
                "chosen": {"type": "object", "additionalProperties": LIST},
                "ways": LIST,
                "data_version": TEXT,
                "nothing_to_show": {**TEXT, "description": "Why these choices leave nothing to show."},
                "parameters_with_other_choices": {"type": "array", "items": reference("Parameter")},
            },
            optional=("embed_url", "nothing_to_show", *_OF_WHAT_IS_SHOWN),
        ),
        "Rows": {"type": "object", "description": "The rows, and title, unit, source and caveats."},
    }
}
