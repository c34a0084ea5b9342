"""One process serves the pages and the addresses beside them."""

from __future__ import annotations

import json
import urllib.error
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from tests.conftest import AppServer


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(url, method=method, headers=headers), timeout=30) as answer:
            return (
                answer.status,
                {name.lower(): value for name, value in answer.headers.items()},
                answer.read(),
            )
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def test_pages_and_addresses_are_served_together(app_server: AppServer) -> None:
    assert ask(f"{app_server.url}/healthz")[2] == b"ok"
    assert json.loads(ask(f"{app_server.url}/readyz")[2])["data_version"]
    assert b"<html" in ask(f"{app_server.url}/funding_over_time")[2]
    status, headers, body = ask(
        f"{app_server.url}/api/v1/charts/recipient_map.csv", **{"Accept-Encoding": "gzip"}
    )
    assert (status, headers["content-encoding"]) == (200, "gzip") and body[:2] == b"\x1f\x8b"
    assert "set-cookie" not in headers
    again = ask(
        f"{app_server.url}/api/v1/charts/recipient_map.csv",
        **{"Accept-Encoding": "gzip", "If-None-Match": headers["etag"]},
    )
    assert again[0] == 304
    status, headers, body = ask(
        f"{app_server.url}/api/v1/charts/recipient_map.xlsx", **{"Accept-Encoding": "gzip"}
    )
    assert status == 200 and "content-encoding" not in headers and body.startswith(b"PK")
    head = ask(f"{app_server.url}/api/v1/charts", "HEAD")
    assert head[0] == 200 and head[2] == b"" and int(head[1]["content-length"]) > 1_000
    assert ask(f"{app_server.url}/api/v1/charts", "POST")[0] == 405
    assert ask(f"{app_server.url}/api/v1/nothing")[0] == 404
    assert ask(f"{app_server.url}/embed/recipient_map")[0] == 200
    assert ask(f"{app_server.url}/app/static/topojson/un/world_110m.json")[0] == 200
    assert "Traceback" not in app_server.log
