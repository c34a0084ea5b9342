"""Money around a policy event on a page: the means or why there are none, and what overlaps."""

from __future__ import annotations

import streamlit as st

from mineaction.money import amount_words
from mineaction.queries.filters import BASE_YEAR
from mineaction.queries.policy.around import Around
from mineaction.queries.policy.around_words import NOT_CAUSE
from mineaction.ui import text


def means(answer: Around, *, has_any: bool) -> None:
    """The two means, or why there are none, then the events that overlap.

    ``has_any`` says whether any event and series that can be chosen has them.
    """
    if answer.compared is None:
        reasons = "\n".join(f"- {text.markdown(reason)}" for reason in answer.reasons)
        st.markdown(f"**Why no means are given.** {text.markdown(answer.longest)}\n\n{reasons}")
        if not has_any:
            st.caption(
                "The same holds today for every event and series that can be chosen here. An amount found "
                "in a document for a missing year would change that."
            )
    else:
        _figures(answer)
    _overlaps(answer)


def _figures(answer: Around) -> None:
    compared = answer.compared
    assert compared is not None
    share = compared.change_share
    sign = "+" if compared.change > 0 else "−" if compared.change < 0 else ""
    change = f"{sign}{amount_words(abs(round(compared.change)))}" + (
        f" ({share:+.0%})" if share is not None else ""
    )
    placebo = (
        f"{compared.as_large} of {compared.others} ({compared.placebo_share:.0%})"
        if compared.placebo_share is not None
        else "no other year to compare with"
    )
    table = answer.table.rows
    years = {side: list(table[table["side"] == side]["year_label"]) for side in ("before", "event", "after")}
    lines = (
        ("Mean a year before", amount_words(round(compared.mean_before)), ", ".join(years["before"])),
        ("Mean a year after", amount_words(round(compared.mean_after)), ", ".join(years["after"])),
        ("Change", change, f"{', '.join(years['event'])} belongs to neither side"),
        ("Other years with a change at least as large", placebo, "the placebo rank"),
    )
    body = "".join(
        f'<tr><th scope="row">{text.html(name)}</th><td>{text.html(value)}</td>'
        f"<td>{text.html(note)}</td></tr>"
        for name, value, note in lines
    )
    st.html(
        f'<table class="ma-compared"><caption>Constant FY{BASE_YEAR} dollars. {text.html(NOT_CAUSE)}'
        f"</caption><tbody>{body}</tbody></table>"
    )


def _overlaps(answer: Around) -> None:
    if not answer.overlapping:
        return
    with st.expander(f"{len(answer.overlapping)} other events fall into these years", key="around_overlaps"):
        st.markdown("\n".join(f"- {text.markdown(words)}" for words in answer.overlapping))
        st.caption("What stands around one event stands around these as well.")
