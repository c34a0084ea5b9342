"""The one place where figures are added up, and where wrong sums are refused."""

from __future__ import annotations

import pandas as pd

from mineaction.errors import WrongSum

NOTHING = "nothing"

# Columns a sum may run over, by the word a series uses in `adds_over`.
DIMENSIONS = {
    "recipient": "recipient_name",
    "account": "appropriation_account",
    "plan": "plan_name",
    "donor": "donor_name",
}


def add_up(figures: pd.DataFrame, adds_over: str) -> int:
    """The sum of one series' figures for one year, in whole dollars.

    ``figures`` has the columns of ``funding_figure``; ``adds_over`` is the series' own rule. Raises
    WrongSum when rows of more than one series, measure, scope, year or year basis are given, when a
    row is superseded or repeats another, when a table was cut off, or when the rows differ in
    something the series must not be added over. One row alone is its own sum.
    """
    for column, words in (
        ("series_key", "figures of different series"),
        ("measure", "different measures"),
        ("activity_scope", "different scopes"),
        ("year_basis", "fiscal and calendar years"),
        ("year", "different years"),
        ("perspective", "donors' and recipients' accounts of the same money"),
    ):
        if column in figures and figures[column].nunique() > 1:
            found = ", ".join(str(value) for value in sorted(figures[column].unique())[:3])
            raise WrongSum(words, f"they do not measure the same thing ({found})")
    if (figures["standing"] != "current").any():
        raise WrongSum("earlier editions or second readings", "the same money would be counted twice")
    if len(figures) < 2:
        return int(figures["amount_usd"].sum())
    if adds_over == NOTHING:
        raise WrongSum("figures of this series", "they overlap or are not all there")
    if not figures["is_complete_table"].astype(bool).all():
        raise WrongSum("rows of a table that was cut off", "the rest of the table is missing")
    allowed = set(adds_over.split(";"))
    for name, column in DIMENSIONS.items():
        if name not in allowed and column in figures and figures[column].nunique() > 1:
            raise WrongSum(
                f"amounts over {name}s", f"this series adds only over {adds_over.replace(';', ' and ')}s"
            )
    return int(figures["amount_usd"].sum())
