"""The link every page gives: all of it is known when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from mineaction.ui.navigation import PAGES

if TYPE_CHECKING:
    from tests.pages.conftest import Run


@pytest.mark.parametrize("name", list(PAGES))
def test_the_link_of_a_page_is_known_there_in_full(name: str, alone: Run) -> None:
    """The Data page wrote "all" for its kinds of disagreement, and then did not know it."""
    first = alone(name)
    if "view" not in first.session_state:
        pytest.fail(f"{name} has no view")
    link = first.session_state["view"].link()
    asked = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert asked.get("data"), "a link says which data it was made with"
    again = alone(name, asked)
    assert not again.exception
    assert [warning.value for warning in again.warning] == []
    assert again.session_state["view"].link() == link
