"""What many rows share is told once: a document's new title took two dozen long lines."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from mineaction.replay import telling
from mineaction.replay.again import Replayed, Status
from mineaction.replay.differences import Changed, TableDifference
from mineaction.replay.shared import Shared, other_cells, shared

OLD, NEW = "Report & annex, 2018", "Report & annexes, 2018"
Row = dict[str, Any]


def table(name: str, *pairs: tuple[Row, Row]) -> TableDifference:
    return TableDifference(name, (), (), tuple(Changed(then, now) for then, now in pairs))


def renamed(amount: int = 5, amount_now: int = 5) -> tuple[Row, Row]:
    """A row behind a figure, whose document has another title now."""
    return {"Document": OLD, "US$": amount}, {"Document": NEW, "US$": amount_now}


def redrawn(label: str) -> tuple[Row, Row]:
    """A row drawn, whose words name the document among others, as HTML."""
    old, new = (title.replace("&", "&amp;") for title in (OLD, NEW))
    return {"hover": f"{label}<br>Source: {old}; p. 3"}, {"hover": f"{label}<br>Source: {new}; p. 3"}


def told(*tables: TableDifference) -> list[str]:
    out = io.StringIO()
    telling.tell(Console(file=out, soft_wrap=True), Replayed(Status.DIFFERS, None, tables=tables))
    return [line.strip() for line in out.getvalue().splitlines()[1:]]


def test_one_cause_is_one_line_and_the_first() -> None:
    drawn = table("rows drawn", redrawn("2017"), redrawn("2018"))
    behind = table("rows behind", *(renamed() for _ in range(15)))
    assert told(drawn, behind) == [
        f"in 17 rows, Document: {OLD} -> {NEW}",
        "rows drawn: 2 changed (in nothing else), 0 added, 0 removed",
        "rows behind: 15 changed (in nothing else), 0 added, 0 removed",
    ]


def test_what_differs_besides_is_told_of_its_row() -> None:
    behind = table("rows behind", renamed(), renamed(), renamed(5, 6))
    first, count, line = told(behind)
    assert first == f"in 3 rows, Document: {OLD} -> {NEW}"
    assert count == "rows behind: 3 changed (1 of them in more), 0 added, 0 removed"
    assert line.endswith("US$: 5 -> 6") and OLD not in line


def test_a_change_of_one_row_is_told_of_that_row_alone() -> None:
    first, line = told(table("rows behind", renamed()))
    assert first == "rows behind: 1 changed, 0 added, 0 removed"
    assert f"Document: {OLD} -> {NEW}" in line


def test_two_documents_in_one_text() -> None:
    other = {"Document": "A leaflet"}, {"Document": "The leaflet"}
    both = {"hover": f"{OLD}; A leaflet"}, {"hover": f"{NEW}; The leaflet"}
    tables = [table("rows", renamed(), renamed(), other, other, both)]
    known = shared(tables)
    assert [(one.then, one.rows) for one in known] == [(OLD, 3), ("A leaflet", 3)]
    assert not any(other_cells(changed, known) for changed in tables[0].changed)


def test_numbers_and_short_texts_are_no_cause() -> None:
    rows = [({"label": "5", "x": 1}, {"label": "6", "x": 2})] * 3
    assert shared([table("rows", *rows)]) == ()


def test_other_programs_read_it_too() -> None:
    replayed = Replayed(Status.DIFFERS, None, tables=(table("rows behind", renamed(), renamed()),))
    assert telling.as_dict(replayed)["shared"] == [{"column": "Document", "then": OLD, "now": NEW, "rows": 2}]


WORDS = st.sampled_from(["aaaa", "bbbb", "aaaa bbbb", "cccc", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), max_size=6))
def test_a_cell_is_left_out_only_where_the_known_changes_make_it(
    cells: list[tuple[str, str, str, str]],
) -> None:
    pairs = [({"x": a, "y": b}, {"x": c, "y": d}) for a, b, c, d in cells]
    tables = [table("rows", *pairs)]
    known: tuple[Shared, ...] = shared(tables)
    for changed in tables[0].changed:
        left = {name for name, _, _ in other_cells(changed, known)}
        for name, then, now in changed.cells:
            if name not in left:
                for one in known:
                    if then != now:
                        then = then.replace(one.then, one.now)
                assert then == now
