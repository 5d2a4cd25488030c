"""The pattern model against a plain slow version of it, written from the formulas: no arrays, no shortcuts."""

import math
import random  # noqa: TID251  # throws its own dice, with a seed
from statistics import NormalDist

import pytest

from unpinch import knowledge
from unpinch.patterns import _assumptions as assumed
from unpinch.patterns._ages import parts_by_age
from unpinch.patterns._drawing import (
    areas,
    below_of_leg,
    in_background,
    in_its_people,
    leg_of,
    level_of,
    own_in_background,
    own_met,
)
from unpinch.patterns._maps import is_weak_map, leg_regions
from unpinch.patterns._model import Case, shares
from unpinch.patterns._signs import all_signs
from unpinch.patterns._structures import ROOTS, leg_pain_without_root, structures
from unpinch.patterns._uncertainty import drawn_shares

CASES, SEED = 10_000, 20261122
NORMAL = NormalDist()
MIDDLES = [NORMAL.inv_cdf((place + 0.5) / 15) for place in range(15)]
POINTS = [middle / math.sqrt(math.fsum(one**2 for one in MIDDLES) / 15) for middle in MIDDLES]
SIGNS = all_signs()


def test_the_fast_model_agrees_with_the_slow_one_on_random_cases():
    dice = random.Random(SEED)
    for _ in range(CASES):
        case = some_case(dice)
        slow, fast = slowly(case), shares(case)
        assert max(abs(slow[one] - fast[one]) for one in slow) < 1e-9, case
        assert math.isclose(math.fsum(fast.values()), 1, abs_tol=1e-12)


def test_the_first_draw_is_the_model_itself():
    dice = random.Random(SEED + 1)
    ids = [one.id for one in structures()]
    for _ in range(1000):
        case = some_case(dice)
        assert drawn_shares(case)[0].tolist() == pytest.approx([shares(case)[one] for one in ids], abs=1e-9)


def some_case(dice):
    regions = [row.id for row in knowledge.body_regions()]
    return Case(
        regions=frozenset(dice.sample(regions, dice.choice((0, 0, 1, 2, 3, 5, 9)))),
        leg=dice.choice((None, True, False)),
        below_knee=dice.choice((None, None, False, True)),
        signs=tuple((sign, dice.random() < 0.5) for sign in dice.sample(sorted(SIGNS), dice.choice((0, 1, 2, 4)))),
        age_years=dice.choice((None, 30, 60, 65, 70, 71, 90)),
    )


def slowly(case):
    joint = {one.id: one.prior * place(one.id, case) * signs(one.id, case) * age(one.id, case) for one in structures()}
    total = math.fsum(joint.values())
    return {one: part / total for one, part in joint.items()}


def age(cause, case):
    if case.age_years is None:
        return 1
    return parts_by_age(cause)[0 if case.age_years < 60 else 2 if case.age_years > 70 else 1]


def signs(cause, case):
    return math.fsum(math.prod(sign(cause, name, there, point) for name, there in case.signs) / 15 for point in POINTS)


def sign(cause, name, there, point):
    one = SIGNS[name]
    fraction = (one.with_it if cause in one.targets else one.without).value
    shift = math.sqrt(one.correlation) * point
    likely = NORMAL.cdf((NORMAL.inv_cdf(fraction) + shift) / math.sqrt(1 - one.correlation))
    return likely if there else 1 - likely


def place(cause, case):
    if not case.regions:
        return said(cause, case)
    if case.leg is None and case.below_knee is None:
        return drawn(cause, case)
    if not areas(cause):
        return said(cause, case)
    if level_of(cause, case.regions):
        return max(said(cause, case), drawn(cause, case))
    if case.leg and not case.regions & leg_regions():
        return said(cause, case)
    return min(said(cause, case), drawn(cause, case))


def said(cause, case):
    everywhere = as_said(case, leg_pain_without_root(), assumed.BELOW_OF_LEG_WITHOUT_ROOT)
    return as_said(case, leg_of(cause), below_of_leg(cause)) / everywhere


def as_said(case, leg, below):
    """Sum over the states of leg and lower leg that agree with what was said; below the knee goes before the leg."""
    said_leg = True if case.below_knee else case.leg
    states = {(True, True): leg * below, (True, False): leg * (1 - below), (False, False): 1 - leg}
    return math.fsum(
        chance
        for (in_leg, under), chance in states.items()
        if (said_leg is None or in_leg is said_leg) and (case.below_knee is None or under is case.below_knee)
    )


def drawn(cause, case):
    background, people = in_background(cause), in_its_people(cause)
    power = assumed.WEAK_SOURCE if is_weak_map(cause) else 1
    ratios = [(here / there) ** power for here, there in zip(people, background, strict=True)]
    total = math.fsum(ratio * there for ratio, there in zip(ratios, background, strict=True))
    rising = [max(ratios[: level + 1]) / total for level in range(len(ratios))]
    return rising[level_of(cause, case.regions)] * own_root(cause, case, rising)


def own_root(cause, case, ratios):
    """Give what a root's own regions add: summed over all drawings of its people it adds nothing."""
    if cause not in ROOTS:
        return 1
    times = (assumed.OWN_ROOT, 1 / assumed.OWN_ROOT, 1)
    total = math.fsum(
        ratio * chance * time
        for ratio, chances in zip(ratios, own_in_background(cause), strict=True)
        for chance, time in zip(chances, times, strict=True)
    )
    return times[own_met(cause, case.regions)] / total
