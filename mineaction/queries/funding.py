"""Questions about funding over time: one choice of series, year by year, each bar on its true span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.money import amount_words, constant_factor, require_index, short_amount
from mineaction.periods import Span, year_label, year_span
from mineaction.queries import sentences
from mineaction.queries.asking import citations, data_version, frame, publishers_line
from mineaction.queries.choices import BY_KEY, CHOICES, FundingChoice
from mineaction.queries.filters import BASE_YEAR, FundingFilter
from mineaction.vocabulary import (
    ACTIVITY_SCOPE_LABELS,
    MEASURE_LABELS,
    YEAR_BASIS_LABELS,
    ActivityScope,
    Comparator,
    Measure,
    PriceBasis,
    Standing,
    YearBasis,
)

ROW_COLUMNS = [
    "panel_key",
    "panel_title",
    "panel_position",
    "mark",
    "year",
    "year_basis",
    "year_label",
    "starts_on",
    "ends_on",
    "amount_usd",
    "comparator",
    "is_partial",
    "label",
    "hover",
    "series_key",
    "figure_count",
    "recipient_count",
]

# Figures of a series that adds over something are added by the database, and only there; every other
# figure is a bar of its own. Rows of a cut table are never added.
BARS = """
    SELECT f.series_key, f.year, f.year_basis, f.comparator, f.standing,
           {item} AS item,
           SUM(f.amount_usd) AS amount_usd, COUNT(*) AS figure_count,
           COUNT(DISTINCT f.recipient_name) AS recipient_count,
           MIN(f.is_complete_table) AS is_complete,
           MIN(f.document_id) AS document_id, COUNT(DISTINCT f.document_id) AS document_count,
           MIN(f.edition_on) AS edition_on, MIN(f.note) AS note, MIN(f.locator) AS locator, MIN(f.comparator_as_printed) AS comparator_as_printed
    FROM funding_figure f
    WHERE f.series_key IN :series AND f.standing IN :standing
      AND (:recipient = '' OR f.recipient_name = :recipient)
      AND (:donor = '' OR f.donor_name = :donor)
      AND f.year BETWEEN :first AND :last
    GROUP BY f.series_key, f.year, f.year_basis, f.comparator, f.standing, {item}, {alone}
    ORDER BY f.series_key, f.year, item, amount_usd
"""

PERIOD_START, PERIOD_END = 1900, 2100


@dataclass(frozen=True, slots=True)
class Line:
    """One series as a choice offers it."""

    series_key: str
    title: str
    panel_title: str
    measure: Measure
    activity_scope: ActivityScope
    adds_over: str
    is_shown_first: bool
    caveat: str


def choice_of(asked: FundingFilter) -> FundingChoice:
    """The choice a filter names. Raises UnknownChoice, naming those there are."""
    if asked.choice_key not in BY_KEY:
        raise UnknownChoice("series", asked.choice_key, [choice.key for choice in CHOICES])
    return BY_KEY[asked.choice_key]


def lines(connection: Connection, choice: FundingChoice, recipient: str = "") -> tuple[Line, ...]:
    """The series of a choice, in the order the choice gives them."""
    keys = choice.lines_for(recipient)
    held = frame(connection, "SELECT * FROM series WHERE series_key IN :keys", keys=list(keys))
    by_key = {row["series_key"]: row for row in held.to_dict("records")}
    return tuple(
        Line(
            series_key=key,
            title=by_key[key]["title"],
            panel_title=by_key[key]["panel_title"],
            measure=Measure(by_key[key]["measure"]),
            activity_scope=ActivityScope(by_key[key]["activity_scope"]),
            adds_over=by_key[key]["adds_over"],
            is_shown_first=bool(by_key[key]["is_shown_first"]) or bool(recipient and not choice.lines),
            caveat=by_key[key]["caveat"],
        )
        for key in keys
        if key in by_key
    )


def recipients(connection: Connection, choice_key: str) -> tuple[str, ...]:
    """Recipients that have a figure in a choice's series: countries by name, then regions and others."""
    choice = BY_KEY[choice_key]
    if not choice.recipient_lines:
        return ()
    held = frame(
        connection,
        """SELECT recipient_name, MIN(CASE recipient_scope WHEN 'country' THEN 0 ELSE 1 END) AS rank
           FROM funding_figure WHERE series_key IN :series AND (:donor = '' OR donor_name = :donor)
           GROUP BY recipient_name ORDER BY rank, recipient_name""",
        series=list(choice.recipient_lines),
        donor=choice.donor_name,
    )
    return tuple(str(name) for name in held["recipient_name"] if name != "Global")


