"""The words of clinicians' names: which there are, and who has them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from ._parts import PartWriter
from ._spool import CHUNK_ROWS
from ._words import name_word_column

_NAME_COLUMNS = ("first_name", "middle_name", "last_name")
_HALF = 32


class NameWords:
    """Collects, block by block, which words the names have."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._words: list[npt.NDArray[np.uint32]] = []
        self._rows: list[npt.NDArray[np.uint32]] = []

    def add(self, *, text: pl.DataFrame, first_row: int) -> None:
        """Add the names of a block; its rows are numbered from `first_row`."""
        pairs = (
            text.select(word=name_word_column(_NAME_COLUMNS)).with_row_index("row", offset=first_row).explode("word")
        )
        pairs = pairs.drop_nulls()
        if not pairs.height:
            return
        distinct = pairs["word"].unique()
        numbers = [self._number.setdefault(word, len(self._number)) for word in distinct.to_list()]
        words = pairs["word"].replace_strict(distinct, pl.Series(numbers, dtype=pl.UInt32), return_dtype=pl.UInt32)
        self._words.append(words.to_numpy())
        self._rows.append(pairs["row"].to_numpy())

    def write(self, *, parts: PartWriter, clinician_of_row: npt.NDArray[np.int64]) -> int:
        """
        Write the words in alphabetical order, and for each the clinicians who have it; give the number of words.

        `clinician_of_row` says for each row added which clinician it became, -1 where none.
        """
        words = sorted(self._number)
        place = np.empty(len(words), dtype=np.uint64)
        place[[self._number[word] for word in words]] = np.arange(len(words), dtype=np.uint64)
        clinicians = clinician_of_row[np.concatenate([*self._rows, np.zeros(0, np.uint32)])]
        places = place[np.concatenate([*self._words, np.zeros(0, np.uint32)])]
        kept = clinicians >= 0
        pairs = np.sort(places[kept] << np.uint64(_HALF) | clinicians[kept].astype(np.uint64))
        starts = np.searchsorted(pairs >> np.uint64(_HALF), np.arange(len(words) + 1, dtype=np.uint64))
        parts.array("name_word_start", starts.astype(np.uint32))
        parts.array("name_word_clinician", (pairs & np.uint64((1 << _HALF) - 1)).astype(np.uint32))
        tables = (words[begin : begin + CHUNK_ROWS] for begin in range(0, len(words), CHUNK_ROWS))
        parts.text("name_words", ("word",), (pa.table({"word": table}) for table in tables))
        return len(words)
