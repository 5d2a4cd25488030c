"""The words of clinicians' names: which there are, who has them, and how to find those that are nearly alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from ._parts import PartWriter
from ._people import More
from ._spool import CHUNK_ROWS
from ._words import name_word_column

NAME_COLUMNS = ("first_name", "middle_name", "last_name")
_HALF = 32
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A letter counts once, or twice and more: two bits each. Names seldom have a letter three times.
_BITS_A_LETTER = 2
# Nothing in the public file is longer; longer words stand together at the end.
LENGTHS = 40


class NameWords:
    """Collects, chunk by chunk, which words the names have."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._words: list[npt.NDArray[np.uint32]] = []
        self._clinicians: list[npt.NDArray[np.uint32]] = []

    @classmethod
    def known(cls, *, words: list[str], starts: npt.NDArray[np.int64], clinicians: npt.NDArray[np.int64]) -> NameWords:
        """
        Begin with words whose clinicians are known, so that their names need not be read again.

        Parameters
        ----------
        words
            Ascending.
        starts
            Shape (words + 1,): where the clinicians of each begin.
        clinicians
            The clinicians of each word, ascending; -1 for one who is left out.
        """
        number = np.repeat(np.arange(len(words), dtype=np.uint32), np.diff(starts))
        stays = clinicians >= 0
        found = cls()
        found._words.append(number[stays])
        found._clinicians.append(clinicians[stays].astype(np.uint32))
        in_use = np.bincount(found._words[0], minlength=len(words)) > 0
        found._words[0] = (np.cumsum(in_use, dtype=np.uint32) - np.uint32(1))[found._words[0]]
        used = (word for word, is_used in zip(words, in_use.tolist(), strict=True) if is_used)
        found._number = {word: place for place, word in enumerate(used)}
        return found

    def add_some(self, more: More) -> None:
        """Add the names of some clinicians: `more` has the columns of a name."""
        words = more.text.select(word=name_word_column(NAME_COLUMNS))
        self._take(words.with_columns(clinician=pl.Series(more.clinician).cast(pl.UInt32)))

    def add(self, *, text: pl.DataFrame, first_clinician: int) -> None:
        """Add the names of clinicians that follow each other, the first of them `first_clinician`."""
        words = text.select(word=name_word_column(NAME_COLUMNS)).with_row_index("clinician", offset=first_clinician)
        self._take(words)

    def add_others(self, more: More) -> None:
        """Add other names, such as former ones: `more` has a column `name`."""
        words = more.text.select(word=name_word_column(("name",)))
        self._take(words.with_columns(clinician=pl.Series(more.clinician).cast(pl.UInt32)))

    def _take(self, words: pl.DataFrame) -> None:
        pairs = words.explode("word").drop_nulls()
        if not pairs.height:
            return
        distinct = pairs["word"].unique()
        numbers = [self._number.setdefault(word, len(self._number)) for word in distinct.to_list()]
        places = pairs["word"].replace_strict(distinct, pl.Series(numbers, dtype=pl.UInt32), return_dtype=pl.UInt32)
        self._words.append(places.to_numpy())
        self._clinicians.append(pairs["clinician"].to_numpy())

    def write(self, *, parts: PartWriter, clinicians: int) -> int:
        """
        Write the words in alphabetical order, and for each the clinicians who have it; give the number of words.

        Parameters
        ----------
        parts
            Where to write.
        clinicians
            How many clinicians there are.
        """
        words = sorted(self._number)
        place = np.empty(len(words), dtype=np.uint64)
        place[[self._number[word] for word in words]] = np.arange(len(words), dtype=np.uint64)
        clinician = np.concatenate([*self._clinicians, np.zeros(0, np.uint32)]).astype(np.uint64)
        pairs = place[np.concatenate([*self._words, np.zeros(0, np.uint32)])] << np.uint64(_HALF) | clinician
        # Somebody's former name may have a word of their name.
        pairs = np.sort(pairs)
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
        starts = np.searchsorted(pairs >> np.uint64(_HALF), np.arange(len(words) + 1, dtype=np.uint64))
        of_word = (pairs & np.uint64((1 << _HALF) - 1)).astype(np.uint32)
        parts.array("name_word_start", starts.astype(np.uint32))
        parts.array("name_word_clinician", of_word)
        _write_initials(words=words, starts=starts, of_word=of_word, clinicians=clinicians, parts=parts)
        _write_nearly_alike(words=words, parts=parts)
        tables = (words[begin : begin + CHUNK_ROWS] for begin in range(0, len(words), CHUNK_ROWS))
        parts.text("name_words", ("word",), (pa.table({"word": table}) for table in tables))
        return len(words)


def _write_initials(
    *,
    words: list[str],
    starts: npt.NDArray[np.int64],
    of_word: npt.NDArray[np.uint32],
    clinicians: int,
    parts: PartWriter,
) -> None:
    """Write, for each clinician, the letters that the words of their name begin with, as bits."""
    initials = np.zeros(clinicians, dtype=np.uint32)
    first = np.searchsorted(np.array(words, dtype="U1"), list(LETTERS))
    for bit, (begin, end) in enumerate(zip(first, [*first[1:], len(words)], strict=True)):
        initials[of_word[starts[begin] : starts[end]]] |= np.uint32(1 << bit)
    parts.array("clinician_initials", initials)


def _write_nearly_alike(*, words: list[str], parts: PartWriter) -> None:
    """Write the words by length, each with what letters it has: words of other letters need not be compared."""
    length = np.array([min(len(word), LENGTHS) for word in words], dtype=np.int64)
    by_length = np.argsort(length, kind="stable")
    parts.array("name_by_length", by_length.astype(np.uint32))
    parts.array("name_length_start", np.searchsorted(length[by_length], np.arange(LENGTHS + 2)).astype(np.uint32))
    parts.array("name_letters", letters_of(words)[by_length])


def letters_of(words: list[str]) -> npt.NDArray[np.uint64]:
    """
    Give which letters each word has, shape (n,): a bit where it has a letter, another where it has it twice or more.

    One wrong, missing or additional letter changes at most two of the bits, and swapped letters none.

    Examples
    --------
    >>> [int(bits).bit_count() for bits in letters_of(["ANNA", "ANA"])]
    [4, 3]
    """
    width = max((len(word) for word in words), default=1)
    matrix = np.array([word.encode() for word in words], dtype=f"S{width}").view(np.uint8).reshape(len(words), width)
    bits = np.zeros(len(words), dtype=np.uint64)
    for number, letter in enumerate(LETTERS):
        times = (matrix == ord(letter)).sum(axis=1)
        for least in range(_BITS_A_LETTER):
            bits |= (times > least).astype(np.uint64) << np.uint64(number * _BITS_A_LETTER + least)
    return bits
