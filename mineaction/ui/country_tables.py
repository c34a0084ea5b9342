"""Tables of a profile as plain HTML, which read on paper and on a phone too, and its list of documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from mineaction.cited import Citation, CitedTable
from mineaction.ui import cited_foot, text

ANCHOR = "documents"
NUMBER = ' class="ma-country-number"'
ON_ONE_LINE = frozenset(
    {
        "Newest year",
        "Amount",
        "Per inhabitant",
        "Years held",
        "Said",
        "Period",
        "Required",
        "Received",
        "Value",
    }
)
SHORT = 22
"""Columns of short values: up to this many letters they are not broken."""
PLACES = (
    ("Document", "Link", "Place in the document"),
    ("One document", "One Link", "Place in it"),
    ("Another document", "Another Link", "Place in that"),
)
"""Columns that say where a row stands; a row that compares two values has two such places."""


class Documents:
    """The documents of a page, numbered in the order in which its tables name them."""

    def __init__(self, tables: Iterable[CitedTable]) -> None:
        self.cited: list[Citation] = []
        self._numbers: dict[tuple[str, str], int] = {}
        for table in tables:
            self.add(table)

    def add(self, table: CitedTable) -> None:
        """Number the documents of one more table that are not numbered yet."""
        for one in table.citations:
            if one not in self.cited:
                self.cited.append(one)
                for words in (one.title, f"{one.publisher}: {one.title}"):
                    self._numbers.setdefault((words, one.url), len(self.cited))

    def cell(self, document: str, url: str, locator: str) -> str:
        """``[5] p. 3, Table 1``: the number opens the document; its title is read out with it."""
        number = self._numbers.get((document, url))
        shown = f"[{number}]" if number else document
        note = self.cited[number - 1].address_note if number else ""
        source = text.source(shown, url, note)
        if source.startswith("<a "):
            source = source.replace("<a ", f'<a aria-label="{text.html(f"{shown} {document}")}" ', 1)
        return f"{source} {text.place(locator)}".strip()

    def show(self) -> None:
        """The numbered list at the end of the page."""
        st.header("Documents used on this page", anchor=ANCHOR)
        st.caption("The numbers in the tables above are those of this list.")
        st.html(f'<div class="ma-country-documents">{text.document_list(self.cited)}</div>')


def show(
    answer: CitedTable,
    documents: Documents,
    *,
    name: str,
    columns: Sequence[str],
    group: str = "",
) -> None:
    """Draw the table: ``columns`` of it, the first of them as heads of rows, and where each row stands.

    Rows that share the value of the column ``group`` stand under it; rows come in its order.

    The file has all columns, and all documents.
    """
    with st.container(key=f"table_{name}"):
        st.header(text.markdown(answer.title), anchor=name.replace("_", "-"))
        if answer.subtitle:
            st.caption(text.markdown(answer.subtitle))
        st.html(_table(answer, documents, columns, group))
        # Caveats are read on paper as well, so they stand open; documents have a list at the end of the page.
        if answer.caveats:
            st.caption(" ".join(text.markdown(caveat) for caveat in answer.caveats))
        cited_foot.show(answer, name=name, behind=lambda: answer, stand_elsewhere=True)


def _table(answer: CitedTable, documents: Documents, columns: Sequence[str], group: str) -> str:
    heads = [*columns, "Source"]
    head = "".join(f'<th scope="col" role="columnheader">{text.html(name)}</th>' for name in heads)
    body, above = "", ""
    for row in answer.rows.to_dict("records"):
        if group and row[group] != above:
            above = row[group]
            body += (
                f'<tr role="row" class="ma-country-group"><th scope="rowgroup" role="rowheader" '
                f'colspan="{len(heads)}">{text.html(above)}</th></tr>'
            )
        body += _row(row, documents, columns)
    return (
        f'<table class="ma-country" role="table" aria-label="{text.html(answer.title)}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(row: dict[Any, Any], documents: Documents, columns: Sequence[str]) -> str:
    first, *others = columns
    source = "; ".join(
        documents.cell(*(str(row[name]) for name in names)) for names in PLACES if names[0] in row
    )
    cells = [
        (name, text.html(row[name]), name in ON_ONE_LINE and len(str(row[name])) <= SHORT) for name in others
    ]
    cells.append(("Source", source, False))
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{text.html(row[first])}</th>'
        + "".join(
            f'<td role="cell" data-label="{text.html(name)}"{NUMBER * is_on_one_line}>{shown}</td>'
            for name, shown, is_on_one_line in cells
        )
        + "</tr>"
    )
