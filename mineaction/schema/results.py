"""Results: states reported free of known mines, and published numbers other than annual funding."""

from __future__ import annotations

from sqlalchemy import Float, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mineaction import vocabulary as words
from mineaction.schema.base import (
    BY_BYTES,
    FILE_ROW,
    LOCATOR,
    Base,
    country_key,
    document_key,
    one_of,
    source_key,
    text,
)


class MineFreeState(Base):
    """A state reported free of known mines, with what was said later."""

    __tablename__ = "mine_free_state"
    __table_args__ = (
        one_of("date_precision", words.DatePrecision),
        one_of("confidence", words.Confidence),
        {"comment": "States reported free of known mines, each with its kind of declaration."},
    )

    iso3: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("country.iso3"), primary_key=True, comment="The state or area."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    country_name: Mapped[str] = text("Its name as listed.")
    kind: Mapped[str] = text("What was declared or reported, in words.")
    declared_on: Mapped[str] = text("When, in ISO form, as exact as is known.")
    date_precision: Mapped[str] = text("How exact that date is.")
    is_ottawa_party: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="1 where it was a State Party when listed, else 0."
    )
    later_note: Mapped[str] = text("What was found or said afterwards.")
    us_named: Mapped[str] = text("Whether and when a US text named it free of mine impact.")
    us_document_ids: Mapped[str] = text("Those US texts, joined by `;`.")
    further_document_ids: Mapped[str] = text("Further documents, joined by `;`.")
    confidence: Mapped[str] = text("How close the text read stands to the state.")


class Fact(Base):
    """One published number about the world or a country that is not an amount of annual funding."""

    __tablename__ = "fact"
    __table_args__ = (
        one_of("confidence", words.Confidence),
        one_of("comparator", words.Comparator),
        Index("ix_fact_indicator_iso3_year", "indicator", "iso3", "year"),
        {"comment": "Published numbers other than annual funding: casualties, land, counts, population."},
    )

    fact_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Running number in load order.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    indicator: Mapped[str] = text("What is counted.")
    iso3: Mapped[str | None] = country_key("The country, where it speaks of one.")
    geography_name: Mapped[str] = text("The place, as printed.")
    period: Mapped[str] = text("The year or years, as printed.")
    year: Mapped[int | None] = mapped_column(
        Integer, nullable=True, comment="The year; NULL where the period is longer than one year."
    )
    value: Mapped[float] = mapped_column(Float, nullable=False, comment="The number.")
    unit: Mapped[str] = text("Its unit.")
    comparator: Mapped[str] = text("How the number is bounded.")
    confidence: Mapped[str] = text("How close the text read stands to the publisher.")
    subject_key: Mapped[str] = text("The one thing this is a value of.")
    note: Mapped[str] = text("What the row's own note says.")
