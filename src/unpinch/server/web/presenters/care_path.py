"""The panel of steps when something presses on a nerve: what to do, who does it, when to start and when to stop."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch.kernel import Text
from unpinch.knowledge import CareStage, CompressionCause, StatementCertainty
from unpinch.navigator import LEVEL_STEP, CarePath, EvidenceLine, LeftOut, PlannedStep
from unpinch.server.web.templatetags.unpinch import spoken

from .nerve_words import PINCHED_NERVE, cause_words, how_sure_words, stage_words, who_words
from .wording import SourcedLine, duration_words, joined, sourced_lines, treatment_name


@dataclass(frozen=True)
class StepCard:
    """
    One step.

    `who` is empty where the action itself says whom to see; `later` says how long the time for it is off, and is empty
    where it has come.
    """

    action: Text
    who: str
    start_when: Text
    stop_when: Text | None
    later: str
    treatments: tuple[tuple[str, str], ...]
    evidence: tuple[SourcedLine, ...]
    ask_first: tuple[SourcedLine, ...]


@dataclass(frozen=True)
class StageCard:
    """The steps of one stage; the first is open."""

    heading: str
    steps: tuple[StepCard, ...]
    is_open: bool


@dataclass(frozen=True)
class CarePathPanel:
    """All of the panel. `first` is what the level of care calls for before the stages, if it calls for something."""

    lead: str
    first: StepCard | None
    stages: tuple[StageCard, ...]
    left_out: tuple[SourcedLine, ...]
    others_wait: bool
    sooner: tuple[SourcedLine, ...]
    article_href: str


def care_path_panel(path: CarePath | None) -> CarePathPanel | None:
    """Give the panel, or nothing where nothing points to a pressed nerve."""
    if path is None:
        return None
    first = next((step for step in path.steps if step.id == LEVEL_STEP), None)
    stages = [stage for stage in CareStage if any(_is_of(step, stage) for step in path.steps)]
    return CarePathPanel(
        lead=_lead(path),
        first=_card(first) if first else None,
        stages=tuple(
            StageCard(
                heading=stage_words(stage),
                steps=tuple(_card(step) for step in path.steps if _is_of(step, stage)),
                is_open=stage is stages[0],
            )
            for stage in stages
        ),
        left_out=tuple(line for one in path.left_out for line in _left_out_lines(one)),
        others_wait=path.others_wait,
        sooner=sourced_lines(path.sooner),
        article_href=reverse("article", args=[PINCHED_NERVE]),
    )


def _is_of(step: PlannedStep, stage: CareStage) -> bool:
    return step.stage is stage and step.id != LEVEL_STEP


def _lead(path: CarePath) -> str:
    if CompressionCause.ANY in path.causes:
        return _("What you told us fits a nerve root that is pressed or sore. By what, only a scan could show.")
    names = {"causes": joined(cause_words(cause) for cause in path.causes)}
    if path.is_by_pattern:
        return _("What you told us fits this: %(causes)s. Only a scan could show it.") % names
    return _("You told us that this was found: %(causes)s.") % names


def _card(step: PlannedStep) -> StepCard:
    return StepCard(
        action=step.action,
        who="" if step.id == LEVEL_STEP else who_words(step.specialties),
        start_when=step.start_when,
        stop_when=step.stop_when,
        later=_later(step),
        treatments=tuple((reverse("treatment", args=[name]), treatment_name(name)) for name in step.treatments),
        evidence=(*(_evidence_line(line) for line in step.evidence), *_timing(step)),
        ask_first=sourced_lines(step.ask_first),
    )


def _later(step: PlannedStep) -> str:
    if step.due_in_days == 0 or step.id == LEVEL_STEP:
        return ""
    return _("Not yet: in about %(time)s, if you still need it") % {"time": duration_words(step.due_in_days)}


def _evidence_line(line: EvidenceLine) -> SourcedLine:
    if line.certainty is StatementCertainty.NOT_GRADED:
        return SourcedLine(line.text, line.source)
    return SourcedLine(line.text, line.source, note=_("certainty: %(word)s") % {"word": how_sure_words(line.certainty)})


def _timing(step: PlannedStep) -> tuple[SourcedLine, ...]:
    if step.id == LEVEL_STEP:
        return ()
    if step.is_ours:
        ours = _("When to start and stop is our own judgement. This is the nearest source we found.")
        return (SourcedLine(ours, step.source),)
    return (SourcedLine(_("When to start is as the source says."), step.source),)


def _left_out_lines(one: LeftOut) -> tuple[SourcedLine, ...]:
    name = treatment_name(one.treatment)
    return tuple(
        SourcedLine(_("%(treatment)s: %(why)s") % {"treatment": name, "why": spoken(reason.text)}, reason.source)
        for reason in one.reasons
    )
