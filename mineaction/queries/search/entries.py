"""What can be found by search, read from the database once for each data version.

``Entry.facts`` by kind: place ``name`` and ``page`` (``country``, or ``funding_over_time`` with ``series``);
donor ``name``; figures ``page``, and ``series`` or ``topic``; event ``key``; policy nothing; claim
``metric``, ``scope``, ``by`` and ``place``; document ``url``, ``address_note`` and ``page`` with what that
needs; term ``key`` and ``name``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection

from mineaction.counting import counted
from mineaction.glossary import TERMS, heading
from mineaction.periods import date_words
from mineaction.queries import place_names
from mineaction.queries.asking import rows
from mineaction.queries.choices import CHOICES
from mineaction.queries.claims.register import METRIC_LABELS
from mineaction.queries.claims.statements import value_words
from mineaction.queries.country import profile as country
from mineaction.queries.results.topics import TOPICS
from mineaction.queries.search.documents import documents
from mineaction.queries.search.find import Entry, Index, Kind, entry
from mineaction.queries.search.folding import fold
from mineaction.vocabulary import (
    ACTIVITY_SCOPE_LABELS,
    EVENT_KIND_LABELS,
    ActivityScope,
    ClaimMetric,
    DatePrecision,
    EventKind,
)


def index(connection: Connection) -> Index:
    """Everything that can be found, in the order in which equals are shown."""
    names = _names(connection)
    donors = tuple(_donors(connection, names))
    return Index(
        (
            *_places(connection, names, {donor.title for donor in donors}),
            *_regions(connection),
            *donors,
            *_figures(connection),
            *_events(connection),
            *_policies(connection),
            *_claims(connection, names),
            *documents(connection),
            *_terms(),
        )
    )


def _names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Every name of every country, by code."""
    return {iso3: called.names for iso3, called in place_names.countries(connection).items()}


def _places(
    connection: Connection, names: Mapping[str, tuple[str, ...]], giving: Collection[str]
) -> Iterator[Entry]:
    """Every country and area; one of which nothing is held has no page to go to."""
    held = {place.iso3 or place.name: place for place in country.places(connection)}
    known = rows(
        connection, "SELECT iso3, iso2, name, short_name, is_former FROM country ORDER BY short_name"
    )
    for row in known:
        full = row["name"] if fold(row["name"]) != fold(row["short_name"]) else ""
        remark = "a state of the past" if row["is_former"] else full
        nothing = f"nothing is held of it{' as a recipient' if row['short_name'] in giving else ''}"
        is_held = row["iso3"] in held
        yield entry(
            Kind.PLACE,
            row["short_name"],
            remark if is_held else nothing,
            names=names[row["iso3"]],
            codes=tuple(code for code in (row["iso3"], row["iso2"]) if code),
            facts={"page": "country" if is_held else "", "name": row["short_name"]},
        )
    for place in held.values():
        if not place.iso3:
            yield entry(
                Kind.PLACE,
                place.name,
                "an area without a country code",
                facts={"page": "country", "name": place.name},
            )


def _regions(connection: Connection) -> Iterator[Entry]:
    """Regions and organisations that stand as recipients, with the series that tells most of each."""
    choices = {series: choice for choice in CHOICES for series in choice.recipient_lines}
    held = rows(
        connection,
        """SELECT recipient_name, recipient_scope, series_key, SUM(figure_count) AS n FROM funding_held
           WHERE recipient_iso3 IS NULL AND series_key IN :series AND recipient_name NOT IN :areas
           GROUP BY recipient_name, recipient_scope, series_key
           ORDER BY recipient_name, n DESC, series_key""",
        series=list(choices),
        areas=[*country.AREAS, "Global"],
    )
    seen: set[str] = set()
    for row in held:
        if row["recipient_name"] not in seen:
            seen.add(row["recipient_name"])
            is_region = row["recipient_scope"] == "region"
            choice = choices[row["series_key"]]
            yield entry(
                Kind.PLACE,
                row["recipient_name"],
                f"{'region' if is_region else 'no country'}, as printed · {choice.label}",
                facts={"page": "funding_over_time", "name": row["recipient_name"], "series": choice.key},
            )


