"""
The cited facts, typed: one function a file, each giving a tuple of frozen rows.

A fact without a source, with an unknown id or a number out of range does not load; `BadFact` names file and row.
"""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

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
from ._clinical_files import (
    body_regions,
    diagnostic_findings,
    findings,
    needling_cautions,
    prevalence,
    red_flags,
    referral_patterns,
    triage_rules,
)
from ._fact import Fact, Row, SourceTier
from ._load import BadFact, load, read_rows

# A first reading of a story needs the clinical files alone; the others are checked when they are asked for.
if TYPE_CHECKING:
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
    from ._care_files import coverage, scope_of_practice, specialties, treatment_cautions, treatments
    from ._check import WeakFact, check, weak_facts
    from ._evidence import (
        Certainty,
        Claim,
        ComparedWith,
        ComparisonKind,
        EvidenceGroup,
        Guideline,
        Harm,
        Horizon,
        MinimalChange,
        PooledResult,
        TimeCourse,
    )
    from ._evidence_files import (
        claims,
        compared_with,
        guidelines,
        harms,
        minimal_changes,
        pooled_results,
        time_course,
        trials,
    )
    from ._living import EvidenceChange, EvidenceSearch, SearchSource
    from ._living_files import PlacedFact, evidence_changes, evidence_searches, placed_facts
    from ._pages import schema_page, weak_sources_page
    from ._trial import BiasRisk, EffectType, Pooling, PoolingReason, SpreadSource, Trial
else:
    __getattr__ = late_door(
        __name__,
        "._care",
        "._care_files",
        "._evidence",
        "._trial",
        "._evidence_files",
        "._living",
        "._living_files",
        "._check",
        "._pages",
    )


__all__ = [
    "BadFact",
    "BiasRisk",
    "BodyRegion",
    "Certainty",
    "Claim",
    "ComparedWith",
    "ComparisonKind",
    "Coverage",
    "CoverageStatus",
    "DiagnosticFinding",
    "EffectType",
    "EvidenceChange",
    "EvidenceGroup",
    "EvidenceSearch",
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
    "PlacedFact",
    "PooledResult",
    "Pooling",
    "PoolingReason",
    "Prevalence",
    "RedFlag",
    "RedFlagRow",
    "ReferralPattern",
    "Row",
    "ScopeOfPractice",
    "SearchSource",
    "SelfReport",
    "SourceTier",
    "Specialty",
    "SpreadSource",
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
    "evidence_changes",
    "evidence_searches",
    "findings",
    "guidelines",
    "harms",
    "load",
    "minimal_changes",
    "needling_cautions",
    "placed_facts",
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
