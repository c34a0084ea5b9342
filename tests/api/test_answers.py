"""How every address is answered: ETags, compression, methods, limits, and one at a time for all who ask."""

from __future__ import annotations

import asyncio
import io
import re
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import pytest
from starlette.requests import HTTPConnection

from mineaction.api import limits, problems, workers
from mineaction.api.limits import Buckets, client_of
from mineaction.api.routes import Beside, api
from mineaction.api.service import Service
from mineaction.api.settings import Settings
from mineaction.api.workers import Kept, Made, Workers, room_of
from mineaction.errors import DatabaseMissing, RenderingBusy
from tests.api.client import Client, run
from tests.api.conftest import TODAY, Held

CSV = "/api/v1/charts/funding_over_time.csv"
ADDRESSES = (
    "/api/v1",
    "/api/v1/charts",
    CSV,
    "/api/v1/events.json",
    "/embed/recipient_map",
    "/api/v1/openapi.json",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_client_has_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    etag = first.headers["etag"]
    assert first.status == 200 and etag.startswith('"') and "max-age" in first.headers["cache-control"]
    for told in (etag, f"W/{etag}", f'"other", {etag}'):
        again = client.get(address, {"If-None-Match": told})
        assert (again.status, again.body) == (304, b"") and again.headers["etag"] == etag
    assert client.get(address, {"If-None-Match": '"other"'}).status == 200
    assert client.get(address, {"If-None-Match": "*"}).status == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [(f"{CSV}?colour=red", 400), ("/api/v1/nothing.json", 404), ("/embed/nothing", 404)],
)
def test_what_there_is_not_is_never_unchanged(client: Client, address: str, status: int) -> None:
    assert client.get(address, {"If-None-Match": "*"}).status == status


