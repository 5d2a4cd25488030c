"""The files a snapshot is made of: arrays for numbers and Arrow for text, both mapped into memory and read in place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

# Rows in one batch of a text part: a row is found by division, and only the batches that are read are looked at.
BATCH_ROWS = 1 << 16
_BATCHES_KEPT_OPEN = 64


@dataclass(frozen=True)
class Part:
    """One file of a snapshot, with what it must weigh."""

    size_bytes: int
    sha256: str


class _Digesting:
    """A file that keeps count and digest of what is written to it."""

    closed = False

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, block: bytes | memoryview) -> int:
        view = memoryview(block)
        self._raw.write(view)
        self._digest.update(view)
        self._size += view.nbytes
        return view.nbytes

    def part(self) -> Part:
        return Part(size_bytes=self._size, sha256=self._digest.hexdigest())


class PartWriter:
    """Writes the parts of one snapshot into a folder, and remembers their checksums."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts: dict[str, Part] = {}

    def array(self, name: str, values: npt.NDArray[Any]) -> None:
        """Write numbers, shape (n,), as `name`.npy."""
        values = np.ascontiguousarray(values)
        header = np.lib.format.header_data_from_array_1_0(values)
        with (self.folder / f"{name}.npy").open("wb") as raw:
            file = _Digesting(raw)
            np.lib.format.write_array_header_1_0(file, header)
            # Not `tofile`: on a full disk that says how many numbers were written, and not that the disk is full.
            file.write(values.view(np.uint8).data)
            self._finish(raw=raw, file=file, name=f"{name}.npy")

    def text(self, name: str, columns: Sequence[str], tables: Iterable[pa.Table]) -> None:
        """Write text columns as `name`.arrow, in batches of `BATCH_ROWS`; only the last table may end within one."""
        schema = pa.schema([(column, pa.string()) for column in columns])
        with (self.folder / f"{name}.arrow").open("wb") as raw:
            file = _Digesting(raw)
            with pa.ipc.new_file(pa.PythonFile(file, mode="w"), schema) as writer:
                for table in tables:
                    writer.write_table(table.select(list(columns)).cast(schema), max_chunksize=BATCH_ROWS)
            self._finish(raw=raw, file=file, name=f"{name}.arrow")

    def _finish(self, *, raw: IO[bytes], file: _Digesting, name: str) -> None:
        raw.flush()
        os.fsync(raw.fileno())
        self.parts[name] = file.part()


class TextPart:
    """A text part, opened: rows are read in place from the mapped file."""

    def __init__(self, path: Path) -> None:
        self._reader = pa.ipc.open_file(pa.memory_map(str(path)))
        self.columns: tuple[str, ...] = tuple(self._reader.schema.names)
        self._batch = lru_cache(maxsize=_BATCHES_KEPT_OPEN)(self._reader.get_batch)
        self._values = lru_cache(maxsize=_BATCHES_KEPT_OPEN)(lambda number: tuple(self._batch(number).columns))

    @property
    def row_count(self) -> int:
        """Give how many rows there are, without reading them."""
        batches = self._reader.num_record_batches
        return 0 if not batches else (batches - 1) * BATCH_ROWS + int(self._batch(batches - 1).num_rows)

    def row(self, number: int) -> dict[str, str]:
        """Give one row."""
        values, place = self._values(number // BATCH_ROWS), number % BATCH_ROWS
        return {name: column[place].as_py() or "" for name, column in zip(self.columns, values, strict=True)}

    def values(self, name: str, rows: npt.NDArray[np.int64]) -> list[str]:
        """Give one column of some rows, shape (n,), as a list."""
        if not len(rows):
            return []
        values: list[str] = self._columns.column(name).take(pa.array(rows)).to_pylist()
        return values

    def column(self, name: str) -> list[str]:
        """Give one column whole, as a list."""
        values: list[str] = self._columns.column(name).to_pylist()
        return values

    def arrow(self, names: Sequence[str]) -> pa.Table:
        """Give some columns whole, as they lie in the mapped file: nothing is read yet."""
        return self._columns.select(list(names))

    @cached_property
    def _columns(self) -> pa.Table:
        # Nothing is read: the table points into the mapped file.
        return self._reader.read_all()
