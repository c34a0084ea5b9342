"""An empty presentation of our own, text that fits, and where things stand on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Length, Pt

from mineaction.charts.spread import line_count, text_px
from mineaction.export.cells import plain
from mineaction.export.native.parts import COLOURS
from mineaction.export.standing_words import is_link

WIDTH, HEIGHT, EDGE = 960.0, 540.0, 36.0
"""A slide of 16 to 9 and its margin, in points."""
FONT = "Source Sans 3"
# How the font is to be replaced where it is missing: a proportional sans serif of the humanist kind.
PANOSE, PITCH = "020B0503030403020204", "34"
LINE = 1.22
"""The height of a line of text, in parts of its size."""
ROOM = 1.1
"""How much wider than our font the one may be that stands in for it."""
WIDE = 1.2
"""How much wider still a font may be, as those of Linux are: for what would cover other things if it grew."""
ACCENTS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
_TITLE = PP_PLACEHOLDER.TITLE
_KEPT = (_TITLE, PP_PLACEHOLDER.BODY)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a slide, in points from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """Left, top, width and height as python-pptx wants them."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    def grid(self, across: int, down: int, gap: float) -> list[Place]:
        """Places of one size, so many beside and below each other, line by line."""
        wide = (self.width - gap * (across - 1)) / across
        high = (self.height - gap * (down - 1)) / down
        return [
            Place(self.left + at % across * (wide + gap), self.top + at // across * (high + gap), wide, high)
            for at in range(across * down)
        ]


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a line in one form. ``link`` is an address they open."""

    text: str
    size: float
    colour: str = COLOURS.muted
    is_bold: bool = False
    link: str = ""


def new_presentation() -> Deck:
    """A presentation of 16 to 9 with one layout: a title, and free room below it.

    Nothing of the library's own template is left that a reader would see: no date, footer or number
    placeholders, no other layouts, no name of another author.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name != "Title Only":
            deck.slide_layouts.remove(layout)
    [layout] = deck.slide_layouts
    layout.name = "Figure"
    pages: tuple[Any, ...] = (deck.slide_master, layout)
    for page in pages:
        for shape in list(page.placeholders):
            if shape.placeholder_format.type not in _KEPT:
                shape._element.getparent().remove(shape._element)
        for shape in page.placeholders:
            is_title = shape.placeholder_format.type == _TITLE
            top, height = (EDGE * 0.7, 40.0) if is_title else (EDGE * 0.7 + 50, HEIGHT - 130)
            shape.left, shape.top, shape.width, shape.height = Place(EDGE, top, WIDTH - 2 * EDGE, height).emu
    _style_titles(deck)
    _style_theme(deck)
    about = deck.core_properties
    about.author = about.last_modified_by = about.title = about.keywords = about.comments = ""
    for holder in (deck.part.package, deck.part):
        for key, relation in list(holder._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings", "/extended-properties")):
                holder._rels.pop(key)
    return deck


def _style_titles(deck: Deck) -> None:
    """Titles stand on the left, bold and in ink."""
    style = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", "2400")
    letters.set("b", "1")


def _style_theme(deck: Deck) -> None:
    """Our font, and the colours of the charts as the accents a reader finds in the colour menus."""
    part = deck.slide_master.part.part_related_by(RT.THEME)
    theme: Any = parse_xml(part.blob)
    theme.set("name", "Mine action funding")
    for kind in ("majorFont", "minorFont"):
        font = theme.find(f".//{_DRAWING}{kind}/{_DRAWING}latin")
        font.attrib.update({"typeface": FONT, "panose": PANOSE, "pitchFamily": PITCH, "charset": "0"})
    named = {f"accent{place}": colour for place, colour in enumerate(ACCENTS, 1)}
    named |= {
        "dk1": COLOURS.ink,
        "dk2": COLOURS.muted,
        "lt2": COLOURS.strip,
        "hlink": COLOURS.money,
        "folHlink": COLOURS.money,
    }
    for name, colour in named.items():
        entry = theme.find(f".//{_DRAWING}clrScheme/{_DRAWING}{name}")
        for old in list(entry):
            entry.remove(old)
        entry.append(_colour_element(colour))
    part._blob = serialize_part_xml(theme)


def _colour_element(colour: str) -> Any:
    value = colour.removeprefix("#")
    return parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value}"/>')


def colour_of(colour: str) -> RGBColor:
    """A colour ``#RRGGBB`` as python-pptx wants it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    made: RGBColor = RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
    return made


def width_of(words: str, size: float) -> float:
    """About how wide words are, in points, also in a font that stands in for ours."""
    return text_px(words, size) * ROOM


def lines_needed(words: str, size: float, width: float) -> int:
    """How many lines words take in a box of ``width`` points. Words are never broken."""
    return sum(line_count(part, size * ROOM, width) for part in words.split("\n"))


def that_fit(
    parts: Sequence[str],
    size: float,
    width: float,
    most_lines: int,
    *,
    joint: str,
    more: str,
    least: int = 0,
) -> str:
    """As many of ``parts`` as fit in so many lines; then ``more``, with {count} for how many do not.

    The first ``least`` of them are never left out.
    """
    for count in range(len(parts), least - 1, -1):
        left = len(parts) - count
        words = joint.join([*parts[:count], *([more.format(count=left)] if left else [])])
        if lines_needed(words, size, width) <= most_lines or count == least:
            return words
    return ""


def write(slide: Slide, place: Place, lines: Sequence[Sequence[Words]], *, name: str) -> Any:
    """A text box with one paragraph a line, without margins; it does not grow. Gives the shape."""
    box = slide.shapes.add_textbox(*place.emu)
    box.name = name
    frame = box.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        for words in line:
            run = paragraph.add_run()
            run.text = plain(words.text)
            run.font.size, run.font.bold = Pt(words.size), words.is_bold
            run.font.color.rgb = colour_of(words.colour)
            if is_link(words.link):
                run.hyperlink.address = plain(words.link)
    return box


def describe(shape: Any, words: str) -> None:
    """What a shape shows, for those who do not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", plain(words))
