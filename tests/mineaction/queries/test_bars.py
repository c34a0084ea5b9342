"""Every bar, recomputed from the stored rows: what is added, what stands alone, what is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from mineaction.queries import funding, lines
from mineaction.queries.choices import FundingChoice
from mineaction.queries.filters import FundingFilter
from tests.shipped import CHOICES

if TYPE_CHECKING:
    from tests.mineaction.queries.conftest import Edited, Rows

Bar = tuple[str, str, str, int, str, str, float]

BY_CHOICE = pytest.mark.parametrize("choice", CHOICES, ids=[choice.key for choice in CHOICES])


def recomputed(figures: list[dict[str, Any]], has_recipient: bool) -> Counter[Bar]:
    """Bars as (series, region or account, mark, year, year basis, comparator, amount), from stored rows.

    The rules, told again: repeats never count. A series that adds is summed over its whole tables, year by
    year, account by account; a row of a cut table stands alone. Where nothing is added, and for one
    recipient, superseded values are marks of their own; in sums over recipients they are left out.
    """
    sums: dict[tuple[Any, ...], float] = defaultdict(float)
    for figure in figures:
        series, standing = figure["series_key"], figure["standing"]
        is_region = "_regions" in series
        adds = figure["adds_over"] != "nothing" and not is_region
        if standing == "repeat" or (standing == "superseded" and adds and not has_recipient):
            continue
        account = figure["appropriation_account"] if "account" in figure["adds_over"] else ""
        part = figure["recipient_name"] if is_region else account
        mark = "earlier" if standing == "superseded" else "bar"
        if figure["measure"] == "requirement":
            mark = "outline"
        alone = 0 if adds and figure["is_complete_table"] else figure["figure_id"]
        key = (series, part, mark, figure["year"], figure["year_basis"], figure["comparator"], alone)
        sums[key] += figure["amount_usd"]
    sizes: Counter[tuple[str, str]] = Counter()
    for (series, part, *_), amount in sums.items():
        sizes[series, part] += abs(amount)
    return Counter(
        (series, "" if part == "ALL" else part, mark, year, basis, comparator, float(amount))
        for (series, part, mark, year, basis, comparator, _), amount in sums.items()
        if part in ("", "ALL") or sizes[series, part]
    )


def drawn(connection: Connection, asked: FundingFilter) -> Counter[Bar]:
    rows = funding.by_year(connection, asked).rows
    return Counter(
        (
            row.series_key,
            row.panel_key.partition("|")[2],
            row.mark,
            row.year,
            row.year_basis,
            row.comparator,
            row.amount_usd,
        )
        for row in rows.itertuples()
    )


def stored_figures(stored: Rows, choice: FundingChoice, recipient: str) -> list[dict[str, Any]]:
    keys = choice.recipient_lines if recipient else choice.lines
    marks = ",".join("?" * len(keys))
    condition = " AND f.recipient_name = ?" if recipient else ""
    if choice.donor_name:
        condition += f" AND f.donor_name = '{choice.donor_name}'"
    return stored(
        f"""SELECT f.*, s.adds_over FROM funding_figure f JOIN series s ON s.series_key = f.series_key
            WHERE f.series_key IN ({marks}){condition}""",
        *keys,
        *([recipient] if recipient else []),
    )


@BY_CHOICE
def test_bars_of_all_recipients_equal_the_stored_rows(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    expected = recomputed(stored_figures(stored, choice, ""), has_recipient=False)
    assert expected
    assert drawn(connection, FundingFilter(choice.key, choice.lines)) == expected


@BY_CHOICE
def test_bars_of_one_recipient_equal_the_stored_rows(
    choice: FundingChoice, connection: Connection, stored: Rows
) -> None:
    for recipient in lines.recipients(connection, choice.key):
        expected = recomputed(stored_figures(stored, choice, recipient), has_recipient=True)
        asked = FundingFilter(choice.key, choice.recipient_lines, recipient=recipient)
        assert drawn(connection, asked) == expected, recipient


@BY_CHOICE
def test_each_line_alone_gives_what_it_gives_among_others(
    choice: FundingChoice, connection: Connection
) -> None:
    together = drawn(connection, FundingFilter(choice.key, choice.lines))
    apart: Counter[Bar] = Counter()
    for line in choice.lines:
        apart += drawn(connection, FundingFilter(choice.key, (line,)))
    assert apart == together


def test_a_series_that_adds_has_one_measure_scope_and_perspective(stored: Rows) -> None:
    """Bars are sums inside a series: a series that held two kinds of amount would add them."""
    mixed = stored(
        """SELECT f.series_key FROM funding_figure f JOIN series s ON s.series_key = f.series_key
           GROUP BY f.series_key
           HAVING SUM(f.measure <> s.measure) > 0 OR SUM(f.activity_scope <> s.activity_scope) > 0
               OR (s.adds_over <> 'nothing' AND COUNT(DISTINCT f.perspective) > 1)"""
    )
    assert not mixed


@BY_CHOICE
def test_a_panel_has_one_series_unless_it_shows_required_beside_received(
    choice: FundingChoice, connection: Connection
) -> None:
    rows = funding.by_year(connection, FundingFilter(choice.key, choice.lines)).rows
    for _, panel in rows.groupby("panel_key"):
        assert panel["series_key"].nunique() == 1 or set(panel["mark"]) == {"bar", "outline"}
        for _, marks in panel.groupby("mark"):
            assert marks["series_key"].nunique() == 1


CRS = FundingFilter("oecd_crs", first_year=2017, last_year=2017)
ONE_ROW = """figure_id = (SELECT MIN(figure_id) FROM funding_figure WHERE year = 2017 AND amount_usd > 0
             AND series_key = 'crs_15250_disbursements')"""


@pytest.fixture
def apart(stored: Rows) -> tuple[float, float]:
    """One row of the CRS sum of 2017, and the rest of it."""
    (one,) = stored(f"SELECT amount_usd FROM funding_figure WHERE {ONE_ROW}")
    (whole,) = stored(
        """SELECT SUM(amount_usd) AS amount_usd FROM funding_figure
           WHERE series_key = 'crs_15250_disbursements' AND year = 2017"""
    )
    return float(one["amount_usd"]), float(whole["amount_usd"] - one["amount_usd"])


@pytest.mark.parametrize(
    "change", ["year_basis = 'us_fiscal'", "comparator = 'over'"], ids=["year basis", "bound"]
)
def test_a_row_of_another_kind_gets_a_bar_of_its_own(
    change: str, edited: Edited, apart: tuple[float, float]
) -> None:
    changed = edited(f"UPDATE funding_figure SET {change} WHERE {ONE_ROW}")
    assert sorted(funding.by_year(changed, CRS).rows["amount_usd"]) == sorted(apart)


@pytest.mark.parametrize("standing", ["repeat", "superseded"])
def test_a_row_that_does_not_stand_is_not_added(
    standing: str, edited: Edited, apart: tuple[float, float]
) -> None:
    changed = edited(f"UPDATE funding_figure SET standing = '{standing}' WHERE {ONE_ROW}")
    assert list(funding.by_year(changed, CRS).rows["amount_usd"]) == [apart[1]]


def test_a_row_of_a_cut_table_is_never_added_and_is_marked(
    edited: Edited, apart: tuple[float, float]
) -> None:
    changed = edited(f"UPDATE funding_figure SET is_complete_table = 0 WHERE {ONE_ROW}")
    rows = funding.by_year(changed, CRS).rows
    assert dict(zip(rows["amount_usd"], rows["is_partial"], strict=True)) == {
        apart[0]: True,
        apart[1]: False,
    }
    assert "never totalled" in rows[rows["is_partial"]].iloc[0]["hover"]


def test_an_earlier_edition_is_a_mark_beside_the_bar(connection: Connection, stored: Rows) -> None:
    (earlier,) = stored(
        """SELECT year, amount_usd FROM funding_figure WHERE series_key = 'al_usaspending_obligations'
           AND standing = 'superseded' AND year = 2023"""
    )
    rows = funding.by_year(connection, FundingFilter("assistance_listing")).rows
    mine = rows[(rows["series_key"] == "al_usaspending_obligations") & (rows["year"] == 2023)]
    assert sorted(mine["mark"]) == ["bar", "earlier"]
    assert mine[mine["mark"] == "earlier"].iloc[0]["amount_usd"] == earlier["amount_usd"]


def test_one_subject_has_one_bar_a_year_where_the_newest_edition_stands(
    connection: Connection, stored: Rows
) -> None:
    newest = {
        row["series_key"] for row in stored("SELECT series_key FROM series WHERE edition_rule='newest'")
    }
    for choice in CHOICES:
        keys = tuple(key for key in choice.lines if key in newest)
        rows = funding.by_year(connection, FundingFilter(choice.key, keys)).rows if keys else None
        if rows is not None:
            bars = rows[rows["mark"] == "bar"]
            assert not bars.duplicated(["panel_key", "year", "year_basis", "comparator"]).any(), choice.key


def test_a_bar_stands_on_its_true_span_of_days(connection: Connection) -> None:
    rows = funding.by_year(connection, FundingFilter("us_cwd")).rows.set_index("year_label")
    spans = {
        label: (str(rows.loc[[label], "starts_on"].iloc[0]), str(rows.loc[[label], "ends_on"].iloc[0]))
        for label in ("FY2022", "2018")
    }
    assert spans == {"FY2022": ("2021-10-01", "2022-10-01"), "2018": ("2018-01-01", "2018-10-01")}


def test_the_hover_counts_rows_and_documents_in_words(connection: Connection) -> None:
    """It once read "71 rows added up, from 1 documents"."""
    hovers = " ".join(
        hover
        for choice in CHOICES
        for hover in funding.by_year(connection, FundingFilter(choice_key=choice.key)).rows["hover"]
    )
    assert "rows added up, from 1 document\n" in hovers + "\n" and " 1 documents" not in hovers


def test_caveats_are_true_of_a_file_without_a_drawing(connection: Connection) -> None:
    """The header of a CSV once explained diamonds and hatches that it does not have."""
    said = " ".join(
        caveat
        for choice in CHOICES
        for caveat in funding.by_year(connection, FundingFilter(choice_key=choice.key)).caveats
    )
    for sign in ("hollow diamonds", "hatched bars", "the mark on the bar", "such a bar covers"):
        assert f"where drawn, {sign}" in said or f"where drawn, as {sign}" in said, sign
