"""What is said of the charts, and tables of pages: which there are, and which choices each takes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, charts, links, problems
from mineaction.api.answering import Values, Wanted
from mineaction.api.charts import as_json
from mineaction.api.service import Service
from mineaction.api.workers import Made
from mineaction.errors import NothingToShow
from mineaction.exhibits import needs, registry
from mineaction.exhibits.address import Opened
from mineaction.exhibits.address_chooser import Offered
from mineaction.exhibits.kind import Kind
from mineaction.exhibits.needs import Taken
from mineaction.exhibits.taking import changes, take_opened
from mineaction.export.formats import formats_of

FEW = 60
"""More options than this are counted in the list of charts, and named where one chart is asked for."""


async def listed(service: Service, request: Request) -> Response:
    """``/api/v1/charts``: every chart, with what may be asked of it where nothing else is chosen.

    Tables of pages, which draw nothing, are listed apart.
    """
    answering.choices(request)
    make = partial(_listed, service, service.base(request))
    wanted = Wanted("application/json", make, takes_choices=False)
    return await answering.answer(service, request, wanted)


async def one(service: Service, request: Request) -> Response:
    """``/api/v1/charts/<name>``, and with an ending its file."""
    asked = answering.choices(request)
    name, dot, ending = request.path_params["name"].partition(".")
    if name not in registry.BY_NAME:
        raise problems.not_found(
            "There is no chart of that name.", [f"Known: {', '.join(registry.BY_NAME)}."]
        )
    if dot:
        return await charts.one(service, request, name, ending)
    make = partial(_described, service, name, asked, service.base(request))
    return await charts.answered(service, request, Wanted("application/json", make), name)


def _listed(service: Service, base: str) -> Made:
    build = service.build()
    return as_json(
        {
            "data_version": build.data_version,
            "figures_as_of": build.figures_as_of,
            "charts": [_told(service, kind, base) for kind in registry.FIGURES],
            "tables": [_told(service, kind, base) for kind in registry.TABLES],
        }
    )


def _told(service: Service, kind: Kind, base: str) -> dict[str, object]:
    offered, title = _at_default(service, kind)
    parameters = [_parameter(each, most=FEW) for each in offered]
    return {**_about(kind, base), "title": title, "parameters": parameters}


def _at_default(service: Service, kind: Kind) -> tuple[tuple[Offered, ...], str]:
    """What a chart offers at its default address, and its title there, empty where it shows nothing."""
    try:
        found = charts.opened(service, kind.name, {})
    except NothingToShow:
        offered = needs.offers(kind, {}, service.data.ask)
        return tuple(offered.values()) or tuple(Offered(each, each) for each in kind.names), ""
    return found.offered, found.exhibit.answer.title


def _described(service: Service, name: str, asked: Values, base: str) -> Made:
    """What a chart shows with these choices, or that it shows nothing, and what it takes then."""
    kind, ask = registry.BY_NAME[name], service.data.ask
    found: Opened | None = None
    try:
        found = charts.opened(service, name, asked)
        offered = {each.name: each for each in found.offered}
        shown = _shown(service, found, base)
    except NothingToShow as error:
        offered = needs.offers(kind, {each: asked[each] for each in asked if each in kind.names}, ask)
        shown = {"nothing_to_show": str(error), "data_version": service.data.version}
    more = {each: taken for each, taken in needs.survey(kind, ask).items() if each not in offered}
    return as_json(
        {
            **_about(kind, base, found.values if found else ()),
            **shown,
            "parameters": [_parameter(each) for each in offered.values()],
            "parameters_with_other_choices": [_further(taken) for taken in more.values()],
        }
    )


def _shown(service: Service, found: Opened, base: str) -> dict[str, object]:
    answer = found.exhibit.answer
    chosen: dict[str, list[str]] = {}
    for given, value in found.values:
        chosen.setdefault(given, []).append(value)
    taken = take_opened(found, made_on=service.today(), base=base)
    changed = changes(found, taken.figure_id)
    return {
        "title": answer.title,
        "sentence": answer.sentence,
        "unit": answer.unit,
        "prices": answer.price_basis,
        "years": answer.year_basis,
        "source": answer.source_line,
        "caveats": list(answer.caveats),
        "notices": [*([changed] if changed else []), *found.notices],
        "chosen": chosen,
        "ways": list(dict.fromkeys((found.way, found.exhibit.first, *found.exhibit.others))),
        "page_url": found.address(base),
        "data_version": found.data_version,
    }


def _about(kind: Kind, base: str, values: Iterable[tuple[str, str]] = ()) -> dict[str, object]:
    pairs = list(values)
    # What draws nothing has nothing to show inside another page.
    embedded = {} if kind.is_table else {"embed_url": links.embed(base, kind.name, pairs)}
    return {
        "name": kind.name,
        "shows": kind.shows,
        "page": kind.page,
        "page_url": f"{base}/{kind.page}",
        "description_url": links.chart(base, kind.name, ""),
        **embedded,
        "formats": {ending: links.chart(base, kind.name, ending, pairs) for ending in formats_of(kind)},
    }


def _parameter(offered: Offered, most: int | None = None) -> dict[str, object]:
    said: dict[str, object] = {
        "name": offered.name,
        "label": offered.label,
        "help": offered.help,
        "many": offered.is_many,
        "default": list(offered.default),
    }
    if offered.options:
        said["option_count"] = len(offered.options)
        if most is None or len(offered.options) <= most:
            said["options"] = list(offered.options)
    return said


def _further(taken: Taken) -> dict[str, object]:
    """A name that is taken after other choices: which ones, each way with the values that will do."""
    with_choices = [{one.name: list(values) for one, values in need.choices} for need in taken.needs]
    return {**_parameter(taken.offered), "taken_with": with_choices}
