"""Laws of years and dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineaction.periods import (
    MONTHS,
    Span,
    date_span,
    date_words,
    day_words,
    fiscal_year_of,
    year_label,
    year_span,
)
from mineaction.vocabulary import DatePrecision, YearBasis


@given(st.datetimes(datetime(1990, 1, 1), datetime(2030, 12, 31)))
def test_a_day_is_written_alike_whether_it_has_a_time_or_not(moment: datetime) -> None:
    assert day_words(moment) == day_words(moment.date())
    assert day_words(moment) == date_words(moment.date().isoformat(), DatePrecision.DAY)


days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
YEARS = range(1989, 2033)


@pytest.mark.parametrize("basis", [YearBasis.US_FISCAL, YearBasis.CALENDAR])
def test_every_day_lies_in_exactly_one_year(basis: YearBasis) -> None:
    """Years follow on each other without gap or overlap, and together they hold every day."""
    spans = [year_span(year, basis) for year in YEARS]
    assert all(one.ends_on == other.starts_on for one, other in pairwise(spans))
    day = date(1990, 1, 1)
    while day <= date(2030, 12, 31):
        assert sum(day in span for span in spans) == 1
        day += timedelta(days=1)


@given(days)
def test_the_fiscal_year_of_a_day_holds_it(day: date) -> None:
    assert day in year_span(fiscal_year_of(day), YearBasis.US_FISCAL)


@given(st.integers(1990, 2030))
def test_a_bare_year_is_what_both_readings_share(year: int) -> None:
    bare = year_span(year, YearBasis.UNSTATED)
    for basis in (YearBasis.US_FISCAL, YearBasis.CALENDAR):
        whole = year_span(year, basis)
        assert bare.starts_on in whole and bare.last_day in whole
    before, after = bare.starts_on - timedelta(days=1), bare.ends_on
    assert before not in year_span(year, YearBasis.CALENDAR)
    assert after not in year_span(year, YearBasis.US_FISCAL)


def test_the_events_of_2014_and_2022_fall_into_their_fiscal_years() -> None:
    assert date(2014, 9, 23) in year_span(2014, YearBasis.US_FISCAL)
    assert date(2014, 10, 1) not in year_span(2014, YearBasis.US_FISCAL)
    assert date(2022, 6, 21) in year_span(2022, YearBasis.US_FISCAL)


def test_years_are_labelled_by_their_kind() -> None:
    assert year_label(2022, YearBasis.US_FISCAL) == "FY2022"
    assert year_label(2022, YearBasis.CALENDAR) == year_label(2022, YearBasis.UNSTATED) == "2022"


@given(days, st.sampled_from([DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR]))
def test_span_and_words_agree(day: date, precision: DatePrecision) -> None:
    printed = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    span = date_span(printed, precision)
    assert day in span
    assert span.starts_on <= span.middle <= span.last_day < span.ends_on
    words = date_words(printed, precision)
    assert words.endswith(str(day.year))
    assert (MONTHS[day.month - 1] in words) == (precision is not DatePrecision.YEAR)
    assert words.startswith(f"{day.day} ") == (precision is DatePrecision.DAY)
    first_and_last = {
        date_words(d.isoformat()[: len(printed)], precision) for d in (span.starts_on, span.last_day)
    }
    assert first_and_last == {words}


@pytest.mark.parametrize(
    ("printed", "precision", "words"),
    [
        ("2022-06-21", DatePrecision.DAY, "21 June 2022"),
        ("1998-05", DatePrecision.MONTH, "May 1998"),
        ("1994", DatePrecision.YEAR, "1994"),
        ("", DatePrecision.UNDATED, "undated"),
    ],
)
def test_dates_as_people_write_them(printed: str, precision: DatePrecision, words: str) -> None:
    assert date_words(printed, precision) == words


@pytest.mark.parametrize(
    ("printed", "precision"),
    [
        ("21 June 2022", DatePrecision.DAY),
        ("2022-06", DatePrecision.DAY),
        ("2022-02-30", DatePrecision.DAY),
        ("2022-13", DatePrecision.MONTH),
        ("2022", DatePrecision.MONTH),
        ("2022-06-21", DatePrecision.MONTH),
        ("2022-06", DatePrecision.YEAR),
        ("", DatePrecision.YEAR),
        ("2022", DatePrecision.UNDATED),
    ],
)
def test_a_date_says_neither_more_nor_less_than_its_precision(printed: str, precision: DatePrecision) -> None:
    with pytest.raises(ValueError):
        date_span(printed, precision)


def test_december_ends_with_its_year() -> None:
    assert date_span("1996-12", DatePrecision.MONTH) == Span(date(1996, 12, 1), date(1997, 1, 1))
