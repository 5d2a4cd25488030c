"""
The numbers of the model as arrays: the published ones first, then many that could as well be true.

Row 0 of each array holds the numbers as published or assumed; each further row is one draw of all of them within their
standard errors, always the same ones. What the shares would be with each row is their uncertainty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from . import _assumptions as assumed
from ._ages import parts_by_age
from ._drawing import OwnRegions, below_of_leg, in_background, in_its_people, leg_of, own_in_background
from ._maps import is_weak_map
from ._model import points
from ._signs import Fraction, Sign, all_signs, logit
from ._structures import ROOTS, structures

Array = NDArray[np.float64]
_DRAWS = 128
# None of the map, and up to three levels of it.
_LEVELS = 4
_SEED = 20261122


@dataclass(frozen=True)
class Draws:
    """
    All arrays; draws first, then structures in the order of `structures()`. `log_prior`: draws x structures.
    `drawing`: draws x structures x levels, the log of how many times as likely a drawing that meets a map at this
    level is as in the background; levels a structure has not are 0. `own_root`: draws x structures x `OwnRegions`,
    the log of what a root's own regions add. `leg` and `below_knee`: draws x structures, how often pain is felt in
    the leg, and below the knee if in the leg. `signs`: sign to the logs of present and absent, draws x structures x
    points. `ages`: structures x (under 60, 60 to 70, over 70).
    """

    ids: tuple[str, ...]
    log_prior: Array
    drawing: Array
    own_root: Array
    leg: Array
    below_knee: Array
    signs: dict[str, tuple[Array, Array]]
    ages: Array


@cache
def draws() -> Draws:
    """Work them out once."""
    dice = np.random.default_rng(_SEED)
    ids = tuple(structure.id for structure in structures())
    drawing = np.stack([_drawing(one, dice) for one in ids], axis=1)
    return Draws(
        ids=ids,
        log_prior=_log_prior(dice),
        drawing=drawing,
        own_root=_own_root(ids, drawing, dice),
        leg=_moved([leg_of(one) for one in ids], dice),
        below_knee=_moved([below_of_leg(one) for one in ids], dice),
        signs={sign.id: _sign(sign, ids, dice) for sign in all_signs().values()},
        ages=np.array([parts_by_age(one) for one in ids]),
    )


def _draws(dice: np.random.Generator, *shape: int) -> Array:
    """Give standard normal numbers, draws first, with zeros in the row of the published numbers."""
    return np.concatenate([np.zeros((1, *shape)), dice.standard_normal((_DRAWS, *shape))])


def _expit(logits: Array) -> Array:
    return 1 / (1 + np.exp(-logits))


def _log_prior(dice: np.random.Generator) -> Array:
    prior = np.array([structure.prior for structure in structures()])
    drawn = np.log(prior) + assumed.PRIOR_SE * _draws(dice, len(prior))
    return np.asarray(drawn - np.log(_sum(drawn)))


def _moved(fractions: list[float], dice: np.random.Generator) -> Array:
    """Draw fractions of structures; those that are one number move together."""
    logits = [logit(one) for one in fractions]
    moves = {one: _draws(dice) for one in sorted(set(logits))}
    return _expit(np.array(logits) + assumed.SE_EDITORIAL * np.stack([moves[one] for one in logits], axis=1))


def _drawing(structure: str, dice: np.random.Generator) -> Array:
    """Give the logs of the ratios of one structure's people to the background, level by level."""
    background, people = (np.array(parts) for parts in (in_background(structure), in_its_people(structure)))
    moved = np.log(people) + assumed.SE_EDITORIAL * _draws(dice, len(people))
    power = assumed.WEAK_SOURCE if is_weak_map(structure) else 1.0
    log_ratio = power * (moved - np.log(_sum(moved)) - np.log(background))
    log_ratio -= np.log((background * np.exp(log_ratio)).sum(axis=1, keepdims=True))
    return np.pad(_rising(log_ratio), ((0, 0), (0, _LEVELS - len(people))))


def _own_root(ids: tuple[str, ...], drawing: Array, dice: np.random.Generator) -> Array:
    """Give what meeting a root's own regions adds, so that all drawings of its people still sum to 1."""
    step = math.log(assumed.OWN_ROOT) * np.exp(assumed.SE_EDITORIAL * _draws(dice))
    added = step[:, None] * np.array([1.0, -1.0, 0.0])
    logs = np.zeros((len(step), len(ids), len(OwnRegions)))
    for column, one in enumerate(ids):
        if one in ROOTS:
            chances = np.array(own_in_background(one))
            ratios = np.exp(drawing[:, column, : len(chances)])
            total = np.einsum("dl,lo,do->d", ratios, chances, np.exp(added))
            logs[:, column] = added - np.log(total)[:, None]
    return logs


def _sum(logs: Array) -> Array:
    """Give the sum of what the logs stand for, kept as a column."""
    return np.asarray(np.exp(logs).sum(axis=1, keepdims=True))


def _rising(log_ratio: Array) -> Array:
    """Never let a drawing that meets more of a map say less."""
    return np.asarray(np.maximum.accumulate(log_ratio, axis=1))


def _sign(sign: Sign, ids: tuple[str, ...], dice: np.random.Generator) -> tuple[Array, Array]:
    """Give the logs of how likely a sign is there, and not, at each point of what signs of one cause have in common."""
    is_target = np.array([one in sign.targets for one in ids])
    with_it, without = _fraction(sign.with_it, dice), _fraction(sign.without, dice)
    fractions = np.where(is_target[None, :], with_it[:, None], without[:, None])
    loading = math.sqrt(sign.correlation)
    normal = NormalDist()
    bounds = np.vectorize(normal.inv_cdf)(fractions)
    shifted = (bounds[..., None] + loading * np.array(points())) / math.sqrt(1 - sign.correlation)
    there = np.vectorize(normal.cdf)(shifted)
    return np.log(there), np.log1p(-there)


def _fraction(fraction: Fraction, dice: np.random.Generator) -> Array:
    return _expit(fraction.logit + fraction.se * _draws(dice))
