"""Disks that are full, closed or damaged, and what people do to the folder of editions by hand."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import pipeline
from etl.__main__ import main
from etl.editions import State
from mineaction.editions import HISTORY_NAME, Outcome, read_history
from mineaction.errors import EditionStoreUnusable
from tests.etl.publisher import Answer
from tests.etl.refreshing import ADDED, KEY, Ground, last_attempts, table

ROOM = "then try again"


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything in a folder: when it was changed, and its bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    }


def second(ground: Ground) -> Answer:
    """An edition after the good one."""
    return Answer(table(ground.rows({**ADDED, "requirements_usd": "2000", "percent_funded": "13"})))


# --- no room, no permission ---


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, ends: str) -> Iterator[None]:
    """No file whose name holds this can be flushed any more: the disk is full."""
    with monkeypatch.context() as patch:
        flushed = os.fsync

        def fsync(handle: int) -> None:
            path = Path(f"/proc/self/fd/{handle}").readlink()
            if ends in path.name:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            flushed(handle)

        patch.setattr(os, "fsync", fsync)
        yield


LINUX = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="asks the system for names of open files"
)


@LINUX
@pytest.mark.parametrize(
    "ends", ["kept.csv", "documents.csv", "edition.json", "state.json.new", ".building-"]
)
def test_the_disk_is_full_when_a_file_is_flushed(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    """Each file a refresh writes, in turn."""
    before = ground.sha256()
    kept = ".csv" if ends == "kept.csv" else ends
    with full_disk(monkeypatch, kept):
        result = ground.refresh()
    assert read_history(ground.inputs.editions)[-1].outcome is Outcome.REFUSED
    ground.untouched(before, result, Outcome.REFUSED, "No space left on device", "ake room")


def test_no_file_may_grow(ground: Ground, repo_root: Path) -> None:
    """A process of its own that may write files of a few blocks only: what a full disk says, for real."""
    before = ground.sha256()
    rows = [{**ADDED, "plan_id": str(number), "plan_name": f"plan {number}"} for number in range(9000, 9900)]
    ground.serves(Answer(table(ground.rows(*rows))))
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from tests.etl.refresh_alone import main; main(*sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ground.folder)],
        cwd=repo_root,
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["outcome"], ground.sha256()) == ("refused", before), done.stderr
    assert "File too large" in told["words"] and "ake room" in told["words"]
    assert ground.left_behind() == []
    ground.goes_on()


DROP_FROM_BOUNDING_SET, DAC_OVERRIDE = 24, 1


def heed_permissions() -> None:
    """In a child about to begin: permissions hold for it too, though it may be root."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, DAC_OVERRIDE, 0, 0, 0)


@LINUX
def test_the_disk_is_full_when_an_edition_is_to_be_held_back(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ground.sha256()
    ground.serves(Answer(table([row for row in ground.rows() if row["plan_id"] != "121"])))
    with full_disk(monkeypatch, "state.json.new"):
        result = ground.refresh()
    assert ground.inputs.store.state() == State()
    ground.untouched(before, result, Outcome.REFUSED, "state.json.new: No space left on device", "Make room")


@LINUX
@pytest.mark.parametrize("closed", ["editions", "out"])
def test_no_permission_to_write(ground: Ground, closed: str, repo_root: Path) -> None:
    """A process that may read all of it, and write nothing of one folder."""
    ground.inputs.editions.mkdir()
    shut, before = ground.folder / closed, ground.sha256()
    shut.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-m", "tests.etl.refresh_alone", str(ground.folder)],
        cwd=repo_root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=heed_permissions,
    )
    shut.chmod(0o755)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert ground.sha256() == before
    assert told["outcome"] == ("unusable" if closed == "editions" else "refused"), told
    for words in (str(shut), "ermission"):
        assert words in told["words"]
    assert ground.left_behind() == []
    ground.goes_on()


def test_a_history_that_cannot_be_written_undoes_nothing(ground: Ground) -> None:
    """The database was turned: to say that nothing was changed would be wrong."""
    (ground.inputs.editions / HISTORY_NAME).mkdir(parents=True)
    result = ground.refresh()
    assert result.outcome is Outcome.REFRESHED
    assert "This is not in the history" in result.words
    assert ground.has_added()
    (ground.inputs.editions / HISTORY_NAME).rmdir()
    assert ground.goes_on().outcome is Outcome.NOTHING_NEW


