"""What opens below a figure or table to take it away: files, the link, and the code that embeds it."""

from __future__ import annotations

from functools import partial
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.api import links
from mineaction.api.frame_height import frame_height
from mineaction.exhibits.exhibit import Exhibit
from mineaction.export.formats import FORMATS, Format
from mineaction.export.picture import browser
from mineaction.ui import copying, downloads, frame, in_browser, store, text
from mineaction.ui.carried import Carried
from mineaction.ui.making import Making


def files(carried: Carried) -> None:
    """The formats, in groups. A file is made when its button is clicked, and the page says how it goes."""
    with st.container(key=f"taking_{carried.name}"):
        _groups(carried, _making(carried.name))


def _groups(carried: Carried, making: Making) -> None:
    places: dict[str, DeltaGenerator] = {}
    size, scale = "slide", "2"
    for group in downloads.FIGURE if carried.is_figure else downloads.TABLE:
        st.html(f'<p class="ma-take"><b>{text.html(group.title)}</b> {text.html(group.words)}</p>')
        if group.is_picture:
            size, scale = _looks(carried.name)
            if size != "column" and _is_tall(carried):
                st.caption("This figure is tall: its words are larger in a report column.")
        with st.container(horizontal=True, gap="small"):
            clicked = [_button(format, carried, making, size, scale) for format in group.formats]
        here = st.empty()
        places |= {format.ending.upper(): here for format in group.formats}
        if group.is_picture:
            own = st.container(horizontal=True, gap="small")
            if lacking := browser.available().words:
                st.caption(
                    "PNG and SVG are made in your own browser; PDF cannot be made on this server. "
                    + text.to_whoever_runs(lacking)
                )
            for ending in filter(None, clicked):
                _draw_in_browser(ending, carried, size, float(scale), here)
    # Last: a button that this run has not drawn yet would be of no use to who clicks it meanwhile.
    if label := making.wanted or making.failed:
        making.tell(places[label])
    if (failed := FORMATS.get(making.failed.lower())) and failed.needs_browser:
        with own:
            clicked = [_own_browser(ending, carried.name) for ending in downloads.IN_BROWSER]
        for ending in filter(None, clicked):
            _draw_in_browser(ending, carried, size, float(scale), places[making.failed])


def link(carried: Carried) -> None:
    """The link, which is copied at once, and, for a figure, the code that shows it inside another page."""
    with st.container(key=f"linking_{carried.name}"):
        copying.at_once(carried.link, key=f"copy_{carried.name}")
        st.caption("Opens this view again: every choice, and the data version it was made with.")
        st.code(carried.link, language=None, wrap_lines=True)
        if carried.has_address and carried.is_figure:
            st.caption("Shows this figure inside another web page, with its source and a link back.")
            title, height = carried.exhibit.answer.title, frame_height_of(carried.exhibit)
            embedded = links.iframe_code(carried.embed_address, title, height)
            st.code(embedded, language=None, wrap_lines=True)


def _is_tall(carried: Carried) -> bool:
    """Whether a picture of it in a fixed shape is much smaller than on the page."""
    return _chart_px(carried.exhibit) > downloads.TALL_PX


def frame_height_of(shown: Exhibit) -> int:
    """How high a frame on another page has to be to hold the figure and its source."""
    return frame_height(shown, _chart_px(shown))


def _chart_px(shown: Exhibit) -> float:
    figure = store.drawn(shown.chart, shown.key, dark=frame.is_dark(), with_=shown.drawn_from)
    return float(figure.layout.height or 0)


def _making(name: str) -> Making:
    return cast(Making, st.session_state.setdefault(f"making_{name}", Making()))


def _looks(name: str) -> tuple[str, str]:
    """Size and pixels of a picture, as the reader wants them."""
    with st.container(horizontal=True, gap="small"):
        size = st.segmented_control(
            "Size",
            list(downloads.SIZE_WORDS),
            default="slide",
            required=True,
            format_func=downloads.SIZE_WORDS.__getitem__,
            key=f"size_{name}",
        )
        scale = st.segmented_control(
            "PNG for",
            list(downloads.SCALE_WORDS),
            default="2",
            required=True,
            format_func=downloads.SCALE_WORDS.__getitem__,
            key=f"scale_{name}",
        )
    return str(size), str(scale)


def _button(format: Format, carried: Carried, making: Making, size: str, scale: str) -> str:
    """Draw the button of one format; the ending clicked, where the reader's browser has to make the file."""
    label, key = format.ending.upper(), f"{format.ending}_{carried.name}"
    if format.needs_browser and not browser.available():
        is_possible = format.ending in downloads.IN_BROWSER
        return format.ending if st.button(label, key=key, disabled=not is_possible) else ""
    st.download_button(
        label,
        data=making.noted(label, lambda: format.make(carried.taken(), size, int(scale))),
        file_name=carried.file_name(format.ending),
        mime=format.media_type,
        on_click=partial(making.click, label),
        key=key,
    )
    return ""


def _own_browser(ending: str, name: str) -> str:
    """After a failure: the button that has the reader's browser make the picture."""
    label = f"Make the {ending.upper()} in this browser"
    return ending if st.button(label, key=f"own_{ending}_{name}") else ""


def _draw_in_browser(ending: str, carried: Carried, size: str, scale: float, place: DeltaGenerator) -> None:
    name = carried.file_name(ending).removesuffix(f".{ending}")
    drawn = in_browser.document(carried.taken(), format=ending, size=size, scale=scale, file_name=name)
    place.iframe(drawn, height=24)
