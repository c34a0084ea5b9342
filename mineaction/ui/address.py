"""The page's address: short names and values for the reader's choices, and a word where one is not known."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def asked_for(name: str, allowed: Sequence[str], otherwise: str) -> str:
    """The value the address gives for ``name``, or ``otherwise``. A value that is not known is named."""
    value = st.query_params.get(name)
    if value is None:
        return otherwise
    if value in allowed:
        return value
    st.warning(f"The address asks for {name} “{value}”, which is not known here. It is left out.")
    return otherwise


def year_asked_for(name: str, low: int, high: int, otherwise: int) -> int:
    """The year the address gives for ``name``. One outside the years there are is named."""
    value = st.query_params.get(name)
    if value is None:
        return otherwise
    if value.isdigit() and low <= int(value) <= high:
        return int(value)
    st.warning(f"The address asks for {name} “{value}”; there are figures from {low} to {high}.")
    return otherwise


def keep(**values: str | None) -> None:
    """Write the choices into the address; None takes a name out of it."""
    for name, value in values.items():
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value
