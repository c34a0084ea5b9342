"""What all tables share: the root, the naming of constraints, and the columns that many have."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


BY_BYTES = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text in order of its bytes, as SQLite has it. PostgreSQL would order by the language of the server."""


class Base(DeclarativeBase):
    """The root of all tables; it carries the naming of constraints."""

    metadata = MetaData(naming_convention=NAMING)


def one_of(column: str, allowed: type[StrEnum]) -> CheckConstraint:
    """A named check that a column holds one of an enum's words."""
    listed = ", ".join(f"'{item.value}'" for item in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def text(comment: str, **options: object) -> Mapped[str]:
    """A text column that always has a value; the empty string means not printed."""
    return mapped_column(BY_BYTES, nullable=False, comment=comment, **options)  # type: ignore[arg-type]


def maybe_text(comment: str, *keys: ForeignKey) -> Mapped[str | None]:
    """A text column that may be NULL."""
    return mapped_column(BY_BYTES, *keys, nullable=True, comment=comment)


def document_key(comment: str = "The document the row was read in.") -> Mapped[str]:
    """A reference to the document a row came from."""
    return mapped_column(BY_BYTES, ForeignKey("document.document_id"), nullable=False, comment=comment)


def source_key() -> Mapped[str]:
    """A reference to the dataset a row came through."""
    return mapped_column(
        BY_BYTES, ForeignKey("source.source_key"), nullable=False, comment="The dataset it came through."
    )


def country_key(comment: str) -> Mapped[str | None]:
    """A reference to a country, NULL where the row has none."""
    return mapped_column(BY_BYTES, ForeignKey("country.iso3"), nullable=True, comment=comment)


LOCATOR = "Where in the document the value stands: page, table and row, as far as is known."
FILE_ROW = "Row in the project's own file, the header being row 1: `file.csv row 14`."
