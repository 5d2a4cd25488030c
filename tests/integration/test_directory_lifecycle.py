"""The commands for the life of a directory: update, versions, use, verify, and what they say on the way."""

import json
from datetime import timedelta

import pytest

from tests.unit.directory.provider_file import BUILT_AT, build, npi, person, write_provider
from tests.unit.directory.sources.public_files import rows_as_csv
from unpinch import directory
from unpinch.cli import main
from unpinch.cli._pace import Pace
from unpinch.kernel import say


@pytest.fixture
def folder(tmp_path):
    """Give a folder with a snapshot of three, a weekly file and a list of deactivated numbers."""
    build(tmp_path, *(person(number) for number in range(1, 4)))
    write_provider(
        tmp_path / "npidata_pfile_20260609-20260615.csv",
        person(1, first_name="OTHER"),
        person(5),
        person(6, entity="2"),
        person(3),
    )
    listed = [{"NPI": npi(2), "NPPES Deactivation Date": "06/01/2026"}]
    (tmp_path / "gone.csv").write_bytes(rows_as_csv(*listed, header=("NPI", "NPPES Deactivation Date")))
    return tmp_path


@pytest.fixture
def unpinch(folder, capsys):
    """Run a command on the directory; give its exit code, what it answered and what it said beside."""

    def run(*words):
        code = main(["directory", *map(str, words), "--directory", str(folder / "snapshot")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def updated(folder, unpinch, *more):
    weekly = folder / "npidata_pfile_20260609-20260615.csv"
    return unpinch("update", "--nppes", weekly, "--deactivated", folder / "gone.csv", *more)


class TestUpdate:
    def test_the_document_says_what_became_of_every_row_and_clinician(self, folder, unpinch):
        code, out, _err = updated(folder, unpinch, "--json")
        document = json.loads(out)
        assert code == 0
        assert (document["read"], document["added"], document["replaced"], document["same"]) == (4, 1, 1, 1)
        assert document["rejected"] == {"organisation": 1}
        assert document["removed"] == {"weekly_file": 0, "deactivation_list": 1, "place_unknown": 0}
        assert (document["unchanged"], document["clinicians"]) == (1, 3)
        assert document["files"] == ["npidata_pfile_20260609-20260615.csv", "gone.csv"]
        assert document["version"]["answering"]
        info = json.loads(unpinch("info", "--json")[1])
        told = {"directory", "version", "clinicians"}
        assert info["updates"] == [{name: value for name, value in document.items() if name not in told}]
        assert [version["clinicians"] for version in info["versions"]] == [3, 3]

    def test_the_words_say_it_too(self, folder, unpinch):
        code, out, _err = updated(folder, unpinch)
        assert code == 0
        assert "4 rows read: 1 added, 1 replaced" in out
        assert "1 rejected: organisation 1" in out
        assert "1 clinicians left: deactivation list 1" in out
        assert "there are 3 now" in out

    def test_only_so_many_versions_stay(self, folder, unpinch):
        assert updated(folder, unpinch, "--keep", 1)[0] == 0
        assert len(directory.versions(path=folder / "snapshot")) == 1
        with pytest.raises(SystemExit) as wrong:
            updated(folder, unpinch, "--keep", 0)
        assert wrong.value.code == 2

    def test_what_cannot_be_done_is_one_line(self, folder, unpinch):
        code, out, err = unpinch("update", "--nppes", folder / "none.csv")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "there is no such file" in err


class TestVersions:
    def test_they_are_listed_and_one_can_be_chosen(self, folder, unpinch):
        build(folder, person(7))
        listed = json.loads(unpinch("versions", "--json")[1])["versions"]
        assert [(version["name"], version["answering"]) for version in listed] == [
            ("2026-11-22-2", True),
            ("2026-11-22", False),
        ]
        code, out, _err = unpinch("use", "2026-11-22")
        assert code == 0
        assert "2026-11-22: 3 clinicians, public files of 2026-06-08" in out
        assert "(answers now)" in out
        assert "2026-11-22: 3 clinicians" in unpinch("versions")[1]
        assert json.loads(unpinch("use", "2026-11-22-2", "--json")[1])["clinicians"] == 1
        assert "Versions that can be chosen:" in unpinch("info")[1]

    def test_a_name_that_is_none_is_one_line(self, unpinch):
        code, out, err = unpinch("use", "yesterday")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "There are: 2026-11-22." in err

    def test_without_a_directory_it_says_how_to_make_one(self, tmp_path, capsys):
        assert main(["directory", "versions", "--directory", str(tmp_path / "none")]) == 1
        assert "unpinch directory build" in capsys.readouterr().err


class TestVerify:
    def test_a_whole_one_is_told_so(self, unpinch):
        code, out, _err = unpinch("verify")
        assert code == 0
        assert "whole" in out
        document = json.loads(unpinch("verify", "--json", "--version", "2026-11-22")[1])
        assert document["whole"]
        assert document["clinicians"] == 3

    def test_a_damaged_part_is_named_in_one_line(self, folder, unpinch):
        (part,) = (folder / "snapshot").glob("parts-*/clinician_npi.npy")
        part.write_bytes(part.read_bytes()[:-1] + b"\x01")
        code, out, err = unpinch("verify")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "clinician_npi.npy" in err


class TestPace:
    """What is said on the way, by a clock that is held in the hand."""

    def said(self, capsys, *moments):
        times = iter([0.0, *(at for at, _step in moments)])
        pace = Pace(clock=lambda: next(times))
        for _at, step in moments:
            pace(step)
        return capsys.readouterr().err.splitlines()

    def step(self, done, *, total=1000, unit="rows", what="writing"):
        return directory.Step(what=say(what), done=done, total=total, unit=unit)

    def test_rate_and_time_left_are_of_this_step(self, capsys):
        assert self.said(
            capsys, (1, self.step(100)), (3, self.step(300)), (4, self.step(400)), (6, self.step(600))
        ) == [
            "writing: 300 rows of 1,000 rows (30%), 100 rows a second, about 7 s left",
            "writing: 600 rows of 1,000 rows (60%), 100 rows a second, about 4 s left",
        ]

    def test_another_step_begins_anew(self, capsys):
        moments = [
            (1, self.step(0, what="reading")),
            (50, self.step(900, what="reading")),
            (51, self.step(0)),
            (60, self.step(90)),
        ]
        assert (
            self.said(capsys, *moments)[-1] == "writing: 90 rows of 1,000 rows (9%), 10 rows a second, about 91 s left"
        )

    def test_bytes_are_said_in_megabytes_and_long_times_in_minutes(self, capsys):
        moments = [(0, self.step(0, total=10**10, unit="bytes")), (10, self.step(10**8, total=10**10, unit="bytes"))]
        assert self.said(capsys, *moments) == ["writing: 100 MB of 10,000 MB (1%), 10 MB a second, about 16 min left"]

    def test_where_nothing_is_known_nothing_is_claimed(self, capsys):
        assert self.said(capsys, (5, self.step(0, total=0))) == ["writing: 0 rows of 0 rows"]


def test_an_update_tells_of_every_step(folder):
    steps: list[directory.Step] = []
    directory.update(
        path=folder / "snapshot",
        nppes=folder / "npidata_pfile_20260609-20260615.csv",
        deactivated=folder / "gone.csv",
        updated_at=BUILT_AT + timedelta(days=7),
        progress=steps.append,
    )
    told = list(dict.fromkeys(str(step.what) for step in steps))
    assert told == ["reading gone.csv", "reading npidata_pfile_20260609-20260615.csv", "writing"]
    assert all(0 <= step.done <= step.total for step in steps)
    assert (steps[-1].done, steps[-1].unit) == (steps[-1].total, "rows")
