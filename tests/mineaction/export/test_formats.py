"""The one list of files: each can be made, and nothing heavy is loaded before it is wanted."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from mineaction.export.formats import FORMATS, OF_PACKS, OF_TABLES


def test_every_maker_is_there() -> None:
    for form in (*FORMATS.values(), *OF_PACKS.values()):
        module, name = form.maker
        assert callable(getattr(import_module(f"mineaction.export.{module}"), name))
    assert set(OF_TABLES) <= set(FORMATS)


def test_what_needs_a_browser_says_so() -> None:
    assert {ending for ending, form in FORMATS.items() if form.needs_browser} == {"png", "svg", "pdf"}
    assert {ending for ending, form in OF_PACKS.items() if form.needs_browser} == {"pdf"}


def test_the_list_loads_no_office_library() -> None:
    asked = (
        "import sys, mineaction.export.formats; "
        "print([name for name in ('pptx', 'docx', 'xlsxwriter', 'pypdf') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
