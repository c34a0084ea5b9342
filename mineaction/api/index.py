"""The start of all addresses: what there is, and where it is described."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from mineaction.api import answering, links
from mineaction.api.answering import Wanted
from mineaction.api.charts import as_json
from mineaction.api.service import Service
from mineaction.api.tables import MEDIA_TYPES, MOST_LIMIT
from mineaction.api.workers import Made
from mineaction.cited import APP
from mineaction.export.formats import FORMATS
from mineaction.queries.api.listings import LISTINGS
from mineaction.queries.api.tables import LICENCE


async def index(service: Service, request: Request) -> Response:
    """``/api/v1``."""
    answering.choices(request)
    make = partial(_index, service, service.base(request))
    wanted = Wanted("application/json", make, takes_choices=False)
    return await answering.answer(service, request, wanted)


def _index(service: Service, base: str) -> Made:
    build = service.build()
    return as_json(
        {
            "title": APP,
            "data_version": build.data_version,
            "figures_as_of": build.figures_as_of,
            "licence": LICENCE,
            "charts": f"{base}{links.CHARTS}",
            "formats": {ending: format.words for ending, format in FORMATS.items()},
            "embed": f"{base}{links.EMBED}/{{name}}",
            "tables": {
                listing.name: {
                    "holds": listing.says,
                    **{ending: links.table(base, listing.name, ending) for ending in MEDIA_TYPES},
                }
                for listing in LISTINGS
            },
            "most_rows_a_page": MOST_LIMIT,
            "pictures_a_minute": service.settings.pictures_per_minute or None,
            "description": f"{base}{links.API}/openapi.json",
            "help": f"{base}/use_the_data",
        }
    )
