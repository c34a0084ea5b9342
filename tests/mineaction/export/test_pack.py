"""Packs in four formats, read back by other code than wrote them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pypdf
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from pptx import Presentation

from mineaction.cited import Citation
from mineaction.errors import BrowserMissing
from mineaction.export.pack import docx as pack_docx
from mineaction.export.pack import html as pack_html
from mineaction.export.pack import pdf as pack_pdf
from mineaction.export.pack import pptx as pack_pptx
from mineaction.export.pack import ready_made
from mineaction.export.pack import tables as pack_tables
from mineaction.export.pack.appendix import APPENDIX, shared
from mineaction.export.pack.briefing import Briefing, Item
from mineaction.export.pack.events import EVENTS
from mineaction.export.pack.opened import DOCUMENTS, METHOD, MISSING, NOTE_BY, Pack, open_pack
from mineaction.export.picture import browser
from mineaction.export.references import References, about_address, in_brackets
from tests.mineaction.export.opened import BASE, BRIEFING, MADE_ON, ODD, data_of, pack_of, taken_of
from tests.mineaction.export.test_html import Read

NUMBERS = re.compile(r"\[(\d[\d–, ]*)\]")


@pytest.fixture
def pack(built_database: Path) -> Pack:
    return pack_of(built_database)


@pytest.fixture
def without_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(browser.PATH_VARIABLE, str(tmp_path / "none"))


def cited_numbers(words: str) -> set[int]:
    """Every number in brackets, runs written out."""
    found: set[int] = set()
    for numbers in NUMBERS.findall(words):
        for part in numbers.split(","):
            first, _, last = part.strip().partition("–")
            found |= set(range(int(first), int(last or first) + 1))
    return found


def docx_words(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def pptx_words(file: bytes) -> str:
    deck = Presentation(io.BytesIO(file))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    return "\n".join([*(shape.text_frame.text for shape in shapes), *notes])


def missing_of(pack: Pack, words: str) -> list[str]:
    """What a pack has to say and these words do not."""
    wanted = [pack.title, pack.data_version, MISSING, EVENTS, METHOD, DOCUMENTS, APPENDIX, "Atlantis", "Gone"]
    wanted += [f"{NOTE_BY}: {ODD}"]
    wanted += pack.cover_lines
    wanted += ["added to the briefing with data an older one"]
    for figure in pack.figures:
        answer = figure.taken.answer
        wanted += [figure.title, answer.subtitle, answer.source_line, figure.taken.figure_id]
        wanted += [*answer.caveats, figure.receipts[0].sentence]
    wanted += [part.heading for part in pack.method] + [event.title for event in pack.events]
    wanted += [cited.line for _, cited in pack.references.numbered]
    squeezed = " ".join(words.split())
    return [words for words in wanted if " ".join(words.split()) not in squeezed]


def test_documents_are_numbered_once_in_order_of_first_use(pack: Pack) -> None:
    listed = list(pack.references.numbered)
    assert [number for number, _ in listed] == list(range(1, len(listed) + 1))
    assert len({cited.document_id for _, cited in listed}) == len(listed)
    used: set[int] = set()
    for figure in pack.figures:
        documents = {pack.references.number(cited.document_id) for cited in figure.taken.answer.citations}
        assert documents <= set(figure.cited) and 0 not in documents
        used |= set(figure.cited) | set(figure.events_cited)
    assert used == set(range(1, len(listed) + 1))
    assert pack.figures[0].cited == tuple(range(1, len(pack.figures[0].cited) + 1))
    assert all(event.cited in used for event in pack.events)


def test_numbers_read_as_runs() -> None:
    assert in_brackets([3, 1, 2, 7, 9, 10]) == "[1–3, 7, 9, 10]"
    assert in_brackets([]) == ""
    held = References()
    plain = Citation("A", "t", "p", "2000", "https://example.org")
    assert held.cite([plain, plain]) == (1,)
    assert held.number("B") == 0
    assert about_address(plain) == ""
    assert about_address(replace(plain, url="")) == "no public address known"
    assert about_address(replace(plain, address_note="a mirror")) == "address not checked: a mirror"


def test_what_cannot_be_opened_is_told(pack: Pack) -> None:
    assert [absent.words for absent in pack.missing] == ["Year by year", "Gone"]
    assert "Atlantis" in pack.missing[0].reason


def test_progress_names_every_figure(built_database: Path) -> None:
    told: list[tuple[int, int, str]] = []
    open_pack(BRIEFING, data_of(built_database), made_on=MADE_ON, progress=lambda *step: told.append(step))
    assert [step[0] for step in told] == [0, 1, 2, 3, 4, 5]
    assert {step[1] for step in told} == {5}
    assert told[1][2] == ODD


def test_the_method_page_speaks_of_what_the_figures_use(pack: Pack, built_database: Path) -> None:
    words = " ".join(line for part in pack.method for line in part.lines)
    assert "small arms" in words and "US fiscal years" in words and "Constant dollars" not in words
    assert "Claims are not figures" in [part.heading for part in pack.method]
    assert "purpose code" not in words.lower()
    constant = taken_of(built_database, "funding_over_time", series="us_cwd_country", prices="constant")
    from mineaction.export.pack.method import parts

    told = parts([constant], has_events=False)
    assert "Constant dollars" in " ".join(line for part in told for line in part.lines)
    assert "Claims are not figures" not in [part.heading for part in told]


def test_html_holds_the_pack(pack: Pack) -> None:
    read = Read(pack_html.to_html(pack))
    assert missing_of(pack, read.words) == []
    assert cited_numbers(read.words) <= {number for number, _ in pack.references.numbered}
    numbers = [
        held["id"] for tag, held in read.attributes if str(held.get("id", "")).startswith("reference-")
    ]
    assert numbers == [f"reference-{number}" for number, _ in pack.references.numbered]
    assert read.counts["h1"] == 1
    assert pack.figures[0].taken.address in read.links


def test_pptx_holds_the_pack(pack: Pack, without_browser: None) -> None:
    made = pack_pptx.to_pptx(pack)
    words = pptx_words(made)
    assert missing_of(pack, words) == []
    assert cited_numbers(words) >= set(pack.figures[0].cited)
    deck = Presentation(io.BytesIO(made))
    assert all(slide.shapes.title is not None and slide.shapes.title.text for slide in deck.slides)
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) >= 5
    assert deck.core_properties.title == pack.title
    with ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None


def test_docx_without_a_browser_has_tables_and_says_so(pack: Pack, without_browser: None) -> None:
    made = pack_docx.to_docx(pack)
    words = docx_words(made)
    assert missing_of(pack, words) == []
    assert words.count("No picture could be drawn") == len(pack.figures)
    document = docx.Document(io.BytesIO(made))
    headings = [part.text for part in document.paragraphs if part.style.name == "Heading 1"]
    assert headings == [*(figure.title for figure in pack.figures), METHOD, APPENDIX]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer
    about = document.core_properties
    assert (about.title, about.author) == (pack.title, "Mine action funding and policy dashboard")
    assert pack.data_version in about.subject
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert pack.figures[0].taken.address in links
    assert all(link.startswith(("http://", "https://")) for link in links)


def test_docx_pictures_say_what_they_show(pack: Pack) -> None:
    if not (found := browser.available()):
        pytest.fail(found.words, pytrace=False)
    document = docx.Document(io.BytesIO(pack_docx.to_docx(pack)))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [figure.taken.alt_text for figure in pack.figures]


def test_pdf_has_pages_numbers_and_an_outline(pack: Pack) -> None:
    if not (found := browser.available()):
        pytest.fail(found.words, pytrace=False)
    read = pypdf.PdfReader(io.BytesIO(pack_pdf.to_pdf(pack)))
    words = "\n".join(page.extract_text() for page in read.pages)
    squeezed = re.sub(r"\s+", "", words)
    wanted = [pack.title, *(figure.taken.answer.source_line for figure in pack.figures), ODD, "Atlantis"]
    wanted += [cited.line for _, cited in pack.references.numbered]
    assert [part for part in wanted if re.sub(r"\s+", "", part) not in squeezed] == []
    assert read.metadata is not None and read.metadata.title == pack.title
    count = len(read.pages)
    assert f"2 / {count}" in read.pages[1].extract_text()
    width, height = (float(side) for side in read.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    assert len(read.outline) >= 1


def test_pdf_without_a_browser_says_what_to_install(pack: Pack, without_browser: None) -> None:
    with pytest.raises(BrowserMissing, match="apt-get install chromium"):
        pack_pdf.to_pdf(pack)


def test_tables_keep_gaps_and_bounds(built_database: Path) -> None:
    [table, *_] = pack_tables.tables_of(
        taken_of(built_database, "funding_over_time", series="us_cwd").exhibit
    )
    by_year = {row[0]: row[1:] for row in table.rows}
    assert by_year["FY2023"][0] == "over 398,260,000" and table.title == "US$, current prices"
    assert all(head.endswith(", US$") for head in table.head[1:])
    assert by_year["FY2013"][0] == "" and "A blank cell: no figure found." in table.notes
    assert [row[0] for row in table.rows].count("2008") == 2
    ladder = taken_of(built_database, "leahy_fund").exhibit
    [told] = pack_tables.tables_of(ladder, most_rows=3)
    assert told.head[:2] == ("Date", "Said")
    assert len(told.rows) == 3 and told.left_out == len(ladder.behind().rows) - 3


@pytest.fixture
def of_iraq(built_database: Path) -> Pack:
    """A pack of three figures and six tables, one of which has its rows in groups."""
    data = data_of(built_database)
    return open_pack(ready_made.country(ready_made.place_named("Iraq", data)), data, made_on=MADE_ON)


def test_no_pack_shows_a_key_of_ours(of_iraq: Pack) -> None:
    """The pairs of one country said they were of every kind, and plans had columns named as in our code."""
    for figure in of_iraq.figures:
        assert ("Kind", "all") not in figure.taken.answer.choices
        heads = [str(name) for name in figure.taken.exhibit.behind().rows_to_read.columns]
        assert [head for head in heads if "_" in head] == []
        rows = figure.table.rows if figure.table else ()
        assert [cell for row in rows for cell in row if re.search(r"\busd\b|[a-z]_[a-z]", cell)] == []


def test_documents_set_numbers_to_the_right_and_as_they_are_stored(built_database: Path) -> None:
    """3,000 dollars on an axis of millions stood in the table as 0.003."""
    item = Item("country_accounts", (("recipient", "Iraq"),))
    data = data_of(built_database)
    pack = open_pack(Briefing("One", (item,)), data, made_on=MADE_ON)
    behind = pack.figures[0].taken.exhibit.behind().rows_to_read
    stored = {f"{int(value):,}" for value in behind["US$, current"].dropna()}
    [made] = pack_tables.tables_of(pack.figures[0].taken.exhibit)
    told = {cell for row in made.rows for cell in row[1:] if cell}
    assert told and told <= stored
    document = docx.Document(io.BytesIO(pack_docx.to_docx(pack)))
    cells = document.tables[-1].rows[1].cells
    assert cells[0].paragraphs[0].alignment is None
    assert cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_slides_have_numbers_and_a_list_of_figures_on_the_cover(of_iraq: Pack) -> None:
    slides = list(Presentation(io.BytesIO(pack_pptx.to_pptx(of_iraq))).slides)
    listed = " ".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    assert all(figure.title in listed for figure in of_iraq.figures)
    for number, slide in enumerate(slides, 1):
        fields = slide._element.xpath('.//a:fld[@type="slidenum"]/a:t/text()')
        assert fields == ([str(number)] if number > 1 else [])


def test_a_table_names_documents_by_the_numbers_of_the_pack(of_iraq: Pack) -> None:
    known = dict(of_iraq.references.numbered)
    for figure in of_iraq.figures[3:]:
        assert figure.table is not None and not figure.receipts
        stored = figure.taken.exhibit.behind().rows.to_dict("records")
        rows = [row for row in figure.table.rows if not pack_tables.is_heading(row)]
        for row, whole in zip(rows, stored, strict=True):
            first = int(NUMBERS.findall(row[-1])[0])
            assert first in figure.cited and known[first].url == whole.get("Link", whole.get("One Link"))
        assert set(figure.table.head) <= {*map(str, figure.taken.answer.rows.columns), pack_tables.SOURCE}
    assert pack_tables.is_heading(of_iraq.figures[7].table.rows[0])  # type: ignore[union-attr]


def test_what_a_table_leaves_out_is_counted_and_has_a_place(of_iraq: Pack) -> None:
    exhibit = of_iraq.figures[7].taken.exhibit
    short = pack_tables.listed(exhibit, of_iraq.references.number, most_rows=3)
    assert len(short.rows) == 4 and short.left_out == len(exhibit.behind().rows) - 3
    assert pack_tables.left_out(short) == (
        f"{short.left_out} more rows are left out here; "
        "the link back leads to all of them, and to their file."
    )
    assert not pack_tables.left_out(replace(short, left_out=0))


def test_tables_stand_whole_in_every_format(of_iraq: Pack, without_browser: None) -> None:
    treaties, statements = of_iraq.figures[5], of_iraq.figures[7]
    assert treaties.table is not None and statements.table is not None
    deck = Presentation(io.BytesIO(pack_pptx.to_pptx(of_iraq)))
    shown = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    in_slides = [tuple(cell.text for cell in row.cells) for table in shown for row in table.rows]
    document = docx.Document(io.BytesIO(pack_docx.to_docx(of_iraq)))
    in_document = [tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    words = Read(pack_html.to_html(of_iraq)).words
    for table in (treaties.table, statements.table):
        for row in table.rows:
            if pack_tables.is_heading(row):
                assert any(cells[0] == row[0] for cells in in_slides)
                assert any(set(cells) == {row[0]} for cells in in_document)
            else:
                assert row in in_slides and row in in_document
            assert all(cell in words for cell in row)
    assert "Table 3. Treaty standing of Iraq" in words
    assert words.count("No picture could be drawn") == 0


@pytest.mark.parametrize("letters", [60, 95, 150])
def test_columns_hold_their_longest_word_and_fit(of_iraq: Pack, letters: int) -> None:
    for figure in of_iraq.figures[3:]:
        assert figure.table is not None
        widths = figure.table.widths(letters)
        assert len(widths) == len(figure.table.head) and min(widths) > pack_tables.PADDING
        if letters == 150:
            assert sum(widths) <= letters


def test_control_characters_break_no_file(built_database: Path, without_browser: None) -> None:
    pack = pack_of(built_database)
    [first, *rest] = pack.figures
    answer = replace(first.taken.answer, caveats=("a\x00b\x0bc\ud800d\uffff",))
    bad = replace(first, taken=replace(first.taken, exhibit=replace(first.taken.exhibit, answer=answer)))
    odd = replace(pack, figures=(bad, *rest))
    assert "abcd" in docx_words(pack_docx.to_docx(odd))
    assert "abcd" in pptx_words(pack_pptx.to_pptx(odd))
    assert "abcd" in Read(pack_html.to_html(odd)).words


def test_no_pack_names_an_address_where_the_app_has_none(built_database: Path, without_browser: None) -> None:
    pack = open_pack(BRIEFING, data_of(built_database), made_on=MADE_ON)
    made = pack_docx.to_docx(pack)
    links = docx.Document(io.BytesIO(made)).part.rels.values()
    assert BASE not in docx_words(made)
    assert all(rel.target_ref.startswith("http") for rel in links if rel.is_external)


LONG = Briefing(
    "Long", (Item("policy_timeline", note="Mine."), Item("recipient_map"), Item("claims_register"))
)


def titles_of(file: bytes) -> list[str]:
    """The titles of slides, in order."""
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(file)).slides]


def test_figures_come_first_and_what_is_long_stands_in_the_appendix(built_database: Path) -> None:
    """A timeline was five slides of a table, then two that listed its events again; a register had 13."""
    if not (found := browser.available()):
        pytest.fail(found.words, pytrace=False)
    pack = open_pack(LONG, data_of(built_database), made_on=MADE_ON)
    made = pack_pptx.to_pptx(pack)
    titles = titles_of(made)
    assert titles[:6] == ["Long", *(figure.title for figure in pack.figures), METHOD, APPENDIX]
    assert EVENTS not in titles, "the table of the timeline's events is their list"
    behind = [title.split(" (")[0] for title in titles[6:]]
    assert [title for title in dict.fromkeys(behind) if title.startswith(("Figure", "Table"))] == [
        figure.title for figure in pack.figures
    ]
    slides = list(Presentation(io.BytesIO(made)).slides)
    assert sum(shape.name.startswith("Picture") for slide in slides for shape in slide.shapes) == 2
    register = pack.figures[2].table
    assert register is not None
    count = sum(not pack_tables.is_heading(row) for row in register.rows)
    assert f"All {count} rows are in the appendix." in pptx_words(made)
    tables = [shape.table for slide in slides[6:] for shape in slide.shapes if shape.has_table]
    shown = {tuple(cell.text for cell in row.cells) for table in tables for row in table.rows}
    assert {row for row in register.rows if not pack_tables.is_heading(row)} <= shown


def test_a_timeline_without_a_browser_is_its_table(built_database: Path, without_browser: None) -> None:
    briefing = Briefing("Events", LONG.items[:1])
    titles = titles_of(pack_pptx.to_pptx(open_pack(briefing, data_of(built_database), made_on=MADE_ON)))
    assert titles[1] == "Figure 1. What was decided, and when" and titles[2] == METHOD
    assert EVENTS not in titles


def test_documents_list_events_once_with_their_numbers(built_database: Path, without_browser: None) -> None:
    pack = open_pack(LONG, data_of(built_database), made_on=MADE_ON)
    events = len(pack.events)
    assert events > 12 and all(event.numbers[0].startswith("Figure 1: ") for event in pack.events)
    for words in (docx_words(pack_docx.to_docx(pack)), Read(pack_html.to_html(pack)).words):
        assert f"The {events} policy events numbered on the chart stand in the appendix" in words
        assert words.count(EVENTS) == 1 and "Policy events numbered on the chart" not in words
        assert all(event.numbers[0] in words and event.summary in words for event in pack.events)
        assert words.index(METHOD) < words.index("Tables in full")
        assert f"{NOTE_BY}: Mine." in words


def test_a_table_of_one_row_is_read_as_a_card(built_database: Path) -> None:
    """One event stood as one thin row on an empty slide."""
    item = Item("policy_events", (("only", "EV-20220621"),))
    pack = open_pack(Briefing("One", (item,)), data_of(built_database), made_on=MADE_ON)
    slide = list(Presentation(io.BytesIO(pack_pptx.to_pptx(pack))).slides)[1]
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    assert len(table.columns) == 2 and len(table.rows) > 4


def test_caveats_of_several_figures_are_said_once() -> None:
    said = [("Figure 1", ("a", "b")), ("Figure 2", ("b", "c")), ("Figure 3", ("a",))]
    assert shared(said) == [
        ("Figure 1, Figure 3", ("a",)),
        ("Figure 1, Figure 2", ("b",)),
        ("Figure 2", ("c",)),
    ]
