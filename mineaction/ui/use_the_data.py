"""How the figures are used elsewhere: the same rows in Python, R, Excel and curl, and a figure in a website.

The first part is plain text, made from an address; the second draws it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from mineaction.api import links
from mineaction.api.settings import Settings
from mineaction.api.tables import MOST_LIMIT
from mineaction.cited import CitedTable
from mineaction.exhibits import registry
from mineaction.exhibits.choosing import Ask
from mineaction.export.formats import FORMATS, formats_of
from mineaction.periods import date_words
from mineaction.queries.api import tables as api_tables
from mineaction.queries.api.listings import LISTINGS
from mineaction.queries.api.tables import LICENCE
from mineaction.ui import navigation, pasted_link, store, table_card, text
from mineaction.ui.pasted_link import Chosen
from mineaction.ui.view import View
from mineaction.vocabulary import DatePrecision

FIRST = "funding_over_time"
PLACEHOLDER = "https://…"


def python(address: str) -> str:
    """Rows as a table of pandas; what is said of them stands in the lines that begin with ``#``."""
    return f"""import pandas as pd

rows = pd.read_csv(
    "{address}",
    comment="#",
    encoding="utf-8-sig",
)
print(rows.head())
"""


def every_page(address: str) -> str:
    """All rows of a table, page by page. ``address`` is that of its first page, as JSON."""
    return f"""import json
from urllib.request import urlopen

import pandas as pd

address, found = "{address}", []
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    found += page["rows"]
    address = page["next"]
rows = pd.DataFrame(found)
print(len(rows), "rows; data version", page["data_version"])
"""


def r(address: str) -> str:
    """The same rows in R, without further packages."""
    return f"""rows <- read.csv(
  "{address}",
  comment.char = "#",
  fileEncoding = "UTF-8-BOM",
  check.names = FALSE
)
head(rows)
"""


def curl(address: str, file_name: str) -> str:
    """The file, from a command line. ``--fail`` makes curl say so where the address is refused."""
    return f'curl --fail --silent --show-error --output {file_name} "{address}"\n'


def excel_steps() -> Sequence[str]:
    """How Excel keeps the rows and asks for them again: Power Query, in steps."""
    return (
        "In Excel: Data › Get Data › From Other Sources › From Web.",
        "Paste the address below and choose OK. Where Excel asks how to sign in: Anonymous.",
        "In the Navigator choose the sheet Data, then Transform Data.",
        "Home › Use First Row as Headers, then Close & Load.",
        "Data › Refresh All asks for the rows again, when the figures have changed.",
    )


def sentence(ask: Ask) -> str:
    """What there is to take, in a sentence."""
    facts = store.facts()
    tables = ask_catalogue(ask, "").rows
    rows = int(tables["Rows"].sum())
    return (
        f"{len(registry.FIGURES)} figures as {len(FORMATS)} kinds of file, and {len(tables)} tables with "
        f"{rows:,} rows, each under an address of its own; the data version is {facts.data_version}, and "
        f"figures were last read on {date_words(facts.figures_as_of, DatePrecision.DAY)}."
    )


def ask_catalogue(ask: Ask, base: str) -> CitedTable:
    """The tables with their addresses, for a page."""
    addresses = tuple(
        (listing.name, *(links.table(base, listing.name, ending) for ending in ("csv", "json")))
        for listing in LISTINGS
    )
    return ask(api_tables.catalogue, addresses)


def chosen(view: View) -> Chosen | None:
    """The chart a reader chooses, or what a pasted link leads to, with the link's choices.

    None for a link that leads to nothing, of which the reader is told: no other figure stands for it.
    """
    titles = {kind.name: f"{navigation.PAGES[kind.page]}: {kind.shows}" for kind in registry.FIGURES}
    name = view.select("chart", "Figure", list(titles), FIRST, format_func=titles.__getitem__)
    link = view.words("link", "Or a link, from Copy link below a figure", placeholder=PLACEHOLDER, most=3_000)
    return pasted_link.chosen(view, link) if link else Chosen(name, registry.BY_NAME[name].shows)


