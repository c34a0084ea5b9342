"""What each US landmine policy promises, and what each says differently from those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.periods import date_words
from mineaction.queries.asking import (
    Row,
    citations,
    confidence_label,
    data_version,
    publishers_line,
    rows,
)
from mineaction.vocabulary import CommitmentValue, Confidence, DatePrecision

VALUE_WORDS: dict[CommitmentValue, str] = {
    CommitmentValue.YES: "yes",
    CommitmentValue.NO: "no",
    CommitmentValue.PARTIAL: "partial",
    CommitmentValue.NOT_STATED: "not stated",
    CommitmentValue.NOT_APPLICABLE: "not applicable",
}

CAVEATS = (
    "Yes, no and partial are our reading of each policy's text; the wording is in the document of the cell.",
    "“Not stated” means that the text read says nothing about it. It is neither a yes nor a no.",
    "The memo of 2 December 2025 was reported by the press, not officially published, and is called interim.",
)

CELL_COLUMNS = (
    "commitment_key commitment policy_key policy_title decided_on date_words policy_confidence "
    "policy_confidence_label value value_words qualifier confidence confidence_label document_id document "
    "url locator file_row"
).split()

CHANGE_COLUMNS = (
    "policy_key policy_title date_words policy_confidence_label commitment_key commitment outcome before "
    "after compared_with sentence document_id document url locator file_row"
).split()

CHANGED, FIRST_SAID, SAME, SILENT = "changed", "first said", "same", "not stated"


def matrix(connection: Connection) -> CitedTable:
    """One row a cell: commitment by policy (columns: CELL_COLUMNS), policies in order of date."""
    held = _cells(connection)
    return _cited(
        connection,
        title="What each US landmine policy promises",
        made=held,
        columns=CELL_COLUMNS,
        sentence=_matrix_sentence(held),
    )


def changes(connection: Connection) -> CitedTable:
    """One row a policy and commitment from the second policy on (columns: CHANGE_COLUMNS).

    A policy is compared with the last one before it that says anything on the commitment: silence is not
    a change. ``outcome`` is CHANGED, FIRST_SAID (no earlier policy speaks of it), SAME or SILENT.
    """
    made = compared(_cells(connection))
    return _cited(
        connection,
        title="What each policy says differently from those before it",
        made=made,
        columns=CHANGE_COLUMNS,
        sentence=_changes_sentence(made),
    )


BEHIND = {
    "commitment": "Commitment",
    "policy_title": "Policy",
    "date_words": "Date",
    "value_words": "Answer",
    "qualifier": "What limits it",
    "confidence_label": "Confidence",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "file_row": "Row in our file",
}


def rows_behind(connection: Connection) -> CitedTable:
    """The cells for reading and taking away (columns: the words of BEHIND)."""
    held = _cells(connection)
    table = _cited(
        connection,
        title="What each US landmine policy promises",
        made=held,
        columns=tuple(BEHIND),
        sentence=_matrix_sentence(held),
    )
    table.rows.columns = pd.Index(list(BEHIND.values()))
    return table


def compared(cells: Sequence[Row]) -> list[Row]:
    """What each policy says beside the last earlier one that speaks of the commitment (see changes).

    ``cells`` have the keys of CELL_COLUMNS and come in order of date, then commitment. Input is not altered.
    """
    last_said: dict[str, Row] = {}
    newest_policy: dict[str, str] = {}
    first_policy = cells[0]["policy_key"] if cells else ""
    made = []
    for cell in cells:
        before = last_said.get(cell["commitment_key"])
        if cell["policy_key"] != first_policy:
            made.append(_change(cell, before, newest_policy.get(cell["commitment_key"], "")))
        newest_policy[cell["commitment_key"]] = cell["policy_key"]
        if cell["value"] != CommitmentValue.NOT_STATED:
            last_said[cell["commitment_key"]] = cell
    return made


def _change(cell: Row, before: Row | None, predecessor: str) -> Row:
    after = cell["value_words"]
    what = cell["commitment"]
    since = ""
    if before is not None and before["policy_key"] != predecessor:
        since = f"as last stated in {before['policy_title']}, {before['date_words']}"
    if cell["value"] == CommitmentValue.NOT_STATED:
        outcome, said = SILENT, f"{what}: not stated; nothing is read into that."
    elif before is None:
        outcome, said = FIRST_SAID, f"{what}: {after}. No earlier policy here speaks of it."
    elif before["value"] == cell["value"]:
        outcome, said = SAME, f"{what}: still {after}{since and f' ({since})'}."
    else:
        outcome = CHANGED
        said = f"{what}: from {before['value_words']}{since and f' ({since})'} to {after}."
    return {
        **{name: cell[name] for name in CHANGE_COLUMNS if name in cell},
        "outcome": outcome,
        "before": before["value_words"] if before else "",
        "after": after,
        "compared_with": before["policy_title"] if before else "",
        "sentence": said,
    }


def _cells(connection: Connection) -> list[Row]:
    """Every cell with its policy and document, in order of the policies' dates, then commitment."""
    held = rows(
        connection,
        """SELECT c.commitment_key, c.commitment, c.policy_key, p.title AS policy_title, p.decided_on,
                  p.confidence AS policy_confidence, c.value, c.qualifier, c.confidence, c.document_id,
                  d.title AS document, d.url, c.locator, c.file_row
           FROM policy_commitment c JOIN policy p ON p.policy_key = c.policy_key
           JOIN document d ON d.document_id = c.document_id
           ORDER BY p.decided_on, p.policy_key, c.commitment_key""",
    )
    for row in held:
        # Titles name other policies by their short names; a reader knows them by their year.
        row["policy_title"] = re.sub(r"\bP([0-9]{4})\b", r"the \1 policy", row["policy_title"])
        row["date_words"] = date_words(row["decided_on"], DatePrecision.DAY)
        row["value_words"] = VALUE_WORDS[CommitmentValue(row["value"])]
        row["confidence_label"] = confidence_label(row["confidence"])
        row["policy_confidence_label"] = confidence_label(row["policy_confidence"])
    return held


