"""The matrix of promises by policy as a real table, and what each policy says differently, as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.queries.policy.commitments import CHANGED, FIRST_SAID, SAME, SILENT
from mineaction.ui import text

Cell = Mapping[Any, Any]

SYMBOLS = {"yes": "●", "partial": "◐", "no": "×", "not_stated": "…", "not_applicable": "–"}
"""A sign for each answer; the word stands beside it. Signs no font may lack are drawn by the style sheet."""

DRAWN = frozenset({"yes", "partial"})


def show(answer: CitedTable) -> None:
    """Draw the matrix: a row a promise, a column a policy; each cell opens its source."""
    cells = answer.rows.to_dict("records")
    policies = list({str(cell["policy_key"]): cell for cell in cells}.values())
    promises: dict[str, list[Cell]] = {}
    for cell in cells:
        promises.setdefault(str(cell["commitment_key"]), []).append(cell)
    head = "".join(_policy(cell) for cell in policies)
    order = [str(cell["policy_key"]) for cell in policies]
    notes = answer.address_notes
    body = "".join(_promise(promises[key], order, notes) for key in sorted(promises))
    is_one = len(policies) == 1
    count = "1 policy" if is_one else f"{len(policies)} policies"
    kinds = "ma-matrix ma-one" if is_one else "ma-matrix"
    st.html(
        f'{_legend()}<div class="ma-scroll" role="region" aria-label="{text.html(answer.title)}" '
        f'tabindex="0"><table class="{kinds}"><caption>{text.html(answer.title)}: {len(promises)} '
        f"promises by {count}. Open a cell for what limits the answer and where it was "
        "read.</caption>"
        f'<thead><tr><th scope="col">Promise</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _legend() -> str:
    words = {"not_stated": "not stated (silence, not a no)"}
    items = "".join(
        f'<span class="ma-answer ma-{value}">{_sign(value)} '
        f"{words.get(value, value.replace('_', ' '))}</span>"
        for value in SYMBOLS
    )
    return f'<p class="ma-legend">{items}</p>'


def _sign(value: str) -> str:
    drawn = f" ma-draw-{value}" if value in DRAWN else ""
    return f'<span class="ma-sign{drawn}" aria-hidden="true">{"" if drawn else SYMBOLS[value]}</span>'


def _policy(cell: Cell) -> str:
    doubt = (
        f'<small class="ma-doubt">{text.html(cell["policy_confidence_label"])}</small>'
        if cell["policy_confidence"] == "reported_unpublished"
        else ""
    )
    date = f"<small>{text.html(cell['date_words'])}</small>"
    return f'<th scope="col">{text.html(cell["policy_title"])}{date}{doubt}</th>'


def _promise(cells: Sequence[Cell], order: Sequence[str], notes: Mapping[str, str]) -> str:
    by_policy = {str(cell["policy_key"]): cell for cell in cells}
    made = "".join(_cell(by_policy[key], notes) if key in by_policy else "<td></td>" for key in order)
    return f'<tr><th scope="row">{text.html(cells[0]["commitment"])}</th>{made}</tr>'


def _cell(cell: Cell, notes: Mapping[str, str]) -> str:
    value = str(cell["value"])
    limits = f"<p>{text.html(_sentence(str(cell['qualifier'])))}</p>" if cell["qualifier"] else ""
    return (
        f'<td class="ma-{value}"><details><summary class="ma-answer ma-{value}">{_sign(value)} '
        f"{text.html(cell['value_words'])}</summary>{limits}"
        f"<p>{_source(cell, notes)} ({text.html(cell['confidence_label'])})</p></details></td>"
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def show_changes(answer: CitedTable) -> None:
    """Under each policy, newest first: what it says differently, what it says first, where it is silent."""
    st.markdown(text.markdown(answer.sentence))
    groups: dict[str, list[Cell]] = {}
    for row in answer.rows.to_dict("records"):
        groups.setdefault(str(row["policy_key"]), []).append(row)
    parts = [
        _policy_changes(found, answer.address_notes, is_open=index == 0)
        for index, found in enumerate(reversed(list(groups.values())))
    ]
    st.html(f'<section class="ma-register" aria-label="{text.html(answer.title)}">{"".join(parts)}</section>')


def _policy_changes(found: Sequence[Cell], notes: Mapping[str, str], *, is_open: bool) -> str:
    def of(outcome: str) -> list[Cell]:
        return [row for row in found if row["outcome"] == outcome]

    head, changed = found[0], of(CHANGED)
    number = {0: "no answer differs", 1: "1 answer differs"}.get(
        len(changed), f"{len(changed)} answers differ"
    )
    count = f"{number} from the last one stated"
    said = "".join(
        f"<li>{text.html(row['sentence'])} <small>{_source(row, notes)}</small></li>"
        for row in [*changed, *of(FIRST_SAID)]
    )
    listed = f"<ul>{said}</ul>" if said else "<p>No answer differs from the last one stated.</p>"
    same = _named("The same answer as the last one stated", of(SAME))
    silent = _named("Not stated, so nothing is read into it", of(SILENT))
    return (
        f"<details{' open' if is_open else ''}><summary><b>{text.html(head['policy_title'])}</b> "
        f"<span>{text.html(head['date_words'])}: {count} "
        f"({text.html(head['policy_confidence_label'])})</span></summary>{listed}{same}{silent}</details>"
    )


def _source(row: Cell, notes: Mapping[str, str]) -> str:
    place = f", {text.place(str(row['locator']))}" if row["locator"] else ""
    url = str(row["url"])
    return f"{text.source(str(row['document']), url, notes.get(url, ''))}{place}"


def _named(words: str, rows: Sequence[Cell]) -> str:
    if not rows:
        return ""
    names = "; ".join(text.html(row["commitment"]) for row in rows)
    return f"<p><small><b>{words}:</b> {names}.</small></p>"
