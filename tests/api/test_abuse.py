"""What strangers send on purpose: hosts, marks, encodings and addresses that should change nothing."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from mineaction.api.answering import accepts_gzip
from mineaction.api.routes import api
from mineaction.api.service import MOST_HOST, Service
from mineaction.api.settings import Settings
from tests.api.client import Client
from tests.api.conftest import TODAY, Held

CSV = "/api/v1/charts/funding_over_time.csv"
PPTX = "/api/v1/charts/recipient_map.pptx"


@pytest.mark.parametrize("address", [CSV, "/api/v1", "/api/v1/charts", "/embed/funding_over_time"])
def test_nobody_gets_links_made_for_another_host(client: Client, address: str) -> None:
    mine, other = client.get(address), client.get(address, {"host": "evil.test"})
    assert "http://evil.test" in other.text and "evil.test" not in client.get(address).text
    assert mine.headers["etag"] != other.headers["etag"]
    assert client.get(address, {"If-None-Match": other.headers["etag"]}).status == 200


@pytest.mark.parametrize("host", ["a" * 60_000, f"{'a' * MOST_HOST}.test"])
def test_a_host_longer_than_any_is_not_written_into_links(client: Client, host: str) -> None:
    for address in ("/api/v1/charts", "/embed/funding_over_time", CSV):
        answer = client.get(address, {"host": host})
        assert answer.status == 400 and len(answer.body) < 2_000 and "a" * 100 not in answer.text


@pytest.mark.parametrize(("scheme", "link"), [("ws", "http"), ("wss", "https"), ("javascript", "http")])
def test_links_are_for_the_web_whatever_a_proxy_says(data: Held, scheme: str, link: str) -> None:
    service = Service(data, Settings(pictures_per_minute=0), today=lambda: TODAY)

    async def asked(scope: dict[str, object], receive: object, send: object) -> None:
        await api(service)({**scope, "scheme": scheme}, receive, send)  # type: ignore[arg-type]

    found = Client(asked).get("/api/v1").json()  # type: ignore[arg-type]
    assert found["charts"] == f"{link}://mine.test/api/v1/charts"


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/charts", "/api/v1/openapi.json"])
def test_an_address_without_choices_is_made_once_whatever_stands_behind_it(
    client: Client, address: str
) -> None:
    marks = {client.get(f"{address}{more}").headers["etag"] for more in ("", "?x=1", "?x=2&data=3")}
    assert len(marks) == 1


@pytest.mark.parametrize(
    ("told", "reads"),
    [
        (("gzip",), True),
        (("GZIP; Q=0.5",), True),
        (("br", "gzip"), True),
        (("*;q=0, gzip",), True),
        (("gzip;q=0, *",), False),
        (("gzip ; q = 0.0000",), False),
        (("*;q=0",), False),
        (("identity",), False),
        ((), False),
    ],
)
def test_only_who_reads_gzip_gets_it(told: tuple[str, ...], reads: bool) -> None:
    headers = Headers(raw=[(b"accept-encoding", line.encode()) for line in told])
    assert accepts_gzip(headers) == reads


def test_files_of_the_embed_view_keep_to_it_too(client: Client) -> None:
    address = "/api/v1/assets/embed.css"
    plain = client.get(address, {"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers and plain.body.startswith(b"@font-face")
    etag = plain.headers["etag"]
    assert client.get(address, {"If-None-Match": f'W/{etag}, "x"'}).status == 304
    assert client.get(address, {"If-None-Match": etag.replace('"', '"x')}).status == 200


def test_what_a_build_came_between_is_not_kept_as_the_older_one(
    data: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held.__new__(Held)
    held.__dict__ |= data.__dict__ | {"pretended": "older"}
    service = Service(held, Settings(pictures_per_minute=0), today=lambda: TODAY)

    def build(*args: object, **named: object) -> bytes:
        held.pretended = "newer"
        return b"newer"

    monkeypatch.setattr("mineaction.export.csv.taken_to_csv", build)
    client = Client(api(service))
    assert client.get(CSV).text == "newer"
    monkeypatch.undo()
    held.pretended = "older"
    assert client.get(CSV).text != "newer"


def test_slides_made_without_a_browser_are_made_again_once_there_is_one(
    data: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(api(Service(data, Settings(pictures_per_minute=0), today=lambda: TODAY)))
    monkeypatch.setattr("mineaction.export.slides.deck.to_pptx", lambda taken: b"PK")
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    without = client.get(PPTX)
    assert without.status == 200
    monkeypatch.setenv("BROWSER_PATH", __file__)
    assert client.get(PPTX).headers["etag"] != without.headers["etag"]


def test_slides_without_their_picture_are_not_given_as_the_whole(
    data: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser that is busy or ends is no reason to keep a poorer file for the rest of the day."""
    from mineaction.errors import RenderingFailed

    def fail(*args: object, **named: object) -> bytes:
        raise RenderingFailed("the browser ended")

    client = Client(api(Service(data, Settings(pictures_per_minute=0), today=lambda: TODAY)))
    monkeypatch.setenv("BROWSER_PATH", __file__)
    monkeypatch.setattr("mineaction.export.picture.browser.image", fail)
    answer = client.get(PPTX)
    assert answer.status == 503 and int(answer.headers["retry-after"]) > 0
