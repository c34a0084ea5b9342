"""What an operator does with editions: look at the difference, turn back and forward, read what was tried."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from etl import charting
from etl.editions import Store
from mineaction.editions import read_history
from tests.etl.one_live_source import OneLiveSource
from tests.etl.operating import Operator

KEY = "ocha_fts_mine_action"
HEADER = (
    "countryCode,id,name,code,startDate,endDate,year,clusterCode,cluster,requirements,funding,percentFunded"
)


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    """An operator with one live source, whose file is at hand."""
    sample = OneLiveSource(KEY, "http://127.0.0.1:9/catalogue", tmp_path / "sample", monkeypatch)
    return Operator(sample, tmp_path, capsys)


def published(operator: Operator, **funding: str) -> tuple[str, ...]:
    """Options that fetch the sample's own rows as the publisher writes them, with other amounts for some."""
    card = operator.sample.inputs.sources / KEY
    header, *rows = (card / "mine_action_by_plan.csv").read_text(encoding="utf-8").splitlines()
    lines = [HEADER, "#country+code" + "," * 11]
    for row in rows:
        told = dict(zip(header.split(","), row.split(","), strict=True))
        amount = funding.get(told["plan_code"])
        if amount:
            share = 100 * int(amount) / int(told["requirements_usd"])
            told |= {"funding_usd": amount, "percent_funded": str(int(share + 0.5))}
        lines.append(",".join(list(told.values())[:12]))
    path = operator.folder / "published.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return KEY, "--from", str(path)


def refreshed(operator: Operator, **funding: str) -> str:
    """Refresh to these amounts; the edition it made."""
    result = operator.result("refresh", *published(operator, **funding))
    assert result["outcome"] == "refreshed", result["words"]
    return str(result["edition"])


PLAN = "HAFG25"
"""A plan of the sample: required 21,878,008, received 12,207,194."""


def received(operator: Operator) -> int:
    asked = "SELECT amount_usd FROM funding_figure WHERE series_key = 'fts_funding' AND year = 2025"
    [(amount,)] = operator.sample.ask(asked)
    return int(amount)


def test_a_dry_run_shows_series_recipients_and_years(operator: Operator) -> None:
    given = published(operator, **{PLAN: "12300000"})
    before = operator.state
    ran = operator.run("refresh", *given, "--dry-run")
    assert (ran.status, operator.state) == (0, before)
    printed = " ".join(ran.err.split())
    for told in ("dry run: would be charted", "series, US$", "by recipient", "by year", "1 revised",
                 "12,207,194 12,300,000 +92,806 (+0.8%)"):  # fmt: skip
        assert told in printed
    assert max(map(len, ran.err.splitlines()[2:])) <= 110
    told = operator.result("refresh", *given, "--dry-run")
    assert told["changes"]["revised"] == 1
    assert read_history(operator.sample.inputs.editions) == []


def test_diff_compares_the_charted_edition_with_the_one_before(operator: Operator) -> None:
    assert "No source has more than one edition" in operator.run("diff").out
    assert "has one edition" in operator.run("diff", KEY).err
    first = refreshed(operator, **{PLAN: "12300000"})
    second = refreshed(operator, **{PLAN: "12400000"})
    found = operator.result("diff", KEY)
    assert (found["from_edition"], found["to_edition"], found["status"]) == (first, second, 0)
    [change] = found["changes"]["changes"]
    assert (change["kind"], change["before_usd"], change["after_usd"], change["year"]) == (
        *("revised", 12_300_000, 12_400_000), 2025,
    )  # fmt: skip
    whole = operator.result("diff", KEY, "--from-edition", "shipped", "--to-edition", "0001")
    assert (whole["from_edition"], whole["to_edition"]) == ("shipped", first)
    assert whole["changes"]["changes"][0]["before_usd"] == 12_207_194
    same = operator.run("diff", KEY, "--from-edition", "0002", "--to-edition", "0002")
    assert "No value differs" in same.out
    assert "the edition charted, against the one before" in operator.run("diff").out
    for wrong in ((KEY, "--from-edition", "0009"), ("no_such",), ("--from-edition", "0001")):
        assert operator.run("diff", *wrong).status == 2
    assert "Kept: 0001-" in operator.run("diff", KEY, "--from-edition", "0009").err


def test_diff_shows_what_is_held_back(operator: Operator) -> None:
    given = published(operator, **{PLAN: "99000000"})
    held = operator.result("refresh", *given)
    assert (held["status"], held["outcome"]) == (1, "held_back")
    assert "still held back" in operator.run("refresh", *given).err
    found = operator.result("diff", KEY)
    assert (found["from_edition"], found["to_edition"]) == ("shipped", held["edition"])
    assert "held back" in found["why"]
    assert f'python -m etl refresh {KEY} --accept "why"' in found["why"]
    [listed] = operator.run("sources", "--json").report["sources"]
    assert (listed["edition"], listed["held_back"]) == ("shipped", held["edition"])
    assert "held back" in operator.run("sources").out
    refused = operator.run("rollback", KEY, "--to", "0001")
    assert (refused.status, "is held back" in refused.err) == (1, True)


