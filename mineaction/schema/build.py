"""The build that wrote the database, and what its checks noticed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mineaction import vocabulary as words
from mineaction.schema.base import Base, one_of, text


class FindingRow(Base):
    """What the checks noticed in the build that wrote this database."""

    __tablename__ = "finding"
    __table_args__ = (one_of("severity", words.Severity), {"comment": "What the checks noticed."})

    finding_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Running number.")
    severity: Mapped[str] = text("warning or note; an error would have refused the build.")
    source_key: Mapped[str] = text("The dataset it is about.")
    file_name: Mapped[str] = text("The file it is about.")
    locator: Mapped[str] = text("The place in the file.")
    rule: Mapped[str] = text("The rule that noticed it.")
    message: Mapped[str] = text("What was noticed.")
    value: Mapped[str] = text("The value in question.")
    what_to_do: Mapped[str] = text("What could be done about it.")


class Build(Base):
    """The build that wrote this database. One row."""

    __tablename__ = "build"
    __table_args__ = (
        CheckConstraint("build_id = 1", name="one_row"),
        {"comment": "The build that wrote this database. It holds no clock time, so builds repeat exactly."},
    )

    build_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Always 1.")
    schema_version: Mapped[int] = mapped_column(Integer, nullable=False, comment="Version of these tables.")
    data_version: Mapped[str] = text("Hash of all rows of all other tables: same content, same version.")
    inputs_sha256: Mapped[str] = text("Hash of the files and code it was built from.")
    figures_as_of: Mapped[str] = text("The latest date on which figures were read or fetched (ISO date).")
    row_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Rows in all other tables.")
