"""Tell what another program did to a public file: decimals, exponents, eaten zeros."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from unpinch.directory._errors import DamagedFile

# States and territories whose ZIP codes begin with 0: where another program has eaten that zero, it shows here.
_ZERO_STATES = ("CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI")
_ANOTHER_PROGRAM = (
    "another program wrote this file again and what stood there is lost. Take the file as it is published."
)


def refuse_numbers_rewritten(*, rows: pl.DataFrame, words: Iterable[str], path: Path) -> None:
    """
    Refuse a file in which numbers have become decimals ("1003011404.0") or powers of ten ("1.003E+09").

    `rows` has the columns `words` as text, never null, and `row`.

    Raises
    ------
    DamagedFile
        With the first such row.
    """
    wrong = {word: pl.col(word).str.ends_with(".0") | pl.col(word).str.contains("E+", literal=True) for word in words}
    # All columns in one go, for nearly every block has none.
    there = rows.select(each.any().alias(word) for word, each in wrong.items()).row(0, named=True)
    for word in (word for word, is_there in there.items() if is_there):
        row, value = rows.select("row", word).filter(wrong[word]).row(0)
        raise DamagedFile(f"{path}, row {row}: the number {value} has become a decimal; {_ANOTHER_PROGRAM}")


class EatenZeros:
    """
    Watches for ZIP codes that have lost the zero they begin with, as a spreadsheet does it.

    One such value is a slip of the pen; most of them are a spreadsheet. They are counted from block to block, for the
    last block of a file may be short.
    """

    def __init__(self, *, path: Path) -> None:
        self._path = path
        self._here = self._eaten = 0

    def look(self, rows: pl.DataFrame) -> None:
        """
        Refuse the file once most ZIP codes that should begin with a zero do not; `rows` has `row`, `state`, `postal`.

        Raises
        ------
        DamagedFile
            With the first such row of the block.
        """
        states = rows.select("row", "state", "postal").filter(pl.col("state").is_in(_ZERO_STATES))
        here = states.filter(pl.col("postal") != "")
        eaten = here.filter(pl.col("postal").str.contains(r"^[1-9]\d{2,3}(\d{4})?$"))
        self._here += here.height
        self._eaten += eaten.height
        if eaten.height and self._eaten > self._here / 2:
            raise DamagedFile(
                f"{self._path}, row {eaten['row'][0]}: the ZIP code {eaten['postal'][0]} has lost the zero it begins "
                f"with; {_ANOTHER_PROGRAM}"
            )
