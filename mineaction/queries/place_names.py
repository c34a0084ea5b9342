"""Which words mean the same country, donor or place: names in any spelling, and ISO codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from mineaction.queries.asking import rows
from mineaction.queries.search.folding import fold

NAMED = ("recipient", "donor", "by", "actor", "state")
"""The names of an address whose values are names of somebody or some place."""

EVERYDAY_NAMES: dict[str, tuple[str, ...]] = {
    "CIV": ("Ivory Coast",),
    "CPV": ("Cape Verde",),
    "GBR": ("UK", "Great Britain", "England"),
    "KOR": ("South Korea",),
    "NLD": ("Holland",),
    "PRK": ("North Korea",),
    "TLS": ("East Timor",),
    "USA": ("US", "America"),
    "VAT": ("Vatican",),
}
"""Names people type and no document at hand prints; names as printed are in ``country_alias``."""


@dataclass(frozen=True, slots=True)
class Called:
    """What one country or area is called: its names, the short one used here first, and its ISO codes."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


def countries(connection: Connection) -> dict[str, Called]:
    """Every country and area by its code of three letters, with all its names: full, printed, everyday."""
    names: dict[str, list[str]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for row in rows(connection, "SELECT iso3, iso2, name, short_name FROM country"):
        names[row["iso3"]] = [row["short_name"], row["name"]]
        codes[row["iso3"]] = tuple(code for code in (row["iso3"], row["iso2"]) if code)
    for row in rows(connection, "SELECT iso3, name FROM country_alias ORDER BY name"):
        names[row["iso3"]].append(row["name"])
    for iso3, everyday in EVERYDAY_NAMES.items():
        if iso3 in names:
            names[iso3] += everyday
    return {iso3: Called(tuple(dict.fromkeys(held)), codes[iso3]) for iso3, held in names.items()}


def codes(connection: Connection) -> dict[str, str]:
    """Every name (see ``countries``) and every ISO code, folded, with the country's code of three letters.

    What could mean two countries is left out.
    """
    found: dict[str, set[str]] = {}
    for iso3, called in countries(connection).items():
        for word in (*called.names, *called.codes):
            found.setdefault(fold(word), set()).add(iso3)
    return {form: "".join(held) for form, held in found.items() if len(held) == 1}


def among(words: str, options: Iterable[str], known: Mapping[str, str]) -> str:
    """The one option that the words mean; empty where none does, or more than one.

    Case, accents and apostrophes make no difference; ``known`` (see ``codes``) adds other names and codes.
    Nothing is matched by likeness.
    """
    form, offered = fold(words), tuple(options)
    if not form:
        return ""
    alike = [option for option in offered if fold(option) == form]
    if not alike and form in known:
        alike = [option for option in offered if known.get(fold(option)) == known[form]]
    return alike[0] if len(alike) == 1 else ""
