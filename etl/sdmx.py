"""What an SDMX service says about its datasets: which version of a dataflow is the newest.

The answer is XML. It is read element by element with declarations of types and entities refused, so that
nothing in it can be expanded or fetched.
"""

from __future__ import annotations

import re
from typing import NoReturn
from xml.parsers import expat

from etl.collecting import Collecting
from etl.fetch import BLOCK

XML_TYPES = ("application/vnd.sdmx.structure+xml", "application/xml", "text/xml")
MOST_BYTES = 4 * BLOCK
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,2}")


def newest_version(desk: Collecting, address: str, dataflow: str) -> str:
    """The highest version that the service at ``address`` names for a dataflow, such as ``1.6``.

    Raises NotAsDescribed where the answer is not XML or names none, and what the visit raises.
    """
    body = desk.visit.body(address, types=XML_TYPES, most_bytes=MOST_BYTES)
    try:
        named = _versions(body, dataflow)
    except expat.ExpatError as error:
        desk.refuse(address, f"the answer is not sound XML ({error})")
    except _HasDeclarations:
        desk.refuse(address, "the answer declares a document type, which is not read for safety")
    if not named:
        desk.refuse(
            address, f"the answer names no version of the dataflow {dataflow}",
            f"Look for the dataset at {desk.live.page}; if its name has changed, put it on the card",
        )  # fmt: skip
    return max(named, key=lambda version: [int(part) for part in version.split(".")])


class _HasDeclarations(Exception):
    """A document type is declared; entities could be hidden there."""


def _versions(body: bytes, dataflow: str) -> list[str]:
    found: list[str] = []

    def refuse(*_: object) -> NoReturn:
        raise _HasDeclarations

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Dataflow" and attributes.get("id") == dataflow:
            version = attributes.get("version", "")
            if _VERSION.fullmatch(version):
                found.append(version)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.Parse(body, True)
    return found
