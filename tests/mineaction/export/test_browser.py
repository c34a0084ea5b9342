"""The browser behind pictures: found, started once, bounded, closed, and asking nobody anything."""

from __future__ import annotations

import base64
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import plotly.graph_objects as go
import pytest
from PIL import Image
from pypdf import PdfReader

from mineaction.charts import theme
from mineaction.errors import BrowserMissing, RenderingBusy, RenderingFailed
from mineaction.export import fonts
from mineaction.export.picture import browser, page

MOST_PROCESSES, MOST_MB = 12, 1500


@pytest.fixture(scope="module", autouse=True)
def _one_browser() -> Iterator[None]:
    """Without a browser these tests fail and say what to install; they are never passed over."""
    found = browser.available()
    if not found:
        pytest.fail(found.words, pytrace=False)
    yield
    browser.close()


def bars(**layout: object) -> go.Figure:
    return go.Figure(
        go.Bar(x=[1, 2], y=[3, 4]),
        layout={"template": theme.template(), "width": 640, "height": 360, **layout},
    )


def running() -> dict[int, tuple[str, int]]:
    """Processes of the browser that belong to this test: command line and resident kilobytes, by id."""
    shared = browser._shared._running
    if shared is None or shared._process_id is None:
        return {}
    told = subprocess.run(
        ["ps", "-ww", "-o", "pid=,rss=,args=", "-g", str(shared._process_id)], capture_output=True, text=True
    ).stdout
    rows = (line.split(None, 2) for line in told.splitlines())
    return {int(pid): (args, int(rss)) for pid, rss, args in rows}


def process_of(part: str) -> int:
    return next(pid for pid, (args, _) in running().items() if part in args)


@contextmanager
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A loopback server that notes whoever connects."""
    came: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def note() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            came.append(connection.recv(200))
            connection.close()

    threading.Thread(target=note, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}", came
    finally:
        server.close()


def test_nothing_starts_before_it_is_asked_for() -> None:
    code = (
        "from mineaction.export.picture import browser; "
        "print(bool(browser.available()), browser._shared._running)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "None"]


def test_a_missing_browser_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    found = browser.available()
    assert not found
    for words in ("apt-get install chromium", "plotly_get_chrome"):
        assert words in found.words and words in found.told
    with pytest.raises(BrowserMissing) as told:
        browser.image(bars(), "png")
    assert str(told.value) == found.words


def test_settings_of_the_server_are_for_whoever_runs_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The words for readers once held the value of the setting; it stands in the log and in commands."""
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/a browser of one's own")
    found = browser.available()
    assert "BROWSER_PATH" not in found.words and "/nowhere" not in found.words
    assert "BROWSER_PATH=/nowhere/a browser of one's own is no file" in found.told
    for _ in range(2):
        with pytest.raises(BrowserMissing):
            browser.image(bars(), "png")
    assert [record.message for record in caplog.records] == [found.told], "told once"


def test_no_browser_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(browser, "_elsewhere", lambda: "")
    found = browser.available()
    assert "it has none" in found.words and "none was found" in found.told


def test_a_program_that_is_no_browser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/bin/false")
    monkeypatch.setattr(browser, "_shared", browser._Shared())
    with pytest.raises(RenderingFailed, match=r"did not start.*MINEACTION_BROWSER_SANDBOX=off"):
        browser.image(bars(), "png")


def test_the_three_formats() -> None:
    png = Image.open(io.BytesIO(browser.image(bars(), "png", scale=2)))
    assert png.size == (1280, 720)
    assert len(set(png.convert("L").resize((160, 90)).tobytes())) > 3
    svg = browser.image(bars(), "svg").decode()
    assert "<svg" in svg and "rgb(0, 114, 178)" in svg
    pdf = PdfReader(io.BytesIO(browser.image(bars(), "pdf", title="Bars")))
    assert len(pdf.pages) == 1
    assert [round(float(side) * 4 / 3) for side in pdf.pages[0].mediabox[2:]] == pytest.approx(
        [640, 360], abs=2
    )


def test_a_picture_too_large_is_made_smaller_not_blank() -> None:
    tall = Image.open(io.BytesIO(browser.image(bars(), "png", width=300, height=6000, scale=4)))
    assert max(tall.size) <= browser.MOST_PX and tall.size[1] > 15_000


def test_twenty_at_once_share_one_browser() -> None:
    with ThreadPoolExecutor(20) as pool:
        made = list(pool.map(lambda _: browser.image(bars(), "png"), range(20)))
    assert len({len(png) for png in made}) == 1
    found = running()
    assert sum("--type=renderer" in args for args, _ in found.values()) <= 3
    assert len(found) <= MOST_PROCESSES
    assert sum(rss for _, rss in found.values()) / 1024 < MOST_MB


