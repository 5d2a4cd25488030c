"""One clinician as the public record has them, ready to be shown; and what that record cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from unpinch import knowledge
from unpinch.kernel import check_npi

from ._confidence import Chance, Confidence, address_chance_of, confidence_of, named_by, phone_chance_of
from ._errors import NoSuchClinician
from ._fit import state_code
from ._people import ALL_CARE
from ._query import Place, zip_place
from ._rows import DAY_ZERO, GENDERS
from ._scope import Allowed, allowed
from ._shown import ShownCare, YearShown, shown_care
from ._snapshot import Snapshot
from ._source_pages import PROVIDER_FILE_PAGE
from ._traits import (
    ASSIGNMENTS,
    IN_A_GROUP,
    MAIN_PLACE,
    MEDICARE_PLACE,
    OTHER_PHONE,
    SAME_PHONE,
    SAME_STREET,
    SECOND_PLACE,
    SEVERAL_PLACES,
    TELEHEALTH,
    level_of,
    one_assignment,
)
from ._words import shown_address, shown_name
from ._zips import ZIP_DIGITS

_LOWER_HALF = (1 << 32) - 1
_TELEHEALTH, _IN_A_GROUP, _SEVERAL_PLACES = int(TELEHEALTH), int(IN_A_GROUP), int(SEVERAL_PLACES)


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
class Practice:
    """
    One address of a clinician.

    `sources` says which files name it: `provider_file`, `provider_file_second` (a further address in it) and
    `medicare_clinicians`; `same_street` and `same_phone` that two publishers agree, `other_phone` that they do not. The
    chances are how likely address and phone are right; None for what is not there, and in an invented record.
    """

    address: Address
    phone: str
    place: Place
    sources: tuple[str, ...]
    same_street: bool
    same_phone: bool
    other_phone: bool
    address_chance: Chance | None
    phone_chance: Chance | None


@dataclass(frozen=True)
class Figure:
    """
    What a clinician did for people with Original Medicare in one year: `kind` is a kind of care, None for all of it.

    `patients` is how many different people there were at least, `patients_at_most` at most. Fewer than 11 are not
    published: no figure is no sign that somebody does not do it.
    """

    kind: str | None
    year: int
    services: int
    patients: int
    patients_at_most: int


@dataclass(frozen=True)
class Group:
    """A group practice; `members` is None where the file does not say how many it has."""

    name: str
    members: int | None


@dataclass(frozen=True)
class Clinician:
    """
    All that the public files say of one clinician, except numbers that are nobody's business.

    `specialties` are ids, the one of the main taxonomy code first; `phone` has 10 digits or is empty; `place` is the
    point of the ZIP code, not of the street. `address`, `phone` and `place` are those of the practice that was asked
    for, the first where none was; `practices` are all of them. `levels` are those of shown experience, 0 to 7, by kind
    of care, and `shown` says in words what is shown of each. `telehealth` and `in_group` say that Medicare's file names
    them so; False is not known. `practices`, `experience`, `shown` and `groups` are read by `show` alone.
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
    practices: tuple[Practice, ...]
    experience: tuple[Figure, ...]
    shown: tuple[ShownCare, ...]
    levels: Mapping[str, int]
    telehealth: bool
    in_group: bool
    assignment: str
    groups: tuple[Group, ...]
    graduation_year: int | None
    has_several_places: bool
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
    return read_clinician(snapshot=snapshot, location=int(snapshot.arrays.clinician_location[number]), whole=True)


def read_clinician(
    *,
    snapshot: Snapshot,
    location: int,
    care: knowledge.Treatment | None = None,
    specialty: str | None = None,
    whole: bool = False,
) -> Clinician:
    """
    Read the clinician of one location; `allowed` is about `care` and `specialty`, their main one where None.

    All practices, figures and groups are read only where `whole` is asked for: a list of results needs none of them.
    """
    arrays = snapshot.arrays
    number = int(arrays.location_clinician[location])
    group = int(arrays.location_group[location])
    # One number in Python: numpy takes ten times as long for one.
    traits = int(arrays.class_traits[arrays.group_class[group]])
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
        practices=practices_of(snapshot=snapshot, number=number) if whole else (),
        experience=figures_of(snapshot=snapshot, number=number) if whole else (),
        shown=_shown(snapshot=snapshot, number=number, group=group) if whole else (),
        levels={kind: level_of(traits, bit) for bit, kind in enumerate(snapshot.kinds_of_care)},
        telehealth=bool(traits & _TELEHEALTH),
        in_group=bool(traits & _IN_A_GROUP),
        assignment=ASSIGNMENTS[one_assignment(traits)],
        groups=groups_of(snapshot=snapshot, number=number) if whole else (),
        graduation_year=int(arrays.clinician_graduation_year[number]) or None,
        has_several_places=bool(traits & _SEVERAL_PLACES),
        enumerated_date=day_to_date(int(arrays.clinician_enumerated_day[number])),
        updated_date=updated,
        allowed=_allowed(
            care.id if care else None,
            specialty or next(iter(specialties), None),
            state_code(int(arrays.group_state[group])),
        ),
        confidence=confidence_of(
            snapshot=snapshot,
            updated=updated,
            has_phone=bool(practice["phone"]),
            named_by=named_by(int(arrays.location_sources[location])),
            telehealth=bool(traits & _TELEHEALTH),
        ),
        source=PROVIDER_FILE_PAGE,
        is_demonstration=snapshot.is_demonstration,
    )


