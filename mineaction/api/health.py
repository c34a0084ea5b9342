"""Whether the server is alive, and whether it has figures to show."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from mineaction.api import problems
from mineaction.api.answering import LOOK_SECONDS
from mineaction.api.charts import as_json
from mineaction.api.service import Service
from mineaction.api.workers import Made
from mineaction.errors import MineActionError

NO_STORE = {"Cache-Control": "no-store"}


async def alive(request: Request) -> Response:
    """``/healthz``: the server answers. It looks at nothing else."""
    return PlainTextResponse("ok", headers=NO_STORE)


async def ready(service: Service, request: Request) -> Response:
    """``/readyz``: 200 with the version of the data, or 503 with what mends it."""
    try:
        made = await service.looks.make("ready", partial(_ready, service), LOOK_SECONDS)
    except (MineActionError, TimeoutError) as error:
        problem = problems.of_error(error)
        assert problem is not None
        return JSONResponse(problem.as_json(), 503, headers={**NO_STORE, "Retry-After": "60"})
    return Response(made.body, media_type="application/json", headers=NO_STORE)


def _ready(service: Service) -> Made:
    build = service.build()
    return as_json(
        {
            "data_version": build.data_version,
            "schema_version": build.schema_version,
            "figures_as_of": build.figures_as_of,
        }
    )