def test_the_old_state_cannot_be_put_back(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the database fails, and then so does putting the state back: the next run catches up."""
    before = ground.sha256()

    def fails(*told: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        written = ground.inputs.store.write_state

        def once(store: object, state: State) -> None:
            if not state.charted:
                raise EditionStoreUnusable("state.json", "No space left on device", "Make room")
            written(state)

        patch.setattr("etl.editions.Store.write_state", once)
        patch.setattr(pipeline, "write_checked", fails)
        result = ground.refresh()
    assert result.outcome is Outcome.REFUSED
    assert "nor the old state put back" in result.words
    assert ground.sha256() == before
    [edition] = ground.inputs.store.shelf().editions(KEY)
    assert (ground.inputs.editions / edition.name / edition.kept_name).is_file(), (
        "what the state charts is there"
    )
    assert ground.goes_on().outcome is Outcome.NOTHING_NEW


# --- a dry run ---


def test_a_dry_run_writes_nothing(ground: Ground) -> None:
    assert ground.goes_on().outcome is Outcome.REFRESHED
    ground.serves(second(ground))
    before = tree(ground.folder)
    result = ground.refresh(dry_run=True)
    assert result.outcome is Outcome.WOULD_REFRESH
    assert "1 revised" in result.words
    assert tree(ground.folder) == before


def test_a_dry_run_before_anything_was_fetched_makes_no_folder(ground: Ground) -> None:
    assert ground.refresh(dry_run=True).outcome is Outcome.WOULD_REFRESH
    assert not ground.inputs.editions.exists()


def test_a_dry_run_needs_no_lock(ground: Ground) -> None:
    with ground.inputs.store.only_one():
        assert ground.refresh(dry_run=True).outcome is Outcome.WOULD_REFRESH


# --- what people and disks do to the folder ---


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"known": 5}',
        '{"version": 1, "known": [], "charted": {"a": "b"}, "held": {}, "accepted": {}, "left": []}',
    ],
    ids=["empty", "torn", "a list", "lacks entries", "charts what it does not know"],
)
def test_a_state_that_cannot_be_read(ground: Ground, content: str) -> None:
    ground.goes_on()
    path = ground.inputs.editions / "state.json"
    good, before = path.read_text(encoding="utf-8"), ground.sha256()
    path.write_text(content, encoding="utf-8")
    ground.serves(second(ground))
    with pytest.raises(
        EditionStoreUnusable, match=r"state\.json.* cannot be read .*Restore it from a backup"
    ):
        ground.refresh()
    assert ground.sha256() == before
    assert ground.left_behind() == []
    path.write_text(good, encoding="utf-8")
    assert ground.refresh().outcome is Outcome.REFRESHED


@pytest.mark.parametrize("command", ["build", "check", "refresh"])
def test_commands_say_plainly_that_the_state_cannot_be_read(
    ground: Ground, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ground.inputs.editions.mkdir()
    (ground.inputs.editions / "state.json").write_text("{")
    before = ground.sha256()
    where = ["--sources", str(ground.inputs.sources), "--reference", str(ground.inputs.reference)]
    where += ["--editions", str(ground.inputs.editions)]
    url = [] if command == "check" else ["--database-url", ground.url.render_as_string()]
    status = main([command, *where, *url])
    said = " ".join(capsys.readouterr().err.split())
    assert ground.sha256() == before
    assert (status, "state.json" in said, "Restore it from a backup" in said) == (1, True, True)


def test_a_lost_state_loses_no_edition(ground: Ground) -> None:
    """Without it, the editions were once swept away as unfinished by the next refresh."""
    ground.goes_on()
    [edition] = ground.inputs.store.shelf().editions(KEY)
    state = (ground.inputs.editions / "state.json").read_bytes()
    (ground.inputs.editions / "state.json").unlink()
    pipeline.build(ground.url, ground.inputs)
    assert not ground.has_added(), "back to what came with the project"
    ground.serves(second(ground))
    assert ground.refresh().edition.startswith("0002-"), "no number is given twice"
    assert ground.refresh().outcome is Outcome.NOTHING_NEW
    assert (ground.inputs.editions / edition.name / edition.kept_name).is_file()
    (ground.inputs.editions / "state.json").write_bytes(state)
    assert [kept.edition_id for kept in ground.inputs.store.shelf().editions(KEY)] == [edition.edition_id]


def charted_file(ground: Ground) -> Path:
    edition = ground.inputs.store.shelf().editions(KEY)[-1]
    return ground.inputs.editions / edition.name / edition.kept_name


def test_the_file_of_the_edition_charted_was_changed(ground: Ground) -> None:
    """The build says so and stops; and what cannot be compared is not charted unseen."""
    ground.goes_on()
    before, path = ground.sha256(), charted_file(ground)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"250", b"251"))
    report = pipeline.check(ground.inputs).report
    [finding] = [found for found in report.errors if found.rule == "checksum"]
    assert (finding.source_key, finding.file_name) == (KEY, path.name)
    ground.serves(second(ground))
    result = ground.refresh()
    assert result.outcome is Outcome.HELD_BACK
    assert "What is charted cannot be read, so nothing can be compared" in result.words
    assert path.name in result.words
    assert ground.sha256() == before
    path.write_bytes(whole)
    assert ground.refresh(accept="the file was restored").outcome is Outcome.REFRESHED
    assert ground.left_behind() == []


@pytest.mark.parametrize("damage", [shutil.rmtree, lambda path: (path / "edition.json").write_text("{")])
def test_the_edition_charted_is_lost(ground: Ground, damage: Callable[[Path], object]) -> None:
    ground.goes_on()
    before, folder = ground.sha256(), charted_file(ground).parent
    damage(folder)
    [error] = pipeline.check(ground.inputs).report.errors
    assert (error.rule, error.file_name) == ("edition_lost", folder.name)
    assert f"python -m etl rollback {KEY} --to shipped" in error.what_to_do
    ground.serves(second(ground))
    result = ground.refresh()
    assert result.outcome is Outcome.REFUSED
    for words in (
        str(folder),
        "cannot be read",
        "Restore the folder from a backup",
        f"rollback {KEY} --to shipped",
    ):
        assert words in result.words
    assert ground.sha256() == before
    where = ["--sources", str(ground.inputs.sources), "--reference", str(ground.inputs.reference)]
    where += ["--editions", str(ground.inputs.editions), "--database-url", ground.url.render_as_string()]
    assert main(["rollback", KEY, "--to", "shipped", *where]) == 0, "what the message says helps"
    assert not ground.has_added()
    assert ground.refresh().outcome is Outcome.REFRESHED
    assert ground.left_behind() == []


def test_an_older_edition_is_lost(ground: Ground) -> None:
    """It is missed in comparisons, and keeps nothing from going on."""
    ground.goes_on()
    first = charted_file(ground).parent
    assert ground.served_by(second(ground)).outcome is Outcome.REFRESHED
    shutil.rmtree(first)
    report = pipeline.build(ground.url, ground.inputs)
    [finding] = [found for found in report.findings if found.rule == "edition_lost"]
    assert (finding.severity.value, finding.file_name) == ("warning", first.name)
    third = Answer(table(ground.rows({**ADDED, "requirements_usd": "5000", "percent_funded": "5"})))
    assert ground.served_by(third).edition.startswith("0003-")


def test_an_edition_held_back_is_removed_by_hand(ground: Ground) -> None:
    few = Answer(table([row for row in ground.rows() if row["plan_id"] != "121"]))
    result = ground.served_by(few)
    assert result.outcome is Outcome.HELD_BACK
    before = ground.sha256()
    shutil.rmtree(ground.inputs.editions / KEY / result.edition)
    again = ground.refresh(accept="it is right")
    assert again.outcome is Outcome.REFRESHED, "fetched again, as the one looked at is gone"
    assert ground.sha256() != before
    assert ground.left_behind() == []


def test_a_state_turned_back_by_hand(ground: Ground) -> None:
    """The next run sees that the database charts something else, and says what became of the newest."""
    ground.goes_on()
    store = ground.inputs.store
    store.write_state(State(known=store.state().known))
    result = ground.refresh()
    assert result.outcome is Outcome.NOTHING_NEW
    assert "is not charted; to chart it again: python -m etl rollback" in result.words
    assert not ground.has_added(), "the database follows the state"


def test_a_line_of_the_history_that_was_cut_short(ground: Ground) -> None:
    ground.goes_on()
    path = ground.inputs.editions / HISTORY_NAME
    path.write_bytes(path.read_bytes() + b'{"at": "2026-11-22T00:00:00Z", "sour')
    assert ground.refresh().outcome is Outcome.NOTHING_NEW
    outcomes = [attempt.outcome for attempt in read_history(ground.inputs.editions)]
    assert outcomes == [Outcome.REFRESHED, Outcome.NOTHING_NEW]
    assert len(path.read_bytes().splitlines()) == 3, "nothing is taken out of it"


def test_a_clock_set_back(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number orders editions, not the date; nothing is younger than now."""
    ground.goes_on()
    with monkeypatch.context() as patch:
        patch.setattr("etl.fetching.now", lambda: "2001-01-01T00:00:00Z")
        patch.setattr("etl.refresh.now", lambda: "2001-01-01T00:00:00Z")
        assert ground.served_by(second(ground)).outcome is Outcome.REFRESHED
    editions = ground.inputs.store.shelf().editions(KEY)
    assert [edition.number for edition in editions] == [1, 2]
    assert editions[0].fetched_on > editions[1].fetched_on
    charted = ground.ask("SELECT edition_id FROM edition WHERE is_charted")
    assert charted == [(editions[1].edition_id,)]
    assert last_attempts(ground.inputs.editions)[KEY].at.startswith("2001")
    [[checked]] = ground.ask("SELECT last_checked_on FROM source")
    assert checked <= datetime.now(UTC).date().isoformat()
    assert ground.served_by(ground.good).edition.startswith("0003-")