def year_range(connection: Connection, choice_key: str) -> tuple[int, int]:
    """First and last year with a figure in any series of a choice."""
    choice = BY_KEY[choice_key]
    held = frame(
        connection,
        """SELECT MIN(year) AS first, MAX(year) AS last FROM funding_figure
           WHERE series_key IN :series AND (:donor = '' OR donor_name = :donor)""",
        series=[*choice.lines, *choice.recipient_lines],
        donor=choice.donor_name,
    )
    first, last = held.iloc[0]
    return (int(first), int(last)) if pd.notna(first) else (PERIOD_START, PERIOD_END)


def price_index(connection: Connection) -> Mapping[int, float]:
    """Price level by US fiscal year."""
    held = frame(connection, "SELECT fiscal_year, index_value FROM price_index")
    return dict(zip(held["fiscal_year"].astype(int), held["index_value"].astype(float), strict=True))


def shown_lines(connection: Connection, asked: FundingFilter) -> tuple[Line, ...]:
    """The lines a filter shows: those it names, else those that are shown first."""
    choice = choice_of(asked)
    offered = lines(connection, choice, asked.recipient)
    known = {line.series_key for line in offered}
    for key in asked.series_keys:
        if key not in known:
            raise UnknownChoice("line", key, sorted(known))
    if asked.series_keys:
        return tuple(line for line in offered if line.series_key in asked.series_keys)
    return tuple(line for line in offered if line.is_shown_first) or offered


def by_year(connection: Connection, asked: FundingFilter) -> CitedTable:
    """The bars of one funding question (columns: ROW_COLUMNS; see charts.funding_over_time).

    ``amount_usd`` is in the prices asked for. Raises UnknownChoice for a choice or line there is
    not, and PriceIndexMissing where constant prices lack an index.
    """
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    held = _bars(connection, asked, choice, chosen)
    caveats = [line.caveat for line in chosen if line.caveat]
    index: Mapping[int, float] = {}
    if _is_constant(asked, choice):
        index = price_index(connection)
        fiscal = held["year_basis"] == YearBasis.US_FISCAL.value
        left_out = int((~fiscal).sum())
        if left_out:
            caveats.insert(
                0,
                f"{left_out} amount{'s are' if left_out > 1 else ' is'} not shown in constant dollars: the "
                "document does not say whether its year is fiscal or calendar.",
            )
        held = held[fiscal].copy()
        require_index(index, {int(year) for year in held["year"]} | ({BASE_YEAR} if len(held) else set()))
    rows = _rows(held, chosen, choice, asked, index)
    caveats += _notes_on(rows)
    used = _documents_used(connection, asked, choice, chosen)
    cited = citations(connection, used)
    return CitedTable(
        title=_title(choice, chosen, asked),
        rows=rows,
        unit="US$ million",
        price_basis=f"constant FY{BASE_YEAR} prices" if index else "current prices",
        year_basis=_year_basis(held["year_basis"].unique()),
        source_line=publishers_line(cited) if cited else "",
        citations=cited,
        caveats=tuple(dict.fromkeys([choice.why_not_added, *caveats])),
        choices=_choices_in_words(choice, chosen, asked, rows),
        data_version=data_version(connection),
        sentence=sentences.funding(choice, chosen, rows, asked, bool(index)),
    )


def _is_constant(asked: FundingFilter, choice: FundingChoice) -> bool:
    return asked.price_basis is PriceBasis.CONSTANT and not choice.why_no_constant


