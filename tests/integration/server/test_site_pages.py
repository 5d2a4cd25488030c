"""Each page answers, each refused path is refused in words, and every answer carries the headers."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from unpinch import directory
from unpinch.server.web import snapshot

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/options/",
    "/options/dry_needling/",
    "/options/discectomy/",
    "/find/",
    "/find/?near=06105&within=50",
    "/learn/",
    "/learn/dry-needling-for-sciatica/",
    "/learn/pinched-nerve/",
    "/learn/muscles/",
    "/learn/muscles/piriformis/",
    "/learn/muscles/soleus/?state=TX",
    "/evidence/",
    "/evidence/network/",
    "/evidence/changes/",
    "/evidence/liu2018-pain/",
    "/evidence/ours-acupuncture-sham_needling-low_back_pain-pain_intensity-medium/",
    "/about/",
    "/about/patterns/",
    "/about/ranking/",
    "/about/rules/",
    "/about/rules/?group=nerve&open=1",
    "/about/scorecard/",
)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_a_first_visit(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    assert '<html lang="en"' in page
    assert "not a diagnosis" in page.lower()


@pytest.mark.parametrize("path", ["/understand/", *PAGES])
def test_each_page_answers_somebody_who_told_a_story(told, path):
    assert told.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_that_the_clinicians_are_made_up(client, path):
    assert "Demonstration" in client.get(path).content.decode()


def test_nobody_who_told_nothing_sees_an_understanding(client):
    assert client.get("/understand/")["Location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/options/snake_oil/",
        "/options/sham_needling/",
        "/clinicians/1234567890/",
        "/clinicians/abc/",
        "/learn/nothing/",
        "/learn/muscles/L5/",
        "/learn/muscles/nothing/",
        "/evidence/files/secret.csv",
        "/nowhere/",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"There is no such page" in answer.content


def test_a_clinician_is_shown(client, some_npi):
    page = client.get(f"/clinicians/{some_npi}/").content.decode()
    assert some_npi in page


def test_an_npi_that_is_none_of_ours_is_not_found(client):
    # A valid number by its check digit, used by the contract as an example; nobody in the demonstration has it.
    assert client.get("/clinicians/1234567893/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "near=00000",
        "near=abc",
        "near=06105&within=-3",
        "near=06105&within=many",
        "near=06105&page=0",
        "near=06105&page=x",
        "near=06105&specialty=wizard",
        "near=06105&care=magic",
    ],
)
def test_a_search_that_cannot_be_done_says_so(client, query):
    answer = client.get(f"/find/?{query}")
    assert answer.status_code == 200
    assert "<title>Error:" in answer.content.decode()


def test_a_search_finds_people_near_by(client):
    page = client.get("/find/?near=06105&within=100").content.decode()
    assert "miles" in page
    assert "/clinicians/" in page


def test_nobody_near_is_said_with_what_to_do(client):
    # Adak, Alaska: the nearest of 3,000 fictional clinicians is far away.
    page = client.get("/find/?near=99546&within=5").content.decode()
    assert "Nobody" in page


def test_points_of_a_result_add_up_on_the_page(client):
    page = client.get("/find/?near=06105&within=100").content.decode()
    tables = re.findall(r'<table class="up-table up-points".*?</table>', page, re.DOTALL)
    assert tables
    for table in tables:
        points = [int(value) for value in re.findall(r'data-points="(\d+)"', table)]
        total = int(re.findall(r'data-total="(\d+)"', table)[0])
        assert sum(points) == total


def test_filters_answer_htmx_with_the_results_alone(client):
    answer = client.get("/find/?near=06105&within=100", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert 'id="results"' in page
    assert "HX-Request" in answer["Vary"]


def test_what_matters_reorders_and_stays_in_the_address(told):
    plain = _order(told.get("/options/"))
    reordered = _order(told.get("/options/?matters=no_needles"))
    assert set(plain) >= set(reordered)
    assert plain != reordered


def _order(answer) -> list[str]:
    return re.findall(r'href="/options/(\w+)/"', answer.content.decode())


def test_a_priority_we_do_not_know_is_left_out(client):
    assert client.get("/options/?matters=magic").status_code == 200


@pytest.mark.parametrize("name", ["trials", "pooled_results", "red_flags", "claims"])
def test_the_knowledge_can_be_downloaded(client, name):
    answer = client.get(f"/evidence/files/{name}.csv")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.startswith(b"id,")


def test_trials_can_be_paged(client):
    everything = client.get("/evidence/").content.decode()
    second = client.get("/evidence/?page=2").content.decode()
    assert "Page 1 of" in everything
    assert "Page 2 of" in second


@pytest.mark.parametrize(
    "path", ["/", "/understand/", "/find/", "/nowhere/", "/health/live", "/evidence/files/trials.csv"]
)
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/understand/", *PAGES])
def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(told, path):
    page = told.get(path).content.decode()
    assert "<style" not in page
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)
    for tag in re.findall(r"<script[^>]*>", page):
        assert 'src="/static/' in tag
    for address in re.findall(r'<(?:link|script|img|source|iframe)[^>]*(?:href|src)="([^"]+)"', page):
        assert address.startswith("/")


def test_alive_needs_nothing(client):
    assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_needs_database_and_directory(client):
    assert client.get("/health/ready").json() == {"status": "ok", "database": "ok", "directory": "ok"}


def test_without_a_directory_it_is_not_ready_and_says_what_to_do(client, settings, tmp_path):
    settings.UNPINCH_DIRECTORY = tmp_path / "none"
    snapshot.forget()
    assert client.get("/health/ready").status_code == 503
    answer = client.get("/find/?near=06105")
    assert answer.status_code == 503
    assert b"cannot be searched right now" in answer.content
    assert client.get("/").status_code == 200


def test_maintenance_answers_every_page_and_leaves_health(client, settings):
    settings.UNPINCH_MAINTENANCE = True
    answer = client.get("/find/?near=06105")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    assert b"being worked on" in answer.content
    assert b'href="tel:911"' in answer.content
    assert client.get("/health/live").status_code == 200


def test_a_fault_shows_a_page_that_needs_nothing(monkeypatch, caplog):
    def broken(*_arguments, **_named):
        raise RuntimeError("somebody's words")

    monkeypatch.setattr("unpinch.server.web.views.about.about_page", broken)
    answer = Client(raise_request_exception=False).get("/about/")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content
    assert b"somebody" not in answer.content


@pytest.mark.parametrize("path", ["/understand/", "/options/", "/about/", "/about/rules/", "/about/scorecard/"])
def test_pages_that_only_show_take_no_post(client, path):
    assert client.post(path).status_code == 405


def test_pages_travel_small(client):
    answer = client.get("/learn/dry-needling-for-sciatica/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 60_000


def test_numbers_are_called_in_a_real_directory_and_never_in_a_demonstration(client, some_npi, tmp_path, settings):
    paths = ("/find/?near=06105&within=100", f"/clinicians/{some_npi}/")
    assert all('href="tel:+1' not in client.get(path).content.decode() for path in paths)
    rows = tmp_path / "provider_file.csv"
    directory.write_demonstration(path=rows, count=3000)
    settings.UNPINCH_DIRECTORY = tmp_path / "directory"
    directory.build(nppes=rows, out=settings.UNPINCH_DIRECTORY, built_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert all('href="tel:+1' in client.get(path).content.decode() for path in paths)
