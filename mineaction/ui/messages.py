"""What a reader sees when there is nothing to show: why, and the command or step that helps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from mineaction.errors import (
    DatabaseMissing,
    DatabaseUnreadable,
    MineActionError,
    NothingToShow,
    PriceIndexMissing,
    SchemaMismatch,
    UnknownChoice,
)
from mineaction.ui import text

BUILD = "python -m etl build"


def database_problem(error: MineActionError) -> None:
    """A page in place of all others while the database cannot be used."""
    st.title("The figures are not ready")
    if isinstance(error, DatabaseMissing):
        st.info("There is no database yet. It is built from the files in this project in a few seconds.")
    elif isinstance(error, SchemaMismatch):
        st.info(
            "The database was written by another version of this program "
            f"(version {error.found}; this one reads version {error.wanted})."
        )
    elif isinstance(error, DatabaseUnreadable):
        st.warning(f"The database file cannot be read: {text.markdown(error.reason)}.")
    else:
        st.warning(text.markdown(str(error)))
    st.write("Whoever runs this app can mend it with one command, then reload the page:")
    st.code(BUILD, language="bash")


@contextmanager
def told_to_reader() -> Iterator[None]:
    """Turn an error a reader can do something about into a message on the page."""
    try:
        yield
    except NothingToShow as error:
        st.info(text.markdown(str(error)))
    except (UnknownChoice, PriceIndexMissing) as error:
        st.warning(text.markdown(str(error)))


def choose(words: str) -> None:
    """The empty state where the reader has taken every choice out: what to choose."""
    st.info(text.markdown(words))


def nothing_found(what: str, next_step: str) -> None:
    """The empty state of a figure: what was looked for, and what to try."""
    st.info(text.markdown(f"No figure found for {what}. {next_step}"))
