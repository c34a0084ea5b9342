"""A refresh beside the app: one at a time, watched while it runs, stopped for good, never without words."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mineaction import refreshing
from mineaction.editions import Outcome
from mineaction.refreshing import Ending, Refresher, Seen

RESULT = {"status": 0, "sources": [{"source": "a", "outcome": "refreshed", "words": "2 added"}]}
STEP = {"source": "a", "step": "fetching", "done": 5, "total": 10, "rate": 2, "seconds_left": 3}
TELLS = f"import sys, time; print({json.dumps(STEP)!r}, file=sys.stderr, flush=True); "
Start = Callable[..., Refresher]


@pytest.fixture
def running() -> Iterator[Start]:
    """``running(code)``: a refresher whose process runs this code, started."""
    made: list[Refresher] = []

    def start(code: str, patience: float = 5.0) -> Refresher:
        made.append(Refresher((sys.executable, "-c", code), patience=patience))
        assert made[-1].start(("a",))
        return made[-1]

    yield start
    for refresher in made:
        refresher.end(0.1)


def until(refresher: Refresher, held: Callable[[Seen], bool], seconds: float = 30.0) -> Seen:
    give_up_at = time.monotonic() + seconds
    while not held(seen := refresher.seen()):
        assert time.monotonic() < give_up_at, seen
        time.sleep(0.02)
    return seen


def ended(refresher: Refresher) -> Seen:
    return until(refresher, lambda seen: not seen.is_running)


def test_before_the_first_there_is_nothing_to_see() -> None:
    seen = Refresher().seen()
    assert not seen.is_running and seen.number == 0 and not seen.endings


def test_progress_is_seen_while_it_runs_and_the_result_at_its_end(running: Start) -> None:
    refresher = running(f"{TELLS}time.sleep(0.5); print({json.dumps(RESULT)!r})")
    seen = until(refresher, lambda seen: seen.progress.done == 5)
    assert seen.is_running and seen.sources == ("a",)
    assert (seen.progress.source_key, seen.progress.total, seen.progress.seconds_left) == ("a", 10, 3)
    assert ended(refresher).endings == (Ending("a", Outcome.REFRESHED, "2 added"),)


def test_there_is_one_at_a_time(running: Start) -> None:
    refresher = running("import time; time.sleep(30)")
    assert not refresher.start(())
    assert refresher.seen().number == 1
    refresher.cancel()
    ended(refresher)
    assert refresher.start(()) and refresher.seen().number == 2


def test_a_cancelled_one_is_asked_to_end(running: Start) -> None:
    stops = "import signal; signal.signal(signal.SIGTERM, lambda *told: sys.exit(130)); "
    refresher = running(f"import sys; {stops}{TELLS}time.sleep(30)")
    until(refresher, lambda seen: seen.progress.done == 5)
    refresher.cancel()
    [ending] = ended(refresher).endings
    assert ending.outcome is None and "was stopped" in ending.words


def test_one_that_does_not_end_is_killed(running: Start) -> None:
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    refresher = running(f"{deaf}{TELLS}time.sleep(30)", patience=0.3)
    until(refresher, lambda seen: seen.progress.done == 5)
    refresher.cancel()
    assert until(refresher, lambda seen: seen.is_stopping or not seen.is_running)
    assert "was stopped" in ended(refresher).endings[0].words


def test_none_outlives_the_server(running: Start, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    refresher = running(f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    until(refresher, lambda seen: note.is_file() and bool(note.read_text()))
    refreshing.end_all()
    assert not refresher.seen().is_running
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_floods_of_words_are_read_and_not_kept(running: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "MOST_RESULT_BYTES", 1000)
    flood = "import sys; sys.stderr.write('x' * 10**6 + chr(10)); print('y' * 10**6)"
    [ending] = ended(running(flood)).endings
    assert ending.outcome is None and "The refresh is done" in ending.words


def test_where_it_stumbled_is_in_the_log_of_the_server(
    running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    """The traceback of a source refused, and the result all the same."""
    code = f"import logging; logging.warning('a.py, line 7'); {TELLS}print({json.dumps(RESULT)!r})"
    assert ended(running(code)).endings[0].outcome is Outcome.REFRESHED
    assert "a.py, line 7" in caplog.text and "fetching" not in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness to ask for")
def test_it_gives_way_to_the_pages(running: Start, tmp_path: Path) -> None:
    """The process says how nice it is once it is nicer than the tests, or gives up."""
    note, own = tmp_path / "niceness", os.nice(0)
    code = (
        "import os, pathlib, time; give_up_at = time.monotonic() + 10\n"
        f"while os.nice(0) == {own} and time.monotonic() < give_up_at: time.sleep(0.01)\n"
        f"pathlib.Path({str(note)!r}).write_text(str(os.nice(0)))"
    )
    ended(running(code))
    assert int(note.read_text()) == min(19, max(own, refreshing.NICENESS)) > own


def test_where_there_is_no_niceness_a_refresh_runs_all_the_same(
    running: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "setpriority", raising=False)
    assert ended(running(f"print({json.dumps(RESULT)!r})")).endings[0].outcome is Outcome.REFRESHED


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        (b"", 4, "already running"),
        (b'{"status": 4, "error": "lock", "sources": []}', 4, "already running"),
        (b'{"status": 1, "error": "no room", "sources": []}', 1, "could not begin"),
        (b'{"status": 0, "sources": []}', 0, "nothing to refresh"),
        (b"Traceback", 1, "ended before it was done"),
        (b'{"sources": [{"source": "a", "outcome": "odd", "words": ""}]}', 0, "nothing to refresh"),
        (b"", -9, "ended before it was done"),
    ],
)
def test_every_end_has_words(told: bytes, status: int, words: str) -> None:
    [ending] = refreshing.endings(told, status)
    assert ending.outcome is None and words in ending.words


@pytest.mark.parametrize(
    "line", [b"", b"warning: slow", b"{}", b"[]", b'{"source": "a"}', b"\xff\xfe", b'{"seconds_left": "x"}']
)
def test_lines_that_tell_no_progress_are_passed_over(line: bytes) -> None:
    assert refreshing.read_progress(line) is None


@pytest.mark.parametrize(("value", "allowed"), [("1", True), ("", False), ("0", False), ("true", False)])
def test_readers_may_refresh_only_where_the_operator_says_so(value: str, allowed: bool) -> None:
    assert refreshing.is_allowed({refreshing.ALLOW_VARIABLE: value}) is allowed
    assert not refreshing.is_allowed({})


def test_sources_that_can_be_fetched_are_read_from_their_cards(tmp_path: Path) -> None:
    cards = {
        "b": 'title = "B"\n[live]\naddress = "x"',
        "a": 'title = "Z"\n[live]\nis_on = false',
        "c": "title = 1 2",
        "d": 'title = "D"',
    }
    for name, card in cards.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.toml").write_text(card)
    found = refreshing.live_sources(tmp_path)
    assert [(it.source_key, it.title, it.is_on) for it in found] == [("b", "B", True), ("a", "Z", False)]
    assert refreshing.live_sources(), "the project's own"
