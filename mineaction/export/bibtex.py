"""BibTeX entries for a figure and its documents: every character safe for LaTeX, keys that stay the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mineaction.cited import Citation
from mineaction.exhibits.exhibit import Taken
from mineaction.export.authors import Person, credit_of
from mineaction.export.dates import published
from mineaction.periods import MONTHS

# Braces are spelled out: BibTeX counts them even behind a backslash, and one alone would end the field.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)
# Addresses are read as they stand, so nothing in them is escaped that an address may hold; these it may not.
_IN_ADDRESS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in '{}\\^"<>` '})
_MONTHS = tuple(name[:3].lower() for name in MONTHS)
_ENTRY = re.compile(r"[^a-z0-9]+")


def entries(taken: Taken, dashboard: str) -> str:
    """The figure as ``@misc``, then each document, in UTF-8.

    The address stands in ``url`` and in ``howpublished`` too: BibTeX's own styles print only the latter.
    """
    documents = taken.answer.citations
    keys = _document_keys(documents)
    parts = [_figure(taken, dashboard), *map(_document, documents, keys)]
    return "\n\n".join(parts) + "\n"


def latex(words: str) -> str:
    """Words in which LaTeX sees nothing but text; line breaks become spaces."""
    return " ".join(words.translate(_LATEX).split())


def _figure(taken: Taken, dashboard: str) -> str:
    version = taken.answer.data_version
    told = [
        f"Figure {taken.figure_id}" if taken.figure_id else "Figure",
        f"data version {version}" if version else "",
        taken.answer.subtitle,
        f"documents: {taken.answer.source_line}" if taken.answer.source_line else "",
        f"accessed {taken.made_on.isoformat()}",
    ]
    return _entry(
        _key("mineaction", taken.figure_id or taken.exhibit.name),
        {
            "key": latex(dashboard),
            "title": f"{{{latex(taken.heading)}}}",
            "howpublished": _published_at(dashboard, taken.address),
            "note": latex("; ".join(filter(None, told))),
            "url": address(taken.address),
            "urldate": taken.made_on.isoformat(),
        },
    )


def _document(cited: Citation, key: str) -> str:
    dated, of = published(cited.published), credit_of(cited)
    notes = [of.remark, f"date as printed: {dated.remark}" if dated.remark else "", cited.address_note]
    return _entry(
        key,
        {
            "author": " and ".join(map(_author, of.authors)),
            "key": "" if of.authors else latex(cited.title),
            "title": f"{{{latex(cited.title)}}}",
            "howpublished": _published_at(of.site, cited.url),
            "year": str(dated.year or ""),
            "month": _MONTHS[dated.month - 1] if dated.month else "",
            "day": str(dated.day or ""),
            "note": latex("; ".join(filter(None, notes))),
            "url": address(cited.url),
        },
    )


def _author(one: str | Person) -> str:
    """A name for BibTeX: a group in braces, so that it is not taken apart as a person's."""
    return latex(one.family_first) if isinstance(one, Person) else f"{{{latex(one)}}}"


def _published_at(site: str, url: str) -> str:
    """Site and address. Some readers of BibTeX take for a comment what follows a per cent sign in a command:

    an address with one stands as words.
    """
    plain = address(url)
    where = latex(plain) if "%" in plain else f"\\url{{{plain}}}" if plain else ""
    return ", ".join(filter(None, [latex(site), where]))


def _entry(key: str, fields: Mapping[str, str]) -> str:
    """One entry; what is empty is left out. Months are BibTeX's own words and stand without braces."""
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value.strip("{}")
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def address(url: str) -> str:
    """An address for a field that is read as it stands; what no address may hold is percent-encoded."""
    return url.strip().translate(_IN_ADDRESS)


def _document_keys(documents: Sequence[Citation]) -> list[str]:
    """A key for each, made of its id in the bibliography; two that would be alike are numbered."""
    keys: list[str] = []
    for cited in documents:
        key, number = _key("doc", cited.document_id), 2
        while key in keys:
            key = f"{_key('doc', cited.document_id)}-{number}"
            number += 1
        keys.append(key)
    return keys


def _key(*parts: str) -> str:
    return "-".join(_ENTRY.sub("-", part.lower()).strip("-") for part in parts)