# As many as there are cares, kinds of clinician and states, at most.
@cache
def _allowed(care: str | None, specialty: str | None, state: str | None) -> Allowed:
    treatment = next((row for row in knowledge.treatments() if row.id == care), None)
    return allowed(care=treatment, specialty=specialty, state=state)


def practices_of(*, snapshot: Snapshot, number: int) -> tuple[Practice, ...]:
    """Give all addresses of a clinician (a place in the order of NPIs), the first one first."""
    arrays = snapshot.arrays
    others = arrays.other_location[rows_about(arrays.other_clinician, number)]
    places = [int(arrays.clinician_location[number]), *(int(location) for location in others)]
    found = [(snapshot.locations.row(location), int(arrays.location_sources[location])) for location in places]
    more = range(*rows_about(arrays.address_clinician, number).indices(len(arrays.address_clinician)))
    found += [(snapshot.addresses.row(row), int(arrays.address_sources[row])) for row in more]
    updated = day_to_date(int(arrays.clinician_updated_day[number]))
    age = max((snapshot.manifest.built_at.date() - updated).days, 0) if updated else None
    return tuple(_practice(snapshot=snapshot, text=text, sources=sources, age_days=age) for text, sources in found)


def _practice(*, snapshot: Snapshot, text: dict[str, str], sources: int, age_days: int | None) -> Practice:
    named = named_by(sources)
    dated = age_days if named.is_dated else None
    invented = snapshot.is_demonstration
    return Practice(
        address=_address(text),
        phone=text["phone"],
        place=zip_place(code=text["postal"][:ZIP_DIGITS], snapshot=snapshot),
        sources=tuple(name for name, bit in _SOURCE_BITS.items() if sources & bit),
        same_street=bool(sources & SAME_STREET),
        same_phone=bool(sources & SAME_PHONE),
        other_phone=bool(sources & OTHER_PHONE),
        address_chance=None if invented else address_chance_of(age_days=dated, named_by=named),
        phone_chance=None if invented or not text["phone"] else phone_chance_of(age_days=dated, named_by=named),
    )


_SOURCE_BITS = {
    "provider_file": MAIN_PLACE,
    "provider_file_second": SECOND_PLACE,
    "medicare_clinicians": MEDICARE_PLACE,
}


def figures_of(*, snapshot: Snapshot, number: int) -> tuple[Figure, ...]:
    """Give what a clinician (a place in the order of NPIs) did, by kind of care and year."""
    arrays, kinds = snapshot.arrays, snapshot.kinds_of_care
    rows = range(*rows_about(arrays.experience_clinician, number).indices(len(arrays.experience_clinician)))
    return tuple(
        Figure(
            kind=kinds[arrays.experience_kind[row]] if arrays.experience_kind[row] != ALL_CARE else None,
            year=int(arrays.experience_year[row]),
            services=int(arrays.experience_services[row]),
            patients=int(arrays.experience_patients[row]),
            patients_at_most=int(arrays.experience_patients_at_most[row]),
        )
        for row in rows
    )


def _shown(*, snapshot: Snapshot, number: int, group: int) -> tuple[ShownCare, ...]:
    figures = figures_of(snapshot=snapshot, number=number)
    main = int(snapshot.arrays.class_specialties[snapshot.arrays.group_class[group]]) >> 32
    specialty = next(iter(snapshot.specialties.of(main)), None)
    return tuple(
        shown_care(
            care=kind,
            years=[
                YearShown(each.year, each.services, each.patients, each.patients_at_most)
                for each in figures
                if each.kind == kind
            ],
            specialty=specialty,
            peers=snapshot.peers,
            is_invented=snapshot.is_demonstration,
        )
        for kind in snapshot.kinds_of_care
    )


def groups_of(*, snapshot: Snapshot, number: int) -> tuple[Group, ...]:
    """Give the group practices of a clinician (a place in the order of NPIs), the largest first."""
    rows = range(*rows_about(snapshot.arrays.groups_clinician, number).indices(len(snapshot.arrays.groups_clinician)))
    texts = [snapshot.groups.row(row) for row in rows]
    return tuple(
        Group(name=shown_address(text["name"]), members=int(text["size"]) if text["size"] else None) for text in texts
    )


def rows_about(clinicians: npt.NDArray[np.unsignedinteger], number: int) -> slice:
    """Give the rows of an array of clinicians, which ascends, that are about one of them."""
    # Of the type of the array, which numpy would otherwise copy to compare.
    asked = clinicians.dtype.type(number)
    return slice(
        int(np.searchsorted(clinicians, asked, side="left")), int(np.searchsorted(clinicians, asked, side="right"))
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
    place = int(arrays.group_place[group])
    return Place(
        latitude=float(arrays.place_latitude[place]),
        longitude=float(arrays.place_longitude[place]),
        zip_code=f"{arrays.place_code[place]:05d}",
    )
