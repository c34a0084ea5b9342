"""Questions about results: casualties, land, mines, what remains; every published value, and the newest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from mineaction.cited import CitedTable
from mineaction.errors import UnknownChoice
from mineaction.queries.asking import Row, confidence_label, rows
from mineaction.queries.results import facts
from mineaction.queries.results.topics import BY_KEY, PARTIES, PLACE_WORDS, WORLD, Topic
from mineaction.vocabulary import Comparator


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest published value of one thing, ready to be read. ``others`` differ for the same year."""

    words: str
    year: int
    document: str
    url: str
    address_note: str
    confidence_label: str
    others: tuple[str, ...] = ()


def topic_of(key: str) -> Topic:
    """The topic of that name. Raises UnknownChoice, naming those there are."""
    if key not in BY_KEY:
        raise UnknownChoice("topic", key, list(BY_KEY))
    return BY_KEY[key]


def places(connection: Connection, topic_key: str) -> tuple[str, ...]:
    """Where a topic has values: the world first, then countries by name."""
    topic = topic_of(topic_key)
    found = {row["geography_name"] for row in facts.held(connection, topic.indicators)}
    return tuple(sorted(found, key=lambda name: (name != WORLD, name)))


def published(connection: Connection, topic_key: str, place: str = "") -> CitedTable:
    """Every published value of a topic, one row a value and year (columns: facts.VALUE_COLUMNS).

    A panel is one thing counted in one place; panels stand in the topic's order. ``place`` is a name that
    ``places`` gives, empty for the world or, where a topic is not by place, for all of its places. Raises
    UnknownChoice for a topic or place there is not.
    """
    topic = topic_of(topic_key)
    stored = _stored(connection, topic, place)
    chosen = sorted(facts.values(stored), key=lambda value: (*_order(topic, value), value["year"]))
    panels = list(dict.fromkeys(_order(topic, value) for value in chosen))
    shown = []
    for value in chosen:
        panel = _order(topic, value)
        title = topic.indicators[value["indicator"]]
        title += "" if topic.by_place else f": {_place_words(value['geography_name'])}"
        shown.append(facts.drawn(value, f"{value['indicator']}|{panel[2]}", title, panels.index(panel)))
    where = _shown_place(topic, place)
    return facts.table(
        connection,
        stored,
        pd.DataFrame(shown, columns=facts.VALUE_COLUMNS),
        title=f"{topic.title}: {_place_words(where)}" if where else topic.title,
        unit=topic.unit,
        caveats=(*topic.caveats, *facts.several_years(stored)),
        choices=(("Place", where),) if where else (),
        sentence=_sentence(topic, chosen),
    )


def rows_behind(connection: Connection, topic_key: str, place: str = "") -> CitedTable:
    """Every stored row behind a topic, in reader's words; values over several years are among them."""
    topic = topic_of(topic_key)
    stored = _stored(connection, topic, place)
    where = _shown_place(topic, place)
    return facts.table(
        connection,
        stored,
        facts.behind(stored, topic.indicators),
        title=f"{topic.title}: {_place_words(where)}" if where else topic.title,
        unit=topic.unit,
        caveats=(*topic.caveats, *facts.several_years(stored)),
        choices=(("Place", where),) if where else (),
    )


def newest(connection: Connection, indicator: str, place: str = WORLD) -> Newest | None:
    """The newest value of the latest year, None where there is none."""
    found = facts.values(facts.held(connection, [indicator], place))
    if not found:
        return None
    year = max(value["year"] for value in found)
    of_year = [value for value in found if value["year"] == year]
    first = max(of_year, key=lambda value: value["is_newest"])
    return Newest(
        words=_words(first),
        year=year,
        document=f"{first['publisher']}, {first['document']}",
        url=first["url"],
        address_note=first["address_note"],
        confidence_label=confidence_label(first["confidence"]),
        others=tuple(_words(value) for value in of_year if value is not first),
    )


