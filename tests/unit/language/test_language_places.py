"""Where it hurts and on which side, as people say it without saying so."""

import json
from pathlib import Path

import pytest

from unpinch import language
from unpinch.scorecard._areas import AREAS

DRILL = Path(__file__).parents[2] / "scorecard" / "drill" / "places.jsonl"
# Phrases are mended for other ends, too: so many of the drill's texts may go wrong by it before it matters.
ENOUGH = 0.97


def sides(text):
    return {str(mark.side) for mark in language.understand(text=text).pain.regions if mark.side}


def regions(text):
    return {mark.region for mark in language.understand(text=text).pain.regions}


def side_of(finding, text):
    return next(found.side for found in language.understand(text=text).findings if found.id == finding)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("my good leg is the left. the other one screams", "right"),
        ("mi pierna buena es la derecha, la otra me quema", "left"),
        ("R thigh pain. L side clear.", "right"),
        ("If I twist to the right my left buttock grabs.", "left"),
        ("Left-handed, and it's the right calf that cramps.", "right"),
        ("my left wrist is in a cast and my right hip aches", "right"),
        ("Left leg, no sorry, right leg hurts", "right"),
        ("Was in the left leg all winter; since Easter it's the right one.", "right"),
        ("my hip hurts. the left.", "left"),
        ("low back pain, more right than left", "both"),
        ("gluteal pain R>L", "both"),
        ("used to be just the right leg, now both are on fire", "both"),
        ("hip on the left and knee on the right, both sore", "both"),
        ("la rodilla isquierda me duele", "left"),
        ("I've had sciatica on the right twice before. This time it's the left leg.", "left"),
        ("X-ray of right hip normal. It still hurts.", "right"),
        ("Can't lie on my left side, hip hurts.", "left"),
        ("one of my hips hurts, the left", "left"),
        ("Right hip hurts, left a little too.", "both"),
    ],
)
def test_the_side_of_the_pain_is_not_that_of_something_else(text, side):
    assert sides(text) == {side} or (side == "both" and len(sides(text)) > 1)


@pytest.mark.parametrize(
    "text",
    [
        "Right, so I bent over on Friday and something went in my lower back",
        "I've got two weeks left on my physio block and my back still grumbles",
        "todo derecho por la autopista y acabé con la espalda molida",
    ],
)
def test_not_every_left_and_right_is_a_side(text):
    assert not sides(text)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("So basically: calf. Every step.", "calf_medial"),
        ("The shin is the main thing.", "shin"),
        ("It began in my buttock and now it's got as far as the ankle.", "lateral_ankle"),
        ("the calf is soft and not swollen. Still, it aches in there.", "calf_medial"),
        ("I can't lift my kid with this back", "low_back"),
        ("it pinches low on the right", "low_back"),
        ("me duele abajito a la izquierda", "low_back"),
        ("la rodilla y la cadera me duelen", "anterior_knee"),
        ("Two months of an aching, numb right shin", "shin"),
        ("His started with a bad back. Mine has been sore on the left for a week.", "low_back"),
        ("an open rash on my back, right where it hurts", "low_back"),
        ("never had a day of back pain until three weeks ago", "low_back"),
        ("my left thigh burns, on the outer side", "lateral_thigh"),
        ("no puedo dormir por la pierna derecha", "posterior_thigh_distal"),
    ],
)
def test_a_place_hurts_without_a_word_for_pain_beside_it(text, region):
    assert region in regions(text)


@pytest.mark.parametrize(
    "text",
    [
        "My right hip was replaced in 2018.",
        "me truena la cadera pero no duele",
        "What bothers me is pins and needles in the foot",
        "a pillow under my knees and my legs on the sofa",
        "the pins and needles in my leg came with the tattoo on my left calf",
    ],
)
def test_a_place_that_is_named_for_something_else_does_not_hurt(text):
    assert not regions(text)


@pytest.mark.parametrize(
    ("finding", "text", "side"),
    [
        ("numbness", "Numb toes on the right but it's the left hip that hurts.", "right"),
        ("numbness", "tengo dormido el pie izquierdo pero me duele la cadera derecha", "left"),
        ("weakness", "my left leg is weaker than the right", "left"),
        ("both_legs_weak", "neither leg will hold me since this morning", "both"),
    ],
)
def test_a_finding_has_its_own_side(finding, text, side):
    assert side_of(finding, text) == side


def test_the_places_of_the_drill_are_understood():
    rows = [json.loads(line) for line in DRILL.read_text(encoding="utf-8").splitlines()]
    right = [row for row in rows if is_right(row, language.understand(text=row["text"]))]
    assert len(right) >= ENOUGH * len(rows)


def is_right(row, understood):
    named = {mark.side for mark in understood.pain.regions if mark.side}
    got = {found.id: found.side for found in understood.findings}
    got["pain"] = next(iter(named)) if len(named) == 1 else "both" if named else None
    marked = {mark.region for mark in understood.pain.regions}
    present = understood.present()
    return (
        all(got.get(name) == side for name, side in row["side"].items())
        and all(marked & AREAS[area] for area in row["areas"])
        and set(row["present"]) <= present
        and present.isdisjoint(row["not_present"])
    )
