"""Any bytes at every parser: they are read, or refused in the project's own words; nothing else happens."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS, run, zip_of

CELLS = st.text(st.sampled_from("ab\",\n\r'é 1;\x00"), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=6).map(
    lambda rows: "\n".join(["A,B", *(",".join(row) for row in rows)]).encode()
)
NAMES = st.sampled_from(["known", "charted", "held", "accepted", "left", "at", "outcome", "source_key"])
NAMES = st.sampled_from(["known", "charted", "held", "accepted", "left", "at", "outcome", "source_key"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
    max_leaves=8,
)
BYTES = (
    st.binary(max_size=200)
    | TABLES
    | TABLES.map(gzip.compress)
    | TABLES.map(zip_of)
    | VALUES.map(lambda value: json.dumps(value).encode())
)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    seeds = SEEDS.get(name, ())
    whole = data.draw(BYTES | st.sampled_from(seeds) if seeds else BYTES)
    cut = data.draw(st.integers(0, len(whole)))
    flipped = bytearray(whole)
    if flipped and data.draw(st.booleans()):
        flipped[data.draw(st.integers(0, len(flipped) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    for given_bytes in (whole, whole[:cut], bytes(flipped)):
        run(name, given_bytes)


def test_a_zip_whose_table_lies_outside_the_file_is_refused() -> None:
    """Found by fuzzing: zipfile seeks to a place before the file and raises OSError."""
    given_bytes = bytes.fromhex(
        "504b03043400000800000004000000612e63737608003747765d1b604d00504b01021403140000000800374776"
        "5d1b604df40a00000008000000050000010000000000000000800100000000612e637376504b05060000000001"
        "000100330000002d0000000000"
    )
    run("packed", given_bytes)
