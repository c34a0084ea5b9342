"""The register of policy events on a page: its numbered list by administration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mineaction.cited import Timeline
from mineaction.ui import text


def listing(timeline: Timeline) -> None:
    """Every event shown, newest first, under the administration of its day; the first part stands open."""
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
    st.html(f'<section class="ma-register" aria-label="Events in full">{"".join(parts)}</section>')


def _group(
    president: str, key: str, found: Sequence[Mapping[Any, Any]], notes: Mapping[str, str], *, is_open: bool
) -> str:
    term = " (" + key.split(" (")[1] if " (" in key else ""
    span = (
        f"{found[-1]['date_words']} to {found[0]['date_words']}" if len(found) > 1 else found[0]["date_words"]
    )
    count = f"{len(found)} event{'' if len(found) == 1 else 's'}"
    return (
        f"<details{' open' if is_open else ''}><summary><b>{text.html(president + term)}</b> "
        f"<span>{count}, {text.html(span)}</span></summary>"
        f'<ol class="ma-events">{"".join(_item(row, notes) for row in found)}</ol></details>'
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
