"""Speed, cover and guidelines of a treatment, each fact with its source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import Coverage, CoverageStatus, EvidenceGroup, Guideline, TimeCourse

from ._groups import groups_for
from ._model import CoverFact, GuidelineFact, SpeedFact

_NATURAL_COURSE = "natural_history"
_ADVICE = "clinical"
_UNSEEN = "unseen"
_NO_DATE = "no date"
_COVER: Mapping[CoverageStatus, Text] = MappingProxyType(
    {
        CoverageStatus.COVERED: say("pays"),
        CoverageStatus.NOT_COVERED: say("does not pay"),
        CoverageStatus.LIMITED: say("pays for some"),
        CoverageStatus.LIMIT: say("sets a limit"),
        CoverageStatus.CRITERIA: say("sets conditions"),
        CoverageStatus.INVESTIGATIONAL: say("calls it unproven"),
        CoverageStatus.PLAN_DEPENDENT: say("depends on the plan"),
        CoverageStatus.UNKNOWN: say("has a rule that we could not read"),
        CoverageStatus.NOT_REQUIRED: say("need not pay"),
    }
)


def speed_of(*, treatment: str, condition: str) -> tuple[SpeedFact, ...]:
    """
    Give how soon a treatment helps and how long, nearest people first, then earliest.

    Facts from other people (the neck, pain anywhere) are kept, because for soreness and the first days no nearer ones
    were found; the sentence says whom they are about.
    """
    return _time_facts(
        condition=condition, rows=[row for row in knowledge.time_course() if treatment in row.treatments]
    )


def natural_course_of(*, condition: str) -> tuple[SpeedFact, ...]:
    """Give how a condition goes with ordinary care, earliest first."""
    rows = [row for row in knowledge.time_course() if row.topic == _NATURAL_COURSE and row.condition == condition]
    return _time_facts(condition=condition, rows=rows)


def _time_facts(*, condition: str, rows: list[TimeCourse]) -> tuple[SpeedFact, ...]:
    groups = (*groups_for(condition=condition), *EvidenceGroup)
    rows.sort(key=lambda row: (groups.index(row.condition), row.timepoint_days or float("inf"), row.id))
    return tuple(speed_fact(row=row, condition=condition) for row in rows)


def speed_fact(*, row: TimeCourse, condition: str) -> SpeedFact:
    """Turn one knowledge row into a sentence with its numbers in place."""
    return SpeedFact(
        id=row.id,
        topic=row.topic,
        timepoint_days=row.timepoint_days,
        value=row.value,
        unit=row.unit,
        direct=row.condition == condition,
        population=Text(row.population),
        text=Text(
            row.summary,
            {
                "value": row.value,
                "n": row.n,
                "low": None if row.ci_low is None else f"{row.ci_low:g}",
                "high": None if row.ci_high is None else f"{row.ci_high:g}",
            },
        ),
        source=row.source_url,
        source_tier=row.source_tier,
    )


def cover_of(*, treatment: str) -> tuple[CoverFact, ...]:
    """Give what payers say of a treatment, as the knowledge file orders it; billing codes and context are left out."""
    return tuple(
        CoverFact(
            id=row.id,
            payers=tuple(str(payer) for payer in row.payers),
            payer_name=Text(row.payer_name),
            status=str(row.status),
            as_of=row.as_of,
            text=_cover_text(row),
            source=row.source_url,
            source_tier=row.source_tier,
        )
        for row in knowledge.coverage()
        if treatment in row.treatments and row.status in _COVER
    )


def _cover_text(row: Coverage) -> Text:
    values = {"payer": Text(row.payer_name), "says": _COVER[row.status], "detail": Text(row.detail.rstrip("."))}
    if row.as_of == _NO_DATE:
        return say("{payer} {says}: {detail} (no date given).", **values)
    return say("{payer} {says}: {detail} (as of {as_of}).", **values, as_of=row.as_of)


def guidelines_of(*, treatment: str, condition: str) -> tuple[GuidelineFact, ...]:
    """
    Give what guidelines say of a treatment: those on this very condition first, newest first.

    A payer's decision on what it pays for is no advice on what helps; it is shown as cover and not here.
    """
    groups = groups_for(condition=condition)
    facts = [
        guideline_fact(row=row, condition=condition)
        for row in knowledge.guidelines()
        if row.kind == _ADVICE and treatment in row.treatments and set(groups).intersection(row.conditions)
    ]
    facts.sort(key=lambda fact: (not fact.direct, fact.recommendation == _UNSEEN, -(fact.year or 0), fact.id))
    return tuple(facts)


def guideline_fact(*, row: Guideline, condition: str) -> GuidelineFact:
    """Turn one knowledge row into a sentence that names who says it, when, and of whom."""
    return GuidelineFact(
        id=row.id,
        guideline=row.guideline,
        organisation=row.organisation,
        year=row.year,
        recommendation=row.recommendation,
        strength=row.strength,
        direct=condition in row.conditions,
        min_days=row.min_days,
        max_days=row.max_days,
        text=say(
            "{organisation} ({year}), on {condition}: {summary}",
            organisation=row.organisation,
            year=row.year or say("no year"),
            condition=Text(row.condition),
            summary=Text(row.summary),
        ),
        source=row.source_url,
        source_tier=row.source_tier,
    )
