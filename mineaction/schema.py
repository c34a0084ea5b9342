"""The tables of the database: every column with a comment, every constraint with a name.

The file is a product in itself, opened in other tools, so comments speak to whoever opens it.
Columns that hold one of a fixed set of words take them from ``mineaction.vocabulary``.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from mineaction import vocabulary as words

SCHEMA_VERSION = 2

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables; it carries the naming of constraints."""

    metadata = MetaData(naming_convention=NAMING)


def one_of(column: str, allowed: type[StrEnum]) -> CheckConstraint:
    """A named check that a column holds one of an enum's words."""
    listed = ", ".join(f"'{item.value}'" for item in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def text(comment: str, **options: object) -> Mapped[str]:
    """A text column that always has a value; the empty string means not printed."""
    return mapped_column(Text, nullable=False, comment=comment, **options)  # type: ignore[arg-type]


def maybe_text(comment: str, *keys: ForeignKey) -> Mapped[str | None]:
    """A text column that may be NULL."""
    return mapped_column(Text, *keys, nullable=True, comment=comment)


def document_key(comment: str = "The document the row was read in.") -> Mapped[str]:
    """A reference to the document a row came from."""
    return mapped_column(Text, ForeignKey("document.document_id"), nullable=False, comment=comment)


def source_key() -> Mapped[str]:
    """A reference to the dataset a row came through."""
    return mapped_column(
        Text, ForeignKey("source.source_key"), nullable=False, comment="The dataset it came through."
    )


def country_key(comment: str) -> Mapped[str | None]:
    """A reference to a country, NULL where the row has none."""
    return mapped_column(Text, ForeignKey("country.iso3"), nullable=True, comment=comment)


LOCATOR = "Where in the document the value stands: page, table and row, as far as is known."
FILE_ROW = "Row in the project's own file, the header being row 1: `file.csv row 14`."


class Source(Base):
    """One dataset: a publisher's table, brought in under one card."""

    __tablename__ = "source"
    __table_args__ = {"comment": "One dataset, with its card."}

    source_key: Mapped[str] = mapped_column(Text, primary_key=True, comment="Publisher, then dataset.")
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
        Text, ForeignKey("source.source_key"), primary_key=True, comment="The dataset it belongs to."
    )
    name: Mapped[str] = mapped_column(Text, primary_key=True, comment="The file's name.")
    sha256: Mapped[str] = text("Checksum of the bytes that were loaded.")
    byte_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Size in bytes.")
    row_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Rows below the header.")
    retrieved_on: Mapped[str] = text("When the figures were read or fetched (ISO date).")


class Document(Base):
    """One publication that figures were read in: the bibliography."""

    __tablename__ = "document"
    __table_args__ = (one_of("published_precision", words.DatePrecision), {"comment": "The bibliography."})

    document_id: Mapped[str] = mapped_column(Text, primary_key=True, comment="Short name of the document.")
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


class Country(Base):
    """A country or area, under the name the United Nations uses."""

    __tablename__ = "country"
    __table_args__ = {
        "comment": "A country or area. Names and outlines imply no position on status or borders."
    }

    iso3: Mapped[str] = mapped_column(Text, primary_key=True, comment="ISO 3166 code of three letters.")
    iso2: Mapped[str] = text("ISO code of two letters; empty where there is none.")
    m49_code: Mapped[str] = text("UN M49 code; empty where there is none.")
    name: Mapped[str] = text("Name as the UN uses it.")
    short_name: Mapped[str] = text("A shorter name for charts.")
    region_name: Mapped[str] = text("UN region.")
    sub_region_name: Mapped[str] = text("UN sub-region.")
    income_level: Mapped[str] = text("World Bank income level as listed.")
    latitude: Mapped[float | None] = mapped_column(Float, nullable=True, comment="Centroid, degrees north.")
    longitude: Mapped[float | None] = mapped_column(Float, nullable=True, comment="Centroid, degrees east.")
    has_outline: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="1 where the shipped outlines have a shape for it, else 0."
    )
    is_former: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="1 for a state that no longer exists under this code, else 0."
    )
    document_id: Mapped[str] = document_key("Where its names and centroid were read.")
    note: Mapped[str] = text("What should be known about the entry.")


class CountryAlias(Base):
    """A name as some document prints it, and the country it stands for."""

    __tablename__ = "country_alias"
    __table_args__ = {"comment": "Names as printed, matched by hand; nothing is matched by likeness."}

    name: Mapped[str] = mapped_column(Text, primary_key=True, comment="The name as printed.")
    iso3: Mapped[str] = mapped_column(
        Text, ForeignKey("country.iso3"), nullable=False, comment="The country it stands for."
    )
    note: Mapped[str] = text("Why, where it is not plain.")


