"""Names of countries, donors and other recipients as a sentence has them, with article or in plain words."""

from __future__ import annotations

from collections.abc import Sequence

WITH_ARTICLE = frozenset(
    {
        *("Americas", "Bahamas", "British Indian Ocean Territory", "British Virgin Islands", "CEB"),
        *("Cayman Islands", "Central African Republic", "Cocos (Keeling) Islands"),
        *("Common Humanitarian Fund", "Comoros", "Congo", "Cook Islands", "Dominican Rep."),
        *("European Union", "Falkland Islands (Malvinas)", "Faroe Islands", "French Southern Territories"),
        *("GICHD", "Gambia", "Holy See", "Howard Buffett Foundation", "ICBL-CMC", "ICRC", "Isle of Man"),
        *("Maldives", "Marshall Islands", "Middle East and North Africa", "NATO PfP Fund", "Netherlands"),
        *("Northern Mariana Islands", "Philippines", "Republic of Korea", "Russian Federation"),
        *("Solomon Islands", "Sudan Humanitarian Fund", "Turks and Caicos Islands", "UAE", "UN CERF"),
        *("United Kingdom", "United Nations Association of Sweden"),
        *("United Nations Multi-Partner Trust Fund", "United States"),
        *("United States Minor Outlying Islands", "United States Virgin Islands"),
        *("Wallis and Futuna Islands", "Åland Islands"),
    }
)
"""Names that take an article in a sentence."""

SPOKEN = {
    "All donors": "all donors",
    "Other donors": "other donors",
    "Recipient not legible": "a recipient whose name could not be read",
}
"""Lines of a table that are no name."""


def called(name: str) -> str:
    """A name inside a sentence: ``the United States``, ``Iraq``, ``worldwide work (“Global”)``."""
    if name.startswith("Global"):
        return f"worldwide work (“{name}”)"
    return SPOKEN.get(name) or (f"the {name}" if name in WITH_ARTICLE else name)


def listed(words: Sequence[str]) -> str:
    """Words in a row: ``Iraq``, ``Iraq and Libya``, ``Iraq, Libya and Mali``; or nothing."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def at_start(sentence: str) -> str:
    """A sentence with its first letter a capital one."""
    return sentence[:1].upper() + sentence[1:]
