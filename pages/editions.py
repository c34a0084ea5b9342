"""How figures changed between the editions of a source: year by year, and entry by entry."""

import streamlit as st

from mineaction.errors import NothingToShow
from mineaction.exhibits import editions as exhibits
from mineaction.queries.editions import held as editions
from mineaction.ui import editions_parts, frame, messages, navigation, store, table_card
from mineaction.ui.view import View

st.title("How have figures changed between editions?")
lead = st.container()
view = View("editions")
held = store.ask(editions.held)
try:
    chosen = exhibits.question(view)
except NothingToShow:
    with lead:
        frame.lead(
            f"{held.sentence} Once new figures have been fetched, this page compares them with the old."
        )
    editions_parts.say_what_for()
else:
    with messages.told_to_reader():
        editions_parts.show(view.ask, chosen, lead)

helps = {
    "Edition of": "The day on which it was fetched, or for what came with the project, last read.",
    "Rows kept": "Rows of the publisher's file that are about mine action.",
    "Rows of the whole": "All rows of the publisher's file.",
    "SHA-256": "A checksum: two files with the same one have the same content.",
    "Publisher's mark (ETag)": "What the publisher's server calls this state of the file.",
    "Connector version": "Which version of our reader took the figures out of the file.",
    "Adds to": "The edition whose entries this one adds to, where it does not replace them.",
}
table_card.by_itself(
    held,
    name="editions_held",
    columns={
        "Source": st.column_config.TextColumn(pinned=True, width=230),
        **{name: st.column_config.TextColumn(help=said) for name, said in helps.items()},
    },
)
with navigation.next_questions():
    navigation.link_to("funding_over_time", "Next: the figures that are charted now")
    navigation.link_to("data", "Next: how fresh each source is")
view.done()
