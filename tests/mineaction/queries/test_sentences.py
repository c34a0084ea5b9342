"""The sentence that answers a page's question: it keeps bounds and scope, and never says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from mineaction.queries import funding, lines
from mineaction.queries.claims import statements as claims
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import PriceBasis
from tests.shipped import CHOICES

CAUSAL = re.compile(
    r"due to|caused?\b|led to|because of|result(ed)? (of|in|from)|thanks to|owing to|"
    r"triggered|in response to|drove\b|driven by|consequence",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "us_state_cwd",
            "over US$ 348 million for FY2023 (State Department conventional weapons destruction",
        ),
        (
            "us_demining_planned",
            "nearly US$ 100 million for 2001 (US humanitarian demining, planned spending)",
        ),
        ("us_demining_estimate", "US$ 97.8 million for FY2000 (US humanitarian demining, budget estimate)"),
        ("us_hma_regions", "about US$ 2.01 million for FY2003"),
        (
            "lm_us_totals",
            "about US$ 310.2 million from the United States for 2022 (US contributions to mine action",
        ),
        ("lm_total_support", "over US$ 1 billion for 2023 (International and national support"),
        ("al_sam_actual", "US$ 237.05 million for FY2023 (Assistance Listing 19.800: actual obligations"),
    ],
)
def test_bound_year_and_scope_are_kept(line: str, expected: str, connection: Connection) -> None:
    (choice,) = (choice for choice in CHOICES if line in choice.lines)
    assert expected in funding.by_year(connection, FundingFilter(choice.key, (line,))).sentence


def test_the_all_agency_total_keeps_its_bound_and_its_scope(connection: Connection) -> None:
    sentence = funding.by_year(connection, FundingFilter("us_cwd")).sentence
    assert "over US$ 398" in sentence and "FY2023" in sentence
    assert "US conventional weapons destruction funding, all agencies" in sentence


def test_country_tables_are_said_to_be_those_held(connection: Connection) -> None:
    sentence = funding.by_year(connection, FundingFilter("us_cwd_country")).sentence
    assert "For FY2017" in sentence and "in 35 countries whose tables are held" in sentence
    assert "conventional weapons destruction" in sentence


def test_plans_are_told_for_the_newest_year_that_was_over(connection: Connection) -> None:
    sentence = funding.by_year(connection, FundingFilter("ocha_fts")).sentence
    assert sentence.startswith("In 2025 plans asked for US$ 343.2 million and received US$ 186.2 million")
    assert "mine action within humanitarian plans" in sentence


def test_it_changes_with_years_recipient_and_prices(connection: Connection) -> None:
    all_agencies = ("us_cwd_all_agencies",)
    earlier = funding.by_year(connection, FundingFilter("us_cwd", all_agencies, last_year=2022)).sentence
    assert "over US$ 376 million for FY2022" in earlier
    angola = funding.by_year(connection, FundingFilter("us_cwd_country", recipient="Angola")).sentence
    assert "for Angola for FY2017" in angola
    constant = funding.by_year(
        connection, FundingFilter("us_cwd", all_agencies, last_year=2022, price_basis=PriceBasis.CONSTANT)
    ).sentence
    assert "in FY2024 prices" in constant and "over US$ 376 million" not in constant
    assert "over US$" in constant


def test_a_part_is_called_a_part(connection: Connection) -> None:
    asked = FundingFilter("assistance_listing", ("al_usaspending_obligations",))
    sentence = funding.by_year(connection, asked).sentence
    assert "US$ 2.19 million for FY2025" in sentence and "It is a part, not a total." in sentence
    assert "The largest amount shown is US$ 251.1 million, for FY2022." in sentence


def test_an_earlier_editions_value_never_speaks(connection: Connection) -> None:
    asked = FundingFilter("assistance_listing", ("al_usaspending_obligations",), 2023, 2023)
    answer = funding.by_year(connection, asked)
    assert "earlier" in set(answer.rows["mark"])
    assert "US$ 146.1 million" in answer.sentence and "97.6" not in answer.sentence


@pytest.mark.parametrize(
    ("key", "line", "named"),
    [
        ("us_cwd", "us_cwd_regions", "Africa"),
        ("us_cwd", "us_demining_lines", "research and development (Defense Department)"),
        ("us_cwd_country", "us_cwd_country_accounts", "Defense Department"),
        ("lm_donor", "lm_us_regions", "Americas"),
    ],
)
def test_an_amount_of_one_region_or_account_names_it(
    key: str, line: str, named: str, connection: Connection
) -> None:
    """It once gave Africa's 28.84 million as "US conventional weapons destruction funding by region"."""
    answer = funding.by_year(connection, FundingFilter(key, (line,)))
    first = answer.rows.sort_values(["year", "panel_key"], ascending=[False, True]).iloc[0]
    assert first["panel_title"].endswith(f": {named}")
    assert f": {named})" in answer.sentence


@pytest.mark.parametrize(("line", "amount"), [("fts_requirements", "148"), ("fts_funding", "83.4")])
def test_what_was_required_or_received_alone_has_a_sentence_too(
    line: str, amount: str, connection: Connection
) -> None:
    """With one of the two lines picked, the page had bars and no sentence."""
    answer = funding.by_year(connection, FundingFilter("ocha_fts", (line,)))
    assert f"US$ {amount} million for 2026 (Humanitarian plans: " in answer.sentence
    assert "It is a part, not a total." in answer.sentence


def all_words(connection: Connection) -> Iterator[str]:
    for choice in CHOICES:
        yield from (choice.label, choice.question, choice.why_not_added, choice.why_no_constant)
        for prices in PriceBasis:
            yield funding.by_year(connection, FundingFilter(choice.key, price_basis=prices)).sentence
        for line in choice.lines:
            answer = funding.by_year(connection, FundingFilter(choice.key, (line,)))
            yield from (answer.sentence, answer.title, *answer.caveats)
        for recipient in lines.recipients(connection, choice.key)[:12]:
            yield funding.by_year(connection, FundingFilter(choice.key, recipient=recipient)).sentence
    ladder = claims.ladder(connection)
    yield from (ladder.sentence, ladder.title, *ladder.caveats)
    for headline in claims.headlines(connection):
        yield from (headline.plain_words, headline.remark)


def test_no_sentence_says_why(connection: Connection) -> None:
    said = [words for words in all_words(connection) if words]
    assert len(said) > 150
    assert not [words for words in said if CAUSAL.search(words)]
