"""A briefing as a PDF of A4 pages, with page numbers and an outline."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter

from mineaction.cited import DASHBOARD
from mineaction.export.pack.html import to_print
from mineaction.export.pack.opened import Pack, Progress


def to_pdf(pack: Pack, *, progress: Progress | None = None) -> bytes:
    """The file. Raises BrowserMissing, which says what to install, RenderingBusy and RenderingFailed."""
    from mineaction.export.picture import browser

    printed = browser.pdf_of_html(to_print(pack, progress=progress))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
    writer.add_metadata(
        {
            "/Title": pack.title,
            "/Author": DASHBOARD,
            "/Subject": f"Data version {pack.data_version}",
            "/Creator": DASHBOARD,
        }
    )
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
