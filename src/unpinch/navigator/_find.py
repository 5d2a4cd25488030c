"""The main job: one person's words, all the way to clinicians."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unpinch import directory, evidence, knowledge
from unpinch.kernel import UNITED_STATES, CareLevel, HelpLines, NeedlingAnswer, Reason, UnpinchError

from ._help import options_with
from ._injections import in_words_that_fit
from ._marks import LEG_PARTS
from ._story import Reading, Story, read

# How far we look when nobody said: far enough to find somebody outside cities, near enough to drive with a sore back.
USUAL_MILES = 25.0
# A needle question that the screen answers with "no" must not be turned into a list of people who needle.
_NEEDLE_TRAIT = "needle"
# Who sees a person first when no treatment was asked for and none ranks: those who examine.
_FIRST_CONTACT = ("physical_therapist", "physiatrist", "primary_care", "sports_medicine")

# Findings that make it a matter of the leg, as a mark in one of its parts does.
_LEG_FINDINGS = frozenset(
    {
        "leg_pain",
        "pain_below_knee",
        "pain_both_legs",
        "leg_worse_than_back",
        "numbness",
        "tingling",
        "weakness",
        "worsening_weakness",
        "foot_drop",
    }
)


class NoPlace(UnpinchError):
    """Neither the text nor the request says where to look."""


@dataclass(frozen=True)
class Journey:
    """Everything one person gets; in an emergency there are no options and no clinicians, only `next`."""

    reading: Reading
    options: tuple[evidence.RankedOption, ...]
    clinicians: directory.SearchResult | None
    next: tuple[Reason, ...]


def options(
    *, reading: Reading | None = None, condition: str = "sciatica", priorities: tuple[str, ...] = ()
) -> tuple[evidence.RankedOption, ...]:
    """
    Give the treatments that suit this person, best first; all of them where nothing is known of the person.

    Nothing is offered in an emergency: what to do now comes alone.
    """
    comparison = evidence.compare(condition=condition)
    if reading is None:
        return evidence.rank_for_person(comparison=comparison, priorities=priorities)
    if reading.triage.level is CareLevel.EMERGENCY_NOW:
        return ()
    ranked = evidence.rank_for_person(
        comparison=comparison,
        avoid=reading.understanding.request.avoid,
        tried=reading.understanding.request.tried,
        needling=reading.needling,
        duration_days=reading.understanding.pain.duration_days,
        present=reading.understanding.present(),
        priorities=priorities,
    )
    return tuple(map(in_words_that_fit, ranked))


def condition_of(*, reading: Reading | None) -> str:
    """Say which body of evidence bears on this person: leg pain is read as sciatica, back pain alone as back pain."""
    if reading is None:
        return "sciatica"
    marked = {mark.region for mark in reading.understanding.pain.regions}
    if not (marked or reading.understanding.findings):
        return "sciatica"
    in_leg = {region.id for region in knowledge.body_regions() if region.parent in LEG_PARTS}
    is_leg = _LEG_FINDINGS & reading.understanding.present() or in_leg & marked
    return "sciatica" if is_leg else "low_back_pain"


def care_query(
    *, reading: Reading | None, near: str, within_miles: float | None = None, limit: int = 20
) -> directory.Query:
    """
    Turn a reading into a search: the care asked for, else the best option that a clinician gives, and who gives it.

    Raises
    ------
    directory.BadQuery
        If the place or the distance is not one.
    """
    request = reading.understanding.request if reading else None
    care = _care_for(reading) if reading else None
    return directory.Query(
        near=near,
        within_miles=_miles(asked=within_miles, said=request.within_miles if request else None),
        care=care,
        specialties=() if care else _FIRST_CONTACT,
        gender=request.gender if request else None,
        telehealth=request.telehealth if request else None,
        limit=limit,
    )


def _miles(*, asked: float | None, said: float | None) -> float:
    """Take the distance asked for as it is; one that a story mentions may be more than can be searched."""
    if asked is not None:
        return asked
    return min(said, directory.MILES_AT_MOST) if said else USUAL_MILES


def _care_for(reading: Reading) -> str | None:
    by_id = {treatment.id: treatment for treatment in knowledge.treatments()}
    no_needles = reading.needling.status is NeedlingAnswer.AVOID
    ranked = tuple(option.id for option in options(reading=reading, condition=condition_of(reading=reading)))
    for wanted in (*reading.understanding.request.treatments, *ranked):
        treatment = by_id.get(wanted)
        if treatment and treatment.specialties and not (no_needles and _NEEDLE_TRAIT in treatment.traits):
            return wanted
    return None


def clinicians(
    *,
    snapshot: directory.Snapshot,
    query: directory.Query,
    reachability: directory.Reachability | None = None,
) -> directory.SearchResult:
    """Search the directory; the site, the command line and later the API all come through here."""
    known = reachability or directory.Reachability()
    return directory.search(snapshot=snapshot, query=query, reachability=known)


def find(
    *,
    text: str,
    open_directory: Callable[[], directory.Snapshot],
    near: str | None = None,
    within_miles: float | None = None,
    lang: str | None = None,
    limit: int = 20,
    help_lines: HelpLines = UNITED_STATES,
) -> Journey:
    """
    Do the main job for one person: how urgent, what it fits, what helps, who near them does it.

    Parameters
    ----------
    text
        The person's own words.
    open_directory
        Gives the directory to look in. Called only where it is needed: an emergency is answered without one.
    near
        A ZIP code or `LAT,LON`; None takes the ZIP that the text names.
    within_miles
        Statute miles; None takes the distance that the text names, else 25.
    lang
        `en` or `es`; None lets the text decide.
    limit
        How many clinicians at most.
    help_lines
        The numbers that go into the sentences.

    Raises
    ------
    NoPlace
        If there is no ZIP in either place.
    language.UnreadableText
        If the text cannot be read.
    directory.BadQuery
        If the place or the distance is not one.
    """
    reading = read(story=Story(text=text), lang=lang, help_lines=help_lines)
    if reading.triage.level is CareLevel.EMERGENCY_NOW:
        return Journey(reading=reading, options=(), clinicians=None, next=next_steps(reading=reading))
    place = near or reading.understanding.request.zip_code
    if place is None:
        raise NoPlace("No place to look near: the text names no ZIP code. Add --near ZIP.")
    query = care_query(reading=reading, near=place, within_miles=within_miles, limit=limit)
    return Journey(
        reading=reading,
        options=options_with(help_lines, options(reading=reading, condition=condition_of(reading=reading))),
        clinicians=clinicians(snapshot=open_directory(), query=query),
        next=next_steps(reading=reading),
    )


def next_steps(*, reading: Reading) -> tuple[Reason, ...]:
    """Say what to do next, most urgent first; each step names the place it rests on."""
    triage = reading.triage
    source = triage.reasons[0].source if triage.reasons else _ROUTINE_SOURCE
    steps = [Reason(finding="", text=text, source=source) for text in triage.what_to_do]
    if triage.level is CareLevel.EMERGENCY_NOW:
        return tuple(steps)
    steps += [
        Reason(finding=question.finding, text=question.text, source=question.source) for question in reading.questions
    ]
    if reading.needling.status is not NeedlingAnswer.OK:
        steps += list(reading.needling.reasons)
    return tuple(steps)


# NICE NG59 asks for other causes to be looked for again whenever symptoms are new or change.
_ROUTINE_SOURCE = "https://www.nice.org.uk/guidance/ng59"
