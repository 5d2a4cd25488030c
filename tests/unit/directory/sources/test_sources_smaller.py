"""Other names, endpoints, Medicare totals, the taxonomy, and what a monthly zip holds."""

import csv
import zipfile

import pytest

from tests.unit.directory.provider_file import npi, person, provider_bytes
from tests.unit.directory.sources.public_files import LOCATIONS_HEADER, counted, location, rows_as_csv
from unpinch import directory
from unpinch.directory import sources

OTHER_NAMES_HEADER = ("NPI", "Provider Other Organization Name", "Provider Other Organization Name Type Code")
ENDPOINTS_HEADER = ("NPI", "Endpoint Type", "Endpoint Type Description", "Endpoint", "Affiliation", "Use Code")
TOTALS_HEADER = (
    *("Rndrng_NPI", "Rndrng_Prvdr_Ent_Cd", "Rndrng_Prvdr_State_Abrvtn", "Rndrng_Prvdr_Zip5", "Tot_HCPCS_Cds"),
    *("Tot_Benes", "Tot_Srvcs", "Bene_Avg_Risk_Scre"),
)
TAXONOMY_HEADER = (
    *("Code", "Grouping", "Classification", "Specialization", "Definition", "Notes", "Display Name", "Section"),
)


def written(folder, header, *rows, name="file.csv"):
    path = folder / name
    path.write_bytes(rows_as_csv(*rows, header=header, quoting=csv.QUOTE_ALL))
    return path


class TestOtherNames:
    def row(self, number, name, kind="3"):
        return dict(zip(OTHER_NAMES_HEADER, (npi(number), name, kind), strict=True))

    def test_names_are_kept_with_their_kind(self, tmp_path):
        rows = (self.row(1, "Sample Spine"), self.row(1, "Old Sample", "4"), self.row(1, "Sample Spine"))
        path = written(tmp_path, OTHER_NAMES_HEADER, *rows, self.row(2, ""))
        frame, account = sources.other_names.read(path=path)
        assert frame.schema == sources.other_names.SCHEMA
        assert frame.rows() == [(int(npi(1)), "Sample Spine", "3"), (int(npi(1)), "Old Sample", "4")]
        assert counted(account) == {"no_name": (1, 5), "duplicate": (1, 4)}

    def test_the_provider_file_has_these_columns_too_and_is_named(self, tmp_path):
        path = tmp_path / "npidata.csv"
        path.write_bytes(provider_bytes(person(1)))
        with pytest.raises(directory.NotTheFile, match="this is the provider file"):
            sources.other_names.read(path=path)


class TestEndpoints:
    def test_addresses_are_kept_however_they_are_written(self, tmp_path):
        row = {"NPI": npi(1), "Endpoint Type": "Direct", "Endpoint": "sample@direct.example.org"}
        longer = {"NPI": npi(1), "Endpoint Type": "FHIR", "Endpoint": "https://fhir.example.org/" + "a,\n" * 300}
        path = written(tmp_path, ENDPOINTS_HEADER, row, longer, {**row, "Endpoint": " "}, row)
        frame, account = sources.endpoints.read(path=path)
        assert frame.schema == sources.endpoints.SCHEMA
        assert frame.rows() == [
            (int(npi(1)), "DIRECT", "sample@direct.example.org"),
            (int(npi(1)), "FHIR", longer["Endpoint"].strip()),
        ]
        assert counted(account) == {"no_endpoint": (1, 4), "duplicate": (1, 5)}


