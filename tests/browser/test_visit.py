"""The harness itself: what it must notice, it notices, and nothing gets out."""

from __future__ import annotations

import time

import pytest

from tests.browser.cases import OpenPage

pytestmark = pytest.mark.browser

ASK_OUTSIDE = "() => fetch('https://example.org/figures.json').then(() => 'answered', () => 'refused')"
SOCKET_OUTSIDE = """() => new Promise(done => {
    const socket = new WebSocket('wss://example.net/stream');
    socket.onclose = socket.onerror = () => done('closed');
})"""


def test_other_hosts_are_refused_and_named(open_page: OpenPage) -> None:
    visit = open_page("/")
    assert visit.hosts == {"127.0.0.1"}
    assert visit.page.evaluate(ASK_OUTSIDE) == "refused"
    assert visit.page.evaluate(SOCKET_OUTSIDE) == "closed"
    with pytest.raises(AssertionError, match=r"another host: example\.org"):
        visit.assert_quiet()


def test_errors_and_missing_files_are_heard(open_page: OpenPage) -> None:
    visit = open_page("/")
    visit.page.evaluate("() => { console.error('said aloud'); setTimeout(() => { throw Error('thrown') }); }")
    visit.page.evaluate("() => fetch('/media/no_such_file.json')")
    wanted = ("console error: said aloud", "page error: thrown", "no_such_file.json")
    give_up_at = time.monotonic() + 30
    while unheard := [words for words in wanted if words not in "\n".join(visit.complaints)]:
        assert time.monotonic() < give_up_at, unheard
        visit.page.wait_for_timeout(20)


def test_a_page_too_wide_is_measured(open_page: OpenPage) -> None:
    visit = open_page("/", width=390)
    visit.page.evaluate(
        """() => { const box = document.createElement('div'); box.style.cssText = 'width:700px;height:1px';
        document.querySelector('[data-testid="stMainBlockContainer"]').append(box); }"""
    )
    assert visit.sideways_overflow > 100
