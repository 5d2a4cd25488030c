"""A weekly file makes the next version of a snapshot: what it changes, what stays, and what is refused."""

import errno
import resource
import zipfile
from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import (
    AUSTIN,
    BUILT_AT,
    HARTFORD,
    HEADER,
    WEST_HARTFORD,
    build,
    npi,
    person,
    provider_bytes,
    search,
    write_provider,
)
from tests.unit.directory.sources.public_files import LOCATIONS_HEADER, doctor, location, rows_as_csv, service
from unpinch import directory
from unpinch.directory import _parts, _specialties, _update, _zips

A_WEEK_LATER = BUILT_AT + timedelta(days=7)
WEEKLY = "npidata_pfile_20260609-20260615.csv"


def update(folder, *rows, name=WEEKLY, **more):
    """Bring the snapshot of the folder up to date with these rows; give the report."""
    nppes = write_provider(folder / name, *rows)
    return directory.update(path=folder / "snapshot", nppes=nppes, **{"updated_at": A_WEEK_LATER, **more})


def opened(folder):
    return directory.open_snapshot(path=folder / "snapshot", verify=True)


def found(folder, **question):
    return [match.npi for match in search(opened(folder), **question).results]


class TestRows:
    def test_changed_rows_replace_new_ones_are_added_and_others_go(self, tmp_path):
        build(tmp_path, *(person(number) for number in range(1, 6)))
        report = update(
            tmp_path,
            person(1, first_name="OTHER"),
            person(2),
            person(3, deactivated="06/01/2026", entity="", last_name="", first_name=""),
            person(4, postal=""),
            person(9),
            person(9, first_name="SECOND"),
            person(8, npi="1234567890"),
        )
        account = report.account
        assert (account.added, account.replaced, account.same, account.unchanged) == (1, 1, 1, 2)
        assert account.rejected == {"npi_check_digit": 1, "deactivated": 1, "no_practice_zip": 1, "duplicate": 1}
        assert account.removed == {"weekly_file": 2, "deactivation_list": 0, "place_unknown": 0}
        assert found(tmp_path) == [npi(number) for number in (1, 2, 5, 9)]
        assert directory.show(snapshot=opened(tmp_path), npi=npi(1)).name == "Other Teapot-Kite"

    def test_the_account_adds_up_and_is_kept(self, tmp_path):
        build(tmp_path, *(person(number) for number in range(1, 6)), person(7, entity="2"))
        before = opened(tmp_path).manifest
        first = update(tmp_path, person(1, phone=""), person(6), person(2, entity="2"), person(3))
        second = update(tmp_path, person(6, phone=""), person(1, phone=""), name="npidata_pfile_20260616-20260622.csv")
        manifest = opened(tmp_path).manifest
        assert manifest.updates == (first.account, second.account)
        assert (manifest.rows_read, manifest.rejected) == (before.rows_read, before.rejected)
        clinicians = before.counts["clinicians"]
        for account in manifest.updates:
            kept = account.added + account.replaced + account.same
            assert account.rows_read == kept + sum(account.rejected.values())
            assert clinicians == account.replaced + account.unchanged + sum(account.removed.values())
            clinicians = account.added + account.replaced + account.unchanged
        assert clinicians == manifest.counts["clinicians"] == second.clinicians
        assert [str(source.release_date) for source in manifest.sources] == ["2026-06-08", "2026-06-15", "2026-06-22"]

    def test_it_is_the_next_version_and_the_earlier_one_can_be_chosen(self, tmp_path):
        build(tmp_path, person(1))
        report = update(tmp_path, person(2))
        versions = directory.versions(path=tmp_path / "snapshot")
        assert versions[0] == report.version
        assert [(version.name, version.clinicians) for version in versions] == [("2026-11-29", 2), ("2026-11-22", 1)]
        directory.use_version(path=tmp_path / "snapshot", name="2026-11-22")
        assert found(tmp_path) == [npi(1)]

    def test_only_so_many_versions_stay(self, tmp_path):
        build(tmp_path, person(1))
        update(tmp_path, person(2), keep=1)
        assert len(directory.versions(path=tmp_path / "snapshot")) == 1
        assert len(list((tmp_path / "snapshot").glob("parts-*"))) == 1

    def test_ages_are_counted_anew(self, tmp_path):
        """What is not in the weekly file grows older all the same."""
        rows = [person(number, updated=f"0{number + 1}/01/2023") for number in range(8)]
        build(tmp_path, *rows)
        update(tmp_path, person(9), updated_at=BUILT_AT + timedelta(days=700))
        (tmp_path / "whole").mkdir()
        nppes = write_provider(tmp_path / "whole.csv", *rows, person(9))
        directory.build(nppes=nppes, out=tmp_path / "whole", built_at=BUILT_AT + timedelta(days=700))
        whole = directory.open_snapshot(path=tmp_path / "whole")
        assert dict(opened(tmp_path).manifest.parts) == dict(whole.manifest.parts)

    def test_a_weekly_file_of_nothing_but_deactivations_will_do(self, tmp_path):
        build(tmp_path, person(1), person(2))
        report = update(tmp_path, person(1, deactivated="06/01/2026", entity=""))
        assert (report.clinicians, report.account.added) == (1, 0)
        assert found(tmp_path) == [npi(2)]

    def test_former_names_are_searched_and_go_with_the_row_that_had_them(self, tmp_path):
        build(tmp_path, person(1, other_last_name="BISCUIT"), person(2, other_last_name="BISCUIT"), person(3))
        report = update(tmp_path, person(1, other_last_name="CRUMPET"), person(2, other_last_name="BISCUIT"))
        assert (report.account.replaced, report.account.same) == (1, 1)
        assert found(tmp_path, name="biscuit") == [npi(2)]
        assert found(tmp_path, name="crumpet") == [npi(1)]

    def test_words_that_nobody_has_any_more_are_gone(self, tmp_path):
        build(tmp_path, person(1, last_name="ZEPPELIN"), person(2))
        update(tmp_path, person(1, last_name="AIRSHIP"))
        assert "ZEPPELIN" not in opened(tmp_path).words.column("word")
        assert found(tmp_path, name="airship") == [npi(1)]


