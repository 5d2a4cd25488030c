"""Marks with a kind and a strength, from the form to the page and back."""

import re

import pytest
from django.urls import reverse

from tests.integration.server.kept_story import story_session
from unpinch import patterns

pytestmark = pytest.mark.django_db


def _page(client, path="/understand/"):
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def test_a_numb_saddle_marked_on_the_chart_is_an_emergency(client):
    answer = client.post("/", {"marks": ["perineum_saddle:both:numbness"]})
    assert answer["Location"] == "/understand/"
    page = _page(client)
    assert "Get emergency help now" in page
    assert 'href="tel:911"' in page
    assert "What the pattern fits" not in page


def test_a_no_before_does_not_silence_a_numb_saddle_that_is_marked_later(client):
    client.post("/", {"marks": ["heel:left"]})
    client.post("/understand/answers/", {"finding-saddle_numbness": "no"})
    assert "Get emergency help now" not in _page(client)
    client.post("/", {"marks": ["heel:left", "perineum_saddle:both:numbness"]})
    assert "Get emergency help now" in _page(client)


def test_each_kind_is_shown_with_its_places_and_its_strength(client):
    client.post(
        "/",
        {
            "text": "my back hurts",
            "marks": ["calf_lateral:left", "sole:left:tingling", "heel:left:numbness"],
            "marks-strength-tingling": "3",
        },
    )
    page = _page(client)
    assert "Tingling, a lot: Sole of foot (left)" in page
    assert "Numbness: Heel (left)" in page
    assert "<strong>Tingling, a lot:</strong> Left sole of foot" in page
    assert "Yes: pins and needles in leg or foot, left side" in page
    assert "Where: Low back and Calf, outer half (left)" in page


def test_what_was_marked_is_marked_still_when_one_comes_back(client):
    client.post("/", {"marks": ["heel:left:weakness", "heel:left"], "marks-strength-weakness": "2"})
    page = _page(client, "/")
    ticked = re.findall(r'<input[^>]* value="([^"]+)"[^>]* checked>', page)
    assert set(ticked) == {"pain", "heel:left", "heel:left:weakness"}
    assert re.findall(r'<option value="(\d)" selected', page) == ["2"]


def test_marks_are_kept_in_the_session_with_the_version_of_the_chart(client):
    client.post("/", {"marks": ["heel:left:weakness", "coccyx"], "marks-strength-weakness": "2"})
    kept = story_session(client)["story"]
    assert kept["chart"] == patterns.CHART_VERSION
    assert kept["marks"] == [["heel", "left", "weakness", 2], ["coccyx", None, "pain", None]]


def _keep(client, **story):
    session = story_session(client)
    session["story"] = {"text": "my back hurts", "answers": [], "zip_code": None, "insurer": None, **story}
    session.save()


def test_a_story_of_the_first_chart_is_still_read(client):
    client.post("/", {"text": "my back hurts"})
    _keep(client, version=1, marks=[["heel", "left"], ["coccyx", None]])
    assert "Where: Low back, Heel (left) and Tailbone" in _page(client)


def test_marks_on_a_chart_we_do_not_know_are_left_out_and_the_words_stay(client):
    client.post("/", {"text": "my back hurts"})
    _keep(client, version=2, chart="999", marks=[["third_arm", "left", "pain", None]])
    assert "Where: Low back</span>" in _page(client)


def test_a_story_of_a_shape_we_do_not_know_is_forgotten(client):
    client.post("/", {"text": "my back hurts"})
    _keep(client, version=999, marks=[])
    assert client.get("/understand/")["Location"] == "/"


@pytest.mark.parametrize(
    ("field", "anchor"),
    [
        ({"marks": ["heel:left:itching"]}, "id_marks"),
        ({"marks": ["heel:left:numbness:numbness"]}, "id_marks"),
        ({"marks": ["heel:left:pain"]}, "id_marks"),
        ({"marks": ["heel:left"], "marks-strength-pain": "4"}, "id_marks-strength-pain"),
        ({"marks": ["heel:left"], "marks-strength-pain": "much"}, "id_marks-strength-pain"),
    ],
)
def test_what_the_chart_does_not_send_is_refused_beside_its_field(client, field, anchor):
    page = client.post("/", field).content.decode()
    assert "<title>Error:" in page
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page


def test_marks_are_in_no_address(client):
    client.post("/", {"marks": ["dorsum_foot:left:tingling"], "marks-strength-tingling": "3"})
    for path in ("/", "/understand/", reverse("options"), reverse("find")):
        for address in re.findall(r'(?:href|action|src)="([^"]*)"', client.get(path).content.decode()):
            assert "tingling" not in address, address
            assert "dorsum_foot" not in address, address
