"""Find the columns of a public file by the words of its header."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from unpinch.directory._errors import MissingColumn, NotTheFile
from unpinch.directory._source import FileKind

_SHOWN_AT_MOST = 3
_SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars"}


@dataclass(frozen=True)
class Layout(FileKind):
    """
    One kind of public file, and the columns that are read of it.

    Attributes
    ----------
    headers
        Our word for a column, and the publisher's words for it in all versions so far.
    optional
        Columns that some versions lack; they are empty then.
    others
        A column that tells another file, and the name of that file, for somebody who took the wrong one.
    """

    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def needed(self) -> tuple[str, ...]:
        """Give our words for the columns that every version has."""
        return tuple(word for word in self.headers if word not in self.optional)


@dataclass(frozen=True)
class Found:
    """Where each column that is read stands, by our word; a column the file lacks is not there."""

    width: int
    named: Mapping[str, int]

    @property
    def read(self) -> tuple[int, ...]:
        """Give the places of all columns that are read, in file order, and the last one to check the width."""
        return tuple(sorted({*self.named.values(), self.width - 1}))


def find(*, names: Sequence[str], path: Path, layout: Layout, row: int = 1) -> Found:
    """
    Find the columns by name, whatever their number and order; `row` is where the header stands.

    Names are compared without regard to case, blanks and tabs: the publishers' own files have blanks before names, tabs
    after them, and two blanks inside.

    Raises
    ------
    NotTheFile
        If the first row is the header of another file.
    MissingColumn
        If a column is missing or comes twice; it is named.
    """
    _refuse_other_separators(names=names, where=f"{path}, row {row}")
    names = [plain(name) for name in names]
    places = {word: _places(names=names, headers=headers) for word, headers in layout.headers.items()}
    where = f"{path}, row {row}"
    _refuse_others(names=names, layout=layout, where=where)
    _refuse_missing(places=places, layout=layout, where=where)
    for word, found in places.items():
        if len(found) > 1:
            raise MissingColumn(
                f"{where}: the column {layout.headers[word][0]!r} is there {len(found)} times. Take the file as "
                "it is published."
            )
    return Found(width=len(names), named={word: found[0] for word, found in places.items() if found})


def read_names(header: str) -> list[str]:
    """Give the names of a header that stands in the first line of a file."""
    try:
        return next(csv.reader([header]), [])
    except csv.Error:
        # Not a row of values at all; what is missing is said by who asked.
        return []


def plain(name: str) -> str:
    r"""
    Give a name without what differs between copies of a header.

    Examples
    --------
    >>> plain(" Address-  Address Line 2\t\t")
    'address- address line 2'
    """
    return re.sub(r"\s+", " ", name).strip().lower()


def _refuse_other_separators(*, names: Sequence[str], where: str) -> None:
    separator = next((words for mark, words in _SEPARATORS.items() if len(names) == 1 and mark in names[0]), None)
    if separator:
        raise NotTheFile(f"{where}: values are apart by {separator}, not by commas. Take the file as it is published.")


def _places(*, names: list[str], headers: tuple[str, ...]) -> list[int]:
    wanted = {plain(header) for header in headers}
    return [place for place, name in enumerate(names) if name in wanted]


def _refuse_others(*, names: list[str], layout: Layout, where: str) -> None:
    for sign, words in layout.others.items():
        if plain(sign) in names:
            raise NotTheFile(f"{where}: this is {words}, not {layout.words}. Take {layout.shown}.")


def _refuse_missing(*, places: Mapping[str, list[int]], layout: Layout, where: str) -> None:
    missing = [repr(layout.headers[word][0]) for word in layout.needed if not places[word]]
    if not missing:
        return
    more = f" and {len(missing) - _SHOWN_AT_MOST} more" if len(missing) > _SHOWN_AT_MOST else ""
    lacking = f"its header has no {', '.join(missing[:_SHOWN_AT_MOST])}{more}"
    if len(missing) > len(layout.needed) / 2:
        raise NotTheFile(f"{where}: this is not {layout.words}: {lacking}. Take {layout.shown}.")
    raise MissingColumn(f"{where}: {lacking}. Take the file as it is published.")