class TestDeactivationList:
    def listed(self, folder, *numbers):
        rows = [{"NPI": npi(number), "NPPES Deactivation Date": "06/01/2026"} for number in numbers]
        path = folder / "gone.csv"
        path.write_bytes(rows_as_csv(*rows, header=("NPI", "NPPES Deactivation Date")))
        return path

    def test_who_is_in_it_leaves_whatever_the_weekly_file_says(self, tmp_path):
        build(tmp_path, *(person(number) for number in range(1, 5)))
        report = update(tmp_path, person(1, phone=""), person(8), deactivated=self.listed(tmp_path, 1, 2, 8, 77))
        assert report.account.removed == {"weekly_file": 0, "deactivation_list": 2, "place_unknown": 0}
        assert report.account.rejected == {"in_deactivation_list": 2}
        assert (report.account.added, report.account.replaced, report.clinicians) == (0, 0, 2)
        assert found(tmp_path) == [npi(3), npi(4)]
        assert [source.name for source in report.account.sources] == [WEEKLY, "gone.csv"]

    def test_it_is_as_a_build_with_it(self, tmp_path):
        rows = [person(number, other_last_name=("BISCUIT", "")[number % 2]) for number in range(1, 9)]
        build(tmp_path, *rows)
        gone = self.listed(tmp_path, 1, 4, 9)
        changed = [person(2, phone=""), person(4, other_last_name="CRUMPET"), person(9), person(12)]
        update(tmp_path, *changed, deactivated=gone)
        nppes = write_provider(tmp_path / "whole.csv", rows[0], *rows[2:3], *rows[4:], *changed)
        directory.build(nppes=nppes, out=tmp_path / "whole", built_at=A_WEEK_LATER, deactivated=gone)
        whole = directory.open_snapshot(path=tmp_path / "whole")
        assert dict(opened(tmp_path).manifest.parts) == dict(whole.manifest.parts)


