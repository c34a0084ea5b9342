"""The numbers of slides."""

from __future__ import annotations

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck

from mineaction.export.native.parts import COLOURS
from mineaction.export.slides.page import EDGE, HEIGHT, WIDTH, Place, Words, write

NAME, SIZE, WIDE, HIGH = "Slide number", 9.0, 40.0, 12.0


def number_slides(deck: Deck, *, first: int = 2) -> None:
    """Each slide's number in its right corner at the foot, from the slide ``first`` on.

    The numbers are fields: they stay right when slides are moved.
    """
    place = Place(WIDTH - EDGE - WIDE, HEIGHT - HIGH - 4, WIDE, HIGH)
    for number, slide in enumerate(deck.slides, 1):
        if number < first:
            continue
        box = write(slide, place, [[Words(str(number), SIZE, COLOURS.muted)]], name=NAME)
        paragraph = box.text_frame.paragraphs[0]._p
        paragraph.get_or_add_pPr().set("algn", "r")
        run = paragraph.find(qn("a:r"))
        field = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"/>'
        )
        field.extend(list(run))
        paragraph.replace(run, field)
