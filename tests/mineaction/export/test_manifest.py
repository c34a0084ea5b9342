"""The list of packs in a folder, run after run."""

from __future__ import annotations

from pathlib import Path

import pytest

from mineaction.errors import ForeignManifest
from mineaction.export.pack import manifest
from mineaction.export.pack.manifest import NOTHING, WRITTEN, Outcome, held, record


def outcome(file: str, words: str = WRITTEN, subject: str = "", size: int = 1) -> Outcome:
    return Outcome(file, subject or file, 1, 0, "v1", size, words)


def lines(folder: Path) -> list[tuple[str, str, str]]:
    return [(line["file"], line["outcome"], line["bytes"]) for line in held(folder)]


def written(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("x")


def test_files_that_are_there_stay_listed_and_those_that_are_gone_do_not(tmp_path: Path) -> None:
    written(tmp_path, "a.pptx", "b.pptx", "c.pptx")
    record(tmp_path, [outcome("a.pptx"), outcome("b.pptx")])
    (tmp_path / "b.pptx").unlink()
    record(tmp_path, [outcome("c.pptx")])
    assert lines(tmp_path) == [("a.pptx", WRITTEN, "1"), ("c.pptx", WRITTEN, "1")]


def test_a_file_written_again_has_one_line(tmp_path: Path) -> None:
    written(tmp_path, "a.pptx")
    record(tmp_path, [outcome("a.pptx")])
    record(tmp_path, [outcome("a.pptx", size=2)])
    assert lines(tmp_path) == [("a.pptx", WRITTEN, "2")]


def test_a_failure_keeps_the_line_of_the_file_still_there_and_a_success_ends_it(tmp_path: Path) -> None:
    written(tmp_path, "a.pptx")
    record(tmp_path, [outcome("a.pptx")])
    record(tmp_path, [outcome("a.pptx", "failed: odd", size=0)])
    assert lines(tmp_path) == [("a.pptx", WRITTEN, "1"), ("a.pptx", "failed: odd", "0")]
    record(tmp_path, [outcome("b.pptx", "failed: odd", size=0)])
    assert len(lines(tmp_path)) == 3
    record(tmp_path, [outcome("a.pptx", size=3)])
    assert lines(tmp_path) == [("b.pptx", "failed: odd", "0"), ("a.pptx", WRITTEN, "3")]


def test_what_has_nothing_is_told_once_for_each_subject(tmp_path: Path) -> None:
    record(tmp_path, [outcome("", NOTHING, "Atlantis"), outcome("", NOTHING, "=Lemuria")])
    record(tmp_path, [outcome("", NOTHING, "=Lemuria")])
    assert [line["country"] for line in held(tmp_path)] == ["Atlantis", "'=Lemuria"]


@pytest.mark.parametrize("content", [b"name,size\r\na,1\r\n", b"", b"\xff\xfe\x00", b'file,"'])
def test_another_file_of_that_name_is_refused_and_left(content: bytes, tmp_path: Path) -> None:
    (tmp_path / manifest.NAME).write_bytes(content)
    with pytest.raises(ForeignManifest, match="Move it away"):
        record(tmp_path, [outcome("a.pptx")])
    assert (tmp_path / manifest.NAME).read_bytes() == content


def test_a_disk_that_is_full_leaves_the_old_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "a.pptx")
    record(tmp_path, [outcome("a.pptx")])

    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        record(tmp_path, [outcome("b.pptx")])
    assert lines(tmp_path) == [("a.pptx", WRITTEN, "1")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pptx", manifest.NAME]
