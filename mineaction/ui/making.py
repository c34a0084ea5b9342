"""Files that are made at a click, outside the run of the page, and what the page says meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from streamlit.delta_generator import DeltaGenerator

from mineaction.errors import MineActionError
from mineaction.ui import text

QUIET_SECONDS = 0.5
"""What is made faster needs no word meanwhile."""
LATEST_START_SECONDS = 10.0
FETCH_SECONDS = 2.0
"""How long the page's run goes on after a file is made. Streamlit drops a file when two runs have ended since
it was made, whether or not the browser has fetched it by then."""
_CLICK_SECONDS = 2.0
"""A click reaches the page and the making on two ways; they may be so far apart."""


@dataclass(slots=True)
class Job:
    """One file: when its making began and, once it has ended, how large it is or why there is none."""

    begun: float
    size: int = 0
    failure: str = ""
    has_ended: bool = False


@dataclass(slots=True)
class Making:
    """What one reader has clicked in one card.

    ``wanted`` is the label clicked last until its file is there. ``failed`` and ``failure`` are the label and
    the reason of the file clicked last, where there is none.
    """

    wanted: str = ""
    clicked: float = 0.0
    failed: str = ""
    failure: str = ""
    jobs: dict[str, Job] = field(default_factory=dict)

    def click(self, label: str) -> None:
        """The reader wants this file."""
        self.wanted, self.clicked = label, time.monotonic()
        self.failed = self.failure = ""

    def noted(self, label: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
        """``make`` as the download asks for it, with a note of how it went."""

        def noting() -> bytes:
            job = self.jobs[label] = Job(time.monotonic())
            try:
                made = make()
            except MineActionError as error:
                job.failure = str(error)
                raise
            except Exception as error:
                job.failure = f"The {label} could not be made ({type(error).__name__}). Try another format."
                raise
            else:
                job.size = len(made)
                return made
            finally:
                job.has_ended = True

        return noting

    def tell(self, place: DeltaGenerator) -> None:
        """Say how the file wanted comes along, until it is there or cannot be had.

        Each word is a point at which Streamlit turns to what the reader does next, so nothing is held up.
        """
        label, since = self.wanted, time.monotonic()
        while self.wanted:
            job, waited = self._job(label), time.monotonic() - since
            if job and job.has_ended:
                self.wanted = ""
                if job.failure:
                    self.failed, self.failure = label, job.failure
                else:
                    self._linger(
                        place, f"{label} made, {size_words(job.size)}. See your browser's downloads."
                    )
            elif job is None and waited > LATEST_START_SECONDS:
                self.wanted, self.failed = "", label
                self.failure = f"The {label} was not asked for. Reload the page, then try again."
            else:
                if waited > QUIET_SECONDS:
                    place.caption(f"Making the {label} … {waited:.0f} s. The page can be used meanwhile.")
                time.sleep(0.1)
        if self.failure:
            place.error(text.markdown(self.failure))

    def _linger(self, place: DeltaGenerator, words: str) -> None:
        """Say that a file is made, and leave the browser time to fetch it before this run ends."""
        until = time.monotonic() + FETCH_SECONDS
        while time.monotonic() < until and not self.wanted:
            place.caption(words)
            time.sleep(0.1)

    def _job(self, label: str) -> Job | None:
        """The making that the last click has begun, if it has begun."""
        job = self.jobs.get(label)
        return job if job and job.begun > self.clicked - _CLICK_SECONDS else None


def size_words(size: int) -> str:
    """A number of bytes as readers are used to it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"
