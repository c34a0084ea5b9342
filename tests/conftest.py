"""What tests share: the repository, one database built by the real pipeline, one server, one browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests import editions, transactions
from tests.browser.visit import launch_arguments

SERVER_START_SECONDS = 90

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("checks", deadline=None)
settings.load_profile("checks")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder that holds ``app.py``."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def ledger_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Figures taken out, and editions, lie in folders of the tests' own, for servers they start too."""
    os.environ["MINEACTION_LEDGER"] = str(tmp_path_factory.mktemp("ledger"))
    os.environ["MINEACTION_EDITIONS"] = str(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="session")
def built_database(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file made from ``data/sources`` by ``python -m etl build``, once for all tests."""
    path = tmp_path_factory.mktemp("database") / "mine_action.sqlite"
    done = subprocess.run(
        [sys.executable, "-m", "etl", "build"],
        cwd=repo_root,
        env={**os.environ, "MINEACTION_DATABASE_URL": f"sqlite:///{path}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not path.is_file():
        pytest.fail(
            f"python -m etl build exited {done.returncode}; database made: {path.is_file()}\n"
            + (done.stdout + done.stderr)[-3000:],
            pytrace=False,
        )
    return path


@pytest.fixture(scope="session")
def database_with_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with one source of which three editions are held; made from the sample by refreshes."""
    return editions.database_with_editions(tmp_path_factory.mktemp("with_editions"))


@pytest.fixture(scope="session")
def database_with_transactions(built_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built database with made-up transactions of US agencies in it."""
    path = tmp_path_factory.mktemp("with_transactions") / "mine_action.sqlite"
    return transactions.put_in(built_database, path, transactions.made_up(400))


@dataclass(frozen=True, slots=True)
class AppServer:
    """A running ``streamlit run app.py``; ``url`` has no slash at its end."""

    url: str
    log_path: Path

    @property
    def log(self) -> str:
        """All it has printed so far."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A loopback port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(server: AppServer, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; fail with its log if it ends or takes too long."""
    give_up_at = time.monotonic() + SERVER_START_SECONDS
    while time.monotonic() < give_up_at:
        if process.poll() is not None:
            pytest.fail(
                f"The server ended with status {process.returncode}:\n{server.log[-3000:]}", pytrace=False
            )
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"No answer after {SERVER_START_SECONDS} s:\n{server.log[-3000:]}", pytrace=False)


@pytest.fixture(scope="session")
def app_server(
    repo_root: Path, built_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """The app on a free loopback port, reading ``built_database``. Its settings are the repository's own."""
    port = free_port()
    server = AppServer(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("server") / "server.log")
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    with server.log_path.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=repo_root,
            env={**os.environ, "MINEACTION_DATABASE_URL": f"sqlite:///{built_database}"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


REMEDY = (
    "The pages must be seen in a Chromium. Set BROWSER_PATH to a Chrome or Chromium, or install one: "
    "`apt-get install chromium` on Debian, `python -m playwright install chromium` elsewhere."
)


def find_browser(playwright: Playwright) -> str | None:
    """The Chromium to use: the one named, the system's, or the one Playwright brought."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).is_file() else None
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests. Without one the tests fail; they are never passed over.

    One for all: a second of Playwright's loops beside the first is refused.
    """
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            named = os.environ.get("BROWSER_PATH")
            reason = f"BROWSER_PATH={named} is no file." if named else "No Chromium was found."
            pytest.fail(f"{reason} {REMEDY}", pytrace=False)
        try:
            running = playwright.chromium.launch(executable_path=path, args=launch_arguments())
        except Error as error:
            reason = error.message.splitlines()[0]
            raise pytest.fail.Exception(f"{path} does not start: {reason}. {REMEDY}", pytrace=False) from None
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat what ``make test`` saw fail before pytest, so that a last line in green does not hide it."""
    failed = os.environ.get("CHECKS_FAILED_BEFORE", "")
    if failed:
        terminalreporter.section("failed before the tests", red=True)
        terminalreporter.write_line(f"{failed}: see above. make test exits with 1.", red=True)
