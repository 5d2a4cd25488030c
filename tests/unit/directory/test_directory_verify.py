"""The check of a whole snapshot: every byte, and how the parts fit each other; what is damaged is named."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import build, person
from tests.unit.directory.sources.public_files import doctor, location, service
from unpinch import directory
from unpinch.directory import _verify

# Of what nothing is in the snapshot of these tests.
NOBODY_HAS = ("endpoints_clinician",)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Give a snapshot with several places, groups, classes and words, and with what other files say of some."""
    rows = [
        person(
            number,
            postal=("06105", "06117", "78701")[number % 3],
            gender="FM"[number % 2],
            last_name=("TEAPOT", "KITE", "QUILL", "LANTERN")[number % 4],
            code_1=("225100000X", "111N00000X")[number // 6],
            other_last_name=("BISCUIT", "")[number % 2],
        )
        for number in range(12)
    ]
    return joined(
        tmp_path_factory.mktemp("built"),
        *rows,
        locations=[
            location(number, line_1=f"{number} Side St", postal=zip_code)
            for number in (2, 5)
            for zip_code in ("06106", "78701")
        ],
        doctors=[doctor(number, adr_ln_1="7 Fiction Rd") for number in (1, 3, 7)],
        services=[service(number, HCPCS_Cd=code) for number in (2, 3, 4) for code in ("97110", "97140")],
    ).path


@pytest.fixture
def snapshot(built, tmp_path):
    """Give a copy of it that may be damaged."""
    return directory.open_snapshot(path=shutil.copytree(built, tmp_path / "snapshot"))


def part_of(snapshot, name):
    return snapshot.path / snapshot.manifest.parts_folder / name


def rewrite(snapshot, name, values):
    """Put other numbers into a part, with the size and checksum that belong to them: only reading them tells."""
    np.save(part_of(snapshot, f"{name}.npy"), values)
    content = part_of(snapshot, f"{name}.npy").read_bytes()
    manifest = snapshot.path / "manifest.json"
    document = json.loads(manifest.read_text())
    document["parts"][f"{name}.npy"] = {"size_bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest.write_text(json.dumps(document))


def complaint(snapshot):
    with pytest.raises(directory.DamagedSnapshot) as damaged:
        directory.verify(path=snapshot.path)
    assert "\n" not in str(damaged.value)
    assert "unpinch directory use" in str(damaged.value)
    return str(damaged.value)


class TestBytes:
    def test_a_whole_one_is_told_so_with_all_its_parts(self, snapshot):
        steps: list[directory.Step] = []
        report = directory.verify(path=snapshot.path, progress=steps.append)
        assert report.parts == len(snapshot.manifest.parts)
        assert report.size_bytes == steps[-1].done == steps[-1].total
        assert [step.done for step in steps] == sorted(step.done for step in steps)
        assert report.clinicians == 12
        assert report.checks > 20

    def test_a_single_bit_in_any_part_is_found_and_the_part_named(self, snapshot):
        for name in sorted(snapshot.manifest.parts):
            file = part_of(snapshot, name)
            kept = file.read_bytes()
            file.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
            assert f"{name}: this part of the directory was changed" in complaint(snapshot)
            file.write_bytes(kept)
        directory.verify(path=snapshot.path)

    def test_parts_that_are_cut_or_gone_are_named(self, snapshot):
        file = part_of(snapshot, "locations.arrow")
        kept = file.read_bytes()
        file.write_bytes(kept[:-9])
        assert f"locations.arrow: this part of the directory has {len(kept) - 9:,} bytes" in complaint(snapshot)
        file.unlink()
        assert "locations.arrow: this part of the directory is missing" in complaint(snapshot)

    def test_a_part_that_cannot_be_read_is_named(self, snapshot, monkeypatch):
        class Broken:
            def __enter__(self):
                return self

            def __exit__(self, *_what):
                return None

            def read(self, _size):
                raise OSError(5, "Input/output error")

        open_path = type(snapshot.path).open

        def failing(path, *args, **more):
            return Broken() if path.name == "zip_code.npy" else open_path(path, *args, **more)

        monkeypatch.setattr(type(snapshot.path), "open", failing)
        assert "zip_code.npy: cannot be read (Input/output error). Check the disk" in complaint(snapshot)

    def test_an_earlier_version_is_checked_by_its_name(self, snapshot, tmp_path):
        build(tmp_path, person(1))
        file = part_of(snapshot, "clinician_npi.npy")
        file.write_bytes(file.read_bytes()[:-1] + b"\x07")
        assert directory.verify(path=snapshot.path).clinicians == 1
        with pytest.raises(directory.DamagedSnapshot, match="clinician_npi"):
            directory.verify(path=snapshot.path, version="2026-11-22")

    def test_no_snapshot_is_refused(self, tmp_path):
        with pytest.raises(directory.NotASnapshot):
            directory.verify(path=tmp_path)


class TestHowPartsFit:
    """Each part is changed so that it does not fit the others, with the checksum of what it holds now."""

    @pytest.mark.parametrize("name", _verify._RANGES)
    @pytest.mark.parametrize("wrong", ["begins late", "ends early", "goes down"])
    def test_ranges_cover_what_they_count_in(self, snapshot, name, wrong):
        starts = np.array(getattr(snapshot.arrays, name))
        assert len(starts) > 2
        if wrong == "begins late":
            starts[0] = 1
        elif wrong == "ends early":
            starts[-1] -= 1
        else:
            starts[1] = starts[-1] + 1
        rewrite(snapshot, name, starts)
        assert f"{name}.npy: its ranges do not cover" in complaint(snapshot)

    @pytest.mark.parametrize("name", [name for name in _verify._POINTERS if name not in NOBODY_HAS])
    def test_what_is_named_exists(self, snapshot, name):
        places = np.array(getattr(snapshot.arrays, name))
        places[0] = len(_verify._all_arrays(snapshot)[_verify._POINTERS[name]])
        rewrite(snapshot, name, places)
        assert f"{name}.npy: it names row {places[0]:,} of {_verify._POINTERS[name]}, which has none" in complaint(
            snapshot
        )

    @pytest.mark.parametrize("name", _verify._SAME_LENGTH)
    def test_rows_that_belong_together_are_as_many(self, snapshot, name):
        values = np.array(getattr(snapshot.arrays, name))
        rewrite(snapshot, name, values[:-1])
        assert f"{name}.npy: it has {len(values) - 1:,} rows where {_verify._SAME_LENGTH[name]} has" in complaint(
            snapshot
        )

    @pytest.mark.parametrize("name", [name for name in _verify._ASCENDING if name not in NOBODY_HAS])
    def test_order_is_kept(self, snapshot, name):
        rewrite(snapshot, name, np.array(getattr(snapshot.arrays, name))[::-1])
        assert f"{name}.npy: its rows are not in ascending order" in complaint(snapshot)

    def test_a_number_that_is_no_npi_is_named(self, snapshot):
        npi = np.array(snapshot.arrays.clinician_npi)
        npi[-1] += 1
        rewrite(snapshot, "clinician_npi", npi)
        assert f"clinician_npi.npy: it holds [{npi[-1]}], which is no NPI" in complaint(snapshot)

    def test_a_location_of_somebody_else_is_named(self, snapshot):
        location = np.array(snapshot.arrays.clinician_location)
        rewrite(snapshot, "clinician_location", location[::-1])
        assert "clinician_location.npy: it gives clinician" in complaint(snapshot)

    def test_a_place_given_to_somebody_else_who_has_several_is_named(self, snapshot):
        person = np.array(snapshot.arrays.several_person)
        assert person.max() > 0
        rewrite(snapshot, "several_person", np.where(person == 0, 1, person).astype(person.dtype))
        assert "several_person.npy: it does not say whose the locations" in complaint(snapshot)

    def test_every_part_is_held_against_another(self, snapshot):
        """Whoever adds a part says here how it is checked."""
        checked = {*_verify._RANGES, *_verify._POINTERS, *_verify._SAME_LENGTH, *_verify._ASCENDING}
        alone = {"class_specialties"}
        arrays = {name.removesuffix(".npy") for name in snapshot.manifest.parts if name.endswith(".npy")}
        assert arrays - checked - {other for _name, other in _verify._SAME_LENGTH.items()} - alone == set()
