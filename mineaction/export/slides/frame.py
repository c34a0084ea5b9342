"""What stands around the charts of every slide of a figure, and the room it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import plain
from mineaction.export.native.parts import COLOURS
from mineaction.export.slides import words as slides_words
from mineaction.export.slides.page import EDGE, HEIGHT, LINE, WIDE, WIDTH, Place, Words, lines_needed, write

INSIDE = WIDTH - 2 * EDGE
TITLE_SIZES, SUBTITLE_SIZE, NOTE_SIZE = (24.0, 20.0), 12.0, 14.0
BOLD = 1.05 * WIDE
"""How much wider a title in bold may run: no line of it may fall onto those below."""
SAID_SIZES, AFTER = (14.0, 12.0, 10.0), 0.45
"""The sizes of a slide of caveats, and the room after each in parts of the size."""


class Frame:
    """Title, unit and choices above; events, source, caveats and version below; ``body`` between them.

    ``longest`` is the longest form of the title; without ``has_caveats`` the foot has none.
    """

    def __init__(self, taken: Taken, longest: str, *, has_caveats: bool = True) -> None:
        self.title_size = next(
            (size for size in TITLE_SIZES if lines_needed(longest, size * BOLD, INSIDE) == 1), TITLE_SIZES[-1]
        )
        lines = min(lines_needed(longest, self.title_size * BOLD, INSIDE), 3)
        self.title = Place(EDGE, EDGE * 0.6, INSIDE, lines * self.title_size * LINE + 4)
        top = self.title.top + self.title.height + 2
        self.head: list[list[Words]] = [[Words(taken.answer.subtitle, SUBTITLE_SIZE)]]
        high = lines_needed(taken.answer.subtitle, SUBTITLE_SIZE, INSIDE) * SUBTITLE_SIZE * LINE
        if said := slides_words.choices_line(taken, INSIDE):
            self.head.append([Words(said, slides_words.CHOICES_SIZE)])
            high += lines_needed(said, slides_words.CHOICES_SIZE, INSIDE) * slides_words.CHOICES_SIZE * LINE
        if taken.note:
            self.head.append([Words(taken.note, NOTE_SIZE, COLOURS.ink)])
            high += lines_needed(taken.note, NOTE_SIZE, INSIDE) * NOTE_SIZE * LINE
        self.head_at = Place(EDGE, top, INSIDE, high)
        self.foot = slides_words.foot_lines(taken, INSIDE, has_caveats=has_caveats)
        events = slides_words.events_line(taken, INSIDE) if has_caveats else ""
        if events:
            self.foot.insert(0, [Words(events, slides_words.EVENTS_SIZE, COLOURS.ink)])
        foot_high = sum(
            lines_needed("".join(part.text for part in line), line[0].size, INSIDE) * line[0].size * LINE
            for line in self.foot
        )
        self.foot_at = Place(EDGE, HEIGHT - EDGE * 0.5 - foot_high, INSIDE, foot_high)
        start = top + high + 8
        self.body = Place(EDGE, start, INSIDE, self.foot_at.top - 8 - start)

    def new_slide(self, deck: Deck, title: str) -> Slide:
        """A slide with all of the frame on it."""
        slide: Slide = deck.slides.add_slide(deck.slide_layouts[0])
        shown: Any = slide.shapes.title
        shown.left, shown.top, shown.width, shown.height = self.title.emu
        frame = shown.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
        frame.text = plain(title)
        frame.paragraphs[0].font.size = Pt(self.title_size)
        write(slide, self.head_at, self.head, name="Unit and choices")
        write(slide, self.foot_at, self.foot, name="Source, caveats and data version")
        return slide


def note(slide: Slide, words: str) -> None:
    """Put words into the notes of a slide."""
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = plain(words)


def add_what_to_know(deck: Deck, taken: Taken) -> list[Slide]:
    """Every caveat, on a slide of its own or several; none where all have room at the foot of the figure."""
    if slides_words.all_caveats_fit(taken, INSIDE):
        return []
    title = f"{slides_words.WHAT_TO_KNOW}: {taken.heading}"
    frame = Frame(taken, title, has_caveats=False)
    said = [f"• {caveat}" for caveat in taken.answer.caveats]
    size = next((size for size in SAID_SIZES if _height(said, size) <= frame.body.height), SAID_SIZES[-1])
    made = []
    for page in _in_pages(said, size, frame.body.height):
        slide = frame.new_slide(deck, title)
        box = write(slide, frame.body, [[Words(words, size, COLOURS.ink)] for words in page], name="Caveats")
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = Pt(size * AFTER)
        note(slide, slides_words.notes_text(taken))
        made.append(slide)
    return made


def _height(said: Sequence[str], size: float) -> float:
    return sum((lines_needed(words, size * WIDE, INSIDE) * LINE + AFTER) * size for words in said)


def _in_pages(said: Sequence[str], size: float, room: float) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for words in said:
        if pages[-1] and _height([*pages[-1], words], size) > room:
            pages.append([])
        pages[-1].append(words)
    return pages
