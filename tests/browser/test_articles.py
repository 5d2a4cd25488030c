"""The living articles on a phone, on a desk and on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import no_barriers

# Long and short, with tables of each kind, with and without trials.
ARTICLES = (
    "when-to-go-now",
    "paying-for-care",
    "choosing-a-clinician",
    "slipped-disc",
    "acupuncture",
    "disc-surgery",
    "muscle-relaxants",
)


# All on a phone; at a desk the longest.
@pytest.mark.parametrize(
    ("watched", "slug"), [*(("phone", slug) for slug in ARTICLES), ("desk", "slipped-disc")], indirect=["watched"]
)
def test_each_article_is_free_of_barriers_and_asks_nobody_else(watched, take_picture, slug):
    watched.page.goto(f"/learn/{slug}/")
    take_picture(watched, f"article_{slug}")
    no_barriers(watched.page)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    assert watched.was_quiet()


def test_a_person_goes_from_the_list_to_a_question_to_the_next_article(watched):
    page = watched.page
    page.goto("/learn/")
    page.get_by_role("link", name="Dry needling for sciatica").click()
    page.get_by_role("link", name="What can go wrong?").click()
    expect(page.get_by_role("heading", name="What can go wrong?")).to_be_in_viewport()
    page.get_by_role("link", name="After a needling session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("After a needling session")


def test_on_paper_the_contents_go_and_addresses_can_be_read(watched, take_picture):
    page = watched.page
    page.emulate_media(media="print")
    page.goto("/learn/slipped-disc/")
    expect(page.get_by_role("heading", name="On this page")).to_be_hidden()
    after = page.locator(".up-living .up-source[href^='http']").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "http" in after
    take_picture(watched, "article_print")