def test_a_browser_killed_between_two_pictures_is_not_noticed() -> None:
    """Nor is anything of it left, when only the process that leads the others was killed."""
    browser.image(bars(), "svg")
    leader = next(iter(running()))
    os.kill(leader, signal.SIGKILL)
    give_up_at = time.monotonic() + 30
    while running():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
    assert browser.image(bars(), "svg")
    assert not alive(leader)


@pytest.mark.parametrize("part", ["--type=renderer", "--remote-debugging-pipe"])
def test_a_browser_killed_under_a_picture_fails_it_once(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page alone, then the whole browser: one export fails and says so, the next one works."""
    browser.image(bars(), "svg")
    has_begun = threading.Event()

    def never_done(*told: object) -> str:
        has_begun.set()
        return "new Promise(() => {})"

    monkeypatch.setattr(page, "call", never_done)
    with ThreadPoolExecutor(1) as pool:
        hurt = pool.submit(browser.image, bars(), "png")
        assert has_begun.wait(60)
        os.kill(process_of(part), signal.SIGKILL)
        with pytest.raises(RenderingFailed, match="Try again: the next one gets a new browser"):
            hurt.result(timeout=60)
    monkeypatch.undo()
    assert browser.image(bars(), "png")


def test_a_browser_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    browser.image(bars(), "svg")
    for pid in running():
        os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(browser, "PICTURE_SECONDS", 1.0)
    with pytest.raises(RenderingFailed, match="no answer within 1 second"):
        browser.image(bars(), "png")
    monkeypatch.undo()
    assert browser.image(bars(), "png")


def test_a_figure_that_cannot_be_drawn_leaves_the_browser_running() -> None:
    browser.image(bars(), "svg")
    before = set(running())
    with pytest.raises(RenderingFailed, match="CSV"):
        browser.image(bars(), "png", width=-1)
    assert set(running()) == before


def test_too_many_waiting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "MOST_WAITING", 0)
    with pytest.raises(RenderingBusy, match="Try again in a minute"):
        browser.image(bars(), "png")


def test_no_request_leaves_a_figure_or_a_document() -> None:
    """A host is asked for nothing: neither for a figure's picture, nor for a document's parts or scripts."""
    with listener() as (url, came):
        picture = {"source": f"{url}/x.png", "x": 0, "y": 1, "sizex": 1, "sizey": 1}
        try:
            browser.image(bars(images=[picture]), "png")
        except RenderingFailed as error:
            assert "CSV" in str(error)
        html = f"""<link rel="stylesheet" href="{url}/a.css"><style>@import "{url}/b.css";</style>
            <h1>Still here</h1><img src="{url}/c.png"><iframe src="{url}/d"></iframe>
            <script src="{url}/e.js"></script><script>fetch("{url}/f")</script>"""
        printed = PdfReader(io.BytesIO(browser.pdf_of_html(html)))
        assert "Still here" in printed.pages[0].extract_text()
        assert came == []


def test_a_hatch_is_printed_as_lines() -> None:
    """A page of hatched cells took more than a minute to print, and 20 MB, while hatches were patterns."""
    hatched = go.Figure(
        go.Bar(x=[1, 2], y=[3, 4], marker={"color": "#fff", "pattern": {"shape": "/", "fgcolor": "#123456"}}),
        layout={"width": 640, "height": 360},
    )
    assert "<pattern" in browser.image(hatched, "svg").decode()
    svg = browser.image(hatched, "svg", for_print=True).decode()
    assert 'fill: url("#' not in svg and "fill: url(&quot;#" not in svg
    assert svg.count("rgb(18, 52, 86)") > 100
    source = base64.b64encode(svg.encode()).decode()
    for made in (
        browser.image(hatched, "pdf"),
        browser.pdf_of_html(f'<img src="data:image/svg+xml;base64,{source}">'),
    ):
        assert list(PdfReader(io.BytesIO(made)).pages[0].images) == []


def test_a_map_is_drawn_from_the_outlines_in_the_page() -> None:
    world = go.Figure(
        go.Choropleth(locations=["AFG"], z=[1], showscale=False),
        layout={
            "width": 800,
            "height": 400,
            "geo": {"showland": True, "landcolor": "#123456", "lonaxis": {"range": [-180, 180]}},
        },
    )
    svg = browser.image(world, "svg").decode()
    assert svg.count("<path") > 3 and "rgb(18, 52, 86)" in svg
    assert len(svg) > 100_000


def test_a_page_names_nothing_outside() -> None:
    assert "://" not in page.html()
    assert page.POLICY.startswith("default-src 'none'")


def test_a_document_is_printed_on_its_own_pages() -> None:
    html = """<style>@page { size: A4; margin: 0 } section { break-after: page } body { margin: 0 }
        .box { background: #0072B2; height: 40px }</style>
        <section><h1>First</h1><div class="box"></div></section><h1>Second</h1>"""
    printed = PdfReader(io.BytesIO(browser.pdf_of_html(html)))
    assert [page.extract_text().strip() for page in printed.pages] == ["First", "Second"]
    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [595, 842]
    assert [str(item.title) for item in printed.outline] == ["First", "Second"]  # type: ignore[union-attr]


def test_the_fonts_are_those_of_the_pages() -> None:
    """The stretches of Unicode stand in two files, as Streamlit wants them in its own."""
    settings = (Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for face in fonts.FACES:
        assert (fonts.FOLDER / face.file_name).is_file() and face.file_name in settings
    for stretch in fonts.RANGES.values():
        assert f'unicodeRange = "{stretch}"' in settings
    assert "latin-ext" not in "".join(face.letters for face in fonts.FACES if face.has_any("Lao PDR"))
    assert any(face.has_any("Łódź") and face.letters == "latin-ext" for face in fonts.FACES)


def test_no_browser_outlives_the_process_that_started_it() -> None:
    """Stopped by Ctrl-C, by SIGTERM or killed outright: the browser goes too."""
    code = (
        "import sys, time, plotly.graph_objects as go\n"
        "from mineaction.export.picture import browser\n"
        "browser.image(go.Figure(), 'svg')\n"
        "print(browser._shared._running._process_id, flush=True)\n"
        "time.sleep(60)\n"
    )
    hows = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
    apps = [
        subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for _ in hows
    ]
    groups = []
    for app, how in zip(apps, hows, strict=True):
        assert app.stdout is not None
        groups.append(int(app.stdout.readline()))
        assert alive(groups[-1])
        app.send_signal(how)
        app.communicate(timeout=60)
    give_up_at = time.monotonic() + 10
    while any(map(alive, groups)) and time.monotonic() < give_up_at:
        time.sleep(0.1)
    assert [how for how, group in zip(hows, groups, strict=True) if alive(group)] == []


def alive(group: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-g", str(group)], capture_output=True, text=True).stdout
    return any(not state.startswith("Z") for state in told.split())


def test_nothing_is_left_of_a_browser_that_was_ended_or_killed() -> None:
    """A server that gets a signal ends its browser first; its folders go with it, and none is made after."""
    code = (
        "import os, signal, time, plotly.graph_objects as go\n"
        "from mineaction.errors import RenderingFailed\n"
        "from mineaction.export.picture import browser\n"
        "browser.image(go.Figure(), 'svg')\n"
        "os.killpg(browser._shared._running._process_id, signal.SIGKILL)\n"
        "while browser._shared._running.is_alive:\n"
        "    time.sleep(0.02)\n"
        "browser.image(go.Figure(), 'svg')\n"
        "browser.end()\n"
        "try:\n"
        "    browser.image(go.Figure(), 'svg')\n"
        "except RenderingFailed as error:\n"
        "    print(error, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
    )
    # pytest's own folders have names too long for a socket.
    with TemporaryDirectory() as folder:
        ended = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TMPDIR": folder},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ended.returncode == -signal.SIGTERM and "server is ending" in ended.stdout, ended.stderr
        assert list(Path(folder).iterdir()) == []


def test_a_document_runs_no_script_and_reads_no_file_of_the_server(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    url = secret.as_uri()
    html = f"""<h1>Still here</h1><iframe src="{url}"></iframe><object data="{url}"></object>
        <embed src="{url}"><link rel="stylesheet" href="{url}"><img src="{url}">
        <script>fetch("{url}").then(it => it.text()).then(it => document.body.append(it)).catch(() => 0);
        try {{ const asked = new XMLHttpRequest(); asked.open("GET", "{url}", false); asked.send();
        document.body.append(asked.responseText) }} catch {{}} for (;;);</script>"""
    for document in (html, f"<meta http-equiv='refresh' content='0;url={url}'>{html}"):
        printed = PdfReader(io.BytesIO(browser.pdf_of_html(document)))
        assert "secret words" not in "".join(page.extract_text() for page in printed.pages)
