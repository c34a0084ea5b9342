"""The project's font as CSS that carries its files inside, for files that must look the same anywhere."""

from __future__ import annotations

import base64
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "ui" / "static" / "fonts"
FAMILY = "Source Sans 3"
REGULAR, SEMIBOLD = 400, 600
# The same stretches of Unicode as in .streamlit/config.toml, which has to name them for the pages.
RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C4,U+2113,U+2C60-2C7F,U+A720-A7FF",
}


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the letters of one stretch of Unicode in one weight."""

    letters: str
    weight: int

    @property
    def file_name(self) -> str:
        """Its name in the folder of fonts."""
        return f"source-sans-3-{self.letters}-{self.weight}-normal.woff2"

    def has_any(self, words: str) -> bool:
        """Whether any of the letters of ``words`` is to be taken from this file."""
        spans = _spans(self.letters)
        return any(low <= ord(letter) <= high for letter in set(words) for low, high in spans)


FACES = tuple(Face(letters, weight) for letters in RANGES for weight in (REGULAR, SEMIBOLD))


def css(words: str | None = None, weights: Collection[int] = (REGULAR, SEMIBOLD)) -> str:
    """``@font-face`` rules with the files inside, as base64.

    With ``words``, only the files that those letters need. Everything set bolder than regular is drawn in
    semibold, which is why its rule reaches up to 900.
    """
    wanted = (face for face in FACES if face.weight in weights)
    return "\n".join(_rule(face) for face in wanted if words is None or face.has_any(words))


@cache
def _rule(face: Face) -> str:
    data = base64.b64encode((FOLDER / face.file_name).read_bytes()).decode("ascii")
    weight = "400" if face.weight == REGULAR else "600 900"
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:normal;font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{RANGES[face.letters]}}}"
    )


@cache
def _spans(letters: str) -> tuple[tuple[int, int], ...]:
    """The stretches of Unicode as pairs of first and last code."""
    ends = (part.removeprefix("U+").split("-") for part in RANGES[letters].split(","))
    return tuple((int(end[0], 16), int(end[-1], 16)) for end in ends)
