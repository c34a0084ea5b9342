"""The tables of policy: the register of events, promises and what changed in them, states and treaties."""

from __future__ import annotations

from dataclasses import replace

from mineaction.errors import NothingToShow
from mineaction.exhibits import table
from mineaction.exhibits.choosing import Ask, Chooser
from mineaction.exhibits.exhibit import Exhibit
from mineaction.exhibits.policy import TIMELINE_NAMES, register_question
from mineaction.queries.policy import commitments, treaties
from mineaction.queries.policy import register as policy_register
from mineaction.queries.policy.register import RegisterFilter
from mineaction.queries.policy.treaties import STATE_WORDS, TREATY_TITLES, MemberFilter
from mineaction.vocabulary import Treaty, TreatyState

EVENTS, PROMISES, CHANGES, MEMBERS = (
    *("policy_events", "policy_promises", "policy_changes"),
    "treaty_members",
)
EVENT_NAMES = tuple(name for name in TIMELINE_NAMES if name != "lanes")
PROMISE_NAMES = ("policy",)
MEMBER_NAMES = ("treaty", "standing", "state")


def events(choose: Chooser) -> Exhibit:
    """The events of the choices. Raises NothingToShow where they leave none."""
    return events_shown(choose.ask, register_question(choose, with_lanes=False))


def events_shown(ask: Ask, asked: RegisterFilter) -> Exhibit:
    """Every event asked for, the newest first, with the number it has in the figure."""
    # Without a kind no event is asked for, which is what the query takes for all of them.
    held = ask(policy_register.rows_behind, asked) if asked.kinds or asked.only else None
    if held is None or held.is_empty:
        raise NothingToShow("No event is held for these choices.", "Choose more kinds, or wider years.")
    rows = held.rows.iloc[::-1].reset_index(drop=True)
    whole = replace(held, title="Policy events in full", rows=rows)
    columns = ("No.", "Date", "Event", "Summary", "Kind", "Actor", "Direction (our reading)", "Note")
    # Lanes belong to the figure alone.
    key = (replace(asked, lanes_by=RegisterFilter().lanes_by),)
    return table.listed(EVENTS, whole, columns, key, "US administration")


def policy_chosen(choose: Chooser) -> str:
    """Which policy the promises are of: its key, or empty for all of them."""
    known = choose.ask(commitments.policies)
    return choose.select(
        "policy",
        "Policy",
        ["", *known],
        "",
        format_func=lambda key: known[key] if key else "All",
        width=520,
    )


def promises(choose: Chooser) -> Exhibit:
    """The promises of the policy chosen, or of all. Raises NothingToShow where none is held."""
    return promises_shown(choose.ask, policy_chosen(choose))


def promises_shown(ask: Ask, policy: str) -> Exhibit:
    """Promise by promise, what each policy answers; for one policy, a row a promise."""
    held = ask(commitments.rows_behind, policy)
    if held.is_empty:
        raise NothingToShow("No policy is read for its promises.", "The Data page says what is held.")
    if policy:
        return table.listed(PROMISES, held, ("Commitment", "Answer", "What limits it"), (policy,))
    columns = ("Policy", "Date", "Answer", "What limits it")
    return table.listed(PROMISES, held, columns, (policy,), "Commitment")


def changes(choose: Chooser) -> Exhibit:
    """What the policy chosen says differently, or each. Raises NothingToShow for the first policy."""
    return changes_shown(choose.ask, policy_chosen(choose))


def changes_shown(ask: Ask, policy: str) -> Exhibit:
    """Policy by policy, the newest first, what differs from the last answer stated before it."""
    held = ask(commitments.changes_behind, policy)
    if held.is_empty:
        raise NothingToShow(
            "No earlier policy is read here with which this one could be compared.", "Choose another policy."
        )
    columns = ("Commitment", "Answer before", "As last stated in", "Answer", "What it is")
    return table.listed(CHANGES, held, columns, (policy,), "Policy")


def member_question(choose: Chooser) -> MemberFilter:
    """Which treaty, which standing, and part of a name."""
    first, second, third = choose.columns([4, 3, 4], vertical_alignment="bottom")
    with first:
        treaty = choose.select(
            "treaty",
            "Treaty",
            ["", *(treaty.value for treaty in Treaty)],
            "",
            format_func=lambda key: TREATY_TITLES[Treaty(key)] if key else "Both",
        )
    with second:
        status = choose.select(
            "standing",
            "Standing",
            ["", *(state.value for state in TreatyState)],
            "",
            format_func=lambda key: STATE_WORDS[TreatyState(key)].capitalize() if key else "All",
        )
    with third:
        words = choose.words(
            "state", "Find a state", placeholder="Part of its name, or its three-letter code"
        )
    return MemberFilter(treaty, status, words)


def members(choose: Chooser) -> Exhibit:
    """The states of the choices. Raises NothingToShow where there are none."""
    return members_shown(choose.ask, member_question(choose))


def members_shown(ask: Ask, asked: MemberFilter) -> Exhibit:
    """How each state stands to the two treaties, with its dates."""
    held = ask(treaties.by_state, asked)
    if held.is_empty:
        raise NothingToShow("No state is held for that name, treaty and standing.", "Take a choice out.")
    columns = (
        *("State", "Treaty", "Standing", "Signed", "Deposited", "How it joined", "In force for it"),
        *("Withdrawal notified", "Withdrawal took effect", "Suspension notified", "Note"),
    )
    return table.listed(MEMBERS, held, columns, (asked,))
