"""Random small directories of fictional clinicians in all public files, and random questions to ask of them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.unit.directory.provider_file import BUILT_AT, npi, person, write_provider
from tests.unit.directory.sources.public_files import (
    DOCTORS_HEADER,
    LOCATIONS_HEADER,
    SERVICES_HEADER,
    doctor,
    location,
    rows_as_csv,
    service,
)
from unpinch import directory, knowledge
from unpinch.directory import _plain_files

ZIPS = ("06105", "061051770", "06117", "06117-1208", "06032", "06067-1851", "06106", "02139", "10001", "78701", "96799")
CODES = ("225100000X", "2251X0800X", "111N00000X", "171100000X", "2081P2900X", "2081S0010X", "207Q00000X", "122300000X")
STATES = ("CT", "CA", "NY", "TX", "FL", "TN", "PR", "CONNECTICUT", "QUEENSLAND", "")
LAST_NAMES = ("TEAPOT", "TEAPOTT", "TAEPOT", "O'LANTERN", "LANTERN-KITE", "MUÑOZ", "KITE", "QUILL", "ROUNDABOUT")
FIRST_NAMES = ("SAMPLE", "SAMPEL", "ANNE", "A", "")
DAYS = ("11/22/2026", "11/22/2025", "11/21/2025", "01/01/2020", "05/23/2005", "", "2024-02-29", "nonsense")
STREETS = ("1 EXAMPLE ST", "1 Example Street", "22 SAMPLE AVE STE 3", "N5 FICTION RD", "THE GREEN", "", "The Green")
PHONES = ("8605550100", "860-555-0100", "8605550199", "")
PROCEDURES = ("97110", "97140", "98941", "62323", "20560", "99213")
CARES = tuple(row.id for row in knowledge.treatments() if row.role is knowledge.TreatmentRole.TREATMENT)
KINDS = tuple(row.id for row in knowledge.specialties())
NEAR = ("06105", "06117", "06105-1208", "41.7691,-72.701", "42.4,-71.1", "10001", "96910")
NAMES = (
    "teapot",
    "taepott",
    "kite lantern",
    "olantern",
    "munoz",
    "a kite",
    "sample teapot",
    "zzz",
    "rondabuot",
    "s",
    "kite kite",
)
ODDITIES = (
    {"npi": ""},
    {"npi": "12345678X3"},
    {"npi": "1234567890"},
    {"entity": "2"},
    {"entity": ""},
    {"deactivated": "01/01/2020"},
    {"deactivated": "01/01/2020", "reactivated": "01/01/2020"},
    {"deactivated": "01/01/2020", "reactivated": "12/31/2019"},
    {"postal": ""},
    {"postal": "00001"},
    {"country": "CA"},
    {"last_name": "", "first_name": ""},
)
# Few numbers, so that the files speak of the same people and some come twice.
NUMBERS = 60


class World:
    """One random directory: the files in `folder`, the snapshot, and the same clinicians read plainly."""

    def __init__(self, *, folder: Path, chance: np.random.Generator, people: int = 40) -> None:
        self.chance = chance
        self.rows = [self._person(odd=chance.random() < 0.15) for _ in range(people)]
        self.nppes = write_provider(folder / "npidata.csv", *self.rows)
        files = _plain_files.PlainFiles(
            locations=self._written(folder / "locations.csv", self._locations(), LOCATIONS_HEADER),
            doctors=self._written(folder / "doctors.csv", self._doctors(), DOCTORS_HEADER),
            services=self._written(folder / "services_2021.csv", self._services(), SERVICES_HEADER),
            deactivated=self._written(folder / "gone.csv", self._gone(), ("NPI", "NPPES Deactivation Date")),
        )
        self.snapshot = self._built(folder / "snapshot", files)
        self.telehealth_is_known = files.doctors is not None
        self.clinicians, self.rejected = _plain_files.read_plainly(path=self.nppes, files=files)

    def _built(self, out: Path, files: _plain_files.PlainFiles) -> directory.Snapshot | None:
        try:
            directory.build(
                nppes=self.nppes,
                out=out,
                built_at=BUILT_AT,
                locations=files.locations,
                doctors=files.doctors,
                medicare=[files.services] if files.services else [],
                deactivated=files.deactivated,
            )
        except directory.NothingToKeep:
            return None
        return directory.open_snapshot(path=out)

    def pick(self, values):
        return values[int(self.chance.integers(len(values)))]

    def number(self):
        return int(self.chance.integers(NUMBERS))

    def _person(self, *, odd: bool):
        chosen = {
            "last_name": self.pick(LAST_NAMES),
            "first_name": self.pick(FIRST_NAMES),
            "other_last_name": self.pick(("", "", "", "BISCUIT", "KITE")),
            "line_1": self.pick(STREETS),
            "postal": self.pick(ZIPS),
            "state": self.pick(STATES),
            "gender": self.pick(("F", "M", "X", "")),
            "phone": self.pick(("8605550100", "860555", "")),
            "updated": self.pick(DAYS),
            "code_1": self.pick((*CODES, "")),
            "switch_1": self.pick(("Y", "N", "X", "")),
            "code_2": self.pick((*CODES, "", "")),
            "switch_2": self.pick(("Y", "N", "")),
        }
        return person(self.number(), **{**chosen, **(self.pick(ODDITIES) if odd else {})})

    def _locations(self):
        return [
            location(
                self.number(),
                line_1=self.pick(STREETS),
                postal=self.pick(ZIPS).replace("-", ""),
                state=self.pick(STATES),
                phone=self.pick(PHONES),
            )
            for _ in range(self.pick((0, 20, 40)))
        ]

    def _doctors(self):
        return [
            doctor(
                self.number(),
                adr_ln_1=self.pick(STREETS),
                ZIP_Code=self.pick((*ZIPS, "")).replace("-", ""),
                State=self.pick(STATES),
                Telephone_Number=self.pick(PHONES),
                Telehlth=self.pick(("Y", "N", "")),
                Facility_Name=self.pick(("FICTIONAL GROUP", "")),
                ind_assgn=self.pick(("Y", "M", "")),
                grp_assgn=self.pick(("Y", "M", "")),
            )
            for _ in range(self.pick((0, 20, 40)))
        ]

    def _services(self):
        return [
            service(
                self.number(),
                HCPCS_Cd=self.pick(PROCEDURES),
                Place_Of_Srvc=self.pick("OF"),
                Tot_Benes=str(int(self.chance.integers(11, 300))),
            )
            for _ in range(self.pick((0, 30, 60)))
        ]

    def _gone(self):
        numbers = {self.number() for _ in range(self.pick((0, 0, 3)))}
        return [{"NPI": npi(number), "NPPES Deactivation Date": "01/02/2026"} for number in sorted(numbers)]

    @staticmethod
    def _written(path: Path, rows, header) -> Path | None:
        if not rows:
            return None
        path.write_bytes(rows_as_csv(*rows, header=header, quoting=csv.QUOTE_MINIMAL))
        return path

    def question(self) -> directory.Query:
        """Give a random question; most have answers."""
        asked = directory.Query(
            near=self.pick(NEAR),
            within_miles=self.pick((None, 0.5, 3, 10, 120, 500)),
            specialties=tuple(self.pick(KINDS) for _ in range(self.pick((0, 0, 1, 2, 4)))),
            care=self.pick((None, "dry_needling", "acupuncture", "physical_therapy", *CARES)),
            gender=self.pick((None, None, None, "female", "male")),
            telehealth=self.pick((None, None, None, True)),
            group=self.pick((None, None, None, True)),
            assignment=self.pick((None, None, None, True)),
            limit=int(self.chance.integers(1, 9)),
            page=int(self.chance.integers(1, 4)),
        )
        if self.chance.random() < 0.25:
            asked = replace(asked, name=self.pick(NAMES))
        if self.chance.random() < 0.05:
            asked = replace(asked, npi=npi(self.number()))
        if self.chance.random() < 0.1:
            asked = replace(asked, zip_codes=tuple(self.pick(ZIPS)[:5] for _ in range(2)))
        if self.chance.random() < 0.25:
            asked = replace(asked, near=None)
        return asked if asked.near or asked.name or asked.npi or asked.care or asked.specialties else self.question()
