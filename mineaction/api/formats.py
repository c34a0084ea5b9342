"""The files a chart can be had as: their media types, and which module makes each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.registry import Kind
from mineaction.export.picture.sizes import SIZES

SIZE_NAMES = tuple(SIZES)
DEFAULT_SIZE = SIZE_NAMES[0]
SCALES = (1, 2, 3, 4)
DEFAULT_SCALE = 2


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. ``is_slow`` where making it takes a browser or a second; ``is_text`` compresses well.

    ``cost`` is what one counts for a client where it is not slow: a whole page is 5 MB to be packed.

    ``maker`` is module and function in ``mineaction.export``; it is imported when first wanted.
    """

    ending: str
    words: str
    media_type: str
    maker: tuple[str, str]
    has_size: bool = False
    has_scale: bool = False
    is_slow: bool = False
    is_text: bool = False
    cost: int = 1

    def make(self, taken: Taken, size: str, scale: int) -> bytes:
        """The file. Raises what making it raises: see mineaction.errors."""
        module, function = self.maker
        maker: Callable[..., bytes] = getattr(import_module(f"mineaction.export.{module}"), function)
        options: dict[str, Any] = {}
        if self.has_size:
            options["size"] = size
        if self.has_scale:
            options["scale"] = scale
        return maker(taken, **options)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    made.ending: made
    for made in (
        Format("png", "picture", "image/png", ("picture.image", "to_png"), True, True, is_slow=True),
        Format(
            "svg",
            "picture to scale",
            "image/svg+xml",
            ("picture.image", "to_svg"),
            True,
            is_slow=True,
            is_text=True,
        ),
        Format("pdf", "page for print", "application/pdf", ("picture.image", "to_pdf"), True, is_slow=True),
        Format(
            "html",
            "interactive page",
            "text/html; charset=utf-8",
            ("html.file", "to_html"),
            is_text=True,
            cost=5,
        ),
        Format(
            "pptx",
            "slide with a chart to edit",
            f"{_OFFICE}.presentationml.presentation",
            ("slides.deck", "to_pptx"),
            is_slow=True,
        ),
        Format(
            "xlsx",
            "workbook with a chart to edit",
            f"{_OFFICE}.spreadsheetml.sheet",
            ("workbook.book", "to_xlsx"),
            is_slow=True,
        ),
        Format(
            "csv", "rows behind the figure", "text/csv; charset=utf-8", ("csv", "taken_to_csv"), is_text=True
        ),
        Format(
            "json",
            "rows and all that is said of them",
            "application/json",
            ("rows_json", "to_json"),
            is_text=True,
        ),
    )
}
OF_TABLES = {ending: FORMATS[ending] for ending in ("html", "xlsx", "csv", "json")}
"""Those that hold rows: a table by itself has nothing else."""


def formats_of(kind: Kind) -> Mapping[str, Format]:
    """The files an exhibit can be had as, by ending."""
    return OF_TABLES if kind.is_table else FORMATS
