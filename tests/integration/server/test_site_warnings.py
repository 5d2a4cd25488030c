"""What is typed in a search box: help comes first, results still come, and no address holds words about the body."""

import logging

import pytest
from django.test import Client

from unpinch.server.web import snapshot

pytestmark = pytest.mark.django_db

EMERGENCY_WORDS = "numb between my legs and can't pee"
SAME_DAY_WORDS = "fever of 103 and my back hurts"
HTMX = {"HX-Request": "true"}


def _post(client, headers=None, **sent):
    return client.post("/find/", {"within": "25", **sent}, headers=headers)


def test_a_search_by_place_and_filters_goes_on_to_an_address_that_can_be_shared(client):
    answer = _post(client, near=" 06105-1234 ", within="100", specialty=["physical_therapist"], gender="")
    assert answer.status_code == 302
    assert answer["Location"] == "/find/?near=06105&within=100&specialty=physical_therapist"


def test_a_name_that_finds_somebody_stays_in_the_address(client, some_npi):
    surname = (
        client.get(f"/clinicians/{some_npi}/").content.decode().split("<h1")[1].split(">")[1].split("<")[0].split()[-1]
    )
    answer = _post(client, name=surname)
    assert answer.status_code == 302
    assert f"name={surname}" in answer["Location"]


@pytest.mark.parametrize("words", [EMERGENCY_WORDS, SAME_DAY_WORDS, "sciatica down my left leg", "my husband left me"])
def test_words_that_are_no_name_stay_out_of_every_address(client, words):
    answer = _post(client, near="06105", within="100", name=words)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'id="results"' in page
    assert not any(
        word in page for word in (f"name={words.split()[0]}", words.replace(" ", "+"), words.replace(" ", "%20"))
    )
    assert _post(client, HTMX, near="06105", name=words)["HX-Push-Url"] == "/find/"


@pytest.mark.parametrize(
    ("words", "heading"),
    [(EMERGENCY_WORDS, "Get emergency help now"), (SAME_DAY_WORDS, "Speak to a clinician today")],
)
@pytest.mark.parametrize("box", ["name", "near"])
def test_a_sign_in_a_search_box_is_answered_above_everything_else(client, box, words, heading):
    sent = {"near": "06105", "name": "", box: words}
    page = _post(client, **sent).content.decode()
    assert page.index('id="warning"') < page.index("<h1")
    assert heading in page
    assert 'id="results"' in page
    assert page.count("<h1") == 1


def test_a_sign_in_place_of_a_name_does_not_keep_back_whoever_is_near(client):
    page = _post(client, near="06105", within="100", name=EMERGENCY_WORDS).content.decode()
    assert "These are near you by place." in page
    assert 'class="up-card up-result"' in page
    assert '<button class="up-button up-button--quiet" form="search" name="page" value="2">' in page
    second = _post(client, near="06105", within="100", name=EMERGENCY_WORDS, page="2").content.decode()
    assert "Page 2 of" in second


def test_a_sign_is_answered_even_where_nobody_can_be_searched(client, settings, tmp_path):
    settings.UNPINCH_DIRECTORY = tmp_path / "none"
    snapshot.forget()
    answer = _post(client, near="06105", name=EMERGENCY_WORDS)
    assert answer.status_code == 503
    assert "Get emergency help now" in answer.content.decode()


def test_a_sign_in_an_address_that_somebody_wrote_by_hand_is_answered_too(client):
    page = client.get("/find/", {"near": "06105", "name": EMERGENCY_WORDS}).content.decode()
    assert "Get emergency help now" in page
    assert 'id="results"' in page


def test_with_script_the_whole_page_changes_where_there_is_a_sign(client):
    answer = _post(client, HTMX, near="06105", name=EMERGENCY_WORDS)
    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == ("#main", "#main")
    assert 'id="warning"' in answer.content.decode()


def test_with_script_a_search_changes_the_results_and_the_address_alone(client):
    answer = _post(client, HTMX, near="06105", within="100")
    assert "HX-Retarget" not in answer
    assert answer["HX-Push-Url"] == "/find/?near=06105&within=100"
    page = answer.content.decode()
    assert "<html" not in page
    assert 'id="results"' in page


def test_pages_of_a_search_with_private_words_are_turned_by_the_form(client, monkeypatch):
    # Nobody in the small directory is called like a finding, so the reading of the name is what is replaced.
    monkeypatch.setattr("unpinch.server.web.forms.navigator.speaks_of_the_body", lambda *, text: True)
    page = _post(client, near="06105", within="100").content.decode()
    assert '<button class="up-button up-button--quiet" form="search" name="page" value="2">' in page
    assert "page=2" not in page
    second = _post(client, near="06105", within="100", page="2").content.decode()
    assert 'name="page" value="1"' in second


def test_a_mistake_in_the_story_does_not_hide_a_sign_in_it(client, emergency):
    page = client.post("/", {"text": emergency, "zip_code": "00000"}).content.decode()
    assert "<title>Error:" in page
    assert page.index("Get emergency help now") < page.index("<h1")


def test_a_story_too_long_to_be_kept_is_still_read_for_signs(client, emergency):
    filler = "the weather was nice and I went out with the dog. " * 500
    page = client.post("/", {"text": filler + emergency}).content.decode()
    assert "Shorten your words" in page
    assert "Get emergency help now" in page


@pytest.mark.parametrize("sent", [{"near": "06105", "within": "100"}, {"near": "00000"}, {"name": "Smith"}])
def test_an_ordinary_search_shows_no_warning(client, sent):
    assert 'id="warning"' not in client.post("/find/", sent, follow=True).content.decode()


def test_a_search_needs_no_cookie(client):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/find/", {"near": "06105", "within": "25"}).status_code == 302
    assert not strict.cookies


def test_what_is_typed_in_a_search_is_in_no_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    _post(client, near="06105", name=EMERGENCY_WORDS)
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "legs" not in lines
