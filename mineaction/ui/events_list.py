"""The numbered events of a timeline as a list: date, title, source and confidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from mineaction.cited import Timeline
from mineaction.counting import counted
from mineaction.ui import text


def show(timeline: Timeline, *, key: str) -> None:
    """List the events under the figure, numbered as its marks are. Says so when there are none."""
    rows = timeline.events.rows
    notes = timeline.events.address_notes
    hidden = timeline.hidden_count
    head = f"{counted(len(rows), 'policy event')} on this timeline"
    if hidden:
        head += f"; {hidden} more of this period under other kinds"
    with st.expander(head, expanded=False, key=f"events_{key}"):
        if rows.empty:
            st.write("No event of the kinds chosen falls into this period.")
            return
        items = "".join(_item(row, notes) for row in rows.to_dict("records"))
        st.html(f'<ol class="ma-events">{items}</ol>')
        st.caption(" ".join(timeline.events.caveats))


def _item(row: Mapping[Any, Any], notes: Mapping[str, str]) -> str:
    unpublished = ' class="ma-unpublished"' if row["confidence"] == "reported_unpublished" else ""
    url = str(row["url"])
    source = text.source(str(row["document"]), url, notes.get(url, ""))
    return (
        f'<li value="{row["number"]}"{unpublished}><b>{text.html(row["date_words"])}</b> '
        f"{text.html(row['title'])} <span>({text.html(row['kind_label'])})</span><br>"
        f"<small>{text.html(row['summary'])} Source: {source}; "
        f"{text.html(row['confidence_label'])}.</small></li>"
    )