def _cited(
    connection: Connection, *, title: str, made: Sequence[Row], columns: Sequence[str], sentence: str
) -> CitedTable:
    cited = citations(connection, (row["document_id"] for row in made))
    return CitedTable(
        title=title,
        rows=pd.DataFrame(list(made), columns=list(columns)),
        unit="yes, no, partial, not stated or not applicable",
        price_basis="",
        year_basis="policies by date of decision",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=CAVEATS,
        data_version=data_version(connection),
        sentence=sentence,
    )


def _matrix_sentence(cells: Sequence[Row]) -> str:
    if not cells:
        return ""
    policies = list(dict.fromkeys(cell["policy_key"] for cell in cells))
    newest = [cell for cell in cells if cell["policy_key"] == policies[-1]]
    silent = sum(cell["value"] == CommitmentValue.NOT_STATED for cell in newest)
    promises = len({cell["commitment_key"] for cell in cells})
    head = newest[0]
    doubt = (
        f" It was {head['policy_confidence_label']}."
        if head["policy_confidence"] == Confidence.REPORTED_UNPUBLISHED.value
        else ""
    )
    return (
        f"{len(policies)} US policies since {cells[0]['date_words']} are read for {promises} promises. "
        f"The newest, {head['policy_title']}, {head['date_words']}, does not state {silent} of them.{doubt}"
    )


def _changes_sentence(made: Sequence[Row]) -> str:
    changed = sum(row["outcome"] == CHANGED for row in made)
    silent = sum(row["outcome"] == SILENT for row in made)
    if not made:
        return ""
    return (
        "Each policy is compared with the last one before it that speaks of the promise. "
        f"{changed} answers differ from that one; {silent} times a policy is silent, which is not read as a "
        "change."
    )
