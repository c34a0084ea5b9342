"""One figure as PNG, SVG or PDF: title, unit, source, caveats and link drawn in, and said inside the file."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from html import escape

from pypdf import PdfReader, PdfWriter

from mineaction.charts.sketch import Part
from mineaction.cited import DASHBOARD
from mineaction.exhibits.exhibit import Taken
from mineaction.export.picture import browser
from mineaction.export.picture.framed import framed
from mineaction.export.picture.sizes import SCREEN_SCALE, size_of
from mineaction.export.standing_words import SOURCE, TITLE, lines_of

HEADER_END = 8 + 4 + 4 + 13 + 4
"""Where the first chunk of a PNG, its header, is over: signature, length, name, thirteen bytes, checksum."""
SVG_ROLE = 'role="img" aria-labelledby="title desc"'


def to_png(taken: Taken, size: str = "slide", scale: float = SCREEN_SCALE) -> bytes:
    """A PNG of the size (``sizes.SIZES``); ``scale`` says how sharp (``Size.pixels``).

    Its text chunks hold title, description and every line of provenance. Raises UnknownChoice for the size;
    BrowserMissing, RenderingBusy, RenderingFailed.
    """
    figure = framed(taken, size)
    pixels = size_of(size).pixels(figure["layout"]["width"], scale)
    return with_text(_picture(taken, figure, "png", pixels), told_in_png(taken))


def to_svg(taken: Taken, size: str = "slide") -> bytes:
    """An SVG with its fonts inside, named and described for screen readers. Raises as ``to_png``."""
    svg = _picture(taken, framed(taken, size), "svg").decode("utf-8")
    start = svg.index("<svg") + len("<svg")
    end = svg.index(">", start)
    return f"{svg[:start]} {SVG_ROLE}{svg[start:end]}>{told_in_svg(taken)}{svg[end + 1 :]}".encode()


def to_pdf(taken: Taken, size: str = "slide") -> bytes:
    """A PDF of one page with text as text and lines as lines; title and subject set. Raises as ``to_png``."""
    printed = PdfReader(io.BytesIO(_picture(taken, framed(taken, size), "pdf")))
    writer = PdfWriter(clone_from=printed)
    answer = taken.answer
    source = f"{SOURCE}: {answer.source_line}. Data version {answer.data_version}"
    writer.add_metadata(
        {
            "/Title": taken.heading,
            "/Subject": f"{answer.subtitle}. {source}",
            "/Keywords": "; ".join(f"{name}: {chosen}" for name, chosen in answer.choices),
            "/Creator": DASHBOARD,
        }
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _picture(taken: Taken, figure: Part, format: browser.Format, scale: float = 1.0) -> bytes:
    return browser.image(figure, format, scale=scale, title=taken.heading)


def told_in_svg(taken: Taken) -> str:
    """The elements that name and describe an SVG; they stand right after its first tag, with SVG_ROLE."""
    described = "\n".join([taken.alt_text, *(f"{name}: {words}" for name, words in lines_of(taken))])
    return f'<title id="title">{escape(taken.heading)}</title><desc id="desc">{escape(described)}</desc>'


def told_in_png(taken: Taken) -> dict[str, str]:
    """What a PNG says of itself, by the names such files use, then by ours; repeated lines are joined."""
    told: dict[str, str] = {TITLE: taken.heading, "Description": taken.alt_text}
    for name, words in lines_of(taken):
        if name != TITLE:
            told[name] = f"{told[name]}\n{words}" if name in told else words
    return told


def with_text(png: bytes, told: Mapping[str, str]) -> bytes:
    """A PNG with text chunks (iTXt, in UTF-8) after its header. Names are cut to the 79 letters allowed."""
    return png[:HEADER_END] + text_chunks(told) + png[HEADER_END:]


def text_chunks(told: Mapping[str, str]) -> bytes:
    """The text chunks that stand in a PNG at ``HEADER_END``."""
    return b"".join(_chunk(name, words) for name, words in told.items() if words)


def _chunk(name: str, words: str) -> bytes:
    keyword = name.encode("latin-1", "replace")[:79]
    body = b"iTXt" + keyword + b"\0\0\0\0\0" + words.encode("utf-8")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
