"""
Simulated people for the pattern model: a cause, a drawing and answers, drawn from the published numbers.

Written apart from the model, one person at a time, in the steps in which a drawing and answers come about: a drawing of
the background is drawn by hand, and kept as often as it is more likely with the cause than without.
"""

import math
import random  # noqa: TID251  # a simulation throws its own dice, with a seed
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

from unpinch.patterns import _assumptions as assumed
from unpinch.patterns._ages import parts_by_age
from unpinch.patterns._background import Part, leg_hurts, parts
from unpinch.patterns._drawing import in_background, in_its_people, level_of, own_met
from unpinch.patterns._maps import is_weak_map
from unpinch.patterns._signs import all_signs, answered_signs
from unpinch.patterns._structures import ROOTS, structures

SEED = 20261122
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Person:
    """A simulated person: what they have, and what they tell."""

    cause: str
    regions: frozenset[str]
    signs: dict[str, bool]
    age_years: int


def people(count, *, seed=SEED, causes=None, signs=None):
    """Give so many people, always the same."""
    dice = random.Random(seed)
    every = structures() if causes is None else [one for one in structures() if one.id in causes]
    weights = [one.prior for one in every]
    asked = all_signs()
    asked = {name: asked[name] for name in (signs if signs is not None else answered_signs())}
    for _ in range(count):
        cause = dice.choices(every, weights)[0].id
        yield Person(cause, _drawing(cause, dice), _answers(cause, asked, dice), _age(cause, dice))


def _drawing(cause, dice):
    most = max(_ratios(cause)) * (assumed.OWN_ROOT if cause in ROOTS else 1)
    while True:
        drawn = _of_background(dice)
        if drawn and dice.random() * most < _ratios(cause)[level_of(cause, drawn)] * _own(cause, drawn):
            return drawn


@cache
def _ratios(cause):
    pairs = zip(in_its_people(cause), in_background(cause), strict=True)
    ratios = [
        (people / background) ** (assumed.WEAK_SOURCE if is_weak_map(cause) else 1) for people, background in pairs
    ]
    total = sum(ratio * background for ratio, background in zip(ratios, in_background(cause), strict=True))
    return [ratio / total for ratio in ratios]


def _own(cause, drawn):
    return (assumed.OWN_ROOT, 1 / assumed.OWN_ROOT, 1)[own_met(cause, drawn)] if cause in ROOTS else 1


def _of_background(dice):
    hurt = {Part(part) for part, chance in assumed.PART_HURTS.items() if dice.random() < chance}
    ways, chances = zip(*leg_hurts(), strict=True)
    hurt |= dice.choices(ways, chances)[0]
    return frozenset().union(*(_marks_in(parts()[part], dice) for part in sorted(hurt)))


def _marks_in(regions, dice):
    """Mark each region by its own chance; a part that hurts has at least one mark, so draw again until it has."""
    while True:
        marked = {region for region in regions if dice.random() < assumed.MARKED_READILY}
        if marked:
            return marked


def _answers(cause, asked, dice):
    together = dice.gauss(0, 1)
    return {name: _is_there(sign, cause, together, dice) for name, sign in asked.items()}


def _is_there(sign, cause, together, dice):
    fraction = (sign.with_it if cause in sign.targets else sign.without).value
    own = math.sqrt(1 - sign.correlation) * dice.gauss(0, 1)
    return math.sqrt(sign.correlation) * together + own < -_NORMAL.inv_cdf(1 - fraction)


def _age(cause, dice):
    group = dice.choices((0, 1, 2), parts_by_age(cause))[0]
    return (45, 65, 75)[group]
