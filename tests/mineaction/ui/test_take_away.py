"""Taking a figure away: nothing is asked before it is wanted, and what cannot be made is told."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.errors import RenderingFailed
from mineaction.exhibits import taking
from mineaction.export.picture import browser
from mineaction.ui import carried, store
from mineaction.ui.making import FETCH_SECONDS, Making, size_words

NAME = "funding_over_time"


@pytest.fixture
def funding(repo_root: Path, built_database: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """``funding("download")``: the funding page with these parts of its figure's foot open."""
    monkeypatch.setenv("MINEACTION_DATABASE_URL", f"sqlite:///{built_database}")

    def run(*parts: str) -> AppTest:
        page = AppTest.from_file(str(repo_root / "pages" / f"{NAME}.py"), default_timeout=30)
        for part in parts:
            page.session_state[f"{part}_{NAME}"] = True
        page.run()
        assert not page.exception
        return page

    return run


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all questions that are put to the data."""
    asked: list[str] = []
    real = store.ask

    def heard(question: Callable[..., Any], *more: Any) -> Any:
        asked.append(question.__name__)
        return real(question, *more)

    monkeypatch.setattr(store, "ask", heard)
    return asked


def labels(page: AppTest, kind: str) -> list[str]:
    return [element.proto.label for element in page.get(kind)]


def test_the_foot_has_its_buttons_in_order(funding: Callable[..., AppTest]) -> None:
    page = funding()
    shown = [re.sub(r" \(\d+\)", "", part.proto.popover.label) for part in page.get("popover")]
    assert shown == ["Caveats", "Documents", "Download", "Cite", "Sentences", "Copy link"]
    assert page.button(key=f"brief_{NAME}").label == "Add to briefing"


def test_a_closed_foot_asks_nothing_and_takes_nothing(
    funding: Callable[..., AppTest], questions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*asked: Any, **more: Any) -> None:
        raise AssertionError("nobody has asked for this")

    funding()
    closed = list(questions)
    assert "rows_behind" not in closed
    questions.clear()
    monkeypatch.setattr(taking, "take", never)
    monkeypatch.setattr(carried, "Taken", never)
    page = funding("download")
    assert questions == closed, "files are made when they are clicked, not when they are offered"
    assert labels(page, "download_button") == ["PNG", "SVG", "PDF", "PPTX", "HTML", "XLSX", "CSV", "JSON"]


def test_what_is_cited_names_the_figure_and_how_to_make_it_again(funding: Callable[..., AppTest]) -> None:
    page = funding("cite")
    footnote, apa, chicago, bibtex = (code.value for code in page.code)
    assert bibtex.startswith("@")
    told = " ".join(caption.value for caption in page.caption).replace("\\", "")
    made = told.partition("Figure id ")[2].partition(". ")[0]
    assert made.startswith(f"{NAME}-") and made in footnote and made in apa and made in chicago
    assert "python" not in told, "a reader is shown no command"
    assert "in order of the alphabet" in told and "Notes, one a line" in told, "what each form is"


def test_sentences_name_where_their_numbers_were_read(funding: Callable[..., AppTest]) -> None:
    page = funding("sentences")
    lists = [part.value for part in page.html if "ma-said-of" in part.value]
    assert len(lists) == len(page.code) > 0
    assert all("<b>" in listed and "<li>" in listed for listed in lists)


def test_the_link_and_the_code_that_embeds_it(funding: Callable[..., AppTest]) -> None:
    page = funding()
    page.session_state[f"link_{NAME.replace('_', '-')}"] = True
    page.run()
    link, code = (part.value for part in page.code)
    assert "series=us_cwd" in link and link.endswith("#funding-over-time")
    assert code.startswith("<iframe") and f"/embed/{NAME}?" in code and "series=us_cwd" in code


def test_without_a_browser_on_the_server_the_readers_own_makes_pictures(
    funding: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(browser.PATH_VARIABLE, "/no/such/browser")
    page = funding("download")
    assert labels(page, "download_button") == ["PPTX", "HTML", "XLSX", "CSV", "JSON"]
    assert page.button(key=f"pdf_{NAME}").disabled
    told = " ".join(caption.value for caption in page.caption)
    assert "PDF cannot be made on this server" in told and "/no/such/browser" not in told
    page.button(key=f"svg_{NAME}").click().run()
    assert not page.exception
    (frame,) = page.get("iframe")
    drawn = frame.proto.srcdoc
    assert "async function make" in drawn and '"isPng": false' in drawn
    assert "https://" not in re.sub(
        r"<script>.*?</script>", "", drawn.split("const wanted = {")[0], flags=re.DOTALL
    )


def test_after_a_failure_the_readers_own_browser_is_offered(funding: Callable[..., AppTest]) -> None:
    page = funding("download")
    making = page.session_state[f"making_{NAME}"]
    making.click("PDF")
    with pytest.raises(RenderingFailed):
        making.noted("PDF", failing)()
    page.run()
    assert "it stopped" in page.error[0].value
    page.button(key=f"own_png_{NAME}").click().run()
    assert not page.exception
    assert '"isPng": true' in page.get("iframe")[0].proto.srcdoc


def failing() -> bytes:
    raise RenderingFailed("it stopped")


class Place:
    """What was said where the page tells how a file comes along."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def caption(self, words: str) -> None:
        self.said.append(words)

    error = caption


