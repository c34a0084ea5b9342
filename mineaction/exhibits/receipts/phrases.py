"""What a sentence says was done with an amount, by the title of its series: measure and scope are kept.

A phrase follows an amount: "For FY2022, over US$ 376 million <was reported for …>". ``{for_recipient}``,
``{to_recipient}``, ``{in_recipient}``, ``{by_donor}`` and ``{account}`` stand for words with a space before
them, or for nothing. ``{for_anyone}`` is ``{for_recipient}`` where worldwide work is one recipient of many:
it is named too, so that its amount does not read as that of the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mineaction.queries.names import called

_CWD = "conventional weapons destruction"
_DEMINING = "humanitarian demining"
_NAMED_LISTING = "Assistance Listing 19.800"
_LISTING = f"under {_NAMED_LISTING}"
_REMOVAL = "removal of land mines and explosive remnants of war"

PHRASES = {
    f"US {_CWD} funding, all agencies": f"was reported for US {_CWD}, all agencies together",
    f"State Department {_CWD} funding": f"was reported for {_CWD} by the State Department alone",
    "State Department mine clearance and weapons destruction funding": (
        "was reported for mine clearance and weapons destruction by the State Department alone"
    ),
    f"US {_DEMINING} funding, all agencies": f"was reported for US {_DEMINING}, all agencies together",
    f"US {_DEMINING}, budget estimate": f"was the budget estimate for US {_DEMINING}",
    f"US {_DEMINING}, budget request": f"was the budget request for US {_DEMINING}",
    f"US {_DEMINING}, planned spending": f"was planned for US {_DEMINING}",
    f"US {_DEMINING} by budget line": f"was reported for US {_DEMINING}{{account}}",
    f"US {_DEMINING} by budget line, estimate": f"was the estimate for US {_DEMINING}{{account}}",
    f"US {_DEMINING} by budget line, request": f"was the request for US {_DEMINING}{{account}}",
    f"US {_CWD} funding by region": f"was reported for US {_CWD}{{in_recipient}}",
    f"State Department {_CWD} funding by region": (
        f"was reported for {_CWD}{{in_recipient}} by the State Department alone"
    ),
    "US humanitarian mine action funding by region": (
        "was reported for US humanitarian mine action{in_recipient}"
    ),
    "US humanitarian mine action by region, planned": (
        "was planned for US humanitarian mine action{in_recipient}"
    ),
    "Assistance Listing 19.800: obligations on USAspending.gov": (
        f"was reported as obligated {_LISTING} on USAspending.gov"
    ),
    "Assistance Listing 19.800: actual obligations on SAM.gov": (
        f"was reported as actual obligations {_LISTING} on SAM.gov"
    ),
    "Assistance Listing 19.800: estimated obligations on SAM.gov": (
        f"was the estimate of obligations {_LISTING} on SAM.gov"
    ),
    "Assistance Listing 19.800: obligations of awards with outlays on USAspending.gov": (
        f"was reported as obligations of awards with outlays {_LISTING} on USAspending.gov"
    ),
    "Assistance Listing 19.800: outlays on USAspending.gov": (
        f"was reported as outlays (money paid out) {_LISTING} on USAspending.gov"
    ),
    "Assistance Listing 19.800: obligation as told in programme accomplishments": (
        f"was told as obligated {_LISTING}"
    ),
    "Assistance Listing 19.800: estimated obligation as told in programme accomplishments": (
        f"was told as the estimate of obligations {_LISTING}"
    ),
    f"US {_CWD} funding by country: printed country totals": (
        f"was reported for US {_CWD}{{in_recipient}}, all accounts together"
    ),
    f"US {_CWD} funding by country and account": f"was reported for US {_CWD}{{in_recipient}}{{account}}",
    f"US {_CWD} funding: single sentences about a country": f"was reported for US {_CWD}{{in_recipient}}",
    "US assistance told in single sentences about a country; scope not stated": (
        "was reported as US assistance{to_recipient}, its scope not stated"
    ),
    "US assistance committed, told in single sentences": (
        "was reported as committed by the United States{to_recipient}, its scope not stated"
    ),
    f"State Department {_DEMINING} account by country": (
        f"was reported from the State Department's {_DEMINING} account{{for_recipient}}"
    ),
    f"State Department {_DEMINING} account by country, estimate": (
        f"was the estimate for the State Department's {_DEMINING} account{{for_recipient}}"
    ),
    f"State Department {_DEMINING} account by country, request": (
        f"was the request for the State Department's {_DEMINING} account{{for_recipient}}"
    ),
    "International support for mine action, world": (
        "was reported as international support for mine action, all donors together"
    ),
    "National contributions of affected states, world": (
        "was reported as national contributions of affected states to mine action"
    ),
    "International and national support for mine action, world": (
        "was reported as international and national support for mine action together"
    ),
    "Landmine Monitor: research and development, world": (
        "was reported as support for research and development in mine action"
    ),
    "Landmine Monitor: clearance and risk education, world": (
        "was reported as support for clearance and risk education"
    ),
    "Landmine Monitor: victim assistance, world": "was reported as support for victim assistance",
    "Landmine Monitor: the five largest donors together, world": (
        "was reported as contributed to mine action by the five largest donors together"
    ),
    "Landmine Monitor: the five largest recipients together, world": (
        "was reported as support for mine action to the five largest recipients together"
    ),
    "Landmine Monitor: UN peacekeeping assessed contributions for mine action, world": (
        "was reported as UN peacekeeping assessed contributions for mine action"
    ),
    "Landmine Monitor: global activities without a named country, world": (
        "was reported as support for global activities without a named country"
    ),
    "Landmine Monitor: support to named recipients, world": (
        "was reported as support for mine action to named recipients"
    ),
    "Contributions of each donor to mine action, world": (
        "was reported as contributed to mine action{by_donor}"
    ),
    "International support received by each recipient": (
        "was reported as international support for mine action{in_recipient}"
    ),
    "National contribution of each affected state": (
        "was reported as national contribution to mine action{in_recipient}"
    ),
    "International and national support of each recipient": (
        "was reported as international and national support for mine action{in_recipient} together"
    ),
    "US contributions to mine action, world": (
        "was reported as contributed to mine action by the United States"
    ),
    "US contributions to mine action by region": (
        "was reported as US contributions to mine action{in_recipient}"
    ),
    "Contributions from donor to recipient, from donor profiles": (
        "was reported as contributed to mine action{by_donor}{for_anyone}, in donors' profiles"
    ),
    "Contributions from donor to recipient, from recipient profiles": (
        "was reported as contributed to mine action{by_donor}{for_anyone}, in recipients' profiles"
    ),
    "Humanitarian plans: required for mine action": (
        "was required for mine action by humanitarian plans{for_recipient}"
    ),
    "Humanitarian plans: received for mine action": (
        "was reported as received for mine action by humanitarian plans{for_recipient}"
    ),
    "Humanitarian plans: required by clusters named for mine action in the field": (
        "was required by clusters that humanitarian plans{for_recipient} name for mine action"
    ),
    "Humanitarian plans: received by clusters named for mine action in the field": (
        "was reported as received by clusters that humanitarian plans{for_recipient} name for mine action"
    ),
    "Humanitarian plans that name mine action: required, all sectors": (
        "was required for all sectors by humanitarian plans{for_recipient} that name mine action"
    ),
    "Humanitarian plans that name mine action: received, all sectors": (
        "was reported as received for all sectors by humanitarian plans{for_recipient} that name mine action"
    ),
    "Disbursements for removal of land mines and explosive remnants of war, all reporters": (
        "was reported as paid out for removal of land mines and explosive remnants of war{for_recipient}, "
        "all reporters together"
    ),
    f"Obligations under {_NAMED_LISTING} on USAspending.gov": (
        f"was reported as obligated {_LISTING} on USAspending.gov, by date of transaction"
    ),
    f"Obligations under {_NAMED_LISTING} by country of performance on USAspending.gov": (
        f"was reported as obligated {_LISTING} on USAspending.gov{{for_anyone}}, by place of performance"
    ),
    "Single flows to mine action reported to FTS: paid and committed": (
        "was reported to FTS as paid or committed{by_donor} for mine action{for_anyone}, flow by flow"
    ),
    "Single flows to mine action reported to FTS: pledged": (
        "was reported to FTS as pledged{by_donor} for mine action{for_anyone}, flow by flow"
    ),
    f"US foreign assistance obligated for {_REMOVAL}, all agencies": (
        f"was reported as obligated by US agencies for {_REMOVAL}{{for_anyone}}{{account}}, "
        "less what was de-obligated"
    ),
    f"US foreign assistance disbursed for {_REMOVAL}, all agencies": (
        f"was reported as paid out by US agencies for {_REMOVAL}{{for_anyone}}{{account}}, "
        "less what came back"
    ),
    f"US foreign assistance asked of Congress for {_REMOVAL}, all agencies": (
        f"was reported as asked of Congress for {_REMOVAL}{{for_anyone}}{{account}}"
    ),
    f"Disbursements from donor to recipient for {_REMOVAL}": (
        f"was reported to the OECD as paid out{{by_donor}} for {_REMOVAL}{{for_anyone}}"
    ),
    f"Commitments from donor to recipient for {_REMOVAL}": (
        f"was reported to the OECD as committed{{by_donor}} for {_REMOVAL}{{for_anyone}}"
    ),
    f"Disbursements for {_REMOVAL} as organisations publish them under IATI": (
        f"was published under IATI as paid out{{by_donor}} for {_REMOVAL}{{for_anyone}}, in one transaction"
    ),
    f"Commitments for {_REMOVAL} as organisations publish them under IATI": (
        f"was published under IATI as committed{{by_donor}} for {_REMOVAL}{{for_anyone}}, in one transaction"
    ),
}

_ALL_ACCOUNTS = "all accounts, printed total"
_HELD = "whose figures are held"
WORLD = "Global"
"""The recipient of rows that are of the world."""


def phrase(series: str, *, recipients: Sequence[str], donors: Sequence[str], accounts: Sequence[str]) -> str:
    """The phrase for an amount of a series, of these recipients, donors and accounts.

    Several recipients or donors of one amount are counted, so that a sum of those held does not read as a sum
    of all. The series' own title stands where there is no phrase.
    """
    named = _place(recipients)
    to = "" if set(recipients) == {WORLD} else named
    from_ = set(donors)
    account = "".join(set(accounts)) if len(set(accounts)) == 1 else ""
    many = to.startswith("the ") and to.endswith(_HELD)
    giver = f"the {len(from_)} donors {_HELD}" if len(from_) > 1 else _spoken("".join(from_))
    words = PHRASES.get(series, "was reported{for_recipient}{account}: " + series)
    return words.format(
        for_recipient=f" for {to}" if to else "",
        for_anyone=f" for {named}" if named else "",
        to_recipient=f" to {to}" if to else "",
        in_recipient=f" {'for' if many else 'in'} {to}" if to else "",
        by_donor=f" by {giver}" if giver else "",
        account=f", under “{account}”" if account and account != _ALL_ACCOUNTS else "",
    )


def phrase_of(series: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The phrase for an amount made of these rows behind a figure."""
    return phrase(
        series,
        recipients=[str(row.get("Recipient") or "") for row in rows],
        donors=[str(row.get("Donor") or "") for row in rows],
        accounts=[str(row.get("Account") or "") for row in rows],
    )


def _place(recipients: Iterable[str]) -> str:
    """Who received: a name, or a number of names."""
    found = set(recipients)
    if len(found) > 1:
        return f"the {len(found)} recipients {_HELD}"
    return _spoken("".join(found))


def _spoken(name: str) -> str:
    """A name as a sentence has it; what is no plain name stands as it is printed, between quotation marks."""
    spoken = called(name)
    return f"“{name}”" if spoken == name and any(mark in name for mark in ",;(") else spoken
