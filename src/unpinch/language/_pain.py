"""How bad, how long, how it began, which way it goes; and the person's age."""

from __future__ import annotations

from unpinch.kernel import Course, Finding, FindingStatus, Mark, Onset, PainPicture

from ._age import read_age
from ._duration import read_duration
from ._severity import read_severity
from ._story import Story

# Sudden and injury, said together, are an injury; "gradual" is the weakest of the three.
_ONSETS = (Onset.INJURY, Onset.SUDDEN, Onset.GRADUAL)


def read_pain(story: Story, marks: tuple[Mark, ...], findings: tuple[Finding, ...]) -> PainPicture:
    """Give the picture of the pain as far as the text draws it."""
    return PainPicture(
        regions=marks,
        severity_0_10=read_severity(story),
        duration_days=read_duration(story),
        onset=_onset(story, findings),
        course=_course(story),
        age_years=read_age(story),
    )


def _onset(story: Story, findings: tuple[Finding, ...]) -> Onset | None:
    present = {finding.id for finding in findings if finding.status is FindingStatus.PRESENT}
    if present & {"minor_injury", "serious_accident"}:
        return Onset.INJURY
    said = {match.label.id for match in story.reading.all("onset") if story.is_so(match)}
    return next((onset for onset in _ONSETS if onset.value in said), None)


def _course(story: Story) -> Course | None:
    """Give the way it goes; worse counts over same, and same over better, so that nobody is told to wait too long."""
    said = {match.label.id for match in story.reading.all("course") if story.is_so(match)}
    return next((course for course in (Course.WORSE, Course.SAME, Course.BETTER) if course.value in said), None)
