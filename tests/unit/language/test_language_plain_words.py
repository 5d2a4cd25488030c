"""Plain words of patients that were once taken for something else."""

import pytest

from unpinch import language
from unpinch.kernel import FindingStatus


def status_of(finding, text):
    found = {each.id: each.status for each in language.understand(text=text).findings}
    return found.get(finding)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("my father age 67 has sudden tearing pain in the stomach and back", "severe_belly_pain"),
        ("tripped over the dog and can't get out of the chair, back is agony", "cannot_walk"),
        ("right calf is swollen, warm and sore, 3 days", "pain_below_knee"),
        ("Left leg 8/10, 10 weeks", "leg_pain"),
    ],
)
def test_it_is_heard(text, finding):
    assert status_of(finding, text) is FindingStatus.PRESENT


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("My gran's legs don't work. Mine do, they just ache", "both_legs_weak"),
        ("Sciatica down both legs all week", "both_legs_weak"),
        ("went out sat lifting my grandbaby and it hurts", "worse_sitting"),
        ("Rolled my truck on I-40 last night", "fever"),
        ("chest tightness when I carried the shopping", "minor_injury"),
    ],
)
def test_it_is_not_taken_for_something_else(text, finding):
    assert status_of(finding, text) is not FindingStatus.PRESENT


def test_where_both_legs_hurt_the_side_is_both():
    pain = language.understand(text="the sciatica crossed over to the right leg too, both now").pain
    assert {str(mark.side) for mark in pain.regions} == {"both"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Fever since two days with body pain and back pain", 2),
        ("Both feet tingle, been that way ten years. New is a stab in the left groin, one week", 7),
        ("back pain and shaking chills since last night", 1),
    ],
)
def test_how_long_it_has_hurt(text, days):
    assert language.understand(text=text).pain.duration_days == days


def test_what_the_person_written_for_wants_is_wanted():
    text = "Mom (58) says: pain down the right leg. she wants acupuncture."
    assert language.understand(text=text).request.treatments == ("acupuncture",)
