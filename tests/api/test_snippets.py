"""What the page "Use the data" gives to copy, run as a reader would run it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import openpyxl
import pytest

from mineaction.api import links
from mineaction.ui import use_the_data
from mineaction.ui.use_the_data import Chosen
from tests.api.client import Client
from tests.api.test_charts import rows_of_csv

PICKED = Chosen("funding_over_time", "Iraq", (("series", "us_cwd_country"), ("recipient", "Iraq")))


@pytest.fixture
def rows(client: Client) -> list[dict[str, str]]:
    return rows_of_csv(client.get(PICKED.rows_address("")))


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_python(served: str, rows: list[dict[str, str]], tmp_path: Path) -> None:
    script = use_the_data.python(PICKED.rows_address(served))
    said = run(sys.executable, "-c", script + "print(rows.shape, list(rows.columns))", cwd=tmp_path)
    assert f"({len(rows)}, {len(rows[0])})" in said and repr(list(rows[0])) in said


def test_python_page_by_page(served: str, client: Client, tmp_path: Path) -> None:
    script = use_the_data.every_page(links.table(served, "claims", "json", [("limit", "250")]))
    total = client.get("/api/v1/claims.json").json()["total"]
    assert run(sys.executable, "-c", script, cwd=tmp_path).startswith(f"{total} rows; data version ")


def test_curl(served: str, tmp_path: Path) -> None:
    """Run where curl is installed; elsewhere only the address it reads is asked."""
    command = use_the_data.curl(PICKED.rows_address(served), "rows.csv")
    (address,) = re.findall(r'"(http[^"]+)"', command)
    with urlopen(address) as answer:
        wanted = answer.read()
    assert b"# Data version" in wanted
    if shutil.which("curl"):
        run("sh", "-c", command, cwd=tmp_path)
        assert (tmp_path / "rows.csv").read_bytes() == wanted


def test_curl_says_so_where_the_address_is_refused(served: str, tmp_path: Path) -> None:
    command = use_the_data.curl(links.chart(served, "nothing", "csv"), "rows.csv")
    with pytest.raises(HTTPError, match="404"):
        urlopen(re.findall(r'"(http[^"]+)"', command)[0])
    assert "--fail " in command
    if shutil.which("curl"):
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode != 0 and "404" in done.stderr


def test_r(served: str, rows: list[dict[str, str]], tmp_path: Path) -> None:
    """Run where R is installed; elsewhere only the address it reads is asked, and the lines it skips."""
    script = use_the_data.r(PICKED.rows_address(served))
    if shutil.which("Rscript"):
        (tmp_path / "script.R").write_text(script + "cat(dim(rows))\n")
        assert run("Rscript", "script.R", cwd=tmp_path).endswith(f"{len(rows)} {len(rows[0])}")
        return
    (address,) = re.findall(r'"(http[^"]+)"', script)
    with urlopen(address) as answer:
        text = answer.read().decode("utf-8-sig")
    kept = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(kept) == len(rows) + 1 and not any("#" in line for line in kept), "R would cut a line at #"


def test_excel(served: str, rows: list[dict[str, str]]) -> None:
    """The steps name a sheet whose first row are the headers; below stand the rows of the CSV."""
    steps = " ".join(use_the_data.excel_steps())
    (sheet,) = re.findall(r"the sheet (\w+)", steps)
    with urlopen(PICKED.address(served, "xlsx")) as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.read()), data_only=True)
    cells = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    assert cells[0] == list(rows[0]) and len(cells) == len(rows) + 1
    column = cells[0].index("Document")
    assert [row[column] for row in cells[1:]] == [row["Document"] for row in rows]


def test_website(served: str) -> None:
    code = links.iframe_code(links.embed(served, PICKED.name, PICKED.values), 'Money "for" Iraq', 900)
    (address,) = re.findall(r'src="([^"]+)"', code)
    assert "&amp;" in address and "&quot;for&quot;" in code and 'height="900"' in code
    assert f'e.origin === "{served}"' in code, "only the figure's own host may set the height"
    with urlopen(address.replace("&amp;", "&")) as answer:
        page = answer.read().decode()
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "Iraq" in page and 'id="chart"' in page
    sent = set(re.findall(r'(?:src|href)="(\.\./[^"]+)"', page))
    assert len(sent) == 3
    for path in sent:
        with urlopen(f"{served}/{path.removeprefix('../')}") as answer:
            assert answer.status == 200 and "immutable" in answer.headers["cache-control"]
    assert not re.findall(r'(?:src|action)="https?://', page), "another host is asked"
