"""The page of rules: whole, addressable, light, without script, and drawn once."""

import re

import pytest

pytestmark = pytest.mark.django_db

# Thirteen thousand phrases: the page is for clinicians at a desk, and `?group=` gives a tenth of it.
MOST_BYTES = 450_000


def test_the_page_travels_small(client):
    answer = client.get("/about/rules/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize("query", ["", "?group=nerve", "?group=needling&open=1"])
def test_each_link_on_the_page_leads_somewhere(client, query):
    page = client.get(f"/about/rules/{query}").content.decode()
    whole = client.get("/about/rules/").content.decode()
    anchors = set(re.findall(r'\bid="([^"]+)"', page))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in anchors
    for target in re.findall(r'href="/about/rules/#([^"]+)"', page):
        assert f'id="{target}"' in whole


def test_no_anchor_comes_twice(client):
    anchors = re.findall(r'\bid="([^"]+)"', client.get("/about/rules/").content.decode())
    assert len(anchors) == len(set(anchors))


def test_everything_can_be_folded_out_for_printing(client):
    folded = client.get("/about/rules/").content.decode()
    out = client.get("/about/rules/?open=1").content.decode()
    assert "<details" in folded
    assert not re.search(r"<details[^>]* open", folded)
    assert not re.search(r"<details(?![^>]* open)", out)


def test_the_second_visit_does_not_draw_it_again(client, monkeypatch):
    client.get("/about/rules/?group=impact")

    def drawn_again(**_named):
        raise AssertionError

    monkeypatch.setattr("unpinch.server.web.views.about.rules_page", drawn_again)
    assert client.get("/about/rules/?group=impact").status_code == 200


def test_what_was_told_is_not_kept_with_the_page(told, client):
    told.get("/about/rules/")
    from django.test import Client

    assert "Forget what I told you" not in Client().get("/about/rules/").content.decode()


def test_the_page_is_linked_from_about(client):
    assert 'href="/about/rules/"' in client.get("/about/").content.decode()


def test_it_says_that_nobody_has_signed(client):
    page = client.get("/about/rules/").content.decode()
    assert "signed by nobody yet" in page
    assert "No clinician has signed any" in page
