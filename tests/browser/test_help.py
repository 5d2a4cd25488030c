"""Somebody who needs help now, in whichever box they say so; and a clinician who reads the rules."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import given_the_story_is_told, no_barriers

CRISIS = "my back has hurt for a year and I want to kill myself"
EMERGENCY = "numb between my legs and can't pee"
FEVER = "fever of 103 and my back hurts"


def _scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


class TestSomeoneInACrisis:
    def test_finds_the_line_first_and_can_ask_a_person_to_call(self, watched, take_picture, mail_server):
        page = watched.page
        given_the_story_is_told(page, text=CRISIS)
        self.then_the_crisis_line_comes_before_the_person(page)
        self.when_something_else_is_typed(page)
        self.then_it_is_refused_beside_the_box(page)
        no_barriers(page)
        take_picture(watched, "contact_error")
        self.when_a_telephone_number_is_typed(page)
        self.then_the_person_has_been_asked(page, mail_server)
        take_picture(watched, "contact_sent")
        no_barriers(page)
        assert watched.was_quiet()

    def then_the_crisis_line_comes_before_the_person(self, page):
        links = page.locator("main a").all_inner_texts()
        assert links.index("Call 988 (crisis line)") < links.index("Call +1 555 010 0100")
        assert page.get_by_role("link", name="Write to maya@example.org").get_attribute("href") == (
            "mailto:maya@example.org"
        )

    def when_something_else_is_typed(self, page):
        page.get_by_label("How can Maya Ortiz reach you?").fill("my leg is numb")
        page.get_by_role("button", name="Ask Maya Ortiz to contact me").click()

    def then_it_is_refused_beside_the_box(self, page):
        expect(page).to_have_title(re.compile("^Error:"))
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.get_by_label("How can Maya Ortiz reach you?")).to_be_focused()

    def when_a_telephone_number_is_typed(self, page):
        page.get_by_label("How can Maya Ortiz reach you?").fill("555 010 0199")
        page.get_by_role("button", name="Ask Maya Ortiz to contact me").click()

    def then_the_person_has_been_asked(self, page, mail_server):
        expect(page.get_by_role("heading", level=1)).to_have_text("We have asked Maya Ortiz to contact you")
        expect(page.get_by_text("This is not an emergency service", exact=True)).to_be_visible()
        assert "555 010 0199" in mail_server.mails[-1]
        assert "kill" not in mail_server.mails[-1]

    def test_who_says_so_in_a_search_box_without_script_gets_the_same_panel(self, without_script):
        page = without_script.page
        page.goto("/find/")
        page.get_by_label("Name (if you know it)").fill("I want to kill myself")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("alert").get_by_role("link", name=re.compile("^Call 988"))).to_be_visible()
        expect(page.get_by_role("alert").get_by_label("How can Maya Ortiz reach you?")).to_be_visible()
        assert page.url.endswith("/find/")


class TestSomeoneWhoTypesASignInASearchBox:
    @pytest.mark.parametrize(
        ("words", "heading"), [(EMERGENCY, "Get emergency help now"), (FEVER, "Speak to a clinician today")]
    )
    def test_sees_what_to_do_on_top_and_still_the_results(self, watched, take_picture, words, heading):
        page = watched.page
        page.goto("/find/?near=06105&within=100")
        page.get_by_label("Name (if you know it)").fill(words)
        page.get_by_role("button", name="Search").click()
        alert = page.get_by_role("alert")
        expect(alert.get_by_role("heading", name=heading)).to_be_visible()
        expect(alert).to_be_in_viewport()
        expect(page.locator("#results")).to_have_count(1)
        take_picture(watched, f"warning_{heading.split()[0].lower()}")
        no_barriers(page)
        assert page.url.endswith("/find/")
        assert not _scrolls_sideways(page)
        assert watched.was_quiet()

    def test_and_searches_on_by_place_as_before(self, watched):
        page = watched.page
        page.goto("/find/")
        page.get_by_label("Name (if you know it)").fill(EMERGENCY)
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Name (if you know it)").fill("")
        page.get_by_label("ZIP code").fill("06105")
        page.get_by_label("Within", exact=True).select_option("100")
        expect(page).to_have_url(re.compile(r"/find/\?near=06105&within=100$"))
        expect(page.locator("#results .up-result").first).to_be_visible()


class TestAClinicianWhoReadsTheRules:
    def test_comes_from_a_level_to_its_rule(self, watched, take_picture):
        page = watched.page
        given_the_story_is_told(page, text="shooting pain down my left leg, and I have had a fever of 103 since monday")
        page.get_by_text("Why we say so").click()
        page.get_by_role("link", name="Our rule").first.click()
        expect(page).to_have_url(re.compile(r"/about/rules/#rule-fever$"))
        expect(page.get_by_role("heading", name="Rule “fever”")).to_be_in_viewport()
        assert watched.was_quiet()

    def test_filters_and_unfolds_without_script(self, without_script):
        page = without_script.page
        page.goto("/about/rules/")
        page.get_by_label("Show what concerns").select_option(label="Nerves")
        page.get_by_label("Everything folded out, for printing").check()
        page.get_by_role("button", name="Show these").click()
        expect(page).to_have_url(re.compile(r"group=nerve&open=1$"))
        expect(page.locator("#finding-numbness")).to_have_attribute("open", "")
        expect(page.locator("#finding-fever")).to_have_count(0)

    def test_prints_what_is_folded_in(self, watched):
        page = watched.page
        page.goto("/about/rules/?group=impact")
        words = page.locator("#finding-poor_sleep .up-phrases").first
        expect(words).to_be_hidden()
        page.emulate_media(media="print")
        expect(words).to_be_visible()
        expect(page.get_by_role("button", name="Show these")).to_be_hidden()

    def test_sees_it_in_the_dark_and_on_a_phone(self, watched, take_picture):
        page = watched.page
        page.emulate_media(color_scheme="dark")
        page.goto("/about/rules/?group=nerve")
        take_picture(watched, "rules_dark")
        no_barriers(page)
        assert not _scrolls_sideways(page)


def test_a_crisis_in_the_dark_is_as_readable(watched, take_picture):
    watched.page.emulate_media(color_scheme="dark")
    given_the_story_is_told(watched.page, text=CRISIS)
    take_picture(watched, "crisis_dark")
    no_barriers(watched.page)
