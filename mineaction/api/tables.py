"""The tables by address: one page of rows, as JSON or CSV, with what has to be said of them."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, links, problems
from mineaction.api.answering import Values, Wanted
from mineaction.api.charts import as_json
from mineaction.api.service import Service, consistent
from mineaction.api.workers import Made
from mineaction.exhibits.wishes import VERSION
from mineaction.export.csv import to_csv
from mineaction.queries.api import tables as api_tables
from mineaction.queries.api.filters import Kind
from mineaction.queries.api.listings import BY_NAME
from mineaction.queries.api.tables import LICENCE, Listed, Page

LIMIT, OFFSET = "limit", "offset"
DEFAULT_LIMIT, MOST_LIMIT = 100, 1_000
MOST_OFFSET = 100_000_000
MEDIA_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


async def one(service: Service, request: Request) -> Response:
    """``/api/v1/<table>.<json|csv>``."""
    asked = answering.choices(request)
    told = request.path_params["told"]
    name, _, ending = told.partition(".")
    if name not in BY_NAME or ending not in MEDIA_TYPES:
        known = ", ".join(f"{name}.{ending}" for name in BY_NAME for ending in MEDIA_TYPES)
        raise problems.not_found("There is nothing at this address.", [f"Tables: {known}."])
    wanted = page_of(name, asked)
    make = partial(_page, service, wanted, ending, service.base(request))
    return await _answer(service, request, Wanted(MEDIA_TYPES[ending], make))


async def values(service: Service, request: Request) -> Response:
    """``/api/v1/<table>/<filter>.json``: every value that one filter takes."""
    answering.choices(request)
    name, told = request.path_params["table"], request.path_params["filter"]
    filters = [f"{one}.json" for one in names_of_words(name)]
    if told not in filters:
        known = [links.table_values("", name, one) for name in BY_NAME for one in names_of_words(name)]
        raise problems.not_found(
            "There is nothing at this address.", [f"Lists of values: {', '.join(known)}."]
        )
    make = partial(_values, service, name, told.removesuffix(".json"))
    return await _answer(service, request, Wanted(MEDIA_TYPES["json"], make, takes_choices=False))


def names_of_words(table: str) -> tuple[str, ...]:
    """The filters of a table that take one of the values there are; none where there is no such table."""
    listing = BY_NAME.get(table)
    return tuple(filter.name for filter in listing.filters if filter.kind is Kind.WORD) if listing else ()


async def _answer(service: Service, request: Request, wanted: Wanted) -> Response:
    try:
        return await answering.answer(service, request, wanted)
    except Exception as error:
        next = f"{service.base(request)}{links.API}/openapi.json describes what each table takes."
        if problem := problems.of_error(error, next):
            raise problem from error
        raise


def page_of(name: str, asked: Values) -> Page:
    """The page an address asks for. Raises a Problem for a limit or an offset that is none."""
    wrong: list[str] = []
    limit = _number(asked, LIMIT, DEFAULT_LIMIT, 1, MOST_LIMIT, wrong)
    offset = _number(asked, OFFSET, 0, 0, MOST_OFFSET, wrong)
    if wrong:
        raise problems.bad_request(wrong)
    chosen = tuple(
        (name, tuple(dict.fromkeys(values)))
        for name, values in asked.items()
        if name not in (LIMIT, OFFSET, VERSION)
    )
    return Page(name, chosen, limit, offset)


def _number(asked: Values, name: str, default: int, least: int, most: int, wrong: list[str]) -> int:
    told = asked.get(name, (str(default),))
    value = told[0] if len(told) == 1 else ""
    if value.isascii() and value.isdigit() and len(value) < 12 and least <= int(value) <= most:
        return int(value)
    wrong.append(f"{name} takes a whole number from {least} to {most:,}, not “{', '.join(told)[:60]}”.")
    return default


def _page(service: Service, asked: Page, ending: str, base: str) -> Made:
    values_at = links.table_values(base, asked.listing)
    listed: Listed = consistent(service.data, lambda: service.data.once(api_tables.page, asked, values_at))
    asked = listed.asked
    here = links.table(base, asked.listing, ending, _pairs(asked, asked.offset))
    after = asked.offset + len(listed.table.rows)
    has_more = after < listed.total and not listed.table.rows.empty
    next = links.table(base, asked.listing, ending, _pairs(asked, after)) if has_more else None
    headers = [("Total-Count", str(listed.total))]
    if next:
        headers.append(("Link", f'<{next}>; rel="next"'))
    file_name = f"{asked.listing}_{listed.table.data_version}_from_{asked.offset}.{ending}"
    if ending == "csv":
        headers.append(("Content-Disposition", f'attachment; filename="{file_name}"'))
        return Made(to_csv(listed.table, made_on=service.today(), address=here), tuple(headers))
    return Made(as_json(_said(service, listed, here, next)).body, tuple(headers))


def _values(service: Service, name: str, filter: str) -> Made:
    known = service.data.once(api_tables.known_values, name)[filter]
    return as_json(
        {
            "table": name,
            "filter": filter,
            "data_version": service.data.version,
            "count": len(known),
            "values": list(known),
        }
    )


def _said(service: Service, listed: Listed, here: str, next: str | None) -> dict[str, object]:
    table, asked = listed.table, listed.asked
    return {
        "table": asked.listing,
        "title": table.title,
        "unit": table.unit,
        "prices": table.price_basis,
        "years": table.year_basis,
        "source": table.source_line,
        "caveats": [caveat for caveat in table.caveats if caveat != LICENCE],
        "licence": LICENCE,
        "data_version": table.data_version,
        "figures_as_of": service.build().figures_as_of,
        "chosen": {name: list(values) for name, values in asked.chosen},
        "total": listed.total,
        "limit": asked.limit,
        "offset": asked.offset,
        "count": len(table.rows),
        "here": here,
        "next": next,
        "rows": table.rows.to_dict("records"),
    }


def _pairs(asked: Page, offset: int) -> list[tuple[str, str]]:
    chosen = [(name, value) for name, values in asked.chosen for value in values]
    return [*chosen, (LIMIT, str(asked.limit)), (OFFSET, str(offset))]
