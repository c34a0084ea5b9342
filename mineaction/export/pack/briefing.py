"""A briefing: figures by name and choices, in order, with a reader's titles and notes; and its file.

It holds no figures, only how to open them, so that one file gives the same pack from newer data. Nothing here
is altered: every operation gives a new briefing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from mineaction.errors import BadAddress, BadBriefing, NothingToShow
from mineaction.exhibits.address import Data, Opened, open_exhibit
from mineaction.exhibits.wishes import FIGURE, VERSION, brief

SCHEMA = 1
MOST_ITEMS = 40
MOST_TITLE, MOST_NOTE = 200, 2_000
MOST_VALUE, MOST_CHOSEN = 400, 8_000
"""Letters of one name or value of an address, and of all of one figure together."""
MOST_BYTES = 4_000_000
"""The largest briefing that these limits allow is smaller, whatever its letters."""

Choices = tuple[tuple[str, str], ...]
# What Office files cannot hold: control characters, halves of pairs, and two codes that are no letters.
_NO_LETTER = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def plain(words: str) -> str:
    """Words without control characters, which no file could hold; line ends stay."""
    return _NO_LETTER.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(words: str) -> str:
    """The same in one line."""
    return " ".join(plain(words).split())


@dataclass(frozen=True, slots=True)
class Item:
    """One figure: its exhibit's name, and its choices as an address has them, a name once for each value.

    ``title`` takes the place of the figure's own and ``note`` stands beside it; both may be empty.
    ``data_version`` is that of the data it was added from, where known. Raises BadBriefing for long words.
    """

    name: str
    choices: Choices = ()
    title: str = ""
    note: str = ""
    data_version: str = ""

    def __post_init__(self) -> None:
        given = tuple((one_line(name), _NO_LETTER.sub(" ", value)) for name, value in self.choices)
        kept = tuple(pair for pair in given if pair[0] not in (VERSION, FIGURE))
        found = self.data_version or next((value for name, value in given if name == VERSION), "")
        for name, value in (
            ("name", one_line(self.name)),
            ("choices", kept),
            ("data_version", one_line(found)),
            ("title", one_line(self.title)),
            ("note", plain(self.note)),
        ):
            object.__setattr__(self, name, value)
        if problems := _too_long(self):
            raise BadBriefing(problems)

    @property
    def asked(self) -> dict[str, tuple[str, ...]]:
        """The choices as ``open_exhibit`` takes them."""
        names = dict.fromkeys(name for name, _ in self.choices)
        return {name: tuple(value for given, value in self.choices if given == name) for name in names}


@dataclass(frozen=True, slots=True)
class Briefing:
    """A title and up to ``MOST_ITEMS`` figures. Raises BadBriefing for more, or for too long a title.

    ``about`` is the place a ready-made briefing is of, and ``not_held`` what else it would have, by the names
    readers know, if anything were held; both are empty unless given.
    """

    title: str
    items: tuple[Item, ...] = field(default=())
    about: str = ""
    not_held: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "about", one_line(self.about)[:MOST_TITLE])
        names = tuple(one_line(name)[:MOST_TITLE] for name in self.not_held[:MOST_ITEMS])
        object.__setattr__(self, "not_held", names)
        if len(self.title) > MOST_TITLE:
            raise BadBriefing(
                [f"The briefing's title has {len(self.title)} letters; at most {MOST_TITLE} fit."]
            )
        if len(self.items) > MOST_ITEMS:
            raise BadBriefing([_too_many(len(self.items))])


def add(briefing: Briefing, item: Item) -> Briefing:
    """The briefing with one more figure at its end. Raises BadBriefing where it is full."""
    return replace(briefing, items=(*briefing.items, item))


def remove(briefing: Briefing, place: int) -> Briefing:
    """The briefing without the figure at ``place``, counted from 0. Raises BadBriefing for no such place."""
    _at(briefing, place)
    return replace(briefing, items=briefing.items[:place] + briefing.items[place + 1 :])


def move(briefing: Briefing, place: int, to: int) -> Briefing:
    """The figure at ``place`` stands at ``to``, at most at an end. Raises BadBriefing for no such place."""
    item = _at(briefing, place)
    rest = [*briefing.items[:place], *briefing.items[place + 1 :]]
    rest.insert(min(max(to, 0), len(rest)), item)
    return replace(briefing, items=tuple(rest))


def rename(briefing: Briefing, title: str) -> Briefing:
    """The briefing under another title."""
    return replace(briefing, title=title)


def retitle(briefing: Briefing, place: int, title: str) -> Briefing:
    """Another title for one figure; empty gives it its own again."""
    return _with(briefing, place, replace(_at(briefing, place), title=title))


def annotate(briefing: Briefing, place: int, note: str) -> Briefing:
    """A note beside one figure; empty takes it away."""
    return _with(briefing, place, replace(_at(briefing, place), note=note))


def opened(item: Item, data: Data) -> Opened:
    """The item's exhibit. Raises BadAddress or NothingToShow."""
    return open_exhibit(item.name, item.asked, data)


def problems(briefing: Briefing, data: Data) -> tuple[str, ...]:
    """What of the briefing cannot be opened from these data, in words, each with its place."""
    found = []
    for number, item in enumerate(briefing.items, start=1):
        try:
            opened(item, data)
        except (BadAddress, NothingToShow) as error:
            found.append(f"Figure {number} ({brief(item.title or item.name)}): {error}")
    return tuple(found)


