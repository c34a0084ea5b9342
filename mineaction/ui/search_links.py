"""Where the entries of the search lead: a page, and the choices of its address."""

from __future__ import annotations

from mineaction.queries.search.find import Entry, Kind
from mineaction.ui.navigation import PAGES

Link = tuple[str, dict[str, str]]

_ONE_DONOR = "lm_donor"
"""The series of the funding page that show one donor at a time."""


def link_of(entry: Entry) -> Link | None:
    """The page an entry opens and what it asks for there; None where there is nothing to open."""
    link = _link(entry)
    return link if link and link[0] in PAGES else None


def _link(entry: Entry) -> Link | None:
    facts = entry.facts
    if entry.kind is Kind.PLACE:
        choices = {"recipient": facts["name"]}
        if "series" in facts:
            choices["series"] = facts["series"]
        return (facts["page"], choices) if facts["page"] else None
    if entry.kind is Kind.DONOR:
        if "donors" in PAGES:
            return "donors", {"donor": facts["name"]}
        return "funding_over_time", {"series": _ONE_DONOR, "donor": facts["name"]}
    if entry.kind is Kind.EVENT:
        return "policy", {"show": "timeline", "only": facts["key"]}
    if entry.kind is Kind.POLICY:
        return "policy", {"show": "promises"}
    if entry.kind is Kind.CLAIM:
        choices = {"metric": facts["metric"], "scope": facts["scope"], "by": facts["by"]}
        place = facts["place"]
        return "claims", choices | ({"places": "yes", "recipient": place} if place else {"places": "no"})
    if entry.kind is Kind.TERM:
        return "glossary", {"q": facts["name"]}
    # Figures and documents say themselves where they stand, and what is asked for there.
    return facts["page"], {name: value for name, value in facts.items() if name in _ASKED}


# The names of an address among the facts of an entry.
_ASKED = ("series", "topic", "by", "places", "only", "show")
