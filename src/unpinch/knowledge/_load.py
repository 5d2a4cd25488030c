"""Read a knowledge file, or say in one line which row of which file is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from unpinch.kernel import UnpinchError

from ._fact import Row

DATA_FOLDER = Path(__file__).parent / "data"

AnyRow = TypeVar("AnyRow", bound=Row)

# What the checks themselves say of these speaks of strings and patterns; who mends a row wants to know what is missing.
_NO_SOURCE = "a fact needs the full web address where it was read"
_PLAINER = {"string_too_short": "it must not be empty", "enum": "this word is not known here, use {expected}"}


class BadFact(UnpinchError):
    """A knowledge file holds a row that may not be used; the message names file, row and column."""


def read_rows(*, path: Path, row_type: type[AnyRow]) -> tuple[AnyRow, ...]:
    """
    Read one knowledge file.

    Parameters
    ----------
    path
        A UTF-8 CSV file with one header line, the columns of `row_type` in order.
    row_type
        The schema of its rows. Columns marked with `Refers` hold ids of the package's own files.

    Raises
    ------
    BadFact
        If the file cannot be read, is empty or not UTF-8, the header differs, or a value is missing, unknown or out of
        range, or a key comes twice. Rows count from 2, as a spreadsheet shows them.
    """
    lines = _records(path=path)
    if tuple(next(lines, ())) != row_type.columns():
        raise BadFact(f"{path.name}, row 1: the columns must be {', '.join(row_type.columns())}. Mend the header.")
    rows = tuple(
        _checked(path=path, number=number, cells=cells, row_type=row_type) for number, cells in enumerate(lines, 2)
    )
    if not rows:
        raise BadFact(f"{path.name}: it has a header and no rows. Put the rows back.")
    _refuse_repeated_keys(path=path, rows=rows)
    return rows


@cache
def load(row_type: type[AnyRow], file_name: str) -> tuple[AnyRow, ...]:
    """Read a file of the package once; later calls give the same rows."""
    return read_rows(path=DATA_FOLDER / file_name, row_type=row_type)


@cache
def ids_of(file_name: str) -> frozenset[str]:
    """
    Give the ids of a file of the package without judging its rows.

    Files refer to each other, so a reference must not wait for the other file to be valid.
    """
    return frozenset(cells[0].strip() for cells in list(_records(path=DATA_FOLDER / file_name))[1:] if cells)


def _records(*, path: Path) -> Iterator[list[str]]:
    """Give the records of a CSV file, header first; what cannot be read is a `BadFact`, not the reader's own error."""
    reader = csv.reader(io.StringIO(_text(path=path), newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as wrong:
        raise BadFact(f"{path.name}, line {reader.line_num}: {wrong}. Look for a quotation mark too many.") from None


def _text(*, path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise BadFact(f"{path.name}: it cannot be read ({wrong.strerror}). Put the file back.") from None
    if not content.strip():
        raise BadFact(f"{path.name}: the file is empty. Put its header and rows back.")
    try:
        # A spreadsheet may put a byte order mark in front; it is invisible there and must not spoil the first column.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise BadFact(f"{path.name}, line {line}: it is not UTF-8 text. Save the file as UTF-8.") from None


def _checked(*, path: Path, number: int, cells: list[str], row_type: type[AnyRow]) -> AnyRow:
    columns = row_type.columns()
    if len(cells) != len(columns):
        raise BadFact(
            f"{path.name}, row {number}: it has {len(cells)} values and not {len(columns)}."
            " Look for a comma without quotation marks."
        )
    try:
        row = row_type.model_validate(dict(zip(columns, cells, strict=True)))
    except ValidationError as wrong:
        raise BadFact(f"{path.name}, row {number}, {_said_plainly(wrong)}") from None
    _refuse_unknown_ids(path=path, number=number, row=row)
    return row


def _said_plainly(wrong: ValidationError) -> str:
    first = wrong.errors()[0]
    if not first["loc"]:
        return f"the row as a whole: {first['msg'].removeprefix('Value error, ')}. Mend the row."
    column = str(first["loc"][0])
    return f"{column}: {_reason(column, first)} (found {first['input']!r:.80}). Mend the value."


def _reason(column: str, error: ErrorDetails) -> str:
    if column == "source_url":
        return _NO_SOURCE
    if error["type"] in _PLAINER:
        return _PLAINER[error["type"]].format(**error.get("ctx", {}))
    message = error["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def _refuse_unknown_ids(*, path: Path, number: int, row: Row) -> None:
    for column, refers in row.references():
        value: Any = getattr(row, column)
        for word in value if isinstance(value, tuple) else (value,):
            if word not in ids_of(refers.file_name):
                raise BadFact(
                    f"{path.name}, row {number}, {column}: {word!r} is not an id of {refers.file_name}."
                    " Use an id that is there."
                )


def _refuse_repeated_keys(*, path: Path, rows: tuple[Row, ...]) -> None:
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        if row.key in seen:
            raise BadFact(f"{path.name}, row {number}: {row.key} is there already. Each id may come once.")
        seen.add(row.key)
