"""Journeys of people through the real site, on a phone and on a desk, with script and without."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import SEND, given_the_story_is_told, no_barriers

STORY = (
    "shooting pain down the back of my left leg to the calf for six weeks, worse sitting, "
    "PT did not help, is dry needling worth it"
)
EMERGENCY = "since this morning I am numb between my legs and can't pee, both legs hurt"
CRISIS = "my back has hurt for a year and I want to kill myself"


def _then_no_address_held_the_story(page):
    assert "shooting" not in page.url
    assert "numb" not in page.url


class TestSomeoneWithSciatica:
    def test_tells_marks_understands_compares_and_finds_somebody(self, watched, take_picture):
        page = watched.page
        self.given_the_chart_is_marked(page)
        self.when_the_story_is_sent(page)
        self.then_the_level_of_care_comes_first(page)
        _then_no_address_held_the_story(page)
        take_picture(watched, "understand")
        no_barriers(page)
        self.when_what_helps_is_opened(page)
        take_picture(watched, "options")
        no_barriers(page)
        self.when_somebody_is_looked_for(page)
        take_picture(watched, "find")
        no_barriers(page)
        self.then_a_clinician_is_shown_whom_nobody_can_call_by_mistake(page)
        take_picture(watched, "clinician")
        no_barriers(page)
        assert watched.was_quiet()

    def given_the_chart_is_marked(self, page):
        page.goto("/")
        page.get_by_role("button", name="Back", exact=True).click()
        page.locator("svg [data-mark='calf_medial:left']:visible").first.click()
        expect(page.get_by_text("Areas marked: 1")).to_be_visible()

    def when_the_story_is_sent(self, page):
        page.get_by_label("Your own words").fill(STORY)
        page.get_by_label("ZIP code").fill("06105")
        page.get_by_role("button", name=SEND).click()
        expect(page).to_have_url(re.compile(r"/understand/$"))

    def then_the_level_of_care_comes_first(self, page):
        headings = page.get_by_role("heading", level=2).all_inner_texts()
        assert any(words in headings[0] for words in ("warning signs", "two weeks", "today"))
        expect(page.get_by_text("“", exact=False).first).to_be_visible()
        expect(page.get_by_role("heading", name="What the pattern fits")).to_be_visible()

    def when_what_helps_is_opened(self, page):
        page.get_by_role("link", name="See what helps").click()
        expect(page).to_have_url(re.compile(r"/options/$"))
        expect(page.get_by_role("link", name="Dry needling", exact=True)).to_be_visible()

    def when_somebody_is_looked_for(self, page):
        page.get_by_role("link", name="Find someone near me").last.click()
        assert "near=06105" in page.url
        _then_no_address_held_the_story(page)
        page.get_by_label("Within", exact=True).select_option("100")
        expect(page).to_have_url(re.compile("within=100"))
        expect(page.locator("#results").get_by_role("listitem").first).to_be_visible()

    def then_a_clinician_is_shown_whom_nobody_can_call_by_mistake(self, page):
        page.locator("#results .up-result__name a").first.click()
        expect(page).to_have_url(re.compile(r"/clinicians/\d{10}/\?near=06105"))
        expect(page.get_by_text(re.compile(r"^Made-up number: \(\d{3}\) 555-01\d\d")).first).to_be_visible()


class TestWithoutScript:
    def test_the_same_journey_by_plain_forms(self, without_script):
        page = without_script.page
        page.goto("/")
        page.get_by_label("Your own words").fill(STORY)
        page.locator("input[name='marks'][value='calf_medial:left']").check()
        page.get_by_label("ZIP code").fill("06105")
        page.get_by_role("button", name=SEND).click()
        expect(page).to_have_url(re.compile(r"/understand/$"))
        page.get_by_role("link", name="See what helps").click()
        page.get_by_label("No needles").check()
        page.get_by_role("button", name="Put in my order").click()
        assert "matters=no_needles" in page.url
        page.get_by_role("link", name="Find someone near me").last.click()
        page.get_by_label("Within", exact=True).select_option("100")
        page.get_by_role("button", name="Search").click()
        assert "within=100" in page.url
        page.locator("#results .up-result__name a").first.click()
        expect(page).to_have_url(re.compile(r"/clinicians/\d{10}/\?near=06105"))
        assert without_script.was_quiet()

    def test_a_correction_and_an_answer_by_plain_forms(self, without_script):
        page = without_script.page
        given_the_story_is_told(page, text=STORY)
        page.get_by_role("button", name=re.compile("Not right.*sitting")).first.click()
        expect(page.locator(".up-pieces__words", has_text=re.compile("No: .*sitting"))).to_be_visible()
        page.get_by_role("button", name=re.compile("Take back.*sitting")).click()
        expect(page.locator(".up-pieces__words", has_text=re.compile("Yes: .*sitting"))).to_be_visible()
        page.get_by_role("radio", name="No", exact=True).first.check()
        page.get_by_role("button", name="Use my answers").click()
        expect(page.get_by_text("your answer")).to_be_visible()


class TestSomeoneInAnEmergency:
    def test_sees_what_to_do_now_and_nothing_else(self, watched, take_picture):
        page = watched.page
        given_the_story_is_told(page, text=EMERGENCY)
        expect(page.get_by_role("heading", level=1)).to_have_text("Get emergency help now")
        assert page.get_by_role("link", name="Call 911").get_attribute("href") == "tel:911"
        expect(page.get_by_role("heading", name="What the pattern fits")).to_have_count(0)
        take_picture(watched, "emergency")
        no_barriers(page)
        for path in ("/find/?near=06105", "/options/"):
            page.goto(path)
            expect(page.get_by_role("heading", level=1)).to_have_text("Get emergency help now")
        _then_no_address_held_the_story(page)
        assert watched.was_quiet()

    def test_in_a_crisis_the_crisis_line_is_one_touch_away(self, watched, take_picture):
        page = watched.page
        given_the_story_is_told(page, text=CRISIS)
        assert page.get_by_role("link", name=re.compile("^Call 988")).get_attribute("href") == "tel:988"
        take_picture(watched, "crisis")
        no_barriers(page)


class TestSomeoneWhoMakesAMistake:
    def test_is_led_to_the_field_and_keeps_the_words(self, watched, take_picture):
        page = watched.page
        given_the_story_is_told(page, text=STORY, zip_code="00000")
        expect(page).to_have_title(re.compile("^Error:"))
        take_picture(watched, "error")
        no_barriers(page)
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.get_by_label("ZIP code")).to_be_focused()
        expect(page.get_by_label("Your own words")).to_have_value(STORY)
        assert watched.was_quiet()

    def test_and_wants_it_forgotten(self, watched):
        page = watched.page
        given_the_story_is_told(page, text=STORY)
        page.get_by_role("button", name="Forget what I told you").click()
        expect(page.get_by_label("Your own words")).to_have_value("")
        page.goto("/understand/")
        expect(page).to_have_url(re.compile(r"/$"))
        assert page.context.cookies() == [] or "unpinch_story" not in {each["name"] for each in page.context.cookies()}


class TestSomeoneWhoUsesTheKeyboard:
    def test_reaches_the_content_first(self, watched):
        page = watched.page
        page.goto("/options/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


PAGES = {
    "home": "/",
    "options_first": "/options/",
    "treatment": "/options/dry_needling/",
    "treatment_surgery": "/options/discectomy/",
    "find_first": "/find/",
    "find_nobody": "/find/?near=99546&within=5",
    "learn": "/learn/",
    "article": "/learn/dry-needling-for-sciatica/",
    "pinched_nerve": "/learn/pinched-nerve/",
    "evidence": "/evidence/",
    "evidence_result": "/evidence/ours-acupuncture-sham_needling-low_back_pain-pain_intensity-medium/",
    "evidence_published": "/evidence/liu2018-pain/",
    "evidence_network": "/evidence/network/",
    "evidence_changes": "/evidence/changes/",
    "about": "/about/",
    "patterns": "/about/patterns/",
    "ranking": "/about/ranking/",
    "rules": "/about/rules/",
    "rules_nerve": "/about/rules/?group=nerve",
    "scorecard": "/about/scorecard/",
}


# The phone looks at every page; a desk at those that are laid out differently there, or at all of them when asked to.
LAID_OUT_DIFFERENTLY = {"home", "options_first", "find_first", "evidence"}
WALKS = [
    (size, name)
    for name in PAGES
    for size in ("phone", "desk")
    if size == "phone" or name in LAID_OUT_DIFFERENTLY or "UNPINCH_EVERY_SIZE" in os.environ
]


@pytest.mark.parametrize(("watched", "name"), WALKS, indirect=["watched"])
def test_each_page_is_free_of_barriers_and_asks_nobody_else(watched, take_picture, name):
    watched.page.goto(PAGES[name])
    take_picture(watched, name)
    no_barriers(watched.page)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    assert watched.was_quiet()


def test_what_is_not_there_has_a_page_too(watched, take_picture):
    watched.page.goto("/nowhere/")
    take_picture(watched, "not_found")
    no_barriers(watched.page)


@pytest.mark.parametrize(
    "name", ["home", "options_first", "article", "find_first", "scorecard", "evidence_result", "evidence_network"]
)
def test_dark_pages_are_as_readable(watched, take_picture, name):
    watched.page.emulate_media(color_scheme="dark")
    watched.page.goto(PAGES[name])
    take_picture(watched, f"{name}_dark")
    no_barriers(watched.page)


def test_it_can_be_printed(watched, take_picture):
    watched.page.emulate_media(media="print")
    watched.page.goto("/options/")
    expect(watched.page.get_by_role("button", name="Put in my order")).to_be_hidden()
    take_picture(watched, "options_print")
