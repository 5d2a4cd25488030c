"""The picture of a clinician: sent, shown as theirs, exported, and gone when it is to be gone."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.integration.server.claimants import make_person, proven
from tests.pictures import SECRET, bomb, picture, with_where_and_when
from unpinch.server.audit.models import AuditEntry
from unpinch.server.people.deletion import delete_account
from unpinch.server.people.export import export
from unpinch.server.profiles import claim_actions
from unpinch.server.profiles.claim_models import Photo
from unpinch.server.web.claiming import is_clinician_no_longer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.fixture
def claim(some_npi):
    return proven(make_person("cora@example.org", "Cora"), some_npi)


@pytest.fixture
def cora(client, claim):
    client.force_login(claim.person)
    return client


def _send(browser, content: bytes, *, name: str = "face.jpg", kind: str = "image/jpeg"):
    return browser.post("/clinic/profile/photo/", {"photo": SimpleUploadedFile(name, content, kind)})


def _address(npi: str) -> str:
    return f"/clinicians/{npi}/photo/{Photo.objects.get().digest}.jpg"


def test_a_photo_is_shown_beside_what_its_clinician_says(cora, some_npi):
    page = cora.get("/clinic/profile/").content.decode()
    assert "at most 8 MB and 30 megapixels" in page
    assert "You show no photo." in page
    assert _send(cora, with_where_and_when("JPEG"))["Location"] == "/clinic/profile/#photo"
    address = _address(some_npi)
    assert f'src="{address}"' in cora.get("/clinic/profile/").content.decode()
    page = Client().get(f"/clinicians/{some_npi}/").content.decode()
    assert f'src="{address}"' in page
    assert 'alt="Photo of ' in page
    served = Client().get(address)
    assert served["Content-Type"] == "image/jpeg"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Cache-Control"] == "private, max-age=86400"
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    body = served.getvalue()
    assert Image.open(io.BytesIO(body)).size == (400, 400)
    assert SECRET.encode() not in body
    assert not Image.open(io.BytesIO(body)).getexif()


def test_another_photo_takes_the_place_of_the_first(cora, some_npi):
    _send(cora, picture("JPEG"))
    first = _address(some_npi)
    _send(cora, picture("WEBP", size=(300, 300)))
    assert Photo.objects.count() == 1
    assert _address(some_npi) != first
    assert Client().get(first).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this one is something else"),
        (b"<!doctype html><script>alert(1)</script>", "this one is something else"),
        (b"", "this one is something else"),
        (picture("JPEG")[:2000], "this one is damaged"),
        (bomb(side=60_000), "more than 30 megapixels"),
        (picture("JPEG") + b"\0" * 10_000_000, "larger than 8 MB"),
    ],
    ids=["svg", "html", "empty", "truncated", "bomb", "10 MB"],
)
def test_a_file_that_cannot_be_used_is_named_in_one_line(cora, content, words):
    _send(cora, picture("JPEG"))
    before = Photo.objects.get().digest
    answer = _send(cora, content)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    # In the summary, and beside the box.
    assert page.count(words) == 2
    assert Photo.objects.get().digest == before


def test_a_form_without_a_file_or_with_words_for_one_asks_for_a_picture(cora):
    for data in ({}, {"photo": "just words"}):
        page = cora.post("/clinic/profile/photo/", data).content.decode()
        assert page.count("Choose a picture first.") == 2


def test_a_large_file_to_any_address_is_no_fault_and_lies_on_no_disk(client, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    two = {name: SimpleUploadedFile(f"{name}.jpg", b"\0" * 6_000_000) for name in ("photo", "other")}
    assert client.post("/", {"text": "my back hurts", "zip_code": "06105", **two}).status_code == 302
    assert not list(tmp_path.iterdir())


def test_a_removed_photo_is_gone(cora, some_npi):
    _send(cora, picture("JPEG"))
    address = _address(some_npi)
    assert cora.post("/clinic/profile/photo/remove/")["Location"] == "/clinic/profile/#photo"
    assert not Photo.objects.exists()
    assert Client().get(address).status_code == 404
    assert "photo/" not in Client().get(f"/clinicians/{some_npi}/").content.decode()
    assert [row.act for row in AuditEntry.objects.filter(act__startswith="profile.").order_by("id")] == [
        "profile.photo",
        "profile.photo_removed",
    ]


def test_the_photo_goes_when_the_claim_ends(cora, claim, some_npi):
    _send(cora, picture("JPEG"))
    address = _address(some_npi)
    claim_actions.withdraw(claim=claim, now=NOW, on_ended=is_clinician_no_longer)
    assert not Photo.objects.exists()
    assert Client().get(address).status_code == 404
    assert _send(cora, picture("JPEG"))["Location"] == "/clinic/claim/"


def test_the_photo_is_in_the_export_and_goes_with_the_account(cora, claim):
    _send(cora, picture("JPEG"))
    photo = Photo.objects.get()
    archive = zipfile.ZipFile(io.BytesIO(export(person=claim.person, now=NOW)))
    assert archive.read(f"files/profiles.Photo-{photo.pk}.jpeg") == bytes(photo.jpeg)
    delete_account(person=claim.person, now=NOW)
    assert not Photo.objects.exists()
