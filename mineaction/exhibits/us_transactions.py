"""Who in the US government paid whom for mine action, and where: stacks by year, and the same ranked."""

from __future__ import annotations

from mineaction.charts import us_transactions as charts
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries import lines as offers
from mineaction.queries.filters import ALL_RECIPIENTS
from mineaction.queries.us_transactions import sums as us_transactions
from mineaction.queries.us_transactions.sums import By, TransactionsFilter
from mineaction.queries.us_transactions.words import KINDS
from mineaction.vocabulary import EventKind

NAME = "us_transactions"
NAMES = ("amounts", "by", "recipient", "from", "to", "prices", "most", "kinds")
SERIES = {
    "obligations": "us_fa_obligations",
    "disbursements": "us_fa_disbursements",
    "requests": "us_fa_requests",
}
"""The series by their names in an address."""
WAYS = {"country": By.COUNTRY, "agency": By.AGENCY, "account": By.ACCOUNT, "partner": By.PARTNER}
WAY_WORDS = {"country": "Country", "agency": "Agency", "account": "Account", "partner": "Partner"}
MOST = ("3", "5", "7")
USUAL_MOST = "5"


def question(choose: Chooser) -> TransactionsFilter:
    """Which transactions, told apart by what. Raises NothingToShow while none is held."""
    held = choose.ask(us_transactions.held)
    if not held:
        why, command = us_transactions.why_none()
        raise NothingToShow(why, offers.TO_FETCH.format(command=command))
    offered = [name for name, key in SERIES.items() if key in held]
    first, second = choose.columns([5, 6], vertical_alignment="bottom")
    with first:
        amounts = choose.switch(
            "amounts",
            "Amounts",
            offered,
            offered[0],
            format_func=lambda name: KINDS[SERIES[name]].label,
            wrap=True,
        )
    series = SERIES[amounts]
    with second:
        by = choose.switch(
            "by", "Broken down by", list(WAYS), "country", format_func=WAY_WORDS.__getitem__, wrap=True
        )
    places = choose.columns(2, vertical_alignment="bottom")
    with places[0]:
        named = (ALL_RECIPIENTS, *choose.ask(us_transactions.recipients, series))
        recipient = choose.select("recipient", "Recipient", named, ALL_RECIPIENTS, scope=series)
    with places[1]:
        low, high = choose.ask(us_transactions.year_range, series)
        years = choose.years(low, high, scope=series)
    with choose.folded("More filters", key="transactions_more"):
        prices = choose.prices()
        most = choose.select(
            "most",
            "Shown by name",
            MOST,
            USUAL_MOST,
            format_func=lambda number: f"the {number} largest",
            help="All others are one part, which says how many they are.",
        )
    return TransactionsFilter(
        series_key=series,
        by=WAYS[by],
        recipient=recipient,
        first_year=years[0] if years[0] > low else None,
        last_year=years[1] if years[1] < high else None,
        price_basis=prices,
        most=int(most),
    )


def missing(ask: Ask) -> tuple[str, str] | None:
    """Why there is nothing to choose, and the command that fetches it; None where there is something."""
    return None if ask(us_transactions.held) else us_transactions.why_none()


def exhibit(choose: Chooser) -> Exhibit:
    """The figure of the choices. Raises NothingToShow where no transaction is held for them."""
    asked = question(choose)
    return drawn(choose.ask, asked, choose.kinds())


def drawn(ask: Ask, asked: TransactionsFilter, kinds: tuple[EventKind, ...]) -> Exhibit:
    """The stacks of a question. Raises NothingToShow where it has none."""
    answer = ask(us_transactions.by_year, asked)
    if answer.is_empty:
        raise NothingToShow(
            "No transaction found for these years and this recipient.",
            "Widen the years, or choose all recipients.",
        )
    span, timeline = spans.under(ask, answer, kinds, goes_on=asked.last_year is None)
    return Exhibit(
        name=NAME,
        answer=answer,
        chart=charts.figure,
        drawn_from=(answer, timeline),
        key=(asked, span),
        behind=lambda: ask(us_transactions.rows_behind, asked),
        timeline=timeline,
    )


def ranked(ask: Ask, asked: TransactionsFilter) -> CitedTable:
    """Every name of the question over its years, the largest net sum first."""
    return ask(us_transactions.ranked, asked)
