"""The versions a snapshot folder keeps: listed, chosen again in one step, never missed by somebody who opens them."""

import errno
import json
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.directory.provider_file import BUILT_AT, build, npi, person, search, write_provider
from unpinch import directory
from unpinch.directory import _manifest, _release, _snapshot, _versions


@pytest.fixture
def two(tmp_path):
    """Give a folder with two versions, the first with two clinicians and the second with one."""
    build(tmp_path, person(1), person(2))
    return build(tmp_path, person(3)).path


def found(path):
    return [match.npi for match in search(directory.open_snapshot(path=path)).results]


def described(path):
    return [(version.name, version.clinicians, version.is_answering) for version in directory.versions(path=path)]


class TestListing:
    def test_the_newest_is_first_and_answers(self, two):
        assert described(two) == [("2026-11-22-2", 1, True), ("2026-11-22", 2, False)]
        newest = directory.versions(path=two)[0]
        assert newest.built_at == BUILT_AT
        assert newest.release_date == "2026-06-08"
        assert newest.size_bytes == sum(file.stat().st_size for file in (two / newest.parts_folder).iterdir())

    def test_two_are_kept(self, two, tmp_path):
        build(tmp_path, *(person(number) for number in range(4, 9)))
        assert described(two) == [("2026-11-22-3", 5, True), ("2026-11-22-2", 1, False)]
        assert len(list(two.glob("parts-*"))) == 2

    def test_the_day_of_building_names_them(self, tmp_path):
        nppes = write_provider(tmp_path / "f.csv", person(1))
        for days in (0, 0, 9):
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT + timedelta(days=days))
        assert [version.name for version in directory.versions(path=tmp_path / "out")] == [
            "2026-12-01",
            "2026-11-22-2",
        ]

    def test_a_folder_without_versions_has_none(self, tmp_path):
        assert directory.versions(path=tmp_path) == ()
        assert directory.versions(path=tmp_path / "none") == ()

    def test_what_is_no_version_is_not_listed(self, two):
        (two / "versions" / "letter.json").write_text("{}")
        (two / "versions" / "2026-11-23.json").write_text("{")
        (two / "versions" / "2026-11-24.json").write_text("[]")
        assert len(described(two)) == 2


class TestChoosing:
    def test_the_earlier_one_answers_again_and_the_opened_one_goes_on(self, two):
        opened, stamp = directory.open_snapshot(path=two), directory.release_stamp(path=two)
        version = directory.use_version(path=two, name="2026-11-22")
        assert (version.name, version.is_answering, version.clinicians) == ("2026-11-22", True, 2)
        assert found(two) == [npi(1), npi(2)]
        assert [match.npi for match in search(opened).results] == [npi(3)]
        assert directory.release_stamp(path=two) != stamp
        directory.use_version(path=two, name="2026-11-22-2")
        assert found(two) == [npi(3)]

    def test_a_build_after_going_back_keeps_the_one_that_answered(self, two, tmp_path):
        directory.use_version(path=two, name="2026-11-22")
        build(tmp_path, *(person(number) for number in range(4, 9)))
        assert described(two) == [("2026-11-22-3", 5, True), ("2026-11-22", 2, False)]

    def test_another_one_can_be_opened_by_its_name(self, two):
        earlier = directory.open_snapshot(path=two, version="2026-11-22", verify=True)
        assert [match.npi for match in search(earlier).results] == [npi(1), npi(2)]

    @pytest.mark.parametrize("name", ["2026-11-23", "", "../manifest", "versions/2026-11-22"])
    def test_a_name_that_is_none_is_refused_and_the_others_are_named(self, two, name):
        with pytest.raises(directory.NoSuchVersion, match=r"There are: 2026-11-22-2, 2026-11-22\.$"):
            directory.use_version(path=two, name=name)
        assert found(two) == [npi(3)]

    def test_a_damaged_one_is_refused_and_the_present_one_answers(self, two):
        earlier = directory.open_snapshot(path=two, version="2026-11-22").manifest
        (two / earlier.parts_folder / "place_cell.npy").unlink()
        with pytest.raises(directory.DamagedSnapshot, match="place_cell"):
            directory.use_version(path=two, name="2026-11-22")
        assert found(two) == [npi(3)]

    def test_one_of_another_format_is_listed_and_refused(self, two):
        manifest = two / "versions" / "2026-11-22.json"
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format_version": 99}))
        assert len(described(two)) == 2
        with pytest.raises(directory.NotASnapshot, match="version 99"):
            directory.use_version(path=two, name="2026-11-22")

    def test_a_folder_that_is_no_snapshot_is_refused(self, tmp_path):
        with pytest.raises(directory.NotASnapshot):
            directory.use_version(path=tmp_path, name="2026-11-22")

    def test_a_folder_that_cannot_be_written_is_one_line(self, two, monkeypatch):
        def forbidden(*_args, **_more):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "fsync", forbidden)
        with pytest.raises(directory.CannotWriteSnapshot, match="Permission denied"):
            directory.use_version(path=two, name="2026-11-22")
        assert found(two) == [npi(3)]

    @pytest.mark.parametrize("content", ["{", ""])
    def test_a_damaged_manifest_is_mended_by_choosing(self, two, content):
        (two / "manifest.json").write_text(content)
        with pytest.raises(directory.DamagedSnapshot):
            directory.open_snapshot(path=two)
        directory.use_version(path=two, name="2026-11-22-2")
        assert found(two) == [npi(3)]
        assert described(two) == [("2026-11-22-2", 1, True), ("2026-11-22", 2, False)]

    def test_a_link_to_a_folder_goes_on_being_one(self, two, tmp_path):
        (tmp_path / "link").symlink_to(two)
        directory.use_version(path=tmp_path / "link", name="2026-11-22")
        assert (tmp_path / "link").is_symlink()
        assert found(two) == [npi(1), npi(2)]


