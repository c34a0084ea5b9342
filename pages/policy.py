"""What governments decided about mines, and when: the register, the promises, the treaties, the money."""

import streamlit as st

from mineaction.charts import around_policy as around_chart
from mineaction.charts import policy_timeline, treaty_membership
from mineaction.queries import around_policy, commitments, policy, policy_register, treaties
from mineaction.queries.filters import KINDS_SHOWN_FIRST
from mineaction.ui import around_policy as around_parts
from mineaction.ui import (
    cited_foot,
    commitments_matrix,
    figure_card,
    filters,
    frame,
    messages,
    navigation,
    store,
    table_card,
    text,
    treaty_members,
)
from mineaction.ui import policy_register as register_parts
from mineaction.ui.view import View
from mineaction.vocabulary import EventKind

PARTS = {
    "timeline": "Timeline",
    "promises": "What each policy promises",
    "treaties": "Treaty membership",
    "money": "Money around a policy",
}

st.title("What did governments decide, and when?")
heading = st.container()
view = View("policy")
part = view.switch("show", "Show", list(PARTS), "timeline", format_func=PARTS.__getitem__)
dark = frame.is_dark()

if part == "timeline":
    chosen = register_parts.controls(view, store.ask(policy_register.choices))
    if not chosen.kinds:
        messages.nothing_found("no kind of decision", "Choose at least one kind above.")
    else:
        with messages.told_to_reader():
            register = store.ask(policy_register.register, chosen)
            with heading:
                frame.lead(register.events.sentence)
            if register.events.is_empty:
                messages.nothing_found("these filters", "Widen the years, or take a filter out.")
            else:
                figure = store.drawn(policy_timeline.figure, (chosen,), dark=dark, with_=(register,))
                figure_card.show(
                    figure,
                    register.events,
                    name="policy_timeline",
                    behind=lambda: store.ask(policy_register.rows_behind, chosen),
                )
                st.header("The events in full", anchor="events")
                st.caption("The numbers are those of the figure; newest first.")
                register_parts.listing(register)
elif part == "promises":
    cells, changes = store.ask(commitments.matrix), store.ask(commitments.changes)
    with heading:
        frame.lead(cells.sentence)
    st.header(cells.title, anchor="promises")
    commitments_matrix.show(cells)
    cited_foot.show(cells, name="commitments", behind=lambda: store.ask(commitments.rows_behind))
    st.header(changes.title, anchor="changes")
    st.markdown(text.markdown(changes.sentence))
    commitments_matrix.show_changes(changes)
elif part == "treaties":
    counts = store.ask(treaties.by_year)
    with heading:
        frame.lead(counts.sentence)
    span = filters.timeline_for(counts, (EventKind.TREATY,), goes_on=False)
    decided = store.ask(policy.timeline, span)
    figure_card.show(
        store.drawn(treaty_membership.figure, (span,), dark=dark, with_=(counts, decided)),
        counts,
        decided,
        name="treaty_membership",
        behind=lambda: store.ask(treaties.by_state, treaties.MemberFilter()),
    )
    st.markdown(f"**What is counted.** {treaties.COUNTED}")
    members = treaty_members.controls(view)
    table_card.show(
        store.ask(treaties.by_state, members),
        name="treaty_members",
        empty_words="that name, treaty and standing",
        columns=treaty_members.WIDTHS,
    )
else:
    pair = around_parts.controls(view, *store.ask(around_policy.choices))
    with messages.told_to_reader():
        answer = store.ask(around_policy.around, pair)
        with heading:
            frame.lead(answer.table.sentence)
        around_parts.verdict(answer, store.ask(around_policy.possible, pair.each_side))
        if answer.has_amounts:
            span = filters.timeline_for(answer.table, KINDS_SHOWN_FIRST, goes_on=False)
            beside = store.ask(policy.timeline, span)
            figure_card.show(
                store.drawn(around_chart.figure, (pair,), dark=dark, with_=(answer.table, beside)),
                answer.table,
                beside,
                name="around_policy",
                behind=lambda: store.ask(around_policy.rows_behind, pair),
            )

st.markdown(
    "**What this leaves out.** Decisions that no document at hand names, and what was decided and never "
    "published. Policy and money stand side by side here: association, not cause."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
    navigation.link_to("compare", "Next: US administrations side by side", by="administrations")
    navigation.link_to("results", "Next: casualties, land cleared, and states free of mines")
view.done()
