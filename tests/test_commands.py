"""The two commands people meet first, and what they say where they cannot go on. No network is needed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PINNED = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[0-9][0-9A-Za-z.]*)\s+# (?P<reason>\S.{5,})")

needs_make = pytest.mark.skipif(
    shutil.which("make") is None or os.name != "posix",
    reason="make and a POSIX shell are not part of Windows",
)


def run_make(repo_root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``make`` as from a fresh terminal: without the settings of a make that runs these tests."""
    inherited = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES", "PYTHON", "VENV", "PORT")
    kept = {name: value for name, value in os.environ.items() if name not in inherited}
    return subprocess.run(
        ["make", *arguments],
        cwd=repo_root,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def make_old_python(folder: Path) -> Path:
    """A program that answers every question as Python 3.10 would answer the one about its version."""
    program = folder / "python3"
    program.write_text("#!/bin/sh\necho 3.10\n")
    program.chmod(0o755)
    return program


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines it wrote, without make's own closing remark."""
    return [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]


def test_ci_does_what_make_test_does(repo_root: Path) -> None:
    script = repo_root / ".ci" / "run"
    lines = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "make test"
    assert "skip" not in script.read_text()
    if os.name == "posix":
        assert os.access(script, os.X_OK)


@needs_make
@pytest.mark.parametrize("target", ["run", "test"])
def test_a_python_named_by_hand_that_is_too_old_gets_one_line(
    repo_root: Path, tmp_path: Path, target: str
) -> None:
    old = make_old_python(tmp_path)
    done = run_make(repo_root, target, f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert len(said(done)) == 1, done
    assert "Python 3.11 or newer is needed" in said(done)[0]
    assert "3.10" in said(done)[0]
    assert not (tmp_path / "venv").exists()


@needs_make
def test_where_only_an_old_python_is_found_one_line_says_so(repo_root: Path, tmp_path: Path) -> None:
    make_old_python(tmp_path)
    for tool in ("sh", "cksum", "cat", "rm"):
        found = shutil.which(tool)
        assert found
        (tmp_path / tool).symlink_to(found)
    make = shutil.which("make")
    assert make
    (tmp_path / "make").symlink_to(make)
    done = run_make(repo_root, "run", f"VENV={tmp_path / 'venv'}", PATH=str(tmp_path))
    assert done.returncode != 0
    assert len(said(done)) == 1, done
    assert "python3 is 3.10" in said(done)[0]


@needs_make
def test_a_taken_port_is_named_with_another_to_choose(repo_root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_make(repo_root, "port", f"PORT={port}", f"VENV={sys.prefix}")
    assert done.returncode != 0
    assert said(done) == [f"Port {port} is taken. Choose another: make run PORT={port + 1}"]


@needs_make
@pytest.mark.parametrize("port", ["", "http", "0", "65536"])
def test_a_port_that_is_no_port_is_refused(repo_root: Path, port: str) -> None:
    done = run_make(repo_root, "port", f"PORT={port}", f"VENV={sys.prefix}")
    assert done.returncode != 0
    assert said(done) == [f"PORT must be a number from 1 to 65535, not {port!r}."]


@needs_make
def test_make_run_asks_for_the_port_before_it_builds_or_serves(repo_root: Path) -> None:
    steps = run_make(repo_root, "--dry-run", "run", "PORT=8765").stdout
    order = [steps.index(step) for step in ("setup.sh", "port_is_free.py", "etl build --if-needed", "app.py")]
    assert order == sorted(order)
    assert "Serving on http://localhost:8765" in steps


@needs_make
def test_an_unfinished_install_is_not_taken_for_a_finished_one(repo_root: Path, tmp_path: Path) -> None:
    """The install fails half way; what it leaves has no stamp, so the next run installs again."""
    environment = tmp_path / "venv"
    (environment / "bin").mkdir(parents=True)
    python = environment / "bin" / "python"
    python.write_text('#!/bin/sh\ncase "$*" in *install*) echo "no network"; exit 1;; *) echo 3.11;; esac\n')
    python.chmod(0o755)
    (environment / "requirements.stamp").write_text("of an older requirements.txt\n")
    for _ in range(2):
        done = run_make(repo_root, "environment", f"VENV={environment}")
        assert done.returncode != 0
        assert "no network" in said(done)
        assert "could not be installed" in said(done)[-1]
        assert not (environment / "requirements.stamp").exists()

    python.write_text("#!/bin/sh\necho 3.11\n")
    assert "Installing" in run_make(repo_root, "environment", f"VENV={environment}").stdout
    assert said(run_make(repo_root, "environment", f"VENV={environment}")) == []


@needs_make
def test_every_check_runs_and_one_failure_is_enough(repo_root: Path, tmp_path: Path) -> None:
    """One step fails in the middle: the later ones still run, pytest last, and the whole fails."""
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text('#!/bin/sh\necho "ran $2"\n[ "$2" != mypy ]\n')
    python.chmod(0o755)
    done = subprocess.run(
        ["sh", "tools/checks.sh"],
        cwd=repo_root,
        env={**os.environ, "VENV": str(tmp_path), "BROWSER_PATH": "/bin/true"},
        capture_output=True,
        text=True,
        check=False,
    )
    ran = [line.removeprefix("ran ") for line in done.stdout.splitlines() if line.startswith("ran ")]
    assert ran == ["ruff", "ruff", "mypy", "etl", "pytest"]
    assert done.stdout.splitlines()[-1] == "ran pytest"
    assert done.returncode == 1
    assert re.search(r"^mypy +FAILED", done.stdout, re.MULTILINE)


def test_every_requirement_is_pinned_and_says_why(repo_root: Path) -> None:
    lines = (repo_root / "requirements.txt").read_text().splitlines()
    required = [line for line in lines if line and not line.startswith("#")]
    assert required
    assert [line for line in required if not PINNED.fullmatch(line)] == []
    assert [line for line in lines if line in ("# What it runs on", "# What checks it")] == [
        "# What it runs on",
        "# What checks it",
    ]
    names = [line.split("==")[0].lower() for line in required]
    assert len(names) == len(set(names))


def test_the_readme_names_both_commands(repo_root: Path) -> None:
    lines = (repo_root / "README.md").read_text(encoding="utf-8").splitlines()
    assert any(re.match(r"make run\b", line) for line in lines)
    assert any(re.match(r"make test\b", line) for line in lines)


def test_the_readme_shows_how_to_read_the_database_and_it_works(
    repo_root: Path, built_database: Path, tmp_path: Path
) -> None:
    readme = (repo_root / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "data" / "build").mkdir(parents=True)
    shutil.copy(built_database, tmp_path / "data" / "build" / "mine_action.sqlite")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"\[\d{2,} rows x 8 columns\]", done.stdout), done.stdout


def test_every_etl_command_of_the_readme_is_one(repo_root: Path) -> None:
    readme = (repo_root / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"python -m etl (\w+)", readme))
    assert commands == {"build", "check", "refresh", "sources", "docs"}
    done = subprocess.run(
        [sys.executable, "-m", "etl", "--help"], cwd=repo_root, capture_output=True, text=True, check=True
    )
    assert all(re.search(rf"^ +{command} ", done.stdout, re.MULTILINE) for command in commands)
