"""The IATI datastore: commitments and disbursements wholly for purpose 15250 and one country, in US dollars.

Organisations publish their transactions themselves, each its own link of the chain from donor to field, so
the same money stands there several times; a transaction can be split over purposes and countries by percent.
Only those that need no splitting and no rate of exchange are kept; the note says how many others there are.
The publisher wants a key of the reader's own: it goes into one header and nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from etl.collecting import Collecting
from etl.printed import plain_number
from mineaction.errors import SourceUnavailable

VERSION = 1
ADDS = False

KEY_HEADER = "Ocp-Apim-Subscription-Key"
PURPOSE, DAC_VOCABULARY = "15250", "1"
TYPES = ("2", "3", "C", "D")
"""Commitment and disbursement: by number since version 2 of the standard, by letter before."""
ROWS_A_PAGE = 1000
MOST_ROWS = 200_000
NOT_LET_IN = (401, 403)

FIELDS = (
    *(
        "iati_identifier",
        "reporting_org_ref",
        "reporting_org_narrative",
        "title_narrative",
        "default_currency",
    ),
    *("sector_code", "sector_vocabulary", "sector_percentage", "recipient_region_code"),
    *("recipient_country_code", "recipient_country_percentage", "transaction_ref"),
    *("transaction_transaction_type_code", "transaction_transaction_date_iso_date", "transaction_value"),
    *("transaction_value_currency", "transaction_sector_code", "transaction_sector_vocabulary"),
    *("transaction_recipient_country_code", "transaction_recipient_region_code"),
    *("transaction_provider_org_narrative", "transaction_receiver_org_narrative"),
)
KEPT = (
    *("iati_identifier", "transaction_type", "transaction_on", "number", "transaction_ref"),
    *("reporting_org_ref", "reporting_org", "provider_org", "receiver_org", "title", "country_iso2"),
    *("amount_usd", "currency", "purpose_code", "document_id", "locator"),
)
_DATE = re.compile(r"((19|20)\d\d-\d\d-\d\d)(T[0-9:.]+Z?)?")

Said = Mapping[str, Any]


def collect(desk: Collecting) -> int:
    """Keep what stands alone; returns how many transactions the datastore has for the purpose."""
    rows: list[tuple[str, ...]] = []
    left: Counter[str] = Counter()
    count = 0
    for place, said in _all(desk):
        count += 1
        kept = _row(desk, said, f"{desk.address} transaction {place:,}")
        if isinstance(kept, str):
            left[kept] += 1
        else:
            rows.append(kept)
    with desk.keep(KEPT) as keep:
        for number, row in _numbered(sorted(rows)):
            identifier, kind, day, *rest = row
            locator = f"{identifier}, transaction of type {kind} on {day}, no. {number}"
            keep([identifier, kind, day, str(number), *rest, "USD", PURPOSE, desk.document_id, locator])
    if left:
        told = "; ".join(f"{reason}: {found:,}" for reason, found in left.most_common())
        desk.asides.append(f"Of {count:,} transactions {sum(left.values()):,} were left out. {told}.")
    return count


def _numbered(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row with its number among those of one activity, type and day, which nothing else tells apart."""
    counted: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        counted[row[:3]] += 1
        yield counted[row[:3]], row


# --- asking ---


def _all(desk: Collecting) -> Iterator[tuple[int, Said]]:
    """Every transaction of the answer with its place, page after page."""
    found, start = 1, 0
    while start < found:
        total, page = _page(desk, start)
        where = f"{desk.address} from transaction {start + 1:,}"
        if total > MOST_ROWS:
            desk.refuse(
                where, f"it has {total:,} transactions, more than the {MOST_ROWS:,} that are read",
                "The question may have been answered for every purpose; try again later",
            )  # fmt: skip
        if start and total != found:
            desk.refuse(
                where, f"it has {total:,} transactions now, {found:,} a page before: it changed while it was "
                "read", "Refresh again in a while",
            )  # fmt: skip
        if not page and start < total:
            desk.refuse(where, f"an empty page, of {total:,} transactions", "Refresh again in a while")
        yield from enumerate(page, start=start + 1)
        found, start = total, start + len(page)
        if desk.is_file and start < found:
            desk.refuse(where, f"the file has {start:,} of {found:,} transactions", "Give the whole answer")


def _page(desk: Collecting, start: int) -> tuple[int, Sequence[Said]]:
    asked = {
        "q": f"sector_code:{PURPOSE} OR transaction_sector_code:{PURPOSE}",
        "fq": f"transaction_transaction_type_code:({' OR '.join(TYPES)})",
        "fl": ",".join(FIELDS),
        "sort": "id asc",
        "rows": str(ROWS_A_PAGE),
        "start": str(start),
        "wt": "json",
    }
    try:
        told = desk.json(params=asked, headers=_key(desk))
    except SourceUnavailable as error:
        if error.status not in NOT_LET_IN:
            raise
        raise SourceUnavailable(
            desk.address, f"the publisher does not accept the key ({error.status})",
            f"Check {desk.live.key_variable}: keys are given at {desk.live.page}", error.status,
        ) from None  # fmt: skip
    try:
        answer = told["response"]
        total, page = int(answer["numFound"]), answer["docs"]
        if not isinstance(page, list) or not all(isinstance(said, dict) for said in page):
            raise TypeError("docs")
    except (KeyError, TypeError, ValueError):
        desk.refuse(desk.address, "the answer has no list of transactions (response, numFound, docs)")
    return total, page


