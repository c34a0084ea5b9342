"""The largest flows from donors to recipients in one year, as one side's profiles tell them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.counting import counted
from mineaction.money import amount_words
from mineaction.queries.asking import Row
from mineaction.queries.donors.rows import caveats, table
from mineaction.queries.donors.tables import (
    STATE_WORDS,
    Asked,
    Profile,
    drawn_totals,
    held_words,
    largest_words,
    partial_caveats,
)
from mineaction.queries.donors.who_to_whom import FlowFilter, teller_of

COLUMNS = (
    "mark donor recipient amount_usd label state is_chosen donor_note recipient_note donor_hover "
    "recipient_hover hover document_title"
).split()

NOT_A_TOTAL = (
    "A name is as tall as the flows drawn at it. That is no total: of some tables only the top is held, and "
    "smaller flows may be left out."
)


def flows(connection: Connection, asked: FlowFilter, most: int) -> CitedTable:
    """The year's ``most`` largest flows, largest first (columns: COLUMNS); current US dollars.

    ``mark`` is "flow", or "note" for what is left out (in ``label``). ``is_chosen`` says whether a flow is
    between names the filter picks, which is all of them where it picks none; the others stay as context.
    ``donor_note`` and ``recipient_note`` say how much of that name's own table is held, where it is not
    whole. Zero and negative amounts cannot be drawn as a flow. Raises UnknownChoice for an unknown side.
    """
    teller = teller_of(asked.told_by)
    held = Asked(teller, asked.year, asked.year)
    profiles = {(it.holder, it.document_id): it for it in held.profiles(connection)}
    printed = {total.name: total.words for total in drawn_totals(held.totals(connection)).values()}
    cells = held.cells(connection)
    positive = [cell for cell in cells if cell["amount_usd"] > 0]
    # Chosen flows first, so that they are drawn whatever their size.
    order = sorted(
        positive,
        key=lambda it: (not _is_chosen(it, asked), -it["amount_usd"], it["holder"], it["other"]),
    )
    shown = sorted(order[:most], key=lambda it: -it["amount_usd"])
    made = [_flow(cell, profiles[cell["holder"], cell["document_id"]], printed, asked) for cell in shown]
    left_out = _left_out(len(positive) - len(shown), len(cells) - len(positive))
    if left_out and made:
        made.append({**dict.fromkeys(COLUMNS, ""), "mark": "note", "amount_usd": 0.0, "label": left_out})
    return table(
        connection,
        made,
        COLUMNS,
        title=f"Flows from donors to recipients, as told in {teller.label.lower()}, {asked.year}",
        documents=[cell["document_id"] for cell in shown],
        sentence=_sentence(asked, list(profiles.values()), shown, len(positive)),
        choices=(*asked.choices, ("Flows drawn", str(len(shown)))),
        caveats=[
            *caveats(connection, [teller.flows]),
            NOT_A_TOTAL,
            *([left_out] if left_out else []),
            *partial_caveats(list(profiles.values())),
        ],
    )


def _is_chosen(cell: Row, asked: FlowFilter) -> bool:
    return (not asked.holders or cell["holder"] in asked.holders) and (
        not asked.others or cell["other"] in asked.others
    )


def _flow(cell: Row, profile: Profile, printed: dict[str, str], asked: FlowFilter) -> Row:
    by_donor = asked.told_by == "donor"
    donor, recipient = (cell["holder"], cell["other"]) if by_donor else (cell["other"], cell["holder"])
    note = "" if profile.state == "whole" else STATE_WORDS[profile.state].removesuffix(", no table")
    holder_hover = "\n".join(
        [
            f"{profile.holder}: printed total {printed.get(profile.holder, 'not held')}",
            STATE_WORDS[profile.state],
            profile.document,
        ]
    )
    other_hover = f"{cell['other']}: as the tables held name it; not totalled"
    amount = amount_words(cell["amount_usd"], cell["comparator"])
    hover = [
        f"{donor} to {recipient}, {asked.year}: {amount}",
        f"told in the {'donor' if by_donor else 'recipient'}’s profile; {STATE_WORDS[profile.state]}",
        profile.document,
    ]
    return {
        "mark": "flow",
        "donor": donor,
        "recipient": recipient,
        "amount_usd": float(cell["amount_usd"]),
        "label": amount,
        "state": profile.state,
        "is_chosen": _is_chosen(cell, asked),
        "donor_note": note if by_donor else "",
        "recipient_note": "" if by_donor else note,
        "donor_hover": holder_hover if by_donor else other_hover,
        "recipient_hover": other_hover if by_donor else holder_hover,
        "hover": "\n".join(hover + ([cell["note"]] if cell["note"] else [])),
        "document_title": profile.document_title,
    }


def _left_out(smaller: int, not_positive: int) -> str:
    said = []
    if smaller:
        said.append(counted(smaller, "smaller flow"))
    if not_positive:
        said.append(f"{not_positive} printed as zero or less, which no flow can show")
    return f"Left out: {'; '.join(said)}. The rows behind this figure hold them." if said else ""


def _sentence(asked: FlowFilter, profiles: Sequence[Profile], shown: Sequence[Row], count: int) -> str:
    if not shown:
        return ""
    teller = teller_of(asked.told_by)
    one = len(profiles) == 1
    said = [
        f"For {asked.year}, the profile{'' if one else 's'} of {'one' if one else len(profiles)} "
        f"{teller.holder_word}{'' if one else 's'}, {held_words(profiles)}, tell{'s' if one else ''} of "
        f"{counted(count, 'flow')}; {_drawn_words(len(shown), count)}."
    ]
    chosen = [cell for cell in shown if _is_chosen(cell, asked)]
    if asked.donors or asked.recipients:
        said.append(
            f"{len(chosen)} of them {'is' if len(chosen) == 1 else 'are'} between the names chosen."
            if chosen
            else "None of them is between the names chosen."
        )
    largest = largest_words(teller, chosen, with_year=False)
    return " ".join([*said, *([largest] if largest else [])])


def _drawn_words(shown: int, count: int) -> str:
    """Chosen flows are drawn first, so of a part it is not said that it is the largest."""
    return "all are drawn" if shown == count else f"{shown} are drawn"
