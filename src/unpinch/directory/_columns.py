"""The columns of the national provider file, found by the words of their header."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from ._errors import MissingColumn, NotTheProviderFile

PRACTICE = "Provider Business Practice Location Address"
# Our word for a column, and the publisher's words for it in all versions so far. Nothing else is read: licence numbers,
# other identifiers and tax numbers stay in the file, because social security numbers have leaked into them.
HEADERS: dict[str, tuple[str, ...]] = {
    "npi": ("NPI",),
    "entity": ("Entity Type Code",),
    "last_name": ("Provider Last Name (Legal Name)",),
    "first_name": ("Provider First Name",),
    "middle_name": ("Provider Middle Name",),
    "name_suffix": ("Provider Name Suffix Text",),
    "credential": ("Provider Credential Text",),
    # A former or professional name: people look for a clinician by the name they knew.
    "other_last_name": ("Provider Other Last Name",),
    "other_first_name": ("Provider Other First Name",),
    "line_1": ("Provider First Line Business Practice Location Address",),
    "line_2": ("Provider Second Line Business Practice Location Address",),
    "city": (f"{PRACTICE} City Name",),
    "state": (f"{PRACTICE} State Name",),
    "postal": (f"{PRACTICE} Postal Code",),
    "country": (f"{PRACTICE} Country Code (If outside U.S.)",),
    "phone": (f"{PRACTICE} Telephone Number",),
    "enumerated": ("Provider Enumeration Date",),
    "updated": ("Last Update Date",),
    "deactivated": ("NPI Deactivation Date",),
    "reactivated": ("NPI Reactivation Date",),
    "gender": ("Provider Gender Code", "Provider Sex Code"),
}
_TAXONOMY = re.compile(r"healthcare provider taxonomy code_(\d+)")
_SWITCH = "healthcare provider primary taxonomy switch_{}"
# A first column or file that tells which other file of the publisher's bundle somebody took by mistake.
_OTHER_FILES = {
    "provider secondary practice location address- address line 1": "the practice location file (pl_pfile)",
    "provider other organization name type code": "the other-name file (othername_pfile)",
    "endpoint type": "the endpoint file (endpoint_pfile)",
}
_SHOWN_AT_MOST = 3


@dataclass(frozen=True)
class Columns:
    """Where each column we read stands: `named` by our word, and the taxonomy slots with their switches in order."""

    width: int
    named: dict[str, int]
    taxonomies: tuple[int, ...]
    switches: tuple[int, ...]

    @property
    def read(self) -> tuple[int, ...]:
        """Give the places of all columns that are read, in file order, and the last one to check the width."""
        return tuple(sorted({*self.named.values(), *self.taxonomies, *self.switches, self.width - 1}))


def find_columns(header: str, path: Path) -> Columns:
    """
    Find the columns by name, whatever their number and order.

    Raises
    ------
    NotTheProviderFile
        If the first row is no header of the provider file.
    MissingColumn
        If a column is missing or comes twice; it is named.
    """
    names = _read_names(header)
    found = {word: _places(names=names, headers=headers) for word, headers in HEADERS.items()}
    slots = sorted(int(match[1]) for name in names if (match := _TAXONOMY.fullmatch(name)))
    missing = [HEADERS[word][-1] for word, places in found.items() if not places]
    missing += [] if slots else ["Healthcare Provider Taxonomy Code_1"]
    missing += [f"Healthcare Provider Primary Taxonomy Switch_{n}" for n in slots if _SWITCH.format(n) not in names]
    _refuse_missing(missing=missing, names=names, path=path)
    _refuse_repeated(found=found, path=path)
    return Columns(
        width=len(names),
        named={word: places[0] for word, places in found.items()},
        taxonomies=tuple(names.index(f"healthcare provider taxonomy code_{n}") for n in slots),
        switches=tuple(names.index(_SWITCH.format(n)) for n in slots),
    )


def _read_names(header: str) -> list[str]:
    try:
        return [_plain(name) for name in next(csv.reader([header]), [])]
    except csv.Error:
        # Not a row of values at all; what is missing is said below.
        return []


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _places(*, names: list[str], headers: tuple[str, ...]) -> list[int]:
    return [place for header in headers for place, name in enumerate(names) if name == _plain(header)]


def _refuse_missing(*, missing: list[str], names: list[str], path: Path) -> None:
    if not missing:
        return
    other = next((what for name, what in _OTHER_FILES.items() if name in names), None)
    if other and len(missing) > len(HEADERS) / 2:
        raise NotTheProviderFile(
            f"{path}, row 1: this is {other}, not the provider file. Take npidata_pfile_....csv from the same zip."
        )
    more = f" and {len(missing) - _SHOWN_AT_MOST} more" if len(missing) > _SHOWN_AT_MOST else ""
    lacking = f"its header has no {', '.join(repr(name) for name in missing[:_SHOWN_AT_MOST])}{more}"
    if len(missing) > len(HEADERS) / 2:
        raise NotTheProviderFile(
            f"{path}, row 1: this is not the national provider file: {lacking}. Take npidata_pfile_....csv, or the "
            "publisher's zip."
        )
    raise MissingColumn(f"{path}, row 1: {lacking}. Take the file as it is published.")


def _refuse_repeated(*, found: dict[str, list[int]], path: Path) -> None:
    for word, places in found.items():
        if len(places) > 1:
            raise MissingColumn(
                f"{path}, row 1: the column {HEADERS[word][-1]!r} is there {len(places)} times. Take the file as it is "
                "published."
            )