def test_back_and_forward_again(operator: Operator) -> None:
    shipped = received(operator)
    first = refreshed(operator, **{PLAN: "12300000"})
    charted_first = operator.sample.database.read_bytes()
    second = refreshed(operator, **{PLAN: "12400000"})
    back = operator.result("rollback", KEY)
    assert (back["status"], back["outcome"], back["edition"]) == (0, "rolled_back", first)
    assert received(operator) == 12_300_000
    assert charted_first != operator.sample.database.read_bytes(), "the second edition stays as a vintage"
    # The publisher has what was left: nothing new, and how to chart it.
    given = published(operator, **{PLAN: "12400000"})
    same = operator.result("refresh", *given)
    assert (same["status"], same["outcome"]) == (0, "nothing_new")
    assert f"rollback {KEY} --to {second}" in same["words"]
    assert received(operator) == 12_300_000
    assert "rolled back" in operator.result("diff", KEY)["why"]

    assert operator.result("rollback", KEY, "--to", "shipped")["outcome"] == "rolled_back"
    assert received(operator) == shipped
    nowhere = operator.run("rollback", KEY)
    assert (nowhere.status, "nothing before that" in nowhere.err) == (1, True)
    assert operator.result("rollback", KEY, "--to", second[:4])["edition"] == second
    assert received(operator) == 12_400_000
    state = operator.sample.shelf.state
    assert (state.charted[KEY], list(state.left)) == (second, [f"{KEY}/{first}"])
    here = operator.result("rollback", KEY, "--to", second)
    assert (here["status"], here["outcome"]) == (0, "nothing_new")
    assert "charted already" in here["words"]
    assert [one.outcome.value for one in read_history(operator.sample.inputs.editions)] == [
        *("refreshed", "refreshed", "rolled_back", "nothing_new", "rolled_back", "rolled_back"),
    ]


def test_a_rollback_that_fails_leaves_all_as_it_was(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed(operator, **{PLAN: "12300000"})
    before = operator.state
    assert operator.run("rollback", "no_such").status == 2
    assert operator.run("rollback", KEY, "--to", "0009").status == 2
    with Store(operator.sample.inputs.editions).only_one():
        ran = operator.run("rollback", KEY)
        assert (ran.status, "Another refresh is running" in ran.err) == (4, True)

    def full(*told: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(charting.pipeline, "write_checked", full)
        failed = operator.result("rollback", KEY)
    assert (failed["status"], failed["outcome"]) == (1, "refused")
    assert "No space left" in failed["words"]
    assert operator.state == before

    # An edition whose document has gone cannot be charted any more.
    documents = operator.sample.inputs.reference / "documents.csv"
    whole = documents.read_text(encoding="utf-8")
    documents.write_text("".join(line for line in whole.splitlines(True) if "FTS_GC_2026_04" not in line))
    refused = operator.result("rollback", KEY)
    assert (refused["status"], refused["outcome"]) == (1, "refused")
    assert "bibliography" in refused["words"]
    assert operator.state == before
    documents.write_text(whole, encoding="utf-8")
    assert operator.result("rollback", KEY)["outcome"] == "rolled_back"


def test_a_rollback_that_is_stopped_leaves_all_as_it_was(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGTERM while the database is checked: the next step is not taken."""
    refreshed(operator, **{PLAN: "12300000"})
    before, check = operator.state, charting.pipeline.check

    def signalled(inputs: Any, step: Any, *told: Any) -> Any:
        os.kill(os.getpid(), signal.SIGTERM)
        return check(inputs, step, *told)

    with monkeypatch.context() as patched:
        patched.setattr(charting.pipeline, "check", signalled)
        stopped = operator.result("rollback", KEY)
    assert (stopped["status"], stopped["outcome"]) == (130, "cancelled")
    assert operator.state == before
    assert operator.result("rollback", KEY)["outcome"] == "rolled_back"


def test_history_tells_the_newest_first(operator: Operator) -> None:
    assert "No refresh" in operator.run("history").out
    assert operator.run("history", "--json").report["attempts"] == []
    given = published(operator, **{PLAN: "99000000"})
    operator.run("refresh", *given)
    operator.run("refresh", KEY, "--accept", "the publisher announced it")
    told = operator.run("history", KEY, "--json").report["attempts"]
    assert [one["outcome"] for one in told] == ["refreshed", "held_back"]
    assert told[0]["reason"] == "the publisher announced it"
    printed = operator.run("history", "--most", "1").out
    assert "new edition charted" in printed
    assert "reason given: the publisher announced it" in printed
    assert "… and 1 before" in printed
    assert operator.run("history", "no_such").status == 2


def test_long_lists_are_cut_and_say_so(operator: Operator) -> None:
    """Taking in a whole file anew prints a screenful, and JSON has every line."""
    path = operator.folder / "many.csv"
    lines = [f"AFG,{n},Plan {n},P{n},2025-01-01,2025-12-31,2025,15,Protection,100,50,50" for n in range(40)]
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    printed = operator.run("refresh", KEY, "--from", path, "--dry-run").err
    assert "more, all with --json" in printed
    assert len(printed.splitlines()) < 90
    assert operator.result("refresh", KEY, "--from", path, "--dry-run")["changes"]["added"] == 80


def test_the_store_that_cannot_be_read_says_so(operator: Operator) -> None:
    folder = operator.sample.inputs.editions
    folder.mkdir()
    (folder / "state.json").write_text("{")
    for command in (("diff", KEY), ("rollback", KEY), ("refresh", KEY), ("template", KEY, "--force")):
        ran = operator.run(*command)
        assert (ran.status, "Restore it from a backup" in ran.err) == (1, True), command
