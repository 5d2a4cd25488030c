"""Read one public file in blocks, and keep account of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from unpinch.directory._blocks import Block, read_blocks
from unpinch.directory._errors import DamagedFile
from unpinch.directory._source import Source, Stream, open_source

from ._account import NOT_WHAT_IT_SHOULD_BE, ROW_REJECTION_WORDS, Account, RowRejectedFor, RowsRejected
from ._damage import EatenZeros
from ._headers import Found, Layout, find, read_names
from ._reasons import Reasons

# Rows read, bytes read, bytes there are (unpacked bytes for a zip).
OnProgress = Callable[[int, int, int], None]
_REASONS = tuple(RowRejectedFor)
_KEEP = len(_REASONS)
# So few may all be odd in the changes of a quiet week.
ODD_ROWS_AT_MOST = 20


class Keep(Protocol):
    """Keeps what a reader wants of the rows of one block."""

    def __call__(self, *, reading: Reading, rows: pl.DataFrame) -> pl.DataFrame: ...


class Reading:
    """
    One reading of one public file.

    `member` is the name of the file inside a zip, known once it is open; `zeros` watches for ZIP codes without theirs.
    `gather` gives the rows block by block; `sort` takes out those with a reason and counts them; `account` says what
    became of all of them.
    """

    source: Source

    def __init__(self, *, path: Path, layout: Layout, progress: OnProgress | None = None) -> None:
        self.path = path
        self.member: str | None = None
        self.zeros = EatenZeros(path=path)
        self._layout = layout
        self._progress = progress
        self._rows_read = self._mended_rows = 0
        self._rejected: Counter[RowRejectedFor] = Counter()
        self._first: dict[RowRejectedFor, int] = {}

    def gather(self, keep: Keep) -> list[pl.DataFrame]:
        """
        Give what `keep` keeps of each block of rows: `row` (the header is row 1), and each column of the layout.

        Columns are text without blanks at the ends; what is missing is "", whole columns too. The file is closed
        before this returns or raises: were it left to be closed later, whichever thread tidies up would wait for the
        one that takes the checksum, and perhaps for itself.
        """
        kept = []
        with open_source(path=self.path, kind=self._layout) as (stream, describe):
            self.member = stream.member
            columns, blocks = read_blocks(stream=stream, find=partial(_find, layout=self._layout))
            for block in blocks:
                self._rows_read += block.rows.height
                self._mended_rows += block.mended_rows
                kept.append(keep(reading=self, rows=self._named(block=block, columns=columns)))
                self._tell(stream)
            self.source = describe()
        return kept

    def was_read(self, *, rows: int, source: Source) -> None:
        """Count the rows of a file that was read whole, and in another way."""
        self._rows_read, self.source = rows, source
        if self._progress:
            self._progress(rows, source.size_bytes, source.size_bytes)

    def _named(self, *, block: Block, columns: Found) -> pl.DataFrame:
        texts = (
            pl.col(str(columns.named[word])).fill_null("").str.strip_chars().alias(word)
            if word in columns.named
            else pl.lit("").alias(word)
            for word in self._layout.headers
        )
        return block.rows.select(*texts).with_row_index("row", offset=block.first_row)

    def _tell(self, stream: Stream) -> None:
        if self._progress:
            self._progress(self._rows_read, stream.taken_bytes, stream.total_bytes)

    def sort(self, *, rows: pl.DataFrame, reasons: Reasons) -> pl.DataFrame:
        """Give the rows without a reason to reject them; count the others under the first reason that applies."""
        reason = pl.lit(_KEEP, dtype=pl.UInt8)
        for name in reversed(list(reasons)):
            reason = pl.when(reasons[name]).then(pl.lit(_REASONS.index(name), dtype=pl.UInt8)).otherwise(reason)
        numbers = rows.select(reason.alias("reason"))["reason"]
        for number in np.flatnonzero(np.bincount(numbers.to_numpy(), minlength=_KEEP)[:_KEEP]):
            self.reject(reason=_REASONS[number], rows=rows["row"].filter(numbers == number).to_numpy())
        return rows.filter(numbers == _KEEP)

    def reject(self, *, reason: RowRejectedFor, rows: npt.NDArray[np.integer]) -> None:
        """Count rows as rejected; `rows` are their numbers in the file, shape (n,)."""
        if len(rows):
            self._rejected[reason] += len(rows)
            self._first[reason] = min(int(rows.min()), self._first.get(reason, int(rows.min())))

    def without_repeated(self, *, blocks: list[pl.DataFrame], of: Sequence[str]) -> list[pl.DataFrame]:
        """
        Give the blocks without rows that say in the columns `of` what an earlier one says; count those.

        The column `row` goes. Only a hash of 64 bits of each row is held at once: among four million different rows,
        two share one with a chance of one in two million. The list given is used up, so that no two copies are held.
        """
        hashes = [block.select(pl.struct(of).hash())[of[0]].to_numpy() for block in blocks]
        is_first = _is_first(np.concatenate(hashes) if hashes else np.zeros(0, dtype=np.uint64))
        begin = 0
        for number, block in enumerate(blocks):
            first = is_first[begin : begin + block.height]
            begin += block.height
            self.reject(reason=RowRejectedFor.DUPLICATE, rows=block["row"].to_numpy()[~first])
            kept = block.drop("row")
            blocks[number] = kept if first.all() else kept.filter(first)
        return blocks

    def account(self, *, year: int | None = None) -> Account:
        """Say what became of every row; the file has been read to its end."""
        self._refuse_mostly_wrong()
        found = (reason for reason in RowRejectedFor if self._rejected[reason])
        rejected = tuple(RowsRejected(reason, self._rejected[reason], self._first[reason]) for reason in found)
        return Account(
            source=self.source,
            rows_read=self._rows_read,
            rows_kept=self._rows_read - sum(each.rows for each in rejected),
            rejected=rejected,
            mended_rows=self._mended_rows,
            year=year,
        )

    def _refuse_mostly_wrong(self) -> None:
        """Refuse a file most of whose values are not what their column should hold: columns were exchanged."""
        looked_at = self._rows_read - self._rejected[RowRejectedFor.OTHER_CARE]
        wrong = {reason: self._rejected[reason] for reason in NOT_WHAT_IT_SHOULD_BE if self._rejected[reason]}
        if sum(wrong.values()) <= max(looked_at / 2, ODD_ROWS_AT_MOST):
            return
        worst = max(wrong, key=wrong.__getitem__)
        raise DamagedFile(
            f"{self.path}, row {self._first[worst]}: {ROW_REJECTION_WORDS[worst]}, and so in {wrong[worst]:,} of "
            f"{looked_at:,} rows; columns may have been exchanged. Take the file as it is published."
        )


def _find(header: str, path: Path, *, layout: Layout) -> Found:
    return find(names=read_names(header), path=path, layout=layout)


def _is_first(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    is_first = np.zeros(len(values), dtype=np.bool_)
    is_first[np.unique(values, return_index=True)[1]] = True
    return is_first


def joined(blocks: Sequence[pl.DataFrame], *, schema: pl.Schema) -> pl.DataFrame:
    """Put blocks below each other, with exactly the columns and types of `schema`."""
    frame = schema.to_frame()
    for block in blocks:
        # To concatenate, select or cast would copy all text once more, also where nothing is to be done.
        as_wanted = block if block.schema == schema else block.select(schema.names()).cast(schema)
        frame.vstack(as_wanted, in_place=True)
    return frame
