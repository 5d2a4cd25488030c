"""The practice location file: addresses kept, rows rejected with a reason, everything counted."""

import csv
import gzip
import io
import threading
import zipfile

import pytest

from tests.unit.directory.provider_file import npi, person, provider_bytes
from tests.unit.directory.sources.public_files import LOCATIONS_HEADER, counted, location, rows_as_csv
from unpinch import directory
from unpinch.directory import sources


def written(folder, *rows, name="pl_pfile_20050523-20250608.csv", **form):
    path = folder / name
    path.write_bytes(rows_as_csv(*rows, **{"header": LOCATIONS_HEADER, "quoting": csv.QUOTE_ALL, **form}))
    return path


def test_an_address_is_kept_as_it_is_written(tmp_path):
    path = written(tmp_path, location(1, line_1="2 Example Rd, Ste 4", postal="06105-1208", phone="(860) 555-0100"))
    frame, account = sources.locations.read(path=path)
    assert frame.schema == sources.locations.SCHEMA
    assert frame.rows() == [(int(npi(1)), "2 Example Rd, Ste 4", "", "Hartford", "CT", "061051208", "8605550100")]
    assert counted(account) == {}
    assert account.source.name == path.name
    assert str(account.source.release_date) == "2025-06-08"
    assert account.year is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"npi": "123"}, "npi_wrong_length"),
        ({"npi": ""}, "npi_wrong_length"),
        ({"npi": "3234567893"}, "npi_not_a_number"),
        ({"npi": "1234567890"}, "npi_check_digit"),
        ({"country": "CA"}, "foreign"),
        ({"postal": ""}, "no_practice_zip"),
        ({"postal": "061"}, "zip_malformed"),
        ({"postal": "00001"}, "zip_unknown"),
        ({"postal": "09001"}, "zip_without_point"),
    ],
)
def test_each_reason_is_counted_with_its_first_row(tmp_path, values, reason):
    path = written(tmp_path, location(1), location(2, **values), location(3), location(4, **values))
    frame, account = sources.locations.read(path=path)
    assert frame["npi"].to_list() == [int(npi(1)), int(npi(3))]
    assert counted(account) == {reason: (2, 3)}


def test_the_same_address_twice_is_kept_once_and_another_address_stays(tmp_path):
    rows = (location(1), location(1, line_1="9 Other St"), location(1, phone="8605550199"), location(2))
    frame, account = sources.locations.read(path=written(tmp_path, *rows))
    assert frame.select("npi", "line_1", "phone").rows() == [
        (int(npi(1)), "2 Example Rd", "8605550100"),
        (int(npi(1)), "9 Other St", "8605550100"),
        (int(npi(2)), "2 Example Rd", "8605550100"),
    ]
    assert counted(account) == {"duplicate": (1, 4)}


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_quotes_line_ends_and_a_mark_at_the_begin_make_no_difference(tmp_path, quoting, newline):
    path = written(tmp_path, location(1), location(2, line_1="A, B"), quoting=quoting, newline=newline)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    frame, account = sources.locations.read(path=path)
    assert frame["line_1"].to_list() == ["2 Example Rd", "A, B"]
    assert frame["phone"].to_list() == ["8605550100"] * 2
    assert account.rows_read == 2


def test_bytes_of_an_older_encoding_are_read_and_counted(tmp_path):
    path = written(tmp_path, location(1, city="Peñasco"), location(2))
    path.write_bytes(path.read_bytes().replace("ñ".encode(), "ñ".encode("cp1252")))
    frame, account = sources.locations.read(path=path)
    assert frame["city"].to_list() == ["Peñasco", "Hartford"]
    assert account.mended_rows == 1


def test_it_is_found_in_the_publishers_zip(tmp_path):
    packed = tmp_path / "NPPES_Data_Dissemination_June_2025_V2.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("npidata_pfile_20050523-20250608.csv", provider_bytes(person(1)))
        bundle.writestr("pl_pfile_20050523-20250608_fileheader.csv", rows_as_csv(header=LOCATIONS_HEADER))
        bundle.writestr("pl_pfile_20050523-20250608.csv", rows_as_csv(location(1), header=LOCATIONS_HEADER))
    frame, account = sources.locations.read(path=packed)
    assert frame.height == 1
    assert account.source.member == "pl_pfile_20050523-20250608.csv"


