"""The files a figure, a table or a briefing can be had as: their media types, and which module makes each.

This is the one list of them: pages, addresses and the command line all read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mineaction.exhibits.exhibit import Taken
from mineaction.exhibits.kind import Kind
from mineaction.export.picture.sizes import SIZES

if TYPE_CHECKING:
    from mineaction.export.pack.opened import Pack, Progress

SIZE_NAMES = tuple(SIZES)
DEFAULT_SIZE = SIZE_NAMES[0]
SCALES = (1, 2, 3, 4)
DEFAULT_SCALE = 2
ROWS = ("both", "behind", "drawn")
DEFAULT_ROWS = ROWS[0]
"""Which rows of a figure a CSV holds."""
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. ``is_slow`` where making it takes a browser or a second; ``is_text`` compresses well.

    ``cost`` is what one counts for a client where it is not slow: a whole page is 5 MB to be packed.
    ``needs_browser`` where nothing can be made without one on the server.
    ``maker`` is module and function in ``mineaction.export``; it is imported when first wanted.
    """

    ending: str
    words: str
    media_type: str
    maker: tuple[str, str]
    has_size: bool = False
    has_scale: bool = False
    has_rows: bool = False
    is_slow: bool = False
    is_text: bool = False
    needs_browser: bool = False
    cost: int = 1

    def make(
        self,
        taken: Taken,
        size: str = DEFAULT_SIZE,
        scale: int = DEFAULT_SCALE,
        rows: str = DEFAULT_ROWS,
    ) -> bytes:
        """The file. Raises what making it raises: see mineaction.errors."""
        options: dict[str, Any] = {}
        if self.has_size:
            options["size"] = size
        if self.has_scale:
            options["scale"] = scale
        if self.has_rows:
            options["rows"] = rows
        made: bytes = _function(self.maker)(taken, **options)
        return made


@dataclass(frozen=True, slots=True)
class PackFormat:
    """One kind of file of a whole briefing; ``maker`` as in Format."""

    ending: str
    words: str
    media_type: str
    maker: tuple[str, str]
    needs_browser: bool = False

    def make(self, pack: Pack, *, progress: Progress | None = None) -> bytes:
        """The file. Raises what making it raises: see mineaction.errors."""
        made: bytes = _function(self.maker)(pack, progress=progress)
        return made


def _function(maker: tuple[str, str]) -> Callable[..., Any]:
    module, name = maker
    found: Callable[..., Any] = getattr(import_module(f"mineaction.export.{module}"), name)
    return found


PNG = Format(
    "png",
    "picture",
    "image/png",
    ("picture.image", "to_png"),
    has_size=True,
    has_scale=True,
    is_slow=True,
    needs_browser=True,
)
SVG = Format(
    "svg",
    "picture to scale",
    "image/svg+xml",
    ("picture.image", "to_svg"),
    has_size=True,
    is_slow=True,
    is_text=True,
    needs_browser=True,
)
PDF = Format(
    "pdf",
    "page for print",
    "application/pdf",
    ("picture.image", "to_pdf"),
    has_size=True,
    is_slow=True,
    needs_browser=True,
)
HTML = Format(
    "html",
    "interactive page",
    "text/html; charset=utf-8",
    ("html.file", "to_html"),
    is_text=True,
    cost=5,
)
PPTX = Format(
    "pptx",
    "slide with a chart to edit",
    f"{_OFFICE}.presentationml.presentation",
    ("slides.deck", "to_pptx"),
    is_slow=True,
)
XLSX = Format(
    "xlsx",
    "workbook with a chart to edit",
    f"{_OFFICE}.spreadsheetml.sheet",
    ("workbook.book", "to_xlsx"),
    is_slow=True,
)
CSV = Format(
    "csv",
    "values drawn, and rows behind",
    "text/csv; charset=utf-8",
    ("csv", "taken_to_csv"),
    has_rows=True,
    is_text=True,
)
JSON = Format(
    "json", "rows and all that is said of them", "application/json", ("rows_json", "to_json"), is_text=True
)


def _by_ending(*formats: Format) -> Mapping[str, Format]:
    return {made.ending: made for made in formats}


FORMATS = _by_ending(PNG, SVG, PDF, HTML, PPTX, XLSX, CSV, JSON)
"""Those of one figure, by ending."""
OF_TABLES = _by_ending(HTML, XLSX, CSV, JSON)
"""Those that hold rows: a table by itself has nothing else."""
OF_PACKS: Mapping[str, PackFormat] = {
    made.ending: made
    for made in (
        PackFormat("pptx", "PowerPoint, charts you can edit", PPTX.media_type, ("pack.pptx", "to_pptx")),
        PackFormat("docx", "Word", f"{_OFFICE}.wordprocessingml.document", ("pack.docx", "to_docx")),
        PackFormat("pdf", "PDF to print", PDF.media_type, ("pack.pdf", "to_pdf"), needs_browser=True),
        PackFormat("html", "Web page, interactive", HTML.media_type, ("pack.html", "to_html")),
    )
}
"""Those of a briefing, by ending, the usual one first."""


def formats_of(kind: Kind) -> Mapping[str, Format]:
    """The files an exhibit can be had as, by ending."""
    return OF_TABLES if kind.is_table else FORMATS
