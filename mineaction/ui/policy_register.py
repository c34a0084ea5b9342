"""The register of policy events on a page: its controls, and its numbered list by administration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mineaction.cited import Timeline
from mineaction.queries.policy_register import LANES, RegisterChoices, RegisterFilter
from mineaction.ui import text
from mineaction.ui.address import Address, keep

SEPARATOR = "|"
"""Stands between several values of one choice in the address; no value holds it."""


def controls(asked: Address, offered: RegisterChoices) -> RegisterFilter:
    """Which events, from the controls above the figure; the choices are kept in the address."""
    first, second, third = st.columns([4, 4, 4], vertical_alignment="bottom")
    with first:
        kinds = _several(asked, "kind", "Kind of decision", offered.values["kind"])
    with second:
        actors = _several(asked, "actor", "Who decided", offered.values["actor"])
    with third:
        low, high = offered.first_year, offered.last_year
        start, end = asked.year("since", low, high, low), asked.year("until", low, high, high)
        years = st.slider("Years", low, high, (min(start, end), max(start, end)), key="register_years")
    with st.expander("More filters", expanded=False, key="register_more"):
        left, right = st.columns(2)
        with left:
            administrations = _several(
                asked, "administration", "US administration", offered.values["administration_key"]
            )
            directions = _several(asked, "direction", "Direction (our reading)", offered.values["direction"])
        with right:
            confidences = _several(asked, "confidence", "Confidence", offered.values["confidence"])
            lanes = list(LANES)
            lanes_by = st.segmented_control(
                "Lanes of the figure",
                lanes,
                default=asked.choice("lanes", lanes, lanes[0]),
                format_func=LANES.__getitem__,
                key="register_lanes",
                required=True,
            )
    keep(
        since=str(years[0]) if years[0] > low else None,
        until=str(years[1]) if years[1] < high else None,
        lanes=lanes_by if lanes_by != lanes[0] else None,
    )
    return RegisterFilter(
        kinds=kinds,
        actors=actors,
        administrations=administrations,
        directions=directions,
        confidences=confidences,
        first_year=years[0],
        last_year=years[1],
        lanes_by=lanes_by,
    )


def _several(asked: Address, name: str, label: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Any number of values, none of them meaning all; each unknown value of the address is named."""
    wanted = [value for value in st.query_params.get(name, "").split(SEPARATOR) if value]
    for value in wanted:
        if value not in values:
            asked.problems.append(
                f"The address asks for {name} “{value}”, which is not known here. It is left out."
            )
    chosen = st.multiselect(
        label,
        list(values),
        default=[value for value in dict.fromkeys(wanted) if value in values],
        format_func=values.__getitem__,
        key=f"register_{name}",
        placeholder="All",
    )
    keep(**{name: SEPARATOR.join(chosen) or None})
    return tuple(chosen)


def listing(timeline: Timeline) -> None:
    """Every event shown, newest first, under the administration of its day; the first part stands open."""
    rows = timeline.events.rows.to_dict("records")
    groups: dict[str, list[Mapping[Any, Any]]] = {}
    for row in reversed(rows):
        groups.setdefault(str(row["administration_key"]), []).append(row)
    presidents = {
        str(row["administration_key"]): str(row["president"])
        for row in timeline.administrations.rows.to_dict("records")
    }
    parts = [
        _group(presidents.get(key, key), key, found, is_open=index == 0)
        for index, (key, found) in enumerate(groups.items())
    ]
    st.html(f'<section class="ma-register" aria-label="Events in full">{"".join(parts)}</section>')


def _group(president: str, key: str, found: Sequence[Mapping[Any, Any]], *, is_open: bool) -> str:
    term = " (" + key.split(" (")[1] if " (" in key else ""
    span = (
        f"{found[-1]['date_words']} to {found[0]['date_words']}" if len(found) > 1 else found[0]["date_words"]
    )
    count = f"{len(found)} event{'' if len(found) == 1 else 's'}"
    return (
        f"<details{' open' if is_open else ''}><summary><b>{text.html(president + term)}</b> "
        f"<span>{count}, {text.html(span)}</span></summary>"
        f'<ol class="ma-events">{"".join(_item(row) for row in found)}</ol></details>'
    )


def _item(row: Mapping[Any, Any]) -> str:
    unpublished = ' class="ma-unpublished"' if row["confidence"] == "reported_unpublished" else ""
    source = text.link(str(row["document"]), str(row["url"]))
    note = f" <i>Note: {text.html(row['reader_note'])}</i>" if row["reader_note"] else ""
    return (
        f'<li value="{int(row["number"])}"{unpublished}><b>{text.html(row["date_words"])}</b> '
        f"{text.html(row['title'])} <span>({text.html(row['kind_label'])})</span><br>"
        f"<small>{text.html(row['summary'])}{note}<br>{text.html(row['actor_label'])} · our reading: "
        f"<b>{text.html(row['direction_words'])}</b> · {text.html(row['confidence_label'])}<br>"
        f"Read in: {source}, {text.html(row['locator'])}</small></li>"
    )
