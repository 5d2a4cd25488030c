"""
Every real sample of the public files beside the project: read with counts that add up, or refused with the reason.

Where each comes from is in `data/PROVENANCE.md` of that folder. The numbers of rows are those of the samples, counted
with `csv.reader`; the sums of Medicare are made again here, row by row.
"""

import csv
import gzip
import io
from collections import defaultdict
from itertools import islice

import pytest

from tests.unit.directory.provider_file import BUILT_AT, person, provider_bytes
from tests.unit.directory.sources.public_files import DOCTORS_HEADER, counted, rows_as_csv
from unpinch import directory
from unpinch.directory import sources

FOLDERS = ("nppes", "medicare_puf", "dac", "nucc")
# Three codes of one operation; the slices hold five.
CARE = {"17311": "first_stage", "17312": "later_stage", "17313": "first_stage"}
PROVIDER_FILES = {
    "npidata_329col_first10.csv": (8, {"organisation": 2}),
    "npidata_329col_first499_2016.csv.gz": (388, {"deactivated": 13, "organisation": 98}),
    "npidata_329col_practitioners_CT-MA-RI_20181204.csv.gz": (1999, {"zip_unknown": 1}),
    "npidata_330col_v1_555deactivated_444individuals_2022.csv.gz": (444, {"deactivated": 555}),
}
NOT_PROVIDER_FILES = {
    "npidata_329col_organizations_40.csv": (directory.NothingToKeep, "organisation, not a person: 40"),
    "header_v2_330col.csv": (directory.NothingToKeep, "no rows after the header"),
    "header_v3_335col.csv": (directory.NothingToKeep, "no rows after the header"),
    "npidata_330col_1000rows_PANDAS_DAMAGED.csv.gz": (directory.DamagedFile, "row 2: the number 1.0 has become a"),
    "npidata_first41cols_first10001rows_2016.csv.gz": (directory.MissingColumn, "no 'Provider Sex Code'"),
    "nppes_21cols_5000rows_2025_cleaned.csv.gz": (directory.MissingColumn, "no 'Entity Type Code'"),
    "npi_7cols_18649rows_2020.csv.gz": (directory.NotTheProviderFile, "no 'Entity Type Code'"),
    "npi_8cols_18717rows_weekly.csv.gz": (directory.NotTheProviderFile, "no 'Provider Name Suffix Text'"),
    "npi_registry_api_flattened_1000_JonesboroAR_2021.csv.gz": (directory.NotTheProviderFile, "no 'NPI'"),
    "npi_registry_api_v2.1_200results.json.gz": (directory.NotTheProviderFile, "no 'NPI'"),
    "npi_registry_api_v2.1_type2.json": (directory.NotTheProviderFile, "no 'NPI'"),
    "NPPES_ReadMe_And_CodeValues.md": (directory.NotTheProviderFile, "no 'NPI'"),
    "header_pl_pfile.csv": (directory.NotTheProviderFile, "the practice location file (pl_pfile)"),
    "pl_pfile_sample.csv": (directory.NotTheProviderFile, "the practice location file (pl_pfile)"),
    "header_othername_pfile.csv": (directory.NotTheProviderFile, "the other-name file (othername_pfile)"),
    "othername_pfile_sample.csv": (directory.NotTheProviderFile, "the other-name file (othername_pfile)"),
    "header_endpoint_pfile.csv": (directory.NotTheProviderFile, "the endpoint file (endpoint_pfile)"),
}
# Counts and descriptions that were made of the samples, and are no files of the publisher.
_MADE_OF_THEM = ("stats_", ".metadata.json")
READ_BY = {
    "nppes/pl_pfile_sample.csv": ("locations", 9, 9),
    "nppes/header_pl_pfile.csv": ("locations", 0, 0),
    "nppes/othername_pfile_sample.csv": ("other_names", 9, 9),
    "nppes/header_othername_pfile.csv": ("other_names", 0, 0),
    "nppes/header_endpoint_pfile.csv": ("endpoints", 0, 0),
    "medicare_puf/by_provider_and_service_2013_mohs_slice.csv.gz": ("medicare_services", 6570, 5642),
    "medicare_puf/by_provider_and_service_2020_mohs_slice.csv.gz": ("medicare_services", 8489, 7265),
    "medicare_puf/by_provider_and_service_2021_mohs_slice.csv.gz": ("medicare_services", 8938, 7613),
    "medicare_puf/header_by_provider_and_service_2023_28col.csv": ("medicare_services", 0, 0),
    "medicare_puf/header_by_provider_2023.csv": ("medicare_totals", 0, 0),
    "dac/header_dac_2026_31col.csv": ("doctors", 0, 0),
    "nucc/nucc_taxonomy_240.csv": ("taxonomy", 874, 874),
    "nucc/nucc_taxonomy_251.csv": ("taxonomy", 883, 883),
}
REFUSED_BY = {
    # A spreadsheet wrote this copy again: telephone numbers are powers of ten, and ZIP codes lack their zero.
    "dac/DAC_NationalDownloadableFile_2021_386rows.csv": (
        *("doctors", directory.DamagedFile),
        "row 43: the number 2.12689E+12 has become a decimal",
    ),
    "dac/DAC_14cols_9685rows_ME-etc_2025.csv.gz": ("doctors", directory.NotTheFile, "has no 'org_pac_id'"),
    "dac/DAC_Maine_7cols_EXCEL_DAMAGED_ZIP.csv": ("doctors", directory.NotTheFile, "has no 'org_pac_id'"),
    "nucc/CROSSWALK_MEDICARE_PROVIDER_SUPPLIER_to_HEALTHCARE_PROVIDER_TAXONOMY.csv": (
        *("taxonomy", directory.NotTheFile),
        "the crosswalk from Medicare's specialties to the taxonomy",
    ),
    "nucc/Medicare_Provider_Taxonomies.csv": ("taxonomy", directory.NotTheFile, "the crosswalk from Medicare's"),
}


