"""Facts about treatments, who gives them, where they may, and who pays."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ._fact import (
    Fact,
    FindingIds,
    Id,
    NonEmpty,
    Row,
    Sentence,
    SpecialtyId,
    SpecialtyIds,
    TreatmentIds,
    Words,
    split_words,
)


class TreatmentRole(StrEnum):
    """Whether a person can choose it, or trials only compared with it."""

    TREATMENT = "treatment"
    COMPARATOR = "comparator"


class Trait(StrEnum):
    """What a treatment asks of a person: the words behind "what matters to me"."""

    NEEDLE = "needle"
    MEDICINE = "medicine"
    SURGERY = "surgery"
    INJECTION = "injection"
    HANDS_ON = "hands_on"
    SELF_CARE = "self_care"
    MOVEMENT = "movement"
    MIND = "mind"


class Treatment(Fact):
    """
    A treatment or a comparator.

    `names_in_trials` are its names in the evidence files. `specialties` are those who commonly give it, as the
    national taxonomy of professions (www.nucc.org) describes their work; empty where anybody can do it alone. `traits`
    feed "what matters to me". The source is where `what_it_is` was read.
    """

    id: Id
    role: TreatmentRole
    name: NonEmpty
    names_in_trials: Words
    what_it_is: NonEmpty
    traits: Annotated[tuple[Trait, ...], split_words]
    specialties: SpecialtyIds


class TreatmentCaution(Fact):
    """What somebody with one of the findings should ask before one of the treatments; `advice` is said to them."""

    id: Id
    findings: FindingIds
    treatments: TreatmentIds
    advice: Sentence


class Specialty(Row):
    """A kind of clinician, by the first characters of their taxonomy codes. A word of the vocabulary."""

    id: Id
    name: NonEmpty
    taxonomy_prefixes: Words


class MayNeedle(StrEnum):
    """What is known of a profession's right to needle in a state."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    LIMITED = "limited"


StateCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class ScopeOfPractice(Fact):
    """
    Whether a profession may dry needle in a state, as far as could be read.

    `state` is a postal code, or `US` for a row that holds wherever no row of the state says otherwise. `as_of` is the
    publisher's own date in words. `conflict` says where sources disagree or the law is changing, and is empty where
    neither was seen. A law row goes stale: show `as_of`.
    """

    id: Id
    state: StateCode
    specialty: SpecialtyId
    may_dry_needle: MayNeedle
    training: str
    citation: str
    basis: NonEmpty
    as_of: NonEmpty
    conflict: str


class Insurer(StrEnum):
    """The insurer words of the contract."""

    AETNA = "aetna"
    ANTHEM = "anthem"
    BCBS = "bcbs"
    CENTENE = "centene"
    CIGNA = "cigna"
    HUMANA = "humana"
    KAISER = "kaiser"
    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    TRICARE = "tricare"
    UNITEDHEALTHCARE = "unitedhealthcare"
    VA = "va"
    WORKERS_COMP = "workers_comp"
    NONE = "none"
    OTHER = "other"


class CoverageStatus(StrEnum):
    """
    What a payer says, as far as it was seen.

    `limit` and `criteria` narrow a `covered` row of the same payer. `unknown`: there is a policy, but what it decides
    was not seen. `code` explains a billing code; `not_required` is a law that binds no payer; `context` decides
    nothing.
    """

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    LIMITED = "limited"
    LIMIT = "limit"
    CRITERIA = "criteria"
    INVESTIGATIONAL = "investigational"
    PLAN_DEPENDENT = "plan_dependent"
    UNKNOWN = "unknown"
    CODE = "code"
    NOT_REQUIRED = "not_required"
    CONTEXT = "context"


BillingCode = Annotated[str, Field(pattern=r"^[0-9A-Z]{5}$")]


class Coverage(Fact):
    """
    What one payer says of one service.

    `codes` are billing codes of five characters, always with our own words: the descriptions belong to their owner.
    A payer row goes stale: show `as_of`.
    """

    id: Id
    payers: Annotated[tuple[Insurer, ...], split_words]
    payer_name: NonEmpty
    treatments: TreatmentIds
    codes: Annotated[tuple[BillingCode, ...], split_words]
    status: CoverageStatus
    detail: NonEmpty
    as_of: NonEmpty
