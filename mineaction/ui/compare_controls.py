"""The controls of the page Compare: what is set side by side, and the question that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.queries import compare, compare_scales
from mineaction.queries import compare_offers as offers
from mineaction.queries import lines as line_offers
from mineaction.queries.choices import BY_KEY, CHOICES, FISCAL_ONLY
from mineaction.queries.compare import SideBySide
from mineaction.queries.compare_offers import DONOR_SOURCES, MOST, RECIPIENT_CHOICES, Offer, Who
from mineaction.queries.compare_scales import Shown
from mineaction.queries.compare_stretch_words import period
from mineaction.queries.filters import ALL_RECIPIENTS, FundingFilter
from mineaction.ui import store, text
from mineaction.ui.view import PRICE_LABELS, View
from mineaction.vocabulary import PriceBasis, YearBasis

BY = {
    "countries": "Countries",
    "donors": "Donors",
    "periods": "Periods",
    "administrations": "US administrations",
}
TITLES = {
    "countries": "How do countries compare?",
    "donors": "How do donors compare?",
    "periods": "How do periods of years compare?",
    "administrations": "What was reported in the years of each US administration?",
}
SHOWN_LABELS = {
    Shown.AMOUNTS: "Amounts",
    Shown.PER_PERSON: "Per inhabitant",
    Shown.INDEXED: "Indexed",
}
TOLD_LABELS = {
    "totals": "Printed world totals of donors",
    "recipient_profiles": "Flows to one recipient, as told in its profile",
    "donor_profiles": "Flows to one recipient, as told in donors’ profiles",
}
LENGTHS = tuple(str(years) for years in range(1, 11))
USUAL_LENGTH = "3"


def countries(view: View, beside: DeltaGenerator) -> SideBySide:
    """Up to MOST countries or areas in one line of one choice of series."""
    first, second = st.columns([5, 6])
    with first:
        key = _series(view, RECIPIENT_CHOICES, "lm_world", "countries")
        donor = _donor(view, key)
    offered = store.ask(offers.recipient_lines, key, donor)
    with second:
        names_at = st.container()
    with st.expander("More filters", expanded=False, key="compare_more"):
        chosen = _line(view, offered, offers.fullest(offered), f"countries_{key}_{donor}")
        years = view.years(chosen.first_year, chosen.last_year, scope=chosen.line.series_key)
        prices = view.prices(BY_KEY[key].why_no_constant)
    lines = (chosen.line.series_key,)
    with names_at:
        names = store.ask(offers.names, Who.RECIPIENTS, lines, "", donor)
        picked = _names(view, "recipient", "Countries and areas", names, f"{chosen.line.series_key}_{donor}")
    asked = SideBySide(
        who=Who.RECIPIENTS,
        series_keys=lines,
        names=picked,
        donor=donor,
        first_year=years[0] if years[0] > chosen.first_year else None,
        last_year=years[1] if years[1] < chosen.last_year else None,
        price_basis=prices,
    )
    return _shown(view, asked, tuple(Shown), beside)


def donors(view: View, beside: DeltaGenerator) -> SideBySide:
    """Up to MOST donors: their printed world totals, or what they gave to one recipient."""
    first, second = st.columns([5, 6])
    recipient = ""
    with first:
        told = view.select(
            "told",
            "What is told",
            list(DONOR_SOURCES),
            "totals",
            format_func=TOLD_LABELS.__getitem__,
            help="The two kinds of profile tell of the same money, so one is shown at a time.",
        )
        lines = DONOR_SOURCES[told]
        if told != "totals":
            found = store.ask(offers.recipients_of, lines)
            recipient = view.select("recipient", "Recipient", found.listed, found.first[0], scope=told)
    names = store.ask(offers.names, Who.DONORS, lines, recipient, "")
    with second:
        picked = _names(view, "donor", "Donors", names, f"{told}_{recipient}")
    held = store.ask(offers.lines_of, lines, recipient, "")
    low, high = min(offer.first_year for offer in held), max(offer.last_year for offer in held)
    with st.expander("More filters", expanded=False, key="compare_more"):
        years = view.years(low, high, scope=f"{told}_{recipient}")
        view.prices(FISCAL_ONLY)
    asked = SideBySide(
        who=Who.DONORS,
        series_keys=lines,
        names=picked,
        recipient=recipient,
        first_year=years[0] if years[0] > low else None,
        last_year=years[1] if years[1] < high else None,
    )
    return _shown(view, asked, (Shown.AMOUNTS, Shown.INDEXED), beside)


def periods(view: View) -> tuple[FundingFilter, tuple[tuple[int, int], ...]]:
    """One line, and up to MOST periods of one length."""
    first, second, third = st.columns([5, 2, 5])
    keys = [choice.key for choice in CHOICES]
    with first:
        key = _series(view, keys, "lm_world", "periods")
        donor = _donor(view, key)
        recipient = _recipient(view, key, donor)
    offered = store.ask(offers.year_lines, key, recipient, donor)
    with second:
        length_at = st.container()
    with third:
        periods_at = st.container()
    with st.expander("More filters", expanded=False, key="compare_more"):
        chosen = _line(view, offered, offers.fullest(offered), f"periods_{key}_{donor}_{recipient}")
        prices = view.prices(BY_KEY[key].why_no_constant)
    low, high = chosen.first_year, chosen.last_year
    lengths = [length for length in LENGTHS if int(length) <= high - low + 1]
    scope = f"{chosen.line.series_key}_{donor}_{recipient}"
    with length_at:
        usual = USUAL_LENGTH if USUAL_LENGTH in lengths else lengths[-1]
        length = view.select(
            "length",
            "Years in each",
            lengths,
            usual,
            format_func=lambda value: f"{value} year{'' if value == '1' else 's'}",
            scope=f"{low}_{high}",
        )
    basis = YearBasis.US_FISCAL if chosen.is_fiscal else YearBasis.CALENDAR
    with periods_at:
        windows = _windows(low, high, int(length))
        newest = _one_after_the_other(windows, int(length))
        picked = view.several(
            "period",
            "Periods",
            list(windows),
            default=newest,
            most=MOST,
            format_func=lambda value: period(*windows[value], basis),
            placeholder="The newest ones",
            wrap=True,
            scope=f"{scope}_{length}",
        )
    asked = FundingFilter(key, (chosen.line.series_key,), None, None, recipient, prices, donor)
    return asked, tuple(windows[value] for value in sorted(picked or newest))


def administrations(view: View, beside: DeltaGenerator) -> FundingFilter:
    """One line of US fiscal years, in constant dollars unless the reader asks for current ones."""
    first, second = st.columns([6, 5])
    keys = [choice.key for choice in CHOICES]
    with first:
        key = _series(view, keys, "assistance_listing", "administrations")
        donor = _donor(view, key)
        recipient = _recipient(view, key, donor)
    offered = store.ask(offers.year_lines, key, recipient, donor)
    with second:
        best = offers.fullest(offered, fiscal=True)
        chosen = _line(view, offered, best, f"administrations_{key}_{donor}_{recipient}")
    prices = PriceBasis.CURRENT
    if not BY_KEY[key].why_no_constant:
        constant, current = PriceBasis.CONSTANT.value, PriceBasis.CURRENT.value
        with beside:
            prices = PriceBasis(
                view.switch(
                    "dollars",
                    "Prices",
                    (constant, current),
                    constant,
                    format_func=lambda basis: PRICE_LABELS[PriceBasis(basis)],
                    wrap=True,
                )
            )
    return FundingFilter(key, (chosen.line.series_key,), None, None, recipient, prices, donor)


def _series(view: View, keys: Sequence[str], first: str, scope: str) -> str:
    return view.select(
        "series",
        "Series",
        keys,
        first,
        format_func=lambda key: BY_KEY[key].label,
        scope=scope,
        help="One series at a time: different series often count the same dollar, and are never compared.",
    )


def _donor(view: View, key: str) -> str:
    """The one donor of a choice that is of one donor at a time; empty for all others."""
    if not BY_KEY[key].donor_name:
        return ""
    found = store.ask(line_offers.donors, key)
    return view.select("donor", "Donor", found, BY_KEY[key].donor_name, scope=f"one_{key}")


def _recipient(view: View, key: str, donor: str) -> str:
    """One recipient, or all of them together; nothing is asked where the choice has none."""
    if not BY_KEY[key].recipient_lines:
        return ALL_RECIPIENTS
    found = store.ask(line_offers.recipients, key, donor)
    # Of many a donor no total over all recipients is held.
    if store.ask(offers.year_lines, key, ALL_RECIPIENTS, donor):
        found = (ALL_RECIPIENTS, *found)
    word = BY_KEY[key].recipient_word
    return view.select("recipient", word, found, found[0], scope=f"one_{key}_{donor}")


def _line(view: View, offered: Sequence[Offer], first: Offer, scope: str) -> Offer:
    by_key = {offer.line.series_key: offer for offer in offered}
    key = view.select(
        "line",
        "Line",
        list(by_key),
        first.line.series_key,
        format_func=lambda value: by_key[value].line.title,
        scope=scope,
        help="One line at a time: lines have other scopes or are other kinds of amount.",
    )
    return by_key[key]


def _names(view: View, name: str, label: str, names: offers.Names, scope: str) -> tuple[str, ...]:
    """Up to MOST names; where none is chosen, those with the most years."""
    picked = view.several(
        name,
        label,
        names.listed,
        default=names.first,
        most=MOST,
        placeholder="Those with the most years",
        wrap=True,
        scope=f"several_{scope}",
    )
    return picked or names.first


def _shown(view: View, asked: SideBySide, ways: Sequence[Shown], beside: DeltaGenerator) -> SideBySide:
    """The question with the way its amounts are drawn; a base year only where one suits somebody."""
    with beside:
        first, second = st.columns([8, 5], vertical_alignment="bottom")
    with first:
        way = Shown(
            view.switch(
                "show",
                "Show",
                [way.value for way in ways],
                Shown.AMOUNTS.value,
                format_func=lambda value: SHOWN_LABELS[Shown(value)],
                scope=asked.who.value,
                wrap=True,
            )
        )
    if way is not Shown.INDEXED:
        return replace(asked, shown_as=way)
    counts = store.ask(compare.base_years, asked)
    best = compare_scales.best_base(counts)
    if best is None:
        st.info(
            "None of these can be indexed: no year has one exact, whole amount above zero for any of them. "
            "The amounts are shown as they are."
        )
        return asked
    with second:
        base = view.select(
            "base_year",
            "Year that is 100",
            [str(year) for year in counts],
            str(best),
            format_func=lambda year: f"{year} (suits {counts[int(year)]} of {len(asked.names)})",
        )
    return replace(asked, shown_as=way, base_year=int(base))


def _windows(low: int, high: int, length: int) -> dict[str, tuple[int, int]]:
    """Every period of so many years, newest first, by its name in an address."""
    firsts = range(high - length + 1, low - 1, -1)
    return {f"{first}-{first + length - 1}": (first, first + length - 1) for first in firsts}


def _one_after_the_other(windows: dict[str, tuple[int, int]], length: int) -> tuple[str, ...]:
    """The newest periods that touch and do not overlap, oldest first."""
    return tuple(reversed(list(windows)[::length][:MOST]))


def say_left_out(left_out: Sequence[str]) -> None:
    """Who is not drawn, and why."""
    if left_out:
        st.info("**Not shown.** " + " ".join(text.markdown(reason) for reason in left_out))