class TestMedicareTotals:
    def row(self, number, **values):
        chosen = {"Rndrng_NPI": npi(number), "Rndrng_Prvdr_Ent_Cd": "I", "Tot_Benes": "211", "Tot_Srvcs": "900.5"}
        return {**chosen, "Rndrng_Prvdr_State_Abrvtn": "CT", "Rndrng_Prvdr_Zip5": "06105", **values}

    def test_a_row_a_clinician_and_year(self, tmp_path):
        rows = (self.row(1), self.row(2, Rndrng_Prvdr_Ent_Cd="O"), self.row(3, Tot_Benes=""), self.row(1))
        path = written(tmp_path, TOTALS_HEADER, *rows, name="MUP_PHY_R25_P05_V20_D23_Prov.csv")
        frame, account = sources.medicare_totals.read(path=path)
        assert frame.schema == sources.medicare_totals.SCHEMA
        assert frame.rows() == [(int(npi(1)), 2023, 211, 900.5)]
        assert counted(account) == {"organisation": (1, 3), "count_unreadable": (1, 4), "duplicate": (1, 5)}
        assert account.year == 2023

    def test_names_of_earlier_releases_are_understood(self, tmp_path):
        old = {"Rndrng_NPI": "npi", "Tot_Benes": "total_unique_benes", "Tot_Srvcs": "total_services"}
        row = {old.get(name, name): value for name, value in self.row(1).items()}
        path = written(tmp_path, [old.get(name, name) for name in TOTALS_HEADER], row)
        frame, _account = sources.medicare_totals.read(path=path, year=2016)
        assert frame.rows() == [(int(npi(1)), 2016, 211, 900.5)]

    def test_the_file_by_provider_and_service_is_named(self, tmp_path):
        path = written(tmp_path, (*TOTALS_HEADER, "HCPCS_Cd"), self.row(1))
        with pytest.raises(directory.NotTheFile, match="this is the file by Provider and Service"):
            sources.medicare_totals.read(path=path, year=2023)

    def test_decimals_are_refused(self, tmp_path):
        with pytest.raises(directory.DamagedFile, match=r"row 2: the number 211\.0"):
            sources.medicare_totals.read(path=written(tmp_path, TOTALS_HEADER, self.row(1, Tot_Benes="211.0")))


class TestTaxonomy:
    def row(self, code, special=""):
        words = {"Grouping": "Therapists", "Classification": "Physical Therapist", "Specialization": special}
        return {"Code": code, **words, "Definition": 'Who treats, "as we say",\nby movement.'}

    def test_codes_are_kept_once(self, tmp_path):
        rows = (self.row("225100000X"), self.row("2251X0800X", "Orthopedic"), self.row("225100000X"), self.row("22"))
        frame, account = sources.taxonomy.read(path=written(tmp_path, TAXONOMY_HEADER, *rows))
        assert frame.schema == sources.taxonomy.SCHEMA
        assert frame.rows() == [
            ("225100000X", "Therapists", "Physical Therapist", ""),
            ("2251X0800X", "Therapists", "Physical Therapist", "Orthopedic"),
        ]
        assert counted(account) == {"no_code": (1, 5), "duplicate": (1, 4)}

    def test_the_crosswalk_is_named(self, tmp_path):
        header = ("MEDICARE SPECIALTY CODE", "PROVIDER TAXONOMY CODE")
        with pytest.raises(directory.NotTheFile, match="the crosswalk from Medicare's specialties"):
            sources.taxonomy.read(path=written(tmp_path, header))


class TestMembersOfAZip:
    def packed(self, folder, *names):
        path = folder / "NPPES_Data_Dissemination_June_2025_V2.zip"
        with zipfile.ZipFile(path, "w") as bundle:
            for name in names:
                bundle.writestr(name, rows_as_csv(location(1), header=LOCATIONS_HEADER))
        return path

    def test_each_is_found_by_its_name_and_headers_are_not(self, tmp_path):
        period = "20050523-20250608"
        stems = ("npidata", "pl", "othername", "endpoint")
        names = [f"V2/{stem}_pfile_{period}{end}" for stem in stems for end in (".csv", "_fileheader.csv")]
        found = sources.members(path=self.packed(tmp_path, *names, "NPPES_Data_Dissemination_Readme_v.2.pdf"))
        assert found == {
            "provider": f"V2/npidata_pfile_{period}.csv",
            "locations": f"V2/pl_pfile_{period}.csv",
            "other_names": f"V2/othername_pfile_{period}.csv",
            "endpoints": f"V2/endpoint_pfile_{period}.csv",
        }

    def test_what_the_zip_lacks_is_not_there(self, tmp_path):
        assert sources.members(path=self.packed(tmp_path, "pl_pfile_1.csv")) == {"locations": "pl_pfile_1.csv"}

    def test_a_plain_file_holds_none(self, tmp_path):
        assert sources.members(path=written(tmp_path, LOCATIONS_HEADER)) == {}

    def test_two_that_could_be_one_are_refused(self, tmp_path):
        with pytest.raises(directory.NotTheFile, match="2 files that could be the practice location file"):
            sources.members(path=self.packed(tmp_path, "pl_pfile_1.csv", "pl_pfile_2.csv"))

    def test_a_cut_zip_says_so(self, tmp_path):
        path = self.packed(tmp_path, "pl_pfile_1.csv")
        path.write_bytes(path.read_bytes()[:-30])
        with pytest.raises(directory.CutFile, match="it was cut"):
            sources.members(path=path)
