"""Where each public file is published, and how its newest release is found there; names change with each release."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin, urlsplit

from ._patience import NotThere

# The page that lists the monthly and weekly files and the list of deactivated NPIs.
FILES_PAGE = "https://download.cms.gov/nppes/NPI_Files.html"
# The catalogue of data.cms.gov (DCAT-US 1.1): each yearly release is a distribution of its data set.
CATALOGUE = "https://data.cms.gov/data.json"
# What the Provider Data Catalog says of the Doctors and Clinicians file; its address has a part that changes.
DOCTORS_PAGE = "https://data.cms.gov/provider-data/api/1/metastore/schemas/dataset/items/mj5m-pzi6?show-reference-ids"
_TITLE = "Medicare Physician & Other Practitioners - by Provider"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LINK = r"""href\s*=\s*["']([^"']*{}(_V\d+)?\.zip)["']"""
_MONTHLY = re.compile(_LINK.format(r"NPPES_Data_Dissemination_([A-Za-z]+)_(\d{4})"), re.IGNORECASE)
_WEEKLY = re.compile(_LINK.format(r"NPPES_Data_Dissemination_(\d{6})_(\d{6})_Weekly"), re.IGNORECASE)
_DEACTIVATED = re.compile(_LINK.format(r"NPPES_Deactivated_NPI_Report_(\d{6})"), re.IGNORECASE)
_YEAR_IN_NAME = re.compile(r"_D(\d{2})[_.]", re.IGNORECASE)
_YEAR = re.compile(r"(20\d{2})-\d{2}-\d{2}")


class PublicFile(StrEnum):
    """The public files of which a directory is made."""

    PROVIDER = "provider"
    WEEKLY = "weekly"
    DEACTIVATED = "deactivated"
    MEDICARE = "medicare"
    MEDICARE_TOTALS = "medicare-totals"
    DOCTORS = "doctors"


@dataclass(frozen=True)
class Published:
    """
    Where the address of a file is looked up.

    `find` gives it from the text of the page and the year asked for (None for the newest); None where it is not there.
    """

    page: str
    words: str
    find: Callable[[str, int | None], str | None]
    is_yearly: bool = False


def address_of(*, file: PublicFile, text: str, page: str, year: int | None = None) -> str:
    """
    Find the address of the newest release of a file, or of the one of a year.

    Parameters
    ----------
    file
        Which file.
    text
        What the page says; see `PUBLISHED`.
    page
        Address of that page: links on it may be relative.
    year
        Year of a file of Medicare; None finds the newest.

    Raises
    ------
    NotThere
        If the page does not name it; it may have been changed, and the address can be given with --url.
    """
    published = PUBLISHED[file]
    found = published.find(text, year)
    if not found:
        of_year = f" of {year}" if year else ""
        raise NotThere(f"{page} names no {published.words}{of_year}. Look there, and give its address with --url.")
    return urljoin(page, found)


def _monthly(text: str, _year: int | None) -> str | None:
    """Of two versions of one month, the later."""
    found = [
        (int(year), _MONTHS.index(month.lower()), version.upper(), link)
        for link, month, year, version in _MONTHLY.findall(text)
        if month.lower() in _MONTHS
    ]
    return max(found)[-1] if found else None


def _weekly(text: str, _year: int | None) -> str | None:
    return _newest(((last, version, link) for link, _first, last, version in _WEEKLY.findall(text)))


def _deactivated(text: str, _year: int | None) -> str | None:
    return _newest(((day, version, link) for link, day, version in _DEACTIVATED.findall(text)))


def _newest(links: Iterator[tuple[str, str, str]]) -> str | None:
    found = [(day, version.upper(), link) for date, version, link in links if (day := _day(date))]
    return max(found)[-1] if found else None


def _day(text: str) -> str | None:
    """Give a date written as MMDDYY in a form that sorts; None where it is none."""
    try:
        return datetime.strptime(f"{text}+0000", "%m%d%y%z").date().isoformat()
    except ValueError:
        return None


def _of_title(title: str) -> Callable[[str, int | None], str | None]:
    def find(text: str, year: int | None) -> str | None:
        found = {
            of_year: str(each["downloadURL"])
            for data_set in _listed(_read(text), "dataset")
            if _plain(data_set.get("title")) == _plain(title)
            for each in _listed(data_set, "distribution")
            if _is_csv(each) and (of_year := _year_of(each))
        }
        return found.get(year or max(found, default=0))

    return find


def _doctors(text: str, _year: int | None) -> str | None:
    # With its references shown, what is said of the file stands one step further in.
    said = ({**each, **(each.get("data") or {})} for each in _listed(_read(text), "distribution"))
    return next((str(each["downloadURL"]) for each in said if _is_csv(each)), None)


def _read(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _listed(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    listed = document.get(name)
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _plain(title: object) -> str:
    return " ".join(html.unescape(str(title)).lower().split())


def _is_csv(said: Mapping[str, Any]) -> bool:
    return urlsplit(str(said.get("downloadURL", ""))).path.lower().endswith(".csv")


def _year_of(said: Mapping[str, Any]) -> int | None:
    """Read the year off the published name, else off the time that the release is said to cover."""
    if in_name := _YEAR_IN_NAME.search(str(said["downloadURL"]).rsplit("/", 1)[-1]):
        return 2000 + int(in_name[1])
    covered = _YEAR.search(f"{said.get('temporal', '')} {said.get('title', '')}")
    return int(covered[1]) if covered else None


PUBLISHED: Mapping[PublicFile, Published] = {
    PublicFile.PROVIDER: Published(FILES_PAGE, "monthly provider file", _monthly),
    PublicFile.WEEKLY: Published(FILES_PAGE, "weekly provider file", _weekly),
    PublicFile.DEACTIVATED: Published(FILES_PAGE, "list of deactivated NPIs", _deactivated),
    PublicFile.MEDICARE: Published(
        CATALOGUE, "file of Medicare by Provider and Service", _of_title(f"{_TITLE} and Service"), is_yearly=True
    ),
    PublicFile.MEDICARE_TOTALS: Published(CATALOGUE, "file of Medicare by Provider", _of_title(_TITLE), is_yearly=True),
    PublicFile.DOCTORS: Published(DOCTORS_PAGE, "Doctors and Clinicians file", _doctors),
}
