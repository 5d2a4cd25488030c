"""What becomes of each row, in whatever form the publisher's file comes."""

import gzip
import hashlib
import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from tests.unit.directory.provider_file import (
    BUILT_AT,
    HEADER,
    WEST_HARTFORD,
    build,
    npi,
    person,
    provider_bytes,
    search,
    write_provider,
)
from tests.unit.directory.sources.public_files import LOCATIONS_HEADER, location, rows_as_csv
from unpinch import directory
from unpinch.directory import _blocks, _source

REAL = "data/nppes/npidata_329col_practitioners_CT-MA-RI_20181204.csv.gz"


def rejected(report):
    return {each.reason.value: (each.rows, each.first_row) for each in report.rejected}


class TestReasons:
    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"npi": "123456789"}, "npi_wrong_length"),
            ({"npi": "120000000012"}, "npi_wrong_length"),
            ({"npi": ""}, "npi_wrong_length"),
            ({"npi": "12345678X3"}, "npi_not_a_number"),
            ({"npi": "3234567893"}, "npi_not_a_number"),
            ({"npi": "1234567890"}, "npi_check_digit"),
            ({"deactivated": "01/02/2020"}, "deactivated"),
            ({"deactivated": "01/02/2020", "reactivated": "01/01/2020"}, "deactivated"),
            ({"deactivated": "01/02/2020", "reactivated": "03/04/2021", "entity": ""}, "deactivated"),
            ({"entity": "2"}, "organisation"),
            ({"entity": ""}, "entity_unknown"),
            ({"last_name": "", "first_name": ""}, "no_name"),
            ({"country": "CA", "postal": "K1A0B1"}, "foreign"),
            ({"postal": ""}, "no_practice_zip"),
            ({"postal": "0610"}, "zip_malformed"),
            ({"postal": "061051"}, "zip_malformed"),
            ({"postal": "ABCDE"}, "zip_malformed"),
            ({"postal": "00001"}, "zip_unknown"),
            ({"postal": "09001"}, "zip_without_point"),
        ],
    )
    def test_a_row_is_rejected_for_its_reason(self, tmp_path, values, reason):
        nppes = write_provider(tmp_path / "f.csv", *(person(number) for number in range(3)), person(9, **values))
        report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert rejected(report) == {reason: (1, 5)}
        assert (report.rows_read, report.rows_kept) == (4, 3)
        assert str(report.rejected[0].text)

    @pytest.mark.parametrize(
        "values",
        [
            {"deactivated": "01/02/2020", "reactivated": "01/02/2020"},
            {"deactivated": "01/02/2020", "reactivated": "2021-03-04"},
            {"country": ""},
            {"country": "PR", "state": "PR", "postal": "00782"},
            {"postal": "06105-1208"},
            {"last_name": ""},
            {"updated": "", "enumerated": "", "phone": "", "gender": "", "code_1": "", "switch_1": "X"},
            {"updated": "nonsense", "phone": "860 555"},
            {"state": "ONTARIO"},
        ],
    )
    def test_a_row_with_gaps_is_kept(self, tmp_path, values):
        nppes = write_provider(tmp_path / "f.csv", person(1, **values))
        assert directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT).rows_kept == 1

    def test_the_first_of_two_with_the_same_number_stays(self, tmp_path):
        rows = [person(1, first_name="FIRST"), person(2), person(1, first_name="SECOND"), person(1, first_name="THIRD")]
        snapshot = build(tmp_path, *rows)
        assert snapshot.manifest.rejected == (
            directory.Rejected(reason=directory.RejectedFor.DUPLICATE, rows=2, first_row=4),
        )
        assert directory.show(snapshot=snapshot, npi=npi(1)).name == "First Teapot-Kite"
        assert search(snapshot, name="second").total == 0