def _bars(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: Iterable[Line]
) -> pd.DataFrame:
    """Bars of all chosen lines; those of series that add are sums made in the database."""
    frames = []
    for line in chosen:
        adds = line.adds_over.split(";")
        # A region or an account is a panel of its own, never a slice of a bar.
        item = (
            "f.appropriation_account"
            if "account" in adds
            else "f.recipient_name"
            if line.series_key.endswith("_regions") or line.series_key.endswith("_regions_planned")
            else "''"
        )
        added = line.adds_over != "nothing" and item != "f.recipient_name"
        standing = [Standing.CURRENT.value]
        if asked.recipient or not added:
            standing.append(Standing.SUPERSEDED.value)
        alone = "CASE WHEN f.is_complete_table = 1 THEN 0 ELSE f.figure_id END" if added else "f.figure_id"
        frames.append(
            frame(
                connection,
                BARS.format(item=item, alone=alone),
                series=[line.series_key],
                standing=standing,
                recipient=asked.recipient,
                donor=choice.donor_name if line.series_key.startswith("lm_flows") else "",
                first=asked.first_year or PERIOD_START,
                last=asked.last_year or PERIOD_END,
            )
        )
    held = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    documents = frame(connection, "SELECT document_id, title, publisher FROM document")
    titles = dict(
        zip(documents["document_id"], documents["publisher"] + ": " + documents["title"], strict=True)
    )
    held["document"] = held["document_id"].map(titles) if len(held) else None
    # An account that was nought throughout would be an empty panel.
    if len(held):
        sums = held.groupby(["series_key", "item"])["amount_usd"].transform(
            lambda amounts: amounts.abs().sum()
        )
        held = held[(sums > 0) | (held["item"] == "") | (held["item"] == "ALL")].copy()
    return held


def _rows(
    held: pd.DataFrame,
    chosen: tuple[Line, ...],
    choice: FundingChoice,
    asked: FundingFilter,
    index: Mapping[int, float],
) -> pd.DataFrame:
    by_key = {line.series_key: line for line in chosen}
    order = {line.series_key: place for place, line in enumerate(chosen)}
    most = (
        held.groupby("series_key")["recipient_count"].max().to_dict()
        if choice.partial_years and not asked.recipient
        else {}
    )
    biggest = max((abs(_priced(row, index)) for row in held.to_dict("records")), default=0.0)
    made: list[dict[str, Any]] = []
    for row in held.to_dict("records"):
        line = by_key[row["series_key"]]
        basis = YearBasis(row["year_basis"])
        span = year_span(int(row["year"]), basis)
        amount = _priced(row, index)
        comparator = Comparator(row["comparator"])
        few = row["recipient_count"] < most.get(row["series_key"], 0)
        early = line.measure not in AHEAD and _came_before(str(row["edition_on"]), span)
        mark = "earlier" if row["standing"] == Standing.SUPERSEDED.value else "bar"
        if line.measure is Measure.REQUIREMENT:
            mark = "outline"
        panel, title = _panel(line, str(row["item"]))
        made.append(
            {
                "panel_key": panel,
                "panel_title": title,
                "panel_position": order[row["series_key"]],
                "mark": mark,
                "year": int(row["year"]),
                "year_basis": basis.value,
                "year_label": year_label(int(row["year"]), basis),
                "starts_on": span.starts_on,
                "ends_on": span.ends_on,
                "amount_usd": amount,
                "comparator": comparator.value,
                "is_partial": bool(few or early or not row["is_complete"]),
                "label": short_amount(amount, comparator, in_thousands=biggest < 1_000_000),
                "hover": _hover(row, line, amount, comparator, basis, few, early),
                "series_key": row["series_key"],
                "figure_count": int(row["figure_count"]),
                "recipient_count": int(row["recipient_count"]),
            }
        )
    return pd.DataFrame(made, columns=ROW_COLUMNS)


# Kinds of amount that are published ahead of their year by their nature.
AHEAD = frozenset({Measure.BUDGET_ESTIMATE, Measure.BUDGET_REQUEST, Measure.OBLIGATION_ESTIMATE})


def _came_before(edition_on: str, span: Span) -> bool:
    """Whether a day-exact edition came out before the year it reports on was over."""
    return len(edition_on) == 10 and edition_on < span.ends_on.isoformat()


def _priced(row: Mapping[str, Any], index: Mapping[int, float]) -> float:
    amount = float(row["amount_usd"])
    return amount * constant_factor(index, int(row["year"]), BASE_YEAR) if index else amount


def _panel(line: Line, item: str) -> tuple[str, str]:
    """Key and title of the panel a bar stands in: required and received share one."""
    if line.measure in (Measure.REQUIREMENT, Measure.APPEAL_FUNDING):
        return line.panel_title, line.panel_title
    if item and item != "ALL":
        return f"{line.series_key}|{item}", f"{line.panel_title}: {ACCOUNT_NAMES.get(item, item)}"
    return line.series_key, line.panel_title


