"""Which periods, or US administrations, stand side by side in one line."""

from __future__ import annotations

from mineaction.exhibits import compare_lines as lines
from mineaction.exhibits.choosing import PRICE_LABELS, Chooser, Place
from mineaction.queries import lines as line_offers
from mineaction.queries.choices import BY_KEY
from mineaction.queries.compare import offers
from mineaction.queries.compare.offers import MOST
from mineaction.queries.compare.stretch_words import period
from mineaction.queries.filters import FundingFilter
from mineaction.vocabulary import PriceBasis, YearBasis

LENGTHS = tuple(str(years) for years in range(1, 11))
USUAL_LENGTH = "3"


def periods(choose: Chooser) -> tuple[FundingFilter, tuple[tuple[int, int], ...]]:
    """One line, and up to MOST periods of one length."""
    first, second, third = choose.columns([5, 2, 5])
    keys = choose.ask(line_offers.offered)
    with first:
        key = lines.series(choose, keys, "lm_world", "periods")
        donor = lines.donor(choose, key)
        recipient = lines.recipient(choose, key, donor)
    offered = choose.ask(offers.year_lines, key, recipient, donor)
    with second:
        length_at = choose.container()
    with third:
        periods_at = choose.container()
    with choose.folded("More filters", key="compare_more"):
        chosen = lines.line(choose, offered, offers.fullest(offered), f"periods_{key}_{donor}_{recipient}")
        prices = choose.prices(BY_KEY[key].why_no_constant)
    low, high = chosen.first_year, chosen.last_year
    lengths = [length for length in LENGTHS if int(length) <= high - low + 1]
    scope = f"{chosen.line.series_key}_{donor}_{recipient}"
    with length_at:
        usual = USUAL_LENGTH if USUAL_LENGTH in lengths else lengths[-1]
        length = choose.select(
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
        picked = choose.several(
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


def administrations(choose: Chooser, beside: Place) -> FundingFilter:
    """One line of US fiscal years, in constant dollars unless the reader asks for current ones."""
    first, second = choose.columns([6, 5])
    keys = choose.ask(line_offers.offered)
    with first:
        key = lines.series(choose, keys, "assistance_listing", "administrations")
        donor = lines.donor(choose, key)
        recipient = lines.recipient(choose, key, donor)
    offered = choose.ask(offers.year_lines, key, recipient, donor)
    with second:
        best = offers.fullest(offered, fiscal=True)
        chosen = lines.line(choose, offered, best, f"administrations_{key}_{donor}_{recipient}")
    prices = PriceBasis.CURRENT
    if not BY_KEY[key].why_no_constant:
        constant, current = PriceBasis.CONSTANT.value, PriceBasis.CURRENT.value
        with beside:
            prices = PriceBasis(
                choose.switch(
                    "dollars",
                    "Prices",
                    (constant, current),
                    constant,
                    format_func=lambda basis: PRICE_LABELS[PriceBasis(basis)],
                    wrap=True,
                )
            )
    return FundingFilter(key, (chosen.line.series_key,), None, None, recipient, prices, donor)


def _windows(low: int, high: int, length: int) -> dict[str, tuple[int, int]]:
    """Every period of so many years, newest first, by its name in an address."""
    firsts = range(high - length + 1, low - 1, -1)
    return {f"{first}-{first + length - 1}": (first, first + length - 1) for first in firsts}


def _one_after_the_other(windows: dict[str, tuple[int, int]], length: int) -> tuple[str, ...]:
    """The newest periods that touch and do not overlap, oldest first."""
    return tuple(reversed(list(windows)[::length][:MOST]))
