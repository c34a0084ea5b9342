"""Every series a country appears in: year by year, account by account, and the newest amount of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.money import amount_words
from mineaction.queries import bars, behind
from mineaction.queries import caveats as series_caveats
from mineaction.queries.asking import Row, rows
from mineaction.queries.country.answer import CURRENT, answer
from mineaction.queries.country.place import Place
from mineaction.queries.lines import Line, line_of
from mineaction.vocabulary import (
    YEAR_BASIS_LABELS,
    Comparator,
    Measure,
    Standing,
    YearBasis,
)

GROUPS = {
    "us_cwd_country": "US government",
    "us_foreign_assistance": "US government, ForeignAssistance.gov",
    "lm_world": "Landmine Monitor",
    "ocha_fts": "Humanitarian plans",
    "oecd_crs": "OECD",
}
"""Families of series in the order of their panels, and how a panel names them; another names itself."""

ACCOUNTS = "us_cwd_country_accounts"
FLOWS = (
    *("lm_flows_recipient_profile", "lm_flows_donor_profile"),
    *("iati_commitments", "iati_disbursements"),
)
"""Amounts that make no line: of single donors, whose tables were often cut off, so that they are listed donor
by donor; and single transactions that are never added up, of which a country can have hundreds."""

COLUMNS = (*bars.COLUMNS, "group_title")

NOT_ADDED = (
    "The series are not added: several tell of the same money, and they differ in what was counted, in the "
    "kind of amount and in the kind of year."
)
OWN_SCALES = "Each panel has a scale of its own; heights of different panels do not compare."

ITEM = "CASE s.panel_by WHEN 'account' THEN f.appropriation_account ELSE '' END"
STORED = "{place} AND f.series_key NOT IN :flows AND f.standing <> 'repeat'"
IN_ORDER = "series_position year item alone series_key year_basis comparator standing".split()


class Held:
    """The stored amounts of one place, added where their series allows it, and the series they belong to."""

    def __init__(self, amounts: Sequence[Row], lines: Sequence[Line], families: dict[str, str]) -> None:
        self.amounts = amounts
        self.lines = lines
        self.families = families

    def of(self, keys: Collection[str]) -> list[Row]:
        """The amounts of some series."""
        return [row for row in self.amounts if row["series_key"] in keys]

    @property
    def panel_keys(self) -> list[str]:
        """Series that are panels of the figure: all but the accounts, which are parts of a total shown."""
        return [line.series_key for line in self.lines if line.series_key != ACCOUNTS]

    def group(self, series_key: str) -> str:
        """The words for the kind of source a series comes from."""
        family = self.families[series_key]
        return GROUPS.get(family, family.replace("_", " "))


def held(connection: Connection, place: Place) -> Held:
    """What is stored of a place, flows of single donors left out; series in the order of their panels."""
    question = bars.question(ITEM, STORED.format(place=place.condition), IN_ORDER)
    amounts = rows(connection, question, flows=list(FLOWS), **place.values)
    keys = list(dict.fromkeys(row["series_key"] for row in amounts))
    stored = rows(connection, "SELECT * FROM series WHERE series_key IN :keys", keys=keys) if keys else []
    order = list(GROUPS)
    stored.sort(
        key=lambda row: (
            order.index(row["family_key"]) if row["family_key"] in order else len(order),
            row["position"],
        )
    )
    return Held(
        amounts,
        [line_of(row, is_shown_first=True) for row in stored],
        {row["series_key"]: row["family_key"] for row in stored},
    )


def panels(connection: Connection, place: Place, found: Held) -> CitedTable:
    """The bars of every series but the accounts (columns: COLUMNS; see charts.country_panels)."""
    lines = [line for line in found.lines if line.series_key in found.panel_keys]
    drawn = _drawn(found, lines)
    return _table(
        connection,
        place,
        [line.series_key for line in lines],
        drawn,
        title=f"Every series that names {place.spoken}, year by year",
        caveats=[
            NOT_ADDED,
            OWN_SCALES,
            *series_caveats.named((line.title, line.caveat) for line in lines),
            *_totals(connection, place, lines, drawn),
            *bars.notes_on(drawn),
        ],
        sentence=_span_sentence(place, drawn),
        unit="US$, thousand or million as each panel says",
    )


def accounts(connection: Connection, place: Place, found: Held) -> tuple[CitedTable, tuple[str, ...]]:
    """The bars of each US account (columns: COLUMNS), and the accounts printed as zero throughout."""
    lines = [line for line in found.lines if line.series_key == ACCOUNTS]
    spoken = {row["item"] for row in found.of([ACCOUNTS]) if row["amount_usd"]}
    silent = sorted({row["item"] for row in found.of([ACCOUNTS])} - spoken)
    names = tuple(bars.ACCOUNT_NAMES.get(code, code) for code in silent)
    size: dict[str, int] = dict.fromkeys(spoken, 0)
    for row in found.of([ACCOUNTS]):
        if row["item"] in spoken and row["standing"] == Standing.CURRENT:
            size[row["item"]] += abs(row["amount_usd"])
    order = sorted(spoken, key=lambda code: (-size[code], code))
    drawn = [
        {
            **bar,
            "panel_title": bars.ACCOUNT_NAMES.get(code, code),
            "panel_position": order.index(code),
            "group_title": "",
        }
        for bar in _drawn(found, lines)
        for code in [bar["panel_key"].partition("|")[2]]
        if code in spoken
    ]
    zeros = [f"Printed as zero in every year held, and not drawn: {', '.join(names)}."] if names else []
    return _table(
        connection,
        place,
        [ACCOUNTS],
        drawn,
        title=f"US money for {place.spoken} by account or agency",
        caveats=[
            *(line.caveat for line in lines),
            *_totals(connection, place, lines, drawn),
            *zeros,
            *bars.notes_on(drawn),
        ],
        sentence=_account_sentence(place, drawn),
    ), names


def _totals(connection: Connection, place: Place, lines: Iterable[Line], drawn: Sequence[Row]) -> list[str]:
    """What is said of printed totals of the place to which its accounts do not add."""
    if not drawn:
        return []
    years, keys = [bar["year"] for bar in drawn], [line.series_key for line in lines]
    return series_caveats.not_adding_up(connection, keys, place.name, min(years), max(years))


def _drawn(found: Held, lines: Sequence[Line]) -> list[Row]:
    """Bars, labelled in the unit of their own panel: one call a panel, since panels have their own scales."""
    of_panel: dict[str, list[Line]] = {}
    for line in lines:
        joint = line.measure in (Measure.REQUIREMENT, Measure.APPEAL_FUNDING)
        of_panel.setdefault(line.panel_title if joint else line.series_key, []).append(line)
    made = []
    for position, shared in enumerate(of_panel.values()):
        group = found.group(shared[0].series_key)
        for bar in bars.shaped(found.of([line.series_key for line in shared]), shared, {}):
            made.append({**bar, "panel_position": position, "group_title": group})
    return made


def _table(
    connection: Connection,
    place: Place,
    keys: Sequence[str],
    drawn: Sequence[Row],
    *,
    title: str,
    caveats: Iterable[str],
    sentence: str,
    unit: str = "",
) -> CitedTable:
    values = {"keys": list(keys), **place.values}
    used = behind.documents_used(connection, _where(place), values, is_constant=False) if drawn else ()
    bases = {YearBasis(bar["year_basis"]) for bar in drawn}
    return answer(
        connection,
        place,
        drawn,
        COLUMNS,
        title=title,
        documents=used,
        unit=unit or bars.unit_of(drawn),
        price_basis=CURRENT,
        year_basis="; ".join(YEAR_BASIS_LABELS[basis] for basis in YearBasis if basis in bases),
        caveats=caveats,
        sentence=sentence,
    )


def _span_sentence(place: Place, drawn: Sequence[Row]) -> str:
    if not drawn:
        return ""
    years = [bar["year"] for bar in drawn]
    count = len({bar["panel_key"] for bar in drawn})
    span = str(min(years)) if min(years) == max(years) else f"{min(years)} to {max(years)}"
    return f"{counted(count, 'panel')} of amounts for {place.spoken}, {span}."


def _account_sentence(place: Place, drawn: Sequence[Row]) -> str:
    """Which accounts the newest fiscal year names, the largest first."""
    if not drawn:
        return ""
    year = max(bar["year"] for bar in drawn)
    named = sorted(
        (bar for bar in drawn if bar["year"] == year and bar["mark"] == "bar" and bar["amount_usd"]),
        key=lambda bar: -abs(bar["amount_usd"]),
    )
    label = next(bar["year_label"] for bar in drawn if bar["year"] == year)
    said = "; ".join(
        f"{bar['panel_title']} {amount_words(bar['amount_usd'], Comparator(bar['comparator']))}"
        for bar in named
    )
    return (
        f"{label}, {place.name}: {said}."
        if said
        else f"{label}, {place.name}: every account printed as zero."
    )


def rows_behind(connection: Connection, name: str, iso3: str, part: str) -> CitedTable:
    """Every stored row behind the figure of a place, earlier editions and repeats included.

    ``part`` is ``series`` or ``accounts``.
    """
    place = Place(name, iso3, name)
    found = held(connection, place)
    if part == "accounts":
        shown, _ = accounts(connection, place, found)
        keys = [ACCOUNTS]
    else:
        shown, keys = panels(connection, place, found), found.panel_keys
    return behind.rows_of(connection, shown, _where(place), {"keys": keys, **place.values}, {})


def _where(place: Place) -> str:
    return f"{place.condition} AND f.series_key IN :keys"
