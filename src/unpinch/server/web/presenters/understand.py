"""What we understood: the level of care first, then each piece with its quote, questions, patterns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from unpinch import knowledge, navigator, patterns, safety
from unpinch.kernel import (
    Course,
    Finding,
    FindingStatus,
    Mark,
    MarkKind,
    NeedlingAnswer,
    Onset,
    PainPicture,
    Request,
    Text,
)
from unpinch.server.web.components.body_chart import kind_words, strength_words
from unpinch.server.web.forms import EXAMINATION

from .care import CarePanel, care_panel
from .examinations import result_words
from .muscles import muscle_href
from .nerve_words import pattern_article
from .numbers import percent_words
from .wording import SourcedLine, duration_words, joined, mark_words, sourced_lines, treatment_name

# How many patterns are shown open; the others are one step away.
LEADING_PATTERNS = 3


@dataclass(frozen=True)
class Piece:
    """
    One thing we understood.

    `finding` is empty where only new words can correct it; `opposite` is the reply that says it is not so.
    `examination` is the field of what a clinician found.
    """

    words: str
    quote: str
    finding: str
    opposite: str
    was_answered: bool
    examination: str = ""


@dataclass(frozen=True)
class QuestionRow:
    """One further question with the reply given so far."""

    field: str
    words: Text
    why: Text
    source: str


@dataclass(frozen=True)
class PatternRow:
    """One structure that may be the source, with what speaks for and against it; `href` leads to a page on it."""

    name: Text
    href: str
    percent: int
    interval: str
    label: str
    because: tuple[SourcedLine, ...]
    against: tuple[SourcedLine, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class UntestedRow:
    """What an examination could add."""

    test: Text
    text: Text
    source: str


@dataclass(frozen=True)
class NeedlingPanel:
    """Whether something speaks against needles, and what lies near the needle in the muscles that fit."""

    status: str
    heading: str
    reasons: tuple[SourcedLine, ...]
    hazards: tuple[SourcedLine, ...]


@dataclass(frozen=True)
class UnderstandPage:
    """
    All of the page; in an emergency only `care` is drawn.

    `language_note` is empty for a language we read well.
    """

    care: CarePanel
    pieces: tuple[Piece, ...]
    questions: tuple[QuestionRow, ...]
    patterns: tuple[PatternRow, ...]
    further_patterns: tuple[PatternRow, ...]
    together: tuple[SourcedLine, ...]
    untested: tuple[UntestedRow, ...]
    note: Text | None
    needling: NeedlingPanel
    language_note: str


def understand_page(reading: navigator.Reading) -> UnderstandPage:
    """Turn a reading into the page."""
    rows = tuple(_pattern(fit) for fit in reading.fit.fits)
    return UnderstandPage(
        care=care_panel(reading.triage),
        pieces=_pieces(reading),
        questions=tuple(_question(question) for question in reading.questions),
        patterns=rows[:LEADING_PATTERNS],
        further_patterns=rows[LEADING_PATTERNS:],
        together=tuple(SourcedLine(one.text, one.source or "") for one in reading.fit.together),
        untested=tuple(UntestedRow(row.test, row.text, row.source) for row in reading.fit.untested),
        note=reading.fit.note,
        needling=_needling(reading),
        language_note=_language_note(reading.understanding.language),
    )


def _language_note(language: str) -> str:
    """Warn where we read less well; the words stand in the person's language until the site itself speaks it."""
    if language != "es":
        return ""
    return "Leemos español, pero todavía con menos pruebas que inglés. Mire si le entendimos bien."


def _pieces(reading: navigator.Reading) -> tuple[Piece, ...]:
    answered = {finding for finding, _status in reading.story.answers}
    understanding = reading.understanding
    findings = tuple(_finding(finding, was_answered=finding.id in answered) for finding in understanding.findings)
    marked = _nerve_words(understanding.nerve_marks)
    said = (*_pain_words(understanding.pain), *marked, *_request_words(understanding.request))
    return (
        *findings,
        *(Piece(words, quote="", finding="", opposite="", was_answered=False) for words in said),
        *(_examined(one) for one in reading.story.examinations),
    )


def _examined(one: patterns.Examination) -> Piece:
    name = patterns.examinations()[one.id].translated(_)
    words = _("Examined: %(test)s, %(result)s") % {"test": name, "result": result_words(one.is_positive)}
    return Piece(words, quote="", finding="", opposite="", was_answered=True, examination=f"{EXAMINATION}{one.id}")


@cache
def _meanings() -> dict[str, str]:
    return {finding.id: finding.meaning for finding in knowledge.findings()}


