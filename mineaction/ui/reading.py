"""Documents of the repository shown on a page: split by headings, made safe for Streamlit's Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

DOCS = Path(__file__).resolve().parents[2] / "docs"

_LINK = re.compile(r"\[([^\]]+)\]\((?!https?://)[^)]*\)")
_SUBHEADING = re.compile(r"^#{3,}\s+(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level and what stands below it; the title is empty for what comes before."""

    title: str
    body: str


def sections(markdown: str) -> tuple[Section, ...]:
    """A document's opening words and its sections, in order; the heading of the whole is left out."""
    head, *parts = re.split(r"^## +", markdown, flags=re.MULTILINE)
    found = [Section("", re.sub(r"^# .*$", "", head, count=1, flags=re.MULTILINE).strip())]
    for part in parts:
        title, _, body = part.partition("\n")
        found.append(Section(title.strip(), body.strip()))
    return tuple(section for section in found if section.title or section.body)


def for_page(body: str) -> str:
    """The same words for a page: dollars are dollars, links to files are words, subheadings are bold."""
    words = _LINK.sub(r"\1", body)
    return _SUBHEADING.sub(r"**\1**", words).replace("$", "\\$")


def show(name: str, *, key: str, open_first: bool = False) -> None:
    """Show ``docs/<name>`` with an expander a section. Says so where the file is not there."""
    path = DOCS / name
    try:
        held = sections(path.read_text(encoding="utf-8"))
    except OSError:
        st.info(f"The file docs/{name} is not part of this installation; it is in the project's repository.")
        return
    numbered = [section for section in held if section.title]
    for section in held:
        if not section.title:
            st.markdown(for_page(section.body))
            continue
        place = numbered.index(section)
        with st.expander(for_page(section.title), expanded=open_first and place == 0, key=f"{key}_{place}"):
            st.markdown(for_page(section.body))
