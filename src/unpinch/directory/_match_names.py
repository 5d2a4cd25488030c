"""Find clinicians by name, misspellings tolerated."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from ._grid import ranges
from ._snapshot import Snapshot
from ._zips import FloatArray, IntArray

# Letters that may differ, by length of the word: none in short words, which would become other names; swapped
# neighbours count as one.
_SHORT, _LONG = 4, 8


@dataclass(frozen=True, eq=False)
class NameMatches:
    """Clinicians whose name has every word asked for, shape (n,), ascending; `closeness` is 1 if no letter differs."""

    clinician: IntArray
    closeness: FloatArray


def letters_that_may_differ(word: str) -> int:
    """
    Give how many letters of a word may be wrong.

    Examples
    --------
    >>> [letters_that_may_differ(word) for word in ("LEE", "SMYTH", "RODRIGUES")]
    [0, 1, 2]
    """
    if len(word) < _SHORT:
        return 0
    return 1 if len(word) < _LONG else 2


def match_names(*, snapshot: Snapshot, words: tuple[str, ...]) -> NameMatches:
    """
    Find the clinicians whose name has every one of the words, in any order.

    Parameters
    ----------
    snapshot
        Where to look.
    words
        As `name_words` gives them; a single letter is an initial, and matches any word that begins with it.
    """
    clinician, differing = _with_word(snapshot=snapshot, word=words[0])
    for word in words[1:]:
        also, also_differing = _with_word(snapshot=snapshot, word=word)
        clinician, here, there = np.intersect1d(clinician, also, assume_unique=True, return_indices=True)
        differing = differing[here] + also_differing[there]
    letters = sum(len(word) for word in words)
    return NameMatches(clinician=clinician, closeness=1 - differing / letters)


def _with_word(*, snapshot: Snapshot, word: str) -> tuple[IntArray, IntArray]:
    """Give who has such a word in their name, ascending, and in how many letters the closest word differs."""
    number, differing = _similar_words(word=word, words=snapshot.name_words)
    starts, stops = snapshot.arrays.name_word_start[number], snapshot.arrays.name_word_start[number + 1]
    clinician = snapshot.arrays.name_word_clinician[ranges(starts=starts, stops=stops)].astype(np.int64)
    per_clinician = np.repeat(differing, stops - starts)
    closest_first = np.lexsort((per_clinician, clinician))
    clinician, per_clinician = clinician[closest_first], per_clinician[closest_first]
    once = np.diff(clinician, prepend=-1) != 0
    return clinician[once], per_clinician[once]


def _similar_words(*, word: str, words: list[str]) -> tuple[IntArray, IntArray]:
    if len(word) == 1:
        first, last = _begin_with(word, words)
        return np.arange(first, last), np.zeros(last - first, dtype=np.int64)
    allowed = letters_that_may_differ(word)
    distances: npt.NDArray[np.uint8] = cdist([word], words, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[
        0
    ]
    number = np.flatnonzero(distances <= allowed)
    return number, distances[number].astype(np.int64)


def _begin_with(letter: str, words: list[str]) -> tuple[int, int]:
    return bisect_left(words, letter), bisect_left(words, chr(ord(letter) + 1))
