"""The Doctors and Clinicians file: groups, addresses, telehealth and assignment, old names and new."""

import zipfile

import pytest

from tests.unit.directory.provider_file import npi
from tests.unit.directory.sources.public_files import (
    DOCTORS_HEADER,
    OLD_DOCTORS_NAMES,
    SERVICES_HEADER,
    counted,
    doctor,
    rows_as_csv,
    service,
)
from unpinch import directory
from unpinch.directory import _blocks, sources


def written(folder, *rows, **form):
    path = folder / "DAC_NationalDownloadableFile.csv"
    path.write_bytes(rows_as_csv(*rows, **{"header": DOCTORS_HEADER, **form}))
    return path


def read_one(folder, **values):
    frame, _account = sources.doctors.read(path=written(folder, doctor(1, **values)))
    return frame.row(0, named=True)


def test_a_row_says_group_address_and_what_is_offered(tmp_path):
    frame, account = sources.doctors.read(path=written(tmp_path, doctor(1)))
    assert frame.schema == sources.doctors.SCHEMA
    assert frame.row(0, named=True) == {
        "npi": int(npi(1)),
        "group_id": "0001234567",
        "group_name": "FICTIONAL SPINE, GROUP",
        "group_size": 12,
        "graduation_year": 2001,
        "telehealth": True,
        "assignment": 1,
        "line_1": "3 EXAMPLE AVE",
        "line_2": "",
        "city": "HARTFORD",
        "state": "CT",
        "postal": "061051208",
        "phone": "8605550101",
    }
    assert counted(account) == {}


@pytest.mark.parametrize(("written_as", "read_as"), [("Y", True), ("N", False), ("", None)])
def test_a_blank_says_nothing_of_telehealth(tmp_path, written_as, read_as):
    assert read_one(tmp_path, Telehlth=written_as)["telehealth"] is read_as


@pytest.mark.parametrize(
    ("own", "group", "read_as"), [("Y", "M", 1), ("M", "Y", 2), ("", "Y", 1), ("", "M", 2), ("", "", 0), ("N", "", 0)]
)
def test_what_the_clinician_does_counts_before_what_the_group_does(tmp_path, own, group, read_as):
    assert read_one(tmp_path, ind_assgn=own, grp_assgn=group)["assignment"] == read_as


@pytest.mark.parametrize(
    ("year", "read_as"), [("1900", 1900), ("1899", None), ("2099", 2099), ("2100", None), ("", None), ("soon", None)]
)
def test_only_a_year_is_a_year(tmp_path, year, read_as):
    assert read_one(tmp_path, Grd_yr=year)["graduation_year"] == read_as


@pytest.mark.parametrize(("size", "read_as"), [("0", 0), ("-1", None), ("", None), ("10000001", None)])
def test_only_a_count_is_a_size(tmp_path, size, read_as):
    assert read_one(tmp_path, num_org_mem=size)["group_size"] == read_as


def test_a_row_without_a_zip_code_still_says_the_group(tmp_path):
    row = read_one(tmp_path, ZIP_Code="unknown", Telephone_Number="555")
    assert (row["postal"], row["phone"], row["group_id"]) == ("", "", "0001234567")


def test_enrolments_that_say_the_same_are_kept_once(tmp_path):
    rows = (doctor(1, Ind_enrl_ID="I1"), doctor(1, Ind_enrl_ID="I2"), doctor(1, org_pac_id=""), doctor(2))
    frame, account = sources.doctors.read(path=written(tmp_path, *rows))
    assert frame.select("npi", "group_id").rows() == [
        (int(npi(1)), "0001234567"),
        (int(npi(1)), ""),
        (int(npi(2)), "0001234567"),
    ]
    assert counted(account) == {"duplicate": (1, 3)}


def test_repeated_rows_are_seen_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(_blocks.read_blocks, "__kwdefaults__", {"block_bytes": 300})
    rows = (*(doctor(number) for number in range(60)), doctor(5), doctor(7))
    frame, account = sources.doctors.read(path=written(tmp_path, *rows))
    assert frame["npi"].to_list() == [int(npi(number)) for number in range(60)]
    assert counted(account) == {"duplicate": (2, 62)}


