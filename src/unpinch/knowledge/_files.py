"""Which file holds which kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ._care import Coverage, ScopeOfPractice, Specialty, Treatment, TreatmentCaution
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
from ._directory import DirectoryAccuracy, KindOfCare, ProcedureCode, RankingWeight
from ._evidence import Claim, ComparedWith, Guideline, Harm, MinimalChange, PooledResult, TimeCourse
from ._fact import Row
from ._living import EvidenceChange, EvidenceSearch
from ._nerve_compression import CareStep, NerveCompression
from ._recovery import CourseAnchor, OutcomeMeasure, QuestionnaireItem
from ._trial import Trial

FILES: Mapping[str, type[Row]] = MappingProxyType(
    {
        "findings.csv": FindingDefinition,
        "body_regions.csv": BodyRegion,
        "red_flags.csv": RedFlag,
        "triage_rules.csv": TriageRule,
        "diagnostic_findings.csv": DiagnosticFinding,
        "examination_methods.csv": ExaminationMethod,
        "prevalence.csv": Prevalence,
        "referral_patterns.csv": ReferralPattern,
        "muscles.csv": Muscle,
        "needling_safety.csv": NeedlingCaution,
        "treatments.csv": Treatment,
        "treatment_cautions.csv": TreatmentCaution,
        "specialties.csv": Specialty,
        "scope_of_practice.csv": ScopeOfPractice,
        "coverage.csv": Coverage,
        "trials.csv": Trial,
        "pooled_results.csv": PooledResult,
        "compared_with.csv": ComparedWith,
        "minimal_changes.csv": MinimalChange,
        "harms.csv": Harm,
        "time_course.csv": TimeCourse,
        "guidelines.csv": Guideline,
        "claims.csv": Claim,
        "evidence_searches.csv": EvidenceSearch,
        "evidence_changes.csv": EvidenceChange,
        "nerve_compression.csv": NerveCompression,
        "care_steps.csv": CareStep,
        "kinds_of_care.csv": KindOfCare,
        "procedure_codes.csv": ProcedureCode,
        "ranking_weights.csv": RankingWeight,
        "directory_accuracy.csv": DirectoryAccuracy,
        "course_anchors.csv": CourseAnchor,
        "outcome_measures.csv": OutcomeMeasure,
        "questionnaire_items.csv": QuestionnaireItem,
    }
)
