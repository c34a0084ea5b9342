"""OECD Creditor Reporting System: what each donor committed and paid to each recipient for purpose 15250.

One question to the OECD's SDMX service, after one about the version of its dataset, which moves. It is asked
directly. The package ``oda-reader``, which others maintain for these data, was weighed and not taken: its
addresses are fixed in its code; its requests end at no size and no time; unless that is switched off it keeps
answers for a week and gives old ones when the service fails; it says no checksum of what came; on being
imported it alters the standard library's ``zipfile`` and sets up logging; and it brings pyarrow, requests,
requests-cache, joblib and more. What it knows is kept here as checks: the order of the key, the codes, and
that the version has to be asked for.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from etl import crs, sdmx
from etl.collecting import Collecting
from mineaction.errors import SourceUnavailable
from mineaction.periods import today

VERSION = 1
ADDS = False

DATAFLOW = "DSD_CRS@DF_CRS"
ANY_VERSION = f"{DATAFLOW},/"
NOT_FOUND, TOO_LARGE = 404, 413
YEARS_AT_ONCE = 5
KEPT = (
    *("year", "donor_code", "donor_name", "recipient_code", "recipient_name", "flow_type", "purpose_code"),
    *("purpose_name", "amount_usd_million", "constant_usd_million", "constant_prices_of"),
    *("observation_status", "document_id", "locator"),
)


def collect(desk: Collecting) -> int:
    """Keep one row for each donor, recipient, year and flow; returns how many the answer has in all."""
    answer = _read(desk, desk.given) if desk.given else _newest(desk)
    checked = answer.check(desk, desk.address)
    _remark(desk, answer, checked)
    with desk.keep(KEPT) as keep:
        for (year, donor, recipient, flow), figure in sorted(answer.figures.items()):
            keep(
                [
                    *(year, donor, figure.donor_name, recipient, figure.recipient_name, flow, "15250"),
                    *(figure.purpose_name, figure.current, figure.constant, figure.base_period),
                    *(figure.status, desk.document_id),
                    f"key {donor}.{recipient}.15250.100._T._T.{flow}.V._T..USD, {year}",
                ]
            )
    return answer.row_count


# --- which version ---


def _newest(desk: Collecting) -> crs.Answer:
    """The answer of the newest version that the service has."""
    tried: list[str] = []
    for version in _versions(desk):
        address = _of_version(desk, version)
        try:
            answer = _whole(desk, address)
        except SourceUnavailable as error:
            if error.status != NOT_FOUND:
                raise
            tried.append(version)
            continue
        skipped = f"; it had none for {', '.join(tried)}" if tried else ""
        desk.asides.append(f"Version {version} of the dataset {DATAFLOW}{skipped}.")
        return answer
    raise SourceUnavailable(
        desk.live.address,
        f"the publisher answers 404 for every version tried ({', '.join(tried)})",
        f"It answers so where a version has gone and where it has no row; look at {desk.live.page} for both",
        NOT_FOUND,
    )


def _versions(desk: Collecting) -> list[str]:
    """The version the service names as its newest, then those of the card, each once."""
    address = (desk.live.addresses or {}).get("dataflow", "")
    named: list[str] = []
    if address:
        try:
            named = [sdmx.newest_version(desk, address, DATAFLOW)]
        except SourceUnavailable as error:
            if error.status != NOT_FOUND:
                raise
            desk.asides.append("The service did not say which version is the newest.")
    return list(dict.fromkeys((*named, *desk.live.settings.get("versions", ()))))


def _of_version(desk: Collecting, version: str) -> str:
    if ANY_VERSION not in desk.live.address:
        desk.refuse(
            desk.live.address, f"the address does not name the dataset as {ANY_VERSION}",
            "Put it on the card as the publisher writes it, without a version",
        )  # fmt: skip
    return desk.live.address.replace(ANY_VERSION, f"{DATAFLOW},{version}/")


# --- the rows ---


def _whole(desk: Collecting, address: str) -> crs.Answer:
    """Everything in one answer or, where the service finds that too large, in spans of years."""
    try:
        return _read(desk, address, conditional=True)
    except SourceUnavailable as error:
        if error.status != TOO_LARGE:
            raise
    answer, empty = crs.Answer(), []
    for span, part in _spans(address):
        try:
            answer.add(_read(desk, part))
        except SourceUnavailable as error:
            # The service answers 404 where it has no row; that it has this version, it has just said.
            if error.status != NOT_FOUND:
                raise
            empty.append(span)
    if not answer.row_count:
        desk.refuse(address, "the service finds the answer too large as a whole, and empty in parts")
    without = f" No row for {', '.join(empty)}." if empty else ""
    desk.asides.append(f"Asked for in spans of {YEARS_AT_ONCE} years.{without}")
    return answer


def _spans(address: str) -> list[tuple[str, str]]:
    """The years from the address's first to this one in spans: their words and their addresses."""
    bare, query = address.split("?")[0], dict(parse_qsl(urlsplit(address).query))
    this_year = today().year
    found = []
    for first in range(int(query["startPeriod"]), this_year + 1, YEARS_AT_ONCE):
        last = min(first + YEARS_AT_ONCE - 1, this_year)
        told = {**query, "startPeriod": str(first), "endPeriod": str(last)}
        found.append((f"{first} to {last}", f"{bare}?{urlencode(told)}"))
    return found


def _read(desk: Collecting, address: str, *, conditional: bool = False) -> crs.Answer:
    """One answer; where it breaks off and comes anew, only the last counts."""
    where = address.split("?")[0]
    return desk.bytes_of(lambda blocks: crs.read(desk, blocks, where), address, conditional=conditional)


def _remark(desk: Collecting, answer: crs.Answer, checked: int) -> None:
    """What the edition's note says about rows that were not kept."""
    left = sum(answer.totals.values())
    if left:
        named = ", ".join(sorted(answer.totals))
        desk.asides.append(
            f"Totals over several donors or recipients, left out, for their parts are kept: {left:,} rows "
            f"({named}). Added up from their parts, and agreeing: {checked:,} of them."
        )
    else:
        desk.asides.append("The answer has no totals to check the amounts against.")
    if answer.blank:
        desk.asides.append(f"Rows without an amount, left out, for not reported is no row: {answer.blank:,}.")
