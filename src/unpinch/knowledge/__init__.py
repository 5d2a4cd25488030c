"""
The cited facts, typed: one function a file, each giving a tuple of frozen rows.

A fact without a source, with an unknown id or a number out of range does not load; `BadFact` names file and row.
"""

from ._care import (
    Coverage,
    CoverageStatus,
    Insurer,
    MayNeedle,
    ScopeOfPractice,
    Specialty,
    Trait,
    Treatment,
    TreatmentCaution,
    TreatmentRole,
)
from ._check import WeakFact, check, weak_facts
from ._clinical import (
    BodyRegion,
    DiagnosticFinding,
    FindingDefinition,
    FindingKind,
    NeedlingCaution,
    NeedlingKind,
    PatternKind,
    Prevalence,
    RedFlag,
    RedFlagRow,
    ReferralPattern,
    SelfReport,
    Strength,
    StructureKind,
    TriageRule,
)
from ._evidence import (
    Certainty,
    Claim,
    ComparedWith,
    ComparisonKind,
    EffectType,
    EvidenceGroup,
    Guideline,
    Harm,
    Horizon,
    MinimalChange,
    PooledResult,
    TimeCourse,
    Trial,
)
from ._fact import Fact, Row, SourceTier
from ._load import BadFact, load, read_rows
from ._pages import schema_page, weak_sources_page


def findings() -> tuple[FindingDefinition, ...]:
    """Give the vocabulary of what a person can say about themselves."""
    return load(FindingDefinition, "findings.csv")


def specialties() -> tuple[Specialty, ...]:
    """Give the kinds of clinician and the taxonomy codes that make them."""
    return load(Specialty, "specialties.csv")


def treatments() -> tuple[Treatment, ...]:
    """Give the treatments and comparators."""
    return load(Treatment, "treatments.csv")


def treatment_cautions() -> tuple[TreatmentCaution, ...]:
    """Give what to ask about before a treatment, for people with certain findings."""
    return load(TreatmentCaution, "treatment_cautions.csv")


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


def prevalence() -> tuple[Prevalence, ...]:
    """Give how common causes are."""
    return load(Prevalence, "prevalence.csv")


def referral_patterns() -> tuple[ReferralPattern, ...]:
    """Give which structure is felt in which region."""
    return load(ReferralPattern, "referral_patterns.csv")


def scope_of_practice() -> tuple[ScopeOfPractice, ...]:
    """Give which profession may dry needle in which state."""
    return load(ScopeOfPractice, "scope_of_practice.csv")


def coverage() -> tuple[Coverage, ...]:
    """Give what payers say they pay for."""
    return load(Coverage, "coverage.csv")


def trials() -> tuple[Trial, ...]:
    """Give the trial rows, as published."""
    return load(Trial, "trials.csv")


def pooled_results() -> tuple[PooledResult, ...]:
    """Give the published pooled results."""
    return load(PooledResult, "pooled_results.csv")


def compared_with() -> tuple[ComparedWith, ...]:
    """Give what pooled results compare treatments with."""
    return load(ComparedWith, "compared_with.csv")


def minimal_changes() -> tuple[MinimalChange, ...]:
    """Give the smallest changes in a score that matter to a person."""
    return load(MinimalChange, "minimal_changes.csv")


def harms() -> tuple[Harm, ...]:
    """Give the harms with their denominators."""
    return load(Harm, "harms.csv")


def time_course() -> tuple[TimeCourse, ...]:
    """Give how long things take."""
    return load(TimeCourse, "time_course.csv")


def guidelines() -> tuple[Guideline, ...]:
    """Give what guidelines recommend."""
    return load(Guideline, "guidelines.csv")


def claims() -> tuple[Claim, ...]:
    """Give what clinics claim, and our verdict."""
    return load(Claim, "claims.csv")


__all__ = [
    "BadFact",
    "BodyRegion",
    "Certainty",
    "Claim",
    "ComparedWith",
    "ComparisonKind",
    "Coverage",
    "CoverageStatus",
    "DiagnosticFinding",
    "EffectType",
    "EvidenceGroup",
    "Fact",
    "FindingDefinition",
    "FindingKind",
    "Guideline",
    "Harm",
    "Horizon",
    "Insurer",
    "MayNeedle",
    "MinimalChange",
    "NeedlingCaution",
    "NeedlingKind",
    "PatternKind",
    "PooledResult",
    "Prevalence",
    "RedFlag",
    "RedFlagRow",
    "ReferralPattern",
    "Row",
    "ScopeOfPractice",
    "SelfReport",
    "SourceTier",
    "Specialty",
    "Strength",
    "StructureKind",
    "TimeCourse",
    "Trait",
    "Treatment",
    "TreatmentCaution",
    "TreatmentRole",
    "TriageRule",
    "Trial",
    "WeakFact",
    "body_regions",
    "check",
    "claims",
    "compared_with",
    "coverage",
    "diagnostic_findings",
    "findings",
    "guidelines",
    "harms",
    "load",
    "minimal_changes",
    "needling_cautions",
    "pooled_results",
    "prevalence",
    "read_rows",
    "red_flags",
    "referral_patterns",
    "schema_page",
    "scope_of_practice",
    "specialties",
    "time_course",
    "treatment_cautions",
    "treatments",
    "triage_rules",
    "trials",
    "weak_facts",
    "weak_sources_page",
]
