"""Of which year a file of Medicare is: its name says it, or who gives it."""

from __future__ import annotations

import re
from pathlib import Path

from unpinch.directory._errors import UnknownYear

# The publisher's name ends in the year of the data: MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv is of 2023, released in 2025.
_IN_PUBLISHED_NAME = re.compile(r"_D(\d{2})(?=[_.]|$)", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_GIVEN = re.compile(r"(\d{4})=(.+)", re.DOTALL)
# Medicare publishes these files from 2012 on.
FIRST_YEAR = 2012
LAST_YEAR = 2099


def year_and_path(*, given: str) -> tuple[int | None, Path]:
    """
    Read FILE or YEAR=FILE, as somebody gives it.

    Raises
    ------
    UnknownYear
        If the year lies before the first file that Medicare published.

    Examples
    --------
    >>> year_and_path(given="2021=services.csv")
    (2021, PosixPath('services.csv'))
    >>> year_and_path(given="services.csv")
    (None, PosixPath('services.csv'))
    """
    match = _GIVEN.fullmatch(given)
    if not match:
        return None, Path(given)
    return _checked(year=int(match[1]), path=Path(match[2])), Path(match[2])


def year_of(*, path: Path, member: str | None = None, year: int | None = None) -> int:
    """
    Give the year that a file is about: the one given, or the one that its name or its member's name says.

    Raises
    ------
    UnknownYear
        If nothing says it.

    Examples
    --------
    >>> year_of(path=Path("MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv"))
    2023
    """
    if year is not None:
        return _checked(year=year, path=path)
    for name in (member, path.name):
        if name and (found := _in_name(Path(name).name)):
            return found
    raise UnknownYear(
        f"{path}: the name does not say of which year the file is. Give it with the year, as 2023={path}."
    )


def _in_name(name: str) -> int | None:
    if short := _IN_PUBLISHED_NAME.findall(name):
        return 2000 + int(short[-1])
    years = [int(year) for year in _FOUR_DIGITS.findall(name) if int(year) >= FIRST_YEAR]
    return years[-1] if years else None


def _checked(*, year: int, path: Path) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownYear(f"{path}: {year} is no year of these files; they begin with {FIRST_YEAR}.")
    return year
