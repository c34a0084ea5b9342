"""The register of policy events on a page: its numbered list by the US terms the events fall into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mineaction.cited import Timeline
from mineaction.counting import counted
from mineaction.queries.policy.register import US_ACTORS
from mineaction.ui import text

OWN, OTHERS = "Of the United States", "Of other states, treaties and organisations"


def listing(timeline: Timeline) -> None:
    """Every event shown, newest first, by the US term it falls into, those of the United States apart.

    The first part stands open.
    """
    rows = timeline.events.rows.to_dict("records")
    notes = timeline.events.address_notes
    groups: dict[str, list[Mapping[Any, Any]]] = {}
    for row in reversed(rows):
        groups.setdefault(str(row["administration_key"]), []).append(row)
    presidents = {
        str(row["administration_key"]): str(row["president"])
        for row in timeline.administrations.rows.to_dict("records")
    }
    parts = [
        _group(presidents.get(key, key), key, found, notes, is_open=index == 0)
        for index, (key, found) in enumerate(groups.items())
    ]
    st.caption("The numbers are those of the figure; newest first.")
    st.html(f'<section class="ma-register" aria-label="Events in full">{"".join(parts)}</section>')


def _group(
    president: str, key: str, found: Sequence[Mapping[Any, Any]], notes: Mapping[str, str], *, is_open: bool
) -> str:
    term = " (" + key.split(" (")[1] if " (" in key else ""
    span = (
        f"{found[-1]['date_words']} to {found[0]['date_words']}" if len(found) > 1 else found[0]["date_words"]
    )
    own = [row for row in found if row["actor"] in US_ACTORS]
    others = [row for row in found if row["actor"] not in US_ACTORS]
    count = counted(len(found), "event")
    if own and others:
        count += f", {len(own)} of them of the United States"
    lists = "".join(
        f'<p class="ma-whose">{title}</p>'
        f'<ol class="ma-events">{"".join(_item(row, notes) for row in part)}</ol>'
        for title, part in ((OWN, own), (OTHERS, others))
        if part
    )
    return (
        f"<details{' open' if is_open else ''}><summary>During the term of "
        f"<b>{text.html(president + term)}</b> <span>{count}, {text.html(span)}</span></summary>"
        f"{lists}</details>"
    )


def _item(row: Mapping[Any, Any], notes: Mapping[str, str]) -> str:
    unpublished = ' class="ma-unpublished"' if row["confidence"] == "reported_unpublished" else ""
    url = str(row["url"])
    source = text.source(str(row["document"]), url, notes.get(url, ""))
    note = f" <i>Note: {text.html(row['reader_note'])}</i>" if row["reader_note"] else ""
    return (
        f'<li value="{int(row["number"])}"{unpublished}><b>{text.html(row["date_words"])}</b> '
        f"{text.html(row['title'])} <span>({text.html(row['kind_label'])})</span><br>"
        f"<small>{text.html(row['summary'])}{note}<br>{text.html(row['actor_label'])} · our reading: "
        f"<b>{text.html(row['direction_words'])}</b> · {text.html(row['confidence_label'])}<br>"
        f"Read in: {source}, {text.place(str(row['locator']))}</small></li>"
    )
