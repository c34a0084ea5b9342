"""US transactions: what is added, what stands below zero, who is named, and nothing lost on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from mineaction.database import open_for_reading
from mineaction.errors import PriceIndexMissing, UnknownChoice
from mineaction.queries import lines
from mineaction.queries.choices import BY_KEY, CHOICES, FETCHED_FROM
from mineaction.queries.us_transactions import sums as us_transactions
from mineaction.queries.us_transactions.parts import parts_of, stacked
from mineaction.queries.us_transactions.sums import By, TransactionsFilter
from mineaction.queries.us_transactions.words import REDACTED, SPOKEN
from mineaction.queries.where import lines as where_lines
from mineaction.vocabulary import PriceBasis
from tests import transactions
from tests.transactions import DISBURSEMENTS, OBLIGATIONS

Put = Callable[..., Connection]
ASKED = TransactionsFilter(OBLIGATIONS)
PARTNERS = SPOKEN["PARTNER"]


def of_year(year: int, amount: int, **other: object) -> dict[str, object]:
    base: dict[str, object] = {
        "series_key": OBLIGATIONS,
        "recipient_iso3": "AGO",
        "recipient_name": "Angola",
        "recipient_scope": "country",
        "year": year,
        "agency_name": "Test agency",
        "appropriation_account": "Test account",
        "implementer_name": "Made-up partner A",
        "amount_usd": amount,
    }
    return {**base, **other}


@pytest.fixture
def put(built_database: Path, tmp_path: Path) -> Iterator[Put]:
    """``put(transaction, …)``: a database with these transactions, opened."""
    opened: list[Connection] = []

    def add(*given: dict[str, object]) -> Connection:
        path = transactions.put_in(built_database, tmp_path / f"{len(opened)}.sqlite", given)
        opened.append(open_for_reading(URL.create("sqlite", database=str(path))).connect())
        return opened[-1]

    yield add
    for connection in opened:
        connection.close()


@pytest.fixture(scope="session")
def many(database_with_transactions: Path) -> Iterator[Connection]:
    """A database with some hundred transactions."""
    with open_for_reading(URL.create("sqlite", database=str(database_with_transactions))).connect() as opened:
        yield opened


def marks(connection: Connection, asked: TransactionsFilter = ASKED) -> dict[tuple[int, str], float]:
    rows = us_transactions.by_year(connection, asked).rows
    return {(row["year"], row["part_key"]): row["amount_usd"] for row in rows.to_dict("records")}


def test_what_was_taken_back_stands_below_zero_and_is_not_lost_in_a_sum(put: Put) -> None:
    """Of 5 million promised and 3 million taken back, a bar of 2 million alone tells neither."""
    connection = put(of_year(2020, 5_000_000), of_year(2020, -3_000_000))
    assert marks(connection) == {(2020, "Angola"): 5e6, (2020, "below"): -3e6, (2020, "net"): 2e6}
    answer = us_transactions.by_year(connection, ASKED)
    assert "US$ 5 million obligated, US$ 3 million de-obligated, US$ 2 million net" in answer.sentence
    assert any("De-obligations stand below zero" in said for said in answer.caveats)


def test_a_year_in_which_only_was_taken_back_has_a_net_total_below_zero(put: Put) -> None:
    connection = put(of_year(2020, -3_000_000))
    assert marks(connection) == {(2020, "below"): -3e6, (2020, "net"): -3e6}


def test_kinds_of_amount_are_never_added(put: Put) -> None:
    connection = put(of_year(2020, 5_000_000), of_year(2020, 1_000_000, series_key=DISBURSEMENTS))
    assert marks(connection)[2020, "net"] == 5e6
    assert marks(connection, TransactionsFilter(DISBURSEMENTS))[2020, "net"] == 1e6


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("series", [OBLIGATIONS, DISBURSEMENTS])
def test_every_way_to_break_down_adds_up_to_the_same(by: By, series: str, many: Connection) -> None:
    whole = {key: value for key, value in marks(many, TransactionsFilter(series)).items() if key[1] == "net"}
    asked = TransactionsFilter(series, by, most=3)
    answer = us_transactions.by_year(many, asked)
    rows = answer.rows
    net = rows[rows["mark"] == "net"]
    assert {(row["year"], "net"): row["amount_usd"] for row in net.to_dict("records")} == whole
    parts = rows[rows["mark"] != "net"].groupby("year")["amount_usd"].sum()
    assert parts.to_dict() == {year: amount for (year, _), amount in whole.items()}
    behind = us_transactions.rows_behind(many, asked).rows
    assert behind["US$, current"].sum() == sum(whole.values())
    ranked = us_transactions.ranked(many, asked).rows
    assert ranked["US$, net"].sum() == sum(whole.values())
    assert ranked["US$, net"].is_monotonic_decreasing
    assert ranked["Transactions"].sum() == len(behind)


def test_others_are_counted_and_a_single_one_is_named(put: Put) -> None:
    held = [
        of_year(2020, 1_000_000 * (9 - place), implementer_name=f"Made-up partner {place}")
        for place in range(6)
    ]
    asked = TransactionsFilter(OBLIGATIONS, By.PARTNER, most=3)
    rows = us_transactions.by_year(put(*held), asked).rows
    assert list(rows[rows["mark"] == "others"]["part_title"]) == ["3 other partners"]
    rows = us_transactions.by_year(put(*held[:4]), asked).rows
    assert "others" not in set(rows["mark"]) and len(rows[rows["mark"] == "part"]) == 4


def test_who_is_not_named_is_said_to_be_so(put: Put) -> None:
    connection = put(of_year(2020, 7_000_000, implementer_name=""), of_year(2020, 5_000_000))
    answer = us_transactions.by_year(connection, TransactionsFilter(OBLIGATIONS, By.PARTNER))
    assert "no partner named" in set(answer.rows["part_title"])
    assert answer.sentence.endswith("For US$ 7 million, no partner is named.")
    assert "Made-up partner A (US$ 5 million) is the largest." in answer.sentence


def test_a_recipient_and_years_limit_the_rows_behind_too(many: Connection) -> None:
    asked = TransactionsFilter(OBLIGATIONS, By.AGENCY, "Iraq", 2018, 2020)
    behind = us_transactions.rows_behind(many, asked).rows
    assert set(behind["Recipient"]) == {"Iraq"}
    assert set(behind["Year"]) <= {"FY2018", "FY2019", "FY2020"}
    assert {"Activity", "Implementing partner", "Agency", "Account", "Transaction date"} <= set(
        behind.columns
    )
    assert {"Document", "Place in the document", "Amount as printed", "Row in our file"} <= set(
        behind.columns
    )


def test_constant_prices_turn_every_part_by_its_own_year(many: Connection) -> None:
    current = us_transactions.by_year(many, ASKED)
    constant = us_transactions.by_year(many, TransactionsFilter(OBLIGATIONS, price_basis=PriceBasis.CONSTANT))
    assert "constant FY2024" in constant.price_basis
    both = current.rows.merge(constant.rows, on=["year", "part_key"])
    factors = (both["amount_usd_y"] / both["amount_usd_x"]).round(9).groupby(both["year"]).nunique()
    assert set(factors) == {1}


def test_constant_prices_end_with_the_price_index_and_say_so(put: Put) -> None:
    """The newest year is always ahead of the index: the whole figure was refused for it."""
    asked = TransactionsFilter(OBLIGATIONS, price_basis=PriceBasis.CONSTANT)
    held = put(of_year(2024, 1_000), of_year(2031, 5))
    answer = us_transactions.by_year(held, asked)
    assert set(answer.rows["year"]) == {2024}
    assert any("FY2031 is not shown in constant dollars" in caveat for caveat in answer.caveats)
    assert set(us_transactions.rows_behind(held, asked).rows["Year"]) == {"FY2024"}
    with pytest.raises(PriceIndexMissing, match="FY2031"):
        us_transactions.by_year(held, replace(asked, last_year=2031))


def test_a_year_that_was_not_over_is_marked(put: Put) -> None:
    rows = us_transactions.by_year(put(of_year(2024, 1_000), of_year(2025, 1_000)), ASKED).rows
    assert {row["year"]: row["is_partial"] for row in rows.to_dict("records")} == {2024: False, 2025: True}


def test_a_series_of_something_else_is_refused(many: Connection) -> None:
    with pytest.raises(UnknownChoice, match="us_state_cwd"):
        us_transactions.by_year(many, TransactionsFilter("us_state_cwd"))


AMOUNTS = st.lists(
    st.tuples(
        st.sampled_from("ABCDEFGH"),
        st.integers(2019, 2022),
        st.integers(0, 10**9),
        st.integers(-(10**9), 0),
    ),
    max_size=30,
)


@given(AMOUNTS, st.integers(1, 7))
def test_nothing_is_lost_whatever_is_named(amounts: list[tuple[str, int, int, int]], most: int) -> None:
    added = [
        {
            "name": name,
            "year": year,
            "net_usd": up + down,
            "below_usd": down,
            "figure_count": 1,
            "edition_on": "",
        }
        for name, year, up, down in amounts
    ]
    drawn = stacked(parts_of(added), most, PARTNERS, "De-obligations")
    for year in {year for _, year, _, _ in amounts}:
        rows = [row for row in drawn if row["year"] == year]
        [net] = [row["amount_usd"] for row in rows if row["mark"] == "net"]
        assert net == sum(row["amount_usd"] for row in rows if row["mark"] != "net")
        assert net == sum(up + down for _, other, up, down in amounts if other == year)
        assert all(row["amount_usd"] < 0 for row in rows if row["mark"] == "below")
        assert all(row["amount_usd"] > 0 for row in rows if row["mark"] in ("part", "others"))


# While nothing has been fetched


def test_what_is_not_fetched_is_offered_nowhere_and_said_plainly(connection: Connection) -> None:
    assert us_transactions.held(connection) == ()
    assert "us_foreign_assistance" not in lines.offered(connection)
    assert "us_foreign_assistance" not in where_lines.offered(connection)
    said = lines.not_fetched(connection)["us_foreign_assistance"]
    assert "nothing has been fetched" in said
    assert said.endswith("python -m etl refresh us_foreign_assistance")
    for choice in CHOICES:
        if choice.key in lines.offered(connection):
            offered = {line.series_key for line in lines.lines(connection, choice)}
            assert offered and not offered & set(FETCHED_FROM)


def test_what_is_fetched_is_offered(many: Connection) -> None:
    assert us_transactions.held(many) == (OBLIGATIONS, DISBURSEMENTS)
    assert "us_foreign_assistance" in lines.offered(many)
    assert "us_foreign_assistance" in where_lines.offered(many)
    assert lines.not_fetched(many) == {}
    choice = BY_KEY["us_foreign_assistance"]
    assert [line.series_key for line in lines.lines(many, choice)] == [OBLIGATIONS, DISBURSEMENTS]


def test_every_fetched_series_and_source_is_one_there_is(repo_root: Path) -> None:
    """A name that is misspelt would send whoever runs the dashboard after a source there is not."""
    series = (repo_root / "data" / "reference" / "series.csv").read_text("utf-8")
    known = set(re.findall(r"(?m)^(\w+),", series))
    assert set(FETCHED_FROM) <= known
    sources = {path.parent.name for path in (repo_root / "data" / "sources").glob("*/source.toml")}
    assert set(FETCHED_FROM.values()) <= sources


def test_a_name_that_is_withheld_is_no_name(put: Put) -> None:
    held = [of_year(2020, 7_000_000, implementer_name="Redacted"), of_year(2020, 5_000_000)]
    answer = us_transactions.by_year(put(*held), TransactionsFilter(OBLIGATIONS, By.PARTNER))
    assert "Made-up partner A (US$ 5 million) is the largest." in answer.sentence
    assert answer.sentence.endswith("For US$ 7 million, the publisher withholds the name of the partner.")
    assert REDACTED in answer.caveats


def test_names_with_commas_are_parted_by_semicolons(put: Put) -> None:
    held = [of_year(2020, 7_000_000, implementer_name="Made-up, Inc."), of_year(2020, 5_000_000)]
    answer = us_transactions.by_year(put(*held), TransactionsFilter(OBLIGATIONS, By.PARTNER))
    assert "Made-up, Inc. (US$ 7 million); and Made-up partner A (US$ 5 million) are" in answer.sentence
