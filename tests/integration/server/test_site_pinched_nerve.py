"""The pages about a pressed nerve, as a visitor gets them."""

import pytest

pytestmark = pytest.mark.django_db

PANEL = "If a disc, spur or narrow canal presses on a nerve"


def tell(client, text):
    assert client.post("/", {"text": text}).status_code == 302


def test_the_article_is_found_from_the_list_and_from_the_one_on_needling(client):
    for page in ("/learn/", "/learn/dry-needling-for-sciatica/"):
        assert 'href="/learn/pinched-nerve/"' in client.get(page).content.decode()


def test_the_article_says_what_is_not_known_of_bone_spurs(client):
    page = client.get("/learn/pinched-nerve/").content.decode()
    assert "found none. Whether it helps is not known." in page
    assert "no good evidence found" in page
    assert "not yet reviewed by a clinician" in page


def test_a_visitor_who_told_nothing_gets_no_steps(client):
    assert PANEL not in client.get("/options/").content.decode()


def test_back_pain_alone_gets_no_steps(client):
    tell(client, "my lower back is stiff in the morning")
    assert PANEL not in client.get("/options/").content.decode()


def test_a_disc_found_on_a_scan_brings_the_steps(client):
    tell(client, "the MRI shows a herniated disc, my leg hurts. No acupuncture please, I do not want it.")
    page = client.get("/options/").content.decode()
    assert PANEL in page
    assert "You told us that this was found: a herniated (slipped) disc." in page
    assert "Acupuncture: You told us that you do not want this." in page
    assert "You can add acupuncture." not in page


def test_a_dropping_foot_is_seen_today_and_the_rest_waits(client):
    tell(client, "the MRI shows a herniated disc and since yesterday my left foot drops")
    page = client.get("/options/").content.decode()
    assert "Everything else waits until you have been seen." in page
    assert "What you can add" not in page


def test_an_emergency_shows_no_steps(client):
    tell(client, "I have a herniated disc and since this morning I am numb between my legs and can't pee")
    page = client.get("/options/").content.decode()
    assert PANEL not in page
    assert "emergency" in page.lower()


def test_nothing_of_the_story_stands_in_an_address_of_the_panel(client):
    tell(client, "the MRI shows spinal stenosis and my legs get tired")
    page = client.get("/options/").content.decode()
    panel = page[page.index(PANEL) : page.index("What matters to me")]
    assert "stenosis" not in "".join(part.split('"')[0] for part in panel.split('href="/')[1:])
