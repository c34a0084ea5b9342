"""Writes docs/sources.md from the cards and docs/data_dictionary.md from the tables."""

from __future__ import annotations

from pathlib import Path

from etl.card import Card, read_card
from etl.inputs import ROOT, Inputs
from etl.registry import source_modules
from mineaction.dictionary import sections
from mineaction.schema import VIEW_COMMENTS, Base

HEAD = "<!-- Written by `python -m etl docs`; do not edit by hand. -->\n\n"


def write(folder: Path | None = None, *, check_only: bool = False) -> list[str]:
    """Write both pages where their content changed; returns the names of those that did."""
    folder = folder or ROOT / "docs"
    changed = []
    for name, content in (("sources.md", sources_page()), ("data_dictionary.md", dictionary_page())):
        path = folder / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        changed.append(name)
        if not check_only:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return changed


def sources_page() -> str:
    """Every source with its card, as Markdown."""
    cards = [read_card(path) for path in Inputs().folders()]
    modules = source_modules()
    lines = [HEAD + "# Sources", ""]
    lines += [
        "Every dataset the database is built from. The documents behind single rows are in the table",
        "`document`; `data/reference/documents.csv` is the bibliography.",
        "",
    ]
    lines += ["| source | publisher | rows go to | last read | look again |", "|---|---|---|---|---|"]
    for card in cards:
        lines.append(
            f"| [{card.source_key}](#{card.source_key}) | {card.publisher} "
            f"| `{modules[card.source_key].TARGET.__tablename__}` "
            f"| {card.last_checked_on.isoformat()} | every {card.recheck_every_days} days |"
        )
    for card in cards:
        lines += _card_section(card)
    return "\n".join(lines).rstrip() + "\n"


def _card_section(card: Card) -> list[str]:
    lines = ["", f"## {card.source_key}", "", f"{card.title}. {card.publisher}.", ""]
    lines += [
        f"- One row: {card.row_is}",
        f"- Licence note: {card.licence_note}",
        f"- Brought up to date: {card.update_rhythm}",
        f"- Control totals: {len(card.control_totals)}"
        + (", percentages checked row by row" if card.percent_checks else ""),
        "",
        "| column | use |",
        "|---|---|",
    ]
    lines += [f"| `{name}` | {meaning}{_always(card, name)} |" for name, meaning in card.used_columns.items()]
    lines += [
        f"| `{name}` | not loaded: {reason}{_always(card, name)} |"
        for name, reason in card.ignored_columns.items()
    ]
    known = [total for total in card.control_totals if total.known_difference]
    lines += [f"\nKnown difference: {total.locator}: {total.known_difference}" for total in known]
    return lines


def _always(card: Card, column: str) -> str:
    """What every row has to say in the column, where the card settles it."""
    value = card.constant_columns.get(column)
    return f"; every row says `{value}`" if value is not None else ""


def dictionary_page() -> str:
    """Every table and column with its comment, as Markdown."""
    lines = [HEAD + "# Data dictionary", ""]
    lines += [
        "Tables of `data/build/mine_action.sqlite`. Amounts are whole US dollars at current prices.",
        "",
        *sections(Base.metadata.sorted_tables),
    ]
    lines += ["## Views", "", "| view | shows |", "|---|---|"]
    lines += [f"| `{name}` | {comment} |" for name, comment in VIEW_COMMENTS.items()]
    return "\n".join(lines).rstrip() + "\n"
