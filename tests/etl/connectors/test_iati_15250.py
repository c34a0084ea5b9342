"""Transactions published under IATI: what stands alone is kept, the rest is counted. All amounts invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from etl.connectors import iati_15250
from etl.refresh import Options, refresh
from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Asked, Publisher, as_json

KEY = "iati_15250"
PATH = "/datastore/transaction/select"
SECRET = "invented-key-7f3a"
FIGURES = """SELECT series_key, donor_name, donor_iso3, recipient_iso3, year, amount_usd, transaction_on,
             implementer_name, activity_id, is_complete_table, locator
             FROM funding_figure ORDER BY series_key, locator"""

Said = dict[str, Any]


def transaction(amount: object = 1000.5, **other: Any) -> Said:
    """One transaction as the datastore gives it: most fields as lists."""
    said = {
        **{"iati_identifier": "XX-TEST-1", "reporting_org_ref": "XX-TEST", "default_currency": "USD"},
        **{"reporting_org_narrative": ["An Invented Fund"], "title_narrative": ["Clearance, invented"]},
        **{"sector_code": ["15250"], "sector_vocabulary": ["1"], "sector_percentage": [100.0]},
        **{"recipient_country_code": ["AF"], "transaction_transaction_type_code": ["3"]},
        **{"transaction_transaction_date_iso_date": ["2021-05-01T00:00:00Z"]},
        **{"transaction_value": [amount], "transaction_value_currency": ["USD"]},
        **{"transaction_receiver_org_narrative": ["An Invented Clearer"]},
    }
    return {name: value for name, value in {**said, **other}.items() if value is not None}


class Datastore:
    """What the datastore holds; it answers in pages, to those who have the key."""

    def __init__(self) -> None:
        self.holds: list[Said] = []
        self.found: Callable[[int], int] = lambda start: len(self.holds)

    def answer(self, asked: Asked) -> Answer:
        if asked.headers.get("ocp-apim-subscription-key") != SECRET:
            return Answer(b'{"statusCode": 401}', 401, "application/json")
        told = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        start, rows = int(told["start"]), int(told["rows"])
        docs = self.holds[start : start + rows]
        answer = {"numFound": self.found(start), "start": start, "numFoundExact": True, "docs": docs}
        return as_json(json.dumps({"responseHeader": {"status": 0}, "response": answer}))


@pytest.fixture
def datastore() -> Datastore:
    """Three transactions that stand alone."""
    found = Datastore()
    found.holds = [
        transaction(),
        transaction(1.25e7, transaction_transaction_type_code=["2"], recipient_country_code=["XK"]),
        transaction(-20, transaction_provider_org_narrative=["Norway"]),
    ]
    return found


@pytest.fixture
def source(
    tmp_path: Path, publisher: Publisher, datastore: Datastore, monkeypatch: pytest.MonkeyPatch
) -> OneLiveSource:
    """The source, with a key that the publisher accepts."""
    monkeypatch.setenv("MINEACTION_IATI_KEY", SECRET)
    address = publisher.plays(PATH, datastore.answer)
    return OneLiveSource(KEY, address, tmp_path, monkeypatch)


def everything_written(source: OneLiveSource) -> bytes:
    """All bytes of editions, records, history and database."""
    files = [path for path in source.inputs.editions.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files) + source.written()


def test_what_stands_alone_is_kept(source: OneLiveSource, publisher: Publisher) -> None:
    """In whole dollars, each under its activity, type and day; none is of a table that is complete."""
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    place, who = "XX-TEST-1, transaction of type", "An Invented Clearer"
    fund, paid, promised = "An Invented Fund", "iati_disbursements", "iati_commitments"
    day, one = "2021-05-01", "XX-TEST-1"
    assert source.ask(FIGURES) == [
        (promised, fund, None, "XKX", 2021, 12_500_000, day, who, one, 0, f"{place} 2 on {day}, no. 1"),
        (paid, fund, None, "AFG", 2021, 1001, day, who, one, 0, f"{place} 3 on {day}, no. 1"),
        (paid, "Norway", "NOR", "AFG", 2021, -20, day, who, one, 0, f"{place} 3 on {day}, no. 2"),
    ]
    [asked] = publisher.asked
    told = parse_qs(urlsplit(asked.path).query)
    assert told["q"] == ["sector_code:15250 OR transaction_sector_code:15250"]
    assert told["fq"] == ["transaction_transaction_type_code:(2 OR 3 OR C OR D)"]
    assert told["sort"] == ["id asc"] and set(told["fl"][0].split(",")) == set(iati_15250.FIELDS)
    assert source.refresh().outcome.value == "nothing_new"


OTHERS = "in another currency than US dollars, or in one that is not named"
SPLIT = "split over several purposes"
ELSEWHERE = "of several countries, of a region, or of a country that is not named"
LEFT_OUT: list[tuple[Said, str]] = [
    ({"transaction_value_currency": ["EUR"]}, OTHERS),
    ({"transaction_value_currency": None, "default_currency": "GBP"}, OTHERS),
    ({"transaction_value_currency": None, "default_currency": None}, OTHERS),
    ({"sector_percentage": [40.0]}, SPLIT),
    ({"sector_percentage": ["a part"]}, SPLIT),
    ({"sector_code": ["15250", "15240"], "sector_vocabulary": ["1", "1"]}, SPLIT),
    ({"sector_vocabulary": ["99"]}, "of another list of purposes, in which the number means something else"),
    ({"sector_code": ["15250", "7", "8"]}, "in purposes that cannot be told apart"),
    ({"recipient_country_code": ["AF", "IQ"]}, ELSEWHERE),
    ({"recipient_country_code": ["AF"], "recipient_country_percentage": [60]}, ELSEWHERE),
    ({"recipient_country_code": None}, ELSEWHERE),
    ({"recipient_region_code": ["298"]}, ELSEWHERE),
    ({"transaction_value": None}, "without an amount or a date"),
    ({"transaction_transaction_date_iso_date": None}, "without an amount or a date"),
]


def test_the_rest_is_counted_with_its_reason(source: OneLiveSource, datastore: Datastore) -> None:
    """Totals of what is published would be unsafe: the note says what was left out, and why."""
    datastore.holds += [transaction(5, **other) for other, _ in LEFT_OUT]
    assert source.refresh().outcome.value == "refreshed"
    [edition] = source.editions
    assert (edition.row_count, edition.kept_row_count) == (17, 3)
    assert "Of 17 transactions 14 were left out." in edition.note
    for why in {why for _, why in LEFT_OUT}:
        assert f"{why}: {sum(why == other for _, other in LEFT_OUT)}" in edition.note


@pytest.mark.parametrize(
    "other",
    [
        {"sector_code": ["15250", "7", "8"], "sector_vocabulary": ["1", "99", "99"]},
        {"sector_vocabulary": None, "sector_percentage": None},
        {"sector_code": ["15240"], "transaction_sector_code": ["15250"], "sector_percentage": [50]},
        {"recipient_country_code": ["AF", "IQ"], "transaction_recipient_country_code": ["AF"]},
        {"transaction_value_currency": None},
        {"transaction_transaction_type_code": ["D"]},
        {"recipient_country_percentage": ["100.00"]},
    ],
)
def test_what_needs_no_splitting_stands_alone(other: Said) -> None:
    assert iati_15250.why_not(transaction(5, **other)) == ""


def test_all_pages_are_read(
    source: OneLiveSource, datastore: Datastore, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each transaction once, with a receipt for each page; equal ones are numbered, not merged."""
    monkeypatch.setattr(iati_15250, "ROWS_A_PAGE", 2)
    datastore.holds += [transaction(7), transaction(7)]
    assert source.refresh().outcome.value == "refreshed"
    starts = [parse_qs(urlsplit(asked.path).query)["start"] for asked in publisher.asked]
    assert starts == [["0"], ["2"], ["4"]]
    [edition] = source.editions
    assert (edition.row_count, edition.kept_row_count, len(edition.receipts)) == (5, 5, 3)
    assert source.ask("SELECT COUNT(*) FROM funding_figure WHERE amount_usd = 7") == [(2,)]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (lambda start: 3 + start, "it has 5 transactions now, 3 a page before: it changed while it was read"),
        (lambda start: 9, "from transaction 4: an empty page, of 9 transactions"),
        (lambda start: 3_000_000, "3,000,000 transactions, more than the 200,000 that are read"),
    ],
)
def test_pages_that_do_not_fit(
    source: OneLiveSource,
    datastore: Datastore,
    monkeypatch: pytest.MonkeyPatch,
    found: Callable[[int], int],
    said: str,
) -> None:
    monkeypatch.setattr(iati_15250, "ROWS_A_PAGE", 2)
    datastore.found = found
    assert said in source.refused()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<html>Sign in</html>", content_type="text/html"), "the publisher sends text/html"),
        (Answer(b"<html>Sign in</html>", content_type="application/json"), "a web page came instead"),
        (as_json('{"response": {"numFound": 1, "docs": '), "the answer is not JSON"),
        (as_json('{"response": {"found": 1, "docs": []}}'), "no list of transactions (response, numFound"),
        (as_json('{"response": {"numFound": 1, "docs": [1]}}'), "no list of transactions"),
    ],
)
def test_an_answer_of_another_shape(
    source: OneLiveSource, publisher: Publisher, answer: Answer, said: str
) -> None:
    publisher.plays(PATH, answer)
    assert said in source.refused()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            {"transaction_value": ["1,000"]},
            "transaction 4: the amount cannot be read: '1,000' is not a number",
        ),
        (
            {"transaction_transaction_type_code": ["1"]},
            "a transaction of type 1 of activity XX-TEST-1, where",
        ),
        ({"iati_identifier": None}, "of activity none, where types 2, 3, C, D of named activities"),
        ({"recipient_country_code": ["ZZ"]}, "a country code that is not in the list of countries (ZZ)"),
    ],
)
def test_a_transaction_that_cannot_be(
    source: OneLiveSource, datastore: Datastore, other: Said, said: str
) -> None:
    datastore.holds.append(transaction(**other))
    assert said in source.refused()


