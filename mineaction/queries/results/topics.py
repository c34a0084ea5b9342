"""What the Results page can show: topics, the numbers each is made of, and what has to be said of them."""

from __future__ import annotations

from dataclasses import dataclass

WORLD = "World"
PARTIES = "World (States Parties)"

PLACE_WORDS = {
    WORLD: "the world",
    PARTIES: "States Parties of the Mine Ban Treaty",
}
"""How the two wide scopes read; a country reads as it is printed. The two are never one line."""

EDITIONS = (
    "Where documents print different values for one year, all of them are kept; where drawn, filled is the "
    "newest, hollow an earlier one. None is averaged, and none is corrected by us."
)
GAPS = "A year for which no figure was found is a gap, hatched where drawn; it does not mean none."
QUOTED = "Some values were read where others quote Landmine Monitor; the mark and the rows say which."
RECORDED = (
    "Casualties are those that were recorded. Many are not, and how well they are recorded differs from "
    "place to place and year to year."
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One choice on the page. ``indicators`` maps what is counted to a panel's title, in order of panels.

    ``by_place`` lets the reader choose one place; otherwise every place is a panel of its own.
    """

    key: str
    label: str
    title: str
    unit: str
    indicators: dict[str, str]
    caveats: tuple[str, ...]
    by_place: bool = False


TOPICS = (
    Topic(
        "casualties",
        "Casualties",
        "People recorded as killed or injured by mines and explosive remnants of war",
        "people",
        {
            "casualties_total": "All casualties",
            "casualties_killed": "Killed",
            "casualties_injured": "Injured",
            "casualties_unknown_status": "Not known whether killed or injured",
        },
        (RECORDED, EDITIONS, GAPS, QUOTED),
        by_place=True,
    ),
    Topic(
        "who",
        "Who, and by what",
        "Civilians and children among the casualties, and some kinds of weapon",
        "percent of casualties, and people",
        {
            "casualties_civilian_pct": "Civilians, percent",
            "casualties_civilian_count": "Civilians, people",
            "casualties_children_pct": "Children, percent",
            "casualties_children": "Children, people",
            "casualties_improvised_mines": "Casualties of improvised mines, people",
            "cluster_munition_casualties_total": "Casualties of cluster munitions, people",
        },
        (
            "Percentages are as printed. The documents often count them only among those of whom it is known "
            "whether they were civilian, or how old they were, so a percentage of all casualties gives "
            "another number.",
            RECORDED,
            EDITIONS,
            GAPS,
            QUOTED,
        ),
        by_place=True,
    ),
    Topic(
        "land",
        "Land released",
        "Land cleared, and released in other ways",
        "km²",
        {
            "area_cleared_mined_km2": "Mined land cleared, km²",
            "area_cleared_battle_km2": "Battle area cleared, km²",
            "land_released_km2": "Land released in all, km²",
            "area_canceled_km2": "Land cancelled after survey, km²",
            "area_reduced_km2": "Land reduced by technical survey, km²",
        },
        (
            "“The world” and “States Parties” are different scopes and stand in panels of their own; a rise "
            "or fall between the two says nothing.",
            "Released land is cleared, reduced or cancelled: most of it was never mined.",
            EDITIONS,
            GAPS,
            QUOTED,
        ),
    ),
    Topic(
        "mines",
        "Mines destroyed",
        "Antipersonnel mines destroyed in clearance",
        "mines",
        {"ap_mines_destroyed_in_clearance": "Antipersonnel mines destroyed in clearance"},
        (
            "“The world” and “States Parties” are different scopes and stand in panels of their own.",
            "Mines destroyed in stockpiles are not in these numbers.",
            EDITIONS,
            GAPS,
            QUOTED,
        ),
    ),
    Topic(
        "contaminated",
        "What remains",
        "States and areas still contaminated, and how much land",
        "states and areas; km²",
        {
            "contaminated_states_and_areas": "States and areas contaminated",
            "casualty_states_count": "States with casualties in the year",
            "reported_contamination_apm_km2": "Land with antipersonnel mines, km²",
            "reported_contamination_total_km2": "Land reported contaminated, km²",
        },
        (
            "The count joins states and other areas, and what counts as contaminated has changed between "
            "editions.",
            "For single countries only the few areas shown were found.",
            EDITIONS,
            GAPS,
            QUOTED,
        ),
    ),
)
BY_KEY = {topic.key: topic for topic in TOPICS}
