"""The page of rules: whole, addressable, light, without script, and drawn once."""

import re

import pytest

from unpinch import knowledge, language

pytestmark = pytest.mark.django_db

# What a page may weigh on its way to a phone; the warning signs, which have half of all phrases, more than twice that.
MOST_BYTES = 100_000
MOST_BYTES_OF_SIGNS = 250_000
GROUPS = sorted({finding.group for finding in knowledge.findings()})


@pytest.mark.parametrize("query", ["", *(f"?group={group}" for group in GROUPS)])
def test_the_page_travels_small(client, query):
    answer = client.get(f"/about/rules/{query}", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < (MOST_BYTES_OF_SIGNS if "red_flag" in query else MOST_BYTES)


def test_all_phrases_of_each_finding_are_one_step_away(client):
    whole = client.get("/about/rules/").content.decode()
    for finding in knowledge.findings():
        assert f'href="/about/rules/?group={finding.group}#finding-{finding.id}"' in whole
    assert "up-phrases" not in whole
    pages = [client.get(f"/about/rules/?group={group}").content.decode() for group in GROUPS]
    for entry in language.phrase_book().findings:
        phrases = len([*entry.english.means, *entry.spanish.means])
        (page,) = [page for page in pages if f'id="finding-{entry.finding}"' in page]
        shown = page.partition(f'id="finding-{entry.finding}"')[2].partition("</details>")[0]
        assert shown.count("<li>") >= phrases


@pytest.mark.parametrize("query", ["", "?group=nerve", "?group=needling&open=1"])
def test_each_link_on_the_page_leads_somewhere(client, query):
    page = client.get(f"/about/rules/{query}").content.decode()
    whole = client.get("/about/rules/").content.decode()
    anchors = set(re.findall(r'\bid="([^"]+)"', page))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in anchors
    for target in re.findall(r'href="/about/rules/#([^"]+)"', page):
        assert f'id="{target}"' in whole
    for group, target in set(re.findall(r'href="/about/rules/\?group=(\w+)#([^"]+)"', page)):
        assert f'id="{target}"' in client.get(f"/about/rules/?group={group}").content.decode()


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
