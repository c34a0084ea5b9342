"""Errors as a reader meets them: those with a next step become words, all others stay errors."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from mineaction.errors import BuildRunning
from mineaction.ui import messages


def unknown_choice() -> None:
    from mineaction.errors import UnknownChoice
    from mineaction.ui import messages

    with messages.told_to_reader():
        raise UnknownChoice("series", "[x](http://a) $1$", ["one", "two"])


def index_missing() -> None:
    from mineaction.errors import PriceIndexMissing
    from mineaction.ui import messages

    with messages.told_to_reader():
        raise PriceIndexMissing([1990], (1993, 2025))


def other_problem() -> None:
    from mineaction.errors import DatabaseUnreadable, MineActionError
    from mineaction.ui import messages

    messages.database_problem(MineActionError("a *new* kind"))
    messages.database_problem(DatabaseUnreadable("/a_b_c", "file is *not* a database"))
    messages.nothing_found("[2017](http://a)", "Try others.")


def test_an_unknown_choice_is_named_as_words() -> None:
    page = AppTest.from_function(unknown_choice).run()
    assert not page.exception
    (said,) = (warning.value for warning in page.warning)
    assert "\\[x\\](http\\://a) \\$1\\$" in said and "one, two" in said


def test_a_missing_price_index_names_year_and_way_out() -> None:
    page = AppTest.from_function(index_missing).run()
    assert not page.exception
    assert "FY1990" in page.warning[0].value and "Choose current prices" in page.warning[0].value


def test_other_problems_of_the_database_keep_their_words_and_the_command() -> None:
    page = AppTest.from_function(other_problem).run()
    assert not page.exception
    assert [warning.value for warning in page.warning] == [
        "a \\*new\\* kind",
        "The database file cannot be read: file is \\*not\\* a database.",
    ]
    assert [code.value for code in page.code] == [messages.BUILD] * 2
    assert page.info[0].value == "No figure found for \\[2017\\](http\\://a). Try others."


def test_an_error_no_reader_can_mend_is_not_hidden() -> None:
    with pytest.raises(BuildRunning), messages.told_to_reader():
        raise BuildRunning("a.lock")
