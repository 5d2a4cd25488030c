"""The rows of the files about treatments, who gives them, where they may, who pays, and in which order."""

from __future__ import annotations

from ._care import Coverage, ScopeOfPractice, Specialty, Treatment, TreatmentCaution
from ._load import load
from ._nerve_compression import CareStep, NerveCompression


def specialties() -> tuple[Specialty, ...]:
    """Give the kinds of clinician and the taxonomy codes that make them."""
    return load(Specialty, "specialties.csv")


def treatments() -> tuple[Treatment, ...]:
    """Give the treatments and comparators."""
    return load(Treatment, "treatments.csv")


def treatment_cautions() -> tuple[TreatmentCaution, ...]:
    """Give what to ask about before a treatment, for people with certain findings."""
    return load(TreatmentCaution, "treatment_cautions.csv")


def scope_of_practice() -> tuple[ScopeOfPractice, ...]:
    """Give which profession may dry needle in which state."""
    return load(ScopeOfPractice, "scope_of_practice.csv")


def coverage() -> tuple[Coverage, ...]:
    """Give what payers say they pay for."""
    return load(Coverage, "coverage.csv")


def nerve_compression() -> tuple[NerveCompression, ...]:
    """Give what is known of a disc, a bone spur or a narrow canal that presses on a nerve."""
    return load(NerveCompression, "nerve_compression.csv")


def care_steps() -> tuple[CareStep, ...]:
    """Give the order of care of a pressed nerve, stage by stage."""
    return load(CareStep, "care_steps.csv")
