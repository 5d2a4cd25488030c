"""Medicare by Provider and Service: what counts as care, how codes add up, and of which year it is."""

import pytest

from tests.unit.directory.provider_file import npi
from tests.unit.directory.sources.public_files import SERVICES_HEADER, counted, rows_as_csv, service
from unpinch import directory
from unpinch.directory import sources

CARE = {"97110": "exercise", "97140": "manual_therapy", "97112": "exercise"}
NAME = "MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv"


def written(folder, *rows, name=NAME, **form):
    path = folder / name
    path.write_bytes(rows_as_csv(*rows, **{"header": SERVICES_HEADER, **form}))
    return path


def read(folder, *rows, **more):
    return sources.medicare_services.read(path=written(folder, *rows), care_of_code=CARE, **more)


def test_codes_of_one_kind_of_care_add_up(tmp_path):
    rows = (
        service(2, Tot_Benes="11", Tot_Srvcs="11"),
        service(1, Tot_Benes="20", Tot_Srvcs="100"),
        service(1, HCPCS_Cd="97112", Tot_Benes="15", Tot_Srvcs="30.5"),
        service(1, HCPCS_Cd="97140", Tot_Benes="12", Tot_Srvcs="24"),
        service(1, HCPCS_Cd="97112", Place_Of_Srvc="F", Tot_Benes="18", Tot_Srvcs="40"),
    )
    frame, account = read(tmp_path, *rows)
    assert frame.schema == sources.medicare_services.SCHEMA
    assert frame.rows() == [
        (int(npi(1)), "exercise", 2023, 130.5, 20, 35, True),
        (int(npi(1)), "exercise", 2023, 40.0, 18, 18, False),
        (int(npi(1)), "manual_therapy", 2023, 24.0, 12, 12, True),
        (int(npi(2)), "exercise", 2023, 11.0, 11, 11, True),
    ]
    assert counted(account) == {}
    assert (account.rows_kept, account.year) == (5, 2023)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"HCPCS_Cd": "99213"}, "other_care"),
        ({"HCPCS_Cd": "0278T"}, "other_care"),
        ({"HCPCS_Cd": ""}, "other_care"),
        ({"Rndrng_Prvdr_Ent_Cd": "O"}, "organisation"),
        ({"Rndrng_NPI": "1234567890"}, "npi_check_digit"),
        ({"Tot_Benes": ""}, "count_unreadable"),
        ({"Tot_Benes": "-4"}, "count_unreadable"),
        ({"Tot_Srvcs": "many"}, "count_unreadable"),
        ({"Tot_Srvcs": "-1"}, "count_unreadable"),
        ({"Tot_Srvcs": "NaN"}, "count_unreadable"),
    ],
)
def test_each_reason_is_counted_with_its_first_row(tmp_path, values, reason):
    frame, account = read(tmp_path, service(1), service(2, **values), service(3, **values))
    assert frame["npi"].to_list() == [int(npi(1))]
    assert counted(account) == {reason: (2, 3)}


def test_a_row_of_other_care_is_asked_nothing_else(tmp_path):
    _frame, account = read(tmp_path, service(1, HCPCS_Cd="99213", Rndrng_NPI="123", Rndrng_Prvdr_Ent_Cd="O"))
    assert counted(account) == {"other_care": (1, 2)}


def test_nothing_that_is_looked_at_gives_an_empty_frame(tmp_path):
    frame, account = read(tmp_path, service(1, HCPCS_Cd="99213"))
    assert frame.schema == sources.medicare_services.SCHEMA
    assert frame.height == 0
    assert account.rows_read == 1


@pytest.mark.parametrize(
    "names",
    [
        {"Rndrng_NPI": "npi", "Rndrng_Prvdr_Ent_Cd": "nppes_entity_code", "HCPCS_Cd": "hcpcs_code"},
        {"Rndrng_NPI": "National Provider Identifier", "Tot_Benes": "Number of Medicare Beneficiaries"},
    ],
)
def test_names_of_earlier_releases_are_understood(tmp_path, names):
    header = [names.get(name, name) for name in SERVICES_HEADER]
    row = {names.get(name, name): value for name, value in service(1, Tot_Srvcs="1,234").items()}
    path = written(tmp_path, row, header=header)
    frame, _account = sources.medicare_services.read(path=path, care_of_code=CARE)
    assert frame.rows() == [(int(npi(1)), "exercise", 2023, 1234.0, 20, 20, True)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"Rndrng_NPI": "1003011404.0"}, "the number 1003011404.0"),
        ({"Tot_Benes": "20.0"}, "the number 20.0"),
        ({"HCPCS_Cd": "97110.0"}, "the number 97110.0"),
        ({"HCPCS_Cd": "100"}, "the procedure code 100 has lost the zero"),
        ({"Rndrng_Prvdr_Zip5": "6105"}, "the ZIP code 6105 has lost the zero"),
    ],
)
def test_what_another_program_wrote_is_refused_with_its_row(tmp_path, values, said):
    with pytest.raises(directory.DamagedFile, match=f"row 2: {said}"):
        read(tmp_path, service(1, **values))


