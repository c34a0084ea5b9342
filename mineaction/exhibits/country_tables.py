"""The tables of one country or area: what each shows of what is held, and each opened on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mineaction.cited import CitedTable
from mineaction.exhibits import country, table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.queries.country import facts as country_facts
from mineaction.queries.country.claims import ACCOUNT, AS_PRINTED, SCOPE
from mineaction.queries.country.profile import Profile
from mineaction.queries.country.standing import JOINED
from mineaction.queries.data import register

NAMES = (country.RECIPIENT,)


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a profile. ``columns`` are those shown; its file has more.

    ``called`` is its short name in lists, ``shows`` one plain sentence, ``missing`` what is not held where
    it has no rows, from "No" on. Rows that share the value of the column ``group`` stand under it.
    """

    name: str
    called: str
    shows: str
    missing: str
    columns: tuple[str, ...]
    rows: Callable[[Ask, Profile], CitedTable]
    group: str = ""


def disagreements(ask: Ask, profile: Profile) -> CitedTable:
    """The pairs of values of the place that disagree."""
    return country_facts.disagreements_of(ask(register.conflicts), profile.place.name)


NEWEST = Part(
    "country_newest",
    "Newest amounts",
    "The newest amount of every series that tells of one country or area, never added.",
    "No amount of any series",
    ("Series", "Newest year", "Amount", "Per inhabitant", "Kind of amount", "Years held"),
    lambda ask, profile: profile.newest,
)
PLANS = Part(
    "country_plans",
    "Humanitarian plans",
    "What humanitarian plans for one country or area asked for mine action, and what they received.",
    "No humanitarian plan with a mine action part",
    ("Year", "Plan", "Cluster", "Required", "Received", "Part received"),
    lambda ask, profile: profile.plans,
)
TREATIES = Part(
    "country_treaties",
    "Treaties",
    "How one country stands to the treaties on mines and on cluster munitions, with its dates.",
    "No entry on the list of either treaty",
    (
        *("Treaty", "Standing", "Signed", JOINED, "In force since", "Withdrawal notified"),
        *("Withdrawal took effect", "Note"),
    ),
    lambda ask, profile: profile.treaties,
)
MINE_FREE = Part(
    "country_mine_free",
    "Free of mines",
    "Whether one country or area was declared or reported free of known mines, and what was noted later.",
    "No declaration or report of being free of known mines",
    ("What was declared or reported", "When", "Later note", "Named by the US", "How it was read"),
    lambda ask, profile: profile.mine_free,
)
FACTS = Part(
    "country_facts",
    "Casualties and other numbers",
    "Published numbers on one country or area that are not money of a year: casualties, land, inhabitants.",
    "No number of casualties, nor any other published number",
    ("What is counted", "Year", "Value", "Standing", "How it was read", "Note"),
    lambda ask, profile: profile.facts,
)
STATEMENTS = Part(
    "country_statements",
    "Statements",
    "Dated statements about one country or area, by what they count.",
    "No dated statement",
    ("Date", "Said", ACCOUNT, "Period", SCOPE, AS_PRINTED, "By"),
    lambda ask, profile: profile.claims,
    group="What is counted",
)
EVENTS = Part(
    "country_events",
    "Policy events",
    "Policy events whose title or summary names one country or area.",
    "No policy event that names it",
    ("Date", "What happened", "In a sentence or two", "Kind", "Who acted"),
    lambda ask, profile: profile.events,
)
CONFLICTS = Part(
    "country_conflicts",
    "Disagreements",
    "Pairs of published values on one country or area that disagree.",
    "No pair of values that disagree",
    ("What", "Year or dates", "One value", "Another value", "How they differ"),
    disagreements,
)
PARTS = (NEWEST, PLANS, TREATIES, MINE_FREE, FACTS, STATEMENTS, EVENTS, CONFLICTS)
"""In the order of the page."""


def shown(ask: Ask, profile: Profile, part: Part) -> Exhibit | None:
    """The table as the page shows it; None where the place has no rows of it."""
    whole = part.rows(ask, profile)
    if whole.is_empty:
        return None
    columns = [name for name in part.columns if name in whole.rows]
    # A scope that all statements share is said below the table.
    if SCOPE in columns and whole.rows[SCOPE].nunique() == 1:
        columns.remove(SCOPE)
    return table.listed(part.name, whole, columns, (profile.place.name,), part.group)


def all_shown(ask: Ask, profile: Profile) -> Mapping[str, Exhibit]:
    """The tables there are of a place, by name, in the order of the page."""
    found = {part.name: shown(ask, profile, part) for part in PARTS}
    return {name: exhibit for name, exhibit in found.items() if exhibit is not None}


def opened(part: Part) -> Callable[[Chooser], Exhibit]:
    """What opens the table on its own; it raises NothingToShow."""

    def make(choose: Chooser) -> Exhibit:
        profile = country.profile_of(choose)
        return country.held(shown(choose.ask, profile, part), profile, part.missing)

    return make