def read(path, reader):
    """Read a sample with one of the readers."""
    more = {"care_of_code": CARE} if reader == "medicare_services" else {}
    return getattr(sources, reader).read(path=path, **more)


def rows_of(path):
    """Give the rows of a sample as its names and values, read without any of our code."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_no_sample_is_left_out(shared):
    known = {f"nppes/{name}" for name in (*PROVIDER_FILES, *NOT_PROVIDER_FILES)} | set(READ_BY) | set(REFUSED_BY)
    there = {f"{folder}/{path.name}" for folder in FOLDERS for path in (shared / "data" / folder).iterdir()}
    assert {name for name in there - known if not any(mark in name for mark in _MADE_OF_THEM)} == set()
    assert known <= there


@pytest.mark.parametrize("name", PROVIDER_FILES)
def test_a_provider_file_is_read_and_adds_up(shared, tmp_path, name):
    kept, why_not = PROVIDER_FILES[name]
    path = shared / "data/nppes" / name
    report = directory.build(nppes=path, out=tmp_path / "out", built_at=BUILT_AT)
    assert {each.reason.value: each.rows for each in report.rejected} == why_not
    assert report.rows_kept == kept
    assert report.rows_read == kept + sum(why_not.values()) == len(rows_of(path))


@pytest.mark.parametrize("name", NOT_PROVIDER_FILES)
def test_what_is_no_provider_file_is_refused_with_the_reason(shared, tmp_path, name):
    error, said = NOT_PROVIDER_FILES[name]
    path = shared / "data/nppes" / name
    with pytest.raises(error) as refused:
        directory.build(nppes=path, out=tmp_path / "out", built_at=BUILT_AT)
    assert str(refused.value).startswith(str(path))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_the_third_version_of_the_header_is_read(shared, tmp_path):
    header = next(csv.reader([(shared / "data/nppes/header_v3_335col.csv").read_text()]))
    assert len(header) == 335
    nppes = tmp_path / "npidata_pfile_20050523-20270110.csv"
    row = {**person(1, credential="MD | PHD"), "npi_fhir_url": "https://example.org/Practitioner/1"}
    nppes.write_bytes(provider_bytes(row, header=header))
    report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
    assert (report.rows_read, report.rows_kept) == (1, 1)


@pytest.mark.parametrize("name", READ_BY)
def test_a_sample_is_read_by_its_reader_and_adds_up(shared, name):
    reader, rows, kept = READ_BY[name]
    path = shared / "data" / name
    frame, account = read(path, reader)
    counted(account)
    assert frame.schema == getattr(sources, reader).SCHEMA
    assert (account.rows_read, account.rows_kept) == (rows, kept)
    assert rows == len(rows_of(path))


@pytest.mark.parametrize("name", REFUSED_BY)
def test_a_sample_that_was_changed_is_refused_with_the_reason(shared, name):
    reader, error, said = REFUSED_BY[name]
    path = shared / "data" / name
    with pytest.raises(error) as refused:
        read(path, reader)
    assert str(refused.value).startswith(str(path))
    assert said in str(refused.value)


@pytest.mark.parametrize("year", [2013, 2020, 2021])
def test_the_sums_of_medicare_are_those_of_its_rows(shared, year):
    path = shared / f"data/medicare_puf/by_provider_and_service_{year}_mohs_slice.csv.gz"
    services: dict = defaultdict(float)
    largest: dict = defaultdict(int)
    every: dict = defaultdict(int)
    for row in rows_of(path):
        if row["HCPCS_Cd"] in CARE and row["Rndrng_Prvdr_Ent_Cd"] == "I":
            key = (int(row["Rndrng_NPI"]), CARE[row["HCPCS_Cd"]], row["Place_Of_Srvc"] == "O")
            services[key] += float(row["Tot_Srvcs"])
            largest[key] = max(largest[key], int(row["Tot_Benes"]))
            every[key] += int(row["Tot_Benes"])
    frame, _account = read(path, "medicare_services")
    found = {(row["npi"], row["care"], row["is_office"]): row for row in frame.iter_rows(named=True)}
    assert found.keys() == services.keys()
    for key, row in found.items():
        assert (row["year"], row["services"]) == (year, services[key])
        assert (row["patients"], row["patients_at_most"]) == (largest[key], every[key])
        assert row["patients"] >= 11


class TestRealDoctorsUnderThePublishedHeader:
    """Two samples kept few columns: their values are put below the whole header, the other columns empty."""

    def whole(self, folder, rows, **names):
        path = folder / "DAC_NationalDownloadableFile.csv"
        named = [{names.get(name, name): value for name, value in row.items()} for row in rows]
        path.write_bytes(rows_as_csv(*named, header=DOCTORS_HEADER))
        return path

    def test_clinicians_of_2025_are_read(self, shared, tmp_path):
        rows = rows_of(shared / "data/dac/DAC_14cols_9685rows_ME-etc_2025.csv.gz")
        path = self.whole(tmp_path, rows, **{"Full Street Address": "adr_ln_1"})
        frame, account = sources.doctors.read(path=path)
        assert counted(account) == {}
        assert frame.height == account.rows_read == account.rows_kept == 9685
        places = frame.select("npi", "line_1", "city", "postal").rows()
        names = ("Full Street Address", "City/Town", "ZIP Code")
        assert places == [(int(row["NPI"]), *(row[name] for name in names)) for row in rows]

    def test_zip_codes_of_maine_that_lost_their_zero_are_refused(self, shared, tmp_path):
        rows = list(islice(rows_of(shared / "data/dac/DAC_Maine_7cols_EXCEL_DAMAGED_ZIP.csv"), 100))
        with pytest.raises(directory.DamagedFile, match="row 2: the ZIP code 41023134 has lost the zero"):
            sources.doctors.read(path=self.whole(tmp_path, rows, Address="adr_ln_1"))