def test_an_etag_needs_nothing_made(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{CSV}?from=2011"
    etag = client.get(address).headers["etag"]

    def fail(*args: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("mineaction.api.charts.open_exhibit", fail)
    assert client.get(address, {"If-None-Match": etag}).status == 304


def test_an_etag_changes_with_data_day_address_form_and_place(data: Held) -> None:
    def etag(version: str = "", day: int = 2, address: str = CSV, **headers: str) -> str:
        held = Held.__new__(Held)
        held.__dict__ |= data.__dict__ | {"pretended": version}
        service = Service(held, Settings(pictures_per_minute=0), today=lambda: TODAY.replace(day=day))
        return Client(api(service)).get(address, headers).headers["etag"]

    marks = [
        etag(),
        etag(version="another"),
        etag(day=3),
        etag(address=f"{CSV}?from=2011"),
        etag(address=CSV.replace("csv", "json")),
        etag(host="elsewhere.test"),
        etag(**{"Accept-Encoding": "gzip"}),
    ]
    assert len(set(marks)) == len(marks) and marks[0] == etag()


@pytest.mark.parametrize("address", ["/api/v1/charts", CSV, "/api/v1/events.json", "/embed/recipient_map"])
def test_text_is_compressed_for_those_who_can_read_it(client: Client, address: str) -> None:
    plain, short = client.get(address), client.get(address, {"Accept-Encoding": "br, gzip;q=0.8"})
    assert short.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert short.content == plain.body and len(short.body) < len(plain.body) / 2
    assert "Accept-Encoding" in short.headers["vary"]
    assert "content-encoding" not in client.get(address, {"Accept-Encoding": "gzip;q=0"}).headers


def test_files_that_are_compressed_already_are_left_so(client: Client) -> None:
    answer = client.get("/api/v1/charts/funding_over_time.xlsx", {"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers and answer.body.startswith(b"PK")


@pytest.mark.parametrize("address", ["/healthz", "/readyz", *ADDRESSES, "/api/v1/nothing", "/embed/nothing"])
def test_anybody_may_read_and_nobody_write(client: Client, address: str) -> None:
    read = client.get(address, {"Origin": "https://elsewhere.test"})
    assert read.headers["access-control-allow-origin"] == "*"
    assert read.headers["x-content-type-options"] == "nosniff"
    head = client.get(address, method="HEAD")
    assert head.body == b"" and head.status == read.status
    assert head.headers["content-length"] == str(len(read.body))
    asked = client.get(address, {"Origin": "x", "Access-Control-Request-Method": "GET"}, method="OPTIONS")
    assert asked.status == 204 and "GET" in asked.headers["access-control-allow-methods"]
    if "nothing" not in address:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            refused = client.get(address, method=method)
            assert refused.status == 405 and "GET" in refused.headers["allow"]


def test_health_needs_no_data_and_readiness_does(data: Held) -> None:
    class Gone:
        @property
        def version(self) -> str:
            raise DatabaseMissing("/somewhere/mine_action.sqlite")

        def ask(self, question: object, /, *asked: object) -> None:
            raise DatabaseMissing("/somewhere/mine_action.sqlite")

        once = ask

    without, with_data = Client(api(Service(Gone()))), Client(api(Service(data)))  # type: ignore[arg-type]
    assert (without.get("/healthz").status, without.get("/healthz").body) == (200, b"ok")
    unready = without.get("/readyz")
    assert unready.status == 503 and "python -m etl build" in unready.json()["error"]["next"]
    assert without.get("/api/v1/events.json").status == 503
    ready = with_data.get("/readyz").json()
    assert ready["data_version"] == data.version and {"schema_version", "figures_as_of"} < set(ready)


def test_a_slow_picture_keeps_nothing_else_waiting(data: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(data, Settings(pictures_per_minute=0))
    client, free = Client(api(service)), threading.Event()
    has_begun = threading.Event()

    def draw(*told: object, **more: object) -> bytes:
        has_begun.set()
        assert free.wait(60)
        return b"\x89PNG"

    monkeypatch.setattr("mineaction.export.picture.image.to_png", draw)

    async def ask_all() -> None:
        slow = [
            asyncio.create_task(client.ask(f"/api/v1/charts/funding_over_time.png?from={year}"))
            for year in range(2000, 2006)
        ]
        while not has_begun.is_set():
            await asyncio.sleep(0.01)
        assert (await client.ask("/healthz")).status == 200
        assert (await client.ask(CSV)).status == 200
        assert not any(task.done() for task in slow)
        free.set()
        assert [answer.status for answer in await asyncio.gather(*slow)] == [200] * 6

    run(ask_all())


def test_twenty_readers_of_one_picture_have_it_made_once(data: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def draw(*args: object, **options: object) -> bytes:
        made.append(1)
        time.sleep(0.2)
        return b"\x89PNG"

    monkeypatch.setattr("mineaction.export.picture.image.to_png", draw)
    client = Client(api(Service(data)))

    async def ask_all() -> list[int]:
        answers = await asyncio.gather(
            *(client.ask("/api/v1/charts/funding_over_time.png") for _ in range(20))
        )
        return [answer.status for answer in answers]

    # Counted: twenty pictures at once are more than nothing and fewer than a minute allows.
    assert run(ask_all()) == [200] * 20
    assert client.get("/api/v1/charts/funding_over_time.png").status == 200
    assert len(made) == 1


def test_who_asks_too_much_is_told_when_to_come_back(data: Held) -> None:
    service = Service(data, Settings(pictures_per_minute=1))
    client, other = Client(api(service)), Client(api(service), host="203.0.113.8")
    answers = [client.get(f"/api/v1/events.json?limit={number}") for number in range(1, 12)]
    assert [answer.status for answer in answers] == [200] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60 and answers[-1].json()["error"]["next"]
    assert client.get("/api/v1/events.json?limit=1").status == 200, "what was made before is given"
    assert other.get("/api/v1/events.json?limit=12").status == 200


@pytest.mark.parametrize("fault", ["?recipient=Atlantis", "?colour=red", "?from=2050"])
def test_a_request_that_is_refused_uses_up_no_picture(
    data: Held, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Ten misspelt names in a row once left a client of one picture a minute without that picture."""
    monkeypatch.setattr("mineaction.export.picture.image.to_png", lambda *a, **k: b"\x89PNG")
    client = Client(api(Service(data, Settings(pictures_per_minute=2))))
    for number in range(4):
        refused = client.get(f"/api/v1/charts/funding_over_time.png{fault}{number}&scale=1")
        assert refused.status == 400
    assert client.get("/api/v1/charts/funding_over_time.png").status == 200
    assert client.get("/api/v1/charts/funding_over_time.png?from=2011").status == 429


def test_who_asks_too_much_is_told_of_the_one_file_that_has_all(data: Held) -> None:
    client = Client(api(Service(data, Settings(pictures_per_minute=1))))
    answers = [client.get(f"/api/v1/events.json?limit={number}") for number in range(1, 12)]
    next = answers[-1].json()["error"]["next"]
    (address,) = re.findall(r"http://mine\.test(\S+)", next)
    assert "1 seconds" not in next and "seconds" in problems.too_many(2, "").next
    assert "Ask again in 1 second." in problems.too_many(1, "").next
    free = Client(api(Service(data, Settings(pictures_per_minute=0))))
    whole = free.get(address)
    assert whole.status == 200 and whole.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(whole.body)) as package:
        assert "datapackage.json" in package.namelist()


def test_buckets_fill_again_and_forget() -> None:
    now = [0.0]
    buckets = Buckets(60, 60.0, now=lambda: now[0])
    assert buckets.take("a", 60) == 0 and buckets.take("a", 10) == 10
    now[0] = 9.0
    assert buckets.take("a", 10) == 1
    now[0] = 10.0
    assert buckets.take("a", 10) == 0
    buckets.give_back("a", 4)
    assert buckets.take("a", 4) == 0 and buckets.take("a", 4) > 0
    buckets.give_back("b", 4)
    assert "b" not in buckets._held
    assert Buckets(0).take("a", 1_000) == 0
    for number in range(limits.MOST_CLIENTS + 50):
        buckets.take(str(number), 1)
    assert len(buckets) == limits.MOST_CLIENTS


@pytest.mark.parametrize(
    ("host", "forwarded", "trusted", "client"),
    [
        ("203.0.113.7", "", 0, "203.0.113.7"),
        ("203.0.113.7", "1.2.3.4", 0, "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", 2, "1.2.3.4"),
        ("2001:db8::1", "", 0, "2001:db8::/64"),
        ("2001:db8::ffff", "", 0, "2001:db8::/64"),
        # A server that listens to both kinds, as the pages' does, sees clients of IPv4 so.
        ("::ffff:203.0.113.7", "", 0, "203.0.113.7"),
        ("::ffff:203.0.113.8", "", 0, "203.0.113.8"),
        ("fe80::1%eth0", "", 0, "fe80::/64"),
        ("10.0.0.1", "203.0.113.7:50123", 1, "203.0.113.7"),
        ("10.0.0.1", "[2001:db8::1]:50123", 1, "2001:db8::/64"),
        ("10.0.0.1", "no address" * 20, 1, ("no address" * 20)[:64]),
    ],
)
def test_only_trusted_proxies_say_who_asks(host: str, forwarded: str, trusted: int, client: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "headers": headers, "client": (host, 1)}
    assert client_of(HTTPConnection(scope), trusted) == client


def test_what_is_kept_is_bounded_and_the_newest() -> None:
    made = Made(b"x" * 200, (("Link", "y" * 100),))
    kept = Kept(5 * room_of(made))
    for number in range(20):
        kept.put(str(number), made)
        kept.get("0" if number < 3 else "17")
    assert kept.size == 5 * room_of(made) and kept.get("19") and kept.get("17") and kept.get("5") is None
    kept.put("large", Made(b"x" * (5 * room_of(made) // 4 + 1)))
    assert kept.get("large") is None and kept.size == 5 * room_of(made)


def test_too_many_in_line_are_turned_away() -> None:
    crew, free = Workers("few", 1, most_waiting=1), threading.Event()

    async def ask_all() -> list[object]:
        def work() -> Made:
            free.wait(5)
            return Made(b"")

        asked = [asyncio.create_task(crew.make(str(number), work, 5)) for number in range(3)]
        await asyncio.sleep(0.05)
        free.set()
        return list(await asyncio.gather(*asked, return_exceptions=True))

    found = run(ask_all())
    assert [type(one) for one in found] == [Made, Made, RenderingBusy]
    assert workers.MOST_BYTES <= 64_000_000


def test_work_goes_on_when_one_of_those_who_wait_gives_up() -> None:
    crew, free = Workers("one", 1), threading.Event()

    async def ask_both() -> Made:
        def work() -> Made:
            free.wait(5)
            return Made(b"made")

        first = asyncio.create_task(crew.make("key", work, 5))
        second = asyncio.create_task(crew.make("key", work, 5))
        await asyncio.sleep(0.05)
        first.cancel()
        with pytest.raises(TimeoutError):
            await crew.make("key", work, 0.05)
        free.set()
        return await second

    assert run(ask_both()).body == b"made"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/api/v1/", "/api/v1"),
        ("/api/v1/charts/?x=1", "/api/v1/charts?x=1"),
        ("/embed/recipient_map/", "/embed/recipient_map"),
        ("/api/v1/charts/funding_over_time.csv/", CSV),
    ],
)
def test_a_slash_at_the_end_is_led_to_the_address_without(client: Client, address: str, there: str) -> None:
    answer = client.get(address)
    assert answer.status == 308 and urljoin(address, answer.headers["location"]) == there
    assert client.get(there).status in (200, 400)


@pytest.mark.parametrize(
    "address", ["/api", "/api/", "/api/v1//", "/api/v2/charts", "/api/v1/charts/x/y", "/embed"]
)
def test_what_is_not_there_is_told_to_programs_and_no_page(data: Held, address: str) -> None:
    """The pages' server answered /api/v2 with a page of the app, and 200."""

    async def pages(scope: object, receive: object, send: object) -> None:
        raise AssertionError("led to the pages")

    client = Client(Beside(pages, Service(data, Settings(pictures_per_minute=0))))  # type: ignore[arg-type]
    answer = client.get(address)
    if answer.status == 308:
        answer = client.get(urljoin(address, answer.headers["location"]))
    assert answer.status == 404 and answer.json()["error"]["next"]
    with pytest.raises(AssertionError, match="led to the pages"):
        client.get("/apiary")


def test_below_a_base_path_links_lead_there(data: Held) -> None:
    async def pages(scope: object, receive: object, send: object) -> None:
        raise AssertionError("led to the pages")

    service = Service(data, Settings(base_path="/funding", pictures_per_minute=0))
    client = Client(Beside(pages, service))  # type: ignore[arg-type]
    said = client.get("/funding/api/v1/charts/funding_over_time.json").json()
    assert said["address"].startswith("http://mine.test/funding/funding_over_time?")
    assert client.get("/funding/healthz").status == client.get("/healthz").status == 200
    with pytest.raises(AssertionError, match="led to the pages"):
        client.get("/funding/policy")
    public = Service(data, Settings(public_url="https://example.org/mines", pictures_per_minute=0))
    index = Client(api(public)).get("/api/v1").json()
    assert index["charts"] == "https://example.org/mines/api/v1/charts"


def test_settings_are_read_from_the_environment() -> None:
    told = {"MINEACTION_PUBLIC_URL": "https://a.org/x/", "MINEACTION_TRUSTED_PROXIES": "2"}
    found = Settings.from_environment("funding/", told)
    assert found == Settings("https://a.org/x", 2, 60, "/funding")
    with pytest.raises(ValueError, match="MINEACTION_TRUSTED_PROXIES"):
        Settings.from_environment("", {"MINEACTION_TRUSTED_PROXIES": "yes"})


def test_a_fault_nobody_foresaw_is_json_without_its_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("mineaction.api.charts.open_exhibit", fail)
    found: list[object] = []
    with ThreadPoolExecutor(1) as pool:
        try:
            found.append(pool.submit(client.get, f"{CSV}?from=2001").result())
        except RuntimeError:
            found.append("told to the server's log")
    assert found == ["told to the server's log"]