def _key(desk: Collecting) -> dict[str, str]:
    """The header that holds the key. A key that no header can hold is refused without being repeated."""
    key = desk.secret.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        desk.refuse(
            desk.address, f"the key in {desk.live.key_variable} has blanks or signs that no key has",
            "Copy it again, without quotes or line breaks",
        )  # fmt: skip
    return {KEY_HEADER: key} if key else {}


# --- one transaction ---


def _row(desk: Collecting, said: Said, where: str) -> tuple[str, ...] | str:
    """Its cells but for number, currency and place; or why it does not stand alone."""
    kind, identifier = _one(said, "transaction_transaction_type_code"), _one(said, "iati_identifier")
    printed = _one(said, "transaction_value")
    day = _DATE.fullmatch(_one(said, "transaction_transaction_date_iso_date"))
    if kind not in TYPES or not identifier:
        desk.refuse(
            where, f"a transaction of type {kind or 'none'} of activity {identifier or 'none'}, where types "
            f"{', '.join(TYPES)} of named activities were asked for",
        )  # fmt: skip
    if why := why_not(said):
        return why
    if not printed or not day:
        return "without an amount or a date"
    try:
        amount = plain_number(printed)
    except ValueError as error:
        desk.refuse(where, f"the amount cannot be read: {error}")
    return (
        *(identifier, kind, day[1], _one(said, "transaction_ref")),
        *(_one(said, "reporting_org_ref"), _first(said, "reporting_org_narrative")),
        _first(said, "transaction_provider_org_narrative"),
        _first(said, "transaction_receiver_org_narrative"),
        *(_first(said, "title_narrative"), _countries(said)[0], amount),
    )


def why_not(said: Said) -> str:
    """Why a transaction is not kept; empty where it is."""
    own = "transaction_" if _many(said, "transaction_sector_code") else ""
    codes = _many(said, f"{own}sector_code")
    vocabularies = _many(said, f"{own}sector_vocabulary") or [DAC_VOCABULARY] * len(codes)
    percents = _many(said, f"{own}sector_percentage")
    if len(vocabularies) != len(codes):
        return "in purposes that cannot be told apart"
    dac = [code for code, vocabulary in zip(codes, vocabularies, strict=True) if vocabulary == DAC_VOCABULARY]
    if PURPOSE not in dac:
        return "of another list of purposes, in which the number means something else"
    if set(dac) != {PURPOSE} or not _is_whole(percents, len(codes)):
        return "split over several purposes"
    if len(_countries(said)) != 1 or _is_shared(said):
        return "of several countries, of a region, or of a country that is not named"
    if (_one(said, "transaction_value_currency") or _one(said, "default_currency")) != "USD":
        return "in another currency than US dollars, or in one that is not named"
    return ""


def _countries(said: Said) -> list[str]:
    """The countries of the transaction or, where it names none, of its activity; each once."""
    found = _many(said, "transaction_recipient_country_code") or _many(said, "recipient_country_code")
    return list(dict.fromkeys(found))


def _is_shared(said: Said) -> bool:
    """Whether a part of the money is for a region, or for somewhere that is not named."""
    if _many(said, "transaction_recipient_country_code"):
        return bool(_many(said, "transaction_recipient_region_code"))
    regions = (*_many(said, "transaction_recipient_region_code"), *_many(said, "recipient_region_code"))
    return bool(regions) or not _is_whole(_many(said, "recipient_country_percentage"), 1)


def _is_whole(percents: Sequence[str], count: int) -> bool:
    """Whether no percentage is told, or every one that is told is the whole."""
    return not percents or (len(percents) <= count and all(_is_hundred(percent) for percent in percents))


def _is_hundred(percent: str) -> bool:
    try:
        return Decimal(plain_number(percent)) == 100
    except ValueError:
        return False


def _many(said: Said, name: str) -> list[str]:
    """All values of a field, which comes as one value, as a list, or not at all."""
    value = said.get(name)
    values = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in values if item is not None and str(item).strip()]


def _one(said: Said, name: str) -> str:
    """The only value of a field; empty where there is none or more than one."""
    values = list(dict.fromkeys(_many(said, name)))
    return values[0] if len(values) == 1 else ""


def _first(said: Said, name: str) -> str:
    """The first of the names an organisation or activity has, which may come in several languages."""
    return " ".join(next(iter(_many(said, name)), "").split())