HEADLINES = (
    ("casualties_total", WORLD, "recorded as killed or injured in {year}, worldwide"),
    ("area_cleared_mined_km2", PARTIES, "of mined land cleared in {year}, as States Parties reported"),
    ("ap_mines_destroyed_in_clearance", PARTIES, "destroyed in clearance in {year}, by States Parties"),
    ("contaminated_states_and_areas", WORLD, "counted as contaminated in {year}"),
)


def headlines(connection: Connection) -> tuple[tuple[str, Newest | None], ...]:
    """The newest number of each kind with words that say what it is; ``{year}`` stands for its year."""
    return tuple((words, newest(connection, indicator, place)) for indicator, place, words in HEADLINES)


def overall(connection: Connection) -> str:
    """One sentence for the whole page: what remains, and what was achieved; scopes and bounds kept."""
    casualties = newest(connection, "casualties_total")
    left = newest(connection, "contaminated_states_and_areas")
    cleared = newest(connection, "area_cleared_mined_km2", PARTIES)
    [free] = rows(
        connection,
        "SELECT COUNT(*) AS n, SUM(CASE WHEN later_note <> '' THEN 1 ELSE 0 END) AS noted "
        "FROM mine_free_state",
    )
    parts = []
    if casualties:
        parts.append(f"{casualties.words} were recorded as killed or injured in {casualties.year}")
    if left:
        parts.append(f"{left.words} were counted as contaminated in {left.year}")
    if cleared:
        parts.append(f"States Parties reported {cleared.words} of mined land cleared in {cleared.year}")
    if free["n"]:
        parts.append(
            f"{free['n']} states and areas have been reported free of known mines, and for "
            f"{free['noted'] or 0} of them the list notes more, such as mines found later"
        )
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _stored(connection: Connection, topic: Topic, place: str) -> list[Row]:
    where = _shown_place(topic, place)
    if place and place != WORLD and place not in (known := places(connection, topic.key)):
        raise UnknownChoice("place", place, known)
    return facts.held(connection, topic.indicators, where)


def _shown_place(topic: Topic, place: str) -> str:
    return place or WORLD if topic.by_place else place


def _order(topic: Topic, value: Row) -> tuple[int, int, str, str]:
    """What orders panels: the topic's own order of things counted, then the two wide scopes, then names."""
    name = value["geography_name"]
    wide = list(PLACE_WORDS)
    place = wide.index(name) if name in wide else len(wide)
    return (list(topic.indicators).index(value["indicator"]), place, name, value["indicator"])


def _place_words(name: str) -> str:
    return PLACE_WORDS.get(name, name)


def _words(value: Row) -> str:
    return facts.number_words(value["value"], value["unit"], Comparator(value["comparator"]))


def _sentence(topic: Topic, chosen: list[Row]) -> str:
    """The newest value of the panel that reaches furthest, how far values reach, and where they differ."""
    if not chosen:
        return ""
    # Values come in order of panels: of several that reach as far, the first speaks.
    latest = max(chosen, key=lambda value: (value["year"], -_order(topic, value)[0], value["is_newest"]))
    what = topic.indicators[latest["indicator"]].removesuffix(", km²").removesuffix(", percent")
    years = sorted({value["year"] for value in chosen})
    said = (
        f"{what}, {_place_words(latest['geography_name'])}: {_words(latest)} for {latest['year']}, the "
        "newest value found."
    )
    columns = Counter((value["indicator"], value["geography_name"], value["year"]) for value in chosen)
    differing = sum(count > 1 for count in columns.values())
    if len(years) > 1:
        span = years[-1] - years[0] + 1
        said += f" There are values for {len(years)} of the {span} years {years[0]} to {years[-1]}"
        if differing:
            times = "once" if differing == 1 else f"{differing} times"
            said += f", and {times} documents print different values for the same thing and year"
        said += "."
    return said
