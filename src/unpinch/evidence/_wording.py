"""One pooled result as one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from unpinch.kernel import Text, say
from unpinch.knowledge import PooledResult

from ._numbers import plain

# Outcome, its name as a heading, its name at the head of a sentence, the words for a better and for a worse result.
_SCORES: Mapping[str, tuple[Text, Text, Text, Text]] = MappingProxyType(
    {
        "pain_intensity": (say("Pain"), say("Pain"), say("lower"), say("higher")),
        "leg_pain_intensity": (say("Leg pain"), say("Leg pain"), say("lower"), say("higher")),
        "disability": (say("Daily life"), say("Trouble with daily life"), say("less"), say("more")),
        "pressure_pain_threshold": (
            say("Pressure that hurts"),
            say("The pressure that a sore spot can take"),
            say("better"),
            say("worse"),
        ),
        "pain_threshold": (say("Pain threshold"), say("The pain threshold"), say("better"), say("worse")),
        "physical_quality_of_life": (
            say("Quality of life"),
            say("Quality of life in body matters"),
            say("better"),
            say("worse"),
        ),
    }
)
_COUNTS: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "improved": (say("Getting better"), say("got better")),
        "global_improvement": (say("Feeling better overall"), say("felt better overall")),
        "adverse_effects": (say("Unwanted effects"), say("had unwanted effects")),
    }
)
_RISKS: Mapping[str, Text] = MappingProxyType(
    {
        "adverse_event_per_patient": say("Any unwanted effect, per person"),
        "adverse_event_per_treatment": say("Any unwanted effect, per treatment"),
        "serious_adverse_event_per_patient": say("A serious unwanted effect, per person"),
        "serious_adverse_event_per_treatment": say("A serious unwanted effect, per treatment"),
    }
)
_UNITS: Mapping[str, Text] = MappingProxyType(
    {
        "0-100": say("points of 100"),
        "0-10": say("points of 10"),
        "SD": say("standard deviations (the usual spread between people)"),
    }
)


@dataclass(frozen=True)
class ScoreResult:
    """A difference of scores as it is said: rounded, below 0 better for the treatment; `when` follows a comma."""

    outcome: str
    unit: str
    when: Text
    estimate: float
    ci_low: float
    ci_high: float


def outcome_name(*, outcome: str) -> Text:
    """Name an outcome as a heading."""
    if outcome in _SCORES:
        return _SCORES[outcome][0]
    if outcome in _COUNTS:
        return _COUNTS[outcome][0]
    return _RISKS.get(outcome, say("Most results"))


def result_sentence(*, row: PooledResult, versus: Text, is_clear: bool) -> Text:
    """
    Say one pooled result in one sentence, with its range.

    Parameters
    ----------
    row
        The result; its numbers are turned so that lower is better, or its `better` says otherwise.
    versus
        What it was compared with, as it follows "than with".
    is_clear
        Whether the range keeps clear of "no difference".
    """
    if row.estimate is None:
        return _narrative(row)
    if row.measure == "proportion":
        return _risk(row)
    if row.measure == "RR":
        return _ratio(row=row, versus=versus, is_clear=is_clear)
    if row.ci_low is None or row.ci_high is None:
        return _without_range(row=row, versus=versus)
    said = ScoreResult(row.outcome, row.unit, Text(row.timepoint), row.estimate, row.ci_low, row.ci_high)
    return score_sentence(said=said, versus=versus, is_clear=is_clear)


def score_sentence(*, said: ScoreResult, versus: Text, is_clear: bool) -> Text:
    """
    Say a difference of scores in one sentence, with its range.

    Parameters
    ----------
    said
        The numbers as they are to be read.
    versus, is_clear
        As `result_sentence` says.
    """
    return _clear(said=said, versus=versus) if is_clear else _about_the_same(said=said, versus=versus)


def _narrative(row: PooledResult) -> Text:
    return Text(
        row.summary,
        {
            "studies": row.studies,
            "participants": row.participants,
            "review_trials": row.review_trials,
            "review_participants": f"{row.review_participants:,}" if row.review_participants else None,
        },
    )


def _risk(row: PooledResult) -> Text:
    return say(
        "{what}: {size} {unit}. The true figure is likely between {low} and {high}.",
        what=outcome_name(outcome=row.outcome),
        size=plain(row.estimate or 0),
        unit=Text(row.unit),
        low=plain(row.ci_low or 0),
        high=plain(row.ci_high or 0),
    )


def _words(outcome: str) -> tuple[Text, Text, Text]:
    _, what, better, worse = _SCORES[outcome]
    return what, better, worse


def _unit(unit: str) -> Text:
    return _UNITS.get(unit, say("points"))


def _clear(*, said: ScoreResult, versus: Text) -> Text:
    what, better, worse = _words(said.outcome)
    ends = sorted((abs(said.ci_low), abs(said.ci_high)))
    return say(
        "{what} was {how} than with {versus}, {when}: by {size} {unit}. The true difference is likely between {least}"
        " and {most}.",
        what=what,
        how=better if said.estimate < 0 else worse,
        versus=versus,
        when=said.when,
        size=plain(said.estimate),
        unit=_unit(said.unit),
        least=plain(ends[0]),
        most=plain(ends[1]),
    )


def _about_the_same(*, said: ScoreResult, versus: Text) -> Text:
    what, better, worse = _words(said.outcome)
    return say(
        "{what}: no clear difference from {versus}, {when}. The true result may lie anywhere from {most} {unit}"
        " {better} to {least} {worse}.",
        what=what,
        versus=versus,
        when=said.when,
        most=plain(said.ci_low),
        least=plain(said.ci_high),
        unit=_unit(said.unit),
        better=better,
        worse=worse,
    )


def _without_range(*, row: PooledResult, versus: Text) -> Text:
    what, better, worse = _words(row.outcome)
    return say(
        "{what} was {how} than with {versus}, {when}: by {size} {unit}. How sure that is was not printed.",
        what=what,
        how=better if (row.estimate or 0) < 0 else worse,
        versus=versus,
        when=Text(row.timepoint),
        size=plain(row.estimate or 0),
        unit=_unit(row.unit),
    )


def _ratio(*, row: PooledResult, versus: Text, is_clear: bool) -> Text:
    values = {
        "ratio": plain(row.estimate or 0),
        "did": _COUNTS[row.outcome][1],
        "versus": versus,
        "when": Text(row.timepoint),
        "low": plain(row.ci_low or 0),
        "high": plain(row.ci_high or 0),
    }
    if is_clear:
        return say(
            "{ratio} times as many people {did} as with {versus}, {when}. The true ratio is likely between {low} and"
            " {high}.",
            **values,
        )
    return say(
        "About as many people {did} as with {versus}, {when}. The true ratio may lie anywhere from {low} to {high}.",
        **values,
    )