def test_progress_is_told_after_each_block(tmp_path):
    told = []
    path = written(tmp_path, location(1), location(2))
    packed = path.with_suffix(".csv.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    sources.locations.read(path=packed, progress=lambda *where: told.append(where))
    assert told == [(2, packed.stat().st_size, packed.stat().st_size)]


class TestRefused:
    def refused(self, path, error):
        with pytest.raises(error) as refused:
            sources.locations.read(path=path)
        assert "\n" not in str(refused.value)
        assert str(path) in str(refused.value)
        return str(refused.value)

    def test_another_file_of_the_same_zip_is_named(self, tmp_path):
        path = tmp_path / "npidata.csv"
        path.write_bytes(provider_bytes(person(1)))
        assert "the provider file (npidata_pfile)" in self.refused(path, directory.NotTheFile)

    def test_something_else_is_named_as_such(self, tmp_path):
        path = tmp_path / "other.csv"
        path.write_bytes(b"name,age\nsomebody,7\n")
        assert "not the practice location file" in self.refused(path, directory.NotTheFile)

    def test_a_web_page_is_recognised(self, tmp_path):
        path = tmp_path / "page.csv"
        path.write_bytes(b"<html><body>Not found</body></html>\n")
        assert "a web page, not the practice location file" in self.refused(path, directory.NotTheFile)

    def test_a_missing_column_is_named(self, tmp_path):
        header = [name for name in LOCATIONS_HEADER if "City" not in name]
        said = self.refused(written(tmp_path, location(1), header=header), directory.MissingColumn)
        assert "'Provider Secondary Practice Location Address - City Name'" in said

    def test_a_column_that_comes_twice_is_named(self, tmp_path):
        path = written(tmp_path, location(1), header=(*LOCATIONS_HEADER, "NPI"))
        assert "'NPI' is there 2 times" in self.refused(path, directory.MissingColumn)

    @pytest.mark.parametrize(
        "values",
        [{"npi": "1003011404.0"}, {"npi": "1.00301E+09"}, {"postal": "61051208.0"}, {"phone": "8605550100.0"}],
    )
    def test_numbers_rewritten_are_named_with_their_row(self, tmp_path, values):
        said = self.refused(written(tmp_path, location(1), location(2, **values)), directory.DamagedFile)
        assert f"row 3: the number {next(iter(values.values()))}" in said

    def test_the_file_is_closed_and_no_thread_is_left(self, tmp_path):
        before = set(threading.enumerate())
        path = written(tmp_path, location(1, npi="1003011404.0"))
        with pytest.raises(directory.DamagedFile) as refused:
            sources.locations.read(path=path)
        # The error is still held here, and what it holds of the reading must be at an end.
        assert refused.value.__traceback__
        assert set(threading.enumerate()) <= before

    def test_eaten_zeros_are_named_with_their_row(self, tmp_path):
        rows = (location(1, state="TX", postal="78701"), location(2, postal="6105"), location(3, postal="61051208"))
        assert "row 3: the ZIP code 6105" in self.refused(written(tmp_path, *rows), directory.DamagedFile)

    def test_a_cut_file_is_named_with_its_row(self, tmp_path):
        path = written(tmp_path, location(1), location(2))
        path.write_bytes(path.read_bytes()[:-40])
        assert "row 3: the file ends in the middle" in self.refused(path, directory.CutFile)

    @pytest.mark.parametrize("more", ["", ",extra", ",,"])
    def test_rows_of_another_width_are_named(self, tmp_path, more):
        path = written(tmp_path, location(1), location(2), location(3), quoting=csv.QUOTE_MINIMAL)
        lines = path.read_text().split("\n")
        lines[2] = lines[2] + more if more else lines[2].rsplit(",", 1)[0]
        path.write_text("\n".join(lines))
        assert "row 3: it has" in self.refused(path, directory.DamagedFile)

    def test_a_zip_without_the_file_says_so(self, tmp_path):
        path = tmp_path / "other.zip"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as bundle:
            bundle.writestr("npidata_pfile_1.csv", provider_bytes(person(1)))
        path.write_bytes(packed.getvalue())
        assert "holds no pl_pfile_....csv" in self.refused(path, directory.NotTheFile)
