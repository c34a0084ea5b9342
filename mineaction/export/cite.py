"""How a figure is cited: footnote, APA 7, Chicago 17 (notes) and BibTeX, its publishers' documents first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mineaction.cited import DASHBOARD, Citation
from mineaction.exhibits.exhibit import Taken
from mineaction.export import bibtex
from mineaction.export.dates import Published, day_month_year, month_day_year, published

NAMED_IN_FOOTNOTE = 3
"""So many documents a footnote names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Citations:
    """The same references in four forms, as plain text.

    ``footnote`` is one paragraph; ``apa`` and ``chicago`` have one line a reference, the documents first and
    the figure last; ``bibtex`` is a file of entries, the figure first.
    """

    footnote: str
    apa: str
    chicago: str
    bibtex: str


def citations(taken: Taken) -> Citations:
    """How to cite a figure and the documents behind it.

    What is not known of a document (its day, its address) is left out; an address that nobody has opened
    says so. No document is left out of any form but the footnote, which counts what it does not name.
    """
    documents = taken.answer.citations
    return Citations(
        footnote=footnote(taken),
        apa="\n".join([*map(_apa_document, documents), _apa_figure(taken)]),
        chicago="\n".join([*map(_chicago_document, documents), _chicago_figure(taken)]),
        bibtex=bibtex.entries(taken, DASHBOARD),
    )


def footnote(taken: Taken) -> str:
    """The documents, at most NAMED_IN_FOOTNOTE of them by name, then the figure in this dashboard."""
    documents = taken.answer.citations
    named = [_with_address(_in_footnote(cited), cited) for cited in documents[:NAMED_IN_FOOTNOTE]]
    more = len(documents) - len(named)
    if more:
        named.append(f"and {more} more: see the list under the figure")
    shown = [f"Read in “{_heading(taken)}”" if named else f"“{_heading(taken)}”", DASHBOARD]
    shown += [*_parts(taken), f"accessed {day_month_year(taken.made_on)}"]
    read_in = f"{', '.join(shown)}, {taken.address}" if taken.address else f"{', '.join(shown)}."
    return " ".join(filter(None, [_sentence("; ".join(named)), read_in]))


def _in_footnote(cited: Citation) -> str:
    return replace(cited, published=published(cited.published).in_words).line


def _with_address(words: str, cited: Citation) -> str:
    return " ".join(part for part in (f"{words}," if cited.url else words, _address(cited)) if part)


def _address(cited: Citation) -> str:
    """The address with what should be known about it; empty where none is known."""
    if not cited.url:
        return ""
    return f"{cited.url} [{cited.address_note}]" if cited.address_note else cited.url


def _heading(taken: Taken) -> str:
    return _inner_quotes(taken.heading)


def _parts(taken: Taken) -> list[str]:
    """Data version and figure id, as far as they are known."""
    version = taken.answer.data_version
    return [f"data version {version}"] * bool(version) + [f"figure {taken.figure_id}"] * bool(taken.figure_id)


# APA 7: who, (year, month day), title [what it is], address. A group is the author of what it publishes.


def _apa_document(cited: Citation) -> str:
    dated = published(cited.published)
    remark = f" [Dated as printed: {dated.remark}]" if dated.remark else ""
    who, title = cited.publisher, f"{cited.title}{remark}"
    if not who:
        return _sentences(title, f"({_apa_date(dated)})", where=_address(cited))
    return _sentences(who, f"({_apa_date(dated)})", title, where=_address(cited))


def _apa_date(dated: Published) -> str:
    if not dated.year:
        return "n.d."
    return ", ".join(
        part for part in (str(dated.year), f"{dated.month_name} {dated.day or ''}".strip()) if part
    )


def _apa_figure(taken: Taken) -> str:
    told = [f"Figure {taken.figure_id}".strip()]
    if taken.answer.data_version:
        told.append(f"data version {taken.answer.data_version}")
    retrieved = f"Retrieved {month_day_year(taken.made_on)}"
    return _sentences(
        f"{taken.heading} [{'; '.join(told)}]",
        "(n.d.)",
        f"In {DASHBOARD}",
        where=f"{retrieved}, from {taken.address}" if taken.address else f"{retrieved}.",
    )


# Chicago 17, notes: who, “title,” day, address.


def _chicago_document(cited: Citation) -> str:
    dated = published(cited.published)
    day = f"dated as printed: {dated.remark}" if dated.remark and not dated.year else dated.in_american_words
    title = f"“{_inner_quotes(cited.title)},”"
    head = ", ".join(part for part in (cited.publisher, title) if part)
    tail = ", ".join(part for part in (day, _address(cited)) if part)
    return _sentence(f"{head} {tail}".strip() if tail else f"{head.removesuffix(',”')}.”")


def _chicago_figure(taken: Taken) -> str:
    shown = [
        f"figure in {DASHBOARD}",
        *_parts(taken),
        f"accessed {month_day_year(taken.made_on)}",
        taken.address,
    ]
    return _sentence(f"“{_heading(taken)},” {', '.join(filter(None, shown))}")


def _inner_quotes(words: str) -> str:
    """Words to stand between double quotation marks: those they have themselves become single ones."""
    out = []
    is_open = False
    for letter in words:
        if letter == '"':
            is_open = not is_open
            out.append("‘" if is_open else "’")
        else:
            out.append({"“": "‘", "”": "’"}.get(letter, letter))
    return "".join(out)


def _sentence(words: str) -> str:
    """Words closed by a full stop, but for those that are closed already; nothing stays nothing."""
    return words if not words or words.endswith((".", ".”")) else f"{words}."


def _sentences(*parts: str, where: str) -> str:
    """The parts of a reference, each closed by a full stop, then ``where``, which a stop would spoil."""
    closed = [part if part.endswith((".", "?", "!")) else f"{part}." for part in parts]
    return " ".join(filter(None, [*closed, where]))
