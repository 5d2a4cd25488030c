"""
What is understood of a sentence: a table that a clinician can read and correct (`language_sentences.csv`).

The sentences are invented. `there` and `not_there` are findings that must be, and must not be, understood as present;
`level` the levels of care that are right (several where more than one is); `more` says what else: `dur` days, `sev`
0-10, `age` years, `reg` regions, `pside` side of the pain, `side:<finding>`, `want`, `avoid`, `tried`, `zip`, `mi`
miles, `ins` insurer, `spk` language, `gen` gender, `tel` telehealth, `onset`. `could` names what a later version could
hear.
"""

import csv
from pathlib import Path

import pytest

from unpinch import language, safety

TABLE = Path(__file__).parent / "language_sentences.csv"
ROWS = tuple(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def as_text(value):
    return "none" if value is None else str(value)


def as_set(values):
    return ",".join(sorted(str(value) for value in values))


def heard(understood):
    """Give what was understood, in the words of the table's column `more`."""
    pain, request = understood.pain, understood.request
    return {
        "dur": as_text(pain.duration_days),
        "sev": as_text(pain.severity_0_10),
        "age": as_text(pain.age_years),
        "onset": as_text(pain.onset),
        "reg": as_set({mark.region for mark in pain.regions}),
        "pside": as_set({as_text(mark.side) for mark in pain.regions}),
        "want": as_set(request.treatments),
        "avoid": as_set(request.avoid),
        "tried": as_set(request.tried),
        "zip": as_text(request.zip_code),
        "mi": as_text(request.within_miles and round(request.within_miles)),
        "ins": as_text(request.insurer),
        "spk": as_text(request.language),
        "gen": as_text(request.gender),
        "tel": as_text(request.telehealth),
    } | {f"side:{finding.id}": as_text(finding.side) for finding in understood.findings}


def as_cases():
    for row in ROWS:
        marks = [pytest.mark.xfail(reason=row["could"], strict=True)] if row["could"] else []
        yield pytest.param(row, id=row["text"][:60], marks=marks)


@pytest.mark.parametrize("row", tuple(as_cases()))
def test_a_sentence_is_understood(row):
    understood = language.understand(text=row["text"])
    present = understood.present()
    assert set(row["there"].split()) <= present
    assert present.isdisjoint(row["not_there"].split())
    wanted = dict(pair.split("=", 1) for pair in row["more"].split(" ; ") if pair)
    wanted = {name: as_set(value.split(",")) if "," in value else value for name, value in wanted.items()}
    got = heard(understood)
    assert {name: got.get(name) for name in wanted} == wanted
    if row["level"]:
        assert safety.assess(understanding=understood).level in row["level"].split()
    if row["needling"]:
        assert safety.screen_needling(understanding=understood).status == row["needling"]


def test_the_table_holds_traps_and_emergencies():
    levels = [row["level"] for row in ROWS]
    assert levels.count("emergency_now") >= 100
    assert levels.count("routine") >= 100
    assert sum(bool(row["not_there"]) for row in ROWS) >= 100


def test_what_people_are_told_to_try_is_understood():
    """The two sentences the main job is shown with."""
    first = language.understand(
        text="shooting pain down the back of my left leg to the calf for six weeks, worse sitting, PT did not help,"
        " is dry needling worth it"
    )
    assert {"leg_pain", "pain_below_knee", "shooting", "worse_sitting"} <= first.present()
    assert {str(mark.side) for mark in first.pain.regions} == {"left"}
    assert first.pain.duration_days == 42
    assert first.request.treatments == ("dry_needling",)
    assert first.request.tried == ("physical_therapy",)
    second = language.understand(text="since this morning I am numb between my legs and can't pee, both legs hurt")
    assert {"saddle_numbness", "bladder_trouble", "pain_both_legs"} <= second.present()
