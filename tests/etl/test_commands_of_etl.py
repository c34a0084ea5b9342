"""The command line: what it prints, as tables and as JSON, and its exit status."""

from __future__ import annotations

import io
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from etl import listing
from etl.__main__ import _parser, main
from etl.report import print_findings
from mineaction.findings import Finding
from mineaction.vocabulary import Severity
from tests.etl.sample_copy import Sample


def test_a_good_build_says_what_it_made_in_one_line(few: Sample) -> None:
    ran = few.run("build")
    assert ran.status == 0
    assert ran.out == ""
    [line] = ran.err.splitlines()
    assert line.startswith(f"Built {few.database}: ")
    assert "rows from 10 sources, data version " in line


def test_a_build_that_is_not_needed_is_not_made(few: Sample) -> None:
    assert few.run("build", "--if-needed").err.startswith("Built ")
    before = few.database.stat().st_mtime_ns
    assert few.run("build", "--if-needed").err == "The database is up to date.\n"
    assert few.run("build", "--if-needed", "--json").report["status"] == "up to date"
    assert few.database.stat().st_mtime_ns == before
    few.set_cell("us_headline_claims", 2, "note", "something new")
    assert few.run("build", "--if-needed").err.startswith("Built ")
    few.database.write_bytes(b"no database")
    assert few.run("build", "--if-needed").err.startswith("Built ")


def test_check_prints_its_findings_within_a_hundred_columns(few: Sample) -> None:
    few.set_cell("landmine_monitor_flows", 20, "donor_name", "Ruritania")
    ran = few.run("check")
    assert ran.status == 1
    assert max(map(len, ran.err.splitlines())) <= 100
    for told in ("landmine_monitor_flows", "donor_recipient_flows.csv", "row 20", "unknown_donor",
                 "value: Ruritania", "add it to data/reference/donors.csv"):  # fmt: skip
        assert told in ran.err
    assert re.search(r"^1 error, \d+ warnings?, \d+ rows? not loaded\.$", ran.err, re.MULTILINE)
    assert not few.database.with_name("build_report.json").exists()


def test_check_verbose_lists_counts_and_notes(few: Sample) -> None:
    ran = few.run("check", "--verbose")
    assert ran.status == 0
    assert "us_headline_claims" in ran.err
    assert set(ran.err.split()) >= {"source", "read", "used", "loaded", "into"}


def test_json_is_all_there_is_on_standard_output(few: Sample) -> None:
    assert few.run("check", "--json").report["status"] == "passed"
    assert few.run("build", "--json").report["data_version"]
    listed = few.run("sources", "--json").report
    assert {entry["source_key"] for entry in listed["sources"]} == {p.name for p in few.inputs.folders()}


def test_sources_lists_rows_years_and_whether_a_look_is_due(few: Sample) -> None:
    assert few.run("build").status == 0
    ran = few.run("sources", "--json")
    assert ran.status == 0
    by_key = {entry["source_key"]: entry for entry in ran.report["sources"]}
    flows = by_key["landmine_monitor_flows"]
    assert (flows["rows"], flows["first_year"], flows["last_year"]) == (23, "2010", "2022")
    assert by_key["us_policies"]["first_year"] == "1996"
    printed = few.run("sources").out
    assert "2010–2022" in printed
    assert max(map(len, printed.splitlines())) <= 100
    assert (flows["edition"], flows["held_back"]) == ("shipped", "")
    assert flows["age_days"] == (date.today() - date.fromisoformat(flows["last_checked_on"])).days


def test_a_source_not_looked_at_for_long_is_due(few: Sample) -> None:
    listed, problems = listing.sources(few.inputs, few.url, date(2040, 1, 1))
    assert not problems
    assert all(entry.is_due for entry in listed)


def test_sources_without_a_database_and_with_a_broken_card(few: Sample) -> None:
    few.database.unlink()
    (few.source("us_policies") / "source.toml").write_text("title = ")
    ran = few.run("sources", "--json")
    assert ran.status == 1
    assert {entry["first_year"] for entry in ran.report["sources"]} == {""}
    [finding] = ran.report["findings"]
    assert (finding["source_key"], finding["rule"]) == ("us_policies", "card_unusable")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["rebuild"],
        ["build", "--what"],
        ["build", "--database-url", "not an address"],
        ["build", "--database-url", "nosuchbase://here/there"],
        ["check", "--sources", "/there/is/no/such/folder"],
        ["rollback"],
        ["template"],
        ["add", "us_policies"],
        ["history", "--most", "many"],
    ],
)
def test_wrong_usage_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage: python -m etl" in capsys.readouterr().err


def test_a_bad_address_in_the_environment_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINEACTION_DATABASE_URL", "not an address")
    assert main(["sources"]) == 2
    assert "MINEACTION_DATABASE_URL" in capsys.readouterr().err


def test_commands_in_the_documentation_are_understood(
    repo_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every `python -m etl …` of the pages, the examples and the Makefile is one the command line takes."""
    places = [*(repo_root / "docs").rglob("*.*"), repo_root / "README.md", repo_root / "Makefile"]
    texts = [path.read_text("utf-8") for path in places if path.suffix not in (".png", ".svg")]
    found = {line for text in texts for line in re.findall(r"-m etl ([^\n`#>&|]+)", text)}
    commands = [shlex.split(line.strip().removesuffix("…"), posix=True) for line in found]
    assert len(commands) > 20
    parser = _parser()
    for command in commands:
        parser.parse_args(command)
    assert capsys.readouterr().err == ""


def test_asking_for_help_is_no_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "COMMAND" in capsys.readouterr().out


def test_what_a_file_says_is_printed_as_it_is() -> None:
    """Square brackets in a value are not taken for colours."""
    printed = io.StringIO()
    value = "[red]over[/red] 4.2 [billion]"
    finding = Finding(Severity.ERROR, "a_source", "a.csv", "row 2", "a_rule", "a message", value, "do it")
    print_findings(Console(file=printed, width=100), [finding])
    assert value in printed.getvalue()


def test_a_terminal_sees_a_bar_and_a_pipe_does_not(few: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = few.run("build").err
    assert "\x1b" not in piped
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = few.run("build").err
    assert "\x1b" in shown
    assert "━" in shown
