"""What was decided: the timeline, US policies with their commitments, and the two treaties."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mineaction import vocabulary as words
from mineaction.schema.base import BY_BYTES, FILE_ROW, LOCATOR, Base, document_key, one_of, source_key, text


class PolicyEvent(Base):
    """Something a government, body or campaign decided or did, with its date."""

    __tablename__ = "policy_event"
    __table_args__ = (
        one_of("date_precision", words.DatePrecision),
        one_of("kind", words.EventKind),
        one_of("direction", words.Direction),
        one_of("confidence", words.Confidence),
        Index("ix_policy_event_happened_on", "happened_on"),
        {"comment": "The policy timeline. It stands beside the money and explains none of it."},
    )

    event_key: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="Short name of the event.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    happened_on: Mapped[str] = text("When, in ISO form, as exact as is known.")
    date_precision: Mapped[str] = text("How exact that date is.")
    title: Mapped[str] = text("What happened, in a line.")
    summary: Mapped[str] = text("The same in a sentence or two.")
    actor: Mapped[str] = text("Who acted.")
    administration_key: Mapped[str] = mapped_column(
        BY_BYTES,
        ForeignKey("administration.administration_key"),
        nullable=False,
        comment="The US administration of the day.",
    )
    kind: Mapped[str] = text("What it is about.")
    direction: Mapped[str] = text("Our reading of which way it points; not a citation.")
    confidence: Mapped[str] = text("How close the text read stands to the actor.")
    further_document_ids: Mapped[str] = text("Further documents, joined by `;`.")
    note: Mapped[str] = text("What the row's own note says.")


class Policy(Base):
    """A US landmine policy, as one decision."""

    __tablename__ = "policy"
    __table_args__ = (one_of("confidence", words.Confidence), {"comment": "US landmine policies."})

    policy_key: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="Short name of the policy.")
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    title: Mapped[str] = text("What it is called here.")
    decided_on: Mapped[str] = text("Its date (ISO).")
    confidence: Mapped[str] = text("How close the text read stands to its author.")
    event_key: Mapped[str | None] = mapped_column(
        BY_BYTES, ForeignKey("policy_event.event_key"), nullable=True, comment="Its mark on the timeline."
    )
    note: Mapped[str] = text("What should be known about it.")


class PolicyCommitment(Base):
    """Whether one policy makes one commitment."""

    __tablename__ = "policy_commitment"
    __table_args__ = (
        one_of("value", words.CommitmentValue),
        one_of("confidence", words.Confidence),
        UniqueConstraint("commitment_key", "policy_key", name="uq_policy_commitment_cell"),
        {"comment": "Commitment by policy: yes, no, partial, not stated, not applicable."},
    )

    policy_commitment_id: Mapped[int] = mapped_column(Integer, primary_key=True, comment="Running number.")
    commitment_key: Mapped[str] = text("Short name of the commitment.")
    commitment: Mapped[str] = text("The commitment in words.")
    policy_key: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("policy.policy_key"), nullable=False, comment="The policy."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    value: Mapped[str] = text("Whether the policy makes it.")
    qualifier: Mapped[str] = text("What limits the answer.")
    confidence: Mapped[str] = text("How close the text read stands to the policy.")


class TreatyStatus(Base):
    """One state's standing under one treaty."""

    __tablename__ = "treaty_status"
    __table_args__ = (
        one_of("treaty", words.Treaty),
        one_of("status", words.TreatyState),
        {"comment": "Membership of the Ottawa Convention (APMBC) and the cluster munitions one (CCM)."},
    )

    treaty: Mapped[str] = mapped_column(BY_BYTES, primary_key=True, comment="APMBC or CCM.")
    iso3: Mapped[str] = mapped_column(
        BY_BYTES, ForeignKey("country.iso3"), primary_key=True, comment="The state."
    )
    source_key: Mapped[str] = source_key()
    document_id: Mapped[str] = document_key()
    locator: Mapped[str] = text(LOCATOR)
    file_row: Mapped[str] = text(FILE_ROW)
    country_name: Mapped[str] = text("The state's name as listed.")
    depositary_name: Mapped[str] = text("The state's name in the depositary's list.")
    signed_on: Mapped[str] = text("Signature date; empty if it did not sign.")
    method: Mapped[str] = text("How it joined: ratification, accession …")
    deposited_on: Mapped[str] = text("Date of the instrument's deposit, as exact as is known.")
    deposited_precision: Mapped[str] = text("How exact that date is; empty where there is none.")
    entry_into_force_on: Mapped[str] = text("When the treaty took effect for the state.")
    entry_into_force_basis: Mapped[str] = text("Whether that date was stated or computed, and how.")
    withdrawal_notified_on: Mapped[str] = text("When withdrawal was notified. Else empty.")
    withdrawal_effective_on: Mapped[str] = text("When withdrawal took effect. Else empty.")
    suspension_notified_on: Mapped[str] = text(
        "When the state told the depositary that it suspends the treaty, which then still lists it as party. "
        "Else empty."
    )
    status: Mapped[str] = text("party, signatory or withdrawn.")
    further_document_ids: Mapped[str] = text("Further documents, joined by `;`.")
    cross_check: Mapped[str] = text("How it compares with a second copy of the depositary's list.")
    note: Mapped[str] = text("What the row's own note says.")
