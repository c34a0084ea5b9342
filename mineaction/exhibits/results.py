"""What has been achieved and what harm remains: published values by topic; states reported free of mines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mineaction.charts import mine_free as mine_free_chart
from mineaction.charts import published_values
from mineaction.cited import CitedTable
from mineaction.errors import NothingToShow
from mineaction.exhibits import spans, table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.results import mine_free
from mineaction.queries.results import published as results
from mineaction.queries.results.topics import TOPICS, WORLD, Topic
from mineaction.vocabulary import EventKind

FREE = "free"
FREE_NAME, FREE_NAMES = "mine_free_states", ("kinds",)
FREE_LIST, COUNTS = "mine_free_list", "published_counts"
ORDER = ("casualties", "who", "land", "mines", FREE, "contaminated")
LABELS = {FREE: "Mine-free states", **{topic.key: topic.label for topic in TOPICS}}


def name_of(topic: Topic) -> str:
    """The name of a topic's figure."""
    return f"results_{topic.key}"


def names_of(topic: Topic) -> tuple[str, ...]:
    """The choices a topic's figure takes."""
    return ("recipient", "kinds") if topic.by_place else ("kinds",)


def topic_of(choose: Chooser) -> str:
    """Which topic the page shows: a key of LABELS."""
    return choose.switch("topic", "Show", ORDER, ORDER[0], format_func=LABELS.__getitem__, wrap=True)


def place_of(choose: Chooser, topic: Topic) -> str:
    """Whose values are shown; empty, and nothing is asked, where every place has a panel of its own."""
    if not topic.by_place:
        return ""
    offered = [name if name != WORLD else "" for name in choose.ask(results.places, topic.key) or (WORLD,)]
    place = choose.select(
        "recipient", "Place", offered, offered[0], format_func=lambda name: name or WORLD, scope=topic.key
    )
    return place or WORLD


def of_topic(topic: Topic) -> Callable[[Chooser], Exhibit]:
    """What makes the figure of one topic. It raises NothingToShow where the place has no value."""

    def exhibit(choose: Chooser) -> Exhibit:
        place = place_of(choose, topic)
        return drawn(choose.ask, topic, place, choose.kinds())

    return exhibit


def drawn(ask: Ask, topic: Topic, place: str, kinds: tuple[EventKind, ...]) -> Exhibit:
    """Every published value of a topic, in a panel for each thing counted."""
    answer = ask(results.published, topic.key, place)
    if answer.is_empty:
        raise NothingToShow(f"No figure found for {topic.label} {place}.", "Choose another place.")
    span, timeline = spans.under(ask, answer, kinds, goes_on=True)
    return Exhibit(
        name=name_of(topic),
        answer=answer,
        chart=published_values.figure,
        drawn_from=(answer, timeline),
        key=(topic.key, place, span),
        behind=lambda: ask(results.rows_behind, topic.key, place),
        timeline=timeline,
    )


def free_states(choose: Chooser) -> Exhibit:
    """The states reported free of known mines. Raises NothingToShow where none is held."""
    return free_states_drawn(choose.ask, choose.kinds())


def free_states_drawn(ask: Ask, kinds: tuple[EventKind, ...]) -> Exhibit:
    """The states by year, and the counts that documents print beside them."""
    found = ask(mine_free.by_year)
    if found.bars.is_empty:
        raise NothingToShow("No figure found for states free of known mines.", "Choose another topic.")
    span, timeline = spans.under(ask, found.bars, kinds, goes_on=True)
    return Exhibit(
        name=FREE_NAME,
        answer=found.bars,
        chart=mine_free_chart.figure,
        drawn_from=(found.bars, found.marks, timeline),
        key=(span,),
        behind=lambda: ask(mine_free.listed),
        timeline=timeline,
    )


def free_list(choose: Chooser) -> Exhibit:
    """As ``free_list_shown``."""
    return free_list_shown(choose.ask)


def free_list_shown(ask: Ask) -> Exhibit:
    """The states one by one, with what was declared and when. Raises NothingToShow where none is held."""
    columns = (
        *("State or area", "What was declared or reported", "When", "State Party when listed"),
        *("Later note", "How it was read"),
    )
    return _states(FREE_LIST, ask(mine_free.listed), columns)


def counts(choose: Chooser) -> Exhibit:
    """As ``counts_shown``."""
    return counts_shown(choose.ask)


def counts_shown(ask: Ask) -> Exhibit:
    """The counts that documents print, each beside our list on its day. Raises NothingToShow for none."""
    columns = (
        *("Date", "Published", "What was counted", "Article 5 on our list", "All on our list"),
        "Difference",
    )
    return _states(COUNTS, ask(mine_free.beside_counts), columns)


def _states(name: str, held: CitedTable, columns: Sequence[str]) -> Exhibit:
    if held.is_empty:
        raise NothingToShow("No figure found for states free of known mines.", "Choose another topic.")
    return table.listed(name, held, columns, ())
