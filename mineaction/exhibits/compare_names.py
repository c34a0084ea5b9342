"""Which countries or donors stand side by side, and how their amounts are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mineaction.exhibits import compare_lines as lines
from mineaction.exhibits.choosing import Chooser, Place
from mineaction.queries.choices import BY_KEY, FISCAL_ONLY
from mineaction.queries.compare import offers
from mineaction.queries.compare import scales as compare_scales
from mineaction.queries.compare import side_by_side as compare
from mineaction.queries.compare.offers import DONOR_SOURCES, MOST, Who
from mineaction.queries.compare.scales import Shown
from mineaction.queries.compare.side_by_side import SideBySide

SHOWN_LABELS = {
    Shown.AMOUNTS: "Amounts",
    Shown.PER_PERSON: "Per inhabitant",
    Shown.INDEXED: "Indexed",
}
TOLD_LABELS = {
    "totals": "Printed world totals of donors",
    "recipient_profiles": "Flows to one recipient, as told in its profile",
    "donor_profiles": "Flows to one recipient, as told in donors’ profiles",
}


def countries(choose: Chooser, beside: Place) -> SideBySide:
    """Up to MOST countries or areas in one line of one choice of series."""
    first, second = choose.columns([5, 6])
    with first:
        keys = choose.ask(offers.recipient_choices)
        key = lines.series(choose, keys, "lm_world", "countries")
        donor = lines.donor(choose, key)
    offered = choose.ask(offers.recipient_lines, key, donor)
    with second:
        names_at = choose.container()
    with choose.folded("More filters", key="compare_more"):
        chosen = lines.line(choose, offered, offers.fullest(offered), f"countries_{key}_{donor}")
        years = choose.years(chosen.first_year, chosen.last_year, scope=chosen.line.series_key)
        prices = choose.prices(BY_KEY[key].why_no_constant)
    keys = (chosen.line.series_key,)
    with names_at:
        names = choose.ask(offers.names, Who.RECIPIENTS, keys, "", donor)
        picked = _names(
            choose, "recipient", "Countries and areas", names, f"{chosen.line.series_key}_{donor}"
        )
    asked = SideBySide(
        who=Who.RECIPIENTS,
        series_keys=keys,
        names=picked,
        donor=donor,
        first_year=years[0] if years[0] > chosen.first_year else None,
        last_year=years[1] if years[1] < chosen.last_year else None,
        price_basis=prices,
    )
    return _shown(choose, asked, tuple(Shown), beside)


def donors(choose: Chooser, beside: Place) -> SideBySide:
    """Up to MOST donors: their printed world totals, or what they gave to one recipient."""
    first, second = choose.columns([5, 6])
    recipient = ""
    with first:
        told = choose.select(
            "told",
            "What is told",
            list(DONOR_SOURCES),
            "totals",
            format_func=TOLD_LABELS.__getitem__,
            help="The two kinds of profile tell of the same money, so one is shown at a time.",
        )
        keys = DONOR_SOURCES[told]
        if told != "totals":
            found = choose.ask(offers.recipients_of, keys)
            recipient = choose.select("recipient", "Recipient", found.listed, found.first[0], scope=told)
    names = choose.ask(offers.names, Who.DONORS, keys, recipient, "")
    with second:
        picked = _names(choose, "donor", "Donors", names, f"{told}_{recipient}")
    held = choose.ask(offers.lines_of, keys, recipient, "")
    low, high = min(offer.first_year for offer in held), max(offer.last_year for offer in held)
    with choose.folded("More filters", key="compare_more"):
        years = choose.years(low, high, scope=f"{told}_{recipient}")
        choose.prices(FISCAL_ONLY)
    asked = SideBySide(
        who=Who.DONORS,
        series_keys=keys,
        names=picked,
        recipient=recipient,
        first_year=years[0] if years[0] > low else None,
        last_year=years[1] if years[1] < high else None,
    )
    return _shown(choose, asked, (Shown.AMOUNTS, Shown.INDEXED), beside)


def _names(choose: Chooser, name: str, label: str, names: offers.Names, scope: str) -> tuple[str, ...]:
    """Up to MOST names; where none is chosen, those with the largest amounts, which is said."""
    picked = choose.several(
        name,
        label,
        names.listed,
        default=names.first,
        most=MOST,
        placeholder="Those with the largest amounts",
        wrap=True,
        scope=f"several_{scope}",
    )
    if set(picked or names.first) == set(names.first) and len(names.listed) > len(names.first):
        count = len(names.first)
        choose.aside(f"Shown until you choose others: the {count} with the largest amount of any one year.")
    return picked or names.first


def _shown(choose: Chooser, asked: SideBySide, ways: Sequence[Shown], beside: Place) -> SideBySide:
    """The question with the way its amounts are drawn; a base year only where one suits somebody."""
    with beside:
        first, second = choose.columns([8, 5], vertical_alignment="bottom")
    with first:
        way = Shown(
            choose.switch(
                "show",
                "Show",
                [way.value for way in ways],
                Shown.AMOUNTS.value,
                format_func=lambda value: SHOWN_LABELS[Shown(value)],
                scope=asked.who.value,
                wrap=True,
            )
        )
    if way is not Shown.INDEXED:
        return replace(asked, shown_as=way)
    counts = choose.ask(compare.base_years, asked)
    best = compare_scales.best_base(counts)
    if best is None:
        choose.notice(
            "None of these can be indexed: no year has one exact, whole amount above zero for any of them. "
            "The amounts are shown as they are."
        )
        return asked
    with second:
        base = choose.select(
            "base_year",
            "Year that is 100",
            [str(year) for year in counts],
            str(best),
            format_func=lambda year: f"{year} (suits {counts[int(year)]} of {len(asked.names)})",
        )
    return replace(asked, shown_as=way, base_year=int(base))
