"""The register of policy events on a page: its controls, and its numbered list by administration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mineaction.cited import Timeline
from mineaction.queries.policy_register import LANES, RegisterChoices, RegisterFilter
from mineaction.ui import text
from mineaction.ui.view import View
from mineaction.vocabulary import EventKind


def controls(view: View, offered: RegisterChoices) -> RegisterFilter:
    """Which events, from the controls above the figure."""
    first, second, third = st.columns([4, 4, 4], vertical_alignment="bottom")
    with first:
        actors = _several(view, "actor", "Who decided", offered.values["actor"])
    with second:
        administrations = _several(
            view, "administration", "US administration", offered.values["administration_key"]
        )
    with third:
        years = view.years(offered.first_year, offered.last_year)
    with st.expander("More filters", expanded=False, key="register_more"):
        left, middle, right = st.columns(3)
        with left:
            directions = _several(view, "direction", "Direction (our reading)", offered.values["direction"])
        with middle:
            confidences = _several(view, "confidence", "Confidence", offered.values["confidence"])
        with right:
            lanes = list(LANES)
            lanes_by = view.switch(
                "lanes", "Lanes of the figure", lanes, lanes[0], format_func=LANES.__getitem__
            )
        only = view.select(
            "only",
            "One event",
            ["", *offered.events],
            "",
            format_func=lambda key: offered.events[key] if key else "All",
        )
    kinds = view.kinds(default=tuple(EventKind))
    if only:
        st.caption("One event is shown. To see the others again, choose All for it under More filters.")
        return RegisterFilter(tuple(kind.value for kind in EventKind), lanes_by=lanes_by, only=only)
    return RegisterFilter(
        kinds=tuple(kind.value for kind in kinds),
        actors=actors,
        administrations=administrations,
        directions=directions,
        confidences=confidences,
        first_year=years[0],
        last_year=years[1],
        lanes_by=lanes_by,
    )


def _several(view: View, name: str, label: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Any number of values, none of them meaning all."""
    return view.several(name, label, list(values), format_func=values.__getitem__)


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
