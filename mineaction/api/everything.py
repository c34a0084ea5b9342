"""All tables as one file, by address: the data package that the Data page gives."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering
from mineaction.api.answering import Wanted
from mineaction.api.service import Service
from mineaction.api.workers import Made
from mineaction.export import data_package
from mineaction.schema import Base

MEDIA_TYPE = "application/zip"


async def serve(service: Service, request: Request) -> Response:
    """``/api/v1/everything.zip``."""
    answering.choices(request)
    wanted = Wanted(MEDIA_TYPE, partial(_made, service), is_text=False, is_slow=True, takes_choices=False)
    return await answering.answer(service, request, wanted)


def _made(service: Service) -> Made:
    body = service.data.once(data_package.to_zip, Base.metadata)
    name = f"{data_package.NAME}_{service.data.version}.zip"
    return Made(body, (("Content-Disposition", f'attachment; filename="{name}"'),))
