"""What is not the provider file, or no longer is: one clear line each, and nothing half-written."""

import errno
import gzip
import io
import resource
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.unit.directory.provider_file import BUILT_AT, HEADER, npi, person, provider_bytes, write_provider
from unpinch import directory
from unpinch.directory import _blocks, _parts, _source


@pytest.fixture
def refuse(tmp_path):
    """Give a function that builds from bytes, and gives the one line it was refused with; nothing may be left."""

    def refuse(content, error, *, name="npidata.csv"):
        nppes = tmp_path / name
        nppes.write_bytes(content)
        with pytest.raises(error) as refused:
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert [entry.name for entry in tmp_path.iterdir()] == [name]
        assert "\n" not in str(refused.value)
        assert str(nppes) in str(refused.value)
        return str(refused.value)

    return refuse


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(f"{name}.csv", content)
    return packed.getvalue()


class TestNotTheProviderFile:
    @pytest.mark.parametrize(
        "content",
        [
            b"name,age\nsomebody,7\n",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            b"{'npi': 1}",
            b"\n\n\n",
            b"x" * 3_000_000,
            provider_bytes(person(1)).replace(b"\n", b"\r"),
        ],
    )
    def test_other_content_is_named_as_such(self, refuse, content):
        assert "not the national provider file" in refuse(content, directory.NotTheProviderFile)

    def test_a_web_page_is_recognised(self, refuse):
        page = b"<!DOCTYPE html><html><body>Not found</body></html>\n"
        assert "a web page" in refuse(page, directory.NotTheFile)

    def test_utf_16_is_recognised(self, refuse):
        content = provider_bytes(person(1)).decode().encode("utf-16")
        assert "UTF-16" in refuse(content, directory.NotTheFile)

    @pytest.mark.parametrize(
        ("header", "named"),
        [
            (
                '"NPI","Provider Other Organization Name","Provider Other Organization Name Type Code"',
                "othername_pfile",
            ),
            ('"NPI","Provider Secondary Practice Location Address- Address Line 1"', "pl_pfile"),
            ('"NPI","Endpoint Type","Endpoint"', "endpoint_pfile"),
        ],
    )
    def test_the_other_files_of_the_bundle_are_named(self, refuse, header, named):
        assert named in refuse(f"{header}\n".encode(), directory.NotTheProviderFile)

    def test_an_empty_file_says_so(self, refuse):
        assert "empty" in refuse(b"", directory.BadSourceFile)
        assert "empty" in refuse(gzip.compress(b""), directory.BadSourceFile)

    def test_a_header_alone_says_so(self, refuse):
        assert "no rows" in refuse(provider_bytes(), directory.NothingToKeep)

    def test_a_file_without_people_says_what_it_holds(self, refuse):
        rows = [person(1, entity="2"), person(2, entity="2"), person(3, npi="123")]
        said = refuse(provider_bytes(*rows), directory.NothingToKeep)
        assert "3 rows" in said
        assert "organisation, not a person: 2" in said

    def test_no_file_and_a_folder_say_so(self, tmp_path):
        for path, hint in ((tmp_path / "none.csv", "no such file"), (tmp_path, "folder")):
            with pytest.raises(directory.BadSourceFile, match=hint):
                directory.build(nppes=path, out=tmp_path / "out", built_at=BUILT_AT)


class TestColumns:
    @pytest.mark.parametrize("missing", ["NPI", "Entity Type Code", "Last Update Date", "Provider Sex Code"])
    def test_a_missing_column_is_named(self, refuse, missing):
        header = [name for name in HEADER if name != missing]
        assert f"'{missing}'" in refuse(provider_bytes(person(1), header=header), directory.MissingColumn)

    def test_a_wrong_column_is_named(self, refuse):
        header = ["NPII" if name == "NPI" else name for name in HEADER]
        assert "'NPI'" in refuse(provider_bytes(person(1), header=header), directory.MissingColumn)

    def test_taxonomy_slots_need_their_switches(self, refuse):
        switch = "Healthcare Provider Primary Taxonomy Switch_7"
        header = [name for name in HEADER if name != switch]
        assert switch.lower() in refuse(provider_bytes(person(1), header=header), directory.MissingColumn).lower()

    def test_a_column_that_comes_twice_is_named(self, refuse):
        header = ["Provider Gender Code", *HEADER]
        assert "2 times" in refuse(provider_bytes(person(1), header=header), directory.MissingColumn)


