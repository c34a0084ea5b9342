"""References as APA 7 lists them: who, (year, month day), title [what it is], site, address.

The list is in order of the alphabet. Works of one author are in order of their dates, undated ones first, and
those of one year have letters: 2015a, 2015b, n.d.-a.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mineaction.cited import DASHBOARD, Citation
from mineaction.exhibits.exhibit import Taken
from mineaction.export.authors import Credit, Person, address_of, credit_of
from mineaction.export.dates import Published, month_day_year, published

_ARTICLE = re.compile(r"(?:the|an?) ")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One reference; without ``who``, the title stands first. ``title`` has its brackets."""

    who: str
    dated: Published
    title: str
    after: tuple[str, ...]
    where: str

    @property
    def first(self) -> str:
        """What the list is ordered by."""
        return _alphabet(self.who or self.title)

    @property
    def order(self) -> tuple[str, int, int, int, str]:
        """Its place in the list."""
        return self.first, self.dated.year, self.dated.month, self.dated.day, _alphabet(self.title)

    @property
    def alike(self) -> tuple[str, int]:
        """What entries share that only a letter tells apart in a text."""
        return self.first, self.dated.year

    def written(self, letter: str) -> str:
        """The reference; ``letter`` is empty where it needs none."""
        date = f"({_date(self.dated, letter)})"
        head = (self.who, date, self.title) if self.who else (self.title, date)
        return _sentences(*head, *self.after, where=self.where)


def references(taken: Taken) -> list[str]:
    """Every document of a figure and the figure itself, one reference each, in order of the alphabet."""
    entries = sorted([*map(_document, taken.answer.citations), _figure(taken)], key=lambda it: it.order)
    together = Counter(entry.alike for entry in entries)
    passed: Counter[tuple[str, int]] = Counter()
    written = []
    for entry in entries:
        written.append(entry.written(_letter(passed[entry.alike]) if together[entry.alike] > 1 else ""))
        passed[entry.alike] += 1
    return written


def _document(cited: Citation) -> _Entry:
    dated, of = published(cited.published), credit_of(cited)
    remarks = [of.remark, f"dated as printed: {dated.remark}" if dated.remark else ""]
    site = (of.site,) if of.site else ()
    return _Entry(_who(of), dated, _with_remark(cited.title, remarks), site, address_of(cited))


def _figure(taken: Taken) -> _Entry:
    version = taken.answer.data_version
    told = [f"figure {taken.figure_id}".strip(), f"data version {version}" if version else ""]
    retrieved = f"Retrieved {month_day_year(taken.made_on)}"
    where = f"{retrieved}, from {taken.address}" if taken.address else f"{retrieved}."
    return _Entry("", Published(), _with_remark(taken.heading, told), (f"In {DASHBOARD}",), where)


def _who(of: Credit) -> str:
    names = [one.with_initials if isinstance(one, Person) else one for one in of.authors]
    if len(names) < 3:
        return " & ".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _with_remark(title: str, remarks: Sequence[str]) -> str:
    """A title with what is said of it in square brackets, which begin with a capital but for a name."""
    said = "; ".join(filter(None, remarks))
    if not said:
        return title
    first = said.split()[0]
    is_word = first.islower() and "." not in first
    return f"{title} [{said[0].upper() + said[1:] if is_word else said}]"


def _date(dated: Published, letter: str) -> str:
    if not dated.year:
        return f"n.d.-{letter}" if letter else "n.d."
    day = f"{dated.month_name} {dated.day or ''}".strip()
    return ", ".join(filter(None, [f"{dated.year}{letter}", day]))


def _letter(place: int) -> str:
    """a, b, … z, aa, ab …"""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def _alphabet(words: str) -> str:
    """Words as an alphabet orders them: letters and digits alone, no accents, no article in front."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(filter(str.isalnum, _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain))


def _sentences(*parts: str, where: str) -> str:
    """The parts of a reference, each closed by a full stop, then ``where``, which a stop would spoil."""
    closed = [part if part.endswith((".", "?", "!")) else f"{part}." for part in parts]
    return " ".join(filter(None, [*closed, where]))
