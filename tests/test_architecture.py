"""Who imports whom, read from the code; what every table and every page has to have."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import CheckConstraint

from mineaction.schema import VIEW_COMMENTS, VIEWS, Base

ROOT = Path(__file__).resolve().parents[1]

# Which places of the house may import a library: everywhere else its name is a turned arrow.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "streamlit": ("app.py", "pages/", "mineaction/ui/"),
    "plotly": (
        "mineaction/charts/",
        "mineaction/exhibits/exhibit.py",
        "mineaction/export/",
        "mineaction/ui/",
    ),
    "starlette": ("app.py", "mineaction/api/"),
    "httpx": ("etl/",),
    "choreographer": ("mineaction/export/",),
    "pptx": ("mineaction/export/",),
    "docx": ("mineaction/export/",),
    "xlsxwriter": ("mineaction/export/", "etl/"),
    "openpyxl": ("etl/",),
    "pypdf": ("mineaction/export/", "mineaction/replay/"),
}
# Which places may not import a library, where most may.
NEVER: dict[str, tuple[str, ...]] = {
    "sqlalchemy": ("mineaction/charts/", "pages/"),
    "pandas": ("pages/",),
}
# For each place, what of this project it may import; the longest matching place counts.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "app.py": ("mineaction",),
    "pages/": ("mineaction",),
    "etl/": (
        *("etl", "mineaction.schema", "mineaction.database", "mineaction.periods", "mineaction.money"),
        *("mineaction.vocabulary", "mineaction.errors", "mineaction.findings", "mineaction.dictionary"),
        *("mineaction.editions", "mineaction.counting"),
    ),
    "mineaction/": (
        *("mineaction.counting", "mineaction.vocabulary", "mineaction.errors", "mineaction.findings"),
        *("mineaction.schema", "mineaction.editions"),
    ),
    "mineaction/glossary/": ("mineaction.glossary", "mineaction.vocabulary"),
    "mineaction/replay/": (
        *("mineaction.replay", "mineaction.exhibits", "mineaction.cited", "mineaction.errors"),
    ),
    "mineaction/exhibits/": (
        *("mineaction.exhibits", "mineaction.queries", "mineaction.charts", "mineaction.cited"),
        *("mineaction.vocabulary", "mineaction.errors", "mineaction.money", "mineaction.periods"),
        *("mineaction.database", "mineaction.counting"),
    ),
    "mineaction/api/": (
        *("mineaction.api", "mineaction.exhibits", "mineaction.export", "mineaction.queries"),
        *("mineaction.cited", "mineaction.errors", "mineaction.charts.theme", "mineaction.charts.spread"),
        *("mineaction.periods", "mineaction.schema"),
    ),
    "mineaction/ui/": ("mineaction",),
    "mineaction/charts/": (
        *("mineaction.charts", "mineaction.cited", "mineaction.vocabulary", "mineaction.periods"),
        *("mineaction.money", "mineaction.counting"),
    ),
    "mineaction/queries/": (
        *("mineaction.queries", "mineaction.cited", "mineaction.schema", "mineaction.money"),
        *("mineaction.periods", "mineaction.vocabulary", "mineaction.errors", "mineaction.glossary"),
        *("mineaction.editions", "mineaction.counting"),
    ),
    "mineaction/export/": (
        *("mineaction.export", "mineaction.cited", "mineaction.vocabulary", "mineaction.errors"),
        *("mineaction.charts", "mineaction.periods", "mineaction.money", "mineaction.dictionary"),
        *("mineaction.exhibits", "mineaction.queries", "mineaction.counting"),
    ),
}


PAGE = ROOT / "docs" / "architecture.md"
"""Has MAY_IMPORT in words: see ``words``."""


def words() -> str:
    """MAY_IMPORT as docs/architecture.md has it: a line a place, without what every place takes of itself."""
    wide = max(map(len, MAY_IMPORT))
    lines = []
    for place, allowed in MAY_IMPORT.items():
        own = place.rstrip("/").replace("/", ".")
        others = [name.removeprefix("mineaction.") for name in allowed if name != own]
        line = f"{place:<{wide}} > {', '.join(others)}"
        lines += textwrap.wrap(line, 100, subsequent_indent=" " * (wide + 3))
    return "\n".join(lines)


def house() -> Iterator[tuple[str, Path]]:
    """Every module of the app and the pipeline, with its path from the root."""
    for pattern in ("app.py", "pages/**/*.py", "etl/**/*.py", "mineaction/**/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT).as_posix(), path


def imports(source: str, place: str) -> Iterator[str]:
    """Every module a piece of code imports, at the top or inside a function."""
    package = place.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            # `from mineaction import money` imports mineaction.money.
            yield from (f"{module}.{alias.name}" for alias in node.names)


def belongs(module: str, to: str) -> bool:
    return module == to or module.startswith(to + ".")


def turned_arrows(place: str, source: str) -> list[str]:
    """What one module imports and may not."""
    found = []
    for module in imports(source, place):
        library = module.split(".")[0]
        if library in LIBRARIES and not place.startswith(LIBRARIES[library]):
            found.append(f"{place} -> {library}: only {', '.join(LIBRARIES[library])} may")
        if library in NEVER and place.startswith(NEVER[library]):
            found.append(f"{place} -> {library}: never in {', '.join(NEVER[library])}")
        if library in ("etl", "mineaction", "pages"):
            room = max((room for room in MAY_IMPORT if place.startswith(room)), key=len)
            if not any(belongs(module, allowed) for allowed in MAY_IMPORT[room]):
                found.append(f"{place} -> {module}: {room} may not")
    return found


def test_no_arrow_is_turned() -> None:
    modules = list(house())
    assert len(modules) > 40
    assert [arrow for place, path in modules for arrow in turned_arrows(place, path.read_text("utf-8"))] == []


def test_the_page_on_architecture_says_the_same() -> None:
    assert f"```\n{words()}\n```" in PAGE.read_text("utf-8"), f"put into {PAGE.name}:\n{words()}"


def test_no_permission_is_unused() -> None:
    """What no module of a place imports, it need not be allowed to."""
    used: dict[str, set[str]] = {room: set() for room in MAY_IMPORT}
    for place, path in house():
        room = max((room for room in MAY_IMPORT if place.startswith(room)), key=len)
        used[room] |= set(imports(path.read_text("utf-8"), place))
    idle = [
        f"{room} > {allowed}"
        for room, list_of_them in MAY_IMPORT.items()
        for allowed in list_of_them
        if not any(belongs(module, allowed) for module in used[room])
    ]
    assert idle == []


def test_a_turned_arrow_is_named() -> None:
    """The check itself: each of these has to be found, also inside a function and under another name."""
    turned = {
        "mineaction/charts/bars.py": "def f():\n    import sqlalchemy as sa\n",
        "mineaction/queries/x.py": "from mineaction.charts import theme\n",
        "mineaction/charts/x.py": "from mineaction import queries\n",
        "mineaction/money.py": "from etl.card import Card\n",
        "mineaction/export/x.py": "import streamlit.components\n",
        "mineaction/queries/y.py": "import plotly.graph_objects as go\n",
        "pages/x.py": "from pandas import DataFrame\n",
        "etl/x.py": "from mineaction.ui.store import ask\n",
        "etl/sources/x.py": "from mineaction import queries\n",
        "mineaction/charts/y.py": "from ..queries import funding\n",
    }
    assert [place for place, source in turned.items() if len(turned_arrows(place, source)) != 1] == []
    fine = {
        "etl/x.py": "from mineaction import money\nimport pandas as pd\nfrom sqlalchemy import text\n",
        "mineaction/ui/x.py": "import streamlit as st\nfrom mineaction.charts import theme\n",
        "pages/x.py": "import streamlit as st\nfrom mineaction.ui import store\n",
    }
    assert [arrow for place, source in fine.items() for arrow in turned_arrows(place, source)] == []


def test_no_private_part_of_a_library_is_imported() -> None:
    """Another version may have it elsewhere, or not at all."""
    found = [
        f"{place} -> {module}"
        for place, path in house()
        for module in imports(path.read_text("utf-8"), place)
        if module.split(".")[0] not in ("mineaction", "etl", "pages", "__future__")
        and any(part.startswith("_") for part in module.split("."))
    ]
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [place for place, path in house() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_every_table_and_column_has_a_comment() -> None:
    for table in Base.metadata.sorted_tables:
        assert table.comment, table.name
        assert [column.name for column in table.columns if not column.comment] == [], table.name
    assert {name for name, comment in VIEW_COMMENTS.items() if comment} == set(VIEWS)


def test_every_constraint_and_index_has_a_name() -> None:
    for table in Base.metadata.sorted_tables:
        unnamed = [constraint for constraint in table.constraints if not constraint.name]
        assert unnamed == [], table.name
        assert all(index.name for index in table.indexes)
        checks = [str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)]
        assert len(checks) == len(set(checks)), table.name


def test_every_page_is_in_the_navigation() -> None:
    """Wherever the navigation is written down, it names each page's file once."""
    frame = [ROOT / "app.py", *sorted((ROOT / "mineaction" / "ui").glob("*.py"))]
    named = {
        node.value.removeprefix("/")
        for path in frame
        if path.is_file()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    pages = sorted((ROOT / "pages").glob("*.py"))
    missing = [page.name for page in pages if not {f"pages/{page.name}", page.name, page.stem} & named]
    assert missing == []
