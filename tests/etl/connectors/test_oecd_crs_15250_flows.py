"""The OECD's aid statistics from donor to recipient: what is kept and what refused. All amounts invented."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.etl.one_live_source import OneLiveSource
from tests.etl.publisher import Answer, Asked, Publisher

KEY = "oecd_crs_15250_flows"
QUESTION = "..15250.100._T._T.C+D.V+Q._T..USD"
QUERY = "?startPeriod=2015&dimensionAtObservation=AllDimensions&format=csvfilewithlabels"
FLOW = "/dataflow/OECD.DCD.FSD/DSD_CRS@DF_CRS/latest"
NAMES = {
    **{"NOR": "Norway", "USA": "United States", "4EU001": "EU Institutions", "ALLD": "Official donors"},
    **{"AFG": "Afghanistan", "XKV": "Kosovo", "F_X": "Africa unspecified", "DPGC": "Developing countries"},
    **{"DAC": "DAC countries", "F": "Africa", "KHM": "Cambodia"},
}
FIGURES = """SELECT series_key, donor_name, recipient_iso3, recipient_name, year, amount_usd,
             amount_constant_usd, constant_prices_of FROM funding_figure
             ORDER BY series_key, donor_name, recipient_name, year"""
PAID, PROMISED = "crs_flows_disbursements", "crs_flows_commitments"

Row = dict[str, str]


def row(donor: str, recipient: str, year: int, amount: str, flow: str = "D", base: str = "V") -> Row:
    """One row as the service writes it with labels."""
    return {
        **{"STRUCTURE": "DATAFLOW", "STRUCTURE_ID": "OECD.DCD.FSD:DSD_CRS@DF_CRS(1.6)", "ACTION": "I"},
        **{"DONOR": donor, "Donor": NAMES.get(donor, donor)},
        **{"RECIPIENT": recipient, "Recipient": NAMES.get(recipient, recipient)},
        **{"SECTOR": "15250", "Sector": "Removal of land mines and explosive remnants of war"},
        **{"MEASURE": "100", "Measure": "Official Development Assistance"},
        **{"CHANNEL": "_T", "Channel": "Total", "MODALITY": "_T", "Modality": "Total"},
        **{"FLOW_TYPE": flow, "Flow type": "", "PRICE_BASE": base, "Price base": "", "MD_DIM": "_T"},
        **{"MD_ID": "0", "UNIT_MEASURE": "USD", "Unit of measure": "US dollar", "TIME_PERIOD": str(year)},
        **{"OBS_VALUE": amount, "BASE_PER": "2023" if base == "Q" else "", "OBS_STATUS": "A"},
        **{"Observation status": "Normal value", "UNIT_MULT": "6", "DECIMALS": "2"},
    }


def good() -> list[Row]:
    """Two donors and three recipients, with the totals that the service puts beside them."""
    return [
        row("NOR", "AFG", 2022, "1.5"),
        row("NOR", "AFG", 2022, "1.25", base="Q"),
        row("NOR", "XKV", 2022, "-0.000001"),
        row("4EU001", "F_X", 2023, "2"),
        row("4EU001", "AFG", 2022, "0.25"),
        row("NOR", "AFG", 2022, "3E-1", flow="C"),
        row("ALLD", "AFG", 2022, "1.75"),
        row("DAC", "AFG", 2022, "1.5"),
        row("NOR", "DPGC", 2022, "1.499999"),
        row("4EU001", "F", 2023, "2"),
    ]


def as_csv(rows: Iterable[Row]) -> bytes:
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def sdmx_csv(rows: Iterable[Row]) -> Answer:
    return Answer(as_csv(rows), content_type="application/vnd.sdmx.data+csv; version=1; labels=both")


def dataflow(version: str, before: str = "") -> Answer:
    text = f"""<?xml version="1.0" encoding="utf-8"?>{before}
      <message:Structure xmlns:message="m" xmlns:structure="s"><message:Structures><structure:Dataflows>
      <structure:Dataflow id="DSD_OTHER@DF_OTHER" agencyID="OECD.DCD.FSD" version="9.9"/>
      <structure:Dataflow id="DSD_CRS@DF_CRS" agencyID="OECD.DCD.FSD" version="{version}" isFinal="true"/>
      </structure:Dataflows></message:Structures></message:Structure>"""
    return Answer(text.encode(), content_type="application/vnd.sdmx.structure+xml; version=2.1")


def data_path(version: str) -> str:
    return f"/data/OECD.DCD.FSD,DSD_CRS@DF_CRS,{version}/{QUESTION}"


@pytest.fixture
def source(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> OneLiveSource:
    """The source, whose publisher has version 1.6 and good rows."""
    found = OneLiveSource(KEY, publisher.url(data_path("") + QUERY), tmp_path, monkeypatch)
    card = found.inputs.sources / KEY / "source.toml"
    told = re.sub(r'(?m)^dataflow = ".*"$', f'dataflow = "{publisher.url(FLOW)}"', card.read_text())
    card.write_text(told, encoding="utf-8")
    publisher.plays(FLOW, dataflow("1.6"))
    publisher.plays(data_path("1.6"), sdmx_csv(good()))
    return found


def test_single_donors_and_recipients_are_kept(source: OneLiveSource, publisher: Publisher) -> None:
    """Totals are not counted; constant prices stand beside the amount they belong to."""
    result = source.refresh()
    assert result.outcome.value == "refreshed", result.words
    kosovo = (PAID, "Norway", "XKX", "Kosovo", 2022, -1, None, "")
    assert source.ask(FIGURES) == [
        (PROMISED, "Norway", "AFG", "Afghanistan", 2022, 300_000, None, ""),
        (PAID, "European Union", "AFG", "Afghanistan", 2022, 250_000, None, ""),
        (PAID, "European Union", None, "Africa, regional", 2023, 2_000_000, None, ""),
        (PAID, "Norway", "AFG", "Afghanistan", 2022, 1_500_000, 1_250_000, "2023"),
        kosovo,
    ]
    [edition] = source.editions
    assert (edition.row_count, edition.kept_row_count) == (10, 5)
    assert "Version 1.6 of the dataset DSD_CRS@DF_CRS." in edition.note
    assert "their parts are kept: 4 rows (ALLD, DAC, DPGC, F)" in edition.note
    assert "Added up from their parts, and agreeing: 2 of them." in edition.note
    [asked] = publisher.asked_for(data_path("1.6"))
    assert asked.path == data_path("1.6") + QUERY
    assert [receipt.status for receipt in edition.receipts] == [200, 200]


def test_nothing_new_makes_no_edition(source: OneLiveSource, publisher: Publisher) -> None:
    """Neither where the service says so nor where it sends the same in another order."""
    publisher.plays(data_path("1.6"), replace(sdmx_csv(good()), etag='"one"'))
    assert source.refresh().outcome.value == "refreshed"
    assert source.refresh().outcome.value == "nothing_new"
    assert publisher.asked[-1].status == 304
    publisher.plays(data_path("1.6"), sdmx_csv(reversed(good())))
    assert source.refresh().outcome.value == "nothing_new"
    assert len(source.editions) == 1


def test_the_version_that_the_service_names_is_asked_for(source: OneLiveSource, publisher: Publisher) -> None:
    publisher.plays(FLOW, dataflow("1.10"))
    publisher.plays(data_path("1.10"), sdmx_csv(good()))
    assert source.refresh().outcome.value == "refreshed"
    assert "Version 1.10 " in source.editions[0].note
    assert not publisher.asked_for(data_path("1.6"))


def test_older_versions_are_tried_where_the_service_has_none(
    source: OneLiveSource, publisher: Publisher
) -> None:
    """Only where it answers 404: the note says which were tried."""
    publisher.plays(FLOW, dataflow("1.7"))
    publisher.plays(data_path("1.6"), Answer(b"NoRecordsFound", 404, "text/plain"))
    publisher.plays(data_path("1.5"), sdmx_csv(good()))
    assert source.refresh().outcome.value == "refreshed"
    assert "Version 1.5 of the dataset DSD_CRS@DF_CRS; it had none for 1.7, 1.6." in source.editions[0].note


def test_the_card_knows_versions_where_the_service_names_none(
    source: OneLiveSource, publisher: Publisher
) -> None:
    publisher.plays(FLOW, Answer(b"not here", 404, "text/plain"))
    assert source.refresh().outcome.value == "refreshed"
    assert "did not say which version is the newest" in source.editions[0].note


def test_no_version_at_all(source: OneLiveSource, publisher: Publisher) -> None:
    publisher.plays(data_path("1.6"), Answer(b"gone", 404, "text/plain"))
    result = source.refresh()
    assert result.outcome.value == "unavailable"
    assert "404 for every version tried (1.6, 1.5, 1.4, 1.3, 1.2)" in result.words
    assert "data-explorer.oecd.org" in result.words


def test_another_fault_does_not_lead_to_older_versions(source: OneLiveSource, publisher: Publisher) -> None:
    publisher.plays(data_path("1.6"), Answer(b"no", 403, "text/plain"))
    result = source.refresh()
    assert result.outcome.value == "unavailable" and "403" in result.words
    assert not publisher.asked_for(data_path("1.5"))


def test_busy_then_good(source: OneLiveSource, publisher: Publisher) -> None:
    """About twenty questions a minute are allowed; what it says about waiting is heeded."""
    busy = Answer(b"slow down", 429, "text/plain", {"Retry-After": "0"})
    publisher.plays(data_path("1.6"), busy, sdmx_csv(good()))
    assert source.refresh(tuning={"tries": 2, "first_wait": 0.0}).outcome.value == "refreshed"
    assert [asked.status for asked in publisher.asked_for(data_path("1.6"))] == [429, 200]


def test_too_large_an_answer_is_asked_for_in_spans_of_years(
    source: OneLiveSource, publisher: Publisher
) -> None:
    """Spans without a row are answered with 404; totals are checked over all of them."""

    def by_span(asked: Asked) -> Answer:
        if "endPeriod" not in asked.path:
            return Answer(b"too large", 413, "text/plain")
        first, last = (int(year) for year in re.findall(r"Period=(\d{4})", asked.path))
        rows = [entry for entry in good() if first <= int(entry["TIME_PERIOD"]) <= last]
        return sdmx_csv(rows) if rows else Answer(b"NoRecordsFound", 404, "text/plain")

    publisher.plays(data_path("1.6"), by_span)
    assert source.refresh().outcome.value == "refreshed"
    note = source.editions[0].note
    assert "Asked for in spans of 5 years. No row for 2015 to 2019, 2025 to " in note
    assert len(source.ask(FIGURES)) == 5 and "and agreeing: 2 of them" in note
    assert len({receipt.address for receipt in source.editions[0].receipts}) == 2


def test_more_of_a_total_than_its_parts(source: OneLiveSource, publisher: Publisher) -> None:
    """A row lost on the way shows in the printed total, and the numbers are said."""
    publisher.plays(data_path("1.6"), sdmx_csv([entry for entry in good() if entry["OBS_VALUE"] != "0.25"]))
    words = source.refused()
    assert "1 of 2 printed totals differ" in words
    assert "ALLD to AFG, 2022, D, prices V: printed 1.75, 1.5 as the sum of 1" in words
    assert "Rows may be missing" in words


def test_the_card_says_which_totals_there_are(source: OneLiveSource, publisher: Publisher) -> None:
    """A total nobody knew of is left out once the card names it; one that covers something else unchecked."""
    rows = [*good(), row("DACX_NEW", "AFG", 2022, "9"), row("ALLD", "KHM", 2022, "9")]
    publisher.plays(data_path("1.6"), sdmx_csv(rows))
    assert "put its code into live.settings.further_totals on the card" in source.refused()
    card = source.inputs.sources / KEY / "source.toml"
    told = card.read_text().replace("further_totals = []", 'further_totals = ["DACX_NEW"]')
    card.write_text(told, encoding="utf-8")
    words = source.refused()
    assert "ALLD to KHM, 2022, D, prices V: printed 9, 0 as the sum of 0" in words
    assert "goes off live.settings.totals_checked on the card" in words
    card.write_text(told.replace('["ALLD", "DPGC"]', '["DPGC"]'), encoding="utf-8")
    assert source.refresh().outcome.value == "refreshed"
    assert len(source.ask(FIGURES)) == 5 and "agreeing: 1 of them" in source.editions[0].note


def change(column: str, value: str, at: int = 0) -> Callable[[list[Row]], list[Row]]:
    def changed(rows: list[Row]) -> list[Row]:
        rows[at] = {**rows[at], column: value}
        return rows

    return changed


def renamed(rows: list[Row]) -> list[Row]:
    return [
        {("OBSERVATION" if name == "OBS_VALUE" else name): cell for name, cell in entry.items()}
        for entry in rows
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (change("UNIT_MULT", "3"), "row 2: UNIT_MULT is '3', where 6 was asked for: millions"),
        (change("UNIT_MEASURE", "XDC"), "UNIT_MEASURE is 'XDC', where USD was asked for"),
        (change("MD_DIM", "DD"), "MD_DIM is 'DD', where _T was asked for: sums and not single projects"),
        (change("CHANNEL", "40000"), "all channels together, or amounts count twice"),
        (change("MODALITY", "A01"), "all kinds of aid together, or amounts count twice"),
        (change("SECTOR", "15240"), "SECTOR is '15240'"),
        (change("MEASURE", "200"), "MEASURE is '200', where 100 was asked for"),
        (change("FLOW_TYPE", "N"), "FLOW_TYPE is 'N', where C or D was asked for"),
        (change("PRICE_BASE", "L"), "PRICE_BASE is 'L', where V or Q was asked for"),
        (change("TIME_PERIOD", "2022-Q1"), "TIME_PERIOD is '2022-Q1', which is not a year"),
        (change("OBS_VALUE", "1,500.5"), "'1,500.5' is not a number; the publisher may have begun to write"),
        (change("OBS_VALUE", "NaN"), "'NaN' is not a number"),
        (change("DONOR", "DAC_NEW_X"), "the donor code 'DAC_NEW_X' is neither of a single donor nor of a"),
        (change("RECIPIENT", "F9"), "the recipient code 'F9' is neither of a single recipient nor of a"),
        (lambda rows: [*rows, rows[0]], "row 12: a second amount for 2022 NOR AFG D V"),
        (renamed, "the column OBS_VALUE is missing; new there: "),
        (lambda rows: [row("NOR", "KHM", 2022, "1", base="Q"), *rows], "without one in current prices"),
        (lambda rows: [row("NOR", "ZZZ", 2022, "1")], "a recipient that is not in the lookup tables (ZZZ,"),
        (change("Donor", "United States"), "the donor's name stands for USA, its code for NOR"),
    ],
)  # fmt: skip
def test_what_is_not_as_described_is_refused(
    source: OneLiveSource,
    publisher: Publisher,
    spoil: Callable[[list[Row]], list[Row]],
    said: str,
) -> None:
    """Each says where, and nothing is kept."""
    publisher.plays(data_path("1.6"), sdmx_csv(spoil(good())))
    assert said in source.refused()


def test_each_unknown_donor_is_named_once(source: OneLiveSource, publisher: Publisher) -> None:
    """However many rows it has, so that what is missing in the lookup tables can be added in one go."""
    rows = [row(f"1UN09{number}", "KHM", 2012 + year, "1") for number in (1, 2) for year in range(9)]
    publisher.plays(data_path("1.6"), sdmx_csv(rows))
    words = source.refused()
    assert words.startswith("2 errors")
    assert "a donor that is not in the lookup tables (1UN091, code 1UN091)" in words
    assert "(1UN092, code 1UN092); add the name to data/reference/donors.csv; or, if it stands for" in words


def test_a_web_page_instead_of_rows(source: OneLiveSource, publisher: Publisher) -> None:
    """Refused as either kind of content; a good answer afterwards is taken."""
    page = b"<!DOCTYPE html><html><body>Maintenance</body></html>"
    publisher.plays(data_path("1.6"), Answer(page, content_type="text/html"), Answer(page), sdmx_csv(good()))
    assert "the publisher sends text/html" in source.refused()
    assert "a web page came instead of the data" in source.refused()
    assert source.refresh().outcome.value == "refreshed"


def test_the_answer_about_versions_has_to_be_plain_xml(source: OneLiveSource, publisher: Publisher) -> None:
    """Declarations are refused before anything in them is read; so is what is no XML or names no version."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    publisher.plays(FLOW, dataflow("1.6", bomb))
    assert "declares a document type" in source.refused()
    publisher.plays(FLOW, Answer(b"<a><b></a>", content_type="text/xml"))
    assert "not sound XML" in source.refused()
    publisher.plays(FLOW, dataflow("newest"))
    assert "names no version of the dataflow DSD_CRS@DF_CRS" in source.refused()
    assert not publisher.asked_for(data_path("1.6"))


