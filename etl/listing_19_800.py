"""What is the same in every row about Assistance Listing 19.800, whoever publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LISTING_19_800: Mapping[str, Any] = {
    "donor_iso3": "USA",
    "donor_name": "United States",
    "agency_name": "Department of State",
    "scope_as_printed": "Weapons Removal and Abatement",
    "year_basis": "us_fiscal",
    "comparator_as_printed": "",
    "unit_as_printed": "US$",
}
"""Columns of ``funding_figure``."""
