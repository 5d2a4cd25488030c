"""Looking for somebody: by touch, by keyboard and without script; the map, the filters, the clock of a wrong fact."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.steps import no_barriers

SEARCH = "/find/?near=10001&within=50"


def _no_reload_from_here(page):
    page.evaluate("window.sameVisit = true")


def _was_not_reloaded(page):
    assert page.evaluate("window.sameVisit === true"), "the page was loaded anew"


def _total(page):
    return int(re.findall(r"[\d,]+", page.locator("#results-title").inner_text())[0].replace(",", ""))


class TestTheListAndTheMap:
    def test_filters_change_the_list_without_a_reload_and_back_brings_it_back(self, watched, take_picture):
        page = watched.page
        page.goto("/find/")
        page.get_by_label("ZIP code").fill("10001")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".up-result").first).to_be_visible()
        _no_reload_from_here(page)
        everybody = _total(page)
        page.get_by_label("Within", exact=True).select_option("50")
        expect(page).to_have_url(re.compile("within=50"))
        assert _total(page) > everybody
        page.get_by_label("Gender of the clinician").select_option("female")
        expect(page).to_have_url(re.compile("gender=female"))
        _was_not_reloaded(page)
        women = _total(page)
        page.get_by_role("link", name="Take away: Gender: female").click()
        expect(page).not_to_have_url(re.compile("gender"))
        _was_not_reloaded(page)
        expect(page.get_by_label("Gender of the clinician")).to_have_value("")
        page.go_back()
        expect(page).to_have_url(re.compile("gender=female"))
        expect(page.get_by_label("Gender of the clinician")).to_have_value("female")
        assert _total(page) == women
        take_picture(watched, "find_filters")
        assert watched.was_quiet()

    def test_a_dot_shows_who_is_there_by_keyboard_alone(self, watched, take_picture):
        page = watched.page
        page.goto(SEARCH)
        _no_reload_from_here(page)
        everybody = _total(page)
        dot = page.locator("a.up-map__link").nth(2)
        number = dot.get_attribute("id")
        dot.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"at={number.removeprefix('at-')}"))
        expect(page.locator(f"#{number}")).to_have_attribute("aria-current", "true")
        expect(page.locator(f"#{number}")).to_be_focused()
        assert 0 < _total(page) < everybody
        page.get_by_role("link", name="Show all").click()
        expect(page).not_to_have_url(re.compile("at="))
        assert _total(page) == everybody
        _was_not_reloaded(page)
        assert watched.was_quiet()
        page.go_back()
        take_picture(watched, "find_place")
        no_barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"

    def test_the_table_beside_the_map_leads_to_the_entries_and_a_finger_hits_each_dot(self, watched):
        page = watched.page
        page.goto(SEARCH)
        page.get_by_text("The map as a table").click()
        ranks = page.locator(".up-map__rank")
        assert sorted(map(int, ranks.all_inner_texts())) == list(range(1, 11))
        ranks.first.click()
        expect(page.locator(".up-result:target .up-result__rank")).to_have_text(ranks.first.inner_text())
        sizes = page.locator("a.up-map__link .up-map__dot").evaluate_all(
            "dots => dots.map(dot => dot.getBoundingClientRect().width)"
        )
        # WCAG 2.2, 2.5.8: 24 pixels, or as much room around it; dots are never nearer than 104 units of 1,000.
        width = page.locator(".up-map").bounding_box()["width"]
        assert width * 0.104 >= 24
        assert min(sizes) >= 20

    @pytest.mark.parametrize("watched", ["phone"], indirect=True)
    def test_dark_and_on_paper(self, watched, take_picture):
        page = watched.page
        page.emulate_media(color_scheme="dark")
        page.goto(f"{SEARCH}&care=dry_needling")
        take_picture(watched, "find_map_dark")
        no_barriers(page)
        page.emulate_media(media="print", color_scheme="light")
        expect(page.get_by_role("button", name="Search")).to_be_hidden()
        expect(page.locator(".up-map")).to_be_visible()
        expect(page.get_by_text("Share this search")).to_be_hidden()

    @pytest.mark.parametrize("watched", ["phone"], indirect=True)
    def test_a_search_that_does_not_come_through_says_so(self, watched):
        page = watched.page
        page.goto(SEARCH)
        page.route("**/find/", lambda route: route.abort())
        page.get_by_label("Within", exact=True).select_option("100")
        expect(page.get_by_text("The search did not come through.")).to_be_visible()
        page.unroute("**/find/")
        page.get_by_role("button", name="Search").click()
        expect(page).to_have_url(re.compile("within=100"))
        expect(page.get_by_text("The search did not come through.")).to_be_hidden()

    @pytest.mark.parametrize("watched", ["phone"], indirect=True)
    def test_a_filter_set_before_the_scripts_have_come_is_not_lost(self, watched):
        page, held, is_held = watched.page, list[Route](), True
        page.route("**/*.js", lambda route: held.append(route) if is_held else route.fallback())
        page.goto(SEARCH, wait_until="commit")
        page.get_by_label("Within", exact=True).select_option("100")
        assert "within=100" not in page.url
        is_held = False
        for route in held:
            route.continue_()
        expect(page).to_have_url(re.compile("within=100"))

    @pytest.mark.parametrize("watched", ["desk"], indirect=True)
    def test_the_link_to_share_is_copied(self, watched):
        page = watched.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{SEARCH}&gender=male&page=2")
        page.get_by_text("Share this search").click()
        page.get_by_role("button", name="Copy the link").click()
        expect(page.get_by_text("Copied.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").endswith(f"{SEARCH}&gender=male")


class TestWithoutScript:
    def test_the_search_the_map_and_a_report_by_plain_forms_and_links(self, without_script):
        page = without_script.page
        page.goto("/find/")
        page.get_by_label("ZIP code").fill("10001")
        page.get_by_label("Within", exact=True).select_option("50")
        page.get_by_role("button", name="Search").click()
        everybody = _total(page)
        page.locator("a.up-map__link").nth(1).press("Enter")
        expect(page).to_have_url(re.compile(r"at=\d{5}#results"))
        assert 0 < _total(page) < everybody
        expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()
        page.locator(".up-result__name a").first.click()
        page.get_by_text("Is something here wrong?").click()
        page.get_by_label("They are not here any more").check()
        page.get_by_role("button", name="Say that it is wrong").click()
        expect(page.get_by_text(re.compile("today, not yet checked"))).to_be_visible()
        assert without_script.was_quiet()


class TestSomethingIsWrong:
    def test_the_page_says_so_at_once_without_the_words(self, watched, take_picture):
        page = watched.page
        page.goto(f"{SEARCH}&gender={'male' if watched.size == 'phone' else 'female'}")
        page.locator(".up-result__name a").nth(3).click()
        page.get_by_text("Is something here wrong?").click()
        page.get_by_role("button", name="Say that it is wrong").click()
        expect(page).to_have_title(re.compile("^Error:"))
        page.get_by_role("alert").get_by_role("link", name="Choose what is wrong.").click()
        page.get_by_label("The phone number is wrong").check()
        page.get_by_label("What is right, if you know").fill("Nobody answers there")
        page.get_by_role("button", name="Say that it is wrong").click()
        expect(page.locator("#said-wrong")).to_contain_text("Said to be wrong on")
        expect(page.get_by_text("Nobody answers there")).to_have_count(0)
        take_picture(watched, "clinician_wrong")
        no_barriers(page)
        assert watched.was_quiet()
