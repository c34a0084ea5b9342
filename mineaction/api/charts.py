"""The charts, and tables of pages, by address: which there are, what each takes, and each as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, links, problems
from mineaction.api.answering import Values, Wanted
from mineaction.api.formats import DEFAULT_SCALE, DEFAULT_SIZE, SCALES, SIZE_NAMES, Format, formats_of
from mineaction.api.service import Service, consistent
from mineaction.api.workers import Made
from mineaction.errors import NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import Offered, Opened, open_exhibit
from mineaction.exhibits.taking import take_opened

SIZE, SCALE = "size", "scale"
FEW = 60
"""More options than this are counted in the list of charts, and named where one chart is asked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """How large a picture is: not part of what it shows."""

    size: str = DEFAULT_SIZE
    scale: int = DEFAULT_SCALE


async def listed(service: Service, request: Request) -> Response:
    """``/api/v1/charts``: every chart, with what may be asked of it where nothing else is chosen.

    Tables of pages, which draw nothing, are listed apart.
    """
    answering.choices(request)
    base = service.base(request)
    make = partial(_listed, service, base)
    wanted = Wanted("application/json", make, takes_choices=False)
    return await answering.answer(service, request, wanted)


async def one(service: Service, request: Request) -> Response:
    """``/api/v1/charts/<name>`` and ``/api/v1/charts/<name>.<format>``."""
    asked = answering.choices(request)
    told = request.path_params["name"]
    name, dot, ending = told.partition(".")
    if name not in registry.BY_NAME:
        raise problems.not_found(
            "There is no chart of that name.", [f"Known: {', '.join(registry.BY_NAME)}."]
        )
    base = service.base(request)
    next = f"{links.chart(base, name, '')} lists the names and values this chart takes."
    if not dot:
        make = partial(_described, service, name, asked, base)
        return await _answer(service, request, Wanted("application/json", make), next)
    known = formats_of(registry.BY_NAME[name])
    if ending not in known:
        raise problems.not_found("There is no such format.", [f"Known: {', '.join(known)}."], next)
    format = known[ending]
    look, asked = _look(asked, next)
    make = partial(_file, service, format, name, asked, look, base)
    return await _answer(
        service,
        request,
        Wanted(format.media_type, make, format.is_text, format.is_slow, format.cost),
        next,
    )


async def _answer(service: Service, request: Request, wanted: Wanted, next: str) -> Response:
    try:
        return await answering.answer(service, request, wanted)
    except Exception as error:
        if problem := problems.of_error(error, next):
            raise problem from error
        raise


def opened(service: Service, name: str, asked: Values) -> Opened:
    """A chart with the choices of an address, all of one data version."""
    found: Opened = consistent(service.data, lambda: open_exhibit(name, asked, service.data))
    return found


def _look(asked: Values, next: str) -> tuple[Look, Values]:
    """Size and scale, and the choices without them."""
    sizes, scales = asked.get(SIZE, (DEFAULT_SIZE,)), asked.get(SCALE, (str(DEFAULT_SCALE),))
    wrong = []
    if len(sizes) != 1 or sizes[0] not in SIZE_NAMES:
        wrong.append(f"Unknown {SIZE} “{', '.join(sizes)[:60]}”. Known: {', '.join(SIZE_NAMES)}.")
    if len(scales) != 1 or scales[0] not in map(str, SCALES):
        known = ", ".join(map(str, SCALES))
        wrong.append(f"Unknown {SCALE} “{', '.join(scales)[:60]}”. Known: {known}.")
    if wrong:
        raise problems.bad_request(wrong, next)
    return Look(sizes[0], int(scales[0])), {
        name: values for name, values in asked.items() if name not in (SIZE, SCALE)
    }


def _file(service: Service, format: Format, name: str, asked: Values, look: Look, base: str) -> Made:
    found = opened(service, name, asked)
    taken = take_opened(found, made_on=service.today(), base=base)
    body = format.make(taken, look.size, look.scale)
    shown = "inline" if format.ending in ("png", "svg", "pdf", "html", "json") else "attachment"
    file_name = f"{name}_{found.data_version}.{format.ending}"
    return Made(
        body,
        (
            ("Content-Disposition", f'{shown}; filename="{file_name}"'),
            ("Link", f'<{_plain(taken.address)}>; rel="alternate"'),
            ("Figure-Id", taken.figure_id),
        ),
    )


def _plain(address: str) -> str:
    """An address as a header can carry it; urlencode has left only such letters."""
    return address.encode("ascii", "ignore").decode()


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


def _told(service: Service, kind: registry.Kind, base: str) -> dict[str, object]:
    offered, title = _at_default(service, kind.name)
    parameters = [_parameter(each, most=FEW) for each in offered]
    return {**_about(kind, base), "title": title, "parameters": parameters}


def _at_default(service: Service, name: str) -> tuple[tuple[Offered, ...], str]:
    """What a chart offers at its default address, and its title there; names alone where it shows nothing."""
    try:
        found = opened(service, name, {})
    except NothingToShow:
        return tuple(Offered(each, each) for each in registry.BY_NAME[name].names), ""
    return found.offered, found.exhibit.answer.title


def _described(service: Service, name: str, asked: Values, base: str) -> Made:
    found = opened(service, name, asked)
    answer = found.exhibit.answer
    chosen: dict[str, list[str]] = {}
    for given, value in found.values:
        chosen.setdefault(given, []).append(value)
    said = {
        **_about(registry.BY_NAME[name], base, found.values),
        "title": answer.title,
        "sentence": answer.sentence,
        "unit": answer.unit,
        "prices": answer.price_basis,
        "years": answer.year_basis,
        "source": answer.source_line,
        "caveats": list(answer.caveats),
        "notices": list(found.notices),
        "chosen": chosen,
        "ways": [
            found.way,
            *(way for way in (found.exhibit.first, *found.exhibit.others) if way != found.way),
        ],
        "parameters": [_parameter(each) for each in found.offered],
        "page_url": found.address(base),
        "data_version": found.data_version,
    }
    return as_json(said)


def _about(kind: registry.Kind, base: str, values: Iterable[tuple[str, str]] = ()) -> dict[str, object]:
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


def as_json(said: object) -> Made:
    """An answer in JSON. Raises ValueError for a number that is none."""
    return Made(json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
