"""python -m mineaction.export: files whole or not at all, a list of outcomes, and exit statuses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pptx import Presentation

from mineaction.database import URL_VARIABLE
from mineaction.errors import NothingToShow
from mineaction.export import __main__ as command
from mineaction.export.pack import batch as pack_batch
from mineaction.export.pack import html as pack_html
from mineaction.export.pack import ready_made
from mineaction.export.pack.briefing import Briefing, Item, to_json
from mineaction.export.pack.opened import Pack
from mineaction.export.picture import browser


@pytest.fixture(autouse=True)
def database(built_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{built_database}")
    monkeypatch.setattr(browser, "close", lambda: None)


def listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_countries_by_name_and_code_with_a_manifest(tmp_path: Path) -> None:
    asked = [
        "country",
        "--country",
        "LAO",
        "Iraq",
        "--to",
        str(tmp_path / "new"),
        "--address",
        "http://127.0.0.1/",
    ]
    assert command.main(asked) == 0
    first, second = listed(tmp_path / "new")
    assert (first["file"], second["file"]) == ("LAO_lao-pdr.pptx", "IRQ_iraq.pptx")
    assert {first["outcome"], second["outcome"]} == {"written"}
    assert (int(second["figures"]), int(second["tables"])) == (3, 6)
    made = tmp_path / "new" / second["file"]
    assert made.stat().st_size == int(second["bytes"])
    deck = Presentation(str(made))
    assert deck.slides[0].shapes.title.text == "Mine action in Iraq"
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(
        [first["file"], second["file"], "manifest.csv"]
    )


def test_one_that_fails_stops_no_other_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A country whose pack cannot be made keeps its old file; the next one is written; the status says so."""
    old = tmp_path / "IRQ_iraq.html"
    old.write_text("old")
    usual = pack_html.to_html

    def odd(pack: Pack, *, progress: object = None) -> bytes:
        if "Iraq" in pack.title:
            raise ZeroDivisionError("odd")
        return usual(pack)

    monkeypatch.setattr(pack_html, "to_html", odd)
    asked = ["country", "--country", "Iraq", "Angola", "--format", "html", "--to", str(tmp_path)]
    assert command.main(asked) == 1
    outcomes = [row["outcome"] for row in listed(tmp_path)]
    assert outcomes == ["failed: ZeroDivisionError: odd", "written"]
    assert old.read_text() == "old"
    assert (tmp_path / "AGO_angola.html").stat().st_size > 1_000_000
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_second_run_adds_to_the_list(tmp_path: Path) -> None:
    """A second batch into the same folder used to take the place of the list of the first one."""
    for name in ("Iraq", "Angola", "Iraq"):
        assert command.main(["country", "--country", name, "--format", "docx", "--to", str(tmp_path)]) == 0
    assert [row["file"] for row in listed(tmp_path)] == ["AGO_angola.docx", "IRQ_iraq.docx"]


def test_a_list_of_somebody_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "manifest.csv"
    other.write_text("name,size\na,1\n")
    assert command.main(["overview", "--to", str(tmp_path)]) == 2
    assert "Move it away" in " ".join(capsys.readouterr().err.split())
    assert other.read_text() == "name,size\na,1\n" and list(tmp_path.iterdir()) == [other]


def test_a_table_has_no_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["figure", "country_newest", "recipient=Iraq", "--format", "pptx", "--to", str(tmp_path)]
    assert command.main(asked) == 2
    assert "Ask for one of: html, xlsx, csv, json." in " ".join(capsys.readouterr().err.split())


def test_a_country_without_a_figure_is_no_failure_among_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready_made, "country", lambda place: Briefing(place.name))
    asked = ["country", "--country", "Iraq", "Angola", "--to", str(tmp_path)]
    assert command.main(asked) == 0
    assert {row["outcome"] for row in listed(tmp_path)} == {"nothing held"}
    assert command.main(["country", "--country", "Iraq", "--to", str(tmp_path)]) == 1


def test_a_briefing_file_and_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Mein Überblick.json"
    path.write_bytes(to_json(Briefing("Mine", (Item("leahy_fund"), Item("gone")))))
    assert command.main(["briefing", str(path), "--to", str(tmp_path)]) == 0
    assert "Left out: Gone: There is no figure of that name." in " ".join(capsys.readouterr().err.split())
    assert (tmp_path / "Mein-Uberblick.pptx").is_file()
    path.write_text("{}")
    assert command.main(["briefing", str(path)]) == 2
    assert command.main(["briefing", str(tmp_path / "none.json")]) == 2


def test_one_event_and_one_figure(tmp_path: Path) -> None:
    assert command.main(["policy", "EV-20220621", "--to", str(tmp_path)]) == 0
    assert (tmp_path / "EV-20220621.pptx").is_file()
    figure = ["figure", "funding_over_time", "series=us_cwd", "--to", str(tmp_path)]
    assert command.main([*figure, "--format", "csv"]) == 0
    [made] = tmp_path.glob("funding*.csv")
    assert b"US conventional weapons destruction" in made.read_bytes()


@pytest.mark.parametrize(
    "asked",
    [
        [],
        ["country"],
        ["country", "--all", "--country", "Iraq"],
        ["country", "--country", "Atlantis"],
        ["policy", "EV-1"],
        ["overview", "--format", "doc"],
        ["figure", "no_such_figure"],
        ["figure", "leahy_fund", "kinds"],
        ["figure", "leahy_fund", "kinds=nonsense"],
    ],
)
def test_wrong_usage_is_two(asked: list[str]) -> None:
    assert command.main(asked) == 2


def test_without_database_or_browser_it_is_three(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(browser.PATH_VARIABLE, str(tmp_path / "none"))
    assert command.main(["overview", "--format", "pdf", "--to", str(tmp_path)]) == 3
    assert "apt-get install chromium" in " ".join(capsys.readouterr().err.split())
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert command.main(["overview", "--to", str(tmp_path)]) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_figure_with_nothing_to_show_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*asked: object) -> None:
        raise NothingToShow("Nothing.", "Choose another.")

    monkeypatch.setattr(command, "open_exhibit", nothing)
    assert command.main(["figure", "leahy_fund", "--to", str(tmp_path)]) == 1


def test_names_of_files_hold_on_every_system() -> None:
    assert pack_batch.stem("CIV", "Côte d’Ivoire".lower()) == "CIV_cote-d-ivoire"
    assert pack_batch.stem("", "../../etc/passwd") == "etc-passwd"
    assert pack_batch.stem("", "日本") == "pack"
