"""The list of articles and each of them, as pages."""

import re

import pytest

from unpinch.knowledge import articles

SLUGS = [article.slug for article in articles.articles()]


def test_the_list_leads_to_every_article_once(client):
    page = client.get("/learn/").content.decode()
    hrefs = re.findall(r'href="(/learn/[a-z-]+/)"', page)
    assert sorted(href for href in hrefs if href.split("/")[2] in SLUGS) == sorted(f"/learn/{slug}/" for slug in SLUGS)
    assert len(hrefs) == len(set(hrefs))


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_is_a_page_whose_links_lead_somewhere(client, slug):
    answer = client.get(f"/learn/{slug}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    main = page[page.index("<main") : page.index("</main>")]
    for href in set(re.findall(r'href="(/[^"#]*)"', main)):
        assert client.get(href).status_code in (200, 302), href


def test_the_numbers_to_call_are_those_of_whoever_runs_the_site(client, settings):
    from unpinch.kernel import HelpLines

    settings.HELP_LINES = HelpLines(emergency_number="112", crisis_line="116 123", crisis_texts=False)
    page = client.get("/learn/when-to-go-now/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "call 112" in main
    assert "Call 116 123" in main
    assert not re.search(r"\b(911|988)\b", re.sub(r"<[^>]+>", " ", main))


def test_an_article_that_is_not_there_is_not_found(client):
    assert client.get("/learn/needles/").status_code == 404


def test_the_article_on_needling_is_the_living_one(client):
    page = client.get("/learn/dry-needling-for-sciatica/").content.decode()
    assert '<article class="up-living' in page
    assert page.count("<sup") > 5
