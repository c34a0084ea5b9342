"""One look at one page in Chromium: opened, drawn, listened to, and cut off from the outside."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    TimeoutError,
    WebSocket,
)

Scheme = Literal["light", "dark"]

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"})
OUTSIDE_PAGES = re.compile(r"^https?://(?!(127\.0\.0\.1|localhost)[:/])")
OUTSIDE_SOCKETS = re.compile(r"^wss?://(?!(127\.0\.0\.1|localhost)[:/])")
HEIGHT = {1400: 900, 390: 844}
SETTLE_MS = 30_000

# The script must have run to its end, and every chart on the page must have its drawing. A chart's code
# arrives after its place does, so a place without a drawing is still waiting.
IS_SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.dataset.testScriptState !== 'notRunning') return false;
    if (app.dataset.testConnectionState !== 'CONNECTED') return false;
    if (document.querySelector('[data-testid="stStatusWidget"], [data-testid="stSkeleton"]')) return false;
    const drawn = element => element.querySelector('.js-plotly-plot svg.main-svg');
    return [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
        .every(chart => !chart.checkVisibility() || drawn(chart));
}"""

# Streamlit looks for its server below a page's address before it looks at the root, on every deep link, and
# gets "not found"; nothing is missing.
LOOKING_FOR_SERVER = re.compile(r"^http://(127\.0\.0\.1|localhost):\d+/.+/_stcore/(health|host-config)$")

# Streamlit scrolls an inner box, so the document alone would never be too wide.
SIDEWAYS_OVERFLOW = """() => {
    const boxes = [document.scrollingElement, ...document.querySelectorAll('[data-testid="stMain"]')];
    return Math.max(...boxes.map(box => box.scrollWidth - box.clientWidth));
}"""

CHARTS = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
    .filter(chart => chart.checkVisibility())
    .map(chart => {
        const named = [chart, ...chart.querySelectorAll('[aria-label]')]
            .find(element => ['img', 'figure'].includes(element.getAttribute('role')));
        const marks = chart.querySelectorAll(
            'svg.main-svg .trace path, svg.main-svg .trace text, svg.main-svg .trace use,' +
            'svg.main-svg .point, svg.main-svg .choroplethlayer path');
        return {marks: marks.length, alt: named ? (named.getAttribute('aria-label') ?? '').trim() : ''};
    })"""


@dataclass(frozen=True, slots=True)
class ChartSeen:
    """A chart on the page: how many marks it has, and its name for screen readers (may be empty)."""

    marks: int
    alt: str


@dataclass
class Visit:
    """A page that was opened, and everything it said, asked for and failed at since."""

    page: Page
    url: str
    server_log: Callable[[], str]
    log_before: int = 0
    console_errors: list[str] = field(default_factory=list)
    console_warnings: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)
    failed_requests: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Start writing down; to be called before the page is opened."""
        self.log_before = len(self.server_log())
        self.page.on("console", self._hear_console)
        self.page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        self.page.on("request", self._hear_request)
        self.page.on("websocket", self._hear_socket)
        self.page.on("response", self._hear_response)
        self.page.on("requestfailed", self._hear_failure)

    def _hear_console(self, message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not LOOKING_FOR_SERVER.match(where):
            self.console_errors.append(f"{message.text} ({where})")
        elif message.type == "warning":
            self.console_warnings.append(message.text)

    def _hear_request(self, request: Request) -> None:
        self.requested.append(request.url)

    def _hear_socket(self, socket: WebSocket) -> None:
        self.requested.append(socket.url)

    def _hear_response(self, response: Response) -> None:
        if response.status >= 400 and not LOOKING_FOR_SERVER.match(response.url):
            self.failed_requests.append(f"{response.status} {response.url}")

    def _hear_failure(self, request: Request) -> None:
        # What the page itself gave up, on the way to the next page, did not fail.
        if request.failure != "net::ERR_ABORTED":
            self.failed_requests.append(f"{request.failure} {request.url}")

    @property
    def hosts(self) -> set[str]:
        """Every host a request was meant for; requests inside the page (data:, blob:) have none."""
        return {urlsplit(url).hostname or "" for url in self.requested} - {""}

    def settle(self) -> None:
        """Wait until the script has run and every chart is drawn, twice in a row."""
        try:
            for _ in range(2):
                self.page.wait_for_function(IS_SETTLED, timeout=SETTLE_MS, polling=100)
                self.page.wait_for_timeout(150)
        except TimeoutError:
            raise AssertionError(
                f"{self.url} did not settle in {SETTLE_MS / 1000:.0f} s.\n{self.heard}"
            ) from None

    @property
    def charts(self) -> list[ChartSeen]:
        """The visible charts, in the order of the page."""
        return [ChartSeen(**chart) for chart in self.page.evaluate(CHARTS)]

    @property
    def sideways_overflow(self) -> int:
        """By how many pixels the page is wider than its window; 0 where it fits."""
        return int(self.page.evaluate(SIDEWAYS_OVERFLOW))

    @property
    def complaints(self) -> list[str]:
        """All that a quiet page does not do, in words."""
        new_log = self.server_log()[self.log_before :]
        exceptions = self.page.locator('[data-testid="stException"]').all_inner_texts()
        return [
            *(f"console error: {text}" for text in self.console_errors),
            *(f"page error: {text}" for text in self.page_errors),
            *(f"failed request: {text}" for text in self.failed_requests),
            *(f"request to another host: {host}" for host in sorted(self.hosts - LOCAL_HOSTS)),
            *(f"exception shown: {text[:500]}" for text in exceptions),
            *([f"traceback in the server's log: {new_log[-1500:]}"] if "Traceback" in new_log else []),
        ]

    @property
    def heard(self) -> str:
        """Complaints and warnings, for a failure's message."""
        return "\n".join([*self.complaints, *(f"console warning: {text}" for text in self.console_warnings)])

    def assert_quiet(self) -> None:
        """Fail if anything went wrong, or if anybody outside this machine was asked for anything."""
        assert not self.complaints, f"{self.url}\n" + "\n".join(self.complaints)


def launch_arguments() -> list[str]:
    """Chromium's switches: no sandbox where tests run as root, no calls of its own, no names to resolve."""
    return [
        *(["--no-sandbox"] if sys.platform.startswith("linux") else []),
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]


def new_context(browser: Browser, width: int, scheme: Scheme) -> BrowserContext:
    """A fresh profile with this window, in which every request to another host is refused.

    It is not a "mobile" one: there the window grows with a page that is too wide, and nothing shows.
    """
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT.get(width, 900)},
        color_scheme=scheme,
        locale="en-GB",
        timezone_id="UTC",
        service_workers="block",
    )
    context.route(OUTSIDE_PAGES, lambda route: route.abort("blockedbyclient"))
    context.route_web_socket(OUTSIDE_SOCKETS, lambda socket: socket.close())
    return context
