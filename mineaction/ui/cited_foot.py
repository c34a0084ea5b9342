"""What stands under every figure and table: source, caveats, documents, and the rows as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from mineaction.cited import CitedTable
from mineaction.export.csv import to_csv
from mineaction.ui import text, view


def show(
    answer: CitedTable,
    *,
    name: str,
    behind: Callable[[], CitedTable],
    file_words: str = "The rows behind this",
) -> None:
    """Draw the foot; what the answer has none of is left out.

    ``behind`` gives the rows of the file, which ``file_words`` names; it is called only when the file is
    downloaded. The link to copy is that of the page's view.
    """
    shown = view.current()
    anchor = name.replace("_", "-")
    source = f"<b>Source:</b> {text.glossed(answer.source_line, name)} · " if answer.source_line else ""
    st.html(f'<p class="ma-source">{source}<b>Data</b> {text.html(answer.data_version)}</p>')
    with st.container(horizontal=True, key=f"foot_{name}"):
        if answer.caveats:
            with st.popover(f"Caveats ({len(answer.caveats)})", key=f"caveats_{name}"):
                st.markdown("\n".join(f"- {text.markdown(caveat)}" for caveat in answer.caveats))
        if answer.citations:
            with st.popover(f"Documents ({len(answer.citations)})", key=f"documents_{name}"):
                st.html(text.document_list(answer.citations))
        st.download_button(
            "Download CSV",
            data=lambda: to_csv(
                behind(), made_on=datetime.now(UTC).date(), address=shown.link(anchor) if shown else ""
            ),
            file_name=f"{name}_{answer.data_version}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv_{name}",
            help=f"{file_words}, with title, unit, source, caveats and data version on top.",
        )
        if shown:
            shown.offer_link(anchor)
