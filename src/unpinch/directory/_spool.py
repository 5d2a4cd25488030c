"""Hold the text of kept rows on disk while files are read, and give it back in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from ._parts import BATCH_ROWS

# Rows put in order at a time: some 200 MB of text. A whole number of batches, so that only the last one is short.
CHUNK_ROWS = BATCH_ROWS * 16


class Spool:
    """
    Text of the kept rows, in the order of the file.

    Rows go in block by block inside a `with`; after it, `TextRows` gives them in any order. Memory does not grow with
    the file.
    """

    def __init__(self, *, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self._schema = pa.schema([(column, pa.large_string()) for column in columns])
        self._raw = path.open("wb")
        self._writer = pa.ipc.new_file(pa.PythonFile(self._raw, mode="w"), self._schema)

    def add(self, rows: pl.DataFrame) -> None:
        """Add the rows of one block."""
        if rows.height:
            table = rows.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(self._schema).combine_chunks()
            self._writer.write_table(table)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_more: object) -> None:
        """End the writing; only then can rows be read. After a fault there is nothing to read."""
        with self._raw:
            if kind is None:
                self._writer.close()


class TextRows:
    """Rows of text in Arrow files (spools, or parts of a snapshot), numbered from the first of the first file on."""

    def __init__(self, *paths: Path) -> None:
        self._batches: list[tuple[pa.ipc.RecordBatchFileReader, int]] = []
        sizes = [0]
        for path in paths:
            reader = pa.ipc.open_file(pa.memory_map(str(path)))
            for number in range(reader.num_record_batches):
                self._batches.append((reader, number))
                sizes.append(reader.get_batch(number).num_rows)
        self._starts = np.cumsum(np.array(sizes, dtype=np.int64))

    def __len__(self) -> int:
        """Give how many rows there are."""
        return int(self._starts[-1])

    def in_order(self, order: npt.NDArray[np.int64], columns: Sequence[str]) -> Iterator[pa.Table]:
        """Give some columns of the rows `order`, shape (n,), in that order, as tables of at most `CHUNK_ROWS`."""
        for begin in range(0, len(order), CHUNK_ROWS):
            yield self._gather(rows=order[begin : begin + CHUNK_ROWS], columns=columns)

    def _gather(self, *, rows: npt.NDArray[np.int64], columns: Sequence[str]) -> pa.Table:
        """Take the rows batch by batch in the order of the files, then put them in the order asked for."""
        by_place = np.argsort(rows, kind="stable")
        ascending = rows[by_place]
        batches = np.searchsorted(self._starts, ascending, side="right") - 1
        first = np.flatnonzero(np.diff(batches, prepend=-1))
        schema = pa.schema([(column, pa.large_string()) for column in columns])
        taken = []
        for begin, end in zip(first, [*first[1:], len(rows)], strict=True):
            reader, number = self._batches[int(batches[begin])]
            batch = reader.get_batch(number).select(list(columns))
            wanted = pa.array(ascending[begin:end] - self._starts[batches[begin]])
            taken.append(pa.Table.from_batches([batch]).take(wanted).cast(schema))
        back = np.empty(len(rows), dtype=np.int64)
        back[by_place] = np.arange(len(rows))
        return pa.concat_tables(taken).combine_chunks().take(pa.array(back)).combine_chunks()
