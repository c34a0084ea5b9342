"""The funding choices a reader has: which series stand together, and what must be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FISCAL_ONLY = (
    "Constant dollars need a price index for the same twelve months. The index held here is for US fiscal "
    "years; these are calendar years, so only current prices are shown."
)


@dataclass(frozen=True, slots=True)
class FundingChoice:
    """One choice of series.

    ``lines`` are the series for all recipients, ``recipient_lines`` those for a chosen one (empty: the
    choice has no recipients). ``donor_name`` is the donor shown first where a choice is of one donor at a
    time; else empty. ``why_no_constant`` is empty
    where constant dollars can be given. ``partial_years`` marks years with fewer recipients' tables
    than the fullest year: there the tables held differ, not the world.
    """

    key: str
    label: str
    question: str
    lines: tuple[str, ...]
    why_not_added: str
    recipient_lines: tuple[str, ...] = ()
    recipient_word: str = "Recipient"
    donor_name: str = ""
    why_no_constant: str = ""
    partial_years: bool = False

    @property
    def every_line(self) -> tuple[str, ...]:
        """All its series, each once."""
        return tuple(dict.fromkeys((*self.lines, *self.recipient_lines)))

    @property
    def is_only_fetched(self) -> bool:
        """Whether it has no figure at all before something was fetched from a publisher."""
        return all(key in FETCHED_FROM for key in self.every_line)

    def lines_for(self, recipient: str) -> tuple[str, ...]:
        """The series that stand for the choice of recipient."""
        return self.recipient_lines if recipient else self.lines


PLANS = (
    *("fts_requirements", "fts_funding", "fts_field_requirements", "fts_field_funding"),
    *("fts_plan_requirements", "fts_plan_funding", "fts_flows_paid_committed", "fts_flows_pledged"),
)
AID_FOR_REMOVAL = ("crs_15250_disbursements", "crs_flows_disbursements", "crs_flows_commitments")
US_TRANSACTIONS = ("us_fa_obligations", "us_fa_disbursements", "us_fa_requests")
"""Series of which one figure is one transaction of a US agency."""

FETCHED_FROM: Mapping[str, str] = {
    "us_fa_obligations": "us_foreign_assistance",
    "us_fa_disbursements": "us_foreign_assistance",
    "us_fa_requests": "us_foreign_assistance",
    "usaspending_obligations": "usaspending_19_800",
    "usaspending_obligations_by_place": "usaspending_19_800",
    "fts_flows_paid_committed": "ocha_fts_flows",
    "fts_flows_pledged": "ocha_fts_flows",
    "crs_flows_disbursements": "oecd_crs_15250_flows",
    "crs_flows_commitments": "oecd_crs_15250_flows",
}
"""Series that have no figure until their source is fetched, and the source's key."""

