"""The rows of the files about treatments, who gives them, where they may, and who pays."""

from __future__ import annotations

from ._care import Coverage, ScopeOfPractice, Specialty, Treatment, TreatmentCaution
from ._load import load


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