def _donors(connection: Connection, names: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    held = rows(
        connection,
        """SELECT d.donor_name, d.n, c.iso3, c.iso2 FROM (
               SELECT donor_name, MIN(donor_iso3) AS iso3, SUM(figure_count) AS n FROM funding_held
               WHERE donor_name <> 'All donors' GROUP BY donor_name
           ) d LEFT JOIN country c ON c.iso3 = d.iso3 ORDER BY d.n DESC, d.donor_name""",
    )
    for row in held:
        yield entry(
            Kind.DONOR,
            row["donor_name"],
            counted(row["n"], "amount"),
            names=names.get(row["iso3"], ()),
            codes=tuple(code for code in (row["iso3"], row["iso2"]) if code),
            facts={"name": row["donor_name"]},
        )


def _figures(connection: Connection) -> Iterator[Entry]:
    """Choices of series with their series, and the topics of the results."""
    held = rows(
        connection,
        """SELECT series_key, title FROM series
           WHERE series_key IN (SELECT series_key FROM funding_held)""",
    )
    titles = {row["series_key"]: row["title"] for row in held}
    for choice in CHOICES:
        of_choice = [titles[key] for key in choice.every_line if key in titles]
        if not of_choice:
            continue
        yield entry(
            Kind.FIGURES,
            choice.label,
            "amounts by year",
            names=tuple(of_choice),
            words=choice.question,
            facts={"page": "funding_over_time", "series": choice.key},
        )
    for topic in TOPICS:
        yield entry(
            Kind.FIGURES,
            topic.title,
            "results by year",
            names=(topic.label,),
            words=" ".join(topic.indicators.values()),
            facts={"page": "results", "topic": topic.key},
        )


def _events(connection: Connection) -> Iterator[Entry]:
    held = rows(
        connection,
        """SELECT e.event_key, e.happened_on, e.date_precision, e.title, e.summary, e.kind, e.actor,
                  a.president
           FROM policy_event e JOIN administration a ON a.administration_key = e.administration_key
           ORDER BY e.happened_on DESC, e.event_key""",
    )
    for row in held:
        date = _date(row["happened_on"], row["date_precision"])
        kind = EVENT_KIND_LABELS[EventKind(row["kind"])]
        yield entry(
            Kind.EVENT,
            row["title"],
            f"{date} · {kind}",
            codes=(row["event_key"],),
            words=f"{row['summary']} {date} {kind} {row['actor']} {row['president']}",
            facts={"key": row["event_key"]},
        )


def _policies(connection: Connection) -> Iterator[Entry]:
    for row in rows(connection, "SELECT * FROM policy ORDER BY decided_on DESC, policy_key"):
        date = _date(row["decided_on"], DatePrecision.DAY)
        yield entry(Kind.POLICY, row["title"], date, codes=(row["policy_key"],), words=f"{date} US policy")
    said = rows(
        connection,
        """SELECT commitment_key, MIN(commitment) AS commitment, COUNT(*) AS n FROM policy_commitment
           GROUP BY commitment_key ORDER BY commitment_key""",
    )
    for row in said:
        yield entry(Kind.POLICY, row["commitment"], f"asked of {row['n']} US policies")


def _claims(connection: Connection, names: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    for row in rows(connection, "SELECT * FROM claim ORDER BY made_on DESC, claim_id"):
        said = value_words(row["value"], row["unit"], row["comparator"])
        date = _date(row["made_on"], row["date_precision"])
        metric = METRIC_LABELS[ClaimMetric(row["metric"])]
        place = row["recipient_name"]
        about = [row["recipient_iso3"], *row["countries_named"].split(";")]
        every_name = " ".join(name for iso3 in about if iso3 for name in names.get(iso3, ()))
        scope = ACTIVITY_SCOPE_LABELS[ActivityScope(row["activity_scope"])]
        yield entry(
            Kind.CLAIM,
            f"{said}{f', {place}' if place else ''}",
            f"{metric} · {row['made_by']}, {date}",
            codes=(row["claim_id"],),
            words=f"{place} {every_name} {scope} {row['scope_as_printed']} {row['period']} {metric} "
            f"{row['made_by']} {date}",
            facts={
                "metric": row["metric"],
                "scope": row["activity_scope"],
                "by": row["made_by"],
                "place": place,
            },
        )


def _terms() -> Iterator[Entry]:
    for term in TERMS:
        yield entry(
            Kind.TERM,
            heading(term),
            term.meaning,
            names=term.spellings,
            words=term.more,
            facts={"key": term.key, "name": term.name},
        )


def _date(printed: str, precision: str) -> str:
    return date_words(printed, DatePrecision(precision))
