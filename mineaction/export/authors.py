"""Who wrote a document, and where it stands, as far as its publisher in the bibliography tells.

The bibliography names whoever published a document in its own words, remarks among them: "U.S. Department of
State (2009-2017 archive)". Styles of citing want the author alone. The rules, in this order:

1. What stands in brackets at the end is a remark, and so is "via …", "copied by …" or "on issuu".
2. In "X copy of a Y text", Y is the author and "X copy" the remark; the same with "repost".
3. Names that are parted by " / " are joint authors.
4. A part between commas that ends in a number is the issue of a periodical the document stands in.
5. The address of a site, or a mirror, is where it stands; who wrote it is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mineaction.cited import Citation

_REMARKED = re.compile(
    r"(?P<name>.+?)(?: \((?P<bracketed>.+)\)|,? (?P<obtained>(?:via|copied by) .+|on issuu))"
)
_COPIED = re.compile(r"(?P<remark>.+ (?:copy|repost)) of (?:a )?(?P<name>.+) text")
_ISSUE = re.compile(r".+ \d[\d.]*")
_SITE = re.compile(r"\S+\.[A-Za-z]{2,}|.+ mirror")
_STATE = "U.S. Department of State"
IN_FULL = {
    "State": _STATE,
    "State Department": _STATE,
    "State Department PM": f"{_STATE}, PM Bureau",
    "State/CISR": f"{_STATE} / CISR",
}
"""Names that the bibliography writes in a short form too, and how else it writes them."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, whose name styles of citing turn round."""

    given: str
    family: str

    @property
    def in_order(self) -> str:
        """``John Kerry``."""
        return f"{self.given} {self.family}"

    @property
    def family_first(self) -> str:
        """``Kerry, John``."""
        return f"{self.family}, {self.given}"

    @property
    def with_initials(self) -> str:
        """``Kerry, J.``"""
        return f"{self.family}, {' '.join(f'{name[0]}.' for name in self.given.split())}"


PERSONS = {
    "Secretary of State John Kerry": Person("John", "Kerry"),
    "Zachary M. Jones": Person("Zachary M.", "Jones"),
}
"""The persons among the publishers; all others are groups."""


@dataclass(frozen=True, slots=True)
class Credit:
    """``authors`` are groups, by name, and persons; none where nobody is known to have written it.

    ``site`` is the site or the issue it stands in, ``remark`` what the bibliography adds; each may be empty.
    """

    authors: tuple[str | Person, ...] = ()
    site: str = ""
    remark: str = ""

    @property
    def in_order(self) -> str:
        """The authors as a sentence names them: ``John Kerry``, ``USAID and CISR``; empty without any."""
        names = [one.in_order if isinstance(one, Person) else one for one in self.authors]
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def credit(publisher: str) -> Credit:
    """What the publisher's name in the bibliography says, by the rules above; nothing is left out of it."""
    name = publisher.strip()
    remarks: list[str] = []
    while found := _REMARKED.fullmatch(name):
        name = found["name"]
        remarks.insert(0, found["bracketed"] or found["obtained"])
    if found := _COPIED.fullmatch(name):
        name = found["name"]
        remarks.insert(0, found["remark"])
    authors: list[str | Person] = []
    sites: list[str] = []
    for part in IN_FULL.get(name, name).split(" / "):
        group, issue = _without_issue(part)
        if _SITE.fullmatch(group):
            sites.append(group)
        elif group:
            authors.append(PERSONS.get(group, group))
        sites += issue
    return Credit(tuple(authors), ", ".join(sites), "; ".join(remarks))


def credit_of(cited: Citation) -> Credit:
    """The same of a document, without a remark that its title has too."""
    found = credit(cited.publisher)
    return replace(found, remark="") if found.remark.casefold() in cited.title.casefold() else found


def _without_issue(name: str) -> tuple[str, list[str]]:
    """A name without the issue of a periodical in it, and that issue; a name of one part has none."""
    parts = name.split(", ")
    issue = [part for part in parts if len(parts) > 1 and _ISSUE.fullmatch(part)]
    return ", ".join(part for part in parts if part not in issue), issue


def address_of(cited: Citation) -> str:
    """The address with what should be known about it; empty where none is known."""
    if not cited.url:
        return ""
    return f"{cited.url} [{cited.address_note}]" if cited.address_note else cited.url