def to_json(briefing: Briefing) -> bytes:
    """The briefing's file: JSON in UTF-8, to be read by people too."""
    said = {
        "format": "mine-action briefing",
        "schema": SCHEMA,
        "title": briefing.title,
        "items": [_item_said(item) for item in briefing.items],
    }
    more = {"about": briefing.about, "not_held": list(briefing.not_held)}
    said |= {name: value for name, value in more.items() if value}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def from_json(file: bytes) -> Briefing:
    """The briefing of a file ``to_json`` has written. Raises BadBriefing with all that is wrong, by place.

    Names and values are not looked up here: ``problems`` does that, for the data at hand.
    """
    if len(file) > MOST_BYTES:
        raise BadBriefing([f"The file has {len(file):,} bytes; a briefing has at most {MOST_BYTES:,}."])
    try:
        said = json.loads(file.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadBriefing(["The file is no JSON. Choose a file that Save briefing has written."]) from None
    if not isinstance(said, dict) or "schema" not in said:
        raise BadBriefing(["The file is no briefing. Choose a file that Save briefing has written."])
    if said["schema"] != SCHEMA or isinstance(said["schema"], bool):
        raise BadBriefing(
            [f"The briefing's file has schema {brief(str(said['schema']))}; this app reads schema {SCHEMA}."]
        )
    title, items = said.get("title", ""), said.get("items", [])
    about, names = said.get("about", ""), said.get("not_held", [])
    wrong = [] if isinstance(title, str) else ["The briefing's title is no text."]
    are_names = isinstance(names, list) and all(isinstance(name, str) for name in names)
    if not isinstance(about, str) or not are_names:
        wrong.append("The briefing's place is no text, or what is not held for it no list of names.")
        about, names = "", []
    if not isinstance(items, list):
        raise BadBriefing([*wrong, "The briefing's items are no list."])
    if len(items) > MOST_ITEMS:
        raise BadBriefing([*wrong, _too_many(len(items))])
    made: list[Item] = []
    for number, item in enumerate(items, start=1):
        found = _item_wrong(item)
        if not found:
            try:
                made.append(_item_made(item))
            except BadBriefing as error:
                found = list(error.problems)
        wrong += [f"Figure {number}: {words}" for words in found]
    try:
        briefing = Briefing(title if isinstance(title, str) else "", tuple(made), about, tuple(names))
    except BadBriefing as error:
        wrong += error.problems
    if wrong:
        raise BadBriefing(wrong)
    return briefing


def _item_said(item: Item) -> dict[str, Any]:
    """Choices are a list of name and values, in order: the order is part of a view's id."""
    runs = groupby(item.choices, key=lambda pair: pair[0])
    said: dict[str, Any] = {
        "name": item.name,
        "choices": [[name, *(value for _, value in run)] for name, run in runs],
    }
    more = {"title": item.title, "note": item.note, "data_version": item.data_version}
    return said | {name: value for name, value in more.items() if value}


def _item_made(said: Mapping[str, Any]) -> Item:
    return Item(
        said["name"],
        tuple((name, value) for name, *values in said.get("choices", []) for value in values),
        said.get("title", ""),
        said.get("note", ""),
        said.get("data_version", ""),
    )


def _item_wrong(said: Any) -> list[str]:
    if not isinstance(said, dict):
        return ["it is no object."]
    named = [
        f"its {part} is no text."
        for part in ("name", "title", "note", "data_version")
        if not isinstance(said.get(part, None if part == "name" else ""), str)
    ]
    choices = said.get("choices", [])
    is_sound = isinstance(choices, list) and all(
        isinstance(choice, list) and len(choice) > 1 and all(isinstance(part, str) for part in choice)
        for choice in choices
    )
    return named + ([] if is_sound else ["its choices are no lists of a name and its values."])


def _too_many(count: int) -> str:
    return f"The briefing has {count:,} figures; at most {MOST_ITEMS} fit. Make two of it."


def _too_long(item: Item) -> list[str]:
    limits: Sequence[tuple[str, int, int]] = (
        ("name", len(item.name), MOST_VALUE),
        ("title", len(item.title), MOST_TITLE),
        ("note", len(item.note), MOST_NOTE),
        ("data version", len(item.data_version), MOST_VALUE),
        ("longest choice", max((len(part) for pair in item.choices for part in pair), default=0), MOST_VALUE),
    )
    found = [
        f"its {part} has {size} letters; at most {most} fit." for part, size, most in limits if size > most
    ]
    # Each choice counts one letter more, so that many empty ones are too long as well.
    if sum(len(name) + len(value) + 1 for name, value in item.choices) > MOST_CHOSEN:
        found.append(f"its choices have more than {MOST_CHOSEN:,} letters together.")
    return found


def _at(briefing: Briefing, place: int) -> Item:
    if not 0 <= place < len(briefing.items):
        count = len(briefing.items)
        raise BadBriefing([f"There is no figure {place + 1}; the briefing has {count}."])
    return briefing.items[place]


def _with(briefing: Briefing, place: int, item: Item) -> Briefing:
    return replace(briefing, items=(*briefing.items[:place], item, *briefing.items[place + 1 :]))
