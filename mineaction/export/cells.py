"""Text for spreadsheets: nothing is taken for a formula, and nothing in it breaks a file."""

from __future__ import annotations

import re

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run as a formula by spreadsheet programs."""
WIDE_STARTS = ("＝", "＋", "－", "＠")
"""The same signs in their wide forms, which programs set to Japanese or Chinese take for them."""
# What XML 1.0 cannot hold; Office files are XML.
_BROKEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """Text that no spreadsheet program takes for a formula: an apostrophe stands before such a start.

    A blank before the sign makes it text already.
    """
    return f"'{text}" if text.startswith((*FORMULA_STARTS, *WIDE_STARTS)) else text


def plain(text: str) -> str:
    """Text an Office file can hold: characters XML does not know are left out."""
    return _BROKEN.sub("", text)


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or NA."""
    if value is None:
        return True
    if isinstance(value, (str, list, tuple, dict, set, frozenset)):
        return False
    return bool(pd.isna(value))  # type: ignore[call-overload]
