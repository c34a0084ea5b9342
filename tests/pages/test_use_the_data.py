"""The page that says how the figures are used elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from mineaction.exhibits import registry
from mineaction.export.formats import FORMATS
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
        "http://x.test/funding_over_time?recipient=Iraq",
        "http://x.test/api/v1/charts/nothing.csv",
        "http://[x",
    ],
)
def test_a_link_that_leads_nowhere_is_named_and_nothing_stands_for_it(alone: Run, link: str) -> None:
    """Another figure's address was shown for it: that of the figure chosen in the list."""
    page = alone("use_the_data", {"link": link})
    assert not page.exception
    assert page.warning
    assert not any("/charts/" in code or "/embed/" in code for code in codes(page))


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("http://x.test/compare?by=periods", "compare.png?by=periods"),
        ("http://x.test/api/v1/charts/compare.csv?by=periods&size=slide", "compare.png?by=periods"),
        ("http://x.test/embed/compare?by=periods", "compare.png?by=periods"),
        ("http://x.test/donors?show=flow", "donors_flow.png?show=flow"),
        ("http://x.test/", "claim_ladder.png"),
    ],
)
def test_the_figure_is_the_one_the_path_names(alone: Run, link: str, wanted: str) -> None:
    """A link without an anchor was taken for one of the figure chosen in the list."""
    page = alone("use_the_data", {"link": link})
    assert not page.warning and not page.exception
    assert codes(page)[0].endswith(f"/api/v1/charts/{wanted}")


def test_of_a_page_with_several_figures_the_reader_says_which(alone: Run) -> None:
    link = "http://x.test/country?recipient=Afghanistan&told_by=donor_profile"
    page = alone("use_the_data", {"link": link})
    assert not page.warning and not page.exception
    (which,) = (box for box in page.selectbox if "Which one" in box.label)
    assert codes(page)[0].endswith("/api/v1/charts/country_series.png?recipient=Afghanistan")
    which.select("country_donors").run()
    wanted = "/api/v1/charts/country_donors.png?recipient=Afghanistan&told_by=donor_profile"
    assert codes(page)[0].endswith(wanted)
