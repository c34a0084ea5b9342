"""Figures added up, and counted, once, when the database is written.

Pages read these rows, so that their cost follows what can be charted and not how many single figures
stand behind it. Nothing here is new: every row comes from ``funding_figure`` by the statements below.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mineaction.schema.base import BY_BYTES, Base, country_key, document_key, source_key, text


class FundingSum(Base):
    """Figures that differ in nothing but their amount, added where their series adds; else one figure."""

    __tablename__ = "funding_sum"
    __table_args__ = (
        Index("ix_funding_sum_series_recipient", "series_key", "recipient_name", "standing"),
        Index("ix_funding_sum_series_donor", "series_key", "donor_name"),
        Index("ix_funding_sum_recipient", "recipient_iso3", "series_key"),
        Index("ix_funding_sum_subject", "subject_key"),
        Index("ix_funding_sum_document", "document_id"),
        {
            "comment": "Worked out from funding_figure: figures added up as far as their series allows, "
            "for quick reading.",
            "info": {"is_derived": True},
        },
    )

    sum_id: Mapped[int] = mapped_column(
        Integer, primary_key=True, comment="The first of its figures (`funding_figure.figure_id`)."
    )
    figure_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="How many figures are in it.")
    series_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("series.series_key"), nullable=False, comment="The series they belong to."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key("The document they were read in.")
    locator: Mapped[str] = text("Where the first of them stands in the document.")
    file_row: Mapped[str] = text("Row of the first of them in the project's own file.")
    donor_iso3: Mapped[str | None] = country_key("Who gives, where it is a country.")
    donor_name: Mapped[str] = text("Who gives.")
    recipient_iso3: Mapped[str | None] = country_key("Where the work happens, where it is one country.")
    recipient_name: Mapped[str] = text("Where the work happens.")
    recipient_scope: Mapped[str] = text("country, region, global, or unspecified.")
    year: Mapped[int] = mapped_column(Integer, nullable=False, comment="The year the amounts belong to.")
    year_basis: Mapped[str] = text("us_fiscal, calendar, or unstated.")
    measure: Mapped[str] = text("What kind of amount.")
    activity_scope: Mapped[str] = text("What the money was for.")
    appropriation_account: Mapped[str] = text("Account or agency line; empty where none is named.")
    agency_name: Mapped[str] = text("Agency as printed.")
    implementer_name: Mapped[str] = text("Who does the work, as printed. Else empty.")
    sector: Mapped[str] = text("Parts of mine action named, joined by `;`.")
    sector_as_printed: Mapped[str] = text("The same in the document's words.")
    perspective: Mapped[str] = text("Landmine Monitor: donor_profile or recipient_profile. Else empty.")
    plan_name: Mapped[str] = text("Humanitarian plan or cluster. Else empty.")
    comparator: Mapped[str] = text("How the printed numbers are bounded.")
    comparator_as_printed: Mapped[str] = text("The bounding word in the document.")
    amount_usd: Mapped[int] = mapped_column(
        BigInteger, nullable=False, comment="Their sum in whole US dollars at current prices."
    )
    reduced_usd: Mapped[int] = mapped_column(
        BigInteger,
        nullable=False,
        comment="What its figures below zero (de-obligations and the like) come to; 0 where there are none.",
    )
    amount_low_usd: Mapped[int | None] = mapped_column(
        BigInteger, nullable=True, comment="The least the sum can be as printed; NULL if one is unbounded."
    )
    amount_high_usd: Mapped[int | None] = mapped_column(
        BigInteger, nullable=True, comment="The most it can be as printed; NULL if one is unbounded."
    )
    is_complete_table: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="0 where the table was cut off; such figures are never added."
    )
    is_sentence: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="1 where they were told in sentences, 0 where they stand in a table."
    )
    standing: Mapped[str] = text("current, superseded or repeat; only figures of one standing are added.")
    subject_key: Mapped[str] = text("The one thing this is a value of.")
    edition_on: Mapped[str] = text("Date of the edition. Empty where unknown.")
    note: Mapped[str] = text("The note of one of them.")


class FundingHeld(Base):
    """How many figures one document gives of one series, year, donor and recipient."""

    __tablename__ = "funding_held"
    __table_args__ = (
        Index("ix_funding_held_series", "series_key", "year"),
        Index("ix_funding_held_recipient", "recipient_iso3", "figure_count"),
        {
            "comment": "Worked out from funding_figure: how many figures are held of what, with no amount, "
            "for quick counting and for lists of names and years.",
            "info": {"is_derived": True},
        },
    )

    held_id: Mapped[int] = mapped_column(
        Integer, primary_key=True, comment="The first of its figures (`funding_figure.figure_id`)."
    )
    figure_count: Mapped[int] = mapped_column(Integer, nullable=False, comment="How many figures.")
    series_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("series.series_key"), nullable=False, comment="The series they belong to."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key("The document they were read in.")
    donor_iso3: Mapped[str | None] = country_key("Who gives, where it is a country.")
    donor_name: Mapped[str] = text("Who gives.")
    recipient_iso3: Mapped[str | None] = country_key("Where the work happens, where it is one country.")
    recipient_name: Mapped[str] = text("Where the work happens.")
    recipient_scope: Mapped[str] = text("country, region, global, or unspecified.")
    year: Mapped[int] = mapped_column(Integer, nullable=False, comment="The year the amounts belong to.")
    year_basis: Mapped[str] = text("us_fiscal, calendar, or unstated.")
    measure: Mapped[str] = text("What kind of amount.")
    standing: Mapped[str] = text("current, superseded or repeat.")
    is_complete_table: Mapped[int] = mapped_column(
        Integer, nullable=False, comment="0 where the table was cut off."
    )


_SAME = (
    "series_key source_key document_id donor_iso3 donor_name recipient_iso3 recipient_name recipient_scope "
    "year year_basis measure activity_scope appropriation_account agency_name implementer_name sector "
    "sector_as_printed perspective plan_name comparator comparator_as_printed is_complete_table standing "
    "edition_on"
).split()

SENTENCES = ("text", "narrative text", "total told in prose")
SENTENCE_BEGINS = "text, "
"""Places in a document that are a sentence: these, and those that begin so. All others are tables.