class TestRowsThatDoNotFit:
    def test_a_file_cut_in_a_row_names_the_row(self, refuse):
        whole = provider_bytes(person(1), person(2), person(3))
        for cut in (whole[:-40], whole[:-1000], whole[: whole.rindex(b'"SAMPLE"') + 3]):
            assert "row 4" in refuse(cut, directory.CutFile)

    def test_a_row_with_fewer_or_more_values_is_named(self, refuse):
        whole = provider_bytes(person(1), person(2), person(3)).split(b"\n")
        short = [*whole[:2], whole[2].removesuffix(b',""'), *whole[3:]]
        said = refuse(b"\n".join(short), directory.DamagedFile)
        assert "row 3" in said
        assert "329 values where the header has 330" in said
        long = [*whole[:3], whole[3] + b',""', *whole[4:]]
        assert "row 4" in refuse(b"\n".join(long), directory.DamagedFile)

    def test_one_row_too_short_and_one_too_long_do_not_hide_each_other(self, refuse):
        lines = provider_bytes(person(1), person(2), person(3)).split(b"\n")
        lines[1], lines[2] = lines[1].removesuffix(b',""'), lines[2] + b',""'
        assert "row 2" in refuse(b"\n".join(lines), directory.DamagedFile)

    def test_a_quote_inside_a_value_is_refused(self, refuse):
        content = provider_bytes(person(1)).replace(b'"SAMPLE"', b'"SAM"PLE')
        assert "a quote stands inside a value" in refuse(content, directory.DamagedFile)

    def test_a_quote_never_closed_is_refused(self, refuse, monkeypatch):
        monkeypatch.setattr(_blocks, "ROW_BYTES_AT_MOST", 20_000)
        lines = provider_bytes(*(person(number) for number in range(40))).split(b"\n")
        lines[5] = lines[5].replace(b'"SAMPLE"', b'"SAMPLE')
        assert "row 6: a quote is opened" in refuse(b"\n".join(lines), directory.DamagedFile)


class TestCopiesThatAnotherProgramWrote:
    @pytest.mark.parametrize("values", [{"entity": "1.0"}, {"postal": "61051208.0"}, {"phone": "8605550100.0"}])
    def test_decimals_are_refused_with_their_row(self, refuse, values):
        content = provider_bytes(person(1), person(2, **values))
        said = refuse(content, directory.DamagedFile)
        assert "row 3" in said
        assert next(iter(values.values())) in said

    def test_eaten_zeros_are_refused(self, refuse):
        content = provider_bytes(person(1, postal="6105"), person(2, postal="61051208"))
        assert "lost the zero" in refuse(content, directory.DamagedFile)

    def test_one_slip_of_the_pen_among_many_is_only_rejected(self, tmp_path):
        rows = [person(number) for number in range(5)]
        nppes = write_provider(tmp_path / "f.csv", person(9, postal="6105"), *rows)
        report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert [(each.reason.value, each.rows, each.first_row) for each in report.rejected] == [("zip_malformed", 1, 2)]

    def test_the_real_damaged_copy_is_refused(self, shared, tmp_path):
        nppes = shared / "data/nppes/npidata_330col_1000rows_PANDAS_DAMAGED.csv.gz"
        with pytest.raises(directory.DamagedFile, match=r"row 2.*decimal"):
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert not list(tmp_path.iterdir())