class TestWhatOtherFilesSaid:
    @pytest.fixture
    def town(self, tmp_path):
        """1 has a second place by both other files, a group and figures; 2 has none of it."""
        joined(
            tmp_path,
            person(1, line_1="3 EXAMPLE AVE"),
            person(2),
            locations=[location(1, line_1="2 Example Rd", postal=WEST_HARTFORD)],
            doctors=[
                doctor(1, **{"adr_ln_1": "3 Example Avenue", "ZIP Code": HARTFORD, "Telephone Number": "8605550100"}),
                doctor(1, **{"adr_ln_1": "2 EXAMPLE RD", "ZIP Code": WEST_HARTFORD}),
            ],
            services=[service(1, HCPCS_Cd="97140", Tot_Benes="50", Tot_Srvcs="400")],
        )
        return tmp_path

    def practices(self, folder):
        shown = directory.show(snapshot=opened(folder), npi=npi(1))
        return [(each.address.line_1, each.sources, each.same_street) for each in shown.practices]

    def told(self, folder):
        """Give all that is told of 1, except their name and addresses."""
        shown = directory.show(snapshot=opened(folder), npi=npi(1))
        left_out = {"name", "practices", "address", "place", "confidence", "phone", "allowed"}
        return {each.name: getattr(shown, each.name) for each in fields(shown) if each.name not in left_out}

    def test_it_stays_where_somebody_else_changes(self, town):
        told, practices = self.told(town), self.practices(town)
        update(town, person(2, first_name="OTHER"), person(3))
        assert (self.told(town), self.practices(town)) == (told, practices)
        assert found(town, near=WEST_HARTFORD, within_miles=0.1) == [npi(1)]

    def test_it_stays_where_a_row_changes_that_has_the_same_address(self, town):
        told, practices = self.told(town), self.practices(town)
        report = update(town, person(1, line_1="3 EXAMPLE AVE", first_name="OTHER"))
        assert report.account.replaced == 1
        assert (self.told(town), self.practices(town)) == (told, practices)
        assert directory.show(snapshot=opened(town), npi=npi(1)).name == "Other Teapot-Kite"
        assert found(town, telehealth=True) == [npi(1)]

    def test_who_moves_keeps_the_places_that_other_files_gave(self, town):
        update(town, person(1, line_1="70 NEW ST", postal=AUSTIN, state="TX", city="AUSTIN"))
        lines = self.practices(town)
        assert lines[0] == ("70 New St", ("provider_file",), False)
        assert sorted(line for line, _sources, _same in lines[1:]) == ["2 Example Rd", "3 Example Ave"]
        assert {sources for line, sources, _same in lines if line == "3 Example Ave"} == {("medicare_clinicians",)}
        for near in (AUSTIN, HARTFORD, WEST_HARTFORD):
            assert npi(1) in found(town, near=near, within_miles=0.1)

    def test_who_moves_to_where_another_file_has_them_is_there_once(self, town):
        update(town, person(1, line_1="2 EXAMPLE RD", postal=WEST_HARTFORD))
        first, second = self.practices(town)
        assert first == ("2 Example Rd", ("provider_file", "provider_file_second", "medicare_clinicians"), True)
        assert second == ("3 Example Ave", ("medicare_clinicians",), False)

    def test_further_places_of_the_week_take_the_place_of_those_before(self, town):
        further = town / "pl_pfile_20260609-20260615.csv"
        rows = [location(1, line_1="8 Other Ln", postal=AUSTIN, state="TX"), location(77, postal=AUSTIN)]
        further.write_bytes(rows_as_csv(*rows, header=LOCATIONS_HEADER))
        report = update(town, person(1, line_1="3 EXAMPLE AVE"), locations=further)
        assert report.account.replaced == 1
        assert self.practices(town) == [
            ("3 Example Ave", ("provider_file", "medicare_clinicians"), True),
            ("8 Other Ln", ("provider_file_second",), False),
            ("2 Example Rd", ("medicare_clinicians",), False),
        ]
        assert found(town, near=AUSTIN) == [npi(1)]
        assert [source.name for source in report.account.sources] == [WEEKLY, further.name]

    def test_the_further_places_of_a_weekly_zip_are_read_too(self, town):
        packed = town / "NPPES_Data_Dissemination_060926_061526_Weekly_V2.zip"
        further = rows_as_csv(location(1, line_1="8 Other Ln", postal=AUSTIN, state="TX"), header=LOCATIONS_HEADER)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
            members.writestr(WEEKLY, provider_bytes(person(1, line_1="3 EXAMPLE AVE"), person(5)))
            members.writestr("pl_pfile_20260609-20260615.csv", further)
        directory.update(path=town / "snapshot", nppes=packed, updated_at=A_WEEK_LATER)
        assert [line for line, _sources, _same in self.practices(town)] == [
            "3 Example Ave",
            "8 Other Ln",
            "2 Example Rd",
        ]
        assert opened(town).manifest.updates[0].sources[1].member == "pl_pfile_20260609-20260615.csv"

    def test_it_goes_with_who_leaves(self, town):
        update(town, person(1, deactivated="06/01/2026", entity=""), person(3))
        arrays = opened(town).arrays
        assert len(arrays.experience_clinician) == len(arrays.groups_clinician) == len(arrays.other_location) == 0
        assert found(town) == [npi(2), npi(3)]

    def test_figures_follow_their_clinician_when_others_come_before_them(self, town):
        told = self.told(town)
        update(town, person(0), person(5), person(6))
        assert self.told(town) == told


