"""Amounts: what may stand on one line, the figures, the statements about them, and the price index."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, Integer, UniqueConstraint
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


class Series(Base):
    """One source, one measure, one year basis and one scope: amounts are added only inside one."""

    __tablename__ = "series"
    __table_args__ = (
        one_of("measure", words.Measure),
        one_of("activity_scope", words.ActivityScope),
        {"comment": "What may stand on one line. Amounts are added inside a series and only there."},
    )

    series_key: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="Short name of the series.")
    family_key: Mapped[str] = text("The choice it belongs to on the page.")
    position: Mapped[int] = mapped_column(Integer, nullable=False, comment="Order inside its family.")
    title: Mapped[str] = text("What it shows, in full.")
    panel_title: Mapped[str] = text("What it shows, in a few words.")
    measure: Mapped[str] = text("What kind of amount.")
    activity_scope: Mapped[str] = text("What the money was for.")
    adds_over: Mapped[str] = text(
        "Along which column its figures may be added (`recipient`, `account`, `plan`), or `nothing`."
    )
    panel_by: Mapped[str] = text("`account` or `recipient` where each is a panel of its own; else empty.")
    edition_rule: Mapped[str] = text(
        "`newest` where later editions replace earlier ones; `table` where one reading of each table "
        "stands; `all` where every value stands."
    )
    is_shown_first: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="1 where the page shows it unasked."
    )
    caveat: Mapped[str] = text("What a reader has to know before using it.")


class FundingFigure(Base):
    """One amount as one source reports it."""

    __tablename__ = "funding_figure"
    __table_args__ = (
        one_of("recipient_scope", words.RecipientScope),
        one_of("year_basis", words.YearBasis),
        one_of("measure", words.Measure),
        one_of("activity_scope", words.ActivityScope),
        one_of("comparator", words.Comparator),
        one_of("standing", words.Standing),
        CheckConstraint("perspective IN ('', 'donor_profile', 'recipient_profile')", name="perspective"),
        CheckConstraint("is_complete_table IN (0, 1)", name="is_complete_table"),
        UniqueConstraint("source_key", "file_row", "series_key", name="uq_funding_figure_source_row"),
        Index("ix_funding_figure_series_recipient_year", "series_key", "standing", "recipient_iso3", "year"),
        Index("ix_funding_figure_subject", "subject_key"),
        Index("ix_funding_figure_recipient", "recipient_iso3", "series_key", "year"),
        Index("ix_funding_figure_document", "document_id"),
        {"comment": "One amount as one source reports it, at current prices."},
    )

    figure_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Running number in load order.")
    series_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("series.series_key"), nullable=False, comment="The series it belongs to."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    donor_iso3: Mapped[str | None] = country_key("Who gives, where it is a country.")
    donor_name: Mapped[str] = text("Who gives, under one name throughout; `All donors` for a world total.")
    donor_as_printed: Mapped[str] = text("Who gives, in the document's words.")
    recipient_iso3: Mapped[str | None] = country_key("Where the work happens, where it is one country.")
    recipient_name: Mapped[str] = text("Where the work happens, under one name throughout.")
    recipient_as_printed: Mapped[str] = text("Where the work happens, in the document's words.")
    recipient_scope: Mapped[str] = text("country, region, global, or unspecified.")
    year: Mapped[int] = mapped_column(Integer, nullable=False, comment="The year the amount belongs to.")
    year_basis: Mapped[str] = text("us_fiscal, calendar, or unstated where the document does not say.")
    measure: Mapped[str] = text("What kind of amount.")
    activity_scope: Mapped[str] = text("What the money was for.")
    scope_as_printed: Mapped[str] = text("The scope in the document's words.")
    appropriation_account: Mapped[str] = text(
        "Account or agency line; `ALL` is a printed total over accounts; empty where none is named."
    )
    agency_name: Mapped[str] = text("Agency as printed.")
    sub_agency_name: Mapped[str] = text("Bureau or office of the agency, as printed. Else empty.")
    implementer_name: Mapped[str] = text("Who does the work, as printed. Empty where it is not said.")
    activity_id: Mapped[str] = text("The publisher's number of the activity. Else empty.")
    activity_name: Mapped[str] = text("The activity, as printed. Else empty.")
    transaction_on: Mapped[str] = text("Day of the transaction (ISO date), where one is given. Else empty.")
    sector: Mapped[str] = text("Parts of mine action named, in a fixed order, joined by `;`.")
    sector_as_printed: Mapped[str] = text("The same in the document's words.")
    perspective: Mapped[str] = text("Landmine Monitor: donor_profile or recipient_profile. Else empty.")
    plan_name: Mapped[str] = text("Humanitarian plan or cluster the amount belongs to. Else empty.")
    comparator: Mapped[str] = text("How the printed number is bounded.")
    comparator_as_printed: Mapped[str] = text("The bounding word in the document.")
    amount_usd: Mapped[int] = mapped_column(
        BigInteger, nullable=False, comment="Whole US dollars at current prices; negative is a reduction."
    )
    amount_low_usd: Mapped[int | None] = mapped_column(
        BigInteger, nullable=True, comment="The least it can be as printed (inclusive); NULL if unbounded."
    )
    amount_high_usd: Mapped[int | None] = mapped_column(
        BigInteger, nullable=True, comment="The most it can be as printed (exclusive); NULL if unbounded."
    )
    amount_constant_usd: Mapped[int | None] = mapped_column(
        BigInteger,
        nullable=True,
        comment="The publisher's own amount in constant prices, whole US dollars; NULL where it gives none.",
    )
    constant_prices_of: Mapped[str] = text("The year whose prices those are, as the publisher says it.")
    amount_as_printed: Mapped[str] = text("The amount as the row gives it.")
    unit_as_printed: Mapped[str] = text("The unit of that amount.")
    recipient_count_as_printed: Mapped[str] = text("How many countries the text says it reached. Else empty.")
    is_complete_table: Mapped[int] = mapped_column(
        Integer,
        nullable=False,
        comment="0 where its table was cut off, or it stands in none: never total such rows.",
    )
    standing: Mapped[str] = text("current, superseded by a later edition, or a repeat of another row.")
    subject_key: Mapped[str] = text("The one thing this is a value of; equal keys speak of the same thing.")
    edition_on: Mapped[str] = text(
        "Date of the edition, to order editions by; a profile known only to report on a year counts as "
        "of the next. Empty where unknown."
    )
    note: Mapped[str] = text("What the row's own note says.")


class Claim(Base):
    """What somebody said about an amount or a number: a dated statement, never a figure."""

    __tablename__ = "claim"
    __table_args__ = (
        one_of("metric", words.ClaimMetric),
        one_of("date_precision", words.DatePrecision),
        one_of("comparator", words.Comparator),
        one_of("activity_scope", words.ActivityScope),
        one_of("confidence", words.Confidence),
        Index("ix_claim_metric_made_on", "metric", "made_on"),
        Index("ix_claim_subject", "subject_key"),
        {"comment": "A dated statement with its comparator and scope. Claims never fill gaps in figures."},
    )

    claim_id: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="Short name of the statement.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    also_file_row: Mapped[str] = text(
        "Row of another of our files that tells of the same statement, after the short name of its dataset. "
        "Else empty."
    )
    made_on: Mapped[str] = text("When it was said, in ISO form, as exact as is known; empty if undated.")
    date_precision: Mapped[str] = text("How exact that date is.")
    made_by: Mapped[str] = text("Who said it: one name for one speaker.")
    made_by_as_printed: Mapped[str] = text("The same as the row or its document names it.")
    metric: Mapped[str] = text("What is counted.")
    value: Mapped[float | None] = mapped_column(
        Float, nullable=True, comment="The number said; NULL where countries were named without a total."
    )
    value_low: Mapped[float | None] = mapped_column(
        Float, nullable=True, comment="The least it can be as said (inclusive); NULL if unbounded."
    )
    value_high: Mapped[float | None] = mapped_column(
        Float, nullable=True, comment="The most it can be as said (exclusive); NULL if unbounded."
    )
    unit: Mapped[str] = text("USD, countries, people, percent …, as in the row.")
    comparator: Mapped[str] = text("How the number is bounded.")
    comparator_as_printed: Mapped[str] = text("The bounding word in the statement.")
    period: Mapped[str] = text("What stretch of time it covers, in the statement's words.")
    period_start_year: Mapped[int | None] = mapped_column(
        Integer, nullable=True, comment="First year covered, where printed or read from the page."
    )
    period_end_year: Mapped[int | None] = mapped_column(
        Integer, nullable=True, comment="Last year covered, where known."
    )
    activity_scope: Mapped[str] = text("What the money was for.")
    scope_as_printed: Mapped[str] = text("The scope in the statement's words.")
    recipient_iso3: Mapped[str | None] = country_key("The country it speaks of, if one.")
    recipient_name: Mapped[str] = text("The country or region it speaks of, as printed. Else empty.")
    appropriation_account: Mapped[str] = text("Account it speaks of; `ALL` for all. Else empty.")
    agency_name: Mapped[str] = text("Agency it speaks of, as printed. Else empty.")
    countries_named: Mapped[str] = text("ISO codes of countries the statement names, joined by `;`.")
    edition_as_printed: Mapped[str] = text("Edition of the report it presents, where the row names one.")
    confidence: Mapped[str] = text("How close the text read stands to the speaker.")
    subject_key: Mapped[str] = text("The one thing this is a statement about.")
    note: Mapped[str] = text("What the row's own note says.")


class PriceIndex(Base):
    """The price index that turns current US fiscal-year dollars into constant ones."""

    __tablename__ = "price_index"
    __table_args__ = {"comment": "US fiscal-year price index: current over constant dollars."}

    fiscal_year: Mapped[int] = mapped_column(Integer, primary_key=True, comment="US fiscal year.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    index_value: Mapped[float] = mapped_column(
        Float, nullable=False, comment="Price level, 1 in the base year."
    )
    base_year: Mapped[int] = mapped_column(Integer, nullable=False, comment="The year that is 1.")
    all_obligations_usd: Mapped[int] = mapped_column(
        BigInteger, nullable=False, comment="All US foreign aid obligations of the year, current US$."
    )
    recipient_count: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="Countries and regions in the file that year."
    )
    note: Mapped[str] = text("What the row's own note says.")
