"""What can go wrong, by name. Each error carries its facts, and says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mineaction.counting import counted

if TYPE_CHECKING:
    from mineaction.findings import Finding


class MineActionError(Exception):
    """The root of every error this project raises on purpose."""


class DatabaseMissing(MineActionError):
    """There is no database to read."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"No database at {where}. Build it with: python -m etl build")


class DatabaseUnreadable(MineActionError):
    """The file is there, and is not a database this project wrote."""

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(
            f"The database at {where} cannot be read ({reason}). Build it again with: python -m etl build"
        )


class SchemaMismatch(MineActionError):
    """The database was written for another version of the code."""

    def __init__(self, where: str, found: int, wanted: int) -> None:
        self.where = where
        self.found = found
        self.wanted = wanted
        super().__init__(
            f"The database at {where} has schema version {found}; this code reads version {wanted}. "
            "Build it again with: python -m etl build"
        )


class BuildRefused(MineActionError):
    """The checks found errors; nothing was written and the old database still serves."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(f"Build refused: {counted(count, 'error')}. The database was left as it was.")


class BuildRunning(MineActionError):
    """Another build holds the lock."""

    def __init__(self, lock: str) -> None:
        self.lock = lock
        super().__init__(f"Another build is running (lock {lock}). Wait for it, then try again.")


class PriceIndexMissing(MineActionError):
    """Constant prices were asked for a year the index does not have."""

    def __init__(self, years: Sequence[int], available: tuple[int, int]) -> None:
        self.years = tuple(years)
        self.available = available
        named = ", ".join(f"FY{year}" for year in self.years)
        super().__init__(
            f"No price index for {named}; it covers FY{available[0]} to FY{available[1]}. "
            "Choose current prices, or years inside that range."
        )


class UnknownChoice(MineActionError):
    """A filter names something the data does not have."""

    def __init__(self, what: str, value: object, allowed: Sequence[object]) -> None:
        self.what = what
        self.value = value
        self.allowed = tuple(allowed)
        shown = ", ".join(str(item) for item in self.allowed[:8])
        more = " …" if len(self.allowed) > 8 else ""
        super().__init__(f"Unknown {what}: {value!r}. Choose one of: {shown}{more}")


class BadAddress(MineActionError):
    """An address names a figure, a choice or a value there is not.

    ``usable`` are names and values of it that can be used, in order.
    """

    def __init__(self, name: str, problems: Sequence[str], usable: Sequence[tuple[str, str]] = ()) -> None:
        self.name = name
        self.problems = tuple(problems)
        self.usable = tuple(usable)
        super().__init__(" ".join(self.problems))


class NothingToShow(MineActionError):
    """The choices are known, and there is no figure for them."""

    def __init__(self, what: str, next_step: str) -> None:
        self.what = what
        self.next_step = next_step
        super().__init__(f"{what} {next_step}")


class BrowserMissing(MineActionError):
    """Pictures and PDF need a Chrome or Chromium, and none was found."""

    def __init__(self, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(remedy)


class RenderingFailed(MineActionError):
    """The browser that draws pictures stopped, did not answer in time, or could not draw this one."""

    def __init__(self, reason: str, next_step: str = "Try again: the next one gets a new browser.") -> None:
        self.reason = reason
        self.next_step = next_step
        super().__init__(f"The picture could not be made: {reason}. {next_step}")


class RenderingBusy(MineActionError):
    """So many pictures are waiting that another would wait too long."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} pictures and PDFs are waiting to be made. Try again in a minute.")


class NotAFigureId(MineActionError):
    """What was given does not read as the id of a figure."""

    def __init__(self, given: str) -> None:
        self.given = given
        shown = given if len(given) <= 80 else f"{given[:80]}…"
        super().__init__(
            f"“{shown}” is no figure id. One reads like funding_over_time-3f9c1a2b-91bc04de-1; it stands in "
            "the foot of every figure that was taken out, and under Cite."
        )


class NothingToReplay(MineActionError):
    """What was given names no figure that could be made again."""

    def __init__(self, given: str, reason: str) -> None:
        self.given = given
        self.reason = reason
        super().__init__(f"{given}: {reason}")


class NoNativeForm(MineActionError):
    """A chart has no form that PowerPoint and Excel can draw."""

    def __init__(self, chart: str) -> None:
        self.chart = chart
        super().__init__(
            f"Nobody has said how {chart} becomes a chart or table of an Office file. "
            "Add it to FORMS in mineaction/export/native/forms.py."
        )


class BadBriefing(MineActionError):
    """A briefing, or a file that should hold one, is not as a briefing has to be."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


class ForeignManifest(MineActionError):
    """A file has the name of the list of packs, and is no such list."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(
            f"{where} is no list that this program has written, and is left as it is. "
            "Move it away, or give another folder with --to."
        )


class SourceUnavailable(MineActionError):
    """A publisher could not be reached, or did not give the file it is asked for.

    ``status`` is what it answered in HTTP, 0 where it gave no such answer.
    """

    def __init__(self, where: str, reason: str, next_step: str, status: int = 0) -> None:
        self.where = where
        self.reason = reason
        self.next_step = next_step
        self.status = status
        super().__init__(f"{where}: {reason}. {next_step}")


class NotAsDescribed(MineActionError):
    """What a publisher gave is not what the card describes; nothing of it was kept."""

    def __init__(self, where: str, reason: str, next_step: str) -> None:
        self.where = where
        self.reason = reason
        self.next_step = next_step
        super().__init__(f"{where}: {reason}. {next_step}")


class NotChanged(MineActionError):
    """The publisher says that nothing has changed since the newest edition."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"{where}: not changed since the newest edition")


class RefreshCancelled(MineActionError):
    """Somebody stopped a refresh; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("The refresh was stopped. The database and the editions are as they were.")


class RefreshRunning(MineActionError):
    """Another refresh holds the lock."""

    def __init__(self, lock: str) -> None:
        self.lock = lock
        super().__init__(f"Another refresh is running (lock {lock}). Wait for it, then try again.")


class UnknownEdition(MineActionError):
    """An edition is named that is not kept."""

    def __init__(self, source_key: str, edition: str, kept: Sequence[str]) -> None:
        self.source_key = source_key
        self.edition = edition
        self.kept = tuple(kept)
        held = ", ".join(self.kept) or "none"
        super().__init__(f"{source_key} has no edition {edition!r}. Kept: {held}.")


class CannotRollBack(MineActionError):
    """A source cannot be turned to the edition asked for, though nothing is broken."""

    def __init__(self, source_key: str, reason: str, next_step: str) -> None:
        self.source_key = source_key
        self.reason = reason
        self.next_step = next_step
        super().__init__(f"{source_key}: {reason}. {next_step}")


class EditionStoreUnusable(MineActionError):
    """The folder of editions, or its state, cannot be read or written."""

    def __init__(self, where: str, reason: str, next_step: str) -> None:
        self.where = where
        self.reason = reason
        self.next_step = next_step
        super().__init__(f"{where}: {reason}. {next_step}")