class Administration(Base):
    """A US presidential administration."""

    __tablename__ = "administration"
    __table_args__ = {"comment": "US presidential administrations and their terms."}

    administration_key: Mapped[str] = mapped_column(Text, primary_key=True, comment="Short name.")
    president: Mapped[str] = text("The president's name.")
    starts_on: Mapped[str] = text("First day (ISO date).")
    ends_on: Mapped[str | None] = maybe_text("First day of the next one (ISO date); NULL while it lasts.")
    document_id: Mapped[str] = document_key("What sets the date.")


class Series(Base):
    """One source, one measure, one year basis and one scope: amounts are added only inside one."""

    __tablename__ = "series"
    __table_args__ = (
        one_of("measure", words.Measure),
        one_of("activity_scope", words.ActivityScope),
        {"comment": "What may stand on one line. Amounts are added inside a series and only there."},
    )

    series_key: Mapped[str] = mapped_column(Text, primary_key=True, comment="Short name of the series.")
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
        Text, ForeignKey("series.series_key"), nullable=False, comment="The series it belongs to."
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
    amount_as_printed: Mapped[str] = text("The amount as the row gives it.")
    unit_as_printed: Mapped[str] = text("The unit of that amount.")
    recipient_count_as_printed: Mapped[str] = text("How many countries the text says it reached. Else empty.")
    is_complete_table: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="0 where the table it stands in was cut off: never total such rows."
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

    claim_id: Mapped[str] = mapped_column(Text, primary_key=True, comment="Short name of the statement.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    made_on: Mapped[str] = text("When it was said, in ISO form, as exact as is known; empty if undated.")
    date_precision: Mapped[str] = text("How exact that date is.")
    made_by: Mapped[str] = text("Who said it.")
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


class PolicyEvent(Base):
    """Something a government, body or campaign decided or did, with its date."""

    __tablename__ = "policy_event"
    __table_args__ = (
        one_of("date_precision", words.DatePrecision),
        one_of("kind", words.EventKind),
        one_of("direction", words.Direction),
        one_of("confidence", words.Confidence),
        Index("ix_policy_event_happened_on", "happened_on"),
        {"comment": "The policy timeline. It stands beside the money and explains none of it."},
    )

    event_key: Mapped[str] = mapped_column(Text, primary_key=True, comment="Short name of the event.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    happened_on: Mapped[str] = text("When, in ISO form, as exact as is known.")
    date_precision: Mapped[str] = text("How exact that date is.")
    title: Mapped[str] = text("What happened, in a line.")
    summary: Mapped[str] = text("The same in a sentence or two.")
    actor: Mapped[str] = text("Who acted.")
    administration_key: Mapped[str] = mapped_column(
        Text,
        ForeignKey("administration.administration_key"),
        nullable=False,
        comment="The US administration of the day.",
    )
    kind: Mapped[str] = text("What it is about.")
    direction: Mapped[str] = text("Our reading of which way it points; not a citation.")
    confidence: Mapped[str] = text("How close the text read stands to the actor.")
    further_document_ids: Mapped[str] = text("Further documents, joined by `;`.")
    note: Mapped[str] = text("What the row's own note says.")


class Policy(Base):
    """A US landmine policy, as one decision."""

    __tablename__ = "policy"
    __table_args__ = (one_of("confidence", words.Confidence), {"comment": "US landmine policies."})

    policy_key: Mapped[str] = mapped_column(Text, primary_key=True, comment="Short name of the policy.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    title: Mapped[str] = text("What it is called here.")
    decided_on: Mapped[str] = text("Its date (ISO).")
    confidence: Mapped[str] = text("How close the text read stands to its author.")
    event_key: Mapped[str | None] = mapped_column(
        Text, ForeignKey("policy_event.event_key"), nullable=True, comment="Its mark on the timeline."
    )
    note: Mapped[str] = text("What should be known about it.")


class PolicyCommitment(Base):
    """Whether one policy makes one commitment."""

    __tablename__ = "policy_commitment"
    __table_args__ = (
        one_of("value", words.CommitmentValue),
        one_of("confidence", words.Confidence),
        UniqueConstraint("commitment_key", "policy_key", name="uq_policy_commitment_cell"),
        {"comment": "Commitment by policy: yes, no, partial, not stated, not applicable."},
    )

    policy_commitment_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Running number.")
    commitment_key: Mapped[str] = text("Short name of the commitment.")
    commitment: Mapped[str] = text("The commitment in words.")
    policy_key: Mapped[str] = mapped_column(
        Text, ForeignKey("policy.policy_key"), nullable=False, comment="The policy."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    value: Mapped[str] = text("Whether the policy makes it.")
    qualifier: Mapped[str] = text("What limits the answer.")
    confidence: Mapped[str] = text("How close the text read stands to the policy.")


class TreatyStatus(Base):
    """One state's standing under one treaty."""

    __tablename__ = "treaty_status"
    __table_args__ = (
        one_of("treaty", words.Treaty),
        one_of("status", words.TreatyState),
        {"comment": "Membership of the Ottawa Convention (APMBC) and the cluster munitions one (CCM)."},
    )

    treaty: Mapped[str] = mapped_column(Text, primary_key=True, comment="APMBC or CCM.")
    iso3: Mapped[str] = mapped_column(
        Text, ForeignKey("country.iso3"), primary_key=True, comment="The state."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    country_name: Mapped[str] = text("The state's name as listed.")
    depositary_name: Mapped[str] = text("The state's name in the depositary's list.")
    signed_on: Mapped[str] = text("Signature date; empty if it did not sign.")
    method: Mapped[str] = text("How it joined: ratification, accession …")
    deposited_on: Mapped[str] = text("Date of the instrument's deposit, as exact as is known.")
    deposited_precision: Mapped[str] = text("How exact that date is; empty where there is none.")
    entry_into_force_on: Mapped[str] = text("When the treaty took effect for the state.")
    entry_into_force_basis: Mapped[str] = text("Whether that date was stated or computed, and how.")
    withdrawal_notified_on: Mapped[str] = text("When withdrawal was notified. Else empty.")
    withdrawal_effective_on: Mapped[str] = text("When withdrawal took effect. Else empty.")
    status: Mapped[str] = text("party, signatory or withdrawn.")
    further_document_ids: Mapped[str] = text("Further documents, joined by `;`.")
    cross_check: Mapped[str] = text("How it compares with a second copy of the depositary's list.")
    note: Mapped[str] = text("What the row's own note says.")


class MineFreeState(Base):
    """A state reported free of known mines, with what was said later."""

    __tablename__ = "mine_free_state"
    __table_args__ = (
        one_of("date_precision", words.DatePrecision),
        one_of("confidence", words.Confidence),
        {"comment": "States reported free of known mines, each with its kind of declaration."},
    )

    iso3: Mapped[str] = mapped_column(
        Text, ForeignKey("country.iso3"), primary_key=True, comment="The state or area."
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
    figures_as_of: Mapped[str] = text("The latest date on which a source was checked (ISO date).")
    row_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="Rows in all other tables.")


COVERAGE_VIEW = """
CREATE VIEW coverage AS
SELECT f.series_key AS series_key, s.family_key AS family_key, s.title AS series_title,
       f.year AS year, f.year_basis AS year_basis, f.measure AS measure,
       COUNT(*) AS figure_count,
       COUNT(DISTINCT f.recipient_name) AS recipient_count,
       COUNT(DISTINCT f.document_id) AS document_count,
       MIN(f.is_complete_table) AS is_complete,
       SUM(CASE WHEN f.standing = 'current' THEN 1 ELSE 0 END) AS current_count
FROM funding_figure f JOIN series s ON s.series_key = f.series_key
GROUP BY f.series_key, s.family_key, s.title, f.year, f.year_basis, f.measure
"""

# Two rows disagree when the ranges their printed words allow neither overlap nor touch: "over 398" and
# "398.26" million are one number at two roundings, 479.5 and 482.9 million are not. Profiles convert
# currencies on their own, so a difference of up to a hundred dollars between two is rounding.
CONFLICT_VIEW = """
CREATE VIEW conflict AS
SELECT 'figure' AS kind, a.subject_key AS subject_key,
       CASE WHEN a.standing = 'superseded' OR b.standing = 'superseded'
            THEN 'editions differ' ELSE 'values differ' END AS reason,
       CAST(a.year AS TEXT) AS period, a.recipient_name AS place,
       a.amount_usd AS first_value, a.comparator_as_printed AS first_comparator,
       a.document_id AS first_document_id, a.locator AS first_locator, a.file_row AS first_file_row,
       b.amount_usd AS second_value, b.comparator_as_printed AS second_comparator,
       b.document_id AS second_document_id, b.locator AS second_locator, b.file_row AS second_file_row,
       'USD' AS unit
FROM funding_figure a JOIN funding_figure b
  ON a.subject_key = b.subject_key AND a.figure_id < b.figure_id
WHERE a.subject_key <> '' AND a.standing <> 'repeat' AND b.standing <> 'repeat'
  AND (a.amount_high_usd < b.amount_low_usd OR b.amount_high_usd < a.amount_low_usd)
UNION ALL
SELECT 'figure', a.subject_key, 'printed total differs from the accounts added up',
       CAST(a.year AS TEXT), a.recipient_name,
       a.amount_usd, a.comparator_as_printed, a.document_id, a.locator, a.file_row,
       p.amount_usd, 'sum of accounts', a.document_id, 'accounts of the same table', p.file_row, 'USD'
FROM funding_figure a JOIN (
    SELECT document_id, recipient_iso3, year, SUM(amount_usd) AS amount_usd, MIN(file_row) AS file_row
    FROM funding_figure WHERE series_key = 'us_cwd_country_accounts'
    GROUP BY document_id, recipient_iso3, year
) p ON p.document_id = a.document_id AND p.recipient_iso3 = a.recipient_iso3 AND p.year = a.year
WHERE a.series_key = 'us_cwd_country_totals' AND a.amount_usd <> p.amount_usd
UNION ALL
SELECT 'figure', 'donor and recipient profile|' || d.donor_name || '|' || d.recipient_iso3 || '|' || d.year,
       'donor profile and recipient profile differ', CAST(d.year AS TEXT), d.recipient_name,
       d.amount_usd, 'donor profile', d.document_id, d.locator, d.file_row,
       r.amount_usd, 'recipient profile', r.document_id, r.locator, r.file_row, 'USD'
FROM (
    SELECT donor_name, recipient_iso3, year, SUM(amount_usd) AS amount_usd, COUNT(*) AS n,
           MIN(recipient_name) AS recipient_name, MIN(document_id) AS document_id,
           MIN(locator) AS locator, MIN(file_row) AS file_row
    FROM funding_figure
    WHERE series_key = 'lm_flows_donor_profile' AND standing = 'current' AND recipient_iso3 IS NOT NULL
    GROUP BY donor_name, recipient_iso3, year
) d JOIN (
    SELECT donor_name, recipient_iso3, year, SUM(amount_usd) AS amount_usd,
           MIN(recipient_name) AS recipient_name, MIN(document_id) AS document_id,
           MIN(locator) AS locator, MIN(file_row) AS file_row
    FROM funding_figure
    WHERE series_key = 'lm_flows_recipient_profile' AND standing = 'current'
      AND recipient_iso3 IS NOT NULL
    GROUP BY donor_name, recipient_iso3, year
) r ON r.donor_name = d.donor_name AND r.recipient_iso3 = d.recipient_iso3 AND r.year = d.year
WHERE ABS(d.amount_usd - r.amount_usd) > 100
UNION ALL
SELECT 'claim', a.subject_key,
       CASE WHEN a.edition_as_printed <> '' AND a.edition_as_printed = b.edition_as_printed
            THEN 'one edition, two values'
            WHEN a.made_on = b.made_on THEN 'values differ'
            ELSE 'a later statement is lower' END,
       a.made_on || ' and ' || b.made_on, a.recipient_name,
       a.value, a.comparator_as_printed, a.document_id, a.locator, a.file_row,
       b.value, b.comparator_as_printed, b.document_id, b.locator, b.file_row, a.unit
FROM claim a JOIN claim b
  ON a.subject_key = b.subject_key AND a.claim_id <> b.claim_id
WHERE a.subject_key <> '' AND a.made_on <> '' AND b.made_on <> ''
  AND ((a.made_on < b.made_on AND SUBSTR(b.made_on, 1, LENGTH(a.made_on)) <> a.made_on
        AND b.value_high <= a.value_low)
       OR (a.claim_id < b.claim_id
           AND ((a.made_on = b.made_on AND (a.edition_as_printed = b.edition_as_printed
                                            OR a.edition_as_printed = '' OR b.edition_as_printed = ''))
                OR (a.edition_as_printed <> '' AND a.edition_as_printed = b.edition_as_printed))
           AND (b.value_high < a.value_low OR a.value_high < b.value_low)))
UNION ALL
SELECT 'fact', a.subject_key, 'values differ', a.period, a.geography_name,
       a.value, a.comparator, a.document_id, a.locator, a.file_row,
       b.value, b.comparator, b.document_id, b.locator, b.file_row, a.unit
FROM fact a JOIN fact b ON a.subject_key = b.subject_key AND a.fact_id < b.fact_id
WHERE a.subject_key <> '' AND a.value <> b.value
"""

VIEWS = {"coverage": COVERAGE_VIEW, "conflict": CONFLICT_VIEW}

VIEW_COMMENTS = {
    "coverage": "Which series has figures for which year, how many, and whether the tables were whole.",
    "conflict": "Two values for one thing, with both documents.",
}
