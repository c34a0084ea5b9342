"""What somebody gives to have a figure replayed: an id, a link, or a file that was taken out."""

from __future__ import annotations

import html
import json
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd

from mineaction.cited import ABOUT_ADDRESS
from mineaction.errors import NotAFigureId, NothingToReplay
from mineaction.exhibits.app_link import read_link
from mineaction.exhibits.identity import BEHIND, DRAWN, Content, FigureId, content
from mineaction.exhibits.registry import BY_NAME
from mineaction.exhibits.wishes import FIGURE, VERSION, Values

MOST_BYTES = 100_000_000
"""Files beyond this are not read, nor packed files that would unfold to more."""
MOST_FIGURES = 100
"""A file with more ids than this is no file of ours: a briefing has forty figures at most."""
MOST_MARKS = 100_000
"""So many ids and links of a file are looked at: each row of a table may carry the one of its figure."""
MOST_LINK = 20_000
"""No link of ours is longer."""

_TEXT_PARTS = (".xml", ".rels", ".json", ".csv")
_IDS = re.compile(r"(?<![a-z0-9_-])[a-z][a-z0-9_]*-[0-9a-f]{8}-[0-9a-f]{8}-[0-9]{1,4}(?![0-9-])")
_WORDS = re.compile(r"""[^\s"'<>()\\]+""")
_LINK = re.compile(r"[^?]*\?.*figure=.", re.DOTALL)


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
    """A link that this app has written. The name comes from its figure id, else from its anchor or path.

    Of a page's link, choices of other figures of the page are left out.
    """
    try:
        found = read_link(link)
    except ValueError as error:
        raise NothingToReplay(link[:200], f"This is no link: {error}.") from error
    written, version = ("".join(found.asked.get(name, ())[:1]) for name in (FIGURE, VERSION))
    figure_id = FigureId.parse(written) if "-" in written else None
    name = (figure_id.name if figure_id else written) or found.name
    if not name and found.names:
        anchors = ", ".join(f"#{each.replace('_', '-')}" for each in found.names)
        raise NothingToReplay(link, f"The link names a page of several figures. Add one of: {anchors}.")
    if not name:
        raise NothingToReplay(
            link,
            "The link names no figure. Copy it from the foot of a figure: it ends in the figure's name, as "
            "in #funding-over-time.",
        )
    asked = found.asked_of(name) if name in BY_NAME else dict(found.asked)
    for no_choice in (FIGURE, VERSION):
        asked.pop(no_choice, None)
    return Given(figure_id, name, asked, version)


def from_text(text: str, where: str) -> tuple[Given, ...]:
    """Every id in a text, once, each with the link that carries it where there is one."""
    plain = html.unescape(text)
    links: dict[FigureId, Given] = {}
    for found in _links(plain):
        try:
            linked = from_link(found)
        except (NotAFigureId, NothingToReplay):
            continue
        if linked.figure_id:
            links.setdefault(linked.figure_id, linked)
    written = dict.fromkeys(found[0] for found in islice(_IDS.finditer(unquote(plain)), MOST_MARKS))
    ids = dict.fromkeys((*map(FigureId.parse, written), *links))
    if len(ids) > MOST_FIGURES:
        raise NothingToReplay(
            where, f"The file names more than {MOST_FIGURES} figures, which no file of ours does."
        )
    if not ids:
        raise NothingToReplay(
            where, "No figure id is in the file. Give the id printed in the foot of the figure, or its link."
        )
    return tuple(links.get(figure_id, Given(figure_id)) for figure_id in ids)


def _links(text: str) -> Iterator[str]:
    """What looks like a link to a figure, as many times as it stands there, within bounds."""
    words = (found[0] for found in _WORDS.finditer(text) if found.end() - found.start() <= MOST_LINK)
    return islice((word for word in words if "figure=" in word and _LINK.match(word)), MOST_MARKS)


def _with_rows(given: Given, text: str) -> Given:
    """With the rows drawn and behind, where the text is an export as JSON."""
    try:
        held = json.loads(text)
        tables = {DRAWN: _table(held["chart"]), BEHIND: _table(held["rows"])}
        version = str(held["data_version"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
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
        try:
            packed = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise NothingToReplay(str(path), f"The file cannot be unpacked: {error}.") from error
        with packed:
            return _text_of_parts(packed, path)
    if path.read_bytes()[:5] == b"%PDF-":
        return _text_of_pdf(path)
    return path.read_text("utf-8", "replace")


def _text_of_parts(packed: zipfile.ZipFile, path: Path) -> str:
    """Each part is read no further than it says it is long: what it says may be a lie."""
    parts = [part for part in packed.infolist() if part.filename.endswith(_TEXT_PARTS)]
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise NothingToReplay(str(path), "The file unfolds to more than any of ours.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise NothingToReplay(str(path), "The file is packed in a way that none of ours is.")
    try:
        texts = []
        for part in parts:
            with packed.open(part) as content:
                texts.append(content.read(part.file_size).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError) as error:
        raise NothingToReplay(str(path), f"The file cannot be unpacked: {error}.") from error
    return "\n".join(texts)


def _text_of_pdf(path: Path) -> str:
    """What is printed on the pages, where their links lead, and what the file says of itself."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each fault that it gets over
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
    except Exception as error:  # a broken file makes pypdf raise errors of every kind
        raise NothingToReplay(str(path), f"The PDF cannot be read: {error}.") from error
