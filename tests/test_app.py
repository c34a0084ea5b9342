"""The server's own routes, beside the pages."""

from __future__ import annotations

import pytest
from starlette.requests import Request

import app


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("", "./"), ("series=us_cwd&from=2010", "./?series=us_cwd&from=2010"), ("a=//b.org", "./?a=//b.org")],
)
def test_the_start_page_is_found_by_its_name_with_its_choices(asked: str, led_to: str) -> None:
    scope = {"type": "http", "method": "GET", "path": "/overview", "query_string": asked.encode()}
    scope |= {"headers": [], "server": ("localhost", 80), "scheme": "http"}
    answer = app.to_start(Request(scope))
    assert (answer.status_code, answer.headers["location"]) == (307, led_to)
