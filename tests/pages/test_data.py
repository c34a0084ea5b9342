"""The Data page: sources, map, register, checks, method, and a package that is made when it is clicked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from mineaction.export import data_package
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
    assert "34 sources" in lead_of(page) and "compared with their publishers" in lead_of(page)
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
