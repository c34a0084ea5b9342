"""The built database as exhibits ask it, once for all tests of packs; and one pack opened from it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.exhibits.address import open_exhibit
from mineaction.exhibits.data import OpenData
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.exhibits.taking import take_opened
from mineaction.export.native.forms import native_parts
from mineaction.export.native.parts import NativeChart
from mineaction.export.pack.briefing import Briefing, Item
from mineaction.export.pack.opened import Pack, open_pack

MADE_ON = date(2026, 4, 5)
BASE = "http://127.0.0.1:8501"
ODD = "<script>alert(1)</script> & “odd”"


@cache
def data_of(database: Path) -> OpenData:
    """The database, opened once."""
    return OpenData(open_for_reading(URL.create("sqlite", database=str(database))))


def taken_of(database: Path, name: str, **asked: str) -> Taken:
    """A figure on its way out."""
    opened = open_exhibit(name, {key: [value] for key, value in asked.items()}, data_of(database))
    return take_opened(opened, made_on=MADE_ON, base=BASE)


BRIEFING = Briefing(
    "Two figures & more",
    (
        Item("funding_over_time", (("series", "us_cwd"),), note=ODD, data_version="an older one"),
        Item("claim_ladder", title=ODD),
        Item("country_series", (("recipient", "Atlantis"),)),
        Item("no_such_figure", title="Gone"),
        Item("country_accounts", (("recipient", "Iraq"),)),
    ),
)


@cache
def pack_of(database: Path) -> Pack:
    """A pack of three figures, two of whose items cannot be opened."""
    return open_pack(BRIEFING, data_of(database), made_on=MADE_ON, base=BASE)


def native_charts(exhibit: Exhibit) -> tuple[NativeChart, ...]:
    """The charts among an exhibit's native parts."""
    return tuple(part for part in native_parts(exhibit) if isinstance(part, NativeChart))
