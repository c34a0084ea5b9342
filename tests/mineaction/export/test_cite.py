"""References: every document named with what is known of it and nothing more, and BibTeX that can be read."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string  # type: ignore[import-untyped]

from mineaction.cited import Citation, CitedTable
from mineaction.exhibits.exhibit import Exhibit, Taken
from mineaction.export import bibtex
from mineaction.export.cite import citations
from mineaction.export.dates import Published, published

ID = "some_figure-01234567-89abcdef-1"
LINK = f"https://example.org/page?series=a%20b&figure={ID}#some-figure"
REPORT = Citation(
    "TWEIS-23", "To Walk the Earth in Safety", "U.S. Department of State", "2023-04-04", "https://state.gov/x"
)


def taken(*documents: Citation, **changes: object) -> Taken:
    answer = CitedTable(
        'US funding of "demining"',
        pd.DataFrame({"a": [1]}),
        "US$ million",
        "current prices",
        "US fiscal years",
        "Source",
        citations=documents,
        data_version="abc123",
    )
    shown = Exhibit("some_figure", answer, lambda *_, **__: go.Figure(), (answer,), (), lambda: answer)
    return replace(Taken(shown, date(2025, 11, 2), LINK, ID), **changes)  # type: ignore[arg-type]


def test_a_whole_reference_in_each_form() -> None:
    made = citations(taken(REPORT))
    assert made.footnote == (
        "U.S. Department of State, To Walk the Earth in Safety (4 April 2023), https://state.gov/x. Read in "
        "“US funding of ‘demining’”, Mine action funding and policy dashboard, data version abc123, figure "
        f"{ID}, accessed 2 November 2025, {LINK}"
    )
    assert made.apa.split("\n") == [
        "U.S. Department of State. (2023, April 4). To Walk the Earth in Safety. https://state.gov/x",
        f'US funding of "demining" [Figure {ID}; data version abc123]. (n.d.). In Mine action funding and '
        f"policy dashboard. Retrieved November 2, 2025, from {LINK}",
    ]
    assert made.chicago.split("\n") == [
        "U.S. Department of State, “To Walk the Earth in Safety,” April 4, 2023, https://state.gov/x.",
        "“US funding of ‘demining’,” figure in Mine action funding and policy dashboard, data version "
        f"abc123, figure {ID}, accessed November 2, 2025, {LINK}.",
    ]


def test_what_is_not_known_is_left_out() -> None:
    made = citations(taken(Citation("X", "A leaflet?", "", "undated", ""), address="", figure_id=""))
    first = [form.split("\n")[0] for form in (made.apa, made.chicago)]
    assert first == ["A leaflet? (n.d.).", "“A leaflet?.”"]
    every = "\n".join((made.footnote, made.apa, made.chicago, made.bibtex))
    assert "None" not in every and ", ," not in every and "  \n" not in every and "()" not in every
    assert "url =" not in made.bibtex and "year" not in made.bibtex.split("@misc")[2]


def test_an_address_that_nobody_has_opened_says_so_in_every_form() -> None:
    note = "this address has not been opened."
    made = citations(taken(replace(REPORT, address_note=note)))
    assert all(note in form for form in (made.footnote, made.apa, made.chicago, made.bibtex))


def test_a_footnote_names_three_documents_and_counts_the_others() -> None:
    many = [replace(REPORT, document_id=f"D{n}", title=f"Report {n}") for n in range(12)]
    made = citations(taken(*many))
    assert "Report 2" in made.footnote and "Report 3" not in made.footnote
    assert "and 9 more, listed under “Documents” at the address that ends this note. Read in" in made.footnote
    assert made.footnote.endswith(LINK), "pasted elsewhere, the note says where the others are"
    for form in (made.apa, made.chicago, made.bibtex):
        assert all(f"Report {n}" in form for n in range(12))
    assert len(made.apa.split("\n")) == len(made.chicago.split("\n")) == 13


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("2018", Published(2018)),
        ("2025-12", Published(2025, 12)),
        ("2023-11-14", Published(2023, 11, 14)),
        ("3 August 2010", Published(2010, 8, 3)),
        ("May 1998", Published(1998, 5)),
        ("undated", Published()),
        ("", Published()),
        ("profile reporting on 2014", Published(remark="profile reporting on 2014")),
        ("2018-08 to 2019-07", Published(remark="2018-08 to 2019-07")),
        ("2021-2023", Published(remark="2021-2023")),
        ("archived 2012-09-13", Published(remark="archived 2012-09-13")),
        ("2018-99", Published(remark="2018-99")),
        ("2010-06 (after 18 June)", Published(2010, 6, 0, "2010-06 (after 18 June)")),
    ],
)
def test_a_printed_date_is_read_and_never_guessed(printed: str, known: Published) -> None:
    assert published(printed) == known


def test_a_date_that_is_none_stands_as_it_is_printed() -> None:
    made = citations(taken(replace(REPORT, published="profile reporting on 2014")))
    assert "(n.d.). To Walk the Earth in Safety [Dated as printed: profile reporting on 2014]." in made.apa
    assert "year" not in made.bibtex.split("@misc")[2]
    assert "date as printed: profile reporting on 2014" in made.bibtex


def test_brackets_of_a_date_are_square_inside_those_of_a_footnote() -> None:
    made = citations(taken(replace(REPORT, published="undated copy (16th edition, 2017/18)")))
    assert "Safety (undated copy [16th edition, 2017/18]), https://" in made.footnote


def test_the_apa_list_is_in_order_of_the_alphabet_and_tells_works_of_one_year_apart() -> None:
    """It stood in order of use; works of one author and year could not be told apart in a text."""

    def document(publisher: str, title: str, day: str) -> Citation:
        return Citation(title, title, publisher, day, "")

    made = citations(
        taken(
            document("U.S. Department of State", "Zulu", "2015-12-08"),
            document("The White House", "Amended protocol", "1999-05-25"),
            document("U.S. Department of State (2009-2017 archive)", "An abstract", "2015"),
            document("U.S. Department of State", "Beta", "2015"),
            document("U.S. Department of State", "Later", "undated"),
            document("ICBL-CMC", "Angola", "profile reporting on 2014"),
            document("ICBL-CMC", "Benin", "profile reporting on 2015"),
            document("Écoutez", "Alone", "2001"),
            title="Vowels",
        )
    )
    figure = (
        f"Vowels [Figure {ID}; data version abc123]. (n.d.). In Mine action funding and policy dashboard."
    )
    assert [line.split(" Retrieved")[0] for line in made.apa.split("\n")] == [
        "Écoutez. (2001). Alone.",
        "ICBL-CMC. (n.d.-a). Angola [Dated as printed: profile reporting on 2014].",
        "ICBL-CMC. (n.d.-b). Benin [Dated as printed: profile reporting on 2015].",
        "U.S. Department of State. (n.d.). Later.",
        "U.S. Department of State. (2015a). An abstract [2009-2017 archive].",
        "U.S. Department of State. (2015b). Beta.",
        "U.S. Department of State. (2015c, December 8). Zulu.",
        figure,
        "The White House. (1999, May 25). Amended protocol.",
    ]


def test_more_works_of_a_year_than_the_alphabet_has_letters() -> None:
    many = [replace(REPORT, document_id=f"D{n}", title=f"Report {n:03}") for n in range(28)]
    made = citations(taken(*many)).apa.split("\n")
    assert [line.split(",")[0].split("(")[1] for line in made if line.startswith("U.S. Dep")][-3:] == [
        "2023z",
        "2023aa",
        "2023ab",
    ]


def test_a_remark_of_the_bibliography_is_no_author_in_any_form() -> None:
    repost = Citation(
        "R", "A fact sheet", "defaiya.com (repost or news)", "2015-11-04", "https://x.org/a%20b"
    )
    archive = replace(REPORT, publisher="Secretary of State John Kerry (2009-2017 archive)")
    made = citations(taken(repost, archive))
    assert "A fact sheet, defaiya.com, repost or news (4 November 2015), https" in made.footnote
    assert "A fact sheet [Repost or news]. (2015, November 4). defaiya.com. https" in made.apa
    assert "Kerry, J. (2023, April 4). To Walk the Earth in Safety [2009-2017 archive]. https" in made.apa
    assert "“A fact sheet,” defaiya.com, repost or news, November 4, 2015, https" in made.chicago
    assert (
        "John Kerry, “To Walk the Earth in Safety,” 2009-2017 archive, April 4, 2023, https" in made.chicago
    )
    posted, held = list(parse_string(made.bibtex, "bibtex").entries.values())[1:]
    assert not posted.persons and posted.fields["key"] == "A fact sheet"
    assert posted.fields["howpublished"] == r"defaiya.com, https://x.org/a\%20b"
    assert posted.fields["note"] == "repost or news"
    assert held.persons["author"][0].last_names == ["Kerry"]


def test_every_document_of_the_bibliography_can_be_told_from_the_others(repo_root: Path) -> None:
    with (repo_root / "data" / "reference" / "documents.csv").open(encoding="utf-8", newline="") as listed:
        documents = [
            Citation(
                row["document_id"], row["title"], row["publisher"], row["published_as_printed"], row["url"]
            )
            for row in csv.DictReader(listed)
        ]
    made = citations(taken(*documents))
    lines = made.apa.split("\n")
    in_text = [line.split(")")[0] for line in lines if not line.startswith("US funding of")]
    assert len(lines) == len(documents) + 1 and len(set(lines)) == len(lines)
    dated = [words for words in in_text if re.search(r"\. \((\d{4}|n\.d\.)", words)]
    assert len(set(dated)) == len(dated) > 500
    assert len(parse_string(made.bibtex, "bibtex").entries) == len(documents) + 1


TITLES = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="`'\"-?!<>|~") | st.just(" "), max_size=40
).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(TITLES, st.lists(st.sampled_from(["A_1", "a-1", "A 1", "B", "ü"]), max_size=5))
def test_bibtex_can_be_read_by_a_reader_of_bibtex(title: str, ids: list[str]) -> None:
    """The parser stops at an unbalanced brace, a wrong key or a repeated one; LaTeX gives the words back."""
    documents = [replace(REPORT, document_id=name, title=title) for name in ids]
    read = parse_string(citations(taken(*documents)).bibtex, "bibtex")
    assert len(read.entries) == 1 + len(documents)
    figure, *rest = read.entries.values()
    assert figure.fields["url"] == LINK and figure.fields["urldate"] == "2025-11-02"
    for entry in rest:
        assert entry.type == "misc"
        assert [str(one) for one in entry.persons["author"]] == ["{U.S. Department of State}"]
        assert entry.fields["howpublished"] == f"\\url{{{entry.fields['url']}}}"
        assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2023", "April", "4")
        assert entry.fields["title"].startswith("{") and entry.fields["title"].endswith("}")
        assert spoken(entry.fields["title"][1:-1]) == " ".join(title.split())


def spoken(latex: str) -> str:
    """The words LaTeX would print."""
    for command in ("backslash", "braceleft", "braceright"):
        latex = latex.replace(f"\\text{command}{{}}", f"<{command}>")
    latex = latex.replace(r"\textasciitilde{}", "~").replace(r"\textasciicircum{}", "^")
    latex = re.sub(r"\\([&%$#_])", r"\1", latex)
    assert "\\" not in latex and "{" not in latex
    return latex.replace("<backslash>", "\\").replace("<braceleft>", "{").replace("<braceright>", "}")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_letter_is_left_for_latex_to_read_as_a_command(words: str) -> None:
    made = bibtex.latex(words)
    plain = re.sub(r"\\(text[a-z]+\{\}|[&%$#_])", "", made)
    assert not set(plain) & set("\\{}&%$#_~^")


def test_addresses_stand_as_they_are_but_for_what_would_end_the_field() -> None:
    assert bibtex.address("https://x.org/a_b?c=d&e=%20#f~g") == "https://x.org/a_b?c=d&e=%20#f~g"
    assert bibtex.address("https://x.org/{a}\\b c") == "https://x.org/%7Ba%7D%5Cb%20c"