def _finding(finding: Finding, *, was_answered: bool) -> Piece:
    meaning = _(_meanings().get(finding.id, finding.id.replace("_", " ")))
    if finding.side is not None:
        meaning = _("%(finding)s, %(side)s") % {"finding": meaning, "side": _side_words(finding)}
    words = {
        FindingStatus.PRESENT: _("Yes: %(finding)s"),
        FindingStatus.ABSENT: _("No: %(finding)s"),
        FindingStatus.PAST: _("In the past: %(finding)s"),
    }[finding.status] % {"finding": meaning}
    opposite = "yes" if finding.status is FindingStatus.ABSENT else "no"
    return Piece(words, quote=finding.quote, finding=finding.id, opposite=opposite, was_answered=was_answered)


def _side_words(finding: Finding) -> str:
    return {"left": _("left side"), "right": _("right side"), "both": _("both sides")}[str(finding.side)]


def _pain_words(pain: PainPicture) -> tuple[str, ...]:
    onset = {
        Onset.SUDDEN: _("It began suddenly"),
        Onset.GRADUAL: _("It began slowly"),
        Onset.INJURY: _("It began with an injury"),
    }
    course = {
        Course.WORSE: _("It is getting worse"),
        Course.BETTER: _("It is getting better"),
        Course.SAME: _("It stays the same"),
    }
    said = (
        pain.regions and _("Where: %(places)s") % {"places": joined(mark_words(mark) for mark in pain.regions)},
        strength_words(pain.regions)
        and _("Pain, as marked: %(strength)s") % {"strength": strength_words(pain.regions)},
        pain.severity_0_10 is not None and _("How bad: %(score)d out of 10") % {"score": pain.severity_0_10},
        pain.duration_days is not None and _("For %(time)s") % {"time": duration_words(pain.duration_days)},
        pain.onset and onset[pain.onset],
        pain.course and course[pain.course],
        pain.age_years is not None and _("Your age: %(years)d") % {"years": pain.age_years},
    )
    return tuple(words for words in said if words)


def _nerve_words(marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """Say where numbness, tingling and weakness were marked, and how strong each is."""
    by_kind = {kind: tuple(mark for mark in marks if mark.kind is kind) for kind in MarkKind}
    return tuple(_marked(kind, of_kind) for kind, of_kind in by_kind.items() if of_kind)


def _marked(kind: MarkKind, marks: tuple[Mark, ...]) -> str:
    places, strength = joined(mark_words(mark) for mark in marks), strength_words(marks)
    if not strength:
        return _("%(kind)s: %(places)s") % {"kind": kind_words(kind), "places": places}
    return _("%(kind)s, %(strength)s: %(places)s") % {
        "kind": kind_words(kind),
        "strength": strength,
        "places": places,
    }


def _request_words(request: Request) -> tuple[str, ...]:
    said = (
        request.treatments and _("You ask about: %(names)s") % {"names": _names(request.treatments)},
        request.tried and _("You have tried: %(names)s") % {"names": _names(request.tried)},
        request.avoid and _("You would rather not have: %(names)s") % {"names": _names(request.avoid)},
        request.zip_code and _("Near ZIP code %(zip)s") % {"zip": request.zip_code},
    )
    return tuple(words for words in said if words)


def _names(treatments: tuple[str, ...]) -> str:
    return joined(treatment_name(treatment) for treatment in treatments)


def _question(question: safety.Question) -> QuestionRow:
    return QuestionRow(
        field=f"finding-{question.finding}", words=question.text, why=question.why, source=question.source
    )


def _pattern(fit: patterns.Fit) -> PatternRow:
    return PatternRow(
        name=fit.name,
        href=muscle_href(fit.source) or pattern_article(fit.source),
        percent=round(100 * fit.share),
        interval=_interval(fit.interval),
        label=_label(fit.label),
        because=sourced_lines(fit.because),
        against=sourced_lines(fit.against),
        sources=tuple(dict.fromkeys(fit.sources)),
    )


def _interval(interval: tuple[float, float]) -> str:
    """Say between which percents a share lies."""
    low, high = (percent_words(limit, digits=0) for limit in interval)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _label(label: patterns.FitLabel) -> str:
    return {
        patterns.FitLabel.STRONG: _("fits well"),
        patterns.FitLabel.MODERATE: _("fits in part"),
        patterns.FitLabel.WEAK: _("fits little"),
    }[label]


def _needling(reading: navigator.Reading) -> NeedlingPanel:
    status = reading.needling.status
    heading = {
        NeedlingAnswer.OK: _("Nothing you told us speaks against needling"),
        NeedlingAnswer.ASK_FIRST: _("Before any needle, ask about this first"),
        NeedlingAnswer.AVOID: _("Needling is not for you as things are"),
    }[status]
    return NeedlingPanel(
        status=status.value,
        heading=heading,
        reasons=sourced_lines(reading.needling.reasons),
        hazards=sourced_lines(reading.hazards),
    )