class TestForms:
    def forms(self):
        rows = [person(1), person(2, postal="061171234", code_1="111N00000X"), person(3, entity="2")]
        old = ["Provider Gender Code" if name == "Provider Sex Code" else name for name in HEADER[:-1]]
        v1 = [{**row, "Provider Gender Code": row["Provider Sex Code"]} for row in rows]
        yield "V2", provider_bytes(*rows)
        yield "329 columns, gender", provider_bytes(*v1, header=old)
        yield "330 columns, gender", provider_bytes(*v1, header=[*old, "Certification Date"])
        yield "V3", provider_bytes(*rows, header=[*HEADER, "npi_managed_by", "npi_fhir_url"])
        yield "another order", provider_bytes(*rows, header=HEADER[::-1])
        yield "one taxonomy slot", provider_bytes(*rows, header=HEADER[:51])
        yield "blanks in the header", provider_bytes(*rows, header=[f" {name}\t\t" for name in HEADER])
        header, rest = provider_bytes(*rows).split(b"\n", 1)
        yield "capitals in the header", header.upper() + b"\n" + rest
        yield "Windows line ends", provider_bytes(*rows, newline="\r\n")
        yield "no last line end", provider_bytes(*rows).rstrip(b"\n")
        yield "no quotes", provider_bytes(*rows, quote="")
        yield "blank lines", provider_bytes(*rows).replace(b"\n", b"\n\n") + b"\r\n\n"
        yield "byte order mark", b"\xef\xbb\xbf" + provider_bytes(*rows)

    def test_every_form_gives_the_same(self, tmp_path):
        for number, (form, content) in enumerate(self.forms()):
            nppes = tmp_path / f"{number}.csv"
            nppes.write_bytes(content)
            report = directory.build(nppes=nppes, out=tmp_path / f"out{number}", built_at=BUILT_AT)
            assert rejected(report) == {"organisation": (1, 4)}, form
            snapshot = directory.open_snapshot(path=tmp_path / f"out{number}")
            assert [match.npi for match in search(snapshot).results] == [npi(1), npi(2)], form
            assert search(snapshot, gender="female").total == 2, form

    def test_commas_and_line_ends_inside_quotes_belong_to_the_value(self, tmp_path):
        rows = [person(1, line_1="5 FICTION ST, REAR\nBUILDING"), person(2, line_1="6 FICTION ST")]
        for newline in ("\n", "\r\n"):
            folder = tmp_path / repr(newline).strip("'\\")
            folder.mkdir()
            nppes = write_provider(folder / "f.csv", *rows, newline=newline)
            directory.build(nppes=nppes, out=folder / "snapshot", built_at=BUILT_AT)
            shown = directory.show(snapshot=directory.open_snapshot(path=folder / "snapshot"), npi=npi(1))
            assert shown.address.line_1 == "5 Fiction St, Rear\nBuilding"

    @pytest.mark.parametrize("packing", ["gz", "zip"])
    def test_packed_files_are_read_and_named(self, tmp_path, packing):
        content = provider_bytes(person(1))
        nppes = tmp_path / f"NPPES_Data_Dissemination_June_2025_V2.{packing}"
        if packing == "gz":
            nppes.write_bytes(gzip.compress(content))
        else:
            bundle = io.BytesIO()
            with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as members:
                places = rows_as_csv(location(1, postal=WEST_HARTFORD), header=LOCATIONS_HEADER)
                members.writestr("pl_pfile_20050523-20250608.csv", places)
                members.writestr("npidata_pfile_20050523-20250608_FileHeader.csv", provider_bytes())
                members.writestr("npidata_pfile_20050523-20250608.csv", content)
            nppes.write_bytes(bundle.getvalue())
        report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert report.rows_kept == 1
        assert [account.what for account in report.accounts] == (["locations"] if packing == "zip" else [])
        assert report.source.size_bytes == nppes.stat().st_size
        assert report.source.release_date == (date(2025, 6, 8) if packing == "zip" else None)
        assert report.source.sha256 == hashlib.sha256(nppes.read_bytes()).hexdigest()

    def test_small_blocks_give_the_same_as_one(self, tmp_path, monkeypatch):
        rows = [person(number, line_1=f"{number} A,\nB") for number in range(60)]
        whole = build(tmp_path, *rows)
        monkeypatch.setattr(_blocks.read_blocks, "__kwdefaults__", {"block_bytes": 1700})
        monkeypatch.setattr(_blocks, "ROW_BYTES_AT_MOST", 13_000)
        seen: list[directory.Progress] = []
        (tmp_path / "blocks").mkdir()
        small = build(tmp_path / "blocks", *rows, progress=seen.append)
        assert {each.step for each in seen} == {"reading", "writing"}
        seen = [each for each in seen if each.step == "reading"]
        assert len(seen) > 20
        assert [each.rows_read for each in seen] == sorted(each.rows_read for each in seen)
        assert seen[-1].rows_read == 60
        assert 0 < seen[-1].bytes_read <= seen[-1].bytes_total
        assert dict(small.manifest.parts) == dict(whole.manifest.parts)

    def test_a_block_of_blank_lines_holds_nothing(self, tmp_path, monkeypatch):
        monkeypatch.setattr(_blocks.read_blocks, "__kwdefaults__", {"block_bytes": 500})
        monkeypatch.setattr(_blocks, "ROW_BYTES_AT_MOST", 13_000)
        nppes = tmp_path / "f.csv"
        nppes.write_bytes(provider_bytes(person(1)) + b"\r\n" * 9000 + provider_bytes(person(2)).split(b"\n")[1])
        report = directory.build(nppes=nppes, out=tmp_path / "out", built_at=BUILT_AT)
        assert (report.rows_read, report.rows_kept) == (2, 2)


