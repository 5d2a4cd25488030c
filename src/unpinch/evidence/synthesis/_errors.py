"""What can be wrong with studies that are to be pooled; every message says what, in which study, and what to do."""

from __future__ import annotations

from unpinch.kernel import UnpinchError


class SynthesisError(UnpinchError):
    """The studies, or what was asked of them, cannot be used."""


class TooFewStudies(SynthesisError):
    """There are not more studies than coefficients to estimate."""


class BadStudies(SynthesisError):
    """A number of a study is none that a study can have, or the numbers do not go together."""


class UnknownMethod(SynthesisError):
    """The method, the test or the measure is none of those that are known, or the level is no share."""


class BadStudy(BadStudies):
    """
    One study cannot be used.

    Attributes
    ----------
    study
        Which one, counted from 1.
    reason
        What is wrong and what to do, for whoever knows a better name for the study than its number.
    """

    def __init__(self, *, study: int, reason: str) -> None:
        super().__init__(f"Study {study}: {reason}")
        self.study = study
        self.reason = reason
