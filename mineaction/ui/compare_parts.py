"""What the page Compare shows: the figure, its twin as a table, and what is left out and why."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mineaction.charts import compare_means, compare_panels
from mineaction.cited import CitedTable
from mineaction.queries import compare, compare_stretches, policy
from mineaction.queries.compare import SideBySide
from mineaction.queries.compare_offers import MOST
from mineaction.queries.compare_scales import Shown
from mineaction.queries.filters import FundingFilter
from mineaction.ui import compare_controls as controls
from mineaction.ui import figure_card, filters, frame, messages, navigation, store, table_card
from mineaction.ui.view import View

NEVER = {
    "countries": (
        "Panels are never added up, and amounts of two series are never compared: they count other things, "
        "or the same dollar twice. A panel without a bar says that no figure was found, not that nothing "
        "was given."
    ),
    "donors": (
        "Donors’ totals are those they are printed with; none is worked out from a table. Donors without a "
        "printed total for a year are open there. Rows of tables that were cut off are hatched and never "
        "totalled."
    ),
    "periods": (
        "Years without a figure are not filled in, so a period that has one has no mean. Bounds stay bounds."
    ),
    "administrations": (
        "Years without a figure, and years that two administrations share. Means over few years say little; "
        "nothing here says that an administration moved the money."
    ),
}


def show(view: View, by: str, heading: DeltaGenerator, beside: DeltaGenerator) -> None:
    """Ask for the choices of one kind of comparison, and draw what follows.

    The lead goes to ``heading``, how amounts are shown to ``beside``, next to what is compared.
    """
    if by == "countries":
        _side_by_side(view, controls.countries(view, beside), heading)
    elif by == "donors":
        _side_by_side(view, controls.donors(view, beside), heading)
    elif by == "periods":
        asked, periods = controls.periods(view)
        _stretches(view, asked, periods, heading)
    else:
        _stretches(view, controls.administrations(view, beside), None, heading)


def _side_by_side(view: View, asked: SideBySide, heading: DeltaGenerator) -> None:
    kinds = view.kinds()
    answer = store.ask(compare.side_by_side, asked)
    table = answer.table
    with heading:
        frame.lead(table.sentence or f"Nothing is shown: choose up to {MOST} names with figures.")
    controls.say_left_out(answer.left_out)
    if table.is_empty:
        if not answer.left_out:
            messages.nothing_found("this choice", f"Choose up to {MOST} names above.")
        return
    span = filters.timeline_for(table, kinds, goes_on=asked.last_year is None)
    timeline = store.ask(policy.timeline, span)
    reference = 100.0 if asked.shown_as is Shown.INDEXED else None
    figure_card.show(
        store.drawn(
            compare_panels.figure,
            (asked, span),
            dark=frame.is_dark(),
            with_=(table, timeline, reference),
        ),
        table,
        timeline,
        name="compare",
        behind=lambda: store.ask(compare.rows_behind, asked),
    )
    _twin(answer.twin)


def _stretches(
    view: View, asked: FundingFilter, periods: tuple[tuple[int, int], ...] | None, heading: DeltaGenerator
) -> None:
    """Periods side by side, or administrations where ``periods`` is None."""
    kinds = view.kinds()
    answer = (
        store.ask(compare_stretches.by_administration, asked)
        if periods is None
        else store.ask(compare_stretches.by_period, asked, periods)
    )
    with heading:
        frame.lead(
            answer.refusal or answer.bars.sentence or f"Nothing is shown: choose up to {MOST} periods."
        )
    if answer.refusal:
        st.info(
            "Choose a series of US fiscal years above, such as the Assistance Listing, or compare periods of "
            "calendar years instead."
        )
        return
    if answer.bars.is_empty:
        messages.nothing_found("these years", f"Choose up to {MOST} periods above, or another line.")
        return
    span = filters.timeline_for(answer.bars, kinds, goes_on=periods is None)
    timeline = store.ask(policy.timeline, span)
    figure_card.show(
        store.drawn(
            compare_means.figure,
            (asked, periods, span),
            dark=frame.is_dark(),
            with_=(answer.bars, answer.marks, timeline),
        ),
        answer.bars,
        timeline,
        name="compare",
        behind=lambda: store.ask(compare_stretches.rows_behind, asked, periods or ()),
    )
    _twin(answer.twin)


def _twin(twin: CitedTable) -> None:
    """The same as a table, folded away."""
    table_card.folded(
        "The same as a table",
        lambda: twin,
        name="compare_table",
        columns={
            str(name): st.column_config.NumberColumn(str(name), format="localized")
            for name in twin.rows.columns
            if str(name).startswith(("US$, ", "US$ a year", "Inhabitants")) and "in the year" not in name
        },
    )


def say_left_out(by: str) -> None:
    """What the page leaves out, and why there is no sum."""
    st.markdown(f"**What this leaves out.** {NEVER[by]}")


def next_questions(by: str) -> None:
    """Where a reader may go on."""
    with navigation.next_questions():
        navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
        if by == "donors":
            navigation.link_to("donors", "Next: who gives to whom, donor by donor")
        elif by == "countries":
            navigation.link_to("map", "Next: all countries of a series on a map")
            navigation.link_to("country", "Next: everything held on one country")
        else:
            navigation.link_to("policy", "Next: money around a single policy decision", show="money")