The check of places in a build (``etl/validate.py``) holds every file to this.
"""


def is_sentence(place: str) -> bool:
    """Whether a figure at this place (its ``locator``) was told in a sentence, and stands in no table."""
    return place in SENTENCES or place.startswith(SENTENCE_BEGINS)


# The same for the database, which adds up before any row could be read one by one.
_IS_SENTENCE = f"""CASE WHEN f.locator IN ({", ".join(f"'{place}'" for place in SENTENCES)})
    OR f.locator LIKE '{SENTENCE_BEGINS}%' THEN 1 ELSE 0 END"""

FILL_SUMS = f"""
INSERT INTO funding_sum (sum_id, locator, file_row, figure_count, amount_usd, reduced_usd, amount_low_usd,
    amount_high_usd, subject_key, note, is_sentence, {", ".join(_SAME)})
SELECT added.first_id, one.locator, one.file_row, added.figure_count, added.amount_usd, added.reduced_usd,
    added.amount_low_usd, added.amount_high_usd, added.subject_key, added.note, added.is_sentence,
    {", ".join("one." + name for name in _SAME)}
FROM (
    SELECT MIN(f.figure_id) AS first_id, COUNT(*) AS figure_count, SUM(f.amount_usd) AS amount_usd,
        SUM(CASE WHEN f.amount_usd < 0 THEN f.amount_usd ELSE 0 END) AS reduced_usd,
        CASE WHEN COUNT(f.amount_low_usd) = COUNT(*) THEN SUM(f.amount_low_usd) END AS amount_low_usd,
        CASE WHEN COUNT(f.amount_high_usd) = COUNT(*) THEN SUM(f.amount_high_usd) END AS amount_high_usd,
        MAX(f.subject_key) AS subject_key, MAX(f.note) AS note, {_IS_SENTENCE} AS is_sentence
    FROM funding_figure f JOIN series s ON s.series_key = f.series_key
    GROUP BY {", ".join("f." + name for name in _SAME)}, {_IS_SENTENCE},
        CASE WHEN s.adds_over <> 'nothing' AND f.is_complete_table = 1 THEN 0 ELSE f.figure_id END
) added JOIN funding_figure one ON one.figure_id = added.first_id
ORDER BY 1
"""
"""Fills ``funding_sum``. A figure of a series that adds over nothing, or of a table cut off, stays alone.

Place and row are those of its first figure, so that they are of one and the same.
"""

_COUNTED_BY = """series_key, source_key, document_id, donor_iso3, donor_name, recipient_iso3, recipient_name,
    recipient_scope, year, year_basis, measure, standing, is_complete_table"""

FILL_HELD = f"""
INSERT INTO funding_held (held_id, figure_count, {_COUNTED_BY})
SELECT MIN(sum_id), SUM(figure_count), {_COUNTED_BY} FROM funding_sum
GROUP BY {_COUNTED_BY}
ORDER BY 1
"""
"""Fills ``funding_held``."""

DERIVED = {FundingSum.__tablename__: FILL_SUMS, FundingHeld.__tablename__: FILL_HELD}
"""Tables that are worked out from others, with the statement that fills each, in the order of filling."""
