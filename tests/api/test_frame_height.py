"""The height of an embedded figure's frame is worked out from what it holds."""

from __future__ import annotations

from dataclasses import replace

from mineaction.api.frame_height import LEAD, LIST_PX, frame_height
from mineaction.exhibits.address import open_exhibit
from tests.api.conftest import Held


def test_each_part_of_a_figure_takes_its_room(data: Held) -> None:
    shown = open_exhibit("recipient_map", {}, data).exhibit
    height = frame_height(shown, 600)
    assert frame_height(shown, 1_000) == height + 400
    without = replace(shown, answer=replace(shown.answer, caveats=(), sentence=""))
    lines = (height - frame_height(without, 600) - LIST_PX) / LEAD.line
    assert lines >= len(shown.answer.sentence) / 70
    longer = replace(shown, answer=replace(shown.answer, source_line=f"{shown.answer.source_line} " * 5))
    assert frame_height(longer, 600) > height + 2 * 21