ACCOUNT_NAMES = {
    "NADR_CWD": "NADR-CWD (State Department)",
    "NADR_HD": "NADR, humanitarian demining (State Department)",
    "DOS_OTHER": "other State Department accounts",
    "DOS_UNNAMED": "State Department, account not named",
    "NADR": "NADR (State Department)",
    "DOD": "Defense Department",
    "OHDACA": "OHDACA (Defense Department)",
    "DOD_RD": "research and development (Defense Department)",
    "ITF": "International Trust Fund, Slovenia",
    "USAID": "USAID",
    "CDC": "Centers for Disease Control and Prevention",
}


def _hover(
    row: Mapping[str, Any],
    line: Line,
    amount: float,
    comparator: Comparator,
    basis: YearBasis,
    few: bool,
    early: bool,
) -> str:
    count = int(row["figure_count"])
    lines_ = [
        f"{year_label(int(row['year']), basis)}: {amount_words(amount, comparator)}",
        f"{line.title} ({MEASURE_LABELS[line.measure]})",
    ]
    if row["standing"] == Standing.SUPERSEDED.value:
        lines_.append("an earlier edition's value; a later edition prints another")
    if basis is YearBasis.UNSTATED:
        lines_.append("the document does not say whether the year is fiscal or calendar")
    if count > 1:
        lines_.append(f"{count} rows added up, from {int(row['document_count'])} documents")
    else:
        lines_.append(str(row["document"]))
    if few:
        lines_.append(f"tables held for {int(row['recipient_count'])} countries only")
    if early:
        lines_.append(f"the year was not over when this was published ({row['edition_on']})")
    if not row["is_complete"]:
        lines_.append("from a table that was cut off; never totalled")
    if row["note"] and count == 1:
        lines_.append(str(row["note"]))
    return "\n".join(lines_)


def _notes_on(rows: pd.DataFrame) -> list[str]:
    """Caveats that follow from what is on screen."""
    notes = []
    if (
        rows["comparator"]
        .isin([Comparator.OVER.value, Comparator.AT_LEAST.value, Comparator.NEARLY.value])
        .any()
    ):
        notes.append(
            'Amounts printed with "over", "more than" or "nearly" are bounds; the mark on the bar says which way.'
        )
    if (rows["year_basis"] == YearBasis.UNSTATED.value).any():
        notes.append(
            "Some documents print a bare year and do not say whether it is fiscal or calendar; those bars cover "
            "January to September, which both readings share."
        )
    if (rows["mark"] == "earlier").any():
        notes.append(
            "Hollow diamonds are values that earlier editions printed for the same year; the newest is the bar."
        )
    if rows["is_partial"].any():
        notes.append(
            "Hatched bars are a part, not a total: a table that is not all held, or a year that was not over when the figure was published."
        )
    return notes


def _documents_used(
    connection: Connection, asked: FundingFilter, choice: FundingChoice, chosen: tuple[Line, ...]
) -> list[str]:
    """One entry for each document behind the answer, most used first; the index's source last."""
    where, values = _where(asked, choice, chosen)
    held = frame(
        connection,
        f"""SELECT f.document_id AS document_id, COUNT(*) AS uses FROM funding_figure f
            WHERE {where} GROUP BY f.document_id ORDER BY uses DESC, f.document_id""",
        **values,
    )
    used = [
        str(key)
        for key, uses in zip(held["document_id"], held["uses"], strict=True)
        for _ in range(int(uses))
    ]
    if _is_constant(asked, choice) and used:
        used.append(str(frame(connection, "SELECT MIN(document_id) AS d FROM price_index").iloc[0, 0]))
    return used


def _where(
    asked: FundingFilter, choice: FundingChoice, chosen: tuple[Line, ...]
) -> tuple[str, dict[str, object]]:
    """The condition that picks the stored rows behind an answer, and its values."""
    donor = choice.donor_name if any(line.series_key.startswith("lm_flows") for line in chosen) else ""
    condition = """f.series_key IN :series AND f.year BETWEEN :first AND :last
        AND (:recipient = '' OR f.recipient_name = :recipient) AND (:donor = '' OR f.donor_name = :donor)"""
    values: dict[str, object] = {
        "series": [line.series_key for line in chosen],
        "first": asked.first_year or PERIOD_START,
        "last": asked.last_year or PERIOD_END,
        "recipient": asked.recipient,
        "donor": donor,
    }
    if _is_constant(asked, choice):
        condition += " AND f.year_basis = 'us_fiscal'"
    return condition, values


