"""
A snapshot brought up to date is, byte for byte, the one built from the whole file with the same changes.

`UNPINCH_UPDATES=200 pytest tests/generative/test_directory_update_laws.py` tries so many random weeks of each kind.
"""

import os
from datetime import timedelta

import numpy as np
import pytest

from tests.generative.random_directories import DAYS, FIRST_NAMES, LAST_NAMES, STREETS, ZIPS, World
from tests.generative.test_directory_laws import answer
from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import BUILT_AT, person, write_provider
from tests.unit.directory.sources.public_files import LOCATIONS_HEADER, doctor, location, rows_as_csv
from unpinch import directory

WEEKS = int(os.environ.get("UNPINCH_UPDATES", "4"))
A_WEEK_LATER = BUILT_AT + timedelta(days=7)
KNOWN = 12


class Draw(World):
    """Draws rows of a random directory, and builds none."""

    def __init__(self, seed):
        self.chance = np.random.default_rng(seed)

    def drawn(self, at_least, at_most):
        """Give rows of the provider file: some numbers come twice, some rows are wrong in one way."""
        return [self._person(odd=self.chance.random() < 0.25) for _ in range(self.chance.integers(at_least, at_most))]

    def places(self):
        return [(self.pick(range(KNOWN)), self.pick(STREETS), self.pick(ZIPS).replace("-", "")) for _ in range(10)]

    def changed(self):
        """Give rows of a week in which nobody moves; numbers from `KNOWN` on are new."""
        numbers = [int(self.chance.integers(KNOWN + 3)) for _ in range(6)]
        values = {"last_name": LAST_NAMES, "first_name": FIRST_NAMES, "updated": DAYS, "gender": ("F", "M", "")}
        values |= {"code_1": ("225100000X", "111N00000X"), "entity": ("1", "1", "1", "2")}
        return [
            person(number, postal=ZIPS[number % len(ZIPS)], **{name: self.pick(some) for name, some in values.items()})
            for number in numbers
        ]


def merged(whole, *weeklies):
    """Give the whole file as the publisher would give it after these weekly files."""
    for weekly in weeklies:
        named = {row["NPI"] for row in weekly}
        whole = [row for row in whole if row["NPI"] not in named] + weekly
    return whole


def built(folder, content, built_at=A_WEEK_LATER):
    folder.mkdir()
    nppes = write_provider(folder / "f.csv", *content)
    directory.build(nppes=nppes, out=folder / "snapshot", built_at=built_at)
    return directory.open_snapshot(path=folder / "snapshot")


def same(updated, expected):
    assert dict(updated.manifest.counts) == dict(expected.manifest.counts)
    assert dict(updated.manifest.parts) == dict(expected.manifest.parts)


@pytest.mark.parametrize("seed", range(WEEKS))
def test_an_update_equals_a_build_from_the_merged_file(tmp_path, seed):
    draw = Draw(seed)
    whole, weeklies = draw.drawn(20, 40), [draw.drawn(1, 20) for _ in range(draw.pick((1, 2)))]
    path = built(tmp_path / "updated", whole, BUILT_AT).path
    expected = built(tmp_path / "built", merged(whole, *weeklies))
    for weekly in weeklies:
        directory.update(path=path, nppes=write_provider(tmp_path / "w.csv", *weekly), updated_at=A_WEEK_LATER)
    updated = directory.open_snapshot(path=path, verify=True)
    same(updated, expected)
    for question in (draw.question() for _ in range(5)):
        assert answer(updated, question) == answer(expected, question)


@pytest.mark.parametrize("seed", range(WEEKS))
def test_what_other_files_said_is_as_in_a_build_with_them(tmp_path, seed):
    draw = Draw(1000 + seed)
    whole, changed = [person(number, postal=ZIPS[number % len(ZIPS)]) for number in range(KNOWN)], draw.changed()
    others = {
        "locations": [location(number, line_1=line, postal=postal) for number, line, postal in draw.places()],
        "doctors": [doctor(number, adr_ln_1=line, ZIP_Code=postal[:5]) for number, line, postal in draw.places()],
    }
    for name in ("updated", "built"):
        (tmp_path / name).mkdir()
    path = joined(tmp_path / "updated", *whole, **others).path
    directory.update(path=path, nppes=write_provider(tmp_path / "w.csv", *changed), updated_at=BUILT_AT)
    same(directory.open_snapshot(path=path, verify=True), joined(tmp_path / "built", *merged(whole, changed), **others))


@pytest.mark.parametrize("seed", range(WEEKS))
def test_further_places_of_the_week_are_as_in_a_build_with_them(tmp_path, seed):
    draw = Draw(2000 + seed)
    whole, changed = draw.drawn(20, 40), draw.drawn(4, 15)
    before, week = (
        [location(draw.number(), line_1=draw.pick(STREETS), postal=draw.pick(ZIPS).replace("-", "")) for _ in range(40)]
        for _ in range(2)
    )
    named = {row["NPI"] for row in changed}
    week = [row for row in week if row["NPI"] in named]
    for name in ("updated", "built"):
        (tmp_path / name).mkdir()
    path = joined(tmp_path / "updated", *whole, locations=before).path
    (tmp_path / "pl.csv").write_bytes(rows_as_csv(*week, header=LOCATIONS_HEADER))
    directory.update(
        path=path,
        nppes=write_provider(tmp_path / "w.csv", *changed),
        locations=tmp_path / "pl.csv",
        updated_at=BUILT_AT,
    )
    others = [row for row in before if row["NPI"] not in named]
    expected = joined(tmp_path / "built", *merged(whole, changed), locations=others + week)
    same(directory.open_snapshot(path=path, verify=True), expected)
