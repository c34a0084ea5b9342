"""The generated pages are what the cards and tables say now."""

from __future__ import annotations

from pathlib import Path

from etl import docs
from etl.__main__ import main
from etl.inputs import Inputs
from mineaction.schema import VIEW_COMMENTS, VIEWS, Base


def test_the_pages_are_fresh() -> None:
    assert docs.write(check_only=True) == [], "run: python -m etl docs"


def test_the_command_agrees() -> None:
    assert main(["docs", "--check"]) == 0


def test_a_stale_page_is_named_and_written_anew(tmp_path: Path) -> None:
    assert docs.write(tmp_path) == ["sources.md", "data_dictionary.md"]
    assert docs.write(tmp_path, check_only=True) == []
    (tmp_path / "sources.md").write_text("old")
    assert docs.write(tmp_path, check_only=True) == ["sources.md"]
    assert (tmp_path / "sources.md").read_text() == "old"


def test_every_source_has_its_section_and_every_table_its_columns() -> None:
    sources, dictionary = docs.sources_page(), docs.dictionary_page()
    assert all(f"\n## {folder.name}\n" in sources for folder in Inputs().folders())
    for table in Base.metadata.sorted_tables:
        assert f"\n## {table.name}\n" in dictionary
        assert all(f"| `{column.name}` |" in dictionary for column in table.columns)
    assert set(VIEWS) == set(VIEW_COMMENTS)
    assert all(f"| `{name}` |" in dictionary for name in VIEWS)
