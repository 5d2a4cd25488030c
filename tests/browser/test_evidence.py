"""Somebody who wants to check the numbers, with script and without, by mouse and by keyboard."""

import json
import re

from playwright.sync_api import expect

from tests.browser.steps import no_barriers

OURS = re.compile(r"/evidence/ours-[a-z0-9_-]+/$")


class TestSomeoneWhoChecksTheNumbers:
    def test_filters_and_opens_a_result_and_takes_its_numbers_along(self, watched, take_picture):
        page = watched.page
        page.goto("/evidence/")
        self.when_a_treatment_is_chosen_only_the_list_changes(page)
        take_picture(watched, "evidence_filtered")
        no_barriers(page)
        self.when_the_first_result_is_opened(page)
        self.then_one_of_the_two_widths_is_seen(page)
        take_picture(watched, "evidence_ours")
        no_barriers(page)
        self.then_the_numbers_can_be_taken_along(page)
        assert watched.was_quiet()

    def when_a_treatment_is_chosen_only_the_list_changes(self, page):
        page.evaluate("window.wasHere = true")
        page.get_by_label("Treatment", exact=True).select_option("spinal_manipulation")
        expect(page).to_have_url(re.compile("treatment=spinal_manipulation"))
        expect(
            page.locator("#found").get_by_role("link", name=re.compile("^Spinal manipulation")).first
        ).to_be_visible()
        assert page.evaluate("window.wasHere")

    def when_the_first_result_is_opened(self, page):
        page.locator("#found").get_by_role("link", name=re.compile("^Spinal manipulation")).first.click()
        expect(page).to_have_url(OURS)

    def then_one_of_the_two_widths_is_seen(self, page):
        seen = page.locator(".up-plot--forest:visible")
        expect(seen).to_have_count(1)
        expect(page.get_by_role("img", name=re.compile("^Each trial, and all together"))).to_have_count(1)
        box = seen.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]

    def then_the_numbers_can_be_taken_along(self, page):
        with page.expect_download() as started:
            page.get_by_role("link", name="Download as JSON").click()
        document = json.loads(started.value.path().read_text(encoding="utf-8"))
        assert document["id"] in page.url

    def test_does_all_of_it_without_script(self, without_script):
        page = without_script.page
        page.goto("/evidence/")
        page.get_by_label("Condition", exact=True).select_option("sciatica")
        page.get_by_role("button", name="Show these").click()
        expect(page).to_have_url(re.compile("condition=sciatica"))
        page.locator("#found tbody a[href*='/evidence/']").first.click()
        expect(page.get_by_role("heading", name="The numbers", exact=True)).to_be_visible()
        page.get_by_text("The numbers behind this picture").first.click()
        expect(page.locator("figure table:visible").first).to_be_visible()

    def test_does_it_by_keyboard(self, watched):
        page = watched.page
        page.goto("/evidence/")
        page.get_by_label("When measured").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Show these")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(OURS)
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("figure table:visible").first).to_be_visible()

    def test_prints_a_result_with_its_tables(self, watched, take_picture):
        page = watched.page
        page.emulate_media(media="print")
        page.goto("/evidence/ours-acupuncture-sham_needling-low_back_pain-pain_intensity-medium/")
        expect(page.locator(".up-drawing__wide .up-plot--forest")).to_be_visible()
        expect(page.get_by_role("link", name="Download as CSV")).to_be_hidden()
        take_picture(watched, "evidence_print")
