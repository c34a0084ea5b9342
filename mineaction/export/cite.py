"""How a figure and the documents behind it are cited: footnote, APA 7, Chicago 17 (notes) and BibTeX."""

from __future__ import annotations

from dataclasses import dataclass

from mineaction.cited import DASHBOARD, Citation
from mineaction.exhibits.exhibit import Taken
from mineaction.export import apa, bibtex
from mineaction.export.authors import address_of, credit_of
from mineaction.export.dates import month_day_year, published
from mineaction.periods import day_words

NAMED_IN_FOOTNOTE = 3
"""So many documents a footnote names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Citations:
    """The same references in four forms, as plain text.

    ``footnote`` is one paragraph. ``apa`` is a list, one line a reference, in order of the alphabet, the
    figure among them. ``chicago`` are notes, one line each, the documents first and the figure last.
    ``bibtex`` is a file of entries, the figure first.
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
        apa="\n".join(apa.references(taken)),
        chicago="\n".join([*map(_chicago_document, documents), _chicago_figure(taken)]),
        bibtex=bibtex.entries(taken, DASHBOARD),
    )


def footnote(taken: Taken) -> str:
    """The documents, at most NAMED_IN_FOOTNOTE of them by name, then the figure in this dashboard."""
    documents = taken.answer.citations
    named = [_with_address(_in_footnote(cited), cited) for cited in documents[:NAMED_IN_FOOTNOTE]]
    more = len(documents) - len(named)
    if more:
        where = "at the address that ends this note" if taken.address else "below the figure in the dashboard"
        named.append(f"and {more} more, listed under “Documents” {where}")
    shown = [f"Read in “{_heading(taken)}”" if named else f"“{_heading(taken)}”", DASHBOARD]
    shown += [*_parts(taken), f"accessed {day_words(taken.made_on)}"]
    read_in = f"{', '.join(shown)}, {taken.address}" if taken.address else f"{', '.join(shown)}."
    return " ".join(filter(None, [_sentence("; ".join(named)), read_in]))


def _in_footnote(cited: Citation) -> str:
    """Who, title, where it stands, what is remarked, and the date; its own brackets become square ones."""
    of = credit_of(cited)
    date = published(cited.published).in_words.translate({ord("("): "[", ord(")"): "]"})
    named = ", ".join(filter(None, [of.in_order, cited.title, of.site, of.remark]))
    return f"{named} ({date})" if date else named


def _with_address(words: str, cited: Citation) -> str:
    return ", ".join(filter(None, [words, address_of(cited)]))


def _heading(taken: Taken) -> str:
    return _inner_quotes(taken.heading)


def _parts(taken: Taken) -> list[str]:
    """Data version and figure id, as far as they are known."""
    version = taken.answer.data_version
    return [f"data version {version}"] * bool(version) + [f"figure {taken.figure_id}"] * bool(taken.figure_id)


# Chicago 17, notes: who, “title,” site, remark, day, address.


def _chicago_document(cited: Citation) -> str:
    dated, of = published(cited.published), credit_of(cited)
    day = f"dated as printed: {dated.remark}" if dated.remark and not dated.year else dated.in_american_words
    title = f"“{_inner_quotes(cited.title)},”"
    head = ", ".join(filter(None, [of.in_order, title]))
    tail = ", ".join(filter(None, [of.site, of.remark, day, address_of(cited)]))
    return _sentence(f"{head} {tail}" if tail else f"{head.removesuffix(',”')}.”")


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
