"""On track, too early to say, or not on track: by the course, in a sentence that can be checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import ndtri

from ._course import Entry, Felt, TreatmentEffect, follow
from ._published import NO_LONGER_BOTHERS, PublishedCourse

# Before this nobody can tell one course from another: the noise of single scores is as large as what people differ by.
EARLIEST_DAY = 14.0
FEWEST_DAYS_WITH_A_SCORE = 4
# Worse than so many of 100 people who began alike is what "not on track" says, once it is this sure.
WORSE_THAN = 0.8
HOW_SURE = 0.8
# A rise that matters, on 0 to 10: `minimal_changes.csv`, pain_0_10.
CLEARLY_WORSE_POINTS = 2.0


class Standing(StrEnum):
    """Where somebody stands."""

    TOO_EARLY = "too_early"
    ON_TRACK = "on_track"
    NOT_ON_TRACK = "not_on_track"
    WORSE = "worse"


@dataclass(frozen=True)
class Progress:
    """
    Where somebody stands today, and what is to be expected.

    `start` is the pain at the start, as their first day's scores and the course together say. `chance_worse_than` is
    how sure it is that they feel worse than `WORSE_THAN` of people who began alike; `typical` is what those feel.
    """

    standing: Standing
    start: Felt
    today: Felt
    typical: Felt
    chance_worse_than: float


def progress(
    *,
    course: PublishedCourse,
    entries: Sequence[Entry],
    today: float,
    effects: Sequence[TreatmentEffect] = (),
) -> Progress:
    """
    Say where somebody stands on a day.

    The comparison is with people who began alike: the course as their first day's scores alone foretell it, with the
    same treatments. Somebody without a score is where the published course is.
    """
    first_day = min((entry.day for entry in entries), default=0.0)
    began = [entry for entry in entries if entry.day == first_day]
    start, typical = follow(course=course, entries=began, days=(first_day, today), effects=effects)
    (felt,) = follow(course=course, entries=entries, days=(today,), effects=effects)
    worst_usual = typical.mean + float(ndtri(WORSE_THAN)) * typical.sd
    chance = 1.0 - felt.chance_at_most(worst_usual)
    return Progress(_standing(entries, today, start, felt, chance), start, felt, typical, chance)


def _standing(entries: Sequence[Entry], today: float, start: Felt, felt: Felt, chance: float) -> Standing:
    days = {entry.day for entry in entries}
    if len(days) >= FEWEST_DAYS_WITH_A_SCORE and _is_clearly_worse(start, felt):
        return Standing.WORSE
    if len(days) < FEWEST_DAYS_WITH_A_SCORE or today - min(days) < EARLIEST_DAY:
        return Standing.TOO_EARLY
    return Standing.NOT_ON_TRACK if chance >= HOW_SURE else Standing.ON_TRACK


def _is_clearly_worse(start: Felt, felt: Felt) -> bool:
    return 1.0 - felt.chance_at_most(start.mean + CLEARLY_WORSE_POINTS) >= HOW_SURE


def chance_of_half(*, progress: Progress, felt: Felt) -> float:
    """Give the chance that half of the pain at the start, or less, is felt on a day."""
    return felt.chance_at_most(progress.start.mean / 2)


def chance_no_longer_bothers(felt: Felt) -> float:
    """Give the chance that the pain no longer bothers on a day."""
    return felt.chance_at_most(NO_LONGER_BOTHERS)