def told(making: Making) -> list[str]:
    place: Any = Place()
    making.tell(place)
    return list(place.said)


def test_a_file_under_way_is_waited_for_and_its_size_is_told() -> None:
    making, may_end = Making(), threading.Event()

    def slow() -> bytes:
        may_end.wait(5)
        return b"x" * 2_400_000

    making.click("PNG")
    thread = threading.Thread(target=making.noted("PNG", slow))
    thread.start()
    threading.Timer(0.9, may_end.set).start()
    said = told(making)
    thread.join()
    assert said[0].startswith("Making the PNG … ")
    assert said[-1] == "PNG made, 2.4 MB. See your browser's downloads."
    assert told(making) == [], "it is told once"


@pytest.mark.parametrize(
    ("error", "words"),
    [(RenderingFailed("it stopped"), "it stopped"), (KeyError("x"), "could not be made (KeyError)")],
)
def test_a_failure_is_told_until_the_next_click(error: Exception, words: str) -> None:
    making = Making()

    def fails() -> bytes:
        raise error

    making.click("PDF")
    with pytest.raises(type(error)):
        making.noted("PDF", fails)()
    assert words in told(making)[0].replace("\\", "")
    assert words in told(making)[0].replace("\\", ""), "it stays while the reader looks"
    making.click("CSV")
    making.noted("CSV", lambda: b"1")()
    begun = time.monotonic()
    assert set(told(making)) == {"CSV made, 1 KB. See your browser's downloads."}
    # A file was dropped before a slow browser fetched it: Streamlit drops it when two runs have ended.
    assert time.monotonic() - begun >= FETCH_SECONDS


def test_a_file_made_for_an_earlier_click_is_not_told_as_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    making = Making()
    making.noted("CSV", lambda: b"1")()
    making.jobs["CSV"].begun = time.monotonic() - 60
    monkeypatch.setattr("mineaction.ui.making.LATEST_START_SECONDS", 0.0)
    making.click("CSV")
    assert "was not asked for" in told(making)[0]


@pytest.mark.parametrize(("size", "words"), [(10, "1 KB"), (61_900, "62 KB"), (1_140_000, "1.1 MB")])
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    ("link", "base"),
    [
        ("https://a.org/funding_over_time?x=1#y", "https://a.org"),
        ("https://a.org/mines/map?x=1", "https://a.org/mines"),
        ("http://a.org:8501/?x=1", "http://a.org:8501"),
        ("/map", ""),
    ],
)
def test_where_the_app_is_served(link: str, base: str) -> None:
    assert carried.served_at(link) == base
