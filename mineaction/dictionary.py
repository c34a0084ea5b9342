"""The data dictionary: every table and column with its comment, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table


def sections(tables: Sequence[Table]) -> list[str]:
    """Lines of one section a table: its comment, then each column's type, marks and comment."""
    lines: list[str] = []
    for table in tables:
        head = ["| column | type | holds |", "|---|---|---|"]
        lines += [f"## {table.name}", "", table.comment or "", "", *head]
        for column in table.columns:
            marks = [
                str(column.type).lower(),
                *(["key"] if column.primary_key else []),
                *(f"→ `{key.target_fullname}`" for key in column.foreign_keys),
                *(["may be missing"] if column.nullable else []),
            ]
            lines.append(f"| `{column.name}` | {', '.join(marks)} | {column.comment} |")
        lines.append("")
    return lines
