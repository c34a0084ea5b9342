"""All that is held of one country or area: its money by source, its donors, its treaties, its casualties."""

import streamlit as st

from mineaction.exhibits import country as exhibits
from mineaction.exhibits import country_tables as tables
from mineaction.queries.country import profile as country
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
held = tables.all_shown(view.ask, profile)
documents = Documents([*profile.tables, tables.disagreements(view.ask, profile)])
country_parts.links(profile, held)

country_parts.table(held.get(tables.NEWEST.name), documents)
country_parts.panels(exhibits.series(view.ask, profile, kinds))
country_parts.figure(exhibits.accounts(view.ask, profile, kinds), documents)
country_parts.figure(exhibits.donors(view, profile), documents, is_told=True)
for part in (tables.PLANS, tables.TREATIES, tables.MINE_FREE):
    country_parts.table(held.get(part.name), documents)
country_parts.figure(exhibits.casualties(view.ask, profile, kinds), documents)
for part in (tables.FACTS, tables.STATEMENTS, tables.EVENTS, tables.CONFLICTS):
    country_parts.table(held.get(part.name), documents)
country_parts.left_out(profile)
documents.show()

country_parts.next_questions(profile)
view.done()