def test_the_file_by_provider_is_named(tmp_path):
    path = written(tmp_path, header=("Rndrng_NPI", "Tot_HCPCS_Cds", "Tot_Benes", "Tot_Srvcs"))
    with pytest.raises(directory.NotTheFile, match="the file by Provider, not the file of Medicare by Provider and"):
        sources.medicare_services.read(path=path, care_of_code=CARE)


class TestTheYear:
    @pytest.mark.parametrize(
        ("name", "year"),
        [
            ("MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv", 2023),
            ("MUP_PHY_R21_P04_V10_D19_Prov.csv", 2019),
            ("mup_phy_r26_p05_v10_d24_prov_svc.csv.gz", 2024),
            ("Medicare_by_Provider_and_Service_2021.csv", 2021),
            ("2021-services.csv", 2021),
        ],
    )
    def test_it_is_read_off_the_name(self, tmp_path, name, year):
        path = tmp_path / name
        path.write_bytes(rows_as_csv(service(1), header=SERVICES_HEADER))
        frame, account = sources.medicare_services.read(path=path, care_of_code=CARE)
        assert (account.year, frame["year"].to_list()) == (year, [year])

    @pytest.mark.parametrize("name", ["services.csv", "20210101.csv", "services_1999.csv"])
    def test_a_name_without_one_says_what_to_do(self, tmp_path, name):
        path = written(tmp_path, service(1), name=name)
        with pytest.raises(directory.UnknownYear, match=f"2023={path}"):
            sources.medicare_services.read(path=path, care_of_code=CARE)

    def test_the_year_given_counts_before_the_name(self, tmp_path):
        assert read(tmp_path, service(1), year=2020)[1].year == 2020

    @pytest.mark.parametrize("year", [2011, 2100])
    def test_a_year_without_such_a_file_is_refused(self, tmp_path, year):
        with pytest.raises(directory.UnknownYear, match=f"{year} is no year"):
            read(tmp_path, service(1), year=year)
        with pytest.raises(directory.UnknownYear, match=f"{year} is no year"):
            sources.year_and_path(given=f"{year}=f.csv")


def test_a_code_and_place_that_comes_twice_counts_once(tmp_path):
    frame, account = read(tmp_path, service(1), service(1, Tot_Benes="30"), service(1, Place_Of_Srvc="F"))
    assert frame.select("patients", "is_office").rows() == [(20, True), (20, False)]
    assert counted(account) == {"duplicate": (1, 3)}


class TestExchangedColumns:
    def test_counts_in_the_place_of_codes_are_seen(self, tmp_path):
        rows = [service(number, HCPCS_Cd="123456", Tot_Benes="97110") for number in range(21)]
        with pytest.raises(
            directory.DamagedFile, match="row 2: '123456' is no procedure code, and so in 21 of 21 rows"
        ):
            read(tmp_path, *rows)

    def test_names_in_the_place_of_numbers_are_seen(self, tmp_path):
        rows = [service(number, Rndrng_NPI="Teapot") for number in range(21)]
        said = "row 2: the NPI does not have 10 characters, and so in 21 of 21 rows; columns may have been exchanged"
        with pytest.raises(directory.DamagedFile, match=said):
            read(tmp_path, *rows, service(30, HCPCS_Cd="99213"))

    def test_up_to_twenty_may_be_odd(self, tmp_path):
        _frame, account = read(tmp_path, *(service(number, Rndrng_NPI="Teapot") for number in range(20)))
        assert counted(account) == {"npi_wrong_length": (20, 2)}

    def test_half_of_them_may_be_odd(self, tmp_path):
        rows = [service(number, **({"Tot_Benes": ""} if number % 2 else {})) for number in range(50)]
        assert counted(read(tmp_path, *rows)[1]) == {"count_unreadable": (25, 3)}


@pytest.mark.parametrize(("mark", "words"), [("\t", "tabs"), (";", "semicolons"), ("|", "bars")])
def test_other_marks_between_values_are_named(tmp_path, mark, words):
    path = written(tmp_path, service(1))
    path.write_text(path.read_text().replace(",", mark))
    with pytest.raises(directory.NotTheFile, match=f"row 1: values are apart by {words}, not by commas"):
        sources.medicare_services.read(path=path, care_of_code=CARE)
