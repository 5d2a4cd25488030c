"""Each public file is found on its publisher's page and downloaded; pages are those of a server on this machine."""

import io
import json
import zipfile

import pytest

from tests.integration.download_server import CONTENT, page, serving
from unpinch.cli import _fetch, _patience, main
from unpinch.cli._publishers import PublicFile

LISTING = """
  <a href='./NPPES_Data_Dissemination_110226_110826_Weekly_V2.zip'>one week</a>
  <a href='./NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip'>the last</a>
  <a href='./NPPES_Data_Dissemination_110926_111526_Weekly.zip'>the last, version 1</a>
  <a href='./NPPES_Data_Dissemination_122925_010426_Weekly_V2.zip'>around the year's end</a>
  <a href='./NPPES_Data_Dissemination_991399_991399_Weekly_V2.zip'>no date</a>
  <a href='./NPPES_Data_Dissemination_November_2026_V2.zip'>the month</a>
  <a href='./NPPES_Deactivated_NPI_Report_121025_V2.zip'>an old report</a>
  <a href='./NPPES_Deactivated_NPI_Report_111026_V2.zip'>the report</a>
  <a href='./NPPES_Deactivated_NPI_Report_111026.zip'>the report, version 1</a>
"""
TITLE = "Medicare Physician & Other Practitioners - by Provider"


def release(name, **more):
    return {"@type": "dcat:Distribution", "downloadURL": f"/sites/{name}", "mediaType": "text/csv", **more}


def catalogue():
    services = [
        {"@type": "dcat:Distribution", "accessURL": "/data-api/v1/dataset/1/data", "format": "API"},
        release("2026-05/a/MUP_PHY_R26_P05_V10_D24_Prov_Svc.csv", temporal="2024-01-01/2024-12-31"),
        release("2025-04/b/MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv", temporal="2023-01-01/2023-12-31"),
        release("2025-04/b/methods_D23.pdf", temporal="2023-01-01/2023-12-31"),
        release("2016/services.csv", title=f"{TITLE} and Service : 2014-12-01"),
    ]
    return {
        "dataset": [
            {"title": "Hospital Enrollments", "distribution": [release("2026/hospitals.csv")]},
            {"title": f"{TITLE.replace('&', '&amp;')} and Service", "distribution": services},
            {"title": TITLE, "distribution": [release("2026-05/c/MUP_PHY_R26_P05_V10_D24_Prov.csv")]},
        ]
    }


DOCTORS = {"distribution": [{"data": release("resources/5f/DAC_NationalDownloadableFile.csv")}]}


@pytest.fixture
def server(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving() as state:
        yield state


def get(server, folder, file, text, **more):
    """Serve the page first, then the file."""
    server.behaviours = [page(text, "application/json" if text.startswith("{") else "text/html")]
    address = server.url.replace("file.bin", "page")
    return _fetch.fetch(out=folder, file=file, page=address, sleep=lambda _seconds: None, **more)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (PublicFile.PROVIDER, "NPPES_Data_Dissemination_November_2026_V2.zip"),
        (PublicFile.WEEKLY, "NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip"),
        (PublicFile.DEACTIVATED, "NPPES_Deactivated_NPI_Report_111026_V2.zip"),
    ],
)
def test_the_newest_of_the_page_is_taken(server, tmp_path, file, name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("a.csv", "x")
    server.content = packed.getvalue()
    fetched = get(server, tmp_path, file, LISTING)
    assert fetched.path == tmp_path / name
    assert fetched.url == server.url.replace("file.bin", name)
    assert fetched.path.read_bytes() == server.content


@pytest.mark.parametrize(
    ("file", "year", "path"),
    [
        (PublicFile.MEDICARE, None, "/sites/2026-05/a/MUP_PHY_R26_P05_V10_D24_Prov_Svc.csv"),
        (PublicFile.MEDICARE, 2023, "/sites/2025-04/b/MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv"),
        (PublicFile.MEDICARE, 2014, "/sites/2016/services.csv"),
        (PublicFile.MEDICARE_TOTALS, None, "/sites/2026-05/c/MUP_PHY_R26_P05_V10_D24_Prov.csv"),
    ],
)
def test_a_year_of_medicare_is_found_in_the_catalogue(server, tmp_path, file, year, path):
    fetched = get(server, tmp_path, file, json.dumps(catalogue()), year=year)
    assert fetched.url.endswith(path)
    assert fetched.path.read_bytes() == CONTENT


@pytest.mark.parametrize("said", [DOCTORS, {"distribution": [DOCTORS["distribution"][0]["data"]]}])
def test_the_doctors_are_found_however_the_catalogue_says_it(server, tmp_path, said):
    fetched = get(server, tmp_path, PublicFile.DOCTORS, json.dumps(said))
    assert fetched.url.endswith("/sites/resources/5f/DAC_NationalDownloadableFile.csv")


def test_a_broken_download_goes_on_where_it_broke(server, tmp_path):
    def breaks(handler, state, *, body):
        handler.begin(200, len(state.content), ETag=state.etag)
        handler.wfile.write(state.content[:100_000])

    text = json.dumps(DOCTORS)
    server.behaviours = [page(text, "application/json"), breaks]
    fetched = _fetch.fetch(
        out=tmp_path, file=PublicFile.DOCTORS, page=server.url.replace("file.bin", "page"), sleep=lambda _seconds: None
    )
    assert fetched.path.read_bytes() == CONTENT
    assert server.ranges == [None, None, "bytes=100000-"]


@pytest.mark.parametrize("file", PublicFile)
@pytest.mark.parametrize("text", ["<p>Moved.</p>", "{}", "[1]", '{"dataset": 7, "distribution": [{"data": null}]}'])
def test_a_page_that_names_no_such_file_says_what_to_do(server, tmp_path, file, text):
    with pytest.raises(_patience.NotThere, match=r"page names no .*--url") as refused:
        get(server, tmp_path, file, text)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_year_that_is_not_there_is_named(server, tmp_path):
    with pytest.raises(_patience.NotThere, match="names no file of Medicare by Provider and Service of 2012"):
        get(server, tmp_path, PublicFile.MEDICARE, json.dumps(catalogue()), year=2012)


@pytest.mark.parametrize("file", [PublicFile.PROVIDER, PublicFile.DOCTORS])
def test_a_file_without_years_has_none(server, tmp_path, file):
    with pytest.raises(_patience.NotThere, match="only medicare and medicare-totals have"):
        get(server, tmp_path, file, LISTING, year=2023)
    assert server.asked == []


def test_a_page_that_calls_itself_a_table_is_thrown_away(server, tmp_path):
    server.content = b"\n <!DOCTYPE html><html><body>Not here</body></html>"
    with pytest.raises(_patience.WrongContent, match="a web page, and was thrown away"):
        get(server, tmp_path, PublicFile.DOCTORS, json.dumps(DOCTORS))
    assert not list(tmp_path.iterdir())


def test_the_command_says_what_comes_next(server, tmp_path, capsys):
    address = server.url.replace("file.bin", "MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv")
    command = ["directory", "fetch", "--file", "medicare", "--out", str(tmp_path), "--url", address, "--json"]
    assert main(command) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["bytes"] == len(CONTENT)
    assert f"--medicare {tmp_path}/MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv" in said["next"]
