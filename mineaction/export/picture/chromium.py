"""One headless Chromium, driven from a thread of its own, that draws figures and prints documents.

Kaleido draws a figure through an ``<img>``, where a page's fonts do not reach; so this stands one step lower,
on choreographer, the library under Kaleido that starts the browser and talks with it. The browser holds one
page with plotly.js, the project's font and the outlines of countries written into it. It reads no file and
asks no host: its policy forbids both, and no name can be resolved.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Coroutine, MutableMapping, Sequence
from concurrent.futures import CancelledError
from typing import Any, TypeVar, cast

from choreographer import Browser, Tab
from choreographer.browsers import Chromium as Launcher
from choreographer.channels import Pipe

from mineaction.export.picture import page

START_SECONDS, CLOSE_SECONDS, GRACE_SECONDS = 30.0, 6.0, 2.0
SANDBOX_VARIABLE = "MINEACTION_BROWSER_SANDBOX"
UNWANTED = ("--disable-web-security", "--allow-file-access-from-files")
UNWANTED_FEATURES = (
    *("OptimizationHints", "MediaRouter", "DialMediaRouteProvider", "Translate"),
    *(
        "WebUIOmniboxPopup",
        "WebUIOmniboxAimPopup",
        "SpareRendererForSitePerProcess",
    ),  # each a process nobody looks at
)
WANTED = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-quic",
    "--disable-features=" + ",".join(UNWANTED_FEATURES),
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--default-tile-height=2048",  # each outline of a country is drawn again for every tile it touches
    "--default-tile-width=2048",
    "--hide-scrollbars",
    "--mute-audio",
    "about:blank",  # else it opens its own first page, which costs a process
)
LONGEST_FOLDER = 107 - len("/org.chromium.Chromium.abcdef/SingletonSocket")
"""The name of a socket has at most 107 letters on Linux; the browser ends at once where one is longer."""
OFFLINE = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
Done = TypeVar("Done")


class Stopped(Exception):
    """The browser did not start, ended, or did not answer in time; it is of no more use."""


class NotStarted(Stopped):
    """It did not start at all."""


class Refused(Exception):
    """The browser is well, and says that it cannot do this."""


class _Quiet(Launcher):
    """Choreographer's way to start a Chromium, with nothing that asks the network."""

    def get_cli(self) -> Sequence[str]:
        return [*(part for part in super().get_cli() if part not in UNWANTED), *WANTED]

    def get_env(self) -> MutableMapping[str, str]:
        """Its other folders stand inside its own: one that is killed cannot clear them away itself."""
        own = str(self.tmp_dir.path)
        return {**super().get_env(), "TMPDIR": own if len(own) <= LONGEST_FOLDER else "/tmp"}


