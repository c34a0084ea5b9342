"""Turns the database to other editions: checked first, then the state, then the database.

The one step that counts is the writing of ``state.json``. Before it new editions are nothing but folders
that no state knows; after it every build charts them. It comes when the whole database has been checked with
them, and just before the database is written; where writing fails, the old state is put back.
"""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from etl import pipeline
from etl.editions import State, Store
from etl.inputs import Inputs
from etl.report import REPORT_NAME, Report
from mineaction.database import open_for_reading, shown, sqlite_path
from mineaction.editions import SHIPPED
from mineaction.errors import BuildRunning, EditionStoreUnusable, MineActionError
from mineaction.schema import Build, EditionRow

BUILD_WAIT_SECONDS = 120.0
"""How long it waits for a build that is running."""

CANNOT_CHART = (BuildRunning, EditionStoreUnusable, OSError, RuntimeError, SQLAlchemyError)
"""What ``chart`` raises where nothing is wrong with the editions."""


def chart(
    inputs: Inputs, url: URL, before: State, after: State, step: pipeline.Progress = pipeline.no_progress
) -> Report:
    """Make ``after`` the state, and the database what it says; the lock of refreshes has to be held.

    Raises RefusedWithReport where the checks find errors, ``CANNOT_CHART``, and what ``step`` raises. The
    database is then as it was, and the state ``before``; where that cannot be put back, it is ``after``, and
    the next refresh or build charts it.
    """
    store = Store(inputs.editions)
    with pipeline.only_one(url, BUILD_WAIT_SECONDS):
        checked = pipeline.check(inputs, step, store.shelf(after))
        if checked.report.errors:
            raise pipeline.RefusedWithReport(checked.report)
        store.write_state(after)
        try:
            # The hash of the inputs holds the state, so it is taken when the state stands.
            checked.report.inputs_sha256 = inputs.sha256()
            return pipeline.write_checked(checked, url, step)
        except BaseException as error:
            _put_back(store, before, error)
            raise


def _put_back(store: Store, before: State, error: BaseException) -> None:
    try:
        store.write_state(before)
    except EditionStoreUnusable as worse:
        raise EditionStoreUnusable(
            worse.where,
            f"the database could not be written ({error}), nor the old state put back ({worse.reason})",
            "The database is as it was, the new editions are kept; make room, then refresh again",
        ) from error


def is_behind(url: URL, state: State) -> bool:
    """Whether the database charts other editions than the state, or its report is of another database.

    A refresh was killed then between the one and the other.
    """
    fetched = {source: edition for source, edition in state.charted.items() if edition != SHIPPED}
    try:
        engine = open_for_reading(url)
    except MineActionError:
        return bool(fetched)
    asked = select(EditionRow.source_key, EditionRow.edition_id).where(EditionRow.is_charted == 1)
    try:
        with engine.connect() as connection:
            found = connection.execute(asked.where(EditionRow.edition_id != SHIPPED)).all()
            version = connection.execute(select(Build.data_version)).scalar_one()
    finally:
        engine.dispose()
    return {str(source): str(edition) for source, edition in found} != fetched or _is_stale(url, version)


def _is_stale(url: URL, version: str) -> bool:
    """Whether the report beside the database tells of an earlier one, or was never finished."""
    path = sqlite_path(url)
    if path is None:
        return False
    if (path.parent / f"{REPORT_NAME}.new").is_file():
        return True
    try:
        told = json.loads((path.parent / REPORT_NAME).read_text(encoding="utf-8"))
        return bool(told["database"] == shown(url) and told["data_version"] != version)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def why(error: Exception, url: URL) -> str:
    """What is said where the database could not be turned."""
    if isinstance(error, MineActionError):
        return str(error)
    reason = str(getattr(error, "orig", error)).splitlines()[0]
    return (
        f"The database at {shown(url)} could not be written: {reason}. It is as it was; make room or mend "
        "the permissions, then try again"
    )
