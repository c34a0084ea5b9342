"""What each source reports year by year, one series at a time; and the same by recipient on a map."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mineaction.charts import funding_over_time, recipient_map
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries import funding
from mineaction.queries import lines as offers
from mineaction.queries.choices import BY_KEY
from mineaction.queries.filters import ALL_RECIPIENTS, FundingFilter
from mineaction.queries.where import amounts as where
from mineaction.queries.where import rows as where_rows
from mineaction.vocabulary import EventKind, PriceBasis

NAME = "funding_over_time"
NAMES = ("series", "donor", "recipient", "from", "to", "prices", "line", "kinds")


def question(choose: Chooser) -> FundingFilter:
    """The funding question, from the choices above the figure."""
    keys = choose.ask(offers.offered)
    first, rest = choose.columns([5, 6], vertical_alignment="bottom")
    with first:
        key = choose.select(
            "series",
            "Series",
            keys,
            keys[0],
            format_func=lambda item: BY_KEY[item].label,
            help="One series at a time: different series often count the same dollar.",
            why_not=choose.ask(offers.not_fetched),
        )
    choice = BY_KEY[key]
    donor, recipient = "", ALL_RECIPIENTS
    with rest:
        asked_for = [choice.donor_name, choice.recipient_lines, "years"]
        places = iter(choose.columns(len(list(filter(None, asked_for))), vertical_alignment="bottom"))
    if choice.donor_name:
        with next(places):
            found = choose.ask(offers.donors, key)
            donor = choose.select("donor", "Donor", found, choice.donor_name, scope=key)
    if choice.recipient_lines:
        with next(places):
            named = (ALL_RECIPIENTS, *choose.ask(offers.recipients, key, donor))
            scope = f"{key}_{donor}" if donor else key
            recipient = choose.select("recipient", choice.recipient_word, named, ALL_RECIPIENTS, scope=scope)
    with next(places):
        low, high = choose.ask(offers.year_range, key, donor)
        years = choose.years(low, high, scope=key)
    with choose.folded("More filters", key="more_filters"):
        prices = choose.prices(choice.why_no_constant)
        offered = choose.ask(offers.lines, choice, recipient, donor)
        shown = [line.series_key for line in offered if line.is_shown_first] or [
            line.series_key for line in offered
        ]
        picked = choose.several(
            "line",
            "Lines of this series",
            [line.series_key for line in offered],
            default=shown,
            format_func={line.series_key: line.panel_title for line in offered}.__getitem__,
            scope="_".join(part for part in (key, donor, recipient) if part),
            help="Each line is a panel of its own. Lines are never added to each other.",
        )
    return FundingFilter(
        choice_key=key,
        series_keys=picked,
        first_year=years[0] if years[0] > low else None,
        last_year=years[1] if years[1] < high else None,
        recipient=recipient,
        price_basis=prices,
        donor=donor,
    )


def exhibit(choose: Chooser) -> Exhibit:
    """The figure of the choices. Raises NothingToShow where there is no figure for them."""
    asked = question(choose)
    return drawn(choose.ask, asked, choose.kinds())


def drawn(ask: Ask, asked: FundingFilter, kinds: tuple[EventKind, ...]) -> Exhibit:
    """The figure of a question, with the map of the same selection where it has places."""
    answer = ask(funding.by_year, asked)
    if answer.is_empty:
        raise NothingToShow(*_why_empty(asked, answer.caveats))
    span, timeline = spans.under(ask, answer, kinds, goes_on=asked.last_year is None)
    return Exhibit(
        name=NAME,
        answer=answer,
        chart=funding_over_time.figure,
        drawn_from=(answer, timeline),
        key=(asked, span),
        behind=lambda: ask(funding.rows_behind, asked),
        timeline=timeline,
        others=_map_beside(ask, asked),
    )


def _map_beside(ask: Ask, asked: FundingFilter) -> Mapping[str, Callable[[], Exhibit]]:
    by_place = ask(where.from_funding, asked)
    if by_place is None:
        return {}

    def on_map() -> Exhibit:
        answer = ask(where.by_recipient, by_place)
        return Exhibit(
            name=NAME,
            answer=answer,
            chart=recipient_map.figure,
            drawn_from=(answer,),
            key=(by_place,),
            behind=lambda: ask(where_rows.rows_behind, by_place),
            first="map",
        )

    return {"map": on_map}


def _why_empty(asked: FundingFilter, caveats: tuple[str, ...]) -> tuple[str, str]:
    """What was looked for in vain, and what to try."""
    left_out = [caveat for caveat in caveats if "not shown in constant dollars" in caveat]
    if asked.price_basis is PriceBasis.CONSTANT and left_out:
        return left_out[0], "Choose current dollars under More filters to see them."
    place = f" and {asked.recipient}" if asked.recipient else ""
    return (
        f"No figure found for these years{place}.",
        "Widen the years, or choose other lines under More filters.",
    )
