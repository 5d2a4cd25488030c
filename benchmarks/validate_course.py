"""
How well the expected course does: coverage of its bands, alarms that are false, and how soon true ones come.

`make validate` writes `docs/validation/expected-course.md`. People are simulated from the stated model, so this shows
that it reckons rightly with the published numbers, not that they are right; those stand beside the curve in the page.
"""

from pathlib import Path

import numpy as np
from scipy.special import ndtri

from unpinch.recovery import CourseKind, Entry, Standing, follow, progress, published_course
from unpinch.recovery._course import ROUNDING_VARIANCE
from unpinch.recovery._published import ENTRY_SD, memory
from unpinch.recovery._standing import EARLIEST_DAY, HOW_SURE, WORSE_THAN

DOCUMENT = Path(__file__).parents[1] / "docs/validation/expected-course.md"
SEED = 20261123
PEOPLE = 10_000
ALARM_PEOPLE = 1_500
WEEKS = 12
SHARES = (0.8, 0.95)
HABITS = {"every day": 1, "every third day": 3, "once a week": 7}
AHEAD = (7, 28, 84)
ALARMS = (Standing.NOT_ON_TRACK, Standing.WORSE)


def walk(course, days, chance):
    """Give what one simulated person feels on each day, not cut off at the ends of the scale."""
    distance, before, felt = chance.normal(), days[0], []
    for day in days:
        kept = memory(day - before)
        distance = kept * distance + np.sqrt(1 - kept**2) * chance.normal()
        felt.append(course.mean(day) + np.sqrt(course.variance(day)) * distance)
        before = day
    return np.array(felt)


def scores(felt, chance, *, whole):
    """Give the scores for what is felt: as the model has them, or whole numbers from 0 to 10 as people give them."""
    exact = felt + chance.normal(size=len(felt)) * np.sqrt(ENTRY_SD**2 + (0 if whole else ROUNDING_VARIANCE))
    return np.clip(np.round(exact), 0, 10) if whole else exact


def coverage(kind, *, every, ahead, whole, count, seed):
    """Give the share of later scores that lie within each band, after six weeks of scores."""
    course, chance = published_course(kind), np.random.default_rng(seed)
    days = [*range(0, 43, every)]
    days = [*days, days[-1] + ahead]
    within = np.zeros(len(SHARES))
    for _ in range(count):
        given = scores(walk(course, days, chance), chance, whole=whole)
        record = [_unchecked(day, score) for day, score in zip(days[:-1], given[:-1], strict=True)]
        (felt,) = follow(course=course, entries=record, days=days[-1:])
        within += [_is_within(felt, share, given[-1], whole=whole) for share in SHARES]
    return within / count


def _unchecked(day, score):
    # The model's own scores may lie beyond the scale; a person's cannot, and are refused there.
    entry = Entry(float(day), 5.0)
    object.__setattr__(entry, "pain", float(score))
    return entry


def _is_within(felt, share, score, *, whole):
    if whole:
        low, high = felt.band(share)
        return low <= score <= high
    reach = ndtri(0.5 + share / 2) * np.sqrt(felt.sd**2 + ENTRY_SD**2 + ROUNDING_VARIANCE)
    return abs(score - felt.mean) <= reach


def alarms(kind, *, count, seed):
    """Give how often those who are on track are alarmed, how many of the others are, and how late, in days."""
    course, chance = published_course(kind), np.random.default_rng(seed)
    days = [*range(0, 7 * WEEKS + 1, 3)]
    fine = falsely = off = caught = 0
    delays = []
    for _ in range(count):
        felt = walk(course, days, chance)
        given = scores(felt, chance, whole=True)
        is_off, alarm = _first_days(course, days, felt, given)
        if is_off is None:
            fine, falsely = fine + 1, falsely + (alarm is not None)
        else:
            off, caught = off + 1, caught + (alarm is not None)
            delays += [max(0, alarm - is_off)] if alarm is not None else []
    return {"fine": fine, "false": falsely, "off": off, "caught": caught, "delay": float(np.median(delays))}


def _first_days(course, days, felt, given):
    """Give the first day on which somebody feels worse than most who began alike, and the first with an alarm."""
    record = [Entry(float(day), float(score)) for day, score in zip(days, given, strict=True)]
    is_off = alarm = None
    for number, day in enumerate(days):
        if day < EARLIEST_DAY:
            continue
        now = progress(course=course, entries=record[: number + 1], today=day)
        usual = now.typical.mean + ndtri(WORSE_THAN) * now.typical.sd
        is_off = day if is_off is None and felt[number] > usual else is_off
        alarm = day if alarm is None and now.standing in ALARMS else alarm
    return is_off, alarm


def page():
    """Write all of it as a page."""
    return "\n".join([*_intro(), *published_lines(), *_coverage(), *_alarms()]) + "\n"


def _intro():
    return [
        "# How well the expected course reckons",
        "",
        "Written by `make validate`. The model is [ADR 25](../adr/0025-expected-course.md).",
        "",
    ]


def published_lines():
    """Give the table of anchors as lines of the page."""
    lines = [
        "## What publications say, and the curve",
        "",
        "| course | day | what | published | the curve | row |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for kind in CourseKind:
        for each in published_course(kind).anchors:
            row = each.anchor
            what = row.event.replace("_", " ")
            lines.append(
                f"| {kind.value} | {row.day} | {what} | {row.share:.2f} | {each.modelled:.2f} | `{row.fact}` |"
            )
    return [*lines, ""]


def _coverage():
    lines = [
        "## Bands",
        "",
        f"{PEOPLE:,} simulated people a line, six weeks of scores, and whether the score some days later lies within",
        "the band. As the model has it: not rounded, not cut off. As people give it: whole numbers from 0 to 10; then",
        "the bands hold a few more, because many end at 0.",
        "",
        "| course | scores | days ahead | 80 % band | 95 % band | 80 %, whole numbers | 95 %, whole numbers |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for number, (kind, (habit, every), ahead) in enumerate(_settings()):
        exact, whole = (
            coverage(kind, every=every, ahead=ahead, whole=is_whole, count=PEOPLE, seed=SEED + number)
            for is_whole in (False, True)
        )
        cells = " | ".join(f"{100 * share:.1f}" for share in (*exact, *whole))
        lines.append(f"| {kind.value} | {habit} | {ahead} | {cells} |")
    return [*lines, ""]


def _settings():
    return [
        (kind, habit, ahead)
        for kind in CourseKind
        for habit, ahead in zip(HABITS.items(), AHEAD, strict=True)
    ]  # fmt: skip


def _alarms():
    lines = [
        "## Alarms",
        "",
        f'"Not on track" is said when it is {100 * HOW_SURE:.0f} % sure that somebody feels worse than',
        f"{100 * WORSE_THAN:.0f} of 100 people who began as they did. {ALARM_PEOPLE:,} simulated people a line, a",
        f"score every third day for {WEEKS} weeks, looked at after each score.",
        "",
        "| course | never worse | alarmed all the same | at some time worse | alarmed | days until then, median |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for kind in CourseKind:
        got = alarms(kind, count=ALARM_PEOPLE, seed=SEED)
        false, caught = 100 * got["false"] / got["fine"], 100 * got["caught"] / got["off"]
        lines.append(
            f"| {kind.value} | {got['fine']} | {false:.1f} % | {got['off']} | {caught:.0f} % | {got['delay']:.0f} |"
        )
    return [
        *lines,
        "",
        "Those who were worse and were not alarmed were so for a short time or by little.",
    ]


if __name__ == "__main__":
    DOCUMENT.write_text(page(), encoding="utf-8")