class TestKnowledgeThatChanged:
    """The snapshot was made when there were other kinds of clinician, or other ZIP codes."""

    def test_kinds_of_clinician_are_looked_at_again(self, tmp_path, monkeypatch):
        rows = [person(1), person(2, code_1="111N00000X")]
        known = _specialties.current_specialties()
        few = _specialties.SpecialtyBits(ids=known.ids[:1], prefixes=(("111N",),))
        for module in ("_build", "_update"):
            monkeypatch.setattr(f"unpinch.directory.{module}.current_specialties", lambda: few)
        build(tmp_path, *rows)
        monkeypatch.undo()
        update(tmp_path, person(3))
        assert found(tmp_path, specialties=("physical_therapist",)) == [npi(1), npi(3)]
        assert found(tmp_path, specialties=("chiropractor",)) == [npi(2)]

    def test_who_has_no_known_place_any_more_leaves_unless_the_file_gives_one(self, tmp_path, monkeypatch):
        build(tmp_path, person(1, postal=AUSTIN), person(2, postal=AUSTIN), person(3))
        table = _zips.zip_table()
        slot = table.slot.copy()
        slot[int(AUSTIN)] = _zips.NOT_A_ZIP
        smaller = type(table)(**{**vars(table), "slot": slot})
        for module in ("_update", "_reader"):
            monkeypatch.setattr(f"unpinch.directory.{module}.zip_table", lambda: smaller)
        report = update(tmp_path, person(2, postal=WEST_HARTFORD))
        assert report.account.removed == {"weekly_file": 0, "deactivation_list": 0, "place_unknown": 1}
        assert report.account.replaced == 1
        assert found(tmp_path) == [npi(3), npi(2)]