class TestBefore:
    """Folders that a program made before versions were kept, or a build that was killed left."""

    def test_one_without_versions_becomes_one(self, two, tmp_path):
        shutil.rmtree(two / "versions")
        assert described(two) == []
        build(tmp_path, person(4), person(5), person(6))
        assert described(two) == [("2026-11-22-2", 3, True), ("2026-11-22", 1, False)]

    def test_choosing_lists_the_one_that_answers(self, two):
        os.unlink(two / "versions" / "2026-11-22-2.json")
        directory.use_version(path=two, name="2026-11-22")
        assert described(two) == [("2026-11-22-2", 1, False), ("2026-11-22", 2, True)]

    def test_parts_of_no_version_and_copies_that_were_cut_are_removed(self, two, tmp_path):
        (two / "parts-killed").mkdir()
        (two / "versions" / ".2026-11-23.json.new").write_text("{")
        build(tmp_path, person(4))
        assert sorted(entry.name for entry in (two / "versions").iterdir()) == [
            "2026-11-22-2.json",
            "2026-11-22-3.json",
        ]
        assert not (two / "parts-killed").exists()

    def test_a_damaged_manifest_may_be_replaced(self, two, tmp_path):
        (two / "manifest.json").write_text('{"format": "unpinch-directory", "parts_folder": "parts-x"}')
        build(tmp_path, person(4), person(5))
        assert found(two) == [npi(4), npi(5)]


class TestAtTheSameTime:
    def test_who_opens_in_the_instant_of_replacing_gets_the_new_one(self, two, tmp_path, monkeypatch):
        """The parts of the one whose manifest was read are gone before they are opened."""
        read_manifest = _manifest.read_manifest
        builds: list[directory.Manifest] = []

        def slowly(**what):
            manifest = read_manifest(**what)
            if len(builds) < 2:
                builds.append(manifest)
                nppes = write_provider(tmp_path / "f.csv", person(7))
                with _release.release_folder(out=two) as (release, parts):
                    other = tmp_path / f"other{len(builds)}"
                    directory.build(nppes=nppes, out=other, built_at=BUILT_AT)
                    _move(other, release, parts)
                    _release.publish(release=release, parts=parts, out=two, keep=1)
            return manifest

        monkeypatch.setattr(_snapshot, "read_manifest", slowly)
        assert found(two) == [npi(7)]
        assert len(builds) == 2

    def test_an_update_of_what_was_replaced_meanwhile_is_refused(self, two, tmp_path):
        with _release.release_folder(out=two) as (release, parts):
            (tmp_path / "other").mkdir()
            _move(build(tmp_path / "other", person(4)).path, release, parts)
            with pytest.raises(directory.AnotherCameFirst, match="Run the update again"):
                _release.publish(release=release, parts=parts, out=two, instead_of="parts-earlier")
        assert found(two) == [npi(3)]
        assert len(described(two)) == 2

    def test_a_folder_taken_for_a_leftover_is_made_again(self, tmp_path, monkeypatch):
        made, mkdtemp = [], tempfile.mkdtemp

        def robbed(**what):
            made.append(mkdtemp(**what))
            if len(made) == 1:
                Path(made[0]).rmdir()
            return made[-1]

        monkeypatch.setattr(tempfile, "mkdtemp", robbed)
        assert search(build(tmp_path, person(1))).total == 1
        assert len(made) == 2


def _move(snapshot_folder, release, parts):
    """Put a finished snapshot where `release_folder` wants one."""
    document = json.loads((snapshot_folder / "manifest.json").read_text())
    (release / parts).rmdir()
    (snapshot_folder / document["parts_folder"]).rename(release / parts)
    (release / "manifest.json").write_text(json.dumps({**document, "parts_folder": parts}))


def test_keeping_none_keeps_the_one_that_answers(two):
    answering = directory.open_snapshot(path=two).manifest.parts_folder
    _versions.prune(folder=two, keep=0, first=(answering,))
    assert described(two) == [("2026-11-22-2", 1, True)]
