"""The trigger-point map and the pages of the muscles, as the site answers them."""

import re

import pytest

from unpinch import knowledge

pytestmark = pytest.mark.django_db

MUSCLES = [muscle.id for muscle in knowledge.muscles()]


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_link_in_the_drawing_leads_to_a_line_of_the_table(client):
    page = page_of(client, "/learn/muscles/")
    targets = set(re.findall(r'href="#(at-[a-z_]+)"', page))
    assert "at-lower_buttock" in targets
    assert targets <= set(re.findall(r'id="(at-[a-z_]+)"', page))


def test_the_map_leads_to_every_muscle(client):
    page = page_of(client, "/learn/muscles/")
    assert {f"/learn/muscles/{muscle}/" for muscle in MUSCLES} <= set(re.findall(r'href="([^"#]+)"', page))


@pytest.mark.parametrize("muscle", MUSCLES)
def test_each_muscle_answers_and_says_how_sure_it_is(client, muscle):
    page = page_of(client, f"/learn/muscles/{muscle}/")
    assert "A pattern that clinicians describe" in page
    assert "Nothing listed does not mean nothing near." in page


@pytest.mark.parametrize("path", ["/learn/muscles/", "/learn/muscles/piriformis/"])
def test_no_id_comes_twice(client, path):
    ids = re.findall(r' id="([^"]+)"', page_of(client, path))
    assert len(ids) == len(set(ids))


def test_a_state_is_answered_in_the_same_page(client):
    assert "TX, Physical therapist" not in page_of(client, "/learn/muscles/piriformis/")
    assert "TX, Physical therapist" in page_of(client, "/learn/muscles/piriformis/?state=tx")


def test_a_state_that_there_is_not_gets_one_line_and_is_not_repeated(client):
    page = page_of(client, "/learn/muscles/piriformis/?state=Elsewhere")
    assert page.count("Choose a state from the list") == 1
    assert "Elsewhere" not in page


@pytest.mark.parametrize("path", ["/learn/muscles/", "/learn/muscles/piriformis/"])
def test_they_only_show_and_take_no_post(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("/learn/", "/learn/muscles/"),
        ("/options/dry_needling/", "/learn/muscles/"),
        ("/options/acupuncture/", "/learn/muscles/"),
        ("/learn/dry-needling-for-sciatica/", "/learn/muscles/piriformis/"),
    ],
)
def test_other_pages_lead_there(client, path, href):
    assert f'href="{href}"' in page_of(client, path)


def test_pages_that_have_nothing_to_do_with_muscles_do_not(client):
    assert "/learn/muscles/" not in page_of(client, "/options/discectomy/")


def test_the_file_can_be_downloaded(client):
    assert client.get("/evidence/files/muscles.csv").content.startswith(b"id,name,where_it_is")
