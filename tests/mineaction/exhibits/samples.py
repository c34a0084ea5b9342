"""Addresses at which pages and exhibits are held against each other. Every exhibit opens at two or more."""

from __future__ import annotations

Address = dict[str, tuple[str, ...]]

DEFAULT: Address = {}
SAMPLES: dict[str, tuple[Address, ...]] = {
    "overview": (DEFAULT, {"kinds": ("treaty", "funding")}),
    "funding_over_time": (
        DEFAULT,
        {"series": ("oecd_crs",), "from": ("2015",), "to": ("2017",), "kinds": ("none",)},
        {"series": ("us_cwd_country",), "recipient": ("Iraq",), "prices": ("constant",)},
        {"series": ("oecd_crs",), "as_funding_over_time": ("map",)},
    ),
    "map": (
        DEFAULT,
        {"series": ("oecd_crs",), "as_recipient_map": ("ranking",), "from": ("2015",), "to": ("2016",)},
        {"series": ("lm_donor",), "donor": ("Japan",), "line": ("lm_flows_recipient_profile",)},
        {"series": ("ocha_fts",), "line": ("fts_requirements",), "year": ("2021",)},
        {"prices": ("constant",), "as_recipient_map": ("rows",)},
        {"series": ("oecd_crs",), "from": ("2017",), "to": ("2017",)},
    ),
    "country": (
        DEFAULT,
        {"recipient": ("Afghanistan",), "told_by": ("donor_profile",), "kinds": ("all",)},
        {"recipient": ("Laos",), "year": ("2014",), "told_by": ("donor_profile",)},
        {"recipient": ("Burma",)},
        {"recipient": ("UKR",), "kinds": ("none",)},
        {"recipient": ("Nagorno-Karabakh",)},
        {"recipient": ("Andorra",)},
        {"recipient": ("Poland",), "kinds": ("none",)},
        {"recipient": ("Tunisia",)},
        {"recipient": ("Uganda",)},
    ),
    "donors": (
        DEFAULT,
        {"show": ("totals",), "donor": ("Japan",)},
        {"show": ("totals",), "told_by": ("recipient",), "year": ("2012",), "recipient": ("Lao PDR", "Iraq")},
        {"show": ("pairs",)},
        {"show": ("pairs",), "told_by": ("recipient",), "donor": ("Japan", "Norway")},
        {"show": ("pairs",), "donor": ("Norway",)},
        {"show": ("flow",), "flows": ("8",)},
        {"show": ("flow",), "told_by": ("recipient",), "flows": ("every",), "recipient": ("Afghanistan",)},
        {"show": ("profile",)},
        {"show": ("profile",), "told_by": ("recipient",), "recipient": ("Iraq",), "kinds": ("funding",)},
        {"show": ("both",)},
        {"show": ("both",), "donor": ("Japan",)},
    ),
    "claims": (
        DEFAULT,
        {"kinds": ("all",)},
        {"places": ("yes",), "by": ("White House",), "kinds": ("none",)},
    ),
    "compare": (
        DEFAULT,
        {"by": ("donors",)},
        {"by": ("administrations",)},
        {"by": ("periods",)},
    ),
    "policy": (
        {"show": ("timeline",)},
        {"show": ("timeline",), "kinds": ("treaty",)},
        {"show": ("treaties",)},
        {"show": ("treaties",), "as_treaty_membership": ("rows",)},
        {"show": ("money",)},
        {"show": ("money",), "years": ("4",)},
        {"show": ("promises",)},
        {"show": ("promises",), "policy": ("P2022",)},
        {"show": ("treaties",), "treaty": ("CCM",), "standing": ("party",), "state": ("ia",)},
    ),
    "results": (
        DEFAULT,
        {"topic": ("casualties",), "recipient": ("Afghanistan",)},
        {"topic": ("casualties",)},
        {"topic": ("who",)},
        {"topic": ("who",), "kinds": ("none",)},
        {"topic": ("land",)},
        {"topic": ("land",), "kinds": ("none",)},
        {"topic": ("mines",)},
        {"topic": ("mines",), "kinds": ("treaty",)},
        {"topic": ("free",)},
        {"topic": ("free",), "kinds": ("none",)},
        {"topic": ("contaminated",)},
        {"topic": ("contaminated",), "kinds": ("treaty",)},
    ),
    # At these only a database with transactions has something to show.
    "us_transactions": (
        DEFAULT,
        {"amounts": ("disbursements",), "by": ("partner",), "prices": ("constant",), "kinds": ("none",)},
        {"by": ("agency",), "recipient": ("Iraq",), "as_us_transactions": ("rows",)},
    ),
    # At these only a database with several editions of a source has something to show.
    "editions": (
        DEFAULT,
        {"line": ("fts_funding",), "recipient": ("Afghanistan",), "also": ("shipped",)},
        {"against": ("shipped",)},
    ),
    "data": (DEFAULT, {"series": ("oecd_crs",), "kind": ("claim",)}),
}
"""By page, in the words of its address."""
