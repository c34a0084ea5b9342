"""What somebody gives to have a figure replayed: an id, a link, or a file that was taken out."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd

from mineaction.cited import ABOUT_ADDRESS
from mineaction.errors import NothingToReplay
from mineaction.exhibits.address import read_link
from mineaction.exhibits.identity import BEHIND, DRAWN, Content, FigureId, content
from mineaction.exhibits.wishes import FIGURE, VERSION, Values

MOST_BYTES = 200_000_000
"""Files beyond this are not read, nor packed files that would unfold to more."""

_TEXT_PARTS = (".xml", ".rels", ".json", ".csv")
_IDS = re.compile(r"(?<![a-z0-9_-])[a-z][a-z0-9_]*-[0-9a-f]{8}-[0-9a-f]{8}-[0-9]{1,4}(?![0-9-])")
_LINKS = re.compile(r"""[^\s"'<>()\\]*\?[^\s"'<>()\\]*figure=[^\s"'<>()\\]+""")


@dataclass(frozen=True, slots=True)
class Given:
    """One figure to replay: at least an id or a link.

    ``asked`` are the choices of the link, None where there is no link; ``data_version`` is what it was made
    with, empty where nothing says so. ``tables`` are the rows a file holds, by the names identity gives them.
    """

    figure_id: FigureId | None
    name: str = ""
    asked: dict[str, Values] | None = None
    data_version: str = ""
    tables: Mapping[str, Content] = field(default_factory=dict)


def read(given: str) -> tuple[Given, ...]:
    """What was given, as figures to replay: one for an id or a link, one for each id found in a file.

    Raises NothingToReplay for a link without a figure and a file without an id, NotAFigureId for words that
    are none of the three.
    """
    words = given.strip()
    path = Path(words)
    if "?" not in words and _is_file(path):
        text = _text_of(path)
        found = from_text(text, str(path))
        return (_with_rows(found[0], text),) if len(found) == 1 else found
    if "?" in words or "/" in words:
        return (from_link(words),)
    return (Given(FigureId.parse(words)),)


def from_link(link: str) -> Given:
    """A link that this app has written. The name comes from its anchor, else from its figure id."""
    name, asked = read_link(link)
    written = "".join(asked.pop(FIGURE, ())[:1])
    version = "".join(asked.pop(VERSION, ())[:1])
    figure_id = FigureId.parse(written) if "-" in written else None
    name = name or (figure_id.name if figure_id else written)
    if not name:
        raise NothingToReplay(
            link,
            "The link names no figure. Copy it from the foot of a figure: it ends in the figure's name, as "
            "in #funding-over-time.",
        )
    return Given(figure_id, name, asked, version)


def from_text(text: str, where: str) -> tuple[Given, ...]:
    """Every id in a text, once, each with the link that carries it where there is one."""
    plain = html.unescape(text)
    links: dict[FigureId, Given] = {}
    for found in _LINKS.findall(plain):
        linked = from_link(found)
        if linked.figure_id:
            links.setdefault(linked.figure_id, linked)
    ids = dict.fromkeys((*(FigureId.parse(found) for found in _IDS.findall(unquote(plain))), *links))
    if not ids:
        raise NothingToReplay(
            where, "No figure id is in the file. Give the id printed in the foot of the figure, or its link."
        )
    return tuple(links.get(figure_id, Given(figure_id)) for figure_id in ids)


def _with_rows(given: Given, text: str) -> Given:
    """With the rows drawn and behind, where the text is an export as JSON."""
    try:
        held = json.loads(text)
        tables = {DRAWN: _table(held["chart"]), BEHIND: _table(held["rows"])}
        version = str(held["data_version"])
    except (ValueError, TypeError, KeyError):
        return given
    return replace(given, tables=tables, data_version=given.data_version or version)


def _table(rows: Sequence[Mapping[str, Any]]) -> Content:
    """Rows as they were before they were exported: what is said of an address was put beside them then."""
    table = pd.DataFrame(list(rows), dtype=object)
    return content(table.drop(columns=ABOUT_ADDRESS, errors="ignore"))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _text_of(path: Path) -> str:
    """All text of a file: of Office files that of their parts, of PDFs what is printed on them."""
    if path.stat().st_size > MOST_BYTES:
        raise NothingToReplay(str(path), "The file is too large to be one of ours.")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            parts = [part for part in packed.infolist() if part.filename.endswith(_TEXT_PARTS)]
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise NothingToReplay(str(path), "The file unfolds to more than any of ours.")
            return "\n".join(packed.read(part).decode("utf-8", "replace") for part in parts)
    if path.read_bytes()[:5] == b"%PDF-":
        return _text_of_pdf(path)
    return path.read_text("utf-8", "replace")


def _text_of_pdf(path: Path) -> str:
    """What is printed on the pages, where their links lead, and what the file says of itself."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        read = PdfReader(path)
        links = [
            str(action.get_object().get("/URI", ""))
            for page in read.pages
            for annotation in page.annotations or ()
            if (action := annotation.get_object().get("/A"))
        ]
        told = [str(value) for value in (read.metadata or {}).values()]
        return "\n".join([*(page.extract_text() for page in read.pages), *links, *told])
    except (PyPdfError, OSError, ValueError) as error:
        raise NothingToReplay(str(path), f"The PDF cannot be read: {error}.") from error
