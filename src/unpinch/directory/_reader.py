"""Read the national provider file once: text goes to disk, numbers stay in memory, every row is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from ._blocks import Block, read_blocks
from ._columns import find_columns
from ._errors import NothingToKeep
from ._manifest import Rejected
from ._people import Addresses, More, People
from ._rows import REJECTION_WORDS, TEXT_COLUMNS, KeptRows, RejectedFor, RejectedRows, sort_block
from ._source import Source, open_source
from ._specialties import SpecialtyBits
from ._spool import Spool
from ._traits import MAIN_PLACE
from ._zips import IntArray, zip_table


@dataclass(frozen=True)
class Progress:
    """
    How far a build is.

    `file` is the name of the file that is read; rows read so far, and bytes read of all there are in it (unpacked bytes
    for a zip). Where `step` is "writing", rows of text written stand in place of bytes.
    """

    rows_read: int
    bytes_read: int
    bytes_total: int
    file: str = ""
    step: str = "reading"


@dataclass(frozen=True, eq=False)
class _Numbers:
    """The numbers of all kept rows, one array a kind, shape (n,); see `KeptRows`."""

    row: IntArray
    npi: IntArray
    zip_slot: npt.NDArray[np.int32]
    state: npt.NDArray[np.uint8]
    gender: npt.NDArray[np.uint8]
    specialties: npt.NDArray[np.uint64]
    updated_day: npt.NDArray[np.uint16]
    enumerated_day: npt.NDArray[np.uint16]
    has_phone: npt.NDArray[np.bool_]


class ProviderReader:
    """Reads a provider file, whole or weekly, with `read`; then gives what is in it in the order of NPIs."""

    source: Source

    def __init__(
        self,
        *,
        nppes: Path,
        spool: Path,
        specialties: SpecialtyBits,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.spool_path = spool
        self.specialties = specialties
        self.rows_read = self.mended_rows = 0
        self._nppes = nppes
        self._progress = progress
        self._kept: list[_Numbers] = []
        self._other_names: list[pl.DataFrame] = []
        self._rows_kept = 0
        self._rejected: Counter[RejectedFor] = Counter()
        self._rejected_npi: list[IntArray] = []
        self._first: dict[RejectedFor, int] = {}

    def read(self, *, between: Callable[[], None] = lambda: None) -> None:
        """
        Read the file from begin to end; `between` is called after each block.

        Raises
        ------
        BadProviderFile
            If it is not the provider file, is cut or damaged.
        """
        with (
            Spool(path=self.spool_path, columns=TEXT_COLUMNS) as spool,
            open_source(path=self._nppes) as (stream, describe),
        ):
            columns, blocks = read_blocks(stream=stream, find=find_columns)
            for block in ahead(blocks):
                kept, rejected = sort_block(
                    block=block, columns=columns, zips=zip_table(), specialties=self.specialties, path=self._nppes
                )
                spool.add(kept.text)
                self._add(kept=kept, rejected=rejected)
                self.rows_read += block.rows.height
                self.mended_rows += block.mended_rows
                if self._progress:
                    self._progress(
                        Progress(self.rows_read, stream.taken_bytes, stream.total_bytes, file=self._nppes.name)
                    )
                between()
            self.source = describe()

    def _add(self, *, kept: KeptRows, rejected: tuple[RejectedRows, ...]) -> None:
        others = pl.DataFrame({"name": kept.other_name}).with_row_index("row", offset=self._rows_kept)
        self._other_names.append(others.filter(pl.col("name") != ""))
        self._rows_kept += kept.text.height
        # The text is on disk now; what stays is some 30 bytes a row.
        self._kept.append(_Numbers(**{name: getattr(kept, name) for name in _Numbers.__dataclass_fields__}))
        for each in rejected:
            self._rejected[each.reason] += each.rows
            self._first.setdefault(each.reason, each.first_row)
            self._rejected_npi.append(each.npi)

    @property
    def rejected_npi(self) -> IntArray:
        """Give the numbers in rows that were rejected, shape (n,), in the order of the file by blocks; 0 is none."""
        return np.concatenate([*self._rejected_npi, np.zeros(0, dtype=np.int64)])

    def in_order(self, *, may_be_nobody: bool = False) -> tuple[People, Addresses, More]:
        """
        Give clinicians, their main addresses and their other names; where an NPI comes twice, the first row stays.

        Parameters
        ----------
        may_be_nobody
            Whether rows that are all rejected will do, as in a weekly file.

        Raises
        ------
        NothingToKeep
            If there is nobody.
        """
        self.refuse_nobody(left=self.rows_read if may_be_nobody else self._rows_kept)
        numbers = _Numbers(
            **{
                name: np.concatenate([getattr(block, name) for block in self._kept])
                for name in _Numbers.__dataclass_fields__
            }
        )
        self._kept.clear()
        by_npi = np.argsort(numbers.npi, kind="stable")
        is_first = np.diff(numbers.npi[by_npi], prepend=0) != 0
        self._count_repeated(np.sort(numbers.row[by_npi[~is_first]]))
        order = by_npi[is_first]
        clinician_of_row = np.full(len(by_npi), -1, dtype=np.int64)
        clinician_of_row[order] = np.arange(len(order))
        return _people(numbers, order), _addresses(numbers, order), self._names(clinician_of_row)

    def _count_repeated(self, rows: IntArray) -> None:
        if len(rows):
            self._rejected[RejectedFor.DUPLICATE] = len(rows)
            self._first[RejectedFor.DUPLICATE] = int(rows[0])

    def _names(self, clinician_of_row: IntArray) -> More:
        names = pl.concat(self._other_names)
        who = clinician_of_row[names["row"].to_numpy()]
        rows = names.select("name", kind=pl.lit("")).with_columns(clinician=pl.Series(who))
        rows = rows.filter(pl.col("clinician") >= 0).sort("clinician")
        return More(clinician=rows["clinician"].to_numpy(), text=rows.drop("clinician"))

    def reject(self, *, reason: RejectedFor, rows: int) -> None:
        """Count rows that another file has made wrong."""
        if rows:
            self._rejected[reason] += rows
            self._first.setdefault(reason, 0)

    def refuse_nobody(self, *, left: int) -> None:
        """
        Complain where nobody is left.

        Raises
        ------
        NothingToKeep
            If nobody is.
        """
        if not left:
            raise NothingToKeep(self._why_nothing())

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Give how many rows were rejected, by reason."""
        found = (reason for reason in RejectedFor if self._rejected[reason])
        return tuple(Rejected(reason, self._rejected[reason], self._first[reason]) for reason in found)

    def _why_nothing(self) -> str:
        if not self.rows_read:
            return f"{self._nppes}: there are no rows after the header. Take the file as it is published."
        why = "; ".join(f"{REJECTION_WORDS[each.reason]}: {each.rows:,}" for each in self.rejected)
        return (
            f"{self._nppes}: none of its {self.rows_read:,} rows can be kept ({why}). Check that it is the file meant."
        )


def ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """Give the blocks, each read in a thread of its own while the one before it is worked on."""
    with ThreadPoolExecutor(max_workers=1) as worker:
        coming = worker.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = worker.submit(next, blocks, None)
            yield block


def _people(numbers: _Numbers, order: IntArray) -> People:
    return People(
        npi=numbers.npi[order],
        gender=numbers.gender[order],
        specialties=numbers.specialties[order],
        traits=np.zeros(len(order), dtype=np.uint64),
        updated_day=numbers.updated_day[order],
        enumerated_day=numbers.enumerated_day[order],
        graduation_year=np.zeros(len(order), dtype=np.uint16),
        text_row=order,
    )


def _addresses(numbers: _Numbers, order: IntArray) -> Addresses:
    return Addresses(
        clinician=np.arange(len(order)),
        zip_slot=numbers.zip_slot[order],
        state=numbers.state[order],
        sources=np.full(len(order), MAIN_PLACE, dtype=np.uint8),
        has_phone=numbers.has_phone[order],
        text_row=order,
    )
