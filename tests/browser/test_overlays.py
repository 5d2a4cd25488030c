"""A structure laid over the marks, and what a clinician found: by touch, mouse, keyboard and without script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import SEND, given_the_story_is_told, no_barriers

STORY = "Pain from my right buttock down the back of the thigh to the calf for six weeks, worse when I cough"
MORE = re.compile(r"^show all \d+$")


def number_class(page: Page, name: str) -> str:
    """Give the class by which the style sheet shows a layer."""
    button = page.get_by_role("radio", name=name, exact=True).get_attribute("id") or ""
    return f"up-body__layer--{button.rpartition('-')[2]}"


def layer(page: Page, name: str) -> Locator:
    """Give the group of a structure's regions that is drawn on the back."""
    return page.locator(f"[data-up-body-drawing=back] .{number_class(page, name)}")


def told(page: Page) -> Locator:
    """Give the words of the layer that is shown."""
    return page.locator(".up-body__told .up-body__layer:visible")


def choose(page: Page, short: str) -> None:
    page.locator(".up-body__chip", has_text=re.compile(f"^{short}$")).click()


class TestSomeoneWhoLaysAStructureOverTheMarks:
    def test_sees_the_leading_one_first_and_then_a_muscle(self, watched, take_picture):
        page = watched.page
        given_the_story_is_told(page, text=STORY)
        expect(page.get_by_role("group", name="Lay this over your marks")).to_be_visible()
        leading = page.locator(".up-body__over--1")
        expect(leading).to_be_checked()
        expect(told(page)).to_contain_text(leading.get_attribute("aria-label") or "?")
        choose(page, "piriformis")
        expect(layer(page, "Piriformis muscle")).to_be_visible()
        expect(told(page)).to_contain_text("The muscle itself, where sore spots are looked for: Upper buttock;")
        take_picture(watched, "overlay_muscle")
        no_barriers(page)
        assert watched.was_quiet()

    def test_chooses_by_keyboard_and_is_told_in_words(self, watched):
        page = watched.page
        given_the_story_is_told(page, text=STORY)
        page.locator(".up-body__over--1").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".up-body__over--2")).to_be_checked()
        expect(page.locator(".up-body__over--2")).to_be_focused()
        name = page.locator(".up-body__over--2").get_attribute("aria-label") or ""
        expect(layer(page, name)).to_be_visible()
        expect(told(page)).to_contain_text(name)
        expect(page.locator(".up-body__told")).to_have_attribute("aria-live", "polite")

    def test_unfolds_the_others_and_what_is_chosen_stays_in_sight(self, watched):
        page = watched.page
        given_the_story_is_told(page, text=STORY)
        expect(page.get_by_role("radio", name="Hip joint")).to_have_count(0)
        page.locator(".up-body__chip", has_text=MORE).click()
        choose(page, "hip joint")
        page.locator(".up-body__chip", has_text=MORE).click()
        expect(page.get_by_role("radio", name="Hip joint")).to_be_checked()
        expect(page.get_by_role("radio", name="Sacroiliac joint")).to_have_count(0)
        expect(told(page)).to_contain_text("Often felt: Groin; Inner thigh")

    def test_chooses_nothing_and_prints_what_is_chosen(self, watched, take_picture):
        page = watched.page
        given_the_story_is_told(page, text=STORY)
        choose(page, "nothing")
        expect(page.locator(".up-body__layer:visible")).to_have_count(0)
        choose(page, "S1")
        drawn = page.locator(f"[data-up-body-drawing=back] .{number_class(page, 'Nerve root S1')}")
        page.emulate_media(media="print")
        expect(drawn).to_be_visible()
        expect(told(page)).to_contain_text("Nerve root S1")
        expect(page.locator(".up-body__chip:visible")).to_have_count(0)
        take_picture(watched, "overlay_print")


@pytest.mark.parametrize("scheme", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}])
def test_each_scheme_is_free_of_barriers(watched, take_picture, scheme):
    page = watched.page
    page.emulate_media(**scheme)
    given_the_story_is_told(page, text=STORY)
    page.locator(".up-body__chip", has_text=MORE).click()
    choose(page, "gluteus minimus")
    take_picture(watched, f"overlay_{next(iter(scheme))}")
    # Of the chart alone: axe does not know that a browser paints the page's own buttons in the forced colours.
    found = Axe().run(page, context=".up-body")
    assert found.violations_count == 0, found.generate_report()
    assert watched.was_quiet()


class TestSomeoneWithoutAScript:
    def test_marks_and_lays_a_muscle_and_then_nothing_over_the_marks(self, without_script):
        page = without_script.page
        page.goto("/")
        page.locator("input[value='calf_medial:left']").check()
        page.get_by_role("button", name=SEND).click()
        page.locator(".up-body__chip", has_text=MORE).click()
        choose(page, "soleus")
        expect(layer(page, "Soleus muscle")).to_be_visible()
        expect(told(page)).to_contain_text("Soleus muscle, drawn on your left side")
        choose(page, "nothing")
        expect(page.locator(".up-body__layer:visible")).to_have_count(0)
        assert without_script.was_quiet()

    def test_says_what_a_clinician_found_and_takes_it_back(self, without_script):
        page = without_script.page
        given_the_story_is_told(page, text=STORY)
        page.get_by_text("Has a clinician examined you?").click()
        slump = page.get_by_role("group", name="Slump test", exact=True)
        slump.get_by_label("positive").check()
        page.get_by_role("button", name="Use these results").click()
        expect(page.locator(".up-pieces__words", has_text="Examined: Slump test, positive")).to_be_visible()
        expect(page.get_by_text("Slump test: positive on examination.").first).to_be_visible()
        page.get_by_role("button", name=re.compile("Take back.*Slump test")).click()
        expect(page.get_by_text("Examined: Slump test")).to_have_count(0)
        assert "slump" not in page.url
        assert without_script.was_quiet()
