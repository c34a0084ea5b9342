"""What `python -m etl sources` lists: each source's rows, years, edition, last look; is one due."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.engine import URL

from etl.card import CardProblem, read_card
from etl.extract import Unreadable, read_csv
from etl.inputs import Inputs
from mineaction.database import open_for_reading
from mineaction.editions import Outcome, read_history
from mineaction.errors import MineActionError
from mineaction.findings import Finding
from mineaction.schema import (
    Claim,
    Fact,
    FundingFigure,
    MineFreeState,
    Policy,
    PolicyCommitment,
    PolicyEvent,
    PriceIndex,
    TreatyStatus,
)

# Where each table says what year a row is about; dates begin with it.
YEARS: tuple[tuple[Any, Any], ...] = (
    (FundingFigure.source_key, FundingFigure.year),
    (Claim.source_key, Claim.made_on),
    (Fact.source_key, Fact.year),
    (PolicyEvent.source_key, PolicyEvent.happened_on),
    (Policy.source_key, Policy.decided_on),
    (PolicyCommitment.source_key, Policy.decided_on),
    (TreatyStatus.source_key, TreatyStatus.deposited_on),
    (MineFreeState.source_key, MineFreeState.declared_on),
    (PriceIndex.source_key, PriceIndex.fiscal_year),
)


LOOKS = frozenset({Outcome.REFRESHED, Outcome.NOTHING_NEW, Outcome.HELD_BACK, Outcome.ADDED})
"""What an attempt comes to where somebody, or a refresh, saw what the publisher has."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One source as the list shows it; the years are empty where it has not been built.

    ``edition`` is the one charted, empty where none was fetched yet; ``held_back`` one that waits for a
    person. ``age_days`` are the days since somebody, or a refresh, last looked.
    """

    source_key: str
    title: str
    publisher: str
    rows: int
    first_year: str
    last_year: str
    edition: str
    held_back: str
    last_checked_on: str
    age_days: int
    recheck_every_days: int
    is_due: bool

    def as_dict(self) -> dict[str, object]:
        """The entry as plain values."""
        return asdict(self)


def sources(inputs: Inputs, url: URL, today: date) -> tuple[list[Listed], list[Finding]]:
    """Every source with a usable card, and a finding for each other; years come from the database."""
    years, shelf = years_of_sources(url), inputs.store.shelf()
    looks = last_looks(inputs)
    listed, problems = [], []
    for folder in inputs.folders():
        try:
            card = read_card(folder)
        except CardProblem as problem:
            problems.append(problem.finding)
            continue
        key = card.source_key
        edition = shelf.charted(key)
        card = shelf.card_of(card, edition)
        looked = max(card.last_checked_on, looks.get(key, card.last_checked_on))
        card = replace(card, last_checked_on=looked)
        newest = shelf.newest(key)
        is_held = newest is not None and newest.name in shelf.state.held
        first, last = years.get(key, ("", ""))
        listed.append(
            Listed(
                source_key=key,
                title=card.title,
                publisher=card.publisher,
                rows=sum(_row_count(card.path_of(entry)) for entry in card.files),
                first_year=first,
                last_year=last,
                edition=edition if card.files else "",
                held_back=newest.edition_id if newest is not None and is_held else "",
                last_checked_on=looked.isoformat(),
                age_days=(today - looked).days,
                recheck_every_days=card.recheck_every_days,
                is_due=card.is_due(today),
            )
        )
    return listed, problems


def last_looks(inputs: Inputs) -> dict[str, date]:
    """When the publisher of each source was last reached, or rows were last added by hand."""
    return {
        attempt.source_key: date.fromisoformat(attempt.at[:10])
        for attempt in read_history(inputs.editions)
        if attempt.outcome in LOOKS
    }


def _row_count(path: Path) -> int:
    """Rows below the header; 0 for a file that cannot be read: `check` says why."""
    try:
        return len(read_csv(path))
    except (Unreadable, OSError):
        return 0


def years_of_sources(url: URL) -> dict[str, tuple[str, str]]:
    """First and last year of each source in the built database; empty where there is none to read."""
    try:
        engine = open_for_reading(url)
    except MineActionError:
        return {}
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for source_key, dated in YEARS:
            for source, first, last in connection.execute(_first_and_last(source_key, dated)):
                found.setdefault(source, []).extend((first, last))
    engine.dispose()
    return {source: (min(years), max(years)) for source, years in found.items()}


def _first_and_last(source_key: Any, dated: Any) -> Select[Any]:
    """First and last year for each source of one table; rows without a date count for nothing."""
    written = cast(dated, Text)
    year = func.substr(written, 1, 4)
    question = select(source_key, func.min(year), func.max(year)).where(written != "").group_by(source_key)
    if source_key.class_ is PolicyCommitment:
        return question.where(PolicyCommitment.policy_key == Policy.policy_key)
    return question
