"""The body chart in a browser: several kinds of mark by finger, mouse, keyboard, screen reader and without script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import SEND, no_barriers

# The larger foot beside the figure belongs to the same shape: a press aims at the first part.
INSIDE_FIRST_PART = """shape => {
  const probe = shape.cloneNode();
  probe.setAttribute("d", shape.getAttribute("d").split("z")[0] + "z");
  shape.parentNode.append(probe);
  const box = probe.getBoundingClientRect();
  probe.remove();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def shape(page: Page, area: str) -> Locator:
    return page.locator(f"svg [data-mark='{area}']:visible").first


def choose(page: Page, kind: str) -> None:
    page.locator("label", has_text=kind).locator("visible=true").first.click()
    expect(page.get_by_role("radio", name=kind)).to_be_checked()


def press(page: Page, area: str, *, by_touch: bool) -> None:
    shape(page, area).scroll_into_view_if_needed()
    x, y = shape(page, area).evaluate(INSIDE_FIRST_PART)
    (page.touchscreen.tap if by_touch else page.mouse.click)(x, y)


def sent(page: Page) -> list[str]:
    """Give what the form would send of the chart."""
    pairs = page.evaluate("[...new FormData(document.querySelector('form:has([data-up-body])')).entries()]")
    return [f"{name}={value}" for name, value in pairs if name.startswith("marks") and value]


def width(page: Page, area: str) -> float:
    box = shape(page, area).bounding_box()
    assert box
    return box["width"]


def show_the_back(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Back", exact=True).click()


class TestSomeoneWithAScript:
    def test_marks_two_kinds_on_one_place_and_says_how_strong(self, watched, take_picture):
        page, by_touch = watched.page, watched.size == "phone"
        show_the_back(page)
        press(page, "calf_medial:left", by_touch=by_touch)
        choose(page, "Numbness")
        press(page, "calf_medial:left", by_touch=by_touch)
        expect(page.get_by_role("status")).to_have_text("Marked: Left calf, inner half, numbness. Areas marked: 1.")
        page.get_by_label("Numbness: how strong?").select_option(label="a lot")
        expect(page.get_by_label("Tingling: how strong?")).to_be_hidden()
        assert sent(page) == [
            "marks-strength-numbness=3",
            "marks=calf_medial:left",
            "marks=calf_medial:left:numbness",
        ]
        take_picture(watched, "chart_two_kinds")
        no_barriers(page)
        page.get_by_role("button", name=SEND).click()
        expect(page).to_have_url(re.compile(r"/understand/$"))
        expect(page.get_by_text("Numbness, a lot: Calf, inner half (left)")).to_be_visible()
        take_picture(watched, "chart_to_read")
        no_barriers(page)
        assert watched.was_quiet()

    def test_takes_a_mark_back_and_clears_every_kind(self, watched):
        page, by_touch = watched.page, watched.size == "phone"
        show_the_back(page)
        for kind in ("Tingling", "Weakness"):
            choose(page, kind)
            press(page, "calf_lateral:right", by_touch=by_touch)
        page.get_by_role("button", name="Undo").click()
        assert sent(page) == ["marks=calf_lateral:right:tingling"]
        page.get_by_role("button", name="Clear").click()
        expect(page.get_by_role("status")).to_have_text("Areas marked: 0.")
        page.get_by_role("button", name="Undo").click()
        assert sent(page) == ["marks=calf_lateral:right:tingling"]
        assert watched.was_quiet()

    def test_draws_over_several_areas_in_one_go(self, watched):
        page = watched.page
        show_the_back(page)
        choose(page, "Weakness")
        shape(page, "posterior_thigh_proximal:left").scroll_into_view_if_needed()
        start, end = (
            shape(page, area).evaluate(INSIDE_FIRST_PART)
            for area in ("posterior_thigh_proximal:left", "posterior_thigh_distal:left")
        )
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end, steps=5)
        page.mouse.up()
        assert sent(page) == [
            "marks=posterior_thigh_proximal:left:weakness",
            "marks=posterior_thigh_distal:left:weakness",
        ]

    def test_marks_by_keyboard_and_is_told_what_is_marked(self, watched):
        page = watched.page
        show_the_back(page)
        page.get_by_role("radio", name="Pain").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name="Numbness")).to_be_checked()
        drawing = page.get_by_role("group", name="Back: Numbness")
        area = drawing.get_by_role("checkbox", name="Left heel, numbness")
        area.focus()
        page.keyboard.press("Space")
        expect(area).to_be_checked()
        page.keyboard.press("ArrowUp")
        expect(page.locator(":focus")).not_to_have_attribute("data-mark", "heel:left")
        assert sent(page) == ["marks=heel:left:numbness"]

    def test_a_screen_reader_marks_by_a_click_of_its_own(self, watched):
        page = watched.page
        show_the_back(page)
        choose(page, "Tingling")
        page.get_by_role("checkbox", name="Left heel, tingling").locator("visible=true").first.dispatch_event("click")
        assert sent(page) == ["marks=heel:left:tingling"]

    def test_a_tick_in_a_list_is_drawn_in_its_kind(self, watched):
        page = watched.page
        show_the_back(page)
        page.get_by_text("Mark areas in a list instead").click()
        page.locator("[data-up-body-list=weakness] > summary").click()
        page.locator("input[value='heel:left:weakness']").check()
        drawn = page.locator("[data-up-body-drawing=back] [data-up-body-marks=weakness]")
        assert drawn.get_attribute("d") == shape(page, "heel:left").get_attribute("d")


