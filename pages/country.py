"""All that is held of one country or area: its money by source, its donors, its treaties, its casualties."""

import streamlit as st

from mineaction.exhibits import country as exhibits
from mineaction.queries import country
from mineaction.ui import country_choice, country_parts, frame, text
from mineaction.ui.country_tables import Documents
from mineaction.ui.view import View

country_choice.read_other_names()
heading = st.container()
view = View("country")
place = exhibits.place(view)
country_choice.say_other_name(place)
profile = view.ask(country.profile, place)
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
country_parts.panels(exhibits.series(view.ask, profile, kinds))
country_parts.figure(exhibits.accounts(view.ask, profile, kinds), documents)
country_parts.figure(exhibits.donors(view, profile), documents, is_told=True)
country_parts.table("plans", profile.plans, documents)
country_parts.table("treaties", profile.treaties, documents)
country_parts.table("mine_free", profile.mine_free, documents)
country_parts.figure(exhibits.casualties(view.ask, profile, kinds), documents)
country_parts.table("facts", profile.facts, documents)
country_parts.table("statements", profile.claims, documents)
country_parts.table("country_events", profile.events, documents)
country_parts.table("country_conflicts", conflicts, documents)
country_parts.left_out(profile)
documents.show()

country_parts.next_questions(profile)
view.done()
