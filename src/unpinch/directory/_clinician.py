"""One clinician as the public record has them, ready to be shown; and what that record cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from unpinch import knowledge
from unpinch.kernel import check_npi

from ._confidence import Confidence, confidence_of
from ._errors import NoSuchClinician
from ._fit import state_code
from ._grid import holder_of
from ._query import Place
from ._rows import DAY_ZERO, GENDERS
from ._scope import Allowed, allowed
from ._snapshot import Snapshot
from ._source_pages import PROVIDER_FILE_PAGE
from ._words import shown_address, shown_name

_LOWER_HALF = (1 << 32) - 1


@dataclass(frozen=True)
class Address:
    """Where the practice is. `zip_code` has 5 digits, or 9 with a hyphen, as the record has it."""

    line_1: str
    line_2: str
    city: str
    state: str
    zip_code: str


@dataclass(frozen=True)
class Taxonomy:
    """One taxonomy code of the record, and the kinds of clinician it makes."""

    code: str
    specialties: tuple[str, ...]


@dataclass(frozen=True)
class Clinician:
    """
    All that the public record says of one clinician, except numbers that are nobody's business.

    `specialties` are ids, the one of the main taxonomy code first; `phone` has 10 digits or is empty; `place` is the
    point of the ZIP code, not of the street. Everything comes from `source`.
    """

    npi: str
    name: str
    credential: str
    gender: str
    specialties: tuple[str, ...]
    taxonomies: tuple[Taxonomy, ...]
    address: Address
    phone: str
    place: Place
    enumerated_date: date | None
    updated_date: date | None
    allowed: Allowed
    confidence: Confidence
    source: str
    is_demonstration: bool


def show(*, snapshot: Snapshot, npi: str) -> Clinician:
    """
    Give all that is known of one clinician.

    Raises
    ------
    kernel.NotAnNpi
        If the number is not an NPI.
    NoSuchClinician
        If nobody in the directory has it.
    """
    numbers = snapshot.arrays.clinician_npi
    number = int(np.searchsorted(numbers, int(check_npi(npi=npi))))
    if number == len(numbers) or numbers[number] != int(npi):
        raise NoSuchClinician(
            f"Nobody in this directory has the NPI {npi}. It may be deactivated, an organisation, or newer than "
            f"{snapshot.manifest.built_at.date()}."
        )
    return read_clinician(snapshot=snapshot, location=int(snapshot.arrays.clinician_location[number]))


def read_clinician(
    *, snapshot: Snapshot, location: int, care: knowledge.Treatment | None = None, specialty: str | None = None
) -> Clinician:
    """Read the clinician of one location; `allowed` is about `care` and `specialty`, their main one where None."""
    arrays = snapshot.arrays
    number = int(arrays.location_clinician[location])
    group = int(holder_of(starts=arrays.group_location, number=location))
    person, practice = snapshot.clinicians.row(number), snapshot.locations.row(location)
    updated = day_to_date(int(arrays.clinician_updated_day[number]))
    specialties = _specialties(snapshot=snapshot, group=group)
    return Clinician(
        npi=str(arrays.clinician_npi[number]),
        name=shown_name(
            first=person["first_name"],
            middle=person["middle_name"],
            last=person["last_name"],
            suffix=person["name_suffix"],
        ),
        # The coming third version of the file parts several credentials with a bar.
        credential=person["credential"].replace(" | ", ", "),
        gender=GENDERS[arrays.group_gender[group]],
        specialties=specialties,
        taxonomies=_taxonomies(snapshot=snapshot, codes=person["taxonomies"]),
        address=_address(practice),
        phone=practice["phone"],
        place=_place(snapshot=snapshot, group=group),
        enumerated_date=day_to_date(int(arrays.clinician_enumerated_day[number])),
        updated_date=updated,
        allowed=allowed(
            care=care,
            specialty=specialty or next(iter(specialties), None),
            state=state_code(int(arrays.group_state[group])),
        ),
        confidence=confidence_of(snapshot=snapshot, updated=updated, has_phone=bool(practice["phone"])),
        source=PROVIDER_FILE_PAGE,
        is_demonstration=snapshot.is_demonstration,
    )


def day_to_date(day: int) -> date | None:
    """Give the date of a day as a snapshot stores it."""
    return DAY_ZERO + timedelta(days=day) if day else None


def _specialties(*, snapshot: Snapshot, group: int) -> tuple[str, ...]:
    both = int(snapshot.arrays.class_specialties[snapshot.arrays.group_class[group]])
    everything, main = both & _LOWER_HALF, both >> 32
    return (*snapshot.specialties.of(main), *snapshot.specialties.of(everything & ~main))


def _taxonomies(*, snapshot: Snapshot, codes: str) -> tuple[Taxonomy, ...]:
    bits = snapshot.specialties
    return tuple(Taxonomy(code=code, specialties=bits.of(bits.classify(code)[0])) for code in codes.split())


def _address(practice: dict[str, str]) -> Address:
    postal = practice["postal"]
    return Address(
        line_1=shown_address(practice["line_1"]),
        line_2=shown_address(practice["line_2"]),
        city=shown_address(practice["city"]),
        state=practice["state"],
        zip_code=f"{postal[:5]}-{postal[5:]}" if postal[5:] else postal,
    )


def _place(*, snapshot: Snapshot, group: int) -> Place:
    arrays = snapshot.arrays
    place = int(holder_of(starts=arrays.place_group, number=group))
    return Place(
        latitude=float(arrays.place_latitude[place]),
        longitude=float(arrays.place_longitude[place]),
        zip_code=f"{arrays.place_code[place]:05d}",
    )
