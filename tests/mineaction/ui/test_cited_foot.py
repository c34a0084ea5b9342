"""What stands under figures and tables: only what the answer has, and always a file."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def two_feet() -> None:
    import pandas as pd

    from mineaction.cited import Citation, CitedTable
    from mineaction.ui import cited_foot

    rows = pd.DataFrame({"year": [2020]})
    bare = CitedTable("Bare", rows, "", "", "", "", data_version="<v1>")
    paper = Citation("D", "<u>Paper</u>", "Office", "2020", "https://example.org")
    full = CitedTable(
        "Full", rows, "", "", "", "Office (1 document)", citations=(paper,), caveats=("One.", "Two.")
    )
    cited_foot.show(bare, name="bare", behind=lambda: bare)
    cited_foot.show(full, name="full", behind=lambda: full, file_words="This table")


def test_a_foot_shows_what_the_answer_has_and_nothing_empty() -> None:
    page = AppTest.from_function(two_feet, default_timeout=30).run()
    assert not page.exception
    assert [part.proto.popover.label for part in page.get("popover")] == ["Caveats (2)", "Documents (1)"]
    assert page.html[0].value == '<p class="ma-source"><b>Data</b> &lt;v1&gt;</p>'
    assert "<b>Source:</b> Office (1 document)" in page.html[1].value
    first, second = (button.proto for button in page.get("download_button"))
    assert first.help.startswith("The rows behind this, with title")
    assert second.help.startswith("This table, with title")
