"""What governments decided about mines, and when: the register, the promises, the treaties, the money."""

import streamlit as st

from mineaction.exhibits import policy as exhibits
from mineaction.queries.policy import around as around_policy
from mineaction.queries.policy import commitments, treaties
from mineaction.queries.policy import register as policy_register
from mineaction.ui import around_policy as around_parts
from mineaction.ui import (
    cited_foot,
    commitments_matrix,
    figure_card,
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

if part == "timeline":
    chosen = exhibits.register_question(view)
    if not chosen.kinds:
        messages.nothing_found("no kind of decision", "Choose at least one kind above.")
    else:
        with messages.told_to_reader():
            shown = exhibits.timeline_drawn(view.ask, chosen)
            with heading:
                frame.lead(shown.answer.sentence)
            figure_card.show(shown)
            st.header("The events in full", anchor="events")
            st.caption("The numbers are those of the figure; newest first.")
            register_parts.listing(view.ask(policy_register.register, chosen))
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
    with messages.told_to_reader():
        counts = exhibits.treaty_members_drawn(view.ask)
        with heading:
            frame.lead(counts.answer.sentence)
        figure_card.show(counts)
    st.markdown(f"**What is counted.** {treaties.COUNTED}")
    members = treaty_members.controls(view)
    table_card.show(
        store.ask(treaties.by_state, members),
        name="treaty_members",
        empty_words="that name, treaty and standing",
        columns=treaty_members.WIDTHS,
    )
else:
    pair = exhibits.around_question(view)
    with messages.told_to_reader():
        answer = view.ask(around_policy.around, pair)
        with heading:
            frame.lead(answer.table.sentence)
        around_parts.verdict(answer, store.ask(around_policy.possible, pair.each_side))
        if answer.has_amounts:
            figure_card.show(exhibits.around_drawn(view.ask, pair))

st.markdown(
    "**What this leaves out.** Decisions that no document at hand names, and what was decided and never "
    "published. Policy and money stand side by side here: association, not cause."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
    navigation.link_to("compare", "Next: US administrations side by side", by="administrations")
    navigation.link_to("results", "Next: casualties, land cleared, and states free of mines")
view.done()
