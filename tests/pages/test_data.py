"""The Data page: sources, map, register, checks, method, and a package that is made when it is clicked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from mineaction import refreshing
from mineaction.editions import EDITIONS_VARIABLE, HISTORY_NAME, Attempt, Outcome
from mineaction.export import data_package
from mineaction.refreshing import Ending, Progress, Seen
from mineaction.ui import refresh_now
from tests.pages.seen import cards_of, html_of, lead_of
from tests.pages.test_funding_over_time import address_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

PAGE = "data"


def tables_of(page: Any) -> list[list[str]]:
    return [list(table.value.columns) for table in page.dataframe]


def test_the_page_says_how_fresh_and_how_many_disagree(alone: Run) -> None:
    page = alone(PAGE)
    assert not page.exception and not page.warning
    assert "34 sources" in lead_of(page)
    assert "all were last read on" in lead_of(page), "nobody asked a publisher, so nothing was compared"
    assert "none has been compared with its publisher since" in lead_of(page)
    words = " ".join(part.value for part in page.markdown)
    assert "83 pairs of values disagree" in words and "None is resolved by us" in words
    assert "24 of 5,186 rows in the files were not loaded" in words


def test_every_part_is_there_and_linked(alone: Run) -> None:
    page = alone(PAGE)
    html = html_of(page)
    for anchor in ("freshness", "coverage", "disagreements", "checks", "method", "data-changes"):
        assert f'href="#{anchor}"' in html
    headed = {head.proto.anchor for head in [*page.header, *page.subheader]}
    assert {"freshness", "coverage", "disagreements", "checks", "method", "data-changes"} <= headed
    labels = [part.label for part in page.expander]
    assert "What a figure is" in labels and any("first loading" in label for label in labels)


def test_the_package_is_made_only_when_it_is_clicked(alone: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []
    real = data_package.to_zip

    def counted(*asked: Any) -> bytes:
        made.append(real(*asked))
        return made[-1]

    given: dict[str, dict[str, Any]] = {}
    button = st.download_button

    def heard(label: str, **options: Any) -> bool:
        given[options["key"]] = options
        return bool(button(label, **options))

    monkeypatch.setattr(data_package, "to_zip", counted)
    monkeypatch.setattr(st, "download_button", heard)
    st.cache_resource.clear()
    page = alone(PAGE)
    assert not page.exception and not made
    offered = given["data_package"]
    assert offered["on_click"] == "ignore" and offered["mime"] == "application/zip"
    held = offered["data"]()
    assert len(made) == 1 and offered["data"]() == held and len(made) == 1, "made once, then kept"
    with zipfile.ZipFile(io.BytesIO(held)) as package:
        version = package.read("DATA_VERSION.txt").decode().strip()
    assert version in offered["file_name"] and offered["file_name"].endswith(".zip")


def test_the_register_is_filtered_by_kind_and_keeps_it_in_the_address(alone: Run) -> None:
    page = alone(PAGE)
    page.segmented_control(key="data_kind").set_value("claim").run()
    assert not page.exception and address_of(page) == {"kind": "claim"}
    [pairs] = [table.value for table in page.dataframe if "One value" in table.value.columns]
    assert set(pairs["Kind"]) == {"Statements"} and len(pairs) == 16


def test_the_map_shows_one_group_of_series(alone: Run) -> None:
    page = alone(PAGE, {"series": "oecd_crs", "kind": "fact"})
    assert not page.exception and not page.warning
    assert page.selectbox(key="data_series").value == "oecd_crs"
    assert "304 figures in 1 series" in " ".join(part.value for part in page.markdown)
    [card] = cards_of(page)
    assert card.name == "coverage"


@pytest.mark.parametrize("address", [{"series": "gold"}, {"kind": "quarrel"}])
def test_what_the_address_asks_in_vain_is_named(address: dict[str, str], alone: Run) -> None:
    page = alone(PAGE, address)
    assert not page.exception
    [warning] = page.warning
    assert next(iter(address.values())) in warning.value


def test_an_empty_database_still_has_its_page(
    alone: Run, edited: Callable[..., Path], reads: Callable[[Path], None]
) -> None:
    reads(
        edited("DELETE FROM funding_figure", "DELETE FROM claim", "DELETE FROM fact", "DELETE FROM finding")
    )
    page = alone(PAGE)
    assert not page.exception
    said = " ".join([*(info.value for info in page.info), *(part.value for part in page.markdown)])
    assert "No figure found" in said and "No two values in the database disagree" in said


def test_the_page_runs_in_the_frame(framed: Run) -> None:
    page = framed(PAGE)
    assert not page.exception and len(page.title) == 1


FTS = "ocha_fts_mine_action"


class Standing:
    """In place of the refresher: it stands at one moment, and notes what it is asked for."""

    def __init__(self, seen: Seen) -> None:
        self.state, self.asked = seen, list[object]()

    def seen(self) -> Seen:
        return self.state

    def start(self, sources: object) -> bool:
        self.asked.append(sources)
        return True

    def cancel(self) -> None:
        self.asked.append("cancel")


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Seen], Standing]:
    """``standing(seen)``: readers may refresh, and a refresh stands like this."""
    monkeypatch.setenv(refreshing.ALLOW_VARIABLE, "1")

    def stand(seen: Seen) -> Standing:
        made = Standing(seen)
        monkeypatch.setattr(refresh_now, "refresher", lambda: made)
        return made

    return stand


def buttons(page: Any) -> list[str]:
    return [button.label for button in page.button]


def test_readers_cannot_refresh_unless_the_operator_lets_them(
    alone: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(refreshing.ALLOW_VARIABLE, raising=False)
    page = alone(PAGE)
    assert "Refresh now" not in buttons(page)
    assert any("by whoever runs this app" in part.value for part in page.caption)


def test_a_refresh_is_started_for_all_or_for_one_source(
    alone: Run, standing: Callable[[Seen], Standing]
) -> None:
    refresher = standing(Seen())
    page = alone(PAGE)
    assert not page.exception
    page.button(key="refresh_start").click().run()
    page.selectbox(key="refresh_which").set_value(FTS).run()
    page.button(key="refresh_start").click().run()
    assert refresher.asked == [(), (FTS,)]


def test_a_running_refresh_is_shown_to_everybody_and_can_be_cancelled(
    alone: Run, standing: Callable[[Seen], Standing]
) -> None:
    progress = Progress(FTS, "fetching", 5_000_000, 20_000_000, 1_000_000, 15)
    refresher = standing(Seen(1, True, seconds=100, progress=progress))
    page = alone(PAGE)
    assert not page.exception and "Refresh now" not in buttons(page)
    said = " ".join(part.value for part in page.caption)
    assert "5.0 MB of 20.0 MB, 1.0 MB a second, about 15 s left. Running for 2 min" in said
    page.button(key="refresh_cancel").click().run()
    assert refresher.asked == ["cancel"]


def test_the_end_of_a_refresh_is_told_without_commands(
    alone: Run, standing: Callable[[Seen], Standing]
) -> None:
    held = Ending(
        FTS, Outcome.HELD_BACK, 'Many rows are gone. If it is right: python -m etl refresh x --accept "w"'
    )
    refresher = standing(Seen(1, True))
    page = alone(PAGE)
    refresher.state = Seen(1, endings=(held, Ending("gold", Outcome.UNAVAILABLE, "no answer")))
    page.run()
    [told] = page.info
    words = told.value.replace("\\", "")
    assert "held back: a person has to look. Many rows are gone." in words and "python" not in words
    assert "gold: publisher not reached. no answer." in words


def test_the_table_tells_the_last_attempt(
    alone: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EDITIONS_VARIABLE, str(tmp_path))
    line = Attempt("2026-11-22T08:00:00Z", FTS, Outcome.UNAVAILABLE, "no answer").as_line()
    (tmp_path / HISTORY_NAME).write_text(f"{line}\nhalf a li", encoding="utf-8")
    page = alone(PAGE)
    [sources] = [table.value for table in page.dataframe if "What became of it" in table.value]
    row = sources.set_index("Short name").loc[FTS]
    assert row["Last attempt to refresh"] == "22 November 2026, 08:00 UTC"
    assert row["What became of it"] == "publisher not reached (no answer)"
    assert row["Edition charted"] == "came with the project"


def test_new_figures_are_noticed_once(
    framed: Run, database_with_editions: Path, reads: Callable[[Path], None]
) -> None:
    page = framed("glossary")

    def notice() -> list[str]:
        return [part.value for part in page.markdown if part.value.startswith("New figures are in")]

    assert not notice()
    reads(database_with_editions)
    page.run()
    [words] = notice()
    assert "FTS" in words and "earlier ones" not in words
    page.run()
    assert not page.exception and not notice()