def test_a_phone_enlarges_the_drawing_and_goes_back(watched):
    page, enlarge = watched.page, watched.page.get_by_role("button", name="Enlarge")
    show_the_back(page)
    if watched.size == "desk":
        expect(enlarge).to_be_hidden()
        return
    usual = width(page, "heel:left")
    enlarge.click()
    enlarge.click()
    expect(enlarge).to_be_disabled()
    assert width(page, "heel:left") > 2 * usual
    stage = page.locator("[data-up-body-stage]")
    assert stage.evaluate("stage => stage.scrollLeft > 0 && stage.scrollTop > 0"), "the middle stays in the middle"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    press(page, "heel:left", by_touch=True)
    assert sent(page) == ["marks=heel:left"]
    no_barriers(page)
    page.get_by_role("button", name="Smaller").click()
    page.get_by_role("button", name="Smaller").click()
    assert width(page, "heel:left") == pytest.approx(usual, abs=1)
    assert watched.was_quiet()


@pytest.mark.parametrize("scheme", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}])
def test_each_scheme_is_free_of_barriers(watched, take_picture, scheme):
    page = watched.page
    page.emulate_media(**scheme)
    show_the_back(page)
    for kind in ("Pain", "Numbness", "Tingling", "Weakness"):
        choose(page, kind)
        press(page, "calf_lateral:right", by_touch=False)
    take_picture(watched, f"chart_{next(iter(scheme))}")
    # Of the chart alone: axe does not know that a browser paints the page's own buttons in the forced colours.
    found = Axe().run(page, context=".up-body")
    assert found.violations_count == 0, found.generate_report()
    assert watched.was_quiet()


class TestSomeoneWithoutAScript:
    def test_marks_two_kinds_in_the_lists(self, without_script):
        page = without_script.page
        page.goto("/")
        expect(page.get_by_role("radio", name="Numbness")).to_have_count(0)
        page.locator("input[value='calf_medial:left']").check()
        page.locator("[data-up-body-list=tingling] > summary").click()
        page.get_by_label("Left sole of foot, tingling").check()
        page.get_by_label("Tingling: how strong?").select_option(label="some")
        page.get_by_role("button", name=SEND).click()
        expect(page).to_have_url(re.compile(r"/understand/$"))
        expect(page.get_by_text("Tingling, some: Sole of foot (left)")).to_be_visible()
        assert without_script.was_quiet()

    def test_who_marks_a_numb_saddle_is_sent_for_help_at_once(self, without_script):
        page = without_script.page
        page.goto("/")
        page.locator("[data-up-body-list=numbness] > summary").click()
        page.get_by_label("Saddle area, numbness").check()
        page.get_by_role("button", name=SEND).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Get emergency help now")
        assert "numb" not in page.url


def test_who_marks_a_numb_saddle_is_sent_for_help_at_once(watched):
    page = watched.page
    show_the_back(page)
    choose(page, "Numbness")
    press(page, "perineum_saddle:both", by_touch=watched.size == "phone")
    page.get_by_role("button", name=SEND).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get emergency help now")
    assert "numb" not in page.url
    assert watched.was_quiet()
