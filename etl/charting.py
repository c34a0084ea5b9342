"""Turns the database to other editions: checked first, then the state, then the database.

The one step that counts is the writing of ``state.json``. Before it new editions are nothing but folders
that no state knows; after it every build charts them. It comes when the whole database has been checked with
them, and just before the database is written; where writing fails, the old state is put back.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from etl import pipeline
from etl.editions import State, Store
from etl.inputs import Inputs
from etl.report import Report
from mineaction.database import open_for_reading
from mineaction.editions import SHIPPED
from mineaction.errors import BuildRunning, MineActionError
from mineaction.schema import EditionRow

BUILD_WAIT_SECONDS = 120.0
"""How long it waits for a build that is running."""

CANNOT_CHART = (BuildRunning, OSError, SQLAlchemyError)
"""What ``chart`` raises where nothing is wrong with the editions."""


def chart(
    inputs: Inputs, url: URL, before: State, after: State, step: pipeline.Progress = pipeline.no_progress
) -> Report:
    """Make ``after`` the state, and the database what it says; the lock of refreshes has to be held.

    Raises RefusedWithReport where the checks find errors, ``CANNOT_CHART``, and what ``step`` raises. The
    database is then as it was, and the state ``before``.
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
        except BaseException:
            store.write_state(before)
            raise


def is_behind(url: URL, state: State) -> bool:
    """Whether the database charts other editions than the state: a refresh was killed between the two."""
    fetched = {source: edition for source, edition in state.charted.items() if edition != SHIPPED}
    try:
        engine = open_for_reading(url)
    except MineActionError:
        return bool(fetched)
    asked = select(EditionRow.source_key, EditionRow.edition_id).where(EditionRow.is_charted == 1)
    try:
        with engine.connect() as connection:
            found = connection.execute(asked.where(EditionRow.edition_id != SHIPPED)).all()
    finally:
        engine.dispose()
    return {str(source): str(edition) for source, edition in found} != fetched


def why(error: Exception) -> str:
    """What is said where the database could not be turned."""
    if isinstance(error, MineActionError):
        return str(error)
    reason = str(getattr(error, "orig", error)).splitlines()[0]
    return (
        f"The database could not be written: {reason}. It is as it was; make room or mend the permissions, "
        "then try again"
    )
