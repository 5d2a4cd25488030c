"""A person books a consultation, moves it and cancels it, from the page of a clinician."""

import re
import time

from playwright.sync_api import expect

from tests.browser.booking_rows import somebody_to_book
from tests.browser.steps import no_barriers

PASSWORD = "a walk along the river"
# A device whose clock is a day ahead.
WRONG_CLOCK = "const real = Date.now.bind(Date); Date.now = () => real() + 86400000;"


def _scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


class TestSomebodyWhoBooks:
    def test_books_moves_and_cancels(self, watched, state, mail_server, take_picture):
        page = watched.page
        npi = somebody_to_book(state, number=["phone", "desk"].index(watched.size))
        page.add_init_script(WRONG_CLOCK)
        chosen = self.when_a_time_is_chosen(watched, npi, take_picture)
        self.then_the_choice_outlasts_making_an_account(page, mail_server, chosen, number=watched.size)
        self.when_it_is_held_the_minutes_run_on_a_clock_of_their_own(page)
        no_barriers(page)
        take_picture(watched, "booking_held")
        self.then_it_is_confirmed_and_goes_into_a_calendar(page, chosen)
        no_barriers(page)
        take_picture(watched, "booking_confirmed")
        moved = self.when_it_is_moved(page)
        take_picture(watched, "booking_move")
        self.then_there_is_one_visit_and_it_is_the_new_one(page, chosen, moved)
        no_barriers(page)
        self.then_it_is_cancelled_knowing_the_rule(page)
        take_picture(watched, "booking_cancelled")
        assert not _scrolls_sideways(page)
        assert watched.was_quiet()

    def when_a_time_is_chosen(self, watched, npi, take_picture):
        page = watched.page
        page.goto(f"/clinicians/{npi}/")
        page.get_by_role("link", name="Book a consultation").click()
        # The browser of this journey is not on the clinic's clock: both are shown, without having been asked for.
        expect(page.locator(".up-slot__clinic").first).to_contain_text("there")
        no_barriers(page)
        take_picture(watched, "booking_times")
        assert not _scrolls_sideways(page)
        slot = page.locator(".up-slot").nth(3)
        chosen = slot.locator("time").get_attribute("datetime")
        slot.click()
        return chosen

    def then_the_choice_outlasts_making_an_account(self, page, mail_server, chosen, *, number):
        expect(page.get_by_role("heading", name="Your choice")).to_be_visible()
        no_barriers(page)
        seen = len(mail_server.mails)
        page.get_by_role("link", name="Make an account").click()
        page.locator("input[name=email]").fill(f"booker-{number}@example.org")
        page.locator("input[name=name]").fill("Ann")
        page.locator("input[name=password1]").fill(PASSWORD)
        page.locator("input[name=agrees]").check()
        page.get_by_role("main").get_by_role("button", name=re.compile("sign up", re.IGNORECASE)).click()
        page.locator("input[name=code]").fill(self._code(mail_server, seen))
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.locator(f"time[datetime='{chosen}']")).to_be_visible()

    def _code(self, mail_server, seen):
        until = time.monotonic() + 60
        while len(mail_server.mails) == seen and time.monotonic() < until:
            time.sleep(0.1)
        (code,) = re.findall(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}\s*$", mail_server.mails[-1], re.MULTILINE)
        return code.strip()

    def when_it_is_held_the_minutes_run_on_a_clock_of_their_own(self, page):
        page.get_by_role("button", name="Hold this time").click()
        expect(page.get_by_role("heading", name="Held for you")).to_be_visible()
        expect(page.locator("[data-clock]")).to_have_text(re.compile(r"^(10:00|9:5\d)$"))

    def then_it_is_confirmed_and_goes_into_a_calendar(self, page, chosen):
        page.get_by_label("A note to the clinic").fill("Please call before noon")
        page.get_by_role("button", name="Confirm this visit").dblclick()
        expect(page.get_by_role("heading", name="Your visit is booked")).to_be_visible()
        expect(page.locator(f"time[datetime='{chosen}']")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Add to my calendar").click()
        assert "BEGIN:VEVENT" in download.value.path().read_text()

    def when_it_is_moved(self, page):
        page.get_by_role("link", name="Move it").click()
        expect(page.get_by_text("It stays yours until you have confirmed")).to_be_visible()
        slot = page.locator(".up-slot").nth(5)
        moved = slot.locator("time").get_attribute("datetime")
        slot.click()
        page.get_by_role("button", name="Confirm: move my visit here").click()
        expect(page.get_by_role("heading", name="Your visit is booked")).to_be_visible()
        return moved

    def then_there_is_one_visit_and_it_is_the_new_one(self, page, chosen, moved):
        expect(page.locator(f"time[datetime='{moved}']")).to_be_visible()
        assert moved != chosen
        page.get_by_role("link", name="All my visits").click()
        expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(1)

    def then_it_is_cancelled_knowing_the_rule(self, page):
        page.get_by_role("main").get_by_role("listitem").get_by_role("link").click()
        page.get_by_role("link", name="Cancel it").click()
        expect(page.get_by_text("24 hours").first).to_be_visible()
        no_barriers(page)
        page.get_by_role("button", name="Yes, cancel it").click()
        expect(page.get_by_role("heading", name="This visit is cancelled")).to_be_visible()


def test_without_script_the_clock_of_the_clinic_is_shown_and_the_choice_is_kept(without_script, state):
    page = without_script.page
    npi = somebody_to_book(state, number=2)
    page.goto(f"/book/{npi}/")
    expect(page.get_by_text("Times are in Eastern time (New York).")).to_be_visible()
    expect(page.locator(".up-slot__clinic")).to_have_count(0)
    page.get_by_text("Show another time zone").click()
    page.get_by_label("Time zone").select_option("America/Los_Angeles")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".up-slot__clinic").first).to_contain_text("there")
    chosen = page.locator(".up-slot time").first.get_attribute("datetime")
    page.locator(".up-slot").first.click()
    expect(page.get_by_role("heading", name="Your choice")).to_be_visible()
    expect(page.locator(f"time[datetime='{chosen}']")).to_be_visible()
    assert without_script.was_quiet()