def test_names_of_2021_with_blanks_before_them_are_understood(tmp_path):
    header = [OLD_DOCTORS_NAMES.get(name, name) for name in DOCTORS_HEADER if name != "Telehlth"]
    row = {OLD_DOCTORS_NAMES.get(name, name): value for name, value in doctor(1).items()}
    path = written(tmp_path, row, header=header)
    text = path.read_text()
    path.write_text(text.replace(",".join(header), ", ".join(header)))
    frame, _account = sources.doctors.read(path=path)
    assert frame["group_name"].to_list() == ["FICTIONAL SPINE, GROUP"]
    assert frame["telehealth"].to_list() == [None]


def test_tabs_after_names_are_no_part_of_them(tmp_path):
    path = written(tmp_path, doctor(1))
    path.write_text(path.read_text().replace("Telehlth,", "Telehlth\t\t\t\t,").replace("Cred,", "Cred\t\t\t\t,"))
    assert sources.doctors.read(path=path)[0]["telehealth"].to_list() == [True]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"NPI": "1003011404.0"}, "1003011404.0"),
        ({"org_pac_id": "1.23457E+09"}, "1.23457E+09"),
        ({"Grd_yr": "2001.0"}, "2001.0"),
        ({"Telephone_Number": "2.12689E+12"}, "2.12689E+12"),
        ({"ZIP_Code": "61051208"}, "61051208 has lost the zero"),
    ],
)
def test_what_another_program_wrote_is_refused_with_its_row(tmp_path, values, said):
    with pytest.raises(directory.DamagedFile, match="row 2") as refused:
        sources.doctors.read(path=written(tmp_path, doctor(2, **values)))
    assert said in str(refused.value)


def test_slips_in_a_short_last_block_are_no_spreadsheet(tmp_path, monkeypatch):
    monkeypatch.setattr(_blocks.read_blocks, "__kwdefaults__", {"block_bytes": 300})
    monkeypatch.setattr(_blocks, "ROW_BYTES_AT_MOST", 2000)
    slips = (doctor(number, ZIP_Code="61051208") for number in range(30, 34))
    frame, account = sources.doctors.read(path=written(tmp_path, *(doctor(number) for number in range(30)), *slips))
    assert account.rows_kept == 34
    assert frame["postal"].to_list()[-5:] == ["061051208", "", "", "", ""]


def test_another_file_is_named(tmp_path):
    path = tmp_path / "services.csv"
    path.write_bytes(rows_as_csv(service(1), header=SERVICES_HEADER))
    with pytest.raises(directory.NotTheFile, match="a file of Medicare services, not the Doctors"):
        sources.doctors.read(path=path)


def test_only_what_is_needed_is_read_of_the_file():
    read = {name for names in sources.doctors.LAYOUT.headers.values() for name in names}
    assert not read & {"Ind_PAC_ID", "Ind_enrl_ID"}


class TestInAZip:
    def packed(self, folder, *names):
        path = folder / "doctors_and_clinicians_current_data.zip"
        with zipfile.ZipFile(path, "w") as bundle:
            for name in names:
                bundle.writestr(name, rows_as_csv(doctor(1), header=DOCTORS_HEADER))
        return path

    @pytest.mark.parametrize(
        "names",
        [("Facility_Affiliation.csv", "DAC_NationalDownloadableFile.csv"), ("somewhere/national.csv", "readme.txt")],
    )
    def test_it_is_found_by_its_name_or_because_it_is_alone(self, tmp_path, names):
        assert sources.doctors.read(path=self.packed(tmp_path, *names))[0].height == 1

    def test_others_alone_are_not_guessed_at(self, tmp_path):
        path = self.packed(tmp_path, "Facility_Affiliation.csv", "Utilization.csv")
        with pytest.raises(directory.NotTheFile, match="2 files that could be the Doctors and Clinicians file"):
            sources.doctors.read(path=path)