CHOICES: tuple[FundingChoice, ...] = (
    FundingChoice(
        key="us_cwd",
        label="US conventional weapons destruction: yearly totals",
        question="How much has the United States reported for weapons destruction and demining?",
        lines=(
            "us_cwd_all_agencies",
            "us_state_cwd",
            "us_state_mine_clearance",
            "us_demining_all",
            "us_demining_estimate",
            "us_demining_request",
            "us_demining_planned",
            "us_demining_lines",
            "us_cwd_regions",
            "us_state_cwd_regions",
            "us_hma_regions",
            "us_hma_regions_planned",
        ),
        why_not_added=(
            "The panels are not added. State Department money is part of the all-agency amounts, and "
            "humanitarian demining is narrower than conventional weapons destruction."
        ),
    ),
    FundingChoice(
        key="assistance_listing",
        label="US Assistance Listing 19.800 (weapons removal and abatement)",
        question="What does the federal listing show for weapons removal and abatement?",
        lines=(
            "al_usaspending_obligations",
            "al_sam_actual",
            "al_sam_estimate",
            "al_usaspending_award_obligations",
            "al_usaspending_outlays",
            "al_accomplishments",
            "al_accomplishments_estimate",
            "usaspending_obligations",
            "usaspending_obligations_by_place",
        ),
        why_not_added=(
            "The panels are not added. They tell of the same money: obligations are promises to pay, "
            "outlays are payments, estimates come before either, and two systems count differently."
        ),
    ),
    FundingChoice(
        key="us_foreign_assistance",
        label="US foreign assistance for mine action, purpose 15250 (ForeignAssistance.gov)",
        question="What have US agencies obligated and paid for mine action?",
        lines=US_TRANSACTIONS,
        recipient_lines=US_TRANSACTIONS,
        why_not_added=(
            "The panels are not added: obligations are promises to pay, disbursements are payments of the "
            "same money. Nor are they added to what the State Department or Landmine Monitor reports, which "
            "tells of much of the same money and counts by other rules."
        ),
    ),
    FundingChoice(
        key="us_cwd_country",
        label="US funding by country and account (State Department report)",
        question="Where has US money for conventional weapons destruction gone?",
        lines=("us_cwd_country_totals", "us_cwd_country_accounts"),
        recipient_lines=("us_cwd_country_totals", "us_cwd_country_accounts", "us_cwd_country_statements"),
        why_not_added=(
            "Country totals already contain the accounts, so the two are not added. Countries are added "
            "only where their tables are held; regional and global money is in none of them."
        ),
        partial_years=True,
    ),
    FundingChoice(
        key="lm_world",
        label="World support for mine action (Landmine Monitor)",
        question="How much do donors and affected states report for mine action?",
        lines=(
            "lm_international_support",
            "lm_national_support",
            "lm_total_support",
            "lm_un_peacekeeping",
            "lm_top5_donors",
            "lm_top5_recipients",
            "lm_victim_assistance",
            "lm_clearance_risk_education",
            "lm_named_recipients",
            "lm_global_activities",
            "lm_rnd",
        ),
        recipient_lines=("lm_recipient_totals", "lm_recipient_national", "lm_recipient_total_support"),
        why_not_added=(
            "The panels are not added. The total already contains international and national support, and "
            "the other lines are parts of it or stand beside it."
        ),
        why_no_constant=FISCAL_ONLY,
    ),
    FundingChoice(
        key="lm_donor",
        label="Contributions of one donor to mine action (Landmine Monitor)",
        question="What does Landmine Monitor list as one donor’s contributions?",
        lines=("lm_us_totals", "lm_donor_totals", "lm_us_regions"),
        recipient_lines=("lm_flows_donor_profile", "lm_flows_recipient_profile"),
        donor_name="United States",
        why_not_added=(
            "Donor and recipient profiles tell of the same money, so they stand side by side. Neither is "
            "added to US government totals, which have another scope and another year."
        ),
        why_no_constant=FISCAL_ONLY,
    ),
    FundingChoice(
        key="ocha_fts",
        label="Humanitarian plans: required and received (OCHA FTS)",
        question="How much did humanitarian plans ask for mine action, and how much came?",
        lines=PLANS,
        recipient_lines=PLANS,
        recipient_word="Country",
        why_not_added=(
            "What was required and what was received are not added, nor are the two ways of naming "
            "clusters, which overlap. Money outside humanitarian plans is in none of these but the single "
            "flows, where those were fetched; flows are much of the same money, one by one."
        ),
        why_no_constant=FISCAL_ONLY,
    ),
    FundingChoice(
        key="oecd_crs",
        label="Aid for removal of mines, purpose 15250 (OECD CRS)",
        question="How much aid do donors report for removing mines and explosive remnants?",
        lines=AID_FOR_REMOVAL,
        recipient_lines=AID_FOR_REMOVAL,
        why_not_added=(
            "These are development statistics; the same dollar may stand in the State Department's or "
            "Landmine Monitor's figures as well, so they are never added to those."
        ),
        why_no_constant=FISCAL_ONLY,
    ),
)

BY_KEY = {choice.key: choice for choice in CHOICES}
