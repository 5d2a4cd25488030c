"""
How likely an address or phone number of the public record is right, by its age and by who else names it.

The law. A record that was just entered is right with the chance `start`. From then on people move or stop, `per_year`
of them in a year, and nobody tells the record:

    right(age) = start (1 - per_year) ^ age in years

A second publisher that names the same place multiplies the odds by P(same | right) / P(same | wrong), one that names
another by (1 - P(same | right)) / (1 - P(same | wrong)).

The numbers are made from the rows of use `law` of `knowledge/data/directory_accuracy.csv`. What is an assumption:

- what was measured in physicians holds for every profession, and for the phone number as for the address;
- people leave at the same pace however long they have been there, and whoever has not told the record left no
  otherwise than the rest (who tells it makes the record young again);
- a wrong entry is the same in another list as often as a wrong entry is still there after 540 days: both lists kept
  the old one;
- a record without a date is taken to be five years old.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from unpinch import knowledge

from ._zips import FloatArray

Kind = Literal["address", "phone"]
DAYS_A_YEAR = 365.25
# No figure was found: half of the ten years after which a record counts as stale.
UNDATED_DAYS = round(5 * DAYS_A_YEAR)
# Nothing that people type in is right for certain.
_MOST = 0.99


class Chances(NamedTuple):
    """Chances of being right, each of the shape asked for: by the law, and the lowest and highest within reason."""

    chance: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True)
class Law:
    """
    The numbers of the law.

    `start` is the chance of a new record, `per_year` the share that leaves in a year; `same_if_right` and
    `same_if_wrong` how often another publisher names the same.
    """

    start: float
    per_year: float
    same_if_right: float
    same_if_wrong: float

    def right(self, *, age_days: npt.NDArray[np.generic]) -> FloatArray:
        """Give the chance that a record of this age is right by itself, shape (n,); an age below 0 is not known."""
        days = np.where(np.asarray(age_days) < 0, UNDATED_DAYS, age_days).astype(np.float64)
        chance: FloatArray = self.start * (1 - self.per_year) ** (days / DAYS_A_YEAR)
        return chance

    @property
    def log_odds_of_agreeing(self) -> float:
        """Give what another publisher that names the same adds to the logarithm of the odds."""
        return float(np.log(self.same_if_right / self.same_if_wrong))

    @property
    def log_odds_of_differing(self) -> float:
        """Give what another publisher that names another adds to the logarithm of the odds; below 0."""
        return float(np.log((1 - self.same_if_right) / (1 - self.same_if_wrong)))


class Laws(NamedTuple):
    """The law, and the two that its sources leave room for."""

    usual: Law
    low: Law
    high: Law


@cache
def laws() -> Laws:
    """
    Make the law from the published figures.

    The usual law goes through the share right at the age it was measured at. The low and the high one go through the
    lowest and highest share of any specialty, with the fastest and slowest leaving that was found, and with wrong
    entries shared most and least.
    """
    facts = {row.id: row for row in knowledge.directory_accuracy()}
    measured, leaving = facts["npi_address_2007"], facts["turnover_2018"]
    by_specialty, wrong = facts["npi_address_2015"], facts["wrong_entries_2024"]
    same = _number(facts["same_address_2023"].share)
    years, right, middle = _number(measured.days) / DAYS_A_YEAR, _number(measured.share), _number(by_specialty.share)

    def law(*, share: float | None, per_year: float | None, same_if_wrong: float | None) -> Law:
        leave, shared = _number(per_year), _number(same_if_wrong)
        return Law(
            start=min(right * _number(share) / middle / (1 - leave) ** years, _MOST),
            per_year=leave,
            # All that name the same are those that are right and the same, and those that are wrong and the same.
            same_if_right=min((same - (1 - middle) * shared) / middle, _MOST),
            same_if_wrong=shared,
        )

    return Laws(
        usual=law(share=by_specialty.share, per_year=leaving.share, same_if_wrong=wrong.share),
        low=law(share=by_specialty.share_low, per_year=leaving.share_high, same_if_wrong=wrong.share_high),
        high=law(share=by_specialty.share_high, per_year=leaving.share_low, same_if_wrong=wrong.share_low),
    )


def chance_source() -> str:
    """Give the address of the calls that the range comes from."""
    return next(row.source_url for row in knowledge.directory_accuracy() if row.id == "npi_address_2015")


def _number(value: float | None) -> float:
    if value is None:
        raise knowledge.BadFact(
            "directory_accuracy.csv: a row that the chance of being right is made from lacks a number. Fill it in."
        )
    return value


def chance_right(
    *,
    age_days: npt.ArrayLike,
    sources_agreeing: npt.ArrayLike,
    kind: Kind,
    sources_differing: npt.ArrayLike = 0,
) -> Chances:
    """
    Give the chance that an address or phone number is right.

    Parameters
    ----------
    age_days
        Days since the record was last updated, shape (n,); below 0 where nobody knows.
    sources_agreeing
        How many publishers name it, shape (n,), 1 or more: files of one publisher count once.
    kind
        `address` or `phone`. No figure for phone numbers alone was found: both follow the same law.
    sources_differing
        How many publishers name another instead, shape (n,); not those that know a second place of somebody who has
        several, for both may be right.

    Returns
    -------
    Chances
        Never more for an older record, never less for one more publisher that agrees or one fewer that differs.

    Raises
    ------
    ValueError
        If the kind is another one, or nobody names it.
    """
    if kind not in ("address", "phone"):
        raise ValueError(f"kind is {kind!r}, and must be 'address' or 'phone'")
    ages, agreeing, differing = np.broadcast_arrays(age_days, sources_agreeing, sources_differing)
    if (agreeing < 1).any() or (differing < 0).any():
        raise ValueError("sources_agreeing must be 1 or more, and sources_differing 0 or more")
    agree = [law.log_odds_of_agreeing for law in laws()]
    differ = [law.log_odds_of_differing for law in laws()]
    # What others add is not the least in the same law as what age takes: the range takes the worst and best of each.
    for_each, against_each = (agree[0], min(agree), max(agree)), (differ[0], min(differ), max(differ))
    return Chances(
        *(
            _with_odds(law.right(age_days=ages), (agreeing - 1) * more + differing * less)
            for law, more, less in zip(laws(), for_each, against_each, strict=True)
        )
    )


def _with_odds(alone: FloatArray, log_odds: FloatArray) -> FloatArray:
    chance: FloatArray = 1 / (1 + np.exp(np.log1p(-alone) - np.log(alone) - log_odds))
    return chance
