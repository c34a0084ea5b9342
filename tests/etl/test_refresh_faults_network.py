"""Publishers that cannot be reached, break off, dawdle, or send one elsewhere."""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from etl.card import read_card
from etl.fetch import Visit
from mineaction.editions import Outcome
from tests.conftest import free_port
from tests.etl.publisher import Answer, Asked, Publisher, redirect
from tests.etl.refreshing import ADDED, KEY, TABLE, Ground, table

LATER = "Try again later"


def test_a_good_run_charts_the_new_edition_and_the_next_finds_nothing_new(ground: Ground) -> None:
    assert not ground.has_added()
    assert ground.goes_on().outcome is Outcome.REFRESHED
    again = ground.refresh()
    assert again.outcome is Outcome.NOTHING_NEW
    assert ground.publisher.asked[-1].status == 304, "asked with the validators of the edition"


# --- nobody there ---


def test_connection_refused(ground: Ground) -> None:
    before, address = ground.sha256(), f"http://127.0.0.1:{free_port()}/table"
    ground.card(own=address)
    said = (address, "no connection", "refused", "Check this machine's network")
    ground.untouched(before, ground.refresh(), Outcome.UNAVAILABLE, *said)


def test_a_host_that_does_not_exist(ground: Ground) -> None:
    before, address = ground.sha256(), "https://publisher.invalid/table"
    ground.card(own=address)
    said = (address, "no connection", "Check this machine's network and the address on the card")
    ground.untouched(before, ground.refresh(), Outcome.UNAVAILABLE, *said)


