"""Rows of the OECD's Creditor Reporting System as its SDMX service gives them: read, checked, paired.

The service gives single donors and recipients and, beside them, totals over groups of either. Single ones
are kept. Totals are not: they are left out, and two of them are held against the single ones they cover.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from etl import tabular
from etl.collecting import Collecting
from etl.printed import plain_number

COLUMNS = {
    "DONOR": "donor_code",
    "Donor": "donor_name",
    "RECIPIENT": "recipient_code",
    "Recipient": "recipient_name",
    "SECTOR": "SECTOR",
    "Sector": "purpose_name",
    "MEASURE": "MEASURE",
    "CHANNEL": "CHANNEL",
    "MODALITY": "MODALITY",
    "FLOW_TYPE": "flow_type",
    "PRICE_BASE": "price_base",
    "MD_DIM": "MD_DIM",
    "UNIT_MEASURE": "UNIT_MEASURE",
    "UNIT_MULT": "UNIT_MULT",
    "TIME_PERIOD": "year",
    "OBS_VALUE": "amount",
    "BASE_PER": "base_period",
    "OBS_STATUS": "status_code",
    "Observation status": "status_name",
}
CURRENT, CONSTANT = "V", "Q"
ASKED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "SECTOR": (("15250",), "purpose 15250 alone"),
    "MEASURE": (("100",), "official development assistance alone"),
    "CHANNEL": (("_T",), "all channels together, or amounts count twice"),
    "MODALITY": (("_T",), "all kinds of aid together, or amounts count twice"),
    "MD_DIM": (("_T",), "sums and not single projects, or amounts count twice"),
    "UNIT_MEASURE": (("USD",), "US dollars"),
    "UNIT_MULT": (("6",), "millions"),
    "flow_type": (("C", "D"), "commitments and disbursements"),
    "price_base": ((CURRENT, CONSTANT), "current and constant prices"),
}
"""What a row may say in columns whose other values mean another thing, and what that is."""

ALL_OFFICIAL, ALL_DEVELOPING = "ALLD", "DPGC"
"""Totals that can be checked: all official donors; all developing countries. The card says which are."""

DONOR_TOTALS = frozenset(
    "ALLD ALLM DAC DAC_EC DACEC DACEU DACEU_EC DACEUEC G7 WXDAC W_O 1UN0 4EU0 5RDB0 5WB0 5WBG0 5IMF0 5AFDB0 "
    "5ASDB0 5IDB0 9OTH0 9OTH999 9PLG0 9PRIV0 _T W".split()
)
RECIPIENT_TOTALS = frozenset(
    "DPGC ALLR ALLMR LDC OLIC LMIC UMIC MADCT INC_X HIPC ACP LLDC SIDS FSCAC OLICWB LMICWB UMICWB HICSWB "
    "INCWB_X F F3 F4 F5 F6 F7 F8 F97 A A2 A3 A4 A5 A7 S S4 S7 S4_S7 S97 E O O7 O8 O9 _T W".split()
)
_ONE_DONOR = re.compile(r"[A-Z]{3}|[1-9][A-Z]+\d+|9PLG0_[A-Z]{2}")
_ONE_RECIPIENT = re.compile(r"[A-Z]{3}|[A-Z]{3}_F|[A-Z][A-Z0-9_]*_X")
_CODES = {"donor": (DONOR_TOTALS, _ONE_DONOR), "recipient": (RECIPIENT_TOTALS, _ONE_RECIPIENT)}
FURTHER_TOTAL = "put its code into live.settings.further_totals on the card"
_PRIVATE = ("9PRIV", "9PLG")
"""Foundations and lotteries: not among all official donors."""
_YEAR = re.compile(r"(19|20)\d\d")
_COARSEST_STEP = Decimal("0.01")
_DOLLAR = Decimal("0.000001")
MOST_NAMED = 3

Place = tuple[str, str, str, str]
"""Year, donor code, recipient code, flow type."""


@dataclass(slots=True)
class Figure:
    """What is said of one place: in current and constant prices, in US$ million as printed."""

    donor_name: str
    recipient_name: str
    purpose_name: str
    current: str = ""
    constant: str = ""
    base_period: str = ""
    status: str = ""


@dataclass(slots=True)
class _Sum:
    """A printed total and the single amounts it covers."""

    printed: Decimal | None = None
    parts: Decimal = Decimal(0)
    count: int = 0


def read(desk: Collecting, blocks: Iterator[bytes], where: str) -> Answer:
    """All of one CSV. Raises NotAsDescribed for a row that is not what was asked for."""
    answer = Answer()
    for number, row in tabular.rows(desk, blocks, COLUMNS, where):
        answer.take(desk, row, f"{where} row {number:,}")
    return answer


@dataclass(slots=True)
class Answer:
    """What the service has said: figures of single donors and recipients, and sums to check them with."""

    figures: dict[Place, Figure] = field(default_factory=dict)
    row_count: int = 0
    blank: int = 0
    totals: Counter[str] = field(default_factory=Counter)
    """Rows left out, by the code of the total they give."""
    _sums: dict[tuple[str, Place, str], _Sum] = field(default_factory=dict)
    _seen: set[tuple[Place, str]] = field(default_factory=set)
    _finest: int = 0

    def add(self, other: Answer) -> None:
        """Take in an answer about other years."""
        self.figures.update(other.figures)
        self.row_count += other.row_count
        self.blank += other.blank
        self.totals.update(other.totals)
        self._sums.update(other._sums)
        self._finest = min(self._finest, other._finest)

    def take(self, desk: Collecting, row: dict[str, str], where: str) -> None:
        """Take in one row. Raises NotAsDescribed where it is not of what was asked for."""
        self.row_count += 1
        for column, (values, meaning) in ASKED.items():
            if row[column] not in values:
                asked = " or ".join(values)
                told = f"{column.upper()} is {row[column]!r}, where {asked} was asked for: {meaning}"
                desk.refuse(where, told)
        if not _YEAR.fullmatch(row["year"]):
            desk.refuse(where, f"TIME_PERIOD is {row['year']!r}, which is not a year")
        donor, recipient, base = row["donor_code"], row["recipient_code"], row["price_base"]
        place = (row["year"], donor, recipient, row["flow_type"])
        if (place, base) in self._seen:
            desk.refuse(
                where, f"a second amount for {' '.join((*place, base))}: the same money would count twice"
            )
        self._seen.add((place, base))
        one_donor = _is_one(desk, where, donor, "donor")
        one_recipient = _is_one(desk, where, recipient, "recipient")
        if not one_donor or not one_recipient:
            self.totals[recipient if one_donor else donor] += 1
        if not row["amount"].strip():
            # Not reported is no row.
            self.blank += one_donor and one_recipient
            return
        amount = _amount(desk, where, row["amount"])
        self._add_up(place, base, Decimal(amount), one_donor, one_recipient)
        if one_donor and one_recipient:
            self._keep(place, base, amount, row)

    def _keep(self, place: Place, base: str, amount: str, row: dict[str, str]) -> None:
        figure = self.figures.get(place)
        if figure is None:
            figure = Figure(row["donor_name"], row["recipient_name"], row["purpose_name"])
            self.figures[place] = figure
        if base == CURRENT:
            figure.current = amount
            if row["status_code"] not in ("", "A"):
                figure.status = f"{row['status_code']}: {row['status_name']}".strip(": ")
        else:
            figure.constant, figure.base_period = amount, row["base_period"].strip()

    # --- totals ---

    def _add_up(self, place: Place, base: str, amount: Decimal, one_donor: bool, one_recipient: bool) -> None:
        year, donor, recipient, flow = place
        exponent = amount.as_tuple().exponent
        self._finest = min(self._finest, exponent if isinstance(exponent, int) else 0)
        over_donors = (base, (year, ALL_OFFICIAL, recipient, flow), ALL_OFFICIAL)
        over_recipients = (base, (year, donor, ALL_DEVELOPING, flow), ALL_DEVELOPING)
        if donor == ALL_OFFICIAL:
            self._sums.setdefault(over_donors, _Sum()).printed = amount
        elif one_donor and not donor.startswith(_PRIVATE):
            _add(self._sums.setdefault(over_donors, _Sum()), amount)
        if recipient == ALL_DEVELOPING:
            self._sums.setdefault(over_recipients, _Sum()).printed = amount
        elif one_recipient:
            _add(self._sums.setdefault(over_recipients, _Sum()), amount)

    def check(self, desk: Collecting, where: str) -> int:
        """How many printed totals were held against their parts. Raises NotAsDescribed for one missed."""
        step = max(min(Decimal(1).scaleb(self._finest), _COARSEST_STEP), _DOLLAR)
        wanted = desk.live.settings.get("totals_checked", ())
        missed, checked = [], 0
        for (base, place, total), held in sorted(self._sums.items()):
            if held.printed is None or total not in wanted:
                continue
            checked += 1
            if abs(held.printed - held.parts) > step * (held.count + 1):
                year, donor, recipient, flow = place
                missed.append(
                    f"{donor} to {recipient}, {year}, {flow}, prices {base}: printed {held.printed:f}, "
                    f"{held.parts:f} as the sum of {held.count}"
                )
        if missed:
            more = f" (and {len(missed) - MOST_NAMED} more)" if len(missed) > MOST_NAMED else ""
            desk.refuse(
                where, f"{len(missed)} of {checked} printed totals differ from the single amounts they "
                f"cover, in US$ million: {'; '.join(missed[:MOST_NAMED])}{more}",
                f"Rows may be missing: refresh again later. If it stays, look at {desk.live.page} what the "
                "total covers; a total that covers something else goes off live.settings.totals_checked on "
                "the card",
            )  # fmt: skip
        return checked


def _add(held: _Sum, amount: Decimal) -> None:
    held.parts += amount
    held.count += 1


def _is_one(desk: Collecting, where: str, code: str, what: str) -> bool:
    """Whether a code is of one donor or recipient; False for a total over several."""
    totals, single = _CODES[what]
    if code in totals or code in desk.live.settings.get("further_totals", ()):
        return False
    if not single.fullmatch(code):
        desk.refuse(
            where, f"the {what} code {code!r} is neither of a single {what} nor of a total that is known",
            f"Look at {desk.live.page} what it stands for; where it is a total, {FURTHER_TOTAL}",
        )  # fmt: skip
    return True


def _amount(desk: Collecting, where: str, printed: str) -> str:
    try:
        return plain_number(printed.strip())
    except ValueError as error:
        hint = "; the publisher may have begun to write separators of thousands" if "," in printed else ""
        desk.refuse(where, f"the amount cannot be read: {error}{hint}")
