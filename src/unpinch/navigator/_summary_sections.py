"""What stands in each part of the visit summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from unpinch import knowledge
from unpinch.kernel import (
    CareLevel,
    Finding,
    FindingStatus,
    Mark,
    MarkKind,
    NeedlingAnswer,
    Reason,
    Text,
    Understanding,
    say,
)
from unpinch.knowledge import NeedlingKind

from ._story import Reading
from ._summary_questions import questions_section
from ._summary_types import (
    MOST_OWN_WORDS,
    MOST_STORY,
    Speaker,
    SummaryChoice,
    SummaryLine,
    SummaryPart,
    SummarySection,
    cut,
    level_section,
)
from ._summary_words import counted, finding_words, joined, pain_lines, place_words

# As many lines of each part fit on the page; the part says how many more there are.
_MOST_SAID, _MOST_CAUTIONS, _MOST_PATTERNS, _MOST_TESTS, _MOST_QUOTE = 16, 4, 3, 2, 70
_ORDER = (FindingStatus.PRESENT, FindingStatus.PAST, FindingStatus.ABSENT)
_STRENGTHS = {1: say("a little"), 2: say("some"), 3: say("a lot")}
_KINDS = {
    MarkKind.PAIN: say("Pain"),
    MarkKind.NUMBNESS: say("Numbness"),
    MarkKind.TINGLING: say("Tingling"),
    MarkKind.WEAKNESS: say("Weakness"),
}


def sections(
    *, reading: Reading, choice: SummaryChoice, parts: frozenset[SummaryPart], speak: Speaker
) -> tuple[SummarySection, ...]:
    """Give the chosen parts that have something to say, in the order of the page."""
    made: Mapping[SummaryPart, Callable[[], SummarySection]] = {
        SummaryPart.LEVEL: lambda: level_section(reading.triage, speak=speak),
        SummaryPart.STORY: lambda: _story(reading, choice, speak=speak),
        SummaryPart.SAID: lambda: _said(reading, speak=speak),
        SummaryPart.TRIED: lambda: _tried(reading, speak=speak),
        SummaryPart.NEEDLING: lambda: _needling(reading, speak=speak),
        SummaryPart.PATTERN: lambda: _pattern(reading, speak=speak),
        SummaryPart.QUESTIONS: lambda: questions_section(reading, speak=speak),
        SummaryPart.UNKNOWN: lambda: _unknown(reading, speak=speak),
    }
    found = [make() for part, make in made.items() if part in parts]
    # What a person added stays when they leave the story out: they typed it for this page.
    if SummaryPart.STORY not in parts and choice.own_words.strip():
        found.insert(0, _own_words(choice, speak=speak))
    return tuple(one for one in found if one.typed or one.lines)


def legend(marks: Sequence[Mark], *, speak: Speaker) -> tuple[str, ...]:
    """Say what is marked: "Pain, a lot: left buttock, upper part"."""
    said = []
    for kind, name in _KINDS.items():
        of_kind = [mark for mark in marks if mark.kind is kind]
        if of_kind:
            strength = max((mark.strength or 0 for mark in of_kind), default=0)
            title = say("{kind}, {strength}", kind=name, strength=_STRENGTHS[strength]) if strength else name
            places = joined([place_words(mark) for mark in of_kind])
            said.append(speak(say("{kind}: {areas}", kind=title, areas=places)))
    return tuple(said)


def _story(reading: Reading, choice: SummaryChoice, *, speak: Speaker) -> SummarySection:
    told, was_cut = cut(reading.story.text, most=MOST_STORY)
    added = cut(choice.own_words, most=MOST_OWN_WORDS)[0]
    note = speak(say("Shortened to fit the page.")) if was_cut else ""
    typed = "\n".join(each for each in (told, added) if each)
    return SummarySection(SummaryPart.STORY, speak(say("In my own words")), typed=typed, note=note)


def _own_words(choice: SummaryChoice, *, speak: Speaker) -> SummarySection:
    typed = cut(choice.own_words, most=MOST_OWN_WORDS)[0]
    return SummarySection(SummaryPart.STORY, speak(say("In my own words")), typed=typed)


def _said(reading: Reading, *, speak: Speaker) -> SummarySection:
    understanding = reading.understanding
    pain = pain_lines(understanding.pain)
    lines = [SummaryLine(speak(joined(pain)))] if pain else []
    lines += [_finding(one, speak=speak) for one in sorted(understanding.findings, key=_weight(reading))]
    return SummarySection(
        SummaryPart.SAID,
        speak(say("What I said, sign by sign")),
        lines=tuple(lines[:_MOST_SAID]),
        note=speak(counted(len(lines) - _MOST_SAID)),
    )


def _weight(reading: Reading) -> Callable[[Finding], tuple[int, bool, bool]]:
    """Put first what the level rests on, then what matters for a needle or in an emergency room, as medicines do."""
    urgent = {reason.finding for reason in reading.triage.reasons}
    cautions = {finding for row in knowledge.needling_cautions() for finding in row.findings}
    return lambda one: (_ORDER.index(one.status), one.id not in urgent, one.id not in cautions)


def _finding(finding: Finding, *, speak: Speaker) -> SummaryLine:
    return SummaryLine(speak(finding_words(finding)), quote=cut(finding.quote, most=_MOST_QUOTE)[0])


@cache
def _treatment_names() -> dict[str, str]:
    return {treatment.id: treatment.name for treatment in knowledge.treatments()}


def _tried(reading: Reading, *, speak: Speaker) -> SummarySection:
    request = reading.understanding.request
    said: tuple[tuple[tuple[str, ...], Callable[[Text], Text]], ...] = (
        (request.tried, lambda names: say("I have tried: {names}", names=names)),
        (request.treatments, lambda names: say("I ask about: {names}", names=names)),
        (request.avoid, lambda names: say("I would rather not have: {names}", names=names)),
    )
    names = _treatment_names()
    lines = tuple(
        SummaryLine(speak(words(joined([say(names.get(one, one.replace("_", " "))) for one in treatments]))))
        for treatments, words in said
        if treatments
    )
    return SummarySection(SummaryPart.TRIED, speak(say("What I have tried, and what I want")), lines=lines)


def _needling(reading: Reading, *, speak: Speaker) -> SummarySection:
    heading = {
        NeedlingAnswer.OK: say("Needling: nothing I told speaks against it"),
        NeedlingAnswer.ASK_FIRST: say("Needling: ask about this first"),
        NeedlingAnswer.AVOID: say("Needling: by what I told, not as things are"),
    }[reading.needling.status]
    cautions = dict.fromkeys(_advice(reason, speak=speak) for reason in reading.needling.reasons)
    close_by = [_advice(reason, speak=speak) for reason in _first_of_each(reading.hazards)]
    others = joined(_items(reading.needling.reasons, but=tuple(cautions)[:_MOST_CAUTIONS], speak=speak))
    # None is left out: at least its name is there.
    more = (SummaryLine(speak(say("Ask about this, too: {things}.", things=others))),) if others.template else ()
    lines = (*tuple(cautions)[:_MOST_CAUTIONS], *more, *close_by)
    return SummarySection(SummaryPart.NEEDLING, speak(heading), lines=lines)


def _items(reasons: Iterable[Reason], *, but: Sequence[SummaryLine], speak: Speaker) -> list[Text]:
    """Name the cautions that are not said in full, each once."""
    said = {line.words for line in but}
    left = [reason for reason in reasons if _advice(reason, speak=speak).words not in said]
    named = {str(item): item for reason in left if isinstance(item := reason.text.values.get("item"), Text)}
    return list(named.values())


def _first_of_each(hazards: Iterable[Reason]) -> list[Reason]:
    """Give the first hazard of each muscle: that something is close by, not every way to reach it."""
    first: dict[str, Reason] = {}
    for hazard in hazards:
        first.setdefault(hazard.finding, hazard)
    return list(first.values())


def _advice(reason: Reason, *, speak: Speaker) -> SummaryLine:
    """Give a caution without its question, which stands with the questions."""
    values = reason.text.values
    words = say("{item}. {advice}", item=values["item"], advice=values["advice"]) if "item" in values else reason.text
    return SummaryLine(speak(words), source=reason.source)


def _pattern(reading: Reading, *, speak: Speaker) -> SummarySection:
    if not reading.understanding.pain.regions and not reading.understanding.nerve_marks:
        return SummarySection(SummaryPart.PATTERN, "")
    leading = [
        SummaryLine(speak(say("{name}: {percent}%", name=one.name, percent=round(100 * one.share))))
        for one in reading.fit.fits[:_MOST_PATTERNS]
    ]
    told_apart = [SummaryLine(speak(one.text), source=one.source or "") for one in reading.fit.together[:1]]
    tests = [row.test for row in reading.fit.untested[:_MOST_TESTS]]
    could_tell = [SummaryLine(speak(say("Tests that could tell more: {tests}", tests=joined(tests))))] if tests else []
    return SummarySection(
        SummaryPart.PATTERN,
        speak(say("What the pattern fits, as a share of 100%")),
        lines=(*leading, *told_apart, *could_tell),
        note=speak(say("Worked out by a model from what I told; no clinician has checked it.")),
    )


def _unknown(reading: Reading, *, speak: Speaker) -> SummarySection:
    understanding = reading.understanding
    known = {finding.id for finding in understanding.findings}
    meanings = {row.id: row.meaning for row in knowledge.findings()}
    not_told = joined(_pain_not_told(understanding))
    signs = joined([say(meanings[sign]) for sign in reading.triage.ask if sign in meanings])
    screen = joined(_cautions_not_told(known)) if reading.triage.level is not CareLevel.EMERGENCY_NOW else say("")
    said = (
        (not_told, say("Not said: {things}.", things=not_told)),
        (signs, say("Warning signs that I neither named nor ruled out: {things}.", things=signs)),
        (screen, say("For a needle, not said: {things}.", things=screen)),
    )
    lines = tuple(SummaryLine(speak(words)) for things, words in said if str(things))
    return SummarySection(SummaryPart.UNKNOWN, speak(say("What is not known")), lines=lines)


def _pain_not_told(understanding: Understanding) -> list[Text]:
    pain = understanding.pain
    asked: tuple[tuple[object, Text], ...] = (
        (pain.regions, say("where it hurts")),
        (all(mark.side for mark in pain.regions), say("which side")),
        (pain.severity_0_10 is not None, say("how bad, from 0 to 10")),
        (pain.duration_days is not None, say("since when")),
        (pain.onset, say("how it began")),
        (pain.course, say("whether it gets better or worse")),
        (pain.age_years is not None, say("my age")),
        (understanding.request.tried, say("what I have tried")),
    )
    return [words for is_told, words in asked if not is_told]


def _cautions_not_told(known: set[str]) -> list[Text]:
    """Name what a clinician asks before a needle and the person has not told."""
    kinds = (NeedlingKind.ABSOLUTE, NeedlingKind.RELATIVE, NeedlingKind.PRECAUTION)
    unsaid: dict[str, Text] = {}
    for row in knowledge.needling_cautions():
        if row.kind in kinds and row.applies_to == "person" and not known & set(row.findings):
            for finding in row.findings:
                unsaid.setdefault(finding, say(row.item))
    return list(unsaid.values())
