"""Reads a source's card, `source.toml`, and confirms that its files are the bytes the card describes."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from etl.corrections import CORRECTIONS_NAME
from etl.live import Live, live_part
from mineaction.editions import SHIPPED
from mineaction.findings import Finding
from mineaction.vocabulary import Severity

CARD_NAME = "source.toml"

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class CardFile:
    """One file of a source, as its card describes it. ``folder`` is where it lies, if not beside the card."""

    name: str
    sha256: str
    retrieved_on: date
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A total the publisher prints, which the shaped rows must reach.

    ``where`` maps columns of the target table to the value wanted, or ``"!value"`` for any other.
    ``known_difference`` says why a printed total is known not to add up; the check then confirms
    that the difference is still ``known_gap`` and reports it as a warning.
    """

    column: str
    where: Mapping[str, Any]
    expected: int
    tolerance: int
    locator: str
    known_difference: str = ""
    known_gap: int = 0


@dataclass(frozen=True, slots=True)
class PercentCheck:
    """A printed percentage: int(100 * part / whole + 0.5), blank where either is missing.

    ``known_differences`` maps a value of ``key`` to the reason why its print does not follow the rule.
    """

    part: str
    whole: str
    printed: str
    key: str
    known_differences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """What is known about a source before a byte of it is read.

    Columns map to what they mean, to the reason why they are not loaded, and to the one value that
    every row has to have.
    """

    source_key: str
    folder: Path
    title: str
    publisher: str
    licence_note: str
    row_is: str
    update_rhythm: str
    recheck_every_days: int
    last_checked_on: date
    used_columns: Mapping[str, str]
    ignored_columns: Mapping[str, str]
    constant_columns: Mapping[str, str]
    files: tuple[CardFile, ...]
    control_totals: tuple[ControlTotal, ...]
    percent_checks: tuple[PercentCheck, ...]
    live: Live | None = None
    edition: str = SHIPPED
    set_aside: tuple[str, ...] = ()
    """Files beside the card that the edition read here replaces."""

    def path_of(self, entry: CardFile) -> Path:
        """Where one of its files lies."""
        return (entry.folder or self.folder) / entry.name

    def is_due(self, today: date) -> bool:
        """Whether somebody should compare it with the publisher again."""
        return (today - self.last_checked_on).days >= self.recheck_every_days


class CardProblem(ValueError):
    """A card that cannot be used; ``finding`` says what is wrong with it."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)


def _problem(folder: Path, message: str, what_to_do: str) -> CardProblem:
    return CardProblem(
        Finding(Severity.ERROR, folder.name, CARD_NAME, "card", "card_unusable", message, "", what_to_do)
    )


def read_card(folder: Path) -> Card:
    """The card of the source in ``folder``. Raises CardProblem when it is missing or incomplete."""
    path = folder / CARD_NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _problem(folder, "the source has no card", f"write {CARD_NAME} beside its files") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _problem(folder, f"the card cannot be read: {error}", "mend the TOML") from error
    try:
        return _card(folder, told)
    except (KeyError, TypeError, AttributeError) as error:
        raise _problem(
            folder, f"the card lacks, misnames or mistypes an entry: {error}", "complete the card"
        ) from error


def _card(folder: Path, told: dict[str, Any]) -> Card:
    """The card's entries, each of its kind; KeyError, TypeError or AttributeError for one that is not."""
    return Card(
        source_key=folder.name,
        folder=folder,
        title=_of_kind(told, "title", str),
        publisher=_of_kind(told, "publisher", str),
        licence_note=_of_kind(told, "licence_note", str),
        row_is=_of_kind(told, "row_is", str),
        update_rhythm=_of_kind(told, "update_rhythm", str),
        recheck_every_days=_of_kind(told, "recheck_every_days", int),
        last_checked_on=_of_kind(told, "last_checked_on", date),
        used_columns=_of_kind(told["columns"], "used", dict),
        ignored_columns=told["columns"].get("ignored", {}),
        constant_columns=told["columns"].get("constant", {}),
        files=tuple(_card_file(entry) for entry in _files(told)),
        control_totals=tuple(_control_total(entry) for entry in told.get("control_totals", ())),
        percent_checks=tuple(PercentCheck(**entry) for entry in told.get("percent_checks", ())),
        live=live_part(told.get("live")),
    )


def _files(told: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The files it lists. A source that is only ever fetched comes with none."""
    return cast("Sequence[Mapping[str, Any]]", told.get("files", ()) if "live" in told else told["files"])


def _of_kind(told: Mapping[str, Any], name: str, kind: type[Kind]) -> Kind:
    value = told[name]
    if not isinstance(value, kind):
        raise TypeError(f"{name} is {value!r}, not of kind {kind.__name__}")
    return value


def _card_file(entry: Mapping[str, Any]) -> CardFile:
    made = CardFile(**entry)
    _of_kind(entry, "retrieved_on", date)
    if Path(_of_kind(entry, "name", str)).name != made.name:
        raise TypeError(f"{made.name!r} is not the name of a file in the folder")
    return made


def _control_total(entry: Mapping[str, Any]) -> ControlTotal:
    made = ControlTotal(**entry)
    for name, kind in (("expected", int), ("tolerance", int), ("where", dict), ("locator", str)):
        _of_kind(entry, name, kind)
    return made


def sha256_of(path: Path) -> str:
    """Checksum of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def confirm(card: Card) -> list[Finding]:
    """Findings for every file that is missing, changed, or lies in the folder unlisted."""
    findings = []

    def error(name: str, rule: str, message: str, value: str, what_to_do: str) -> None:
        findings.append(
            Finding(Severity.ERROR, card.source_key, name, "file", rule, message, value, what_to_do)
        )

    for entry in card.files:
        path = card.path_of(entry)
        if not path.is_file():
            error(entry.name, "file_missing", "the card lists a file that is not there", "", "restore it")
            continue
        found = sha256_of(path)
        if found != entry.sha256:
            error(
                entry.name,
                "checksum",
                "the file is not the bytes the card describes",
                found,
                "restore the file; if the change is meant, check it and put the new checksum on the card",
            )
    beside = {entry.name for entry in card.files if entry.folder is None}
    listed = beside | set(card.set_aside) | {CARD_NAME, CORRECTIONS_NAME}
    for path in sorted(card.folder.iterdir()):
        if path.name not in listed:
            error(
                path.name,
                "file_unlisted",
                "a file lies here that the card does not list",
                "",
                "list it or remove it",
            )
    return findings