def is_sandboxed() -> bool:
    """Whether the browser keeps its sandbox: always, but for root, whom Chromium refuses it, and where the

    variable ``MINEACTION_BROWSER_SANDBOX`` is ``off``, as some containers need.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return not is_root and os.environ.get(SANDBOX_VARIABLE, "").lower() not in ("off", "0", "no")


class Chromium:
    """A started browser. Not safe for several threads at once; raises NotStarted."""

    def __init__(self, path: str) -> None:
        # It tells of each end of a browser otherwise.
        logging.getLogger("choreographer").setLevel(logging.CRITICAL)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chromium", daemon=True)
        self._thread.start()
        self._pipe = Pipe()
        self._browser: Browser | None = None
        self._crashed: asyncio.Future[Any] | None = None
        try:
            self._tab = self._do(self._open(path), START_SECONDS)
        except BaseException as error:
            self.close(at_once=True)
            if isinstance(error, Refused | Stopped):
                raise NotStarted(f"the browser did not start: {error}") from None
            raise

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process_id is not None

    def svg(self, figure: str, width: int, height: int, seconds: float) -> str:
        """A figure, given as Plotly's JSON, as SVG without fonts in it. Raises Stopped and Refused."""
        return str(self._do(_evaluate(self._tab, page.call("draw", figure, width, height)), seconds))

    def without_patterns(self, svg: str, seconds: float) -> str:
        """The same SVG with hatches drawn line by line. Raises Stopped and Refused."""
        return str(self._do(_evaluate(self._tab, page.call("withoutPatterns", json.dumps(svg))), seconds))

    def png(self, figure: str, width: int, height: int, scale: float, seconds: float) -> bytes:
        """A figure, given as Plotly's JSON, as a PNG ``scale`` times its size. Raises Stopped and Refused."""
        return self._do(_photograph(self._tab, figure, width, height, scale), seconds)

    def pdf(self, svg: str, width: int, height: int, title: str, seconds: float) -> bytes:
        """An SVG as a PDF of one page of its size. Raises Stopped and Refused."""
        return self._do(_print_one(self._tab, svg, width, height, title), seconds)

    def pdf_of_html(self, html: str, seconds: float) -> bytes:
        """A document as a PDF, pages as its CSS says. Raises Stopped and Refused."""
        return self._do(self._print_document(html), seconds)

    def close(self, *, at_once: bool = False) -> None:
        """End the browser and its thread. ``at_once`` does not ask it first: one that hangs has no answer."""
        if at_once:
            self._kill()
        if self._browser is not None:
            with contextlib.suppress(Stopped, Refused):
                self._do(self._browser.close(), CLOSE_SECONDS)
            self._kill()
            self._browser = None
        if self._thread.is_alive():
            settled = asyncio.run_coroutine_threadsafe(_settle(), self._loop)
            with contextlib.suppress(TimeoutError):
                settled.result(CLOSE_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLOSE_SECONDS)

    @property
    def _process_id(self) -> int | None:
        process = getattr(self._browser, "subprocess", None)
        return process.pid if process is not None and process.poll() is None else None

    def _kill(self) -> None:
        """End the whole group of processes, which choreographer starts for each browser.

        Its leader may have been killed alone: the browser under it would live on, as nobody closed the pipe.
        """
        process = getattr(self._browser, "subprocess", None)
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                os.kill(process.pid, signal.SIGTERM)  # there this ends a process at once
            else:
                os.killpg(process.pid, signal.SIGKILL)
                self._wait_until_gone(process.pid)
        self._say_bye()

    def _wait_until_gone(self, group: int) -> None:
        """Until then its processes may still write into its folder, which is to be deleted."""
        give_up_at = time.monotonic() + GRACE_SECONDS
        if sys.platform != "win32":
            while time.monotonic() < give_up_at:
                _ = self._process_id  # asking takes note of its end
                os.killpg(group, 0)  # raises ProcessLookupError once there is none
                time.sleep(0.02)

    def _say_bye(self) -> None:
        """What choreographer's helper process says when its browser ends, and cannot when it is killed too.

        Without it the thread that reads the pipe would wait for ever. A null byte ends a message cut short.
        """
        with contextlib.suppress(OSError):
            for words in (b"\0", b"{bye}\n"):
                os.write(self._pipe.from_external_to_choreo, words)
                time.sleep(0.1)

    async def _open(self, path: str) -> Tab:
        channel = cast(Any, lambda: self._pipe)  # a class is asked for; what it makes is wanted here
        sandboxed = is_sandboxed()
        self._browser = Browser(path, browser_cls=_Quiet, channel_cls=channel, enable_sandbox=sandboxed)
        await self._browser.open()
        tab = self._browser.get_tab() or await self._browser.create_tab("about:blank")
        self._crashed = tab.subscribe_once("Inspector.targetCrashed")
        await _send(tab, "Inspector.enable")
        await _fill(tab, page.html())
        for script in page.scripts():
            await _evaluate(tab, script)
        return tab

    async def _print_document(self, html: str) -> bytes:
        assert self._browser is not None
        tab = await self._browser.create_tab("about:blank")
        try:
            await _send(tab, "Network.enable")
            await _send(tab, "Network.emulateNetworkConditions", **OFFLINE)
            await _send(tab, "Emulation.setScriptExecutionDisabled", value=True)
            await _fill(tab, html)
            await _evaluate(tab, page.WAIT_UNTIL_LOADED)
            return await _print(tab, generateDocumentOutline=True)
        finally:
            await self._browser.close_tab(tab.target_id)

    def _do(self, work: Coroutine[Any, Any, Done], seconds: float) -> Done:
        """Run ``work`` in the browser's thread for at most ``seconds``."""
        bounded = asyncio.wait_for(self._unless_crashed(work), seconds)
        future = asyncio.run_coroutine_threadsafe(bounded, self._loop)
        try:
            return future.result(seconds + GRACE_SECONDS)
        except (Refused, Stopped):
            raise
        except TimeoutError:
            future.cancel()
            raise Stopped(f"no answer within {seconds:.0f} seconds") from None
        except (CancelledError, asyncio.CancelledError):
            raise Stopped("the browser ended") from None
        except Exception as error:  # choreographer raises many kinds, and all mean the same here
            first_line = (str(error.args[0]) if error.args else type(error).__name__).splitlines()[0]
            raise Stopped(f"the browser ended ({first_line})") from error

    async def _unless_crashed(self, work: Coroutine[Any, Any, Done]) -> Done:
        """What ``work`` gives. A page can crash while the browser lives on; then nothing ever answers."""
        task = asyncio.ensure_future(work)
        try:
            if self._crashed is not None:
                await asyncio.wait({task, self._crashed}, return_when=asyncio.FIRST_COMPLETED)
                if not task.done():
                    raise Stopped("its page crashed")
            return await task
        finally:
            task.cancel()


