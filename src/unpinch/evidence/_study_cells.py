"""Reading CSV files of studies: the table, its rows as they are numbered in the file, and the numbers in its cells."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unpinch.kernel import UnpinchError

# A file of ten thousand studies is smaller; reading stops here so that a wrong file cannot fill the memory.
MOST_BYTES = 20_000_000
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_LONGEST_QUOTE = 40


class BadStudyFile(UnpinchError):
    """A file of studies cannot be used; the message names file, row and column, and what to do."""


class WrongMeasure(UnpinchError):
    """The measure that was asked for is none that the columns of the file allow."""


@dataclass(frozen=True)
class StudyRow:
    """
    One row of a file of studies.

    Attributes
    ----------
    file
        Name of the file.
    number
        As a spreadsheet counts: the header is row 1.
    cells
        Column (lower case) to what stands there, without blanks around it.
    """

    file: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, reason: str) -> BadStudyFile:
        """Make the error that names this row."""
        return BadStudyFile(f"{self.file}, row {self.number}: {reason}")

    def text_of(self, column: str) -> str:
        """Give a cell that must not be blank."""
        cell = self.cells[column]
        if not cell:
            raise self.wrong(f"{column} is blank. Fill it in, or take the row out.")
        return cell

    def number_of(self, column: str) -> float:
        """Give the finite number of a cell, written with a decimal point."""
        cell = self.text_of(column)
        if not _NUMBER.fullmatch(cell):
            raise self.wrong(f"{column} is {_quoted(cell)}, which is not a number.{_hint(cell)}")
        number = float(cell)
        if not math.isfinite(number):
            raise self.wrong(f"{column} is {_quoted(cell)}, too large a number. Correct it.")
        return number


@dataclass(frozen=True)
class StudyTable:
    """A file of studies: its name, its columns in lower case, and its rows."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[StudyRow, ...]


def read_table(*, path: Path) -> StudyTable:
    """
    Read a CSV file of studies. A byte order mark is left out; empty lines are passed over.

    Parameters
    ----------
    path
        UTF-8 text, comma-separated, with a header.

    Raises
    ------
    BadStudyFile
        If the file is no such text, is empty, has no rows, a column twice, or a row with more or fewer values than the
        header.
    """
    lines = _records(_text(path), file=path.name)
    header = next((cells for _, cells in lines[:1]), [])
    columns = _columns(header, file=path.name)
    rows = tuple(_row(path.name, number, columns, cells) for number, cells in lines[1:])
    if not rows:
        raise BadStudyFile(f"{path.name}: it has a header and no rows. Add one row for each study.")
    return StudyTable(file=path.name, columns=columns, rows=rows)


def _text(path: Path) -> str:
    with path.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadStudyFile(f"{path.name}: it is larger than {MOST_BYTES // 1_000_000} MB. Give a file of studies only.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        raise BadStudyFile(f"{path.name}, row {row}: it is not UTF-8 text. Save the file as UTF-8 CSV.") from None
    if not text.strip():
        raise BadStudyFile(f"{path.name}: the file is empty. Give a header and one row for each study.")
    if "\0" in text:
        raise BadStudyFile(f"{path.name}: it is not a text file. Save the table as CSV.")
    return text


def _records(text: str, *, file: str) -> list[tuple[int, list[str]]]:
    """Give the lines that are not empty, each with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(number, cells) for number, cells in enumerate(reader, start=1) if cells]
    except csv.Error:
        raise BadStudyFile(
            f"{file}, row {reader.line_num}: its quotation marks do not match. Put one at the end of each value that"
            " begins with one."
        ) from None


def _columns(header: list[str], *, file: str) -> tuple[str, ...]:
    columns = tuple(cell.strip().lower() for cell in header)
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(columns) == 1 and separator in columns[0]:
            raise BadStudyFile(f"{file}, row 1: the columns are separated by {name}. Save the table with commas.")
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        raise BadStudyFile(f"{file}, row 1: the column {_quoted(twice)} comes twice. Take one out.")
    return columns


def _row(file: str, number: int, columns: tuple[str, ...], cells: list[str]) -> StudyRow:
    if len(cells) != len(columns):
        raise BadStudyFile(
            f"{file}, row {number}: it has {len(cells)} values and the header has {len(columns)}."
            " Look for a missing value or a comma without quotation marks."
        )
    return StudyRow(file=file, number=number, cells=dict(zip(columns, map(str.strip, cells), strict=True)))


def _quoted(cell: str) -> str:
    """Show what stands in a cell, shortened, on one line."""
    plain = " ".join(cell.split())
    return f'"{plain[:_LONGEST_QUOTE]}..."' if len(plain) > _LONGEST_QUOTE else f'"{plain}"'


def _hint(cell: str) -> str:
    if _DECIMAL_COMMA.fullmatch(cell):
        return " Write it with a decimal point and without commas."
    if cell[0] in "\u2212\u2013\u2014":
        return " Write the minus as a hyphen."
    return " Put in a number, or take the row out."
