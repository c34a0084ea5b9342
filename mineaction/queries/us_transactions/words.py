"""How sums of US transactions are spoken of: titles, the answer in a sentence, and what has to be known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mineaction.money import amount_words
from mineaction.periods import year_label
from mineaction.queries.asking import Row
from mineaction.queries.filters import BASE_YEAR
from mineaction.queries.names import at_start, called, listed
from mineaction.vocabulary import YearBasis

if TYPE_CHECKING:
    from mineaction.queries.us_transactions.parts import Part

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of amount: its name, its verb, the same for amounts below zero, and what those are called."""

    label: str
    done: str
    undone: str
    below: str
    below_means: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One way to tell transactions apart: a column's head, one and several in a sentence, and no name."""

    head: str
    one: str
    several: str
    not_named: str

    def others(self, count: int) -> str:
        """So many that are not shown by name: ``12 other countries``."""
        return f"one other {self.one}" if count == 1 else f"{count} other {self.several}"


KINDS: Mapping[str, Kind] = {
    "us_fa_obligations": Kind(
        "Obligations",
        "obligated",
        "de-obligated",
        "De-obligations",
        "a de-obligation takes back a promise to pay, often one of an earlier year, and is entered in the "
        "year it was taken back",
    ),
    "us_fa_disbursements": Kind(
        "Disbursements",
        "paid",
        "refunded or corrected",
        "Refunds and corrections",
        "a payment below zero is money returned, or an entry that corrects another",
    ),
    "us_fa_requests": Kind(
        "Budget requests",
        "requested",
        "taken off requests",
        "Requests below zero",
        "a request below zero takes off an earlier one",
    ),
}

SPOKEN: Mapping[str, Spoken] = {
    "COUNTRY": Spoken("Country", "country or area", "countries and areas", "no country named"),
    "AGENCY": Spoken("Agency", "agency", "agencies", "no agency named"),
    "ACCOUNT": Spoken("Account", "account", "accounts", "no account named"),
    "PARTNER": Spoken("Implementing partner", "partner", "partners", "no partner named"),
}

RANKED_BY_NET = "Ranked by the net sum: what was entered above zero less what was entered below."
NOT_ADDED = (
    "Obligations are promises to pay, disbursements are payments of the same money, and requests come before "
    "both: they are never added, nor is any of them to what the State Department or Landmine Monitor reports."
)
PARTIAL = (
    "A year that was not over when its figures were published is a part, hatched where drawn; more "
    "transactions will follow."
)
REDACTED = "“Redacted” stands where the publisher withholds a name; it can stand for several."
LATE = (
    "Transactions are entered and corrected after a year is over too, so the newest years can still change."
)


def title(series_key: str, by: str, recipient: str) -> str:
    """The title of the stacks."""
    where = f", {recipient}" if recipient else ""
    return f"US {KINDS[series_key].label.lower()} for mine action by {SPOKEN[by].one}{where}"


def ranked_title(series_key: str, by: str, recipient: str, parts: Sequence[Part]) -> str:
    """The title of the ranking, with its years."""
    years = years_words({year for part in parts for year in part.years})
    return (
        f"{title(series_key, by, recipient)}, {years} together" if parts else title(series_key, by, recipient)
    )


def years_words(years: set[int]) -> str:
    """First and last year: ``FY2015 to FY2025``; or the only one."""
    if not years:
        return ""
    first, last = (year_label(year, YearBasis.US_FISCAL) for year in (min(years), max(years)))
    return first if first == last else f"{first} to {last}"


def drawn_caveats(series_key: str, drawn: Sequence[Row]) -> list[str]:
    """What follows from what is on screen."""
    kind = KINDS[series_key]
    said = []
    if any(row["mark"] == "below" for row in drawn):
        said.append(
            f"{kind.below} stand below zero as a part of their own: {kind.below_means}. The line across is "
            "the net total, what stands above zero less what stands below."
        )
    if any(row["is_partial"] for row in drawn):
        said.append(PARTIAL)
    if any(is_redacted(row["part_title"]) for row in drawn):
        said.append(REDACTED)
    return [*said, LATE]


def sentence(series_key: str, by: str, recipient: str, parts: Sequence[Part], is_constant: bool) -> str:
    """How much in all, how much was taken back, from how many transactions, and the largest names."""
    if not parts:
        return ""
    kind, spoken = KINDS[series_key], SPOKEN[by]
    net, below = sum(part.net_usd for part in parts), sum(part.below_usd for part in parts)
    count = sum(part.figure_count for part in parts)
    years = years_words({year for part in parts for year in part.years})
    prices = f" in FY{BASE_YEAR} prices" if is_constant else ""
    where = f" in {called(recipient)}" if recipient else ""
    entries = "transaction" if count == 1 else "transactions"
    said = (
        f"For {years}, ForeignAssistance.gov lists {count:,} {entries} of US {kind.label.lower()} for mine "
        f"action{where}"
    )
    if below:
        said += (
            f": {amount_words(net - below)} {kind.done}, {amount_words(-below)} {kind.undone}, "
            f"{amount_words(net)} net{prices}."
        )
    else:
        said += f", {amount_words(net)} in all{prices}."
    withheld = [part for part in parts if is_redacted(part.title)]
    by_name = [part for part in parts if part.title != spoken.not_named and part not in withheld]
    net_words = ", net" if below else ""
    nobody = next((part for part in parts if part.title == spoken.not_named), None)
    rest = f" For {amount_words(nobody.net_usd)}{net_words}, no {spoken.one} is named." if nobody else ""
    if withheld:
        hidden = amount_words(sum(part.net_usd for part in withheld))
        rest += f" For {hidden}{net_words}, the publisher withholds the name of the {spoken.one}."
    largest = [part for part in by_name[:MOST_NAMED] if part.net_usd > 0]
    if len(parts) == 1 or not largest:
        return f"{said}{rest}"
    named = _in_row([f"{called(part.title)} ({amount_words(part.net_usd)})" for part in largest])
    verb = "is the largest" if len(largest) == 1 else "are the largest"
    of_many = f" of {len(by_name)} {spoken.several}" if len(by_name) > len(largest) else ""
    return f"{said} {at_start(named)} {verb}{of_many}{net_words}.{rest}"


def is_redacted(name: str) -> bool:
    """Whether the publisher withholds the name: ``Redacted``, alone or with what kind of partner it is."""
    return name.casefold().startswith("redacted")


def _in_row(names: Sequence[str]) -> str:
    """Names in a row; semicolons part them where a name has a comma of its own."""
    if len(names) < 2 or not any("," in name for name in names):
        return listed(names)
    return f"{'; '.join(names[:-1])}; and {names[-1]}"
