"""What each US landmine policy promises, and what each says differently from those before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
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

PROMISES = "What each US landmine policy promises"
CHANGES = "What each policy says differently from those before it"
CAVEATS = (
    "Yes, no and partial are our reading of each policy's text; the wording is in the document of the cell.",
    "“Not stated” means that the text read says nothing about it. It is neither a yes nor a no.",
)
ON_THE_MEMO = (
    "The memo of 2 December 2025 was reported by the press, not officially published, and is called interim."
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


def policies(connection: Connection) -> Mapping[str, str]:
    """The policies read for their promises, by key, in order of date: title and date."""
    return {
        cell["policy_key"]: f"{cell['policy_title']}, {cell['date_words']}" for cell in _cells(connection)
    }


def policy_of(connection: Connection, event_key: str) -> str:
    """The key of the policy that an event of the register decided; empty where it decided none."""
    held = rows(connection, "SELECT policy_key FROM policy WHERE event_key = :event", event=event_key)
    return str(held[0]["policy_key"]) if held else ""


def matrix(connection: Connection, policy: str = "") -> CitedTable:
    """One row a cell: commitment by policy (columns: CELL_COLUMNS), policies in order of date.

    ``policy`` is the key of one policy; empty means all. Raises UnknownChoice.
    """
    cells = _cells(connection)
    held = _of_policy(cells, policy, cells)
    return _cited(
        connection,
        title=f"{held[0]['policy_title']}: what it promises" if policy else PROMISES,
        made=held,
        columns=CELL_COLUMNS,
        sentence=_matrix_sentence(held),
        policy=policy,
    )


def changes(connection: Connection, policy: str = "") -> CitedTable:
    """One row a policy and commitment from the second policy on (columns: CHANGE_COLUMNS).

    A policy is compared with the last one before it that says anything on the commitment: silence is not
    a change. ``outcome`` is CHANGED, FIRST_SAID (no earlier policy speaks of it), SAME or SILENT.
    """
    cells = _cells(connection)
    made = _of_policy(compared(cells), policy, cells)
    return _cited(
        connection,
        title=f"{made[0]['policy_title']}: what differs from earlier policies"
        if policy and made
        else CHANGES,
        made=made,
        columns=CHANGE_COLUMNS,
        sentence=_changes_sentence(made),
        policy=policy,
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
CHANGES_BEHIND = {
    "policy_words": "Policy",
    "commitment": "Commitment",
    "before": "Answer before",
    "compared_with": "As last stated in",
    "after": "Answer",
    "outcome": "What it is",
    "document": "Document",
    "url": "Link",
    "locator": "Place in the document",
    "file_row": "Row in our file",
}


def rows_behind(connection: Connection, policy: str = "") -> CitedTable:
    """The cells for reading and taking away, promise by promise (columns: the words of BEHIND)."""
    table = matrix(connection, policy)
    rows = table.rows.sort_values("commitment_key", kind="stable", ignore_index=True)
    return replace(table, rows=rows[list(BEHIND)].rename(columns=BEHIND))


def changes_behind(connection: Connection, policy: str = "") -> CitedTable:
    """The changes for reading and taking away, newest policy first (columns: words of CHANGES_BEHIND).

    In a policy stand first the answers that differ, then those said first, then the same, then silence.
    """
    table = changes(connection, policy)
    order = list(dict.fromkeys(reversed(table.rows["policy_key"].tolist())))
    rows = table.rows.assign(
        policy_words=table.rows["policy_title"] + ", " + table.rows["date_words"],
        _policy=table.rows["policy_key"].map(order.index),
        _outcome=table.rows["outcome"].map((CHANGED, FIRST_SAID, SAME, SILENT).index),
    ).sort_values(["_policy", "_outcome"], kind="stable", ignore_index=True)
    return replace(table, rows=rows[list(CHANGES_BEHIND)].rename(columns=CHANGES_BEHIND))


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


def _of_policy(made: Sequence[Row], policy: str, cells: Sequence[Row]) -> list[Row]:
    """Those of one policy; all where ``policy`` is empty. Raises UnknownChoice for one without cells."""
    known = list(dict.fromkeys(cell["policy_key"] for cell in cells))
    if policy and policy not in known:
        raise UnknownChoice("policy", policy, known)
    return [row for row in made if policy in ("", row["policy_key"])]


def _cited(
    connection: Connection,
    *,
    title: str,
    made: Sequence[Row],
    columns: Sequence[str],
    sentence: str,
    policy: str,
) -> CitedTable:
    cited = citations(connection, (row["document_id"] for row in made))
    unpublished = confidence_label(Confidence.REPORTED_UNPUBLISHED.value)
    on_memo = any(row["policy_confidence_label"] == unpublished for row in made)
    of = f"{made[0]['policy_title']}, {made[0]['date_words']}" if made and policy else policy
    return CitedTable(
        title=title,
        rows=pd.DataFrame(list(made), columns=list(columns)),
        unit="yes, no, partial, not stated or not applicable",
        price_basis="",
        year_basis="policies by date of decision",
        source_line=publishers_line(cited),
        citations=cited,
        caveats=(*CAVEATS, ON_THE_MEMO) if on_memo else CAVEATS,
        choices=(("Policy", of or "all"),),
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
    named = f"{head['policy_title']}, {head['date_words']}"
    if len(policies) == 1:
        count = Counter(cell["value_words"] for cell in cells)
        answers = ", ".join(f"{count[words]} {words}" for words in VALUE_WORDS.values() if count[words])
        return f"{named}, is read for {promises} promises: {answers}.{doubt}"
    return (
        f"{len(policies)} US policies since {cells[0]['date_words']} are read for {promises} promises. "
        f"The newest, {named}, does not state {silent} of them.{doubt}"
    )


def _changes_sentence(made: Sequence[Row]) -> str:
    changed = sum(row["outcome"] == CHANGED for row in made)
    silent = sum(row["outcome"] == SILENT for row in made)
    if not made:
        return ""
    differ = "1 answer differs" if changed == 1 else f"{changed} answers differ"
    times = "once" if silent == 1 else f"{silent} times"
    return (
        "Each policy is compared with the last one before it that speaks of the promise. "
        f"{differ} from that one; {times} a policy is silent, which is not read as a change."
    )
