"""The button that gives the whole database as one zip, made when it is clicked."""

from __future__ import annotations

import streamlit as st
from sqlalchemy import Connection

from mineaction.export import data_package
from mineaction.schema import Base
from mineaction.ui import store


def package(connection: Connection) -> bytes:
    """The data package of the database that is open."""
    return data_package.to_zip(connection, Base.metadata)


def button() -> None:
    """Draw the button, and what the zip holds. The zip is kept for the next reader of the same data."""
    version = store.facts().data_version
    with st.container(horizontal=True, vertical_alignment="center", key="take_everything"):
        st.download_button(
            "Download everything (zip)",
            data=lambda: store.ask(package),
            file_name=f"{data_package.NAME}_{version}.zip",
            mime="application/zip",
            on_click="ignore",
            type="primary",
            key="data_package",
            help="Made when you click; it takes a second or so.",
        )
        with st.popover("What is in it", key="package_contents"):
            st.markdown(
                "- a CSV file for each table (UTF-8; text that begins like a formula has an apostrophe "
                "before it)\n"
                "- `datapackage.json`: types, keys and the meaning of every column, to the Frictionless Data "
                "Package standard\n"
                "- the data dictionary, licence notes, how to cite, and the data version\n\n"
                f"The same data version ({version}) always gives the same file."
            )
