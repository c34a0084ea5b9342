"""Remarks of the checks, without names of columns and keys."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from mineaction.queries.data import register
from mineaction.queries.data.remarks import in_words

KNOWN = {"DOC-1": "A report", "TCD": "Chad", "us_claims": "Statements of the US"}


def test_columns_and_keys_become_names() -> None:
    """The Data page read “document_id DOC-1, year 2016, recipient_iso3 TCD, appropriation_account !ALL”."""
    coded = "document_id DOC-1, year 2016, recipient_iso3 TCD, appropriation_account !ALL: rows add to 8."
    assert in_words(coded, KNOWN) == "A report, 2016, Chad, all single accounts: rows add to 8."
    assert in_words("stands in us_claims, row 3", KNOWN) == "stands in Statements of the US, row 3"


def test_what_is_not_known_stays() -> None:
    assert in_words("no total printed for 2016", KNOWN) == "no total printed for 2016"
    assert in_words("document_id DOC-9: odd", KNOWN) == "DOC-9: odd"


def test_no_remark_names_a_column(connection: Connection) -> None:
    said = " ".join(register.findings(connection).rows["What was noticed"])
    assert not re.search("document_id|_iso3|appropriation_account|source_key", said)
