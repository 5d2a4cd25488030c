"""The order of care when a disc, a bone spur or a narrow canal presses on a nerve: what, who, when, and until when."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import CareLevel, NeedlingAnswer, Reason, Text, say
from unpinch.knowledge import CareStage, CareStep, CompressionCause, Trait, Treatment

from ._evidence_lines import EvidenceLine, evidence_line, speaks_of
from ._find import options
from ._help import options_with
from ._pressed_nerve import causes_of, found_causes
from ._story import Reading

# The step that the level of care calls for; it stands first, whatever else does.
LEVEL_STEP = "level_of_care"
# Who operates and hardly does anything else: their opinion goes with a refusal of surgery.
_SURGEONS = frozenset({"orthopaedic_surgeon", "neurosurgeon"})
# Days in which each level of care calls for somebody to be seen.
_SEEN_WITHIN_DAYS = {CareLevel.EMERGENCY_NOW: 0, CareLevel.SAME_DAY: 0, CareLevel.WITHIN_2_WEEKS: 14}
_SEEN_WORDS = {
    CareLevel.EMERGENCY_NOW: say("Now."),
    CareLevel.SAME_DAY: say("Today, before anything else."),
    CareLevel.WITHIN_2_WEEKS: say("Within two weeks. Do not wait for the other steps."),
}
_BEFORE_ANYTHING_ELSE = (CareLevel.EMERGENCY_NOW, CareLevel.SAME_DAY)


@dataclass(frozen=True)
class PlannedStep:
    """
    One step for one person.

    `specialties` is who does it, none where it is the person themselves or the action says whom to see. `due_in_days`
    is 0 where the time for it has come, else how many days of pain are left until then. `stop_when` is None where there
    is nothing to stop. `source` is where its timing was read; `is_ours` says that we set the timing. `ask_first` is
    what to ask about before it.
    """

    id: str
    stage: CareStage
    action: Text
    treatments: tuple[str, ...]
    specialties: tuple[str, ...]
    due_in_days: int
    start_when: Text
    stop_when: Text | None
    evidence: tuple[EvidenceLine, ...]
    ask_first: tuple[Reason, ...]
    source: str
    is_ours: bool


@dataclass(frozen=True)
class LeftOut:
    """A treatment that would have been a step and is none for this person, with why."""

    treatment: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class CarePath:
    """
    The steps in order, what was left out, and when not to wait for them.

    `is_by_pattern` says that the causes were not found on a scan, as far as the person told us. `others_wait` says that
    everything else comes after the one step that is there. `sooner` are the signs that bring somebody to a clinician
    whatever the steps say.
    """

    causes: tuple[CompressionCause, ...]
    is_by_pattern: bool
    steps: tuple[PlannedStep, ...]
    left_out: tuple[LeftOut, ...]
    others_wait: bool
    sooner: tuple[Reason, ...]


def care_path(*, reading: Reading) -> CarePath | None:
    """
    Give the order of care for somebody whose nerve may be pressed; None where nothing points to that.

    Warning signs come before everything: where somebody must be seen today, that is the only step. What the person
    refuses, has tried without success, or may not have (a needle, by the screen) is in no step. Nothing here is a
    diagnosis or a prescription.

    Parameters
    ----------
    reading
        From `read`, with the person's answers put in.

    References
    ----------
    The steps are rows of `knowledge/data/care_steps.csv`, each with its source.
    """
    if reading.triage.level is CareLevel.EMERGENCY_NOW:
        return _seen_first(reading, causes=())
    causes = causes_of(reading=reading)
    if not causes:
        return None
    if reading.triage.level in _BEFORE_ANYTHING_ELSE:
        return _seen_first(reading, causes=causes)
    rows = [row for row in knowledge.care_steps() if _is_for(row, causes)]
    planned = [_planned(row, reading=reading, causes=causes) for row in rows]
    return CarePath(
        causes=causes,
        is_by_pattern=not found_causes(reading=reading),
        steps=(*_level_step(reading), *(step for step in planned if step is not None)),
        left_out=_left_out(rows, reading=reading),
        others_wait=False,
        sooner=_signs(reading, causes=causes),
    )


def _seen_first(reading: Reading, *, causes: tuple[CompressionCause, ...]) -> CarePath:
    return CarePath(
        causes=causes,
        is_by_pattern=not found_causes(reading=reading),
        steps=_level_step(reading),
        left_out=(),
        others_wait=True,
        sooner=_signs(reading, causes=causes),
    )


def _level_step(reading: Reading) -> tuple[PlannedStep, ...]:
    triage = reading.triage
    if triage.level not in _SEEN_WITHIN_DAYS:
        return ()
    action, *more = triage.what_to_do
    for text in more:
        action = say("{first} {then}", first=action, then=text)
    step = PlannedStep(
        id=LEVEL_STEP,
        stage=CareStage.SEE,
        action=action,
        treatments=(),
        # Whom to see is in the action: it is not the same for each sign.
        specialties=(),
        due_in_days=_SEEN_WITHIN_DAYS[triage.level],
        start_when=_SEEN_WORDS[triage.level],
        stop_when=None,
        evidence=tuple(
            EvidenceLine(reason.text, knowledge.StatementCertainty.NOT_GRADED, reason.source)
            for reason in triage.reasons
        ),
        ask_first=(),
        source=triage.reasons[0].source,
        is_ours=False,
    )
    return (step,)


def _is_for(row: CareStep, causes: tuple[CompressionCause, ...]) -> bool:
    is_named = not row.causes or not set(row.causes).isdisjoint(causes)
    return is_named and set(row.unless).isdisjoint(causes)


def _planned(row: CareStep, *, reading: Reading, causes: tuple[CompressionCause, ...]) -> PlannedStep | None:
    """Give the step as it is for this person; None where something speaks against it."""
    if any(_reasons_against(treatment, reading) for treatment in row.treatments) or _is_refused_opinion(row, reading):
        return None
    fill = reading.help_lines.fill
    return PlannedStep(
        id=row.id,
        stage=row.stage,
        action=fill(say(row.action)),
        treatments=row.treatments,
        specialties=row.specialties,
        due_in_days=max(0, row.after_days - (reading.understanding.pain.duration_days or 0)),
        start_when=fill(say(row.start_when)),
        stop_when=fill(say(row.stop_when)) if row.stop_when else None,
        evidence=tuple(
            evidence_line(address=address)
            for address in row.evidence
            if speaks_of(address=address, causes=_spoken_of(causes))
        ),
        ask_first=_ask_first(row.treatments, reading),
        source=row.source_url,
        is_ours=row.basis.startswith("editorial"),
    )


def _spoken_of(causes: tuple[CompressionCause, ...]) -> tuple[CompressionCause, ...]:
    """Give the causes whose evidence is shown: where nobody has looked, that on discs, which most often it is."""
    return (*causes, CompressionCause.DISC_HERNIATION) if CompressionCause.ANY in causes else causes


def _left_out(rows: list[CareStep], *, reading: Reading) -> tuple[LeftOut, ...]:
    named = dict.fromkeys(treatment for row in rows for treatment in row.treatments)
    against = ((treatment, _reasons_against(treatment, reading)) for treatment in named)
    return tuple(LeftOut(treatment, reasons) for treatment, reasons in against if reasons)


def _reasons_against(treatment: str, reading: Reading) -> tuple[Reason, ...]:
    """Say why a treatment is not for this person: refused, tried without success, or a needle that must not be."""
    request, row = reading.understanding.request, _treatment(treatment)
    if treatment in request.avoid:
        return (Reason("", say("You told us that you do not want this."), row.source_url),)
    if treatment in request.tried:
        return (Reason("", say("You told us that you tried this and it did not help enough."), row.source_url),)
    if Trait.NEEDLE in row.traits and reading.needling.status is NeedlingAnswer.AVOID:
        return reading.needling.reasons
    return ()


def _is_refused_opinion(row: CareStep, reading: Reading) -> bool:
    """Say whether a step only leads to a surgeon, and the person wants no surgery."""
    refuses = any(Trait.SURGERY in _treatment(name).traits for name in reading.understanding.request.avoid)
    return refuses and bool(row.specialties) and _SURGEONS.issuperset(row.specialties)


def _ask_first(treatments: tuple[str, ...], reading: Reading) -> tuple[Reason, ...]:
    """Give what to ask about before the treatments, as it is marked on them among all options."""
    suitable = options_with(reading.help_lines, options(reading=reading))
    asked = (reason for one in suitable if one.id in treatments for reason in one.ask_first)
    return tuple(dict.fromkeys(asked))


def _treatment(name: str) -> Treatment:
    return next(row for row in knowledge.treatments() if row.id == name)


def _signs(reading: Reading, *, causes: tuple[CompressionCause, ...]) -> tuple[Reason, ...]:
    fill = reading.help_lines.fill
    return tuple(
        Reason("", fill(row.text), row.source_url)
        for row in knowledge.nerve_compression()
        if row.topic is knowledge.CompressionTopic.WHEN_SOONER and row.cause in (CompressionCause.ANY, *causes)
    )
