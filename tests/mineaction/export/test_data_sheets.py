"""The data sheet inside a chart of a slide: it has what the chart has no room for."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl

from mineaction.export.native.parts import Label, NativeChart, NativeSeries
from mineaction.export.slides.deck import add_slides, new_presentation
from tests.mineaction.export.drawn import taken_from

DAYS = tuple(date(2020, 1, day) for day in range(1, 29))
SERIES = NativeSeries(
    "=weapons destruction",
    (5.0,) * len(DAYS),
    drawn_as="points",
    labels={at: Label("over 5", ">5") for at in range(len(DAYS))},
)
CROWDED = NativeChart("Totals", "dated", DAYS, (SERIES,), "US$ billion, as said", 0.0, 6.0, 1.0)


def test_labels_without_room_stand_in_the_data_sheet_and_the_slide_says_so(built_database: Path) -> None:
    """A bound whose label had no room was a bare dot, and nothing on the slide told that it was a bound."""
    deck = new_presentation()
    slide = add_slides(deck, taken_from(built_database, "claims"), [CROWDED])[0]
    said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)  # type: ignore[attr-defined]
    assert "all values, with their bounds, stand in the chart’s data sheet" in said
    out = io.BytesIO()
    deck.save(out)
    with zipfile.ZipFile(out) as file:
        [name] = [name for name in file.namelist() if name.startswith("ppt/embeddings/")]
        sheet = openpyxl.load_workbook(io.BytesIO(file.read(name))).worksheets[0]
    numbers, free, labels = list(sheet.iter_cols(min_col=2, values_only=True))
    assert numbers[1:] == (5,) * len(DAYS) and set(free) == {None}
    assert labels == ("'=weapons destruction, as labelled", *["over 5"] * len(DAYS))
