"""Somebody makes a page to bring, keeps it, and lets a clinician read it with a link and a code."""

import re
import time

from playwright.sync_api import expect

from tests.browser.steps import given_the_story_is_told, no_barriers

STORY = (
    "shooting pain down the back of my left leg to the calf for six weeks, worse sitting, PT did not help, "
    "is dry needling worth it. I take eliquis"
)
OWN = "Please speak slowly: #panic() <b>I hear badly</b>"


def _scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


class TestSomebodyWithAVisit:
    def test_makes_a_page_takes_it_away_keeps_it_and_shares_it(
        self, watched, chromium, site, mail_server, take_picture
    ):
        page = watched.page
        given_the_story_is_told(page, text=STORY)
        self.when_the_page_is_made_of_some_parts(page)
        self.then_it_shows_those_and_the_words_as_typed(page)
        no_barriers(page)
        take_picture(watched, "summary")
        self.then_it_is_a_file_and_one_sheet_of_paper(page)
        self.when_an_account_is_made(page, mail_server, number=watched.size)
        self.then_the_page_can_be_kept(page)
        address, code = self.when_a_link_is_made(page)
        no_barriers(page)
        take_picture(watched, "summary_shared_with_code")
        self.then_a_reader_needs_the_code(chromium, site, address, code)
        self.then_the_person_sees_who_looked_and_stops_it(page)
        no_barriers(page)
        take_picture(watched, "summary_kept")
        assert not _scrolls_sideways(page)
        self.then_the_link_is_closed(chromium, site, address)
        assert watched.was_quiet()

    def when_the_page_is_made_of_some_parts(self, page):
        page.get_by_role("link", name="Make a page to bring").click()
        page.get_by_label("What the pattern fits").uncheck()
        page.get_by_label("Anything to add (optional)").fill(OWN)
        page.get_by_label("Your name on the page (optional)").fill("Ana Example")
        page.get_by_role("button", name="Change the page").click()

    def then_it_shows_those_and_the_words_as_typed(self, page):
        sheet = page.get_by_role("article")
        expect(sheet.get_by_text(OWN)).to_be_visible()
        expect(sheet.get_by_text("Ana Example")).to_be_visible()
        expect(sheet.get_by_role("heading", name="Questions I want to ask")).to_be_visible()
        expect(sheet.get_by_role("heading", name="What the pattern fits")).to_have_count(0)
        assert not _scrolls_sideways(page)

    def then_it_is_a_file_and_one_sheet_of_paper(self, page):
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as PDF").click()
        assert download.value.suggested_filename == "visit-summary.pdf"
        page.get_by_role("link", name="Print from the browser").click()
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
        page.get_by_role("link", name="Back").click()

    def when_an_account_is_made(self, page, mail_server, *, number):
        page.get_by_role("main").get_by_role("link", name="Make an account").click()
        before = len(mail_server.mails)
        page.get_by_label("What shall we call you?").fill("Ana")
        page.get_by_label(re.compile("^E-?mail", re.IGNORECASE)).fill(f"ana-{number}@example.org")
        page.get_by_label("Password", exact=True).fill("a walk along the river")
        page.locator("input[name=agrees]").check()
        page.get_by_role("button", name=re.compile("account|sign up", re.IGNORECASE)).click()
        page.get_by_label(re.compile("code", re.IGNORECASE)).fill(_code_in_mail(mail_server, after=before))
        page.get_by_role("main").get_by_role("button").first.click()

    def then_the_page_can_be_kept(self, page):
        page.goto("/summary/")
        page.get_by_role("button", name="Keep this page").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A page you keep")
        expect(page.get_by_text("Nobody but you.")).to_be_visible()

    def when_a_link_is_made(self, page):
        page.get_by_label("7 days").check()
        page.get_by_role("button", name="Make a link").click()
        return page.locator(".up-share-link").inner_text(), page.locator(".up-share-code").inner_text()

    def then_a_reader_needs_the_code(self, chromium, site, address, code):
        context = chromium.new_context(base_url=site)
        reader = context.new_page()
        reader.goto(address)
        assert code not in address
        reader.get_by_label("6-digit code").fill(f"{(int(code) + 1) % 10**6:06d}")
        reader.get_by_label("Your name").fill("Pat Reader")
        reader.get_by_role("button", name="Open the page").click()
        expect(reader).to_have_title(re.compile("^Error:"))
        reader.get_by_role("alert").get_by_role("link").click()
        expect(reader.get_by_label("6-digit code")).to_be_focused()
        no_barriers(reader)
        reader.keyboard.type(code)
        reader.keyboard.press("Enter")
        expect(reader.get_by_text(OWN)).to_be_visible()
        no_barriers(reader)
        context.close()

    def then_the_person_sees_who_looked_and_stops_it(self, page):
        page.goto("/summary/")
        page.get_by_role("link", name=re.compile("^Kept on")).first.click()
        expect(page.get_by_text("Pat Reader").first).to_be_visible()
        page.get_by_role("button", name=re.compile("^Stop sharing")).click()
        expect(page.get_by_text("stopped by you")).to_be_visible()

    def then_the_link_is_closed(self, chromium, site, address):
        context = chromium.new_context(base_url=site, java_script_enabled=False)
        reader = context.new_page()
        reader.goto(address)
        expect(reader.get_by_role("heading", level=1)).to_have_text("This link is closed")
        context.close()


def _code_in_mail(mail_server, *, after: int) -> str:
    """Wait for the mail that brings the code of a new account."""
    until = time.monotonic() + 30
    while len(mail_server.mails) <= after and time.monotonic() < until:
        time.sleep(0.1)
    code = re.search(r"^([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", mail_server.mails[-1], re.MULTILINE)
    assert code, mail_server.mails[-1]
    return code.group(1)
