"""Find clinicians by name, misspellings tolerated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from ._grid import ranges
from ._names import LENGTHS, LETTERS, letters_of
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
    initials = sum(1 << LETTERS.index(word) for word in set(words) if len(word) == 1)
    # The longest first: it leaves the fewest.
    longer = sorted({word for word in words if len(word) > 1}, key=len, reverse=True)
    if not longer:
        clinician = _with_initials(snapshot=snapshot, initials=initials)
        return NameMatches(clinician=clinician, closeness=np.ones(len(clinician)))
    clinician, differing = _with_word(snapshot=snapshot, word=longer[0])
    differing = differing * words.count(longer[0])
    for word in longer[1:]:
        also, also_differing = _with_word(snapshot=snapshot, word=word)
        clinician, here, there = np.intersect1d(clinician, also, assume_unique=True, return_indices=True)
        differing = differing[here] + also_differing[there] * words.count(word)
    if initials:
        has = _has_initials(snapshot.arrays.clinician_initials[clinician], initials)
        clinician, differing = clinician[has], differing[has]
    letters = sum(len(word) for word in words)
    return NameMatches(clinician=clinician, closeness=1 - differing / letters)


def _with_initials(*, snapshot: Snapshot, initials: int) -> IntArray:
    return np.flatnonzero(_has_initials(snapshot.arrays.clinician_initials, initials))


def _has_initials(own: npt.NDArray[np.uint32], asked: int) -> npt.NDArray[np.bool_]:
    has: npt.NDArray[np.bool_] = (own & np.uint32(asked)) == asked
    return has


def _with_word(*, snapshot: Snapshot, word: str) -> tuple[IntArray, IntArray]:
    """Give who has such a word in their name, ascending, and in how many letters the closest word differs."""
    number, differing = similar_words(snapshot=snapshot, word=word)
    starts, stops = snapshot.arrays.name_word_start[number], snapshot.arrays.name_word_start[number + 1]
    clinician = snapshot.arrays.name_word_clinician[ranges(starts=starts, stops=stops)].astype(np.int64)
    # One number of both, so that the closest comes first: sorting pairs takes ten times as long.
    both = np.sort(clinician << 2 | np.repeat(differing, stops - starts))
    both = both[np.diff(both >> 2, prepend=-1) != 0]
    return both >> 2, both & 3


def similar_words(*, snapshot: Snapshot, word: str) -> tuple[IntArray, IntArray]:
    """
    Give the words that may be meant, and in how many letters each differs; shape (n,), by number of the word.

    Only words of nearly the same length and letters are compared letter by letter.
    """
    arrays = snapshot.arrays
    allowed = letters_that_may_differ(word)
    shortest, longest = min(len(word) - allowed, LENGTHS), min(len(word) + allowed, LENGTHS)
    begin, end = arrays.name_length_start[[shortest, longest + 1]]
    other = np.bitwise_count(arrays.name_letters[begin:end] ^ letters_of([word])[0])
    number = np.sort(arrays.name_by_length[begin:end][other <= 2 * allowed].astype(np.int64))
    distances: npt.NDArray[np.uint8] = cdist(
        [word], snapshot.words.values("word", number), scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8
    )[0]
    near = np.flatnonzero(distances <= allowed)
    return number[near], distances[near].astype(np.int64)
