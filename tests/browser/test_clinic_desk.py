"""A clinician sets up a desk, is booked, reads what the person brings, and marks the visit."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.clinic_rows import PASSWORD, made
from tests.browser.steps import no_barriers

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# In one of these it is day, so that a visit of half an hour ago is a visit of today.
ZONES = ("America/New_York", "Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu")


def _zone_by_day():
    now = datetime.now(UTC)  # noqa: TID251  # the site reads the same clock
    return next(name for name in ZONES if 4 <= now.astimezone(ZoneInfo(name)).hour < 20)


def _scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


class TestAClinician:
    def test_sets_up_a_desk_and_marks_the_first_visit(self, watched, state, take_picture):
        page = watched.page
        cora = made(state, "clinician", watched.size)
        self.when_she_signs_in(page, cora["email"])
        self.then_she_sets_up_her_desk(page)
        no_barriers(page)
        self.when_hours_are_wrong_they_are_refused_beside_the_day(page)
        take_picture(watched, "clinic_hours_error")
        self.then_right_hours_are_kept(page)
        take_picture(watched, "clinic_hours")
        self.when_a_kind_of_visit_is_added(page)
        no_barriers(page)
        take_picture(watched, "clinic_visits")
        made(state, "visit", watched.size)
        self.then_today_shows_who_is_here(page)
        no_barriers(page)
        take_picture(watched, "clinic_today")
        self.then_she_reads_what_the_person_brings(page)
        take_picture(watched, "clinic_summary")
        self.when_the_visit_is_marked_and_the_mark_undone(page)
        take_picture(watched, "clinic_marked")
        self.then_the_week_fits_the_screen_and_a_sheet(page)
        no_barriers(page)
        take_picture(watched, "clinic_week")
        assert watched.was_quiet()

    def when_she_signs_in(self, page, email):
        page.goto("/account/login/?next=/clinic/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).first.click()

    def then_she_sets_up_her_desk(self, page):
        expect(page.get_by_role("heading", level=1)).to_have_text("Set up your desk")
        page.get_by_label("Name of the clinic").fill("Example Clinic")
        page.get_by_label("Time zone of the clinic's clock").select_option(_zone_by_day())
        page.get_by_role("button", name="Set up the desk").click()
        expect(page.get_by_role("status")).to_contain_text("Your desk is set up")

    def when_hours_are_wrong_they_are_refused_beside_the_day(self, page):
        page.get_by_label("Monday from", exact=True).fill("17:00")
        page.get_by_label("Monday until", exact=True).fill("09:00")
        page.get_by_role("button", name="Save these hours").click()
        expect(page).to_have_title(re.compile("^Error:"))
        expect(page.get_by_role("group", name="Monday")).to_contain_text("closes before it opens")
        no_barriers(page)

    def then_right_hours_are_kept(self, page):
        for day in WEEKDAYS:
            page.get_by_label(f"{day} from", exact=True).fill("00:00")
            page.get_by_label(f"{day} until", exact=True).fill("00:00")
        page.get_by_role("button", name="Save these hours").click()
        expect(page.get_by_role("status")).to_contain_text("Your hours are saved")
        assert not _scrolls_sideways(page)

    def when_a_kind_of_visit_is_added(self, page):
        page.get_by_role("link", name="Visit types").click()
        page.get_by_role("link", name="Add a kind of visit").click()
        page.get_by_label("Name", exact=True).fill("First visit")
        page.get_by_label("Length in minutes").fill("60")
        page.get_by_label("Minutes from one start to the next").fill("15")
        page.get_by_label("Latest booking, in hours before the visit").fill("0")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="First visit")).to_be_visible()

    def then_today_shows_who_is_here(self, page):
        page.get_by_role("link", name="Today", exact=True).click()
        here = page.get_by_role("article").filter(has_text="Ann Fictional")
        expect(here).to_contain_text("now")
        assert not _scrolls_sideways(page)
        here.get_by_role("link", name="Ann Fictional", exact=True).click()

    def then_she_reads_what_the_person_brings(self, page):
        no_barriers(page)
        page.get_by_role("link", name="Read the summary").click()
        expect(page.get_by_text("Please tell me before you begin.")).to_be_visible()
        assert not _scrolls_sideways(page)
        page.go_back()

    def when_the_visit_is_marked_and_the_mark_undone(self, page):
        page.get_by_role("button", name="Did not come").click()
        expect(page.get_by_role("status")).to_contain_text("Marked: did not come.")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("status")).to_contain_text("Taken back.")
        page.get_by_role("article").filter(has_text="Ann Fictional").get_by_role("button", name="Came").click()
        expect(page.get_by_role("article").filter(has_text="Ann Fictional")).to_contain_text("came")

    def then_the_week_fits_the_screen_and_a_sheet(self, page):
        page.get_by_role("link", name="Week", exact=True).click()
        expect(page.get_by_role("link", name="Ann Fictional")).to_be_visible()
        assert not _scrolls_sideways(page)
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
