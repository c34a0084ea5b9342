"""The field's words as enums: what may stand in a coded column, and how each word reads on a page."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What kind of amount a figure is. Amounts of different measures are never added."""

    REPORTED_FUNDING = "reported_funding"
    BUDGET_ESTIMATE = "budget_estimate"
    BUDGET_REQUEST = "budget_request"
    APPROPRIATION = "appropriation"
    OBLIGATION = "obligation"
    OBLIGATION_ESTIMATE = "obligation_estimate"
    COMMITMENT = "commitment"
    DISBURSEMENT = "disbursement"
    PLEDGE = "pledge"
    CONTRIBUTION = "contribution"
    NATIONAL_CONTRIBUTION = "national_contribution"
    TOTAL_SUPPORT = "total_support"
    REQUIREMENT = "requirement"
    APPEAL_FUNDING = "appeal_funding"


MEASURE_LABELS: dict[Measure, str] = {
    Measure.REPORTED_FUNDING: "funding, as reported",
    Measure.BUDGET_ESTIMATE: "budget estimate",
    Measure.BUDGET_REQUEST: "budget request",
    Measure.APPROPRIATION: "appropriation",
    Measure.OBLIGATION: "obligation",
    Measure.OBLIGATION_ESTIMATE: "estimated obligation",
    Measure.COMMITMENT: "commitment",
    Measure.DISBURSEMENT: "disbursement",
    Measure.PLEDGE: "pledge",
    Measure.CONTRIBUTION: "contribution",
    Measure.NATIONAL_CONTRIBUTION: "national contribution",
    Measure.TOTAL_SUPPORT: "international and national support together",
    Measure.REQUIREMENT: "requirement",
    Measure.APPEAL_FUNDING: "funding received through appeals",
}


class YearBasis(StrEnum):
    """Which twelve months a year stands for."""

    US_FISCAL = "us_fiscal"
    CALENDAR = "calendar"
    UNSTATED = "unstated"
    """The document prints a bare year and does not say which kind it is."""


YEAR_BASIS_LABELS: dict[YearBasis, str] = {
    YearBasis.US_FISCAL: "US fiscal years (October to September)",
    YearBasis.CALENDAR: "calendar years",
    YearBasis.UNSTATED: "years as printed; fiscal or calendar is not said",
}


class PriceBasis(StrEnum):
    """Prices of the day, or prices of one base year with inflation removed."""

    CURRENT = "current"
    CONSTANT = "constant"


class ActivityScope(StrEnum):
    """What the money was for. A wider scope is never drawn as if it were a narrower one."""

    HUMANITARIAN_DEMINING = "humanitarian_demining"
    MINE_REMOVAL = "mine_removal"
    HUMANITARIAN_MINE_ACTION = "humanitarian_mine_action"
    MINE_CLEARANCE_AND_WEAPONS_DESTRUCTION = "mine_clearance_and_weapons_destruction"
    CONVENTIONAL_WEAPONS_DESTRUCTION = "conventional_weapons_destruction"
    FREE_FROM_LANDMINES = "free_from_landmines"
    MINE_ACTION = "mine_action"
    WEAPONS_REMOVAL_AND_ABATEMENT = "weapons_removal_and_abatement"
    CRS_15250 = "crs_15250"
    MINE_ACTION_CLUSTER = "mine_action_cluster"
    ALL_SECTORS = "all_sectors"
    LEAHY_WAR_VICTIMS_FUND = "leahy_war_victims_fund"
    SURVIVOR_ASSISTANCE = "survivor_assistance"
    UNSTATED = "unstated"


ACTIVITY_SCOPE_LABELS: dict[ActivityScope, str] = {
    ActivityScope.HUMANITARIAN_DEMINING: "humanitarian demining",
    ActivityScope.MINE_REMOVAL: "mine removal",
    ActivityScope.HUMANITARIAN_MINE_ACTION: "humanitarian mine action",
    ActivityScope.MINE_CLEARANCE_AND_WEAPONS_DESTRUCTION: "mine clearance and weapons destruction",
    ActivityScope.CONVENTIONAL_WEAPONS_DESTRUCTION: "conventional weapons destruction",
    ActivityScope.FREE_FROM_LANDMINES: "free from the danger of landmines",
    ActivityScope.MINE_ACTION: "mine action",
    ActivityScope.WEAPONS_REMOVAL_AND_ABATEMENT: "weapons removal and abatement (Assistance Listing 19.800)",
    ActivityScope.CRS_15250: "removal of land mines and explosive remnants of war (purpose code 15250)",
    ActivityScope.MINE_ACTION_CLUSTER: "mine action within humanitarian plans",
    ActivityScope.ALL_SECTORS: "whole humanitarian plans, all sectors",
    ActivityScope.LEAHY_WAR_VICTIMS_FUND: "Leahy War Victims Fund",
    ActivityScope.SURVIVOR_ASSISTANCE: "survivor assistance and rehabilitation",
    ActivityScope.UNSTATED: "as the sentence tells it; the scope is not stated",
}


