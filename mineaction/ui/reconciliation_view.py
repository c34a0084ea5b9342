"""Statements beside yearly amounts: verdict, arithmetic, documents, and what cannot be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.bounds import NOTHING, Bounds
from mineaction.queries.claims.reconciliation import Check
from mineaction.queries.claims.steps import Amount, Said, Total, Verdict, money, range_words
from mineaction.ui import table_card, text
from mineaction.ui.claims_table import document
from mineaction.vocabulary import ACTIVITY_SCOPE_LABELS

MARKS = {Verdict.AGREES: "●", Verdict.ONLY_IF: "◐", Verdict.DIFFERS: "✕", Verdict.UNCHECKED: "?"}


INTRODUCTION = (
    "A running total that grows from one statement to the next should grow by the yearly amounts between "
    "them. Each comparison keeps the bounds of the words: “over 4.2 billion” is at least 4.2 and less than "
    "4.3 billion. A year without an amount is not filled in; then nothing can be said."
)


def show(exhibit: Exhibit, found: Sequence[Check]) -> None:
    """The comparisons that can be made, newest scope last, then those that cannot with their reasons.

    ``exhibit`` is the same as a table, which is folded away below them.
    """
    st.markdown(INTRODUCTION)
    for scope, checks in groupby(found, key=lambda check: check.scope):
        listed = list(checks)
        made = [check for check in listed if check.found.verdict is not Verdict.UNCHECKED]
        left = [check for check in listed if check.found.verdict is Verdict.UNCHECKED]
        label = ACTIVITY_SCOPE_LABELS[scope]
        st.subheader(text.markdown(label[0].upper() + label[1:]), anchor=False)
        if made:
            st.html(f'<div class="ma-claims-checks">{"".join(_check(check) for check in made)}</div>')
        if left:
            count = "1 statement or step" if len(left) == 1 else f"{len(left)} statements and steps"
            with st.expander(f"{count} that cannot be checked, and why", key=f"unchecked_{scope.value}"):
                st.html(f'<ul class="ma-claims-pairs">{"".join(_unchecked(check) for check in left)}</ul>')
    table_card.folded_rows("All comparisons as a table", exhibit)


def _check(check: Check) -> str:
    first, second = check.first, check.second
    start = first.bounds if first else NOTHING
    step = second.bounds - start
    lines = [
        ("From", _said(first) if first else "the start of the count in 1993: nothing", start),
        ("To", _said(second), second.bounds),
        ("Step", "the second less the first", step),
    ]
    rows = "".join(_line(*line) for line in lines) + "".join(_amounts(check))
    if check.found.exact:
        rows += (
            f'<tr><th scope="row">Difference</th><td>what lies between the two ranges</td>'
            f"<td>{text.html(check.found.exact)}</td></tr>"
        )
    remarks = "".join(f"<li>{text.html(remark)}</li>" for remark in check.remarks)
    remarks = f'<ul class="ma-claims-remarks">{remarks}</ul>' if remarks else ""
    # What may lie behind a difference, such as scope, stands in view; beside a fit it is one click away.
    is_open = check.found.verdict is Verdict.DIFFERS
    return (
        f'<section class="ma-claims-check ma-claims-{check.found.verdict.value}">'
        f'<p class="ma-claims-verdict"><span aria-hidden="true">{MARKS[check.found.verdict]}</span> '
        f"{text.html(_capital(check.found.words))}</p>"
        f"{_bars(check)}{remarks if is_open else ''}"
        "<details><summary>The arithmetic and the documents</summary>"
        f"<table><tbody>{rows}</tbody></table>{'' if is_open else remarks}</details></section>"
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _heading(check: Check) -> str:
    first = check.first.words if check.first else "nothing in 1993"
    return f"From {first} to {check.second.words} ({check.second.made_by}, {check.second.date})"


def _said(said: Said) -> str:
    counts = (
        f"counts to {said.covers_label}: {said.why}" if said.covers_label else "its last year is not said"
    )
    documents = "; ".join(document(place) for place in said.places)
    note = f"<br><small>Note: {text.html(said.note)}</small>" if said.note else ""
    return (
        f"<b>{text.html(said.words)}</b>, {text.html(said.made_by)}, {text.html(said.date)}"
        f"<br><small>{text.html(counts)}. {documents}</small>{note}"
    )


def _line(name: str, words: str, bounds: Bounds) -> str:
    ends = text.html(range_words(bounds))
    return f'<tr><th scope="row">{text.html(name)}</th><td>{words}</td><td>{ends}</td></tr>'


def _amounts(check: Check) -> Iterable[str]:
    """One line for each yearly amount, then the sum or sums."""
    amounts = list(dict.fromkeys(amount for total in check.totals for amount in total.amounts))
    if not amounts:
        yield _line("Years", "no year lies between: both count to the same one", NOTHING)
    for amount in sorted(amounts, key=lambda amount: (amount.year, amount.value)):
        yield _line(amount.label, _amount(amount), amount.bounds)
    if len(amounts) > 1:
        for total in check.totals:
            parts = " + ".join(f"{amount.value / 10**6:,.10g}" for amount in total.amounts)
            words = f"<b>{text.html(money(total.value))}</b><br><small>{text.html(parts)} million</small>"
            yield _line("Sum", words, total.bounds)


def _amount(amount: Amount) -> str:
    documents = "; ".join(document(place) for place in amount.places)
    note = f" Note: {text.html(amount.note.strip('; '))}." if amount.note.strip("; ") else ""
    return f"<b>{text.html(amount.words)}</b><br><small>{documents}.{note}</small>"


def _bars(check: Check) -> str:
    """The range of the step and of the yearly amounts as bars on one scale, ends in words."""
    step = check.second.bounds - (check.first.bounds if check.first else NOTHING)
    shown = [("what was said" if check.first is None else "the step", step)]
    for total in check.totals:
        # What does not say up to which year it counts may hold any part of the year it was said in.
        if check.is_placed:
            shown.append((f"{_years(total)}, the last counted in part or whole", total.with_part_of_last))
        else:
            shown.append((_years(total), total.bounds))
    ends = [end for _, bounds in shown for end in (bounds.low, bounds.high) if end is not None]
    low, high = min(0, *ends), max(ends)
    room = (high - low) or 1
    rows = []
    for label, bounds in shown:
        left = 100 * ((low if bounds.low is None else bounds.low) - low) / room
        right = 100 * ((high if bounds.high is None else bounds.high) - low) / room
        style = f"margin-left:{left:.2f}%;width:{max(right - left, 0):.2f}%"
        rows.append(
            f'<div class="ma-claims-bar"><span>{text.html(label)}</span><i><b style="{style}"></b></i>'
            f"<small>{text.html(range_words(bounds))}</small></div>"
        )
    return f"<p>{text.html(_heading(check))}</p>{''.join(rows)}"


def _years(total: Total) -> str:
    """The years of a sum, as printed."""
    if not total.amounts:
        return "no years between"
    first, last = total.amounts[0].label, total.amounts[-1].label
    if first == last:
        return f"yearly amount, {first}"
    return f"yearly amounts, {first} to {last}, add to {money(total.value)}"


def _unchecked(check: Check) -> str:
    said = check.second
    before = ""
    if check.first is not None and not check.is_placed:
        before = f"after {text.html(check.first.words)} ({text.html(check.first.date)}): "
    documents = "; ".join(document(place) for place in said.places)
    return (
        f"<li>{before}<b>{text.html(said.words)}</b> ({text.html(said.made_by)}, {text.html(said.date)}: "
        f"{documents})<br><small>{text.html(_capital(check.found.words))}</small></li>"
    )
