"""Pictures and PDF through a Chrome or Chromium that is started when first needed and then kept.

All threads of the process share one browser, one after the other. When it ends or does not answer, that
picture fails, once; the next one gets a new browser. It is closed when nobody has asked for a while, and when
the process ends.
"""

from __future__ import annotations

import atexit
import logging
import os
import re
import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from mineaction.errors import BrowserMissing, RenderingBusy, RenderingFailed
from mineaction.export import fonts

if TYPE_CHECKING:
    from mineaction.export.picture.chromium import Chromium

_log = logging.getLogger(__name__)
PATH_VARIABLE = "BROWSER_PATH"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LACKING = "Pictures and PDF need a Chrome or Chromium on the server, and it has none."
INSTALL = (
    "Install one on the server: `apt-get install chromium` on Debian, or `plotly_get_chrome` where there is "
    "a network."
)
PICTURE_SECONDS, DOCUMENT_SECONDS, WAIT_SECONDS = 30.0, 120.0, 90.0
IDLE_SECONDS = 900.0
MOST_WAITING = 32
MOST_PICTURES = 400
"""After so many a new browser is started: what a long-lived one has gathered in memory goes with it."""
MOST_PX = 16_000
"""Chromium draws no picture wider or taller than this."""
BOLD = re.compile(r'font-weight(: *|=")(bold|[6-9]00)')
NOT_STARTED = (
    "Try again. If it never starts, run `chromium --headless --dump-dom about:blank` as the server's user to "
    "see why. Where the kernel refuses its sandbox, as in containers, set MINEACTION_BROWSER_SANDBOX=off."
)
Format = Literal["png", "svg", "pdf"]
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Available:
    """Whether there is a browser; true if so. ``path`` says where.

    If there is none, ``words`` say so to anybody, and what to install; ``told`` says it to whoever runs the
    server, with the settings, which are nobody else's business.
    """

    path: str
    words: str = ""
    told: str = ""

    def __bool__(self) -> bool:
        return bool(self.path)


def available() -> Available:
    """Whether pictures can be made here. Looks for a browser and does not start it."""
    named = os.environ.get(PATH_VARIABLE, "")
    if named:
        if Path(named).is_file():
            return Available(named)
        return _lacking(f"Pictures and PDF need a browser, and {PATH_VARIABLE}={named} is no file.")
    for name in NAMES:
        if found := shutil.which(name):
            return Available(found)
    if found := _elsewhere():
        return Available(found)
    return _lacking("Pictures and PDF need a Chrome or Chromium, and none was found.")


def _lacking(why: str) -> Available:
    elsewhere = f"Or set {PATH_VARIABLE} to a Chrome or Chromium."
    return Available("", f"{LACKING} {INSTALL}", f"{why} {INSTALL} {elsewhere}")


@cache
def _tell_once(words: str) -> None:
    """Into the server's log, where the settings may stand."""
    _log.warning("%s", words)


def _elsewhere() -> str:
    """The browser that `plotly_get_chrome` has brought, or one in a usual place of this system."""
    from choreographer.browsers import Chromium as Launcher

    found = Launcher.find_browser(skip_local=False) or ""
    return found if Path(found).is_file() else ""


def image(
    figure: go.Figure | Mapping[str, Any],
    format: Format,
    width: int | None = None,
    height: int | None = None,
    scale: float = 1.0,
    *,
    title: str = "",
    for_print: bool = False,
) -> bytes:
    """A figure as a picture of ``width`` times ``height`` pixels; its own size where they are not given.

    It may be given as its ``data`` and ``layout``. ``scale`` makes a PNG larger; it is lowered where the
    picture would be larger than Chromium can draw. An SVG has the fonts inside; ``for_print`` draws hatches
    line by line, as a document to be printed would hold each as a picture otherwise. ``title`` is a PDF's
    title. Raises BrowserMissing, RenderingBusy, RenderingFailed.
    """
    layout = figure["layout"]
    wide, high = int(width or layout["width"] or 700), int(height or layout["height"] or 450)
    told = str(to_json_plotly(figure))

    def drawn(browser: Chromium) -> bytes:
        if format == "png":
            most = min(scale, MOST_PX / max(wide, high))
            return browser.png(told, wide, high, most, PICTURE_SECONDS)
        svg = browser.svg(told, wide, high, PICTURE_SECONDS)
        if format == "pdf":
            return browser.pdf(svg, wide, high, title, PICTURE_SECONDS)
        return (browser.without_patterns(svg, PICTURE_SECONDS) if for_print else svg).encode("utf-8")

    made = _shared.use(drawn)
    return with_fonts(made.decode("utf-8")).encode("utf-8") if format == "svg" else made