BEHIND_COLUMNS = {
    "year_words": "Year",
    "series_title": "Series",
    "recipient_name": "Recipient",
    "donor_name": "Donor",
    "appropriation_account": "Account",
    "sector_as_printed": "Sector as printed",
    "plan_name": "Plan",
    "amount_usd": "US$, current",
    "constant_usd": f"US$, FY{BASE_YEAR} prices",
    "comparator_as_printed": "Bound as printed",
    "amount_as_printed": "Amount as printed",
    "unit_as_printed": "Unit as printed",
    "standing": "Standing",
    "document": "Document",
    "locator": "Place in the document",
    "note": "Note",
    "file_row": "Row in our file",
    "url": "Link",
}


def rows_behind(connection: Connection, asked: FundingFilter) -> CitedTable:
    """Every stored row behind a funding answer, earlier editions and repeats included, for reading."""
    choice = choice_of(asked)
    chosen = shown_lines(connection, asked)
    answer = by_year(connection, asked)
    where, values = _where(asked, choice, chosen)
    held = frame(
        connection,
        f"""SELECT f.*, s.title AS series_title, d.title AS document, d.url AS url
            FROM funding_figure f JOIN series s ON s.series_key = f.series_key
            JOIN document d ON d.document_id = f.document_id
            WHERE {where} ORDER BY f.year DESC, s.position, f.recipient_name, f.figure_id""",
        **values,
    )
    held["year_words"] = [
        year_label(int(year), YearBasis(basis))
        for year, basis in zip(held["year"], held["year_basis"], strict=True)
    ]
    columns = dict(BEHIND_COLUMNS)
    if _is_constant(asked, choice):
        index = price_index(connection)
        held["constant_usd"] = [
            round(amount * constant_factor(index, int(year), BASE_YEAR))
            for amount, year in zip(held["amount_usd"], held["year"], strict=True)
        ]
    else:
        columns.pop("constant_usd")
    # A column that says nothing for any row is left out; the amount, document and place always stay.
    kept = [
        name
        for name in columns
        if name in ("amount_usd", "document", "locator", "url") or held[name].astype(bool).any()
    ]
    rows = held[kept].rename(columns=columns)
    return CitedTable(
        title=answer.title,
        rows=rows,
        unit="US$",
        price_basis="current prices"
        if "constant_usd" not in kept
        else f"current and constant FY{BASE_YEAR} prices",
        year_basis=answer.year_basis,
        source_line=answer.source_line,
        citations=answer.citations,
        caveats=answer.caveats,
        choices=answer.choices,
        data_version=answer.data_version,
    )


def _title(choice: FundingChoice, chosen: tuple[Line, ...], asked: FundingFilter) -> str:
    head = chosen[0].title if len(chosen) == 1 else choice.label
    return f"{head}: {asked.recipient}" if asked.recipient else head


def _year_basis(found: Iterable[str]) -> str:
    order = list(YearBasis)
    return "; ".join(YEAR_BASIS_LABELS[basis] for basis in sorted(map(YearBasis, found), key=order.index))


def _choices_in_words(
    choice: FundingChoice, chosen: tuple[Line, ...], asked: FundingFilter, rows: pd.DataFrame
) -> tuple[tuple[str, str], ...]:
    said = [("Series", choice.label), ("Lines", "; ".join(line.title for line in chosen))]
    said.append(
        (
            "What the money was for",
            "; ".join(dict.fromkeys(ACTIVITY_SCOPE_LABELS[line.activity_scope] for line in chosen)),
        )
    )
    said.append(("Kind of amount", "; ".join(dict.fromkeys(MEASURE_LABELS[line.measure] for line in chosen))))
    if choice.recipient_lines:
        said.append((choice.recipient_word, asked.recipient or "all"))
    if len(rows):
        said.append(("Years", f"{rows['year'].min()} to {rows['year'].max()}"))
    return tuple(said)
