"""What stands around the charts on a slide, and all of it in the slide's notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mineaction.cited import CitedTable
from mineaction.exhibits.exhibit import Taken
from mineaction.export.cells import is_missing
from mineaction.export.slides.page import LINE, Place, Words, lines_needed, that_fit
from mineaction.export.standing_words import event_lines
from mineaction.periods import date_words
from mineaction.vocabulary import DatePrecision

FOOT_SIZE, EVENTS_SIZE, CHOICES_SIZE, CAVEATS_LABEL = 9.0, 10.0, 10.0, 50.0
MOST_PLACES = 12
"""So many places of a document are named in the notes; more are counted."""
NEVER_DROPPED = (
    *("Kind of amount", "Years shown", "Years", "Year", "Years with a table", "Prices"),
    *("Shown", "Periods", "Administrations", "Event", "Years on each side"),
    *("Country or area", "Country", "Recipient", "Donor", "From", "Place"),
)
"""The filters without which a number reads as another one, the weightiest first."""
MOST_CAVEAT_LINES, SOME_CAVEAT_LINES = 4, 3
WHAT_TO_KNOW = "What to know"


def choices_line(taken: Taken, width: float, most_lines: int = 2) -> str:
    """The reader's filters by their weight; of the lesser ones, what does not fit is left to the notes."""
    held = [(name, f"{name}: {value}") for name, value in taken.answer.choices if value != taken.heading]
    first = sorted(
        (pair for pair in held if pair[0] in NEVER_DROPPED), key=lambda pair: NEVER_DROPPED.index(pair[0])
    )
    said = [words for _, words in (*first, *(pair for pair in held if pair not in first))]
    more = "{count} more in the notes"
    return that_fit(said, CHOICES_SIZE, width, most_lines, joint=" · ", more=more, least=len(first))


def all_caveats_fit(taken: Taken, width: float) -> bool:
    """Whether every caveat has room at the foot of a slide."""
    said = " ".join(taken.answer.caveats)
    return lines_needed(said, FOOT_SIZE, width - CAVEATS_LABEL) <= MOST_CAVEAT_LINES


def events_line(taken: Taken, width: float, most_lines: int = 2) -> str:
    """The policy events beside the figure, as many as fit; empty where there are none."""
    timeline = taken.exhibit.timeline
    if timeline is None or timeline.events.is_empty:
        return ""
    rows = timeline.events.rows
    said = [f"{when} {title}" for when, title in zip(rows["date_words"], rows["title"], strict=True)]
    start = "Policy events on the timeline, newest first: "
    newest = [*reversed(said)]
    return that_fit(
        [f"{start}{newest[0]}", *newest[1:]],
        EVENTS_SIZE,
        width,
        most_lines,
        joint=" · ",
        more="{count} more in the notes",
    )


def foot_lines(taken: Taken, width: float, *, has_caveats: bool = True) -> list[list[Words]]:
    """Source, caveats as far as they fit, then version, day, id and the link back."""
    answer = taken.answer
    lines: list[list[Words]] = []
    if answer.source_line:
        lines.append([_bold("Source: "), _usual(answer.source_line)])
    if answer.caveats and has_caveats:
        said = that_fit(
            list(answer.caveats),
            FOOT_SIZE,
            width - CAVEATS_LABEL,
            MOST_CAVEAT_LINES if all_caveats_fit(taken, width) else SOME_CAVEAT_LINES,
            joint=" ",
            more=f"({{count}} more on the slide “{WHAT_TO_KNOW}”)",
        )
        lines.append([_bold("Caveats: "), _usual(said)])
    made_on = date_words(taken.made_on.isoformat(), DatePrecision.DAY)
    last = [_usual(f"Data version {answer.data_version} · made on {made_on}")]
    if taken.figure_id:
        last.append(_usual(f" · Figure {taken.figure_id}"))
    if taken.address:
        last += [_usual(" · "), Words("back to the figure", FOOT_SIZE, link=taken.address)]
    return [*lines, last]


def caveats_beside(taken: Taken, place: Place) -> list[list[Words]]:
    """As many caveats as fit a column beside a drawing, and how many more there are."""
    if not taken.answer.caveats:
        return []
    lines = int(place.height / (FOOT_SIZE * LINE)) - 2
    more = f"({{count}} more on the slide “{WHAT_TO_KNOW}”)"
    said = that_fit(list(taken.answer.caveats), FOOT_SIZE, place.width, lines, joint=" ", more=more, least=1)
    return [[_bold("Caveats")], [_usual(said)]]


def _bold(text: str) -> Words:
    return Words(text, FOOT_SIZE, is_bold=True)


def _usual(text: str) -> Words:
    return Words(text, FOOT_SIZE)


def notes_text(taken: Taken, chart_notes: Iterable[str] = ()) -> str:
    """All that travels with the figure: words, every caveat, every event, every document with its places."""
    answer = taken.answer
    parts = [
        taken.heading,
        answer.subtitle,
        taken.note,
        answer.sentence,
        "\n".join(f"{name}: {value}" for name, value in answer.choices),
        _listed("How to read it", dict.fromkeys(chart_notes)),
        f"Source: {answer.source_line}" if answer.source_line else "",
        _listed("Caveats", answer.caveats),
        _listed("Policy events on the timeline; they stand beside the figures", event_lines(taken), sign=""),
        _listed("Receipts: the documents, and where in them the rows stand", receipts(taken), sign=""),
        "\n".join(
            filter(
                None,
                (
                    f"Data version: {answer.data_version}",
                    f"Made on: {taken.made_on.isoformat()}",
                    f"Figure id: {taken.figure_id}" if taken.figure_id else "",
                    f"Link back: {taken.address}" if taken.address else "",
                ),
            )
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _listed(title: str, lines: Iterable[str], *, sign: str = "• ") -> str:
    said = [f"{sign}{line}" for line in lines]
    return "\n".join([f"{title}:", *said]) if said else ""


def receipts(taken: Taken) -> list[str]:
    """The documents numbered, each with its address and the places the rows behind were read at."""
    places = places_by_document(taken.exhibit.behind())
    return [
        " ".join(
            filter(
                None,
                (
                    f"{number}. {cited.line}.",
                    _places_words(places.get(cited.title, [])),
                    cited.url,
                    cited.address_note,
                ),
            )
        )
        for number, cited in enumerate(taken.answer.citations, 1)
    ]


def _places_words(places: Sequence[str]) -> str:
    if not places:
        return ""
    rest = len(places) - MOST_PLACES
    more = f" and {rest} more" if rest > 0 else ""
    return f"At: {'; '.join(places[:MOST_PLACES])}{more}."


def places_by_document(behind: CitedTable) -> dict[str, list[str]]:
    """The places in each document the rows name, by its title, in the rows' order and each once."""
    rows = behind.rows
    found: dict[str, dict[str, None]] = {}
    if "Document" in rows and "Place in the document" in rows:
        for title, place in zip(rows["Document"], rows["Place in the document"], strict=True):
            if not is_missing(place) and str(place):
                found.setdefault(str(title), {})[str(place)] = None
    return {title: list(places) for title, places in found.items()}
