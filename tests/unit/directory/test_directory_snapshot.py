"""A snapshot: put in place whole, replaced in one step, refused when it is none or damaged."""

import json
import shutil
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from tests.unit.directory.provider_file import BUILT_AT, build, npi, person, search, write_provider
from unpinch import directory
from unpinch.directory import _order, _release


@pytest.fixture
def snapshot(tmp_path):
    return build(tmp_path, person(1), person(2, postal="78701", state="TX"))


def parts_of(snapshot):
    return snapshot.path / snapshot.manifest.parts_folder


class TestOpening:
    def test_the_manifest_says_where_it_came_from(self, snapshot, tmp_path):
        source = snapshot.manifest.sources[0]
        assert source.name == "npidata_pfile_20050523-20260608.csv"
        assert str(source.release_date) == "2026-06-08"
        assert snapshot.manifest.counts["clinicians"] == 2
        assert not snapshot.is_demonstration
        report = directory.report_of(manifest=snapshot.manifest, out=snapshot.path)
        assert (report.rows_read, report.rows_kept, report.rejected) == (2, 2, ())

    def test_a_demonstration_says_so(self, tmp_path):
        shown = build(tmp_path, person(1), demonstration=True)
        assert shown.is_demonstration
        found = search(shown)
        assert found.is_demonstration
        assert "invented" in str(found.notes[0])
        assert all(
            "Invented" in str(factor.text) for factor in found.results[0].because if factor.factor == "freshness"
        )

    def test_no_snapshot_says_how_to_make_one(self, tmp_path):
        for path in (tmp_path, tmp_path / "none"):
            with pytest.raises(directory.NotASnapshot, match="unpinch directory build"):
                directory.open_snapshot(path=path)
            with pytest.raises(directory.NotASnapshot, match="unpinch directory build"):
                directory.release_stamp(path=path)

    @pytest.mark.parametrize(
        ("change", "error", "hint"),
        [
            (lambda document: document.update(format="something"), directory.NotASnapshot, "Choose another folder"),
            (lambda document: document.update(format_version=99), directory.NotASnapshot, "version 99"),
            (lambda document: document["order"].update(fresh_days=1), directory.NotASnapshot, "other weights"),
            (lambda document: document.pop("counts"), directory.DamagedSnapshot, "cannot be read"),
            (lambda document: document["counts"].update(clinicians=7), directory.DamagedSnapshot, "2 clinicians"),
            (lambda document: document["counts"].update(locations=7), directory.DamagedSnapshot, "2 locations"),
        ],
    )
    def test_another_manifest_is_refused(self, snapshot, change, error, hint):
        manifest = snapshot.path / "manifest.json"
        document = json.loads(manifest.read_text())
        change(document)
        manifest.write_text(json.dumps(document))
        with pytest.raises(error, match=hint):
            directory.open_snapshot(path=snapshot.path)

    @pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
    def test_a_broken_manifest_is_refused(self, snapshot, content):
        (snapshot.path / "manifest.json").write_text(content)
        with pytest.raises(directory.DamagedSnapshot):
            directory.open_snapshot(path=snapshot.path)

    def test_a_missing_part_is_named(self, snapshot):
        for part in sorted(snapshot.manifest.parts):
            kept = (parts_of(snapshot) / part).read_bytes()
            (parts_of(snapshot) / part).unlink()
            with pytest.raises(directory.DamagedSnapshot, match=part):
                directory.open_snapshot(path=snapshot.path)
            (parts_of(snapshot) / part).write_bytes(kept)
        directory.open_snapshot(path=snapshot.path, verify=True)

    def test_a_part_of_another_length_is_named(self, snapshot):
        part = parts_of(snapshot) / "clinician_npi.npy"
        part.write_bytes(part.read_bytes()[:-1])
        with pytest.raises(directory.DamagedSnapshot, match=r"clinician_npi\.npy.*bytes"):
            directory.open_snapshot(path=snapshot.path)

    def test_a_changed_part_is_found_by_its_checksum(self, snapshot):
        part = parts_of(snapshot) / "locations.arrow"
        content = bytearray(part.read_bytes())
        content[len(content) // 2] ^= 1
        part.write_bytes(bytes(content))
        with pytest.raises(directory.DamagedSnapshot, match=r"locations\.arrow.*checksum"):
            directory.open_snapshot(path=snapshot.path, verify=True)

    @pytest.mark.parametrize("part", ["clinicians.arrow", "place_cell.npy"])
    def test_a_part_that_is_rubbish_of_the_right_length_is_refused(self, snapshot, part):
        file = parts_of(snapshot) / part
        file.write_bytes(b"\x00" * file.stat().st_size)
        with pytest.raises(directory.DamagedSnapshot, match="cannot be read"):
            directory.open_snapshot(path=snapshot.path)

    def test_numbers_cannot_be_written_to(self, snapshot):
        with pytest.raises(ValueError, match="read-only"):
            snapshot.arrays.clinician_npi[0] = 1


class TestReplacing:
    def test_a_newer_one_takes_its_place_and_the_opened_one_still_answers(self, snapshot, tmp_path):
        stamp = directory.release_stamp(path=snapshot.path)
        newer = build(tmp_path, person(3))
        assert directory.release_stamp(path=newer.path) != stamp
        assert [match.npi for match in search(newer).results] == [npi(3)]
        assert [match.npi for match in search(snapshot).results] == [npi(1)]
        assert {entry.name for entry in newer.path.iterdir()} == {
            *("manifest.json", "versions"),
            *(snapshot.manifest.parts_folder, newer.manifest.parts_folder),
        }

    def test_an_empty_folder_may_be_used(self, tmp_path):
        (tmp_path / "snapshot").mkdir()
        assert search(build(tmp_path, person(1))).total == 1

    def test_folders_above_are_made(self, tmp_path):
        nppes = write_provider(tmp_path / "f.csv", person(1))
        directory.build(nppes=nppes, out=tmp_path / "a" / "b", built_at=BUILT_AT)
        assert directory.open_snapshot(path=tmp_path / "a" / "b").manifest.counts["clinicians"] == 1

    def test_a_folder_with_other_things_is_refused_and_left_alone(self, tmp_path):
        (tmp_path / "snapshot").mkdir()
        (tmp_path / "snapshot" / "letter.txt").write_text("mine")
        with pytest.raises(directory.FolderInUse, match="holds other things"):
            build(tmp_path, person(1))
        assert (tmp_path / "snapshot" / "letter.txt").read_text() == "mine"

    def test_a_file_is_refused_and_left_alone(self, tmp_path):
        (tmp_path / "snapshot").write_text("mine")
        with pytest.raises(directory.FolderInUse, match="this is a file"):
            build(tmp_path, person(1))
        assert (tmp_path / "snapshot").read_text() == "mine"

    def test_a_damaged_snapshot_may_be_replaced(self, snapshot, tmp_path):
        shutil.rmtree(parts_of(snapshot))
        assert search(build(tmp_path, person(1))).total == 1

    def test_what_a_killed_build_left_is_removed(self, tmp_path):
        leftover = tmp_path / ".snapshot.building-killed"
        (leftover / "release").mkdir(parents=True)
        build(tmp_path, person(1))
        assert not leftover.exists()

    def test_what_a_running_build_holds_is_left_alone(self, tmp_path):
        with _release.release_folder(out=tmp_path / "snapshot") as (release, _parts):
            build(tmp_path, person(1))
            assert release.exists()
        assert not release.exists()

    def test_of_two_builds_that_end_together_both_are_whole(self, tmp_path):
        nppes = write_provider(tmp_path / "f.csv", person(1))
        out = tmp_path / "out"

        def build_another(progress):
            if not out.exists():
                other = write_provider(tmp_path / "g.csv", person(2), person(3))
                directory.build(nppes=other, out=out, built_at=BUILT_AT + timedelta(days=1))

        directory.build(nppes=nppes, out=out, built_at=BUILT_AT, progress=build_another)
        assert directory.open_snapshot(path=out, verify=True).manifest.counts["clinicians"] == 1
        assert [version.clinicians for version in directory.versions(path=out)] == [2, 1]


def test_names_of_initials_alone_have_no_words(tmp_path):
    snapshot = build(tmp_path, person(1, first_name="A", last_name="B"))
    assert not snapshot.words.row_count
    assert search(snapshot, name="a").total == 0
    assert search(snapshot).total == 1


def test_more_combinations_of_kinds_than_can_be_stored_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(_order, "_CLASSES_AT_MOST", 1)
    with pytest.raises(ValueError, match="sort key"):
        build(tmp_path, person(1), person(2, code_1="111N00000X"))


def test_rows_stand_group_by_group_with_the_best_first(tmp_path):
    rows = [
        person(
            number, gender="FM"[number % 2], updated=f"01/01/{2010 + number}", postal=("06105", "78701")[number % 3 % 2]
        )
        for number in range(12)
    ]
    arrays = build(tmp_path, *rows).arrays
    starts = arrays.group_location
    for begin, end in pairwise(starts):
        points = arrays.location_points[begin:end].astype(int)
        assert (np.diff(points) <= 0).all()
    assert sorted(arrays.location_clinician.tolist()) == list(range(12))
    assert (arrays.location_clinician[arrays.clinician_location] == np.arange(12)).all()
    assert (np.diff(arrays.place_cell) >= 0).all()
