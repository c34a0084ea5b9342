"""What governments decided about mines, and when: the register, the promises, the treaties, the money."""

import streamlit as st

from mineaction.exhibits import policy as exhibits
from mineaction.exhibits import policy_tables as tables
from mineaction.queries.policy import around as around_policy
from mineaction.queries.policy import commitments, treaties
from mineaction.queries.policy import register as policy_register
from mineaction.ui import around_policy as around_parts
from mineaction.ui import (
    commitments_matrix,
    figure_card,
    frame,
    messages,
    navigation,
    store,
    table_card,
)
from mineaction.ui import policy_register as register_parts
from mineaction.ui.view import View

PARTS = {
    "timeline": "Timeline",
    "promises": "What each policy promises",
    "treaties": "Treaty membership",
    "money": "Money around a policy",
}
MEMBER_WIDTHS = {
    "State": st.column_config.TextColumn("State", width="medium", pinned=True),
    "Standing": st.column_config.TextColumn("Standing", width="small"),
    "Note": st.column_config.TextColumn("Note", width="medium"),
}

st.title("What did governments decide, and when?")
heading = st.container()
view = View("policy")
part = view.switch("show", "Show", list(PARTS), "timeline", format_func=PARTS.__getitem__)

if part == "timeline":
    chosen = exhibits.register_question(view)
    if not chosen.kinds:
        messages.choose("Choose at least one kind of decision above.")
    else:
        with messages.told_to_reader():
            shown = exhibits.timeline_drawn(view.ask, chosen)
            with heading:
                frame.lead(shown.answer.sentence)
            figure_card.show(shown)
            listed = view.ask(policy_register.register, chosen)
            table_card.show(
                tables.events_shown(view.ask, chosen), draw=lambda: register_parts.listing(listed)
            )
elif part == "promises":
    policy = tables.policy_chosen(view)
    cells, changes = store.ask(commitments.matrix, policy), store.ask(commitments.changes, policy)
    with heading:
        frame.lead(cells.sentence)
    with messages.told_to_reader():
        promised = tables.promises_shown(view.ask, policy)
        table_card.show(promised, draw=lambda: commitments_matrix.show(cells))
        changed = tables.changes_shown(view.ask, policy)
        table_card.show(changed, draw=lambda: commitments_matrix.show_changes(changes))
elif part == "treaties":
    with messages.told_to_reader():
        counts = exhibits.treaty_members_drawn(view.ask)
        with heading:
            frame.lead(counts.answer.sentence)
        figure_card.show(counts)
    st.markdown(f"**What is counted.** {treaties.COUNTED}")
    members = tables.member_question(view)
    with messages.told_to_reader():
        table_card.show(tables.members_shown(view.ask, members), columns=MEMBER_WIDTHS)
else:
    pair = exhibits.around_question(view)
    with messages.told_to_reader():
        answer = view.ask(around_policy.around, pair)
        with heading:
            frame.lead(answer.table.sentence)
        if answer.has_amounts:
            figure_card.show(exhibits.around_drawn(view.ask, pair))
        around_parts.means(answer, has_any=view.ask(around_policy.choices).has_means)

st.markdown(
    "**What this leaves out.** Decisions that no document at hand names, and what was decided and never "
    "published. Policy and money stand side by side here: association, not cause."
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: what was reported year by year, source by source")
    navigation.link_to("compare", "Next: US administrations side by side", by="administrations")
    navigation.link_to("results", "Next: casualties, land cleared, and states free of mines")
view.done()
