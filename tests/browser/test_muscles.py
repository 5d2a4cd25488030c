"""From where it hurts to a muscle and to who may needle it, on the real site."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import no_barriers


class TestSomeoneWhoLooksForAMuscle:
    def test_touches_a_place_and_is_led_to_the_muscle_and_the_law(self, watched, take_picture):
        page = watched.page
        page.goto("/learn/muscles/")
        take_picture(watched, "muscle_map")
        no_barriers(page)
        self.when_a_place_is_touched(page)
        self.then_its_muscle_is_opened(page)
        self.and_a_state_is_chosen(page)
        take_picture(watched, "muscle")
        no_barriers(page)
        assert watched.was_quiet()

    def when_a_place_is_touched(self, page):
        page.get_by_role("link", name=re.compile("^Tailbone: ")).first.click()
        expect(page).to_have_url(re.compile("#at-coccyx$"))
        expect(page.locator("#at-coccyx")).to_be_in_viewport()

    def then_its_muscle_is_opened(self, page):
        page.locator("#at-coccyx").get_by_role("link", name="Lumbar multifidus").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Lumbar multifidus")
        expect(page.get_by_text("Felt at times:").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"

    def and_a_state_is_chosen(self, page):
        page.get_by_label("State", exact=True).select_option("TX")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page).to_have_url(re.compile(r"/learn/muscles/lumbar_multifidus/\?state=TX"))
        expect(page.get_by_text("TX, Physical therapist")).to_be_visible()

    def test_chooses_a_muscle_to_see_where_it_is_felt(self, watched):
        page = watched.page
        page.goto("/learn/muscles/")
        page.locator("label.up-body__chip", has_text="Gluteus minimus").click()
        expect(page.get_by_text("Gluteus minimus muscle", exact=True)).to_be_visible()
        page.locator(".up-body__link:visible").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Gluteus minimus")


class TestSomeoneWithTheKeyboard:
    def test_stops_at_each_place_once(self, watched):
        page = watched.page
        page.goto("/learn/muscles/")
        stops = page.locator(".up-areas__area:not([tabindex='-1'])")
        names = stops.evaluate_all("each => each.map(one => one.getAttribute('aria-label'))")
        assert len(names) == len(set(names)) > 20
        stops.first.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#at-"))


class TestWithoutScript:
    def test_the_same_way_by_links_and_a_plain_form(self, without_script):
        page = without_script.page
        page.goto("/learn/muscles/#at-achilles")
        page.locator("#at-achilles").get_by_role("link", name="Soleus").click()
        page.get_by_label("State", exact=True).select_option("CA")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.get_by_text("CA, Physical therapist")).to_be_visible()
        assert without_script.was_quiet()


@pytest.mark.parametrize("path", ["/learn/muscles/tensor_fasciae_latae/?state=ZZ", "/learn/muscles/gastrocnemius/"])
def test_a_muscle_is_free_of_barriers(watched, path):
    watched.page.goto(path)
    no_barriers(watched.page)
    assert watched.was_quiet()
