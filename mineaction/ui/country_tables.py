"""Tables of a profile as plain HTML, which read on paper and on a phone too, and its list of documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from mineaction.cited import Citation, CitedTable
from mineaction.exhibits import table
from mineaction.exhibits.exhibit import Exhibit
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


class Documents:
    """The documents of a page, numbered in the order in which its tables name them."""

    def __init__(self, tables: Iterable[CitedTable]) -> None:
        self.cited: list[Citation] = []
        self._numbers: dict[tuple[str, str], int] = {}
        for each in tables:
            self.add(each)

    def add(self, answer: CitedTable) -> None:
        """Number the documents of one more table that are not numbered yet."""
        for one in answer.citations:
            if one not in self.cited:
                self.cited.append(one)
                for name in table.names_of(one):
                    self._numbers.setdefault(name, len(self.cited))

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


def show(shown: Exhibit, documents: Documents) -> None:
    """Draw the table: its first column as heads of rows, and at the end where each row stands.

    Rows that share a group stand under it. The file has all columns, and all documents.
    """
    answer = shown.answer
    with st.container(key=f"table_{shown.name}"):
        st.header(text.markdown(answer.title), anchor=shown.name.replace("_", "-"))
        if answer.subtitle:
            st.caption(text.markdown(answer.subtitle))
        st.html(_table(shown, documents))
        # Caveats are read on paper as well, so they stand open; documents have a list at the end of the page.
        if answer.caveats:
            st.caption(" ".join(text.markdown(caveat) for caveat in answer.caveats))
        cited_foot.of_table(shown, stand_elsewhere=True)


def _table(shown: Exhibit, documents: Documents) -> str:
    columns = table.columns_of(shown)
    heads = [*columns, "Source"]
    head = "".join(f'<th scope="col" role="columnheader">{text.html(name)}</th>' for name in heads)
    body, above = "", ""
    for line in table.lines(shown):
        if line.group != above:
            above = line.group
            body += (
                f'<tr role="row" class="ma-country-group"><th scope="rowgroup" role="rowheader" '
                f'colspan="{len(heads)}">{text.html(above)}</th></tr>'
            )
        body += _row(line, documents, columns)
    return (
        f'<table class="ma-country" role="table" aria-label="{text.html(shown.answer.title)}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(line: table.Line, documents: Documents, columns: Sequence[str]) -> str:
    source = "; ".join(documents.cell(*stands) for stands in line.stands)
    first, *others = line.cells
    cells = [
        (name, text.html(words), name in ON_ONE_LINE and len(words) <= SHORT)
        for name, words in zip(columns[1:], others, strict=True)
    ]
    cells.append(("Source", source, False))
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{text.html(first)}</th>'
        + "".join(
            f'<td role="cell" data-label="{text.html(name)}"{NUMBER * is_on_one_line}>{shown}</td>'
            for name, shown, is_on_one_line in cells
        )
        + "</tr>"
    )
