"""All that is held of one country or area: its money by source, its donors, its treaties, its casualties."""

import streamlit as st

from mineaction.queries import country
from mineaction.ui import country_choice, country_parts, frame, store, text
from mineaction.ui.country_tables import Documents
from mineaction.ui.view import View

country_choice.read_other_names()
heading = st.container()
view = View("country")
profile = store.ask(country.profile, country_choice.choose(view))
with heading:
    st.title(f"What do the sources say about {text.markdown(profile.place.spoken)}?")
    frame.lead(profile.sentence)
    if profile.place.note:
        st.caption(text.markdown(profile.place.note))
kinds = view.kinds()
conflicts = country_parts.conflicts(profile)
documents = Documents([*profile.tables, conflicts])
country_parts.links(profile, conflicts)

country_parts.table("newest", profile.newest, documents)
country_parts.series(profile, kinds)
country_parts.accounts(profile, kinds)
country_parts.donors(profile, view, documents)
country_parts.table("plans", profile.plans, documents)
country_parts.table("treaties", profile.treaties, documents)
country_parts.table("mine_free", profile.mine_free, documents)
country_parts.casualties(profile, kinds, documents)
country_parts.table("facts", profile.facts, documents)
country_parts.table("statements", profile.claims, documents)
country_parts.table("country_events", profile.events, documents)
country_parts.table("country_conflicts", conflicts, documents)
country_parts.left_out(profile)
documents.show()

country_parts.next_questions(profile)
view.done()