class TestWhatIsKept:
    def test_only_columns_that_may_be_shown_reach_the_disk(self, tmp_path):
        secret = "987654321"
        forbidden = {
            name: secret
            for name in HEADER
            if any(word in name for word in ("License", "Identifier", "EIN", "TIN", "Authorized", "Mailing", "Other"))
            # Names of before are searched.
            and name not in ("Provider Other Last Name", "Provider Other First Name")
        }
        snapshot = build(tmp_path, {**person(1), **forbidden})
        assert len(forbidden) > 200
        for part in snapshot.path.rglob("*.*"):
            assert secret.encode() not in part.read_bytes(), part.name

    def test_the_time_of_building_needs_a_zone(self, tmp_path):
        with pytest.raises(ValueError, match="time zone"):
            directory.build(
                nppes=write_provider(tmp_path / "f.csv", person(1)),
                out=tmp_path / "out",
                built_at=datetime(2026, 1, 1),  # noqa: DTZ001  # what is refused
            )

    def test_it_is_the_same_bytes_each_time(self, tmp_path):
        rows = [person(number) for number in range(20)]
        first = build(tmp_path, *rows).manifest
        second = build(tmp_path, *rows).manifest
        assert dict(first.parts) == dict(second.parts)


class TestRealSamples:
    def test_the_practitioners_add_up_to_2000(self, shared, tmp_path):
        report = directory.build(nppes=shared / REAL, out=tmp_path / "out", built_at=BUILT_AT)
        assert report.rows_read == 2000
        assert rejected(report) == {"zip_unknown": (1, 611)}
        assert report.rows_kept == 1999

    @pytest.mark.parametrize(
        ("name", "kept", "why_not"),
        [
            ("npidata_329col_first10.csv", 8, {"organisation": 2}),
            ("npidata_329col_first499_2016.csv.gz", 388, {"deactivated": 13, "organisation": 98}),
            ("npidata_330col_v1_555deactivated_444individuals_2022.csv.gz", 444, {"deactivated": 555}),
        ],
    )
    def test_other_samples_add_up(self, shared, tmp_path, name, kept, why_not):
        report = directory.build(nppes=shared / "data/nppes" / name, out=tmp_path / "out", built_at=BUILT_AT)
        assert report.rows_kept == kept
        assert {reason: rows for reason, (rows, _first) in rejected(report).items()} == why_not
        assert report.rows_read == kept + sum(why_not.values())

    @pytest.mark.parametrize(
        ("name", "error", "hint"),
        [
            ("npidata_329col_organizations_40.csv", directory.NothingToKeep, "40"),
            ("npidata_first41cols_first10001rows_2016.csv.gz", directory.MissingColumn, "Provider Sex Code"),
            ("nppes_21cols_5000rows_2025_cleaned.csv.gz", directory.MissingColumn, "Entity Type Code"),
            ("npi_7cols_18649rows_2020.csv.gz", directory.NotTheProviderFile, "npidata_pfile"),
            ("npi_8cols_18717rows_weekly.csv.gz", directory.NotTheProviderFile, "npidata_pfile"),
            ("npi_registry_api_flattened_1000_JonesboroAR_2021.csv.gz", directory.NotTheProviderFile, "npidata_pfile"),
            ("npi_registry_api_v2.1_200results.json.gz", directory.NotTheProviderFile, "npidata_pfile"),
            ("pl_pfile_sample.csv", directory.NotTheProviderFile, "practice location file"),
            ("othername_pfile_sample.csv", directory.NotTheProviderFile, "other-name file"),
            ("header_v2_330col.csv", directory.NothingToKeep, "no rows"),
            ("header_v3_335col.csv", directory.NothingToKeep, "no rows"),
        ],
    )
    def test_what_cannot_be_used_is_refused_by_name(self, shared, tmp_path, name, error, hint):
        with pytest.raises(error, match=hint):
            directory.build(nppes=shared / "data/nppes" / name, out=tmp_path / "out", built_at=BUILT_AT)
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("npidata_pfile_20050523-20250608.csv", date(2025, 6, 8)),
        ("npidata_20181204.csv.gz", date(2018, 12, 4)),
        ("NPPES_Data_Dissemination_June_2025_V2.zip", None),
        ("npidata_99999999.csv", None),
        ("npidata_20250101-99999999.csv", date(2025, 1, 1)),
    ],
)
def test_the_release_is_read_off_the_name(name, day):
    assert _source.release_date(name=name) == day


def test_built_at_is_kept_as_given(tmp_path):
    assert build(tmp_path, person(1)).manifest.built_at == datetime(2026, 11, 22, 12, tzinfo=UTC)
