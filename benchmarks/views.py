"""The views the pages are measured with: for each page the addresses of what a reader might turn to next."""

from __future__ import annotations

from mineaction.queries import choices
from mineaction.vocabulary import EventKind

Address = dict[str, str]

CHOICES = [choice for choice in choices.CHOICES if not choice.is_only_fetched]

KINDS: list[Address] = [{"kinds": kind.value} for kind in EventKind]

VIEWS: dict[str, list[Address]] = {
    "overview": KINDS,
    "funding_over_time": [
        *({"series": choice.key} for choice in CHOICES),
        *({"series": choice.key, "from": "2015", "to": "2016"} for choice in CHOICES[2:]),
        *({"series": key, "prices": "constant"} for key in ("us_cwd", "us_cwd_country")),
        *({"series": key, "recipient": "Iraq"} for key in ("us_cwd_country", "lm_world", "oecd_crs")),
        *({"series": "lm_donor", "donor": donor} for donor in ("Japan", "Norway")),
        *KINDS,
    ],
    "map": [
        *({"series": key} for key in ("us_cwd_country", "lm_world", "lm_donor", "ocha_fts", "oecd_crs")),
        {"series": "us_cwd_country", "prices": "constant"},
        *({"series": "oecd_crs", "from": year, "to": "2017"} for year in ("2014", "2015", "2016")),
        {"series": "oecd_crs", "as_recipient_map": "ranking"},
        *({"series": "lm_donor", "donor": donor} for donor in ("Japan", "Germany")),
    ],
    "country": [
        *({"recipient": name} for name in ("Iraq", "Lao PDR", "Angola", "Ukraine", "Kosovo", "Estonia")),
        *({"recipient": name} for name in ("Colombia", "Afghanistan", "Somaliland", "Palau", "Cambodia")),
        *({"recipient": "Afghanistan", "told_by": side} for side in ("donor_profile", "recipient_profile")),
    ],
    "compare": [
        *({"series": key} for key in ("us_cwd_country", "lm_world", "ocha_fts", "oecd_crs")),
        {"series": "lm_world", "recipient": "Iraq"},
        {"by": "donors"},
        {"by": "periods"},
        *({"by": "administrations", "series": key} for key in ("us_cwd", "assistance_listing")),
        *({"kinds": kind.value} for kind in EventKind),
    ],
    "donors": [
        *({"show": part} for part in ("totals", "pairs", "flow", "profile", "both")),
        *({"show": "pairs", "year": year} for year in ("2018", "2020")),
        *({"show": part, "told_by": "recipient"} for part in ("totals", "pairs", "flow")),
        *({"show": "flow", "donor": donor} for donor in ("United States", "Germany")),
    ],
    "policy": [
        *KINDS,
        {"from": "2000", "to": "2010"},
        {"lanes": "actor"},
        {"show": "promises"},
        {"show": "treaties"},
        {"show": "treaties", "treaty": "CCM"},
        {"show": "money"},
        {"show": "money", "event": "EV-20220621", "line": "us_cwd_all_agencies"},
    ],
    "claims": [
        *KINDS,
        {"metric": "countries_impact_free"},
        {"places": "yes"},
        {"places": "yes", "recipient": "Angola"},
    ],
    "results": [
        *({"topic": topic} for topic in ("who", "land", "mines", "free", "contaminated")),
        *({"recipient": place} for place in ("Afghanistan", "Colombia", "Syria", "Iraq")),
        *KINDS,
    ],
    "editions": [{}],
    "us_transactions": [{}],
    "briefing": [{}],
    "use_the_data": [{"chart": name} for name in ("recipient_map", "compare", "claims_ladder")],
    "glossary": [{"q": word} for word in ("mine", "FTS", "obligation", "fund", "year")],
    "data": [
        *({"series": choice.key} for choice in CHOICES),
        *({"kind": kind} for kind in ("figure", "claim", "fact")),
    ],
}
