"""Current to constant prices, what a printed amount can mean, and how amounts are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from mineaction.errors import PriceIndexMissing
from mineaction.vocabulary import COMPARATOR_WORDS, Comparator


def constant_factor(index: Mapping[int, float], year: int, base_year: int) -> float:
    """What one current dollar of ``year`` is worth in ``base_year`` prices.

    ``index`` is price level by US fiscal year. Raises PriceIndexMissing for a year it lacks.
    """
    require_index(index, (year, base_year))
    return index[base_year] / index[year]


def require_index(index: Mapping[int, float], years: Iterable[int]) -> None:
    """Raise PriceIndexMissing, naming every year the index lacks."""
    missing = sorted(set(years) - set(index))
    if missing:
        raise PriceIndexMissing(missing, (min(index, default=0), max(index, default=0)))


def printed_step(value: int) -> int:
    """The rounding step a number shows when it is written out: 4,200,000,000 shows steps of 100,000,000.

    Used for numbers read in sentences ("over $4.2 billion"), where trailing zeros are rounding. Zero
    shows no step; it counts as a step of one.
    """
    if value == 0:
        return 1
    digits = str(abs(value))
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def printed_bounds(value: int, comparator: Comparator, step: int) -> tuple[int | None, int | None]:
    """The range a printed number allows: at least the first, less than the second.

    ``step`` is the rounding step of the print. "Over 4.2 billion" is at least 4.2 and, as printed, less
    than 4.3; "nearly 2.5" is below 2.5 and at least 2.4. An exact number printed in steps of one dollar
    is that number. "At least" and "up to" give no bound on the side they leave open: None.
    """
    size = max(step, 1)
    half = size // 2
    if comparator is Comparator.OVER:
        return value, value + size
    if comparator is Comparator.AT_LEAST:
        return value, None
    if comparator is Comparator.NEARLY:
        return value - size, value
    if comparator is Comparator.UP_TO:
        return None, value + 1
    if comparator is Comparator.ABOUT:
        return value - size, value + size
    return value - half, value - half + size


# A lower bound is never rounded up, nor an upper bound down: "over 398.26" must not become "over 398.3".
ROUNDING = {
    Comparator.OVER: ROUND_DOWN,
    Comparator.AT_LEAST: ROUND_DOWN,
    Comparator.NEARLY: ROUND_UP,
    Comparator.UP_TO: ROUND_UP,
    Comparator.ABOUT: ROUND_HALF_UP,
    Comparator.EXACT: ROUND_HALF_UP,
}

UNITS = ((Decimal(10**9), " billion"), (Decimal(10**6), " million"), (Decimal(1), ""))

SIGNS = {
    Comparator.OVER: ">",
    Comparator.AT_LEAST: "≥",
    Comparator.NEARLY: "<",
    Comparator.ABOUT: "~",
    Comparator.UP_TO: "≤",
    Comparator.EXACT: "",
}


def _rounded(size: Decimal, places: int, comparator: Comparator) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-places), rounding=ROUNDING[comparator])


def _written(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_words(amount_usd: float, comparator: Comparator = Comparator.EXACT) -> str:
    """An amount as people write it: ``US$ 4.2 billion``, ``over US$ 376 million``, ``US$ 44,000``.

    Whole dollars below a million. Above, two decimals where they are exact or the number is below
    ten, else one. A bound is rounded away from what it rules out; a minus sign stands before the
    currency.
    """
    value = Decimal(str(amount_usd))
    size = abs(value)
    place = next(place for place, (unit, _) in enumerate(UNITS) if size >= unit or unit == 1)
    number = size / UNITS[place][0]
    exact = number * 100 == (number * 100).to_integral_value()
    places = 0 if UNITS[place][0] == 1 else 2 if exact or number < 10 else 1
    number = _rounded(number, places, comparator)
    if place and number * UNITS[place][0] >= UNITS[place - 1][0]:
        # 999.96 million is 1,000.0 when rounded, which is written as a billion.
        place, number = place - 1, Decimal(1)
    shown = _written(number) + UNITS[place][1]
    words = f"{'−' if value < 0 and shown != '0' else ''}US$ {shown}"
    bound = COMPARATOR_WORDS[comparator]
    return f"{bound} {words}" if bound else words


def short_amount(
    amount_usd: float, comparator: Comparator = Comparator.EXACT, *, in_thousands: bool = False
) -> str:
    """An amount in millions, or thousands, for a label on a chart: ``376``, ``>376``, ``~154``, ``0.4``.

    A bound is rounded away from what it rules out. Below 0.1 two digits that say something are left, so
    that no amount but zero reads "0".
    """
    number = Decimal(str(amount_usd)) / (10**3 if in_thousands else 10**6)
    size = abs(number)
    small = 1 - size.adjusted() if size else 0
    places = 0 if size >= 100 else 1 if size >= 1 else max(2, small)
    shown = _written(_rounded(size, places, comparator))
    return f"{SIGNS[comparator]}{'−' if number < 0 and shown != '0' else ''}{shown}"
