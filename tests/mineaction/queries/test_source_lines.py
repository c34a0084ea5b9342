"""Source lines: one name for one publisher, who publishes before who reposts, and how many are copies."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mineaction.cited import Citation
from mineaction.queries.asking import citations, publishers_line, rows
from mineaction.queries.claims import register
from mineaction.queries.claims.register import RegisterFilter
from mineaction.vocabulary import TextIs


def document(key: str, name: str, text_is: TextIs = TextIs.OWN, uses: int = 1) -> Citation:
    """A document listed under a name of its own, whose publisher is called ``name``."""
    return Citation(
        key, "Title", f"{name} ({key})", "2020", "", publisher_name=name, text_is=text_is, uses=uses
    )


@pytest.mark.parametrize(
    ("cited", "line"),
    [
        ([], ""),
        ([document("a", "State")], "State (1 document)"),
        ([document("a", "State", TextIs.COPY)], "State (1 document, a copy or repost)"),
        ([document("a", "State"), document("b", "State")], "State (2 documents)"),
        (
            [document("a", "State"), document("b", "State", TextIs.COPY)],
            "State (2 documents, 1 of them a copy or repost)",
        ),
        (
            [
                document("a", "Blog", TextIs.REPOST, 9),
                document("b", "State", TextIs.COPY),
                document("c", "UN"),
            ],
            "State; UN; Blog (3 documents, 2 of them copies or reposts)",
        ),
        (
            [document("a", "UN", uses=2), document("b", "State", uses=2), document("c", "State", uses=1)],
            "State; UN (3 documents)",
        ),
        ([document(key, key) for key in "abcde"], "a; b; c; and 2 more (5 documents)"),
    ],
)
def test_publishers_stand_in_order_of_rows_and_reposts_last(cited: list[Citation], line: str) -> None:
    assert publishers_line(cited) == line


def test_the_claims_lead_with_those_who_said_them(connection: Connection) -> None:
    """The line once began with the copy of a report at a site on explosives, and a repost."""
    line = register.register(connection, RegisterFilter(with_places=True)).source_line
    first = line.partition("; and ")[0]
    assert first.startswith("U.S. Department of State; ") and "repost" not in first and ".com" not in first


def test_no_source_line_names_one_publisher_twice(connection: Connection) -> None:
    every = [row["document_id"] for row in rows(connection, "SELECT document_id FROM document")]
    names = publishers_line(citations(connection, every), most=1000).rpartition(" (")[0].split("; ")
    assert len(names) == len(set(names)) > 50
    for word, most in (("Financial Tracking Service", 1), ("Landmine and Cluster Munition Monitor", 1)):
        assert len([name for name in names if word in name]) == most, word


def test_every_publisher_has_a_name_and_none_is_spelt_in_two_ways(
    connection: Connection, repo_root: Path
) -> None:
    with (repo_root / "data" / "reference" / "publishers.csv").open(encoding="utf-8", newline="") as stream:
        listed = {row["printed"]: row for row in csv.DictReader(stream)}
    held = {row["publisher"] for row in rows(connection, "SELECT DISTINCT publisher FROM document")}
    assert held == set(listed)
    spelt = defaultdict(set)
    for row in listed.values():
        spelt[row["name"].casefold().replace(".", "").replace(",", "")].add(row["name"])
        copied = any(word in row["printed"] for word in (" copy)", "copied by", "repost of", " via all"))
        assert row["text_is"] != TextIs.OWN or not copied, row["printed"]
        assert "(repost or news)" not in row["printed"] or row["text_is"] == TextIs.REPOST
    assert [names for names in spelt.values() if len(names) > 1] == []