def test_no_connection_in_time(ground: Ground) -> None:
    """A socket whose queue of waiting connections is full: the system lets further ones wait."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = f"http://127.0.0.1:{full.getsockname()[1]}/table"
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        before = ground.sha256()
        ground.card(own=address)
        result = ground.refresh(tuning={"connect_seconds": 0.2})
        for one in waiting:
            one.close()
    ground.untouched(before, result, Outcome.UNAVAILABLE, address, "no connection within 0.2 s", LATER)


def test_no_answer_in_time(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(silent=True), tuning={"silence_seconds": 0.2})
    assert len(ground.publisher.asked_for(TABLE)) == 2, "asked once more"
    ground.untouched(before, result, Outcome.UNAVAILABLE, ground.address, "no answer within 0.2 s", LATER)


def test_a_connection_that_is_closed_without_a_word(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(hangs_up=True))
    ground.untouched(before, result, Outcome.UNAVAILABLE, ground.address, "the connection failed", LATER)


def test_a_proxy_that_is_none(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ground.sha256()
    with monkeypatch.context() as patch:
        patch.setenv("HTTP_PROXY", "nonsense://proxy")
        result = ground.refresh()
    said = ("settings for the network cannot be used", "Look at HTTPS_PROXY")
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


# --- answers that break off ---


def test_silence_in_the_middle(ground: Ground) -> None:
    before, plain = ground.sha256(), replace(ground.good, ranges=False)
    result = ground.served_by(replace(plain, stall_after=100), tuning={"silence_seconds": 0.2})
    ground.untouched(before, result, Outcome.UNAVAILABLE, ground.address, "nothing came for 0.2 s", LATER)


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_a_cut_answer(ground: Ground, chunked: bool) -> None:
    before = ground.sha256()
    result = ground.served_by(replace(ground.good, ranges=False, chunked=chunked, drop_after=200))
    ground.untouched(before, result, Outcome.UNAVAILABLE, ground.address, "broke off", LATER)


def test_a_cut_answer_goes_on_where_it_broke_off(ground: Ground) -> None:
    """The whole is as long, and has the checksum, as if it had come at once."""
    cut = replace(ground.good, drop_after=60)
    assert ground.served_by(cut, cut, cut, ground.good).outcome is Outcome.REFRESHED
    asked = ground.publisher.asked_for(TABLE)
    assert [one.headers.get("range", "") for one in asked] == ["", "bytes=60-", "bytes=120-", "bytes=180-"]
    assert {one.headers["if-range"] for one in asked[1:]} == {'"good"'}
    receipt = ground.inputs.store.shelf().editions(KEY)[-1].receipts[-1]
    whole = ground.good.body
    assert (receipt.sha256, receipt.byte_count) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert ground.has_added()
    assert ground.left_behind() == []


def test_the_file_changes_while_it_is_fetched(ground: Ground) -> None:
    """The rest of another file is never put behind the beginning of the first."""
    old = Answer(table(ground.rows({**ADDED, "funding_usd": "999"})), etag='"old"', drop_after=700)
    assert ground.served_by(old, ground.good).outcome is Outcome.REFRESHED
    assert [one.status for one in ground.publisher.asked_for(TABLE)] == [200, 200, 200]
    assert ground.has_added()
    [[amount]] = ground.ask("SELECT amount_usd FROM funding_figure WHERE year = 2025 AND amount_usd < 1000")
    assert amount == 250


@pytest.mark.parametrize("spoilt", ["bytes 5-90/91", "bytes 100-400/9", "", "none"])
def test_a_rest_that_begins_elsewhere_is_not_used(ground: Ground, spoilt: str) -> None:
    rest = replace(ground.good, status=206, headers={"Content-Range": spoilt}, ranges=False)
    ground.serves(replace(ground.good, drop_after=100), rest, ground.good)
    assert ground.refresh().outcome is Outcome.REFRESHED
    assert [one.status for one in ground.publisher.asked_for(TABLE)] == [200, 206, 200]
    assert ground.has_added()


def test_a_range_that_cannot_be_had_begins_anew(ground: Ground) -> None:
    ground.serves(replace(ground.good, drop_after=100), Answer(status=416), ground.good)
    assert ground.refresh().outcome is Outcome.REFRESHED
    assert ground.has_added()


def test_a_part_where_the_whole_was_asked_for(ground: Ground) -> None:
    before, part = ground.sha256(), {"Content-Range": "bytes 0-99/5000"}
    result = ground.served_by(Answer(b"x" * 100, 206, headers=part))
    said = (
        ground.address,
        "a part of the file where the whole was asked for",
        "https://publisher.example/page",
    )
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


def test_more_bytes_than_announced_are_not_taken(ground: Ground) -> None:
    """HTTP ends at the length announced: what is left of the table ends in the middle of a row."""
    before = ground.sha256()
    result = ground.served_by(replace(ground.good, told_length=len(ground.good.body) - 20, ranges=False))
    ground.untouched(before, result, Outcome.REFUSED, ground.address, "cells where the header has 12")


def test_a_trickle(ground: Ground) -> None:
    """It never falls silent for long, and would take for ever."""
    before = ground.sha256()
    trickle = replace(ground.good, drip=(1, 0.05), ranges=False)
    result = ground.served_by(trickle, tuning={"silence_seconds": 0.3})
    ground.untouched(before, result, Outcome.UNAVAILABLE, ground.address, "it comes too slowly", LATER)


def test_a_trickle_that_can_be_resumed_loses_nothing(ground: Ground) -> None:
    """A byte counted in, and not handed on before the slow connection was given up, was once missing."""
    slow = replace(ground.good, drip=(1, 0.05))
    result = ground.served_by(slow, slow, slow, ground.good, tuning={"silence_seconds": 0.2})
    assert result.outcome is Outcome.REFRESHED, result.words
    assert ground.has_added()


def test_longer_than_the_card_allows(ground: Ground) -> None:
    """Also where the publisher sends nothing at all: it is hung up on."""
    before, path = ground.sha256(), ground.inputs.sources / "ocha_fts_mine_action" / "source.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("most_minutes = 1", "most_minutes = 0.01"))
    result = ground.served_by(Answer(silent=True), tuning={"silence_seconds": 30, "tries": 9})
    said = (ground.address, "longer than the 0.01 minutes its card allows", "raise live.most_minutes")
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


# --- answers that are no file ---


def test_404(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(b"gone", 404, "text/html"))
    said = (
        ground.address,
        "the publisher answers 404 Not Found",
        "Look for the address at https://publisher.example",
    )
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


def test_500_then_the_file(ground: Ground) -> None:
    assert ground.served_by(Answer(status=500), ground.good).outcome is Outcome.REFRESHED
    assert ground.has_added()


def test_500_again_and_again(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(status=500))
    said = (ground.address, "the publisher answers 500 Internal Server Error", LATER)
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


def _in_two_seconds() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


@pytest.mark.parametrize("after", [lambda: "1", _in_two_seconds], ids=["seconds", "date"])
def test_429_waits_as_long_as_it_is_asked_to(ground: Ground, after: Callable[[], str]) -> None:
    began = time.monotonic()
    result = ground.served_by(Answer(status=429, headers={"Retry-After": after()}), ground.good)
    assert result.outcome is Outcome.REFRESHED
    assert time.monotonic() - began >= 0.9
    assert ground.has_added()


def test_429_for_an_hour_is_not_waited_for(ground: Ground) -> None:
    before = ground.sha256()
    result = ground.served_by(Answer(status=429, headers={"Retry-After": "3600"}))
    said = (ground.address, "429 Too Many Requests and asks to wait 60 minutes", "Try again after that")
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


# --- sent elsewhere ---


def test_a_redirect_in_circles(ground: Ground) -> None:
    before = ground.sha256()
    ground.publisher.plays("/there", redirect(ground.address))
    result = ground.served_by(redirect(ground.publisher.url("/there")))
    said = (ground.address, "round in circles", "put it on the card")
    ground.untouched(before, result, Outcome.UNAVAILABLE, *said)


def test_a_redirect_that_never_ends(ground: Ground) -> None:
    before, number = ground.sha256(), 0

    def further(asked: Asked) -> Answer:
        nonlocal number
        number += 1
        return redirect(f"{TABLE}?{number}")

    result = ground.served_by(further)
    assert number < 10
    ground.untouched(before, result, Outcome.UNAVAILABLE, ground.address, "too many redirects")


def test_a_redirect_to_a_host_the_card_does_not_name(ground: Ground) -> None:
    before = ground.sha256()
    ground.card(hosts=[])
    ground.publisher.plays("/elsewhere.csv", ground.good)
    result = ground.served_by(redirect(ground.publisher.url("/elsewhere.csv", host="localhost")))
    assert ground.publisher.asked_for("/elsewhere.csv") == [], "the other host was asked"
    said = (ground.address, "another host, localhost", "add the host to live.hosts on the card")
    ground.untouched(before, result, Outcome.REFUSED, *said)


def test_a_redirect_to_a_host_the_card_names(ground: Ground) -> None:
    ground.publisher.plays("/elsewhere.csv", ground.good)
    result = ground.served_by(redirect(ground.publisher.url("/elsewhere.csv", host="localhost")))
    assert result.outcome is Outcome.REFRESHED
    assert ground.has_added()


def test_a_redirect_to_an_address_without_encryption(ground: Ground) -> None:
    before = ground.sha256()
    ground.card(hosts=["publisher.invalid"])
    result = ground.served_by(redirect("http://publisher.invalid/table.csv"))
    said = (ground.address, "without encryption, http://publisher.invalid", "begins with https")
    ground.untouched(before, result, Outcome.REFUSED, *said)


@pytest.mark.parametrize(
    ("place", "outcome", "said"),
    [
        ("http://[::1/x", Outcome.UNAVAILABLE, "Invalid URL in location header"),
        ("http://127.0.0.1:99999/x", Outcome.UNAVAILABLE, "no connection"),
        ("http://\x7f/", Outcome.UNAVAILABLE, "Invalid URL in location header"),
        ("file:///etc/passwd", Outcome.REFUSED, "another host, none, which the card does not name"),
    ],
)
def test_a_redirect_to_no_address(ground: Ground, place: str, outcome: Outcome, said: str) -> None:
    before = ground.sha256()
    result = ground.served_by(redirect(place))
    ground.untouched(before, result, outcome, ground.address, said)


@pytest.mark.parametrize("address", ["http://[::1/x", "https://:0/", "table.csv"])
def test_a_card_with_no_address(ground: Ground, address: str) -> None:
    before = ground.sha256()
    ground.card(own=address)
    ground.untouched(before, ground.refresh(), Outcome.REFUSED, address)


def test_a_catalogue_that_gives_an_address_with_a_password(ground: Ground) -> None:
    before = ground.sha256()
    ground.lists(ground.address.replace("http://", "http://name:secret@"))
    result = ground.refresh()
    assert "secret" not in result.words
    ground.untouched(
        before, result, Outcome.REFUSED, "holds a name or a password", "Give the address without"
    )


def test_nothing_of_the_readers_goes_along(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither passwords kept for other programs, nor cookies from one answer to the next."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    busy = Answer(status=503, headers={"Set-Cookie": "who=me"})
    assert ground.served_by(busy, ground.good).outcome is Outcome.REFRESHED
    for asked in ground.publisher.asked:
        assert {"authorization", "cookie", "referer"}.isdisjoint(asked.headers)


def test_a_key_stays_with_its_host(ground: Ground) -> None:
    with Publisher() as other:
        other.plays("/answer", Answer(b"{}", content_type="application/json"))
        live = read_card(ground.inputs.sources / "ocha_fts_mine_action").live
        assert live is not None
        ground.publisher.plays("/moved", redirect(other.url("/answer")))
        Visit("made", live).body(ground.publisher.url("/moved"), headers={"Key": "secret"})
        assert ground.publisher.asked_for("/moved")[0].headers["key"] == "secret"
        assert "key" not in other.asked[0].headers


# --- stopped by a person ---


@pytest.mark.parametrize(
    "answer",
    [
        Answer(silent=True),
        Answer(b"x" * 999, stall_after=100),
        Answer(status=503, headers={"Retry-After": "60"}),
    ],
    ids=["before the answer", "in the middle", "while waiting"],
)
def test_stopped_while_the_publisher_says_nothing(ground: Ground, answer: Answer) -> None:
    before, stop, began = ground.sha256(), threading.Event(), time.monotonic()
    threading.Timer(0.3, stop.set).start()
    result = ground.served_by(answer, stopped=stop.is_set, tuning={"silence_seconds": 30})
    assert time.monotonic() - began < 5, "it waited for the publisher"
    ground.untouched(before, result, Outcome.CANCELLED, "stopped", "as they were")
