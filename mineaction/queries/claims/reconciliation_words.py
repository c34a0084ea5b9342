"""What is said about comparisons of statements and yearly amounts: columns, remarks, the lead sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from mineaction.queries.bounds import NOTHING
from mineaction.queries.claims.steps import (
    VERDICT_LABELS,
    Amount,
    Found,
    Place,
    Said,
    Total,
    Verdict,
    money,
    range_words,
)
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS, ActivityScope

CAVEATS = (
    "A printed number is read as the range its words and rounding allow: “over 4.2 billion” is at least 4.2 "
    "and less than 4.3 billion. That reading is a convention of ours.",
    "A fit that uses less than half of what a print leaves open is called “agrees only if”; the half is a "
    "convention of ours too.",
    "A bare year is read as the fiscal year of that name; a document that prints one does not say which.",
    "A statement that names no last year is taken to count nothing after the fiscal year it was said in.",
    "Only amounts of all US agencies are added. A year without one is not filled in.",
    "A statement and an amount of one scope by name may still count different things; what each prints "
    "about its scope stands beside it.",
)
COLUMNS = (
    "Compared",
    "What the money was for",
    "From",
    "From: said on",
    "From: document",
    "To",
    "To: said on",
    "To: counts to",
    "To: document",
    "Step",
    "Years between",
    "Yearly amounts between",
    "Yearly amounts, added",
    "Yearly amounts, range",
    "Yearly amounts: documents",
    "Verdict",
    "In words",
    "Remarks",
)


class Comparison(Protocol):
    """A comparison as it is put into words; see reconciliation.Check."""

    @property
    def scope(self) -> ActivityScope: ...
    @property
    def first(self) -> Said | None: ...
    @property
    def second(self) -> Said: ...
    @property
    def years(self) -> tuple[int, ...]: ...
    @property
    def totals(self) -> tuple[Total, ...]: ...
    @property
    def found(self) -> Found: ...
    @property
    def remarks(self) -> tuple[str, ...]: ...


def year_list(years: Sequence[int]) -> str:
    """Years as people list them, runs drawn together: ``2013 and 2015 to 2017``."""
    runs: list[str] = []
    for _, found in groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0]):
        run = [year for _, year in found]
        runs += [str(year) for year in run] if len(run) < 3 else [f"{run[0]} to {run[-1]}"]
    return runs[0] if len(runs) == 1 else ", ".join(runs[:-1]) + " and " + runs[-1] if runs else ""


def also(first: Said, again: Said) -> Said:
    """One statement for the same number said twice: the first one's date, the documents of both."""
    return replace(
        first, claim_ids=(*first.claim_ids, *again.claim_ids), places=(*first.places, *again.places)
    )


def remarks(
    first: Said | None, second: Said, added: Sequence[Total], partly: Mapping[int, Sequence[Amount]]
) -> tuple[str, ...]:
    """What a reader has to know beside the verdict: kinds of year, doubtful agencies, scopes, two sums."""
    if not added:
        return ()
    said = []
    bare = {it.covers_label for it in (first, second) if it and it.covers_label.isdigit()}
    bare |= {amount.label for total in added for amount in total.amounts if amount.label.isdigit()}
    if bare:
        are = "is" if len(bare) == 1 else "are"
        said.append(f"{' and '.join(sorted(bare))} {are} printed without saying which kind of year is meant.")
    for amount in {amount for total in added for amount in total.amounts}:
        if any(part.bounds.meets(amount.bounds) for part in partly.get(amount.year, ())):
            said.append(
                f"Another document prints the same amount for {amount.label} as the State Department's alone."
            )
    if len(added) > 1:
        sums = " or ".join(money(total.value) for total in added)
        said.append(f"Documents print more than one amount for a year, so that the years add to {sums}.")
    scopes = dict.fromkeys(amount.scope_as_printed for amount in added[0].amounts)
    if scopes:
        listed = "; ".join(f"“{scope}”" for scope in scopes)
        said.append(f"Scope as printed: the statement has “{second.scope_as_printed}”, the amounts {listed}.")
    return tuple(said)


def places(check: Comparison) -> Iterator[Place]:
    """Every place a comparison was read in."""
    for said in (check.first, check.second):
        yield from said.places if said else ()
    for total in check.totals:
        for amount in total.amounts:
            yield from amount.places


def row(check: Comparison) -> dict[str, str]:
    """A comparison as one row of COLUMNS."""
    first, second = check.first, check.second
    start = first.bounds if first else NOTHING
    amounts = {amount for total in check.totals for amount in total.amounts}
    documents = dict.fromkeys(place.document for amount in amounts for place in amount.places)
    years = year_list(check.years) or "none: both count to the same year"
    added = " or ".join(money(total.value) for total in check.totals if total.amounts)
    return dict(
        zip(
            COLUMNS,
            (
                _compared(check),
                ACTIVITY_SCOPE_LABELS[check.scope],
                first.words if first else "the start of the count, 1993",
                first.date if first else "",
                _documents(first),
                second.words,
                second.date,
                second.covers_label or "not said",
                _documents(second),
                range_words(second.bounds - start),
                years,
                f"{years}: {added}" if added else years,
                added,
                "; or ".join(range_words(total.bounds) for total in check.totals if total.amounts),
                "; ".join(sorted(documents)),
                VERDICT_LABELS[check.found.verdict],
                check.found.words + (f" (exactly: {check.found.exact})" if check.found.exact else ""),
                " ".join(check.remarks),
            ),
            strict=True,
        )
    )


def _compared(check: Comparison) -> str:
    """Scope and both statements with their dates, in one line."""
    first, second = check.first, check.second
    start = f"{first.words} ({first.date})" if first else "nothing in 1993"
    scope = ACTIVITY_SCOPE_LABELS[check.scope]
    return f"{scope[:1].upper()}{scope[1:]}: from {start} to {second.words} ({second.date})"


def _documents(said: Said | None) -> str:
    return "; ".join(f"{place.document}, {place.locator}" for place in said.places) if said else ""


def sentence(found: Sequence[Comparison]) -> str:
    """How the comparisons came out, counted; empty where nothing was said."""
    if not found:
        return ""
    counted = Counter(check.found.verdict for check in found)
    statements = {key for check in found for it in (check.first, check.second) if it for key in it.claim_ids}
    made = len(found) - counted[Verdict.UNCHECKED]
    head = (
        f"The texts held here name a running total of US money {len(statements)} times. "
        if len(statements) != 1
        else "One statement of a running total is held here. "
    )
    if not made:
        return head + "None can be checked against yearly amounts."
    return head + (
        f"Of {len(found)} comparisons with other statements and yearly amounts, {made} can be made: "
        f"{counted[Verdict.AGREES]} agree within rounding, {counted[Verdict.ONLY_IF]} agree only under a "
        f"condition, and {counted[Verdict.DIFFERS]} differ. The rest lack a year or a yearly amount."
    )
