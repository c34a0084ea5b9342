"""The texts that go with the data package: what it is, its columns, licences, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Table

from mineaction.dictionary import sections

TITLE = "Humanitarian mine action: funding as reported, and policy"
DESCRIPTION = (
    "What donors reported giving to humanitarian mine action, what was said about it, and what governments "
    "decided about landmines; every row names the document and the place it was read in. Amounts of "
    "different series often tell of the same dollar and must not be added."
)
LICENCE_TITLE = "The figures belong to their publishers: see LICENCES.md"


class Counted(Protocol):
    """A table that was written."""

    @property
    def row_count(self) -> int:
        """Its rows."""


def readme(build: Mapping[str, Any], written: Mapping[str, Counted]) -> str:
    """What is in the package and what has to be known before using it."""
    listed = "\n".join(f"| `data/{name}.csv` | {table.row_count} |" for name, table in written.items())
    return f"""# {TITLE}

{DESCRIPTION}

Data version {build["data_version"]}; figures last read in their documents, or fetched, on
{build["figures_as_of"]}.

| file | rows |
|---|---|
{listed}

`datapackage.json` describes every file to the Frictionless Data Package standard, version 1: types, keys
and what each column means. `DATA_DICTIONARY.md` says the same for reading, `LICENCES.md` what may be done
with the figures, `CITATION.md` how to cite them.

## Before you add anything up

- Choose one `series_key` first: different series often report the same dollar. The table `series` says along
  which column each may be added.
- Keep `standing = current`, or revised and repeated values count again.
- Leave rows with `is_complete_table = 0` out of totals: the table they stand in was cut off.
- No row means that no figure was found. It does not mean zero.

## How the files are written

UTF-8 without a byte-order mark, commas, CRLF line ends, a header row. An empty cell is a missing value, or a
text that was not printed. An apostrophe stands before text that begins like a spreadsheet formula (with one
of `= + - @`, a tab or a line end); it is not part of the text.
"""


def dictionary(tables: Sequence[Table]) -> str:
    """Every table and column with its comment."""
    lines = ["# Data dictionary", "", "Amounts are US dollars at current prices.", "", *sections(tables)]
    return "\n".join(lines).rstrip() + "\n"


def licences(sources: Sequence[Mapping[str, Any]]) -> str:
    """What is known of the licence of each source."""
    lines = [
        "# Licence notes",
        "",
        "The figures belong to their publishers. These notes say what is known of the terms of each source;",
        "they are no legal advice. `data/document.csv` has a note for each document (`licence_note`).",
        "",
        "| source | publisher | note |",
        "|---|---|---|",
    ]
    lines += [
        "| " + " | ".join(_cell(source[key]) for key in ("title", "publisher", "licence_note")) + " |"
        for source in sources
    ]
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def citation(build: Mapping[str, Any]) -> str:
    """How to cite the package, and the document behind a figure."""
    return f"""# How to cite

Cite the publisher for a figure, with the document and the place in it: every row names both (`document_id`,
`locator`), and `data/document.csv` has title, publisher, date and address.

For putting the figures beside each other:

> Mine action funding and policy dashboard, data version {build["data_version"]}, figures last read
> {build["figures_as_of"]}.

With another data version the figures may differ.
"""
