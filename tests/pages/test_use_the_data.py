"""The page that says how the figures are used elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from mineaction.api.formats import FORMATS
from mineaction.exhibits import registry
from mineaction.queries.api.listings import LISTINGS
from tests.pages.seen import lead_of

if TYPE_CHECKING:
    from tests.pages.conftest import Run

LINK = "http://x.test/funding_over_time?series=us_cwd_country&recipient=Iraq&data=abc#funding-over-time"


def codes(page: object) -> list[str]:
    return [str(code.value) for code in page.code]  # type: ignore[attr-defined]


def test_it_counts_what_there_is(alone: Run) -> None:
    page = alone("use_the_data")
    assert f"{len(registry.FIGURES)} figures as {len(FORMATS)} kinds of file" in lead_of(page)
    (tables,) = page.dataframe
    assert len(tables.value) == len(LISTINGS)
    assert f"{tables.value['Rows'].sum():,} rows" in lead_of(page)
    assert all(link.endswith(".csv") for link in tables.value["CSV Link"])


@pytest.mark.parametrize("ending", list(FORMATS))
def test_a_figure_has_an_address_for_each_kind_of_file(alone: Run, ending: str) -> None:
    page = alone("use_the_data", {"chart": "recipient_map", "format": ending})
    assert codes(page)[0].endswith(f"/api/v1/charts/recipient_map.{ending}")
    assert sum("recipient_map.csv" in code for code in codes(page)[1:]) == 3
    assert any("recipient_map.xlsx" in code for code in codes(page))
    assert any(code.startswith("<iframe") and "/embed/recipient_map" in code for code in codes(page))


def test_a_pasted_link_brings_its_choices(alone: Run) -> None:
    page = alone("use_the_data", {"link": LINK})
    assert not page.warning and not page.exception
    wanted = "/api/v1/charts/funding_over_time.png?series=us_cwd_country&recipient=Iraq"
    assert codes(page)[0].endswith(wanted)


def test_a_link_to_a_table_offers_the_files_tables_have(alone: Run) -> None:
    link = "http://x.test/country?recipient=Andorra#country-treaties"
    page = alone("use_the_data", {"link": link})
    assert not page.warning and not page.exception
    assert codes(page)[0].endswith("/api/v1/charts/country_treaties.html?recipient=Andorra")
    assert not any(code.startswith("<iframe") for code in codes(page))


@pytest.mark.parametrize(
    "link",
    [
        "not a link",
        "http://x.test/y?series=nothing#funding-over-time",
        f"http://x.test/{quote('<b>')}#nothing",
    ],
)
def test_a_link_that_leads_nowhere_is_named(alone: Run, link: str) -> None:
    page = alone("use_the_data", {"link": link})
    assert not page.exception
    if "#" in link:
        assert page.warning
    assert codes(page)[0].endswith("/api/v1/charts/funding_over_time.png")
