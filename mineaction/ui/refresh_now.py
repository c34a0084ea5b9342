"""Refresh now: a reader starts it where the operator allows that, and sees how it comes along."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mineaction import editions, refreshing
from mineaction.editions import OUTCOME_WORDS, Attempt
from mineaction.queries.editions import attempts
from mineaction.refreshing import Ending, LiveSource, Progress, Refresher, Seen
from mineaction.ui import store, text
from mineaction.ui.making import size_words

ALL = ""
LOOK_AGAIN_SECONDS = 1.0


def history() -> tuple[Attempt, ...]:
    """Every attempt to bring a source up to date, oldest first; read again when there is a new one."""
    path = editions.editions_folder() / editions.HISTORY_NAME
    try:
        held = path.stat()
    except OSError:
        return ()
    return _history(str(path.parent), held.st_mtime_ns, held.st_size)


@st.cache_resource(max_entries=2, show_spinner=False)
def _history(folder: str, changed: int, size: int) -> tuple[Attempt, ...]:
    return tuple(editions.read_history(Path(folder)))


@st.cache_resource(show_spinner=False)
def refresher() -> Refresher:
    """The one of the whole server."""
    return Refresher()


@st.cache_data(ttl=60, max_entries=1, show_spinner=False)
def _live() -> tuple[LiveSource, ...]:
    return refreshing.live_sources()


def panel() -> None:
    """Draw the panel; where readers may not refresh, one line on how figures are brought up to date."""
    sources = _live()
    if not refreshing.is_allowed():
        if sources:
            st.caption(text.markdown(_how_it_goes(sources)))
        return
    if not sources:
        return
    with st.container(key="refresh_now"):
        # A fragment that looks again by itself only while there is something to see.
        again = LOOK_AGAIN_SECONDS if refresher().seen().is_running else None
        st.fragment(_panel, run_every=again)(sources)


def _how_it_goes(sources: tuple[LiveSource, ...]) -> str:
    count = len(sources)
    which = "One source can" if count == 1 else f"{count} sources can"
    last = history()
    when = (
        f"the last attempt was on {attempts.day_and_time(last[-1].at)}"
        if last
        else "that has not been done yet"
    )
    return f"{which} be brought up to date from the publishers by whoever runs this app; {when}."


def _panel(sources: tuple[LiveSource, ...]) -> None:
    seen = refresher().seen()
    if seen.is_running:
        _running(seen, {source.source_key: source.title for source in sources})
        st.session_state["refresh_seen"] = seen.number
        return
    if st.session_state.pop("refresh_seen", None) is not None:
        # The page around this part still shows the figures from before, and this part still looks again.
        st.session_state["refresh_told"] = seen.number
        st.rerun()
    _idle(sources)
    if seen.number and seen.number == st.session_state.get("refresh_told"):
        _ended(seen, {source.source_key: source.title for source in sources})


def _idle(sources: tuple[LiveSource, ...]) -> None:
    titles = {source.source_key: source.title for source in sources}
    on = sum(source.is_on for source in sources)
    first, second = st.columns([3, 1], vertical_alignment="bottom")
    with first:
        chosen = st.selectbox(
            "Bring figures up to date from the publishers",
            [ALL, *titles],
            format_func=lambda key: titles.get(key, f"All that are switched on ({on})"),
            key="refresh_which",
            help="Runs beside the page. The figures shown stay until the new ones are whole and checked.",
        )
    with second:
        st.button("Refresh now", key="refresh_start", on_click=_start, args=(chosen,), width="stretch")


def _start(chosen: str | None) -> None:
    started = refresher().start((chosen,) if chosen else ())
    st.session_state["refresh_seen"] = refresher().seen().number
    if not started:
        st.toast("A refresh is running already; here is how it comes along.")
    # The whole page runs again, so that this part begins to look by itself.
    st.session_state["refresh_began"] = True


def _running(seen: Seen, titles: dict[str, str]) -> None:
    if st.session_state.pop("refresh_began", False):
        st.rerun()
    progress = seen.progress
    title = titles.get(progress.source_key, "")
    first, second = st.columns([3, 1], vertical_alignment="bottom")
    with first:
        words = "Stopping …" if seen.is_stopping else step_words(progress, title)
        share = min(1.0, progress.done / progress.total) if progress.total else 0.0
        st.progress(share, text=text.markdown(words))
        st.caption(text.markdown(f"{amount_words(progress)}Running for {seconds_words(seen.seconds)}. "
                                 "The figures stay as they are until the new ones are whole."))  # fmt: skip
    with second:
        st.button(
            "Cancel",
            key="refresh_cancel",
            on_click=refresher().cancel,
            disabled=seen.is_stopping,
            width="stretch",
        )


def step_words(progress: Progress, title: str) -> str:
    """What is being done, and of which source; steps of the whole are told in three stages."""
    if title:
        return f"{title}: {progress.step or 'starting'}"
    if not progress.step:
        return "Starting"
    if progress.step.startswith("writing"):
        return "Writing the new figures beside the old ones"
    return "Checking all sources together"


def amount_words(progress: Progress) -> str:
    """How much has come, how fast, and how long it may still take; empty where nothing is being fetched."""
    if not progress.done:
        return ""
    told = [size_words(progress.done) + (f" of {size_words(progress.total)}" if progress.total else "")]
    if progress.rate:
        told.append(f"{size_words(round(progress.rate))} a second")
    if progress.seconds_left is not None:
        told.append(f"about {seconds_words(progress.seconds_left)} left")
    return f"{', '.join(told)}. "


def seconds_words(seconds: float) -> str:
    """A length of time as people say it: ``40 s``, ``3 min``."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _ended(seen: Seen, titles: dict[str, str]) -> None:
    series = store.ask(attempts.series_titles)
    lines = [ending_words(ending, titles, series) for ending in seen.endings]
    st.info(
        "\n".join(f"- {text.markdown(line)}" for line in lines) if len(lines) > 1 else text.markdown(lines[0])
    )


def ending_words(ending: Ending, titles: dict[str, str], series: dict[str, str]) -> str:
    """What became of one source, without commands to type; ``titles`` of sources and ``series``, by key."""
    if ending.outcome is None:
        return ending.words
    said = attempts.for_readers(ending.words, series)
    named = titles.get(ending.source_key, ending.source_key)
    return f"{named}: {OUTCOME_WORDS[ending.outcome]}{f'. {said}' if said else ''}."
