"""What rows refer to: countries, their names as printed, and US administrations."""

from __future__ import annotations

from sqlalchemy import Float, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mineaction.schema.base import BY_BYTES, Base, document_key, maybe_text, text


class Country(Base):
    """A country or area, under the name the United Nations uses."""

    __tablename__ = "country"
    __table_args__ = {
        "comment": "A country or area. Names and outlines imply no position on status or borders."
    }

    iso3: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="ISO 3166 code of three letters.")
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

    name: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="The name as printed.")
    iso3: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("country.iso3"), nullable=False, comment="The country it stands for."
    )
    note: Mapped[str] = text("Why, where it is not plain.")


class Administration(Base):
    """A US presidential administration."""

    __tablename__ = "administration"
    __table_args__ = {"comment": "US presidential administrations and their terms."}

    administration_key: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="Short name.")
    president: Mapped[str] = text("The president's name.")
    starts_on: Mapped[str] = text("First day (ISO date).")
    ends_on: Mapped[str | None] = maybe_text("First day of the next one (ISO date); NULL while it lasts.")
    document_id: Mapped[str] = document_key("What sets the date.")
