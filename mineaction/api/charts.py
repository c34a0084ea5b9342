"""The charts, and tables of pages, by address: each as a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, links, problems
from mineaction.api.answering import Values, Wanted
from mineaction.api.service import Service, consistent
from mineaction.api.workers import Made
from mineaction.errors import BadAddress
from mineaction.exhibits import registry
from mineaction.exhibits.address import Opened, open_exhibit
from mineaction.exhibits.app_link import LOOK, ROWS, SCALE, SIZE
from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.kind import Kind
from mineaction.exhibits.taking import changes, take_opened, telling
from mineaction.export.formats import (
    DEFAULT_ROWS,
    DEFAULT_SCALE,
    DEFAULT_SIZE,
    FORMATS,
    SCALES,
    SIZE_NAMES,
    Format,
    formats_of,
)
from mineaction.export.formats import ROWS as ROWS_NAMES

NOTICE = "Notice"
"""The header that has what a reader has to know of the address: that its figure has changed, for one."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is written: how large a picture is, which rows a CSV holds. No part of what it shows."""

    size: str = DEFAULT_SIZE
    scale: int = DEFAULT_SCALE
    rows: str = DEFAULT_ROWS


async def one(service: Service, request: Request, name: str, ending: str) -> Response:
    """``/api/v1/charts/<name>.<format>``."""
    asked = answering.choices(request)
    kind, base = registry.BY_NAME[name], service.base(request)
    known = formats_of(kind)
    if ending not in known:
        said = no_table(kind) if ending in FORMATS else f"Known: {', '.join(known)}."
        raise problems.not_found("There is no such format.", [said], where_to_look(base, name))
    format = known[ending]
    look, asked = _look(asked, where_to_look(base, name))
    make = partial(_file, service, format, name, asked, look, base)
    wanted = Wanted(format.media_type, make, format.is_text, format.is_slow, format.cost)
    return await answered(service, request, wanted, name)


def no_table(kind: Kind) -> str:
    """That a table of a page draws nothing, and what it can be had as."""
    return f"{kind.name} is a table: {', '.join(formats_of(kind))}; it has no picture and no embed view."


def where_to_look(base: str, name: str, usable: links.Pairs = ()) -> str:
    """What to do next: the address that lists what a chart takes, once ``usable`` choices are made."""
    return f"{links.chart(base, name, '', usable)} lists all names and values this chart takes."


async def answered(service: Service, request: Request, wanted: Wanted, name: str) -> Response:
    """The answer, or what is wrong with the address of a chart and where all that it takes is listed."""
    try:
        return await answering.answer(service, request, wanted)
    except Exception as error:
        usable = error.usable if isinstance(error, BadAddress) else ()
        if problem := problems.of_error(error, where_to_look(service.base(request), name, usable)):
            raise problem from error
        raise


def opened(service: Service, name: str, asked: Values) -> Opened:
    """A chart with the choices of an address, all of one data version."""
    found: Opened = consistent(service.data, lambda: open_exhibit(name, asked, service.data))
    return found


KNOWN_LOOKS = {SIZE: SIZE_NAMES, SCALE: tuple(map(str, SCALES)), ROWS: ROWS_NAMES}
USUAL_LOOK = {SIZE: DEFAULT_SIZE, SCALE: str(DEFAULT_SCALE), ROWS: DEFAULT_ROWS}


def _look(asked: Values, next: str) -> tuple[Look, Values]:
    """How the file is to be written, and the choices without that."""
    wanted = {name: asked.get(name, (USUAL_LOOK[name],)) for name in LOOK}
    wrong = [
        f"Unknown {name} “{', '.join(values)[:60]}”. Known: {', '.join(KNOWN_LOOKS[name])}."
        for name, values in wanted.items()
        if len(values) != 1 or values[0] not in KNOWN_LOOKS[name]
    ]
    if wrong:
        raise problems.bad_request(wrong, next)
    size, scale, rows = (wanted[name][0] for name in LOOK)
    return Look(size, int(scale), rows), {name: given for name, given in asked.items() if name not in LOOK}


def taken_of(service: Service, name: str, asked: Values, base: str) -> tuple[Opened, Taken, tuple[str, ...]]:
    """A chart ready to leave, and what its reader has to know of the address; files have that as well."""
    found = opened(service, name, asked)
    taken = take_opened(found, made_on=service.today(), base=base)
    changed = changes(found, taken.figure_id)
    notices = (*([changed] if changed else []), *found.notices)
    return found, telling(taken, notices), notices


def _file(service: Service, format: Format, name: str, asked: Values, look: Look, base: str) -> Made:
    found, taken, notices = taken_of(service, name, asked, base)
    body = format.make(taken, look.size, look.scale, look.rows)
    shown = "inline" if format.ending in ("png", "svg", "pdf", "html", "json") else "attachment"
    kind = f"_{look.rows}" if format.has_rows and look.rows != DEFAULT_ROWS else ""
    file_name = f"{name}{kind}_{found.data_version}.{format.ending}"
    return Made(
        body,
        (
            ("Content-Disposition", f'{shown}; filename="{file_name}"'),
            ("Link", f'<{_plain(taken.address)}>; rel="alternate"'),
            ("Figure-Id", taken.figure_id),
            *([(NOTICE, _plain(" ".join(notices)))] if notices else []),
        ),
    )


def _plain(words: str) -> str:
    """Words as a header can carry them; of an address urlencode has left only such letters."""
    return " ".join(words.encode("ascii", "ignore").decode().split())


def as_json(said: object) -> Made:
    """An answer in JSON. Raises ValueError for a number that is none."""
    return Made(json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
