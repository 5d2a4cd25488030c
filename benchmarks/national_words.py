"""Words of the full-size fictional files: names made of syllables, streets, and places of the `zipcodes` package."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
import zipcodes

from benchmarks.national_shares import shares, zip_people

_ONSETS = (*"BCDFGHJKLMNPRSTVWYZ", "CH", "SH", "TR")
_VOWELS = tuple("AEIOU")
_CODAS = ("", "L", "M", "N", "R", "S", "T")
_SYLLABLES = tuple(onset + vowel + coda for onset in _ONSETS for vowel in _VOWELS for coda in _CODAS)
# How many different words there are; the common ones have two syllables. An estimate: nobody publishes a count.
SURNAMES, FIRST_NAMES = 900_000, 60_000
_OF_TWO = 80_000
# A step without a common divisor with the number of pairs or triples, so that few words come twice.
_STEP = 1_000_003
# The commonest surname is borne by some 8 in 1,000 people (Zipf's law, flattened at the top).
_FLAT_TOP = 12.0
_STREET_KINDS = ("ST", "AVE", "RD", "BLVD", "DR", "LN", "PKWY", "WAY", "PL", "CT")
_STREETS = 4_000


@cache
def surnames():
    """Give all surnames, the most frequent first."""
    return _words(SURNAMES, shift=0)


@cache
def first_names():
    """Give all first names, the most frequent first."""
    return _words(FIRST_NAMES, shift=7)


def _words(count, shift):
    pairs, triples = len(_SYLLABLES) ** 2, len(_SYLLABLES) ** 3
    short = (np.arange(min(count, _OF_TWO)) + shift) * _STEP % pairs
    long = (np.arange(max(count - _OF_TWO, 0)) + shift) * _STEP % triples
    return pl.concat([_spell(short, 2), _spell(long, 3)])


def _spell(numbers, syllables):
    spelled = pl.Series(_SYLLABLES)
    parts = [spelled.gather(numbers // len(_SYLLABLES) ** place % len(_SYLLABLES)) for place in range(syllables)]
    return pl.select(pl.concat_str(parts)).to_series() if len(numbers) else pl.Series([], dtype=pl.String)


def draw_words(words, count, chance):
    """Draw words, the first ones far more often than the last."""
    spread = np.log((len(words) + _FLAT_TOP) / _FLAT_TOP)
    rank = _FLAT_TOP * np.exp(chance.random(count) * spread) - _FLAT_TOP
    return words.gather(np.minimum(rank.astype(np.int64), len(words) - 1))


@cache
def streets():
    """Give names of streets."""
    names = _spell(np.arange(_STREETS) * _STEP % len(_SYLLABLES) ** 2, 2)
    kinds = pl.Series(_STREET_KINDS).gather(np.arange(_STREETS) % len(_STREET_KINDS))
    return pl.select(pl.concat_str([names, kinds], separator=" ")).to_series()


@dataclass(frozen=True, eq=False)
class Places:
    """
    ZIP codes with what stands beside them in an address, ordered by code, so that neighbours are near each other.

    `upto`, shape (n,), is the cumulated share of clinicians.
    """

    code: pl.Series
    city: pl.Series
    state: pl.Series
    area: pl.Series
    upto: np.ndarray

    def draw(self, count, chance):
        """Draw places by their share."""
        return np.minimum(np.searchsorted(self.upto, chance.random(count)), len(self.upto) - 1)

    def near(self, place, chance, within=12):
        """Draw for each place one close to it, not the same."""
        step = chance.integers(1, within + 1, size=len(place)) * chance.choice((-1, 1), size=len(place))
        return (place + step) % len(self.upto)


@cache
def places():
    """Give the ZIP codes: states by their number of clinicians, and ZIP codes of a state by people who live there."""
    entries = sorted(zipcodes.list_all(), key=lambda entry: entry["zip_code"])
    people, counts = zip_people(), shares()["state"]
    # Somebody practises in ZIP codes where few live, too: PO boxes, campuses, towers.
    weight = np.array([people.get(entry["zip_code"], 0.05) for entry in entries])
    states = np.array([entry["state"] for entry in entries])
    for state in np.unique(states):
        here = states == state
        weight[here] *= counts.get(str(state), 0) / weight[here].sum()
    return Places(
        code=pl.Series([entry["zip_code"] for entry in entries]),
        city=pl.Series([entry["city"].upper() for entry in entries]),
        state=pl.Series(states.tolist()),
        area=pl.Series([(entry["area_codes"] or ["800"])[0] for entry in entries]),
        upto=np.cumsum(weight) / weight.sum(),
    )
