"""What python-docx has no function for: links, page numbers, alt text, our font, tables that fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph

from mineaction.charts.theme import LIGHT
from mineaction.export.cells import plain
from mineaction.export.pack.tables import PAPER_LETTERS, Table, is_heading
from mineaction.export.standing_words import is_link

FONT, STAND_IN, PANOSE = "Source Sans 3", "Calibri", "020B0503030403020204"
WIDTH, HEIGHT, EDGE = Cm(21), Cm(29.7), Cm(2)
INSIDE = WIDTH - 2 * EDGE
SMALL, TABLE_SIZE = Pt(9), Pt(8.5)
HEADINGS = {"Title": 26, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11}
NOTE, SMALL_STYLE, SMALL_BULLET = "Quote", "Body Text", "List Bullet 2"


def new_document(title: str, subject: str, author: str, made_on: date) -> Docx:
    """An A4 document in our font and colours, without a trace of the library's own template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = EDGE
    _style(document)
    about = document.core_properties
    about.title, about.subject, about.author = plain(title)[:250], plain(subject)[:250], author
    about.last_modified_by, about.comments, about.keywords, about.language = author, "", "", "en-GB"
    about.created = about.modified = datetime.combine(made_on, time.min, UTC)
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            document.part.package.rels.pop(key)
    return document


def _style(document: Docx) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), _colour(LIGHT.ink)
    normal.paragraph_format.space_after = Pt(6)
    fonts = normal.element.rPr.rFonts
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))
    for name, size in HEADINGS.items():
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = _colour(LIGHT.ink)
        own = style.element.rPr.rFonts
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            own.attrib.pop(qn(theme), None)
        style.paragraph_format.keep_with_next = True
    bullets = styles[SMALL_BULLET].paragraph_format
    bullets.left_indent, bullets.first_line_indent = Cm(0.6), -Cm(0.5)
    for name in (SMALL_STYLE, "Caption", SMALL_BULLET):
        style = styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = SMALL, _colour(LIGHT.muted), False
        style.paragraph_format.space_after = Pt(4)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            _name_font(part)


def _name_font(part: Any) -> None:
    """Which font may stand in where ours is missing."""
    named = (
        f'<w:font {nsdecls("w")} w:name="{FONT}"><w:altName w:val="{STAND_IN}"/>'
        f'<w:panose1 w:val="{PANOSE}"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    table = parse_xml(part.blob)
    table.append(parse_xml(named))
    part._blob = serialize_part_xml(table)


def add(document: Docx, words: str, style: str = "Normal") -> Paragraph:
    """A paragraph; nothing in it breaks the file."""
    return document.add_paragraph(plain(words), style=style)


def add_heading(document: Docx, words: str, *, on_new_page: bool = True) -> None:
    """A heading of the first order."""
    add(document, words, "Heading 1").paragraph_format.page_break_before = on_new_page


def add_small_heading(document: Docx, words: str) -> None:
    """Words in bold above what belongs to a figure; no heading of the document's outline."""
    paragraph = document.add_paragraph(style=SMALL_STYLE)
    paragraph.add_run(plain(words)).bold = True
    paragraph.paragraph_format.keep_with_next = True


def add_labelled(document: Docx, label: str, words: str, style: str = "Normal") -> Paragraph:
    """A paragraph that starts with a word in bold."""
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(plain(f"{label}: ")).bold = True
    paragraph.add_run(plain(words))
    return paragraph


def add_link(paragraph: Paragraph, words: str, url: str) -> None:
    """Words that lead to an address; plain words where it is no web address."""
    if not is_link(url):
        paragraph.add_run(plain(words))
        return
    key = paragraph.part.relate_to(plain(url), RT.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(plain(words))
    run.font.color.rgb, run.font.underline = _colour(LIGHT.money), True
    link.append(run._r)
    paragraph._p.append(link)


def add_picture(document: Docx, png: Any, alt: str, width: Any) -> None:
    """A picture in the middle, with what it shows for those who do not see it."""
    document.add_picture(png, width=width)
    paragraph = document.paragraphs[-1]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    document.inline_shapes[-1]._inline.docPr.set("descr", plain(alt))


def add_table(document: Docx, table: Table) -> None:
    """A table whose head stands again on each page; numbers are to the right.

    The beginning of a longer one stands on one page, with what is said of the rest.
    """
    made = document.add_table(1, len(table.head))
    made.autofit = False
    of_numbers = table.of_numbers
    for cell, words, is_right in zip(made.rows[0].cells, table.head, of_numbers, strict=True):
        _write(cell, words, is_head=True, is_right=is_right)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _mark(made.rows[0], "w:tblHeader")
    for row in table.rows:
        added = made.add_row()
        _mark(added, "w:cantSplit")
        cells = added.cells
        if is_heading(row):
            spanning = cells[0].merge(cells[-1])
            _write(spanning, row[0], is_head=True)
            spanning.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        for cell, words, is_right in zip(cells, row, of_numbers, strict=True):
            _write(cell, words, is_right=is_right)
            cell.paragraphs[0].paragraph_format.keep_with_next = bool(table.rest) or None
    shares = table.widths(PAPER_LETTERS)
    for column, share in zip(made.columns, shares, strict=True):
        column.width = width = Emu(int(INSIDE * share / sum(shares)))
        for cell, row in zip(column.cells, (table.head, *table.rows), strict=True):
            if not is_heading(row):
                cell.width = width
    _plain_borders(made)


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _write(cell: Any, words: str, *, is_head: bool = False, is_right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    if is_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(plain(words))
    run.font.size, run.font.bold = TABLE_SIZE, is_head
    run.font.color.rgb = _colour(LIGHT.ink)


def _plain_borders(table: Any) -> None:
    """Light lines between rows and no fills: a table is to be read, not to be looked at."""
    properties = table._tbl.tblPr
    lines = "".join(
        f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="{LIGHT.grid[1:]}"/>'
        for side, kind in (
            *(("top", "single"), ("left", "nil"), ("bottom", "single")),
            *(("right", "nil"), ("insideH", "single"), ("insideV", "nil")),
        )
    )
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))


def number_pages(document: Docx, words: str) -> None:
    """The foot of every page: ``words``, then the number of the page and how many there are."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[SMALL_STYLE]
    paragraph.add_run(plain(f"{words} · page "))
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = name
        run._r.append(mark)


def indent(paragraphs: Sequence[Paragraph], by: Any) -> None:
    """Lines after the first are moved in, as in a list of references."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.left_indent = by
        paragraph.paragraph_format.first_line_indent = -by


def _colour(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
