"""The two commands people meet first, and what they say where they cannot go on. No network is needed."""

from __future__ import annotations

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from mineaction.api.service import LIBRARIES

LISTS = ("requirements.txt", "requirements-dev.txt", "constraints.txt")
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
    assert "Python 3.11 to 3.14 is needed" in said(done)[0]
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


def made_environment(folder: Path) -> Path:
    """An environment whose Python writes down what pip is asked to install, and installs nothing."""
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(
        f'#!/bin/sh\ncase "$*" in *install*) echo "$*" >>"{folder}/asked";; *) echo 3.11;; esac\n'
    )
    python.chmod(0o755)
    return folder


def set_up(project: Path, environment: Path, wanted_for: str) -> list[str]:
    """What ``tools/setup.sh`` has pip install, by the names of the lists."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHON"}
    asked = environment / "asked"
    asked.unlink(missing_ok=True)
    subprocess.run(
        ["sh", "tools/setup.sh", wanted_for],
        cwd=project,
        env={**kept, "VENV": str(environment)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return [line.split()[-1] for line in asked.read_text().splitlines()] if asked.is_file() else []


@needs_make
def test_what_it_runs_on_is_installed_alone_and_the_rest_when_it_is_checked(
    repo_root: Path, tmp_path: Path
) -> None:
    project, environment = tmp_path / "project", made_environment(tmp_path / "venv")
    (project / "tools").mkdir(parents=True)
    for name in ("tools/setup.sh", *LISTS):
        shutil.copy(repo_root / name, project / name)
    assert set_up(project, environment, "run") == ["requirements.txt"]
    assert set_up(project, environment, "run") == []
    assert set_up(project, environment, "dev") == ["requirements-dev.txt"]
    assert set_up(project, environment, "dev") == set_up(project, environment, "run") == []
    for name in LISTS:
        with (project / name).open("a") as stream:
            stream.write("# another line\n")
        assert set_up(project, environment, "run") == ["requirements-dev.txt"], f"{name}: all stays installed"
        assert set_up(project, environment, "run") == []


def test_run_installs_what_it_runs_on_and_test_all(repo_root: Path) -> None:
    makefile = (repo_root / "Makefile").read_text()
    assert re.search(r"^run: environment ", makefile, re.MULTILINE)
    assert re.search(r"^test: everything ", makefile, re.MULTILINE)
    assert "environment:\n\t@sh tools/setup.sh run\n" in makefile
    assert "everything:\n\t@sh tools/setup.sh dev\n" in makefile


@needs_make
def test_it_listens_on_this_machine_alone_unless_told(repo_root: Path) -> None:
    assert "--server.address 127.0.0.1 " in run_make(repo_root, "--dry-run", "run").stdout
    opened = run_make(repo_root, "--dry-run", "run", "ADDRESS=0.0.0.0").stdout
    assert "--server.address 0.0.0.0 " in opened and "Serving on http://0.0.0.0:8501" in opened


@needs_make
def test_an_address_of_another_machine_is_refused(repo_root: Path) -> None:
    done = run_make(repo_root, "port", "PORT=8765", "ADDRESS=192.0.2.1", f"VENV={sys.prefix}")
    assert done.returncode != 0
    assert "ADDRESS must be one of this machine" in said(done)[0] and len(said(done)) == 1


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
    assert ran == ["ruff", "ruff", "mypy", "mypy", "etl", "pytest"]
    assert done.stdout.splitlines()[-1] == "ran pytest"
    assert done.returncode == 1
    assert re.search(r"^mypy +FAILED", done.stdout, re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    """The versions a list of packages pins, by name as packages are looked up."""
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \n]+)", path.read_text(), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize(
    ("name", "heading"),
    [("requirements.txt", "# What it runs on"), ("requirements-dev.txt", "# What checks it")],
)
def test_every_requirement_is_pinned_and_says_why(repo_root: Path, name: str, heading: str) -> None:
    lines = (repo_root / name).read_text().splitlines()
    required = [line for line in lines if line and not line.startswith(("#", "-"))]
    assert required and heading in lines
    assert [line for line in required if not PINNED.fullmatch(line)] == []


def test_two_installs_are_the_same(repo_root: Path) -> None:
    """Every package named is pinned once, and the list of all they bring along holds the same versions."""
    runs_on, checks, all_of_them = (pins(repo_root / name) for name in LISTS)
    assert not set(runs_on) & set(checks)
    assert {name: all_of_them.get(name) for name in runs_on | checks} == runs_on | checks
    assert "-c constraints.txt" in (repo_root / "requirements.txt").read_text().splitlines()
    assert "-r requirements.txt" in (repo_root / "requirements-dev.txt").read_text().splitlines()
    lines = (repo_root / "constraints.txt").read_text().splitlines()
    assert [it for it in lines if not re.fullmatch(r"#.*|[A-Za-z0-9_.-]+==[0-9A-Za-z.+!]+", it)] == []


def test_the_app_imports_only_what_it_runs_on(repo_root: Path) -> None:
    """Each library is named, not only brought along by another: that one may stop to bring it."""
    names = packages_distributions()
    named = pins(repo_root / "requirements.txt")
    imported = (
        {
            module.split(".")[0]
            for path in modules(repo_root)
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            for module in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
        }
        - set(sys.stdlib_module_names)
        - {"mineaction", "etl"}
    )
    missing = {
        library
        for library in imported
        if not {re.sub(r"[-_.]+", "-", name).lower() for name in names.get(library, [])} & set(named)
    }
    assert imported and missing == set()
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in LIBRARIES} <= set(named), "the answers' marks"


def test_no_date_is_written_by_a_code_that_only_some_systems_know(repo_root: Path) -> None:
    spoilt = [
        f"{path.relative_to(repo_root)}:{number}"
        for path in modules(repo_root)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"%[-#][a-zA-Z]", line)
    ]
    assert spoilt == []


def modules(repo_root: Path) -> list[Path]:
    return [
        path
        for pattern in ("app.py", "pages/*.py", "etl/**/*.py", "mineaction/**/*.py", "tools/*.py")
        for path in sorted(repo_root.glob(pattern))
    ]


def test_the_versions_of_python_are_the_same_everywhere(repo_root: Path) -> None:
    project = tomllib.loads((repo_root / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11,<3.15" and project["license"] == "MIT"
    setup = (repo_root / "tools" / "setup.sh").read_text()
    assert "3.11 | 3.12 | 3.13 | 3.14)" in setup
    assert "Python 3.11 to 3.14" in (repo_root / "README.md").read_text("utf-8")
    assert (repo_root / "LICENSE").read_text().startswith("MIT License")


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
