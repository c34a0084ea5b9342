"""The figures of the reader's briefing, in order: moved, named, annotated, looked at, taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from mineaction.charts.theme import plot_config
from mineaction.errors import MineActionError, NothingToShow
from mineaction.exhibits import registry
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.table import is_table
from mineaction.export.pack import briefing as operations
from mineaction.export.pack.briefing import MOST_TITLE, Briefing, Item
from mineaction.ui import frame, navigation, rows_table, store, text
from mineaction.ui.briefing_kept import MOST_NOTE, Desk


@dataclass(frozen=True, slots=True)
class Told:
    """What the list says of a figure. ``problem`` is why it cannot be opened from these data, else empty.

    ``is_held`` is false where that is because the data have nothing to show.
    """

    title: str
    choices: str = ""
    problem: str = ""
    is_held: bool = True


def draw(desk: Desk) -> None:
    """All figures, one below the other, and what can be done with each."""
    for place, item in enumerate(desk.briefing.items):
        with st.container(border=True, key=f"item_{place}"):
            _one(desk, place, item, told(store.facts().data_version, item.name, item.choices))


@st.cache_resource(max_entries=400, show_spinner=False)
def told(version: str, name: str, choices: operations.Choices) -> Told:
    """Title and choices of a figure, asked once for each data version."""
    try:
        answer = operations.opened(Item(name, choices), store.StoredData()).exhibit.answer
    except MineActionError as error:
        known = registry.BY_NAME.get(name)
        title = known.label if known else name.replace("_", " ").capitalize()
        return Told(title, problem=str(error), is_held=not isinstance(error, NothingToShow))
    return Told(answer.title, "; ".join(f"{label}: {words}" for label, words in answer.choices))


def page_of(item: Item) -> str:
    """The name of the page a figure is from; empty for a figure there is not."""
    kind = registry.BY_NAME.get(item.name)
    return kind.page if kind else ""


def _one(desk: Desk, place: int, item: Item, held: Told) -> None:
    count = len(desk.briefing.items)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{place + 1}. {text.markdown(item.title or held.title)}**", width="stretch")
        _button("Up", "up", desk, place, partial(_moved, place=place, by=-1), is_off=place == 0)
        _button("Down", "down", desk, place, partial(_moved, place=place, by=1), is_off=place == count - 1)
        _button("Remove", "remove", desk, place, partial(operations.remove, place=place))
    page = navigation.PAGES.get(page_of(item), "")
    own = held.title if item.title else ""
    st.caption(text.markdown(" · ".join(filter(None, (page, own, held.choices)))))
    if held.problem:
        st.warning(text.markdown(f"This figure cannot be shown from the data here. {held.problem}"))
    version = store.facts().data_version
    if item.data_version and item.data_version != version:
        st.caption(
            f"**Added with data version {text.markdown(item.data_version)}.** The pack will show version "
            f"{text.markdown(version)}, which may differ."
        )
    if item.note:
        st.markdown(text.markdown(item.note))
    part = st.expander("Title, note and preview", key=f"item_more_{place}", on_change="rerun")
    if part.open:
        with part:
            _more(desk, place, item, held)


def _moved(briefing: Briefing, place: int, by: int) -> Briefing:
    return operations.move(briefing, place, place + by)


def _button(
    label: str, key: str, desk: Desk, place: int, to: Callable[[Briefing], Briefing], *, is_off: bool = False
) -> None:
    st.button(
        label,
        type="tertiary",
        key=f"item_{key}_{place}",
        disabled=is_off,
        on_click=_changed,
        args=(desk, to),
    )


def _changed(desk: Desk, to: Callable[[Briefing], Briefing]) -> None:
    """Another figure may stand in a place now: what was open there closes."""
    desk.change(to)
    close_all()


def close_all() -> None:
    """Fold away what is open below any figure."""
    for place in range(operations.MOST_ITEMS):
        st.session_state.pop(f"item_more_{place}", None)


def _more(desk: Desk, place: int, item: Item, held: Told) -> None:
    title_key, note_key = f"item_title_{place}", f"item_note_{place}"
    st.session_state[title_key], st.session_state[note_key] = item.title, item.note
    words, look = st.columns([2, 3])
    with words:
        st.text_input(
            "Title in the pack",
            key=title_key,
            max_chars=MOST_TITLE,
            placeholder=held.title,
            on_change=lambda: desk.change(
                lambda briefing: operations.retitle(briefing, place, st.session_state[title_key])
            ),
        )
        st.text_area(
            "A sentence beside it",
            key=note_key,
            max_chars=max(MOST_NOTE, len(item.note)),
            height=120,
            placeholder="What should the reader see in this figure?",
            on_change=lambda: desk.change(
                lambda briefing: operations.annotate(briefing, place, st.session_state[note_key])
            ),
        )
        if page := page_of(item):
            navigation.link_to(page, "Open this figure on its page", **item.asked)
    with look:
        if not held.problem:
            _preview(operations.opened(item, store.StoredData()).exhibit, place)


def _preview(exhibit: Exhibit, place: int) -> None:
    if is_table(exhibit):
        rows_table.draw(exhibit.answer, key=f"figure_preview_{place}", height=rows_table.MOST_PX)
        return
    figure = store.drawn(exhibit.chart, exhibit.key, dark=frame.is_dark(), with_=exhibit.drawn_from)
    st.plotly_chart(
        figure, theme=None, config=plot_config(), key=f"figure_preview_{place}", alt=exhibit.answer.title
    )
