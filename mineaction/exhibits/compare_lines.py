"""The one line a comparison stays inside: its series, whose money it is, and the line itself."""

from __future__ import annotations

from collections.abc import Sequence

from mineaction.exhibits.choosing import Chooser
from mineaction.queries import lines as line_offers
from mineaction.queries.choices import BY_KEY
from mineaction.queries.compare import offers
from mineaction.queries.compare.offers import Offer
from mineaction.queries.filters import ALL_RECIPIENTS


def series(choose: Chooser, keys: Sequence[str], first: str, scope: str) -> str:
    """The key of a choice of series."""
    return choose.select(
        "series",
        "Series",
        keys,
        first if first in keys else keys[0],
        format_func=lambda key: BY_KEY[key].label,
        scope=scope,
        help="One series at a time: different series often count the same dollar, and are never compared.",
        why_not=choose.ask(line_offers.not_fetched),
    )


def donor(choose: Chooser, key: str) -> str:
    """The one donor of a choice that is of one donor at a time; empty for all others."""
    if not BY_KEY[key].donor_name:
        return ""
    found = choose.ask(line_offers.donors, key)
    return choose.select("donor", "Donor", found, BY_KEY[key].donor_name, scope=f"one_{key}")


def recipient(choose: Chooser, key: str, donor: str) -> str:
    """One recipient, or all of them together; nothing is asked where the choice has none."""
    if not BY_KEY[key].recipient_lines:
        return ALL_RECIPIENTS
    found = choose.ask(line_offers.recipients, key, donor)
    # Of many a donor no total over all recipients is held.
    if choose.ask(offers.year_lines, key, ALL_RECIPIENTS, donor):
        found = (ALL_RECIPIENTS, *found)
    word = BY_KEY[key].recipient_word
    return choose.select("recipient", word, found, found[0], scope=f"one_{key}_{donor}")


def line(choose: Chooser, offered: Sequence[Offer], first: Offer, scope: str) -> Offer:
    """One of the lines offered, ``first`` unasked."""
    by_key = {offer.line.series_key: offer for offer in offered}
    key = choose.select(
        "line",
        "Line",
        list(by_key),
        first.line.series_key,
        format_func=lambda value: by_key[value].line.title,
        scope=scope,
        help="One line at a time: lines have other scopes or are other kinds of amount.",
    )
    return by_key[key]
