"""The tables of the database: every column with a comment, every constraint with a name.

The file is a product in itself, opened in other tools, so comments speak to whoever opens it.
Columns that hold one of a fixed set of words take them from ``mineaction.vocabulary``. Importing this
package brings in every table, so ``Base.metadata`` always has all of them.
"""

from __future__ import annotations

from mineaction.schema.base import Base
from mineaction.schema.build import Build, FindingRow
from mineaction.schema.lookup import Administration, Country, CountryAlias
from mineaction.schema.money import Claim, FundingFigure, PriceIndex, Series
from mineaction.schema.policy import Policy, PolicyCommitment, PolicyEvent, TreatyStatus
from mineaction.schema.results import Fact, MineFreeState
from mineaction.schema.sources import Document, EditionRow, EditionSum, Source, SourceFile
from mineaction.schema.sums import DERIVED, FundingHeld, FundingSum
from mineaction.schema.views import VIEW_COMMENTS, VIEWS

SCHEMA_VERSION = 7

__all__ = [
    "DERIVED",
    "SCHEMA_VERSION",
    "VIEWS",
    "VIEW_COMMENTS",
    "Administration",
    "Base",
    "Build",
    "Claim",
    "Country",
    "CountryAlias",
    "Document",
    "EditionRow",
    "EditionSum",
    "Fact",
    "FindingRow",
    "FundingFigure",
    "FundingHeld",
    "FundingSum",
    "MineFreeState",
    "Policy",
    "PolicyCommitment",
    "PolicyEvent",
    "PriceIndex",
    "Series",
    "Source",
    "SourceFile",
    "TreatyStatus",
]
