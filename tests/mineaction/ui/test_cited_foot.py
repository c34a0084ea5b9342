"""What stands under figures and tables: only what the answer has, and always a file."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def two_feet() -> None:
    import pandas as pd

    from mineaction.cited import Citation, CitedTable
    from mineaction.exhibits.table import of_table
    from mineaction.ui import cited_foot

    rows = pd.DataFrame({"year": [2020]})
    bare = CitedTable("Bare", rows, "", "", "", "", data_version="<v1>")
    paper = Citation("D", "<u>Paper</u>", "Office", "2020", "https://example.org")
    full = CitedTable(
        "Full", rows, "", "", "", "Office (1 document)", citations=(paper,), caveats=("One.", "Two.")
    )
    cited_foot.of_table(of_table(bare, "bare", lambda: bare))
    cited_foot.of_table(of_table(full, "full", lambda: full))


def test_a_foot_shows_what_the_answer_has_and_nothing_empty() -> None:
    page = AppTest.from_function(two_feet, default_timeout=30).run()
    assert not page.exception
    labels = [part.proto.popover.label for part in page.get("popover")]
    assert labels == ["Download", "Caveats (2)", "Documents (1)", "Download"]
    assert page.html[0].value == '<p class="ma-source"><b>Data version</b> &lt;v1&gt;</p>'
    assert "<b>Source:</b> Office (1 document)" in page.html[1].value


def no_buttons() -> None:
    import pandas as pd

    from mineaction.cited import CitedTable
    from mineaction.exhibits.table import of_table
    from mineaction.ui import cited_foot

    told = CitedTable("T", pd.DataFrame({"year": [2020]}), "", "", "", "", caveats=("One.",))
    cited_foot.of_table(of_table(told, "told", lambda: told), stand_elsewhere=True)


def test_what_stands_elsewhere_gets_no_button() -> None:
    page = AppTest.from_function(no_buttons, default_timeout=30).run()
    assert [part.proto.popover.label for part in page.get("popover")] == ["Download"]


def test_a_table_is_taken_as_rows_and_the_files_are_made_at_the_click() -> None:
    page = AppTest.from_function(two_feet, default_timeout=30)
    page.session_state["download_bare"] = True
    page.run()
    assert not page.exception
    buttons = [button.proto for button in page.get("download_button")]
    assert [button.label for button in buttons] == ["XLSX", "CSV", "JSON"]
    assert all(button.deferred_file_id for button in buttons)
