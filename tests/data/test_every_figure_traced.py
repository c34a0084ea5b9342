"""Every amount and every claim is what its own line of a published file says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Ask = Callable[..., list[dict[str, Any]]]
Published = dict[tuple[str, str], dict[str, str]]

# Columns of the file an amount may come from, told anew here: the pipeline is not asked.
AMOUNTS: dict[str, tuple[str, ...]] = {
    "landmine_monitor_flows": ("amount_usd",),
    "landmine_monitor_profile_totals": ("total_usd",),
    "landmine_monitor_recipient_tables": ("amount_usd",),
    "landmine_monitor_support": ("value",),
    "landmine_monitor_table_checks": ("printed_total_usd", "prose_total_usd"),
    "landmine_monitor_us_by_recipient": ("amount_usd",),
    "landmine_monitor_us_by_region": ("amount_usd",),
    "landmine_monitor_us_sentences": ("amount_usd",),
    "landmine_monitor_world_donors": ("amount_usd",),
    "oecd_crs_purpose_15250": ("amount_usd_million",),
    "us_annual_totals": ("amount_usd",),
    "us_assistance_listing_19_800": ("amount_usd",),
    "us_cwd_country_accounts": ("amount_usd",),
    "us_cwd_country_statements": ("amount_usd",),
}
BY_SERIES = {
    "lm_recipient_totals": "international_usd",
    "lm_recipient_national": "national_usd",
    "lm_recipient_total_support": "total_usd",
    "requirements": "requirements_usd",
    "funding": "funding_usd",
}
FACTORS = {"oecd_crs_purpose_15250": 1_000_000}
CLAIMS: dict[str, tuple[str, ...]] = {
    "us_cwd_announcements": ("amount_usd",),
    "us_cwd_country_cumulative": ("amount_usd",),
    "us_cwd_region_cumulative": ("amount_usd",),
    "us_cwd_region_shares": ("percent_of_region",),
    "us_headline_claims": ("value",),
    "us_impact_free_lists": ("countries_claimed",),
    "us_leahy_war_victims_fund": ("amount_usd", "country_count"),
}
FACTS = {"landmine_monitor_facts": "value", "mine_free_counts": "states", "ocha_population": "people"}


def printed_amount(figure: dict[str, Any], row: dict[str, str]) -> int:
    """What the file's row says the figure is, in whole dollars."""
    source = figure["source_key"]
    if source in AMOUNTS:
        text = next(row[column] for column in AMOUNTS[source] if row[column])
    else:
        series = figure["series_key"]
        text = row[BY_SERIES.get(series) or BY_SERIES[series.rsplit("_", 1)[-1]]]
    amount = Decimal(text.removeprefix(">")) * FACTORS.get(source, 1)
    return int(amount.to_integral_value(ROUND_HALF_UP))


def test_every_figure_is_the_amount_its_row_prints(ask: Ask, published: Published) -> None:
    figures = ask("SELECT * FROM funding_figure")
    assert len(figures) > 4000
    wrong = [
        (figure["source_key"], figure["file_row"], figure["amount_usd"])
        for figure in figures
        if printed_amount(figure, published[(figure["source_key"], figure["file_row"])])
        != figure["amount_usd"]
    ]
    assert wrong == []


def test_every_figure_has_the_year_and_document_of_its_row(ask: Ask, published: Published) -> None:
    for figure in ask("SELECT * FROM funding_figure"):
        row = published[(figure["source_key"], figure["file_row"])]
        assert row["document_id"] == figure["document_id"]
        assert row.get("year", row.get("fiscal_year")) == str(figure["year"])


def test_amounts_printed_in_thousands_lose_nothing(ask: Ask) -> None:
    rows = ask(
        "SELECT amount_usd, amount_as_printed FROM funding_figure WHERE unit_as_printed = 'US$ thousand'"
    )
    assert rows
    for row in rows:
        assert int(row["amount_as_printed"].replace(",", "")) * 1000 == row["amount_usd"]


def test_every_claim_is_the_number_its_row_says(ask: Ask, published: Published) -> None:
    claims = ask("SELECT * FROM claim")
    assert len(claims) > 500
    for claim in claims:
        row = published[(claim["source_key"], claim["file_row"])]
        said = {Decimal(row[column]) for column in CLAIMS[claim["source_key"]] if row[column]}
        if claim["value"] is None:
            assert not said
        else:
            assert Decimal(str(claim["value"])) in said, (claim["claim_id"], claim["value"], said)


def test_every_fact_is_the_number_its_row_says(ask: Ask, published: Published) -> None:
    for fact in ask("SELECT * FROM fact"):
        row = published[(fact["source_key"], fact["file_row"])]
        assert Decimal(row[FACTS[fact["source_key"]]]) == Decimal(str(fact["value"]))


def test_no_figure_stands_without_document_and_place(ask: Ask) -> None:
    for table in ("funding_figure", "claim", "fact", "treaty_status", "mine_free_state"):
        missing = ask(
            f"SELECT t.file_row FROM {table} t LEFT JOIN document d ON d.document_id = t.document_id"
            " WHERE d.document_id IS NULL OR t.locator = '' OR t.file_row = ''"
        )
        assert missing == [], table


def test_every_document_cited_has_title_publisher_and_a_way_to_find_it(ask: Ask) -> None:
    assert (
        ask("SELECT document_id FROM document WHERE title = '' OR publisher = '' OR consulted_as = ''") == []
    )


def test_measure_and_scope_of_a_figure_are_its_series(ask: Ask) -> None:
    rows = ask(
        "SELECT f.figure_id FROM funding_figure f JOIN series s ON s.series_key = f.series_key"
        " WHERE f.measure <> s.measure OR f.activity_scope <> s.activity_scope"
    )
    assert rows == []


def test_a_series_has_one_year_basis_or_is_known_to_mix_bare_years(ask: Ask) -> None:
    rows = ask(
        "SELECT series_key, GROUP_CONCAT(DISTINCT year_basis) AS bases FROM funding_figure"
        " WHERE year_basis <> 'unstated' GROUP BY series_key HAVING COUNT(DISTINCT year_basis) > 1"
    )
    assert rows == []


def test_bounds_hold_the_amount(ask: Ask) -> None:
    rows = ask(
        "SELECT figure_id FROM funding_figure WHERE amount_low_usd > amount_usd"
        " OR amount_high_usd < amount_usd OR amount_low_usd >= amount_high_usd"
    )
    assert rows == []


def test_one_value_of_each_subject_stands_where_editions_replace_each_other(ask: Ask) -> None:
    rows = ask(
        "SELECT f.subject_key FROM funding_figure f JOIN series s ON s.series_key = f.series_key"
        " WHERE s.edition_rule = 'newest' AND f.standing = 'current' AND f.subject_key <> ''"
        " GROUP BY f.subject_key HAVING COUNT(*) > 1"
    )
    assert rows == []


def test_no_contribution_is_counted_twice(ask: Ask) -> None:
    """Tables that were read twice: of equal rows in one profile and year, one reading stands."""
    standing = ask(
        "SELECT series_key, donor_name, recipient_name, year, source_key FROM funding_figure"
        " WHERE series_key LIKE 'lm_flows_%' AND standing = 'current'"
    )
    readings: dict[tuple[Any, ...], set[str]] = {}
    for row in standing:
        pair = (row["series_key"], row["donor_name"], row["recipient_name"], row["year"])
        readings.setdefault(pair, set()).add(row["source_key"])
    assert [pair for pair, sources in readings.items() if len(sources) > 1] == []
    counts = Counter(row["source_key"] for row in standing)
    assert counts["landmine_monitor_recipient_tables"] > 400
