"""Where rows come from: datasets, their files, the bibliography."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mineaction import vocabulary as words
from mineaction.schema.base import BY_BYTES, Base, maybe_text, one_of, text


class Source(Base):
    """One dataset: a publisher's table, brought in under one card."""

    __tablename__ = "source"
    __table_args__ = {"comment": "One dataset, with its card."}

    source_key: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="Publisher, then dataset.")
    title: Mapped[str] = text("What the dataset is called.")
    publisher: Mapped[str] = text("Who published the figures.")
    licence_note: Mapped[str] = text("What may be done with the figures, as far as is known.")
    row_is: Mapped[str] = text("What one row of the dataset is.")
    target_table: Mapped[str] = text("The table its rows are loaded into.")
    update_rhythm: Mapped[str] = text("How often the publisher brings out something new.")
    recheck_every_days: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="After how many days somebody should look again."
    )
    last_checked_on: Mapped[str] = text("When somebody last compared it with the publisher (ISO date).")
    rows_read: Mapped[int] = mapped_column(Integer, nullable=False, comment="Rows in its files.")
    rows_used: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="Rows of its files that gave at least one row of the database."
    )
    rows_loaded: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="Rows it gave the database; one file row can give several."
    )


class SourceFile(Base):
    """One file of a dataset, known by its checksum."""

    __tablename__ = "source_file"
    __table_args__ = {"comment": "One file of a dataset, known by its checksum."}

    source_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("source.source_key"), primary_key=True, comment="The dataset it belongs to."
    )
    name: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="The file's name.")
    sha256: Mapped[str] = text("Checksum of the bytes that were loaded.")
    byte_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Size in bytes.")
    row_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Rows below the header.")
    retrieved_on: Mapped[str] = text("When the figures were read or fetched (ISO date).")


class Document(Base):
    """One publication that figures were read in: the bibliography."""

    __tablename__ = "document"
    __table_args__ = (one_of("published_precision", words.DatePrecision), {"comment": "The bibliography."})

    document_id: Mapped[str] = mapped_column(
        BY_BYTES, primary_key=True, comment="Short name of the document."
    )
    title: Mapped[str] = text("Its title.")
    publisher: Mapped[str] = text("Who published it.")
    published_as_printed: Mapped[str] = text("Its date as it is given.")
    published_on: Mapped[str | None] = maybe_text("Its date in ISO form, as exact as it is known.")
    published_precision: Mapped[str] = text("How exact that date is.")
    url: Mapped[str] = text("Where it is to be found; empty where no public address is known.")
    address_as_listed: Mapped[str] = text("The address as noted, where it is more than one plain address.")
    address_note: Mapped[str] = text("What should be known about the address. Else empty.")
    consulted_as: Mapped[str] = text("What was read: the whole text, an opening part, a copy, a data file.")
    consulted_on: Mapped[str] = text("When it was read (ISO date).")
    licence_note: Mapped[str] = text("Licence note, as far as is known.")
    kind_as_printed: Mapped[str] = text("How close it stands to the body it quotes, in the list's own words.")
