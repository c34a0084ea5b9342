"""Where rows come from: datasets, their files, the bibliography."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mineaction import vocabulary as words
from mineaction.schema.base import BY_BYTES, Base, country_key, maybe_text, one_of, text


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
    last_checked_on: Mapped[str] = text(
        "When a person last read its figures in their documents, or they were fetched (ISO date)."
    )
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


class EditionRow(Base):
    """One edition of a dataset: what came with the project, or was fetched or added since."""

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("is_charted IN (0, 1)", name="is_charted"),
        {"comment": "Editions of each dataset that this database holds; one of each dataset is charted."},
    )

    source_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("source.source_key"), primary_key=True, comment="The dataset."
    )
    edition_id: Mapped[str] = mapped_column(
        BY_BYTES,
        primary_key=True,
        comment="`shipped` for what came with the project, else number, day, checksum.",
    )
    number: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="Running number; 0 came with the project."
    )
    is_charted: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="1 for the edition whose figures all other tables hold."
    )
    how: Mapped[str] = text("shipped, fetched, from a file, or added by hand.")
    fetched_at: Mapped[str] = text(
        "When it was fetched or added (UTC, ISO form; a day for what was shipped)."
    )
    fetched_from: Mapped[str] = text("Where it was fetched from. Empty for what was shipped.")
    sha256: Mapped[str] = text("Checksum of the whole that the publisher gave; empty for what was shipped.")
    byte_count: Mapped[int] = mapped_column(
        BigInteger, nullable=False, comment="Size of that whole in bytes."
    )
    row_count: Mapped[int] = mapped_column(BigInteger, nullable=False, comment="Rows of that whole.")
    kept_row_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Rows kept of it.")
    etag: Mapped[str] = text("The publisher's mark of the version (HTTP ETag). Else empty.")
    last_modified: Mapped[str] = text("When the publisher last changed it (HTTP Last-Modified). Else empty.")
    connector_version: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="Version of the code that fetched it; 0 where none did."
    )
    builds_on: Mapped[str] = text("The edition whose rows it adds to; empty where it stands alone.")
    accepted_because: Mapped[str] = text(
        "What a person said on accepting it beyond the card's limits. Else empty."
    )
    note: Mapped[str] = text("What was noticed on fetching it.")


class EditionSum(Base):
    """What one edition says of one thing, for datasets of which several editions are held."""

    __tablename__ = "edition_sum"
    __table_args__ = (
        Index("ix_edition_sum_source_edition", "source_key", "edition_id", "series_key"),
        {
            "comment": "Figures of every edition held, added up by what they are about, so that a change "
            "from one edition to the next can be seen. Empty for datasets with one edition."
        },
    )

    edition_sum_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Running number.")
    source_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("source.source_key"), nullable=False, comment="The dataset."
    )
    edition_id: Mapped[str] = text("The edition.")
    series_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("series.series_key"), nullable=False, comment="The series."
    )
    donor_name: Mapped[str] = text("Who gives.")
    recipient_iso3: Mapped[str | None] = country_key("Where the work happens, where it is one country.")
    recipient_name: Mapped[str] = text("Where the work happens.")
    year: Mapped[int] = mapped_column(Integer, nullable=False, comment="The year the amounts belong to.")
    year_basis: Mapped[str] = text("us_fiscal, calendar, or unstated.")
    appropriation_account: Mapped[str] = text("Account or agency line; empty where none is named.")
    agency_name: Mapped[str] = text("Agency as printed.")
    implementer_name: Mapped[str] = text("Who does the work, as printed. Else empty.")
    plan_name: Mapped[str] = text("Humanitarian plan or cluster. Else empty.")
    figure_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="How many figures are in it.")
    amount_usd: Mapped[int] = mapped_column(
        BigInteger, nullable=False, comment="Their sum in whole US dollars at current prices."
    )
    file_row: Mapped[str] = text("Row of the first of them in the edition's own file.")


class Document(Base):
    """One publication that figures were read in: the bibliography."""

    __tablename__ = "document"
    __table_args__ = (
        one_of("published_precision", words.DatePrecision),
        one_of("text_is", words.TextIs),
        {"comment": "The bibliography."},
    )

    document_id: Mapped[str] = mapped_column(
        BY_BYTES, primary_key=True, comment="Short name of the document."
    )
    title: Mapped[str] = text("Its title.")
    publisher: Mapped[str] = text("Who published it, as listed, with what is known of the copy.")
    publisher_name: Mapped[str] = text("The one name under which that publisher stands in source lines.")
    text_is: Mapped[str] = text(
        "own: the publisher's text; copy: read in a copy; repost: a repost, or news of it."
    )
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