async def _settle() -> None:
    """End what choreographer still has under way, and what ends of it set going."""
    for _ in range(3):
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if not others:
            return
        for task in others:
            task.cancel()
        await asyncio.wait(others, timeout=GRACE_SECONDS)


async def _send(tab: Tab, command: str, **asked: Any) -> dict[str, Any]:
    response: Any = await tab.send_command(command, params=asked)
    if "error" in response:
        raise Refused(str(response["error"].get("message", response["error"])))
    result: dict[str, Any] = response["result"]
    return result


async def _evaluate(tab: Tab, expression: str) -> Any:
    """The value of a JavaScript expression, or of what it promises."""
    found = await _send(tab, "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
    if "exceptionDetails" in found:
        thrown = found["exceptionDetails"].get("exception", {})
        told = thrown.get("description") or thrown.get("value") or found["exceptionDetails"].get("text")
        raise Refused(str(told).splitlines()[0])
    return found["result"].get("value")


async def _fill(tab: Tab, html: str) -> None:
    tree = await _send(tab, "Page.getFrameTree")
    await _send(tab, "Page.setDocumentContent", frameId=tree["frameTree"]["frame"]["id"], html=html)


async def _photograph(tab: Tab, figure: str, width: int, height: int, scale: float) -> bytes:
    await _evaluate(tab, page.call("put", figure, width, height))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    shot = await _send(
        tab,
        "Page.captureScreenshot",
        format="png",
        clip=clip,
        captureBeyondViewport=True,
        optimizeForSpeed=True,  # packing takes two fifths of this otherwise, for a file a quarter smaller
    )
    await _evaluate(tab, page.call("clear"))
    return base64.b64decode(shot["data"])


async def _print_one(tab: Tab, svg: str, width: int, height: int, title: str) -> bytes:
    await _evaluate(tab, page.call("show", json.dumps(svg), width, height, json.dumps(title)))
    await _evaluate(tab, page.call("drawHatches"))
    printed = await _print(tab, pageRanges="1")
    await _evaluate(tab, page.call("clear"))
    return printed


async def _print(tab: Tab, **more: Any) -> bytes:
    printed = await _send(
        tab, "Page.printToPDF", printBackground=True, preferCSSPageSize=True, generateTaggedPDF=True, **more
    )
    return base64.b64decode(printed["data"])