class TestRefused:
    @pytest.fixture
    def one(self, tmp_path):
        build(tmp_path, person(1), person(2))
        return tmp_path

    def untouched(self, folder):
        assert found(folder) == [npi(1), npi(2)]
        assert len(directory.versions(path=folder / "snapshot")) == 1
        assert not [entry for entry in folder.iterdir() if entry.name.startswith(".")]

    def test_without_a_snapshot_there_is_nothing_to_update(self, tmp_path):
        with pytest.raises(directory.NotASnapshot, match="unpinch directory build"):
            update(tmp_path, person(1))

    def test_the_time_needs_a_zone(self, one):
        with pytest.raises(ValueError, match="time zone"):
            update(one, person(1), updated_at=datetime(2026, 1, 1))  # noqa: DTZ001  # what is refused

    def test_an_older_file_is_refused(self, one):
        with pytest.raises(directory.BadUpdate, match=r"it is of 2026-06-01, and the directory holds .* 2026-06-08"):
            update(one, person(1), name="npidata_pfile_20260525-20260601.csv")
        self.untouched(one)

    def test_the_same_file_again_changes_nothing(self, one):
        rows = [person(1, first_name="OTHER"), person(3)]
        update(one, *rows)
        before = dict(opened(one).manifest.parts)
        report = update(one, *rows)
        assert (report.account.added, report.account.replaced, report.account.same) == (0, 0, 2)
        assert dict(opened(one).manifest.parts) == before

    def test_a_cut_file_is_refused(self, one):
        whole = provider_bytes(person(1), person(2))
        (one / WEEKLY).write_bytes(whole[: len(whole) - 700])
        with pytest.raises(directory.CutFile, match="row 3"):
            directory.update(path=one / "snapshot", nppes=one / WEEKLY, updated_at=A_WEEK_LATER)
        self.untouched(one)

    def test_another_file_is_refused(self, one):
        header = ("NPI", "Provider Other Organization Name", "Provider Other Organization Name Type Code")
        (one / WEEKLY).write_text(",".join(f'"{name}"' for name in header) + "\n")
        with pytest.raises(directory.DirectoryError, match="other-name file"):
            directory.update(path=one / "snapshot", nppes=one / WEEKLY, updated_at=A_WEEK_LATER)
        self.untouched(one)

    def test_an_empty_file_is_refused(self, one):
        with pytest.raises(directory.DirectoryError, match="no rows after the header"):
            update(one)
        self.untouched(one)

    def test_nobody_left_is_refused(self, one):
        with pytest.raises(directory.NothingToKeep, match="nobody would be left"):
            update(one, person(1, entity="2"), person(2, entity="2"))
        self.untouched(one)

    def test_swapped_columns_that_would_empty_the_directory_are_refused(self, one, monkeypatch):
        """The dates of update and of deactivation have changed places: every row says that it was deactivated."""
        monkeypatch.setattr(_update, "_MANY_LEAVING", 1)
        swap = {"Last Update Date": "NPI Deactivation Date", "NPI Deactivation Date": "Last Update Date"}
        content = provider_bytes(person(1), person(2), person(3))
        header, rest = content.split(b"\n", 1)
        swapped = ",".join(f'"{swap.get(name, name)}"' for name in HEADER)
        assert swapped.encode() != header
        (one / WEEKLY).write_bytes(swapped.encode() + b"\n" + rest)
        with pytest.raises(directory.BadUpdate, match="it would make 2 of the 2 clinicians it names leave"):
            directory.update(path=one / "snapshot", nppes=one / WEEKLY, updated_at=A_WEEK_LATER)
        self.untouched(one)

    @pytest.mark.parametrize("pair", [("NPI", "Entity Type Code"), ("Provider First Name", "NPI")])
    def test_swapped_columns_that_fit_nobody_change_nobody(self, one, pair):
        swap = dict([pair, pair[::-1]])
        rest = provider_bytes(person(1), person(2)).split(b"\n", 1)[1]
        (one / WEEKLY).write_bytes(",".join(f'"{swap.get(name, name)}"' for name in HEADER).encode() + b"\n" + rest)
        report = directory.update(path=one / "snapshot", nppes=one / WEEKLY, updated_at=A_WEEK_LATER)
        assert sum(report.account.rejected.values()) == 2
        assert report.account.unchanged == 2
        assert found(one) == [npi(1), npi(2)]

    @pytest.mark.parametrize("where", ["array", "text"])
    def test_a_full_disk_keeps_the_earlier_version(self, one, monkeypatch, where):
        def full(*_args, **_more):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(_parts.PartWriter, where, full)
        with pytest.raises(directory.DiskFull, match="disk is full"):
            update(one, person(3))
        self.untouched(one)

    def test_a_disk_that_is_full_for_real_keeps_the_earlier_version(self, one):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        nppes = write_provider(one / WEEKLY, person(3))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            with pytest.raises(directory.DiskFull):
                directory.update(path=one / "snapshot", nppes=nppes, updated_at=A_WEEK_LATER)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        self.untouched(one)

    def test_of_two_at_once_the_second_is_told_to_run_again(self, one):
        def build_another(_step):
            if len(directory.versions(path=one / "snapshot")) == 1:
                (one / "other").mkdir()
                nppes = write_provider(one / "other" / "f.csv", person(7))
                directory.build(nppes=nppes, out=one / "snapshot", built_at=BUILT_AT)

        with pytest.raises(directory.AnotherCameFirst, match="Run the update again"):
            update(one, person(3), progress=build_another)
        assert found(one) == [npi(7)]

    def test_a_damaged_snapshot_is_refused(self, one):
        snapshot = opened(one)
        (snapshot.path / snapshot.manifest.parts_folder / "clinician_npi.npy").unlink()
        with pytest.raises(directory.DamagedSnapshot, match="clinician_npi"):
            update(one, person(3))