class Comparator(StrEnum):
    """How a printed number is bounded. "Over" and "nearly" are bounds, not values."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    ABOUT = "about"
    UP_TO = "up_to"


COMPARATOR_WORDS: dict[Comparator, str] = {
    Comparator.EXACT: "",
    Comparator.OVER: "over",
    Comparator.AT_LEAST: "at least",
    Comparator.NEARLY: "nearly",
    Comparator.ABOUT: "about",
    Comparator.UP_TO: "up to",
}


class RecipientScope(StrEnum):
    """Where the work happens."""

    COUNTRY = "country"
    REGION = "region"
    """A region, several countries together, or an area that has no country code of its own."""
    GLOBAL = "global"
    UNSPECIFIED = "unspecified"
    """The row names no place: an organisation, or nothing at all."""


class Perspective(StrEnum):
    """Whose profile a Landmine Monitor row was printed in. The two describe the same money."""

    DONOR_PROFILE = "donor_profile"
    RECIPIENT_PROFILE = "recipient_profile"


class Standing(StrEnum):
    """How a figure stands to others that report the same thing."""

    CURRENT = "current"
    """The newest edition's value, or the only one: what charts draw."""
    SUPERSEDED = "superseded"
    """An earlier edition printed another value; kept, shown as such."""
    REPEAT = "repeat"
    """The same value of the same thing, held a second time; kept, never added."""


class DatePrecision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNDATED = "undated"


class TextIs(StrEnum):
    """Whether a document is its publisher's own text, a copy of it elsewhere, or a repost or news of it."""

    OWN = "own"
    COPY = "copy"
    REPOST = "repost"


class Confidence(StrEnum):
    """How close the text that was read stands to the body that is quoted."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    REPORTED_UNPUBLISHED = "reported_unpublished"
    UNRATED = "unrated"


CONFIDENCE_LABELS: dict[Confidence, str] = {
    Confidence.PRIMARY: "the body's own text",
    Confidence.SECONDARY: "told by others (press, NGO or a copy)",
    Confidence.REPORTED_UNPUBLISHED: "reported, not officially published",
    Confidence.UNRATED: "not rated",
}


class ClaimMetric(StrEnum):
    """What a dated statement counts."""

    CUMULATIVE_USD = "cumulative_usd"
    ANNUAL_USD = "annual_usd"
    COUNTRIES_ASSISTED = "countries_assisted"
    ANNUAL_COUNTRIES = "annual_countries"
    COUNTRIES_CURRENT = "countries_current"
    COUNTRIES_IMPACT_FREE = "countries_impact_free"
    LWVF_CUMULATIVE_USD = "lwvf_cumulative_usd"
    LWVF_ANNUAL_USD = "lwvf_annual_usd"
    LWVF_COUNTRIES = "lwvf_countries"
    LWVF_ANNUAL_COUNTRIES = "lwvf_annual_countries"
    LWVF_PEOPLE = "lwvf_people"
    SURVIVOR_ASSISTANCE_PEOPLE = "survivor_assistance_people"
    PARTNER_ORGANIZATIONS = "partner_organizations"
    COUNTRY_CUMULATIVE_USD = "country_cumulative_usd"
    REGION_CUMULATIVE_USD = "region_cumulative_usd"
    REGION_SHARE_PCT = "region_share_pct"
    ANNOUNCED_USD = "announced_usd"


class EventKind(StrEnum):
    """What a policy event is about."""

    USE = "use"
    PRODUCTION = "production"
    EXPORT = "export"
    STOCKPILE = "stockpile"
    TREATY = "treaty"
    FUNDING = "funding"
    PROGRAMME = "programme"
    VICTIM_ASSISTANCE = "victim_assistance"


EVENT_KIND_LABELS: dict[EventKind, str] = {
    EventKind.USE: "Use of mines",
    EventKind.PRODUCTION: "Production",
    EventKind.EXPORT: "Export and transfer",
    EventKind.STOCKPILE: "Stockpiles",
    EventKind.TREATY: "Treaties",
    EventKind.FUNDING: "Funding decisions",
    EventKind.PROGRAMME: "Programmes",
    EventKind.VICTIM_ASSISTANCE: "Victim assistance",
}


class Direction(StrEnum):
    """Our reading of which way an event points; a reading, not a citation.

    ``restricts``: somebody decides, agrees or urges that less may be done with mines or cluster munitions, or
    joins those who did. ``loosens``: that more may be done, or leaves them. ``cuts_funding``: less money.
    ``neutral``: neither; what was merely observed, cleared, reviewed or paid for is neutral.
    """

    RESTRICTS = "restricts"
    LOOSENS = "loosens"
    NEUTRAL = "neutral"
    CUTS_FUNDING = "cuts_funding"


class CommitmentValue(StrEnum):
    """Whether a policy makes a commitment."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    NOT_STATED = "not_stated"
    NOT_APPLICABLE = "not_applicable"


class Treaty(StrEnum):
    """The two treaties whose membership is kept."""

    APMBC = "APMBC"
    CCM = "CCM"


class TreatyState(StrEnum):
    """A state's standing under a treaty."""

    PARTY = "party"
    SIGNATORY = "signatory"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How much a finding matters: an error closes the gate."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