def pdf_of_html(html: str) -> bytes:
    """A whole HTML document as a PDF: pages as its ``@page`` says, with backgrounds and an outline.

    The document has to carry all it shows: nothing is loaded from anywhere, and no script runs. Raises
    BrowserMissing, RenderingBusy, RenderingFailed.
    """
    return _shared.use(lambda browser: browser.pdf_of_html(html, DOCUMENT_SECONDS))


def close() -> None:
    """End the browser, if one runs. The next picture starts a new one."""
    _shared.close()


def end() -> None:
    """End the browser because the process ends: what is being made is given up, and nothing is begun."""
    _shared.end()


def with_fonts(svg: str) -> str:
    """An SVG with the files of the project's font inside, those its letters and weights need."""
    weights = (fonts.REGULAR, fonts.SEMIBOLD) if BOLD.search(svg) else (fonts.REGULAR,)
    start = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:start]}<style>{fonts.css(svg, weights)}</style>{svg[start:]}"


class _Shared:
    """The one browser and the threads that wait for it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._running: Chromium | None = None
        self._pictures = 0
        self._idle: threading.Timer | None = None
        self._is_closed_at_exit = False
        self._is_ending = False

    def use(self, work: Callable[[Chromium], Done]) -> Done:
        """Do the work when its turn comes. Raises BrowserMissing, RenderingBusy, RenderingFailed."""
        found = available()
        if not found:
            _tell_once(found.told)
            raise BrowserMissing(found.words)
        with self._counting:
            if self._waiting >= MOST_WAITING:
                raise RenderingBusy(self._waiting)
            self._waiting += 1
        try:
            if not self._turn.acquire(timeout=WAIT_SECONDS):
                raise RenderingBusy(self._waiting)
            try:
                return self._work(work, found.path)
            finally:
                self._turn.release()
        finally:
            with self._counting:
                self._waiting -= 1

    def close(self) -> None:
        """End the browser once the picture being made is done, or without waiting longer than for one."""
        has_turn = self._turn.acquire(timeout=PICTURE_SECONDS)
        try:
            self._end()
        finally:
            if has_turn:
                self._turn.release()

    def _work(self, work: Callable[[Chromium], Done], path: str) -> Done:
        from mineaction.export.picture.chromium import NotStarted, Refused, Stopped

        if self._is_ending:
            raise RenderingFailed("the server is ending", "Try again when it is back.")
        try:
            done = work(self._started(path))
        except NotStarted as error:
            raise RenderingFailed(str(error), NOT_STARTED) from error
        except Stopped as error:
            self._end(at_once=True)
            raise RenderingFailed(str(error)) from error
        except Refused as error:
            raise RenderingFailed(str(error), "Take the rows as a CSV file instead.") from error
        self._pictures += 1
        self._close_when_idle()
        return done

    def _started(self, path: str) -> Chromium:
        """The browser, started anew where it has ended meanwhile or has made its share of pictures."""
        from mineaction.export.picture.chromium import Chromium

        if self._running and (not self._running.is_alive or self._pictures >= MOST_PICTURES):
            self._end(at_once=not self._running.is_alive)
        if self._running is None:
            if not self._is_closed_at_exit:
                atexit.register(self.end)
                self._is_closed_at_exit = True
            self._running, self._pictures = Chromium(path), 0
        return self._running

    def _end(self, *, at_once: bool = False) -> None:
        if self._idle:
            self._idle.cancel()
        running, self._running = self._running, None
        if running:
            running.close(at_once=at_once)

    def end(self) -> None:
        """The process ends: nobody waits for a picture any more, and a picture being made is given up."""
        self._is_ending = True
        self._end(at_once=self._turn.locked())

    def _close_when_idle(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = threading.Timer(IDLE_SECONDS, self.close)
        self._idle.daemon = True
        self._idle.start()


_shared = _Shared()
