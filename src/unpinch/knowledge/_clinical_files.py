"""The rows of the files about the body and about safety."""

from __future__ import annotations

from ._clinical import (
    BodyRegion,
    DiagnosticFinding,
    ExaminationMethod,
    FindingDefinition,
    Muscle,
    NeedlingCaution,
    Prevalence,
    RedFlag,
    ReferralPattern,
    TriageRule,
)
from ._load import load


def findings() -> tuple[FindingDefinition, ...]:
    """Give the vocabulary of what a person can say about themselves."""
    return load(FindingDefinition, "findings.csv")


def body_regions() -> tuple[BodyRegion, ...]:
    """Give the regions of the body chart."""
    return load(BodyRegion, "body_regions.csv")


def red_flags() -> tuple[RedFlag, ...]:
    """Give the warning signs and the facts about them."""
    return load(RedFlag, "red_flags.csv")


def triage_rules() -> tuple[TriageRule, ...]:
    """Give the rules that turn findings into a level of care."""
    return load(TriageRule, "triage_rules.csv")


def needling_cautions() -> tuple[NeedlingCaution, ...]:
    """Give the reasons not to needle, to ask first, or to take care in one muscle."""
    return load(NeedlingCaution, "needling_safety.csv")


def diagnostic_findings() -> tuple[DiagnosticFinding, ...]:
    """Give how well findings and tests tell conditions apart."""
    return load(DiagnosticFinding, "diagnostic_findings.csv")


def examination_methods() -> tuple[ExaminationMethod, ...]:
    """Give how examinations are done."""
    return load(ExaminationMethod, "examination_methods.csv")


def prevalence() -> tuple[Prevalence, ...]:
    """Give how common causes are."""
    return load(Prevalence, "prevalence.csv")


def referral_patterns() -> tuple[ReferralPattern, ...]:
    """Give which structure is felt in which region."""
    return load(ReferralPattern, "referral_patterns.csv")


def muscles() -> tuple[Muscle, ...]:
    """Give the muscles of the referral patterns, and where each lies."""
    return load(Muscle, "muscles.csv")