def ways(view: View, picked: Chosen, base: str) -> None:
    """The figure's addresses, and how each program takes its rows.

    Code stands in one colour: those Streamlit gives to words of a language are too pale to read for many.
    """
    is_table = registry.BY_NAME[picked.name].is_table
    known = formats_of(registry.BY_NAME[picked.name])
    labels = {ending: f"{ending.upper()}: {format.words}" for ending, format in known.items()}
    first = "html" if is_table else "png"
    ending = view.select("format", "Kind of file", list(known), first, format_func=labels.__getitem__)
    st.code(picked.address(base, ending), language=None, wrap_lines=True)
    rows = picked.rows_address(base)
    st.markdown("**The rows behind it** in other programs, and **the figure** in a website:")
    programs = ["Python", "R", "Excel", "Command line"]
    tabs = st.tabs(programs if is_table else [*programs, "Website"], key="ways")
    with tabs[0]:
        st.code(python(rows), language=None, wrap_lines=True)
    with tabs[1]:
        st.code(r(rows), language=None, wrap_lines=True)
    with tabs[2]:
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(excel_steps(), start=1)))
        st.code(picked.address(base, "xlsx"), language=None, wrap_lines=True)
    with tabs[3]:
        st.code(curl(rows, f"{picked.name}.csv"), language=None, wrap_lines=True)
    if is_table:
        return
    with tabs[4]:
        st.markdown(
            "This puts the figure, with its source and caveats, into another website. It stays interactive, "
            "shows the newest figures, and asks no other host than this one."
        )
        address = links.embed(base, picked.name, picked.values)
        height = pasted_link.frame_height(view, picked)
        st.code(links.iframe_code(address, picked.title, height), language=None, wrap_lines=True)


def tables(ask: Ask, base: str) -> None:
    """The tables with their addresses, and how to have all rows of one."""
    table_card.by_itself(
        ask_catalogue(ask, base),
        name="tables",
        link_words="open",
        columns={
            "Table": st.column_config.TextColumn(width=300),
            "Filters": st.column_config.TextColumn(width=190),
            "Holds": st.column_config.TextColumn(width=370),
        },
    )
    with st.expander("All rows of a table, page by page, in Python", key="every_page"):
        st.code(
            every_page(links.table(base, "events", "json", [("limit", str(MOST_LIMIT))])),
            language=None,
            wrap_lines=True,
        )


def limits(base: str) -> None:
    """What the addresses promise, and where they stop."""
    settings = Settings.from_environment()
    rate = (
        f"- One client may have {settings.pictures_per_minute} new pictures or Office files a minute, or ten "
        "times as many other answers. What was made before does not count. Whoever asks more is told when to "
        "come back (429, `Retry-After`).\n"
        if settings.pictures_per_minute
        else ""
    )
    st.header("What to know", anchor="what-to-know")
    st.markdown(
        "- An address without choices shows what the page shows first; one with choices keeps them. The data "
        "version is in every answer.\n"
        "- What an address asks for and is not known, or not used, is refused by name, never left out in "
        "silence.\n"
        f"- A page of a table has at most {MOST_LIMIT:,} rows; `next` leads to the following one.\n"
        f"{rate}"
        "- `ETag` and `If-None-Match` save asking for the same file twice.\n"
        "- Different series often tell of the same dollar: choose one series before adding anything up, and "
        "keep `standing = current`. An empty cell means that no figure was found, not zero.\n"
        f"- [The description for programs]({base}{links.API}/openapi.json) follows the OpenAPI standard."
    )
    st.header("Licences, and how to cite", anchor="licences")
    st.markdown(
        f"{text.markdown(LICENCE)} The Data page has the whole database as one file, with the licence note "
        "of each source. For putting figures beside each other, cite this dashboard with the data version."
    )
