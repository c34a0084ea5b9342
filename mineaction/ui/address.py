"""The page's address: short names and values for the reader's choices, and a word where one is not known."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

_YEAR = re.compile("[0-9]{4}")


class Address:
    """What the address asks for. ``problems`` names each value that is not known, for the reader."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def choice(self, name: str, allowed: Sequence[str], otherwise: str) -> str:
        """The value for ``name``, or ``otherwise`` where there is none or it is not allowed."""
        value = st.query_params.get(name)
        if value is None or value in allowed:
            return otherwise if value is None else value
        self.problems.append(
            f"The address asks for {name} “{value}”, which is not known here. It is left out."
        )
        return otherwise

    def year(self, name: str, low: int, high: int, otherwise: int) -> int:
        """The year for ``name``, or ``otherwise`` where there is none or there are no figures for it."""
        value = st.query_params.get(name)
        if value is None:
            return otherwise
        # Digits of other kinds ("²") and numbers of any length are typed into addresses too.
        if _YEAR.fullmatch(value) and low <= int(value) <= high:
            return int(value)
        self.problems.append(
            f"The address asks for years {name} “{value}”; there are figures from {low} to {high}."
        )
        return otherwise


def keep(**values: str | None) -> None:
    """Write the choices into the address; None takes a name out of it."""
    for name, value in values.items():
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value