# --- the key ---


def test_off_without_a_key(
    source: OneLiveSource, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked; and without its name it is not even tried, key or no key."""
    assert refresh(Options(source.inputs, source.url)) == []
    monkeypatch.delenv("MINEACTION_IATI_KEY")
    result = source.refresh()
    assert result.outcome.value == "off" and "set MINEACTION_IATI_KEY" in result.words
    assert not publisher.asked and not source.editions


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted(
    source: OneLiveSource, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    publisher.plays(PATH, Answer(b"{}", status, "application/json"))
    monkeypatch.setenv("MINEACTION_IATI_KEY", "another-invented-key")
    result = source.refresh()
    assert result.outcome.value == "unavailable"
    assert f"does not accept the key ({status}). Check MINEACTION_IATI_KEY" in result.words
    assert "another-invented-key" not in result.words
    assert b"another-invented-key" not in everything_written(source)


def test_the_key_is_in_one_header_and_nowhere_else(
    source: OneLiveSource, publisher: Publisher, datastore: Datastore
) -> None:
    """Not in records, receipts, history, messages or the database; nor does it go to another host."""
    good = source.refresh()
    assert all(asked.headers["ocp-apim-subscription-key"] == SECRET for asked in publisher.asked)
    assert all(SECRET not in asked.path for asked in publisher.asked)
    datastore.found = lambda start: -1
    publisher.plays(PATH, as_json("{}"))
    refused = source.refresh()
    publisher.plays(PATH, Answer(status=302, headers={"Location": publisher.url("/x", host="localhost")}))
    elsewhere = source.refresh()
    assert [run.outcome.value for run in (good, refused, elsewhere)] == ["refreshed", "refused", "refused"]
    assert not publisher.asked_for("/x")
    assert SECRET.encode() not in everything_written(source)
    assert SECRET not in repr([run.as_dict() for run in (good, refused, elsewhere)])


@pytest.mark.parametrize("key", ["broken\nkey", "two keys", "kéy", "tab\tkey"])
def test_a_key_that_no_header_can_hold(
    source: OneLiveSource, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """It is refused without being repeated; blanks around a good one do no harm."""
    monkeypatch.setenv("MINEACTION_IATI_KEY", key)
    words = source.refused()
    assert "the key in MINEACTION_IATI_KEY has blanks or signs that no key has" in words
    assert key not in words and not publisher.asked


def test_blanks_around_a_key_do_no_harm(source: OneLiveSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINEACTION_IATI_KEY", f" {SECRET}\n")
    assert source.refresh().outcome.value == "refreshed"


def test_a_file_can_be_given_instead(source: OneLiveSource, datastore: Datastore, tmp_path: Path) -> None:
    """One that holds all of the answer: a first page alone is refused."""
    path, docs = tmp_path / "saved.json", datastore.holds
    path.write_text(json.dumps({"response": {"numFound": 3, "docs": docs[:2]}}), encoding="utf-8")
    assert "the file has 2 of 3 transactions" in source.refresh(given=str(path)).words
    path.write_text(json.dumps({"response": {"numFound": 3, "docs": docs}}), encoding="utf-8")
    assert source.refresh(given=str(path)).outcome.value == "refreshed"
