"""The sample addresses as cases, and every exhibit that one of them opens."""

from __future__ import annotations

import pytest

from mineaction.errors import NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.address import Opened, open_exhibit, own_choices
from mineaction.exhibits.data import OpenData
from tests.mineaction.exhibits.samples import SAMPLES, Address

CASES = [
    pytest.param(page, address, id="&".join([page, *(f"{k}={'+'.join(v)}" for k, v in address.items())]))
    for page, addresses in SAMPLES.items()
    for address in addresses
]


def own(name: str, address: Address) -> Address:
    """Of a page's address, what is for one of its exhibits."""
    return own_choices(registry.kind(name), address)


def opened_at(page: str, address: Address, data: OpenData) -> dict[str, Opened]:
    """Every exhibit that an address of a page asks for and that has something to show."""
    found = {}
    for kind in registry.KINDS:
        # Where the address leaves it to the page which part it shows, no part is asked for.
        if kind.page != page or any(address.get(name) != (value,) for name, value in kind.only_with):
            continue
        try:
            found[kind.name] = open_exhibit(kind.name, own(kind.name, address), data)
        except NothingToShow:
            continue
    return found
