"""What a person says, once it is understood: findings, pain, marks on the body chart, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Side(StrEnum):
    """Side of the body, the person's own left and right."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class FindingStatus(StrEnum):
    """Whether a finding is there. What was not mentioned is not listed: silence is never read as `absent`."""

    PRESENT = "present"
    ABSENT = "absent"
    PAST = "past"


class Onset(StrEnum):
    """How the pain began."""

    SUDDEN = "sudden"
    GRADUAL = "gradual"
    INJURY = "injury"


class Course(StrEnum):
    """Which way the pain is going."""

    WORSE = "worse"
    BETTER = "better"
    SAME = "same"


@dataclass(frozen=True)
class Finding:
    """
    One finding with the words it came from.

    `id` is one of the ids of `knowledge/data/findings.csv`; `quote` is verbatim from the person's text, or empty where
    the finding came from a question or a mark. `is_new` says that the text calls it new, whatever the pain's age: of a
    back that aches for years, legs that went weak yesterday are new.
    """

    id: str
    status: FindingStatus
    side: Side | None = None
    quote: str = ""
    is_new: bool = False


class MarkKind(StrEnum):
    """What is felt where a mark is."""

    PAIN = "pain"
    NUMBNESS = "numbness"
    TINGLING = "tingling"
    WEAKNESS = "weakness"


@dataclass(frozen=True)
class Mark:
    """
    One region of the body chart with what is felt there; a region may carry marks of several kinds.

    `region` is an id of `body_regions.csv`; `strength` is 1 a little, 2 some, 3 a lot, or None where it was not said.
    """

    region: str
    side: Side | None = None
    kind: MarkKind = MarkKind.PAIN
    strength: int | None = None


@dataclass(frozen=True)
class PainPicture:
    """
    Where, how bad, how long.

    `regions` are marks of pain alone. `severity_0_10` is 0 to 10; `duration_days` whole days; `age_years` is the
    person's age where the text says it. None means the text does not say.
    """

    regions: tuple[Mark, ...] = ()
    severity_0_10: int | None = None
    duration_days: int | None = None
    onset: Onset | None = None
    course: Course | None = None
    age_years: int | None = None


@dataclass(frozen=True)
class Request:
    """
    What the person asks for. Treatment ids are those of `treatments.csv`; None and () mean the text does not say.

    `insurer` is one of the words of the contract (`aetna`, `medicare`, ..., `other`); `language` a two-letter code;
    `gender` is `female` or `male`, the clinician's.
    """

    treatments: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    zip_code: str | None = None
    within_miles: float | None = None
    insurer: str | None = None
    language: str | None = None
    gender: str | None = None
    telehealth: bool | None = None


@dataclass(frozen=True)
class Understanding:
    """
    All that was read from one text, and in which language (`en` or `es`) it was written.

    `suspected` are warning signs that no phrase heard and a pair of ideas suspects, each with the sentence as its
    quote; they are no findings, and only asked about. `nerve_marks` are the marks of numbness, tingling and weakness
    on the body chart.
    """

    language: str
    findings: tuple[Finding, ...] = ()
    pain: PainPicture = field(default_factory=PainPicture)
    request: Request = field(default_factory=Request)
    suspected: tuple[Finding, ...] = ()
    nerve_marks: tuple[Mark, ...] = ()

    def present(self) -> frozenset[str]:
        """Give the ids of the findings that are there now."""
        return frozenset(finding.id for finding in self.findings if finding.status is FindingStatus.PRESENT)

    def absent(self) -> frozenset[str]:
        """Give the ids of the findings that were said not to be there."""
        return frozenset(finding.id for finding in self.findings if finding.status is FindingStatus.ABSENT)