class TestPackedFiles:
    def test_a_cut_gzip_says_so(self, refuse):
        packed = gzip.compress(provider_bytes(*(person(number) for number in range(50))))
        assert "ends too early" in refuse(packed[:-200], directory.CutFile)

    def test_a_spoilt_gzip_says_so(self, refuse):
        packed = bytearray(gzip.compress(provider_bytes(*(person(number) for number in range(50)))))
        packed[-6] ^= 0xFF
        assert "damaged" in refuse(bytes(packed), directory.DamagedFile)

    def test_a_cut_zip_says_so(self, refuse):
        assert "cut" in refuse(zipped(npidata_pfile_1=provider_bytes(person(1)))[:-30], directory.CutFile)

    def test_a_spoilt_zip_says_so(self, refuse):
        packed = bytearray(zipped(npidata_pfile_1=provider_bytes(*(person(number) for number in range(50)))))
        packed[len(packed) // 2] ^= 0xFF
        assert "damaged" in refuse(bytes(packed), directory.DamagedFile)

    def test_a_zip_whose_parts_contradict_each_other_says_so(self, refuse):
        packed = bytearray(zipped(npidata_pfile_1=provider_bytes(person(1))))
        packed[32] ^= 1
        assert "the zip is damaged" in refuse(bytes(packed), directory.DamagedFile)

    def test_a_zip_without_the_file_says_so(self, refuse):
        assert "holds no npidata_pfile" in refuse(zipped(pl_pfile_1="x"), directory.NotTheFile)
        header_only = zipped(**{"npidata_pfile_1_FileHeader": provider_bytes()})
        assert "holds no npidata_pfile" in refuse(header_only, directory.NotTheFile)

    def test_a_zip_with_two_says_so(self, refuse):
        two = zipped(npidata_pfile_1=provider_bytes(person(1)), npidata_pfile_2=provider_bytes(person(1)))
        assert "2 files that could be the provider file" in refuse(two, directory.NotTheFile)

    def test_an_unknown_packing_says_what_to_do(self, refuse):
        packed = bytearray(zipped(npidata_pfile_1=provider_bytes(person(1))))
        central = packed.index(b"PK\x01\x02")
        # Deflate64, which other programs use for large files and Python cannot read.
        packed[8], packed[central + 10] = 9, 9
        assert "Unpack it" in refuse(bytes(packed), directory.BadSourceFile)


class TestNoRoom:
    @pytest.fixture
    def small_files_only(self):
        """Let no file grow beyond 100,000 bytes, as if the disk were full then."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    @pytest.mark.usefixtures("small_files_only")
    def test_a_full_disk_is_one_line_and_leaves_nothing(self, tmp_path):
        nppes = write_provider(tmp_path / "f.csv", person(1))
        with pytest.raises(directory.DiskFull, match="disk is full") as full:
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert "\n" not in str(full.value)
        assert [entry.name for entry in tmp_path.iterdir()] == ["f.csv"]

    @pytest.mark.parametrize("where", ["array", "text"])
    def test_a_full_disk_keeps_the_earlier_snapshot(self, tmp_path, monkeypatch, where):
        nppes = write_provider(tmp_path / "f.csv", person(1))
        out = tmp_path / "out"
        directory.build(nppes=nppes, out=out, built_at=BUILT_AT)

        def full(*_args, **_more):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(_parts.PartWriter, where, full)
        write_provider(nppes, person(1), person(2))
        with pytest.raises(directory.DiskFull):
            directory.build(nppes=nppes, out=out, built_at=BUILT_AT)
        assert directory.open_snapshot(path=out, verify=True).manifest.counts["clinicians"] == 1
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["f.csv", "out"]

    def test_another_fault_of_the_system_is_one_line(self, tmp_path, monkeypatch):
        def forbidden(*_args, **_more):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(_parts.PartWriter, "array", forbidden)
        nppes = write_provider(tmp_path / "f.csv", person(1))
        with pytest.raises(directory.CannotWriteSnapshot, match=r"cannot be written \(Permission denied\)"):
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)

    def test_a_fault_at_the_last_step_leaves_nothing(self, tmp_path, monkeypatch):
        def forbidden(*_args, **_more):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "rename", forbidden)
        nppes = write_provider(tmp_path / "f.csv", person(1))
        with pytest.raises(directory.CannotWriteSnapshot, match="Permission denied"):
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert [entry.name for entry in tmp_path.iterdir()] == ["f.csv"]

    def test_a_file_that_may_not_be_read_is_one_line(self, tmp_path, monkeypatch):
        nppes = write_provider(tmp_path / "f.csv", person(1))
        open_path = Path.open

        def forbidden(path, *args, **more):
            if path == nppes:
                raise PermissionError(errno.EACCES, "Permission denied")
            return open_path(path, *args, **more)

        monkeypatch.setattr(Path, "open", forbidden)
        with pytest.raises(directory.BadSourceFile, match=r"f\.csv: cannot be opened \(Permission denied\)"):
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)

    def test_a_disk_that_fails_while_reading_is_one_line(self, tmp_path):
        class Broken:
            def read(self, _size):
                raise OSError(errno.EIO, "Input/output error")

        stream = _source.Stream(path=tmp_path / "f.csv", unpacked=Broken(), taken=lambda: 0, total=1)
        with pytest.raises(directory.BadSourceFile, match=r"cannot be read \(Input/output error\)"):
            stream.read(1)

    def test_an_interruption_leaves_nothing(self, tmp_path):
        nppes = write_provider(tmp_path / "f.csv", person(1))

        def interrupt(_progress):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT, progress=interrupt)
        assert [entry.name for entry in tmp_path.iterdir()] == ["f.csv"]


class TestBytesThatAreNotUtf8:
    def test_cp1252_is_read_and_counted(self, tmp_path):
        content = provider_bytes(person(1, last_name="MUÑOZ-KITE"), person(2, last_name="PEÑA-KITE"), person(3))
        first, second = content.split("MUÑOZ".encode())
        nppes = tmp_path / "f.csv"
        nppes.write_bytes(first + "MUÑOZ".encode("cp1252") + second)
        report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert (report.rows_kept, report.mended_rows) == (3, 1)
        snapshot = directory.open_snapshot(path=tmp_path / "out")
        assert directory.show(snapshot=snapshot, npi=npi(1)).name == "Sample Muñoz-Kite"
        assert directory.show(snapshot=snapshot, npi=npi(2)).name == "Sample Peña-Kite"

    def test_bytes_of_no_encoding_do_not_stop_it(self, tmp_path):
        nppes = tmp_path / "f.csv"
        nppes.write_bytes(provider_bytes(person(1)).replace(b"TEAPOT", b"TEA\x81\x8d\xff"))
        report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert (report.rows_kept, report.mended_rows) == (1, 1)


def test_counting_values_knows_quotes():
    data = b'"a","b,c","d\ne"\n1,2\n\n"x""y",\n'
    assert _blocks.count_values(data).tolist() == [3, 2, 1, 2]
    assert isinstance(_blocks.count_values(b""), np.ndarray)