def test_an_amount_that_is_marked_says_so(source: OneLiveSource, publisher: Publisher) -> None:
    """What is not reported gives no row; a mark goes into the note of its figure."""
    rows = good()
    rows[3] |= {"OBS_STATUS": "P", "Observation status": "Provisional value"}
    rows += [row("USA", "AFG", 2021, "") | {"OBS_STATUS": "M"}]
    publisher.plays(data_path("1.6"), sdmx_csv(rows))
    assert source.refresh().outcome.value == "refreshed"
    assert source.ask("SELECT note FROM funding_figure WHERE year = 2023") == [
        ("marked by the publisher: P: Provisional value",)
    ]
    assert source.ask("SELECT COUNT(*) FROM funding_figure WHERE donor_iso3 = 'USA'") == [(0,)]
    assert "Rows without an amount, left out, for not reported is no row: 1." in source.editions[0].note


def test_a_file_can_be_given_instead(source: OneLiveSource, publisher: Publisher, tmp_path: Path) -> None:
    """Such as one saved from the publisher's own page, with the same columns."""
    path = tmp_path / "saved.csv"
    path.write_bytes(as_csv(good()))
    assert source.refresh(given=str(path)).outcome.value == "refreshed"
    assert len(source.ask(FIGURES)) == 5 and not publisher.asked
