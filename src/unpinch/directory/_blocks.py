"""Cut a public file into blocks of whole rows, and refuse rows that do not fit the header."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from ._errors import BadSourceFile, CutFile, DamagedFile, NotTheFile
from ._source import Stream

# 16 MB: the fastest of 8, 16, 32 and 64 MB on two cores; memory stays small, and Polars has enough rows for all cores.
BLOCK_BYTES = 1 << 24
# A row of the provider file has at most some 10,000 characters. Longer means that a quote was opened and never closed.
ROW_BYTES_AT_MOST = 1 << 21
_DOWNLOAD_AGAIN = "Download it again with `unpinch directory fetch`."
_QUOTE, _COMMA, _NEWLINE = 34, 44, 10
_AS_PUBLISHED = "Take the file as it is published."
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Columns(Protocol):
    """
    Where the columns that are read stand in a file.

    `width` is the number of values in a row; `read` holds the places read, in file order, the last one of the row
    among them: it shows whether a row is too short.
    """

    @property
    def width(self) -> int: ...

    @property
    def read(self) -> tuple[int, ...]: ...


C = TypeVar("C", bound=Columns)


@dataclass(frozen=True)
class Block:
    """
    Whole rows of the file as text.

    `rows` has one column for each place of `Columns.read`, named by that place; empty values are "" or null.
    `first_row` counts from 1, the header being row 1. `mended_rows` held bytes that are not UTF-8, read as cp1252.
    """

    rows: pl.DataFrame
    first_row: int
    mended_rows: int


def read_blocks(
    *, stream: Stream, find: Callable[[str, Path], C], block_bytes: int = BLOCK_BYTES
) -> tuple[C, Iterator[Block]]:
    """
    Read the header, and give the rows after it in blocks; memory does not grow with the file.

    `find` gives the columns from the text of the header and the path; it refuses the header of another file.

    Raises
    ------
    NotTheFile, MissingColumn
        If the header is not that of the file meant.
    CutFile, DamagedFile
        While reading, if the file ends in the middle of a row, or a row has more or fewer values than the header.
    """
    header, rest = _read_header(stream)
    columns = find(header, stream.path)
    return columns, _blocks(stream=stream, columns=columns, rest=rest, block_bytes=block_bytes)


def _read_header(stream: Stream) -> tuple[str, bytes]:
    start = stream.read(ROW_BYTES_AT_MOST)
    if not start:
        raise BadSourceFile(f"{stream.path}: the file is empty. {_DOWNLOAD_AGAIN}")
    if start.startswith(_UTF16):
        raise NotTheFile(f"{stream.path}: it was saved as UTF-16. {_AS_PUBLISHED}")
    line, _newline, rest = start.removeprefix(codecs.BOM_UTF8).partition(b"\n")
    if line.lstrip().startswith(b"<"):
        raise NotTheFile(f"{stream.path}: this is a web page, not {stream.kind.words}. Download the file itself.")
    return as_utf8(line)[0].decode().rstrip("\r"), rest


def _blocks(*, stream: Stream, columns: Columns, rest: bytes, block_bytes: int) -> Iterator[Block]:
    row, at_end = 2, False
    while not at_end:
        read = stream.read(block_bytes)
        at_end = not read
        data = rest + read
        end = end_of_last_row(data)
        rest = data[end:]
        if end:
            block = _read_block(data=data[:end], columns=columns, row=row, path=stream.path)
            row += block.rows.height
            yield block
        if len(rest) > ROW_BYTES_AT_MOST:
            raise DamagedFile(f"{stream.path}, row {row}: a quote is opened and never closed. {_AS_PUBLISHED}")
    if rest.strip():
        yield _read_last_row(data=rest, columns=columns, row=row, path=stream.path)


def end_of_last_row(data: bytes) -> int:
    """
    Give where the last whole row ends: after the last line end that is not inside quotes; 0 where there is none.

    `data` begins at the begin of a row. The publisher has no quotes inside values, and a doubled quote counts twice,
    so quotes before a row end are always even in number.
    """
    end = data.rfind(b"\n") + 1
    quotes = _count_quotes(data, 0, end)
    while end and quotes % 2:
        earlier = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= _count_quotes(data, earlier, end)
        end = earlier
    return end


def _count_quotes(data: bytes, begin: int = 0, end: int | None = None) -> int:
    # Every third letter is a quote: `bytes.count`, made for rare letters, takes three times as long.
    return int(np.count_nonzero(np.frombuffer(data, np.uint8)[begin:end] == _QUOTE))


def _read_last_row(*, data: bytes, columns: Columns, row: int, path: Path) -> Block:
    """Read what stands after the last line end: one whole row, or the begin of one."""
    widths = count_values(data + b"\n")
    if len(widths) != 1 or widths[0] < columns.width:
        raise CutFile(f"{path}, row {row}: the file ends in the middle of this row; it was cut. {_DOWNLOAD_AGAIN}")
    return _read_block(data=data + b"\n", columns=columns, row=row, path=path)


def _read_block(*, data: bytes, columns: Columns, row: int, path: Path) -> Block:
    text, mended_rows = as_utf8(data)
    rows = _parse(data=text, columns=columns)
    if rows is None or not _is_as_published(rows=rows, data=text, columns=columns):
        text = _without_blank_lines(text)
        _refuse_other_widths(widths=count_values(text), columns=columns, row=row, path=path)
        rows = _parse(data=text, columns=columns)
    if rows is None:
        raise DamagedFile(
            f"{path}, between rows {row} and {row + len(count_values(text))}: a quote stands inside a value. "
            f"{_AS_PUBLISHED}"
        )
    return Block(rows=rows, first_row=row, mended_rows=mended_rows)


def _is_as_published(*, rows: pl.DataFrame, data: bytes, columns: Columns) -> bool:
    """
    Say whether each row has as many values as the header, where that can be said fast.

    No row is shorter, for its last value is not null; and then none is longer, for there are no more quotes than values
    that are all quoted take, or no more commas between values than such rows take. Other files do not pass, and are
    not yet wrong: for them the values of each row are counted, which takes longer than reading them.
    """
    last = rows.get_column(str(columns.width - 1))
    if last.null_count():
        return False
    return _count_quotes(data) == 2 * columns.width * rows.height or _count_commas(data) == (
        (columns.width - 1) * rows.height
    )


def _count_commas(data: bytes) -> int:
    """Count the commas that are not inside quotes."""
    text = np.frombuffer(data, np.uint8)
    inside = np.bitwise_xor.accumulate(text == _QUOTE)
    return int(np.count_nonzero((text == _COMMA) & ~inside))


def _parse(*, data: bytes, columns: Columns) -> pl.DataFrame | None:
    names = [str(place) for place in columns.read]
    if not data:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    try:
        rows = pl.read_csv(data, has_header=False, infer_schema=False, columns=list(columns.read))
    except pl.exceptions.PolarsError:
        return None
    return rows.rename(dict(zip(rows.columns, names, strict=True)))


def _refuse_other_widths(*, widths: npt.NDArray[np.int64], columns: Columns, row: int, path: Path) -> None:
    wrong = np.flatnonzero(widths != columns.width)
    if len(wrong):
        raise DamagedFile(
            f"{path}, row {row + wrong[0]}: it has {widths[wrong[0]]} values where the header has {columns.width}. "
            f"{_AS_PUBLISHED}"
        )


def count_values(data: bytes) -> npt.NDArray[np.int64]:
    """Give the number of values in each row of `data`, which ends with a line end."""
    text = np.frombuffer(data, np.uint8)
    outside = ~np.bitwise_xor.accumulate(text == _QUOTE)
    ends = np.flatnonzero(outside & (text == _NEWLINE))
    commas = np.flatnonzero(outside & (text == _COMMA))
    return np.diff(np.searchsorted(commas, ends), prepend=0) + 1


def _without_blank_lines(data: bytes) -> bytes:
    text = np.frombuffer(data, np.uint8)
    outside = ~np.bitwise_xor.accumulate(text == _QUOTE)
    ends = np.flatnonzero(outside & (text == _NEWLINE)) + 1
    starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
    # Two bytes: a line end with or without the carriage return of Windows. A row with values is longer.
    short = np.flatnonzero(ends - starts <= 2)
    blank = [row for row in short if not data[starts[row] : ends[row]].strip()]
    if not blank:
        return data
    keep = np.setdiff1d(np.arange(len(ends)), blank)
    return b"".join(data[starts[row] : ends[row]] for row in keep)


def as_utf8(data: bytes) -> tuple[bytes, int]:
    """
    Give the bytes as UTF-8, and how many lines had to be read as cp1252 instead.

    Names with bytes of an older encoding occur; they must neither stop the reading nor spoil the lines around them.
    """
    if data.isascii():
        return data, 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        lines = data.split(b"\n")
        mended = [_mend(line) for line in lines]
        return b"\n".join(mended), sum(old != new for old, new in zip(lines, mended, strict=True))
    return data, 0


def _mend(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace").encode()
    return line
