"""The list of deactivated NPIs: a workbook as published, in its zip or not, or text."""

import zipfile
from datetime import date

import pytest

from tests.unit.directory.provider_file import npi, person, provider_bytes
from tests.unit.directory.sources.public_files import counted
from tests.unit.directory.sources.workbooks import workbook_bytes
from unpinch import directory
from unpinch.directory import sources

TITLE = ("NPPES Deactivated NPI Report as of November 10 2026",)
HEADER = ("NPI", "NPPES Deactivation Date")
NAME = "NPPES Deactivated NPI Report 20261110.xlsx"


def workbook(folder, *rows, name=NAME):
    path = folder / name
    path.write_bytes(workbook_bytes(TITLE, HEADER, *rows))
    return path


def test_the_published_workbook_is_read_below_its_title(tmp_path):
    rows = ((npi(1), "06/13/2005"), (npi(2), "1/2/2026"))
    frame, account = sources.deactivated.read(path=workbook(tmp_path, *rows))
    assert frame.schema == sources.deactivated.SCHEMA
    assert frame.rows() == [(int(npi(1)), date(2005, 6, 13)), (int(npi(2)), date(2026, 1, 2))]
    assert counted(account) == {}
    assert account.source.release_date == date(2026, 11, 10)
    assert len(account.source.sha256) == 64


def test_numbers_and_dates_of_a_workbook_are_read_as_what_they_show(tmp_path):
    frame, _account = sources.deactivated.read(path=workbook(tmp_path, (int(npi(1)), date(2024, 2, 29))))
    assert frame.rows() == [(int(npi(1)), date(2024, 2, 29))]


def test_each_row_that_is_not_used_is_counted_as_the_sheet_counts(tmp_path):
    rows = (
        (npi(1), "06/13/2005"),
        ("1234567890", "06/13/2005"),
        (npi(2), "soon"),
        (npi(3), None),
        (None, None),
        (npi(1), "06/14/2005"),
    )
    frame, account = sources.deactivated.read(path=workbook(tmp_path, *rows))
    assert frame.height == 1
    assert counted(account) == {
        "npi_wrong_length": (1, 7),
        "npi_check_digit": (1, 4),
        "no_date": (2, 5),
        "duplicate": (1, 8),
    }


def test_it_is_found_in_the_publishers_zip(tmp_path):
    inside = workbook(tmp_path, (npi(1), "06/13/2005"))
    packed = tmp_path / "NPPES_Deactivated_NPI_Report_111026_V2.zip"
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.write(inside, arcname=NAME)
    told = []
    frame, account = sources.deactivated.read(path=packed, progress=lambda *where: told.append(where))
    assert frame.height == 1
    assert (account.source.name, account.source.member) == (packed.name, NAME)
    assert account.source.release_date == date(2026, 11, 10)
    assert told == [(1, packed.stat().st_size, packed.stat().st_size)]


@pytest.mark.parametrize("is_packed", [False, True])
def test_text_with_the_same_columns_is_read_too(tmp_path, is_packed):
    path = tmp_path / "deactivated.csv"
    path.write_text(f"NPI,NPPES Deactivation Date\n{npi(1)},06/13/2005\n{npi(2)},2026-01-02\n")
    if is_packed:
        with zipfile.ZipFile(tmp_path / "deactivated.zip", "w") as bundle:
            bundle.write(path, arcname=path.name)
        path = tmp_path / "deactivated.zip"
    frame, account = sources.deactivated.read(path=path)
    assert frame["deactivated_date"].to_list() == [date(2005, 6, 13), date(2026, 1, 2)]
    assert (account.rows_read, account.rows_kept) == (2, 2)


class TestRefused:
    def refused(self, path, error):
        with pytest.raises(error) as refused:
            sources.deactivated.read(path=path)
        assert "\n" not in str(refused.value)
        assert str(path) in str(refused.value)
        return str(refused.value)

    def test_another_workbook_is_named_as_such(self, tmp_path):
        path = tmp_path / "budget.xlsx"
        path.write_bytes(workbook_bytes(("Month", "Sum"), ("May", 7)))
        assert "no row has 'NPI'" in self.refused(path, directory.NotTheFile)

    def test_a_missing_column_is_named_with_the_row_of_the_header(self, tmp_path):
        path = tmp_path / "list.xlsx"
        path.write_bytes(workbook_bytes(TITLE, ("NPI", "When", "Why"), (npi(1), "06/13/2005", "")))
        assert "row 2: its header has no 'NPPES Deactivation Date'" in self.refused(path, directory.MissingColumn)

    def test_decimals_are_named_with_their_row(self, tmp_path):
        said = self.refused(workbook(tmp_path, (npi(1), "06/13/2005"), ("1003011404.0", "")), directory.DamagedFile)
        assert "row 4: the number 1003011404.0" in said

    def test_a_spoilt_workbook_says_so(self, tmp_path):
        path = tmp_path / "spoilt.xlsx"
        with zipfile.ZipFile(path, "w") as bundle:
            bundle.writestr("[Content_Types].xml", "<Types/>")
        assert "the workbook cannot be opened" in self.refused(path, directory.DamagedFile)

    def test_the_provider_file_is_named(self, tmp_path):
        path = tmp_path / "npidata.csv"
        path.write_bytes(provider_bytes(person(1)))
        assert "this is the provider file (npidata_pfile)" in self.refused(path, directory.NotTheFile)

    def test_no_file_and_an_empty_one_say_so(self, tmp_path):
        assert "no such file" in self.refused(tmp_path / "none.xlsx", directory.BadSourceFile)
        (tmp_path / "empty.xlsx").touch()
        assert "the file is empty" in self.refused(tmp_path / "empty.xlsx", directory.BadSourceFile)
