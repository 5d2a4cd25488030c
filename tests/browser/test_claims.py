"""A clinician claims a profile, whoever runs the site approves it, and what the clinician says is seen by all."""

import re

from playwright.sync_api import expect

from tests.browser.claim_rows import PASSWORD, made
from tests.browser.steps import no_barriers


class TestAClinicianClaimsAProfile:
    def test_and_what_they_say_is_seen(self, watched, state, take_picture):
        page = watched.page
        told = made(state, watched.size)
        self.given_the_page_of_the_clinician(page, told["npi"])
        self.when_they_claim_it(page, told["claimer"])
        no_barriers(page)
        take_picture(watched, "claim_waits")
        self.when_the_operator_approves_it(page, told["operator"], take_picture, watched)
        self.when_the_profile_is_filled_in(page, told["claimer"])
        no_barriers(page)
        take_picture(watched, "claim_profile")
        self.then_everybody_reads_it_as_said_by_them(page, told["npi"])
        no_barriers(page)
        take_picture(watched, "claim_seen")
        assert watched.was_quiet()

    def given_the_page_of_the_clinician(self, page, npi):
        page.goto(f"/clinicians/{npi}/")
        page.get_by_role("link", name="Claim this profile").click()

    def when_they_claim_it(self, page, email):
        self._sign_in(page, email)
        expect(page.get_by_label("Your NPI")).not_to_have_value("")
        page.get_by_role("button", name="This is me").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your claim")
        page.get_by_label("A person who runs this site looks at it").check()
        page.get_by_label("How can they tell").fill("Ask at the front desk, mornings")
        page.get_by_role("button", name="Ask for it").click()
        expect(page.get_by_text("We got it.")).to_be_visible()

    def when_the_operator_approves_it(self, page, email, take_picture, watched):
        page.context.clear_cookies()
        page.goto("/account/login/?next=/operator/")
        self._sign_in(page, email)
        no_barriers(page)
        waiting = page.locator(".up-card").filter(has_text=f"Claire {watched.size}")
        waiting.get_by_role("link").first.click()
        expect(page.get_by_text("Ask at the front desk, mornings")).to_be_visible()
        no_barriers(page)
        take_picture(watched, "claim_decided")
        page.get_by_role("button", name="Decide").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose what to do.")
        page.get_by_label("Approve: it is them").check()
        page.get_by_label("Why", exact=True).fill("The front desk knows her")
        page.get_by_role("button", name="Decide").click()
        expect(page.get_by_text("The front desk knows her").first).to_be_visible()

    def when_the_profile_is_filled_in(self, page, email):
        page.context.clear_cookies()
        page.goto("/account/login/?next=/clinic/profile/")
        self._sign_in(page, email)
        page.get_by_label("Dry needling", exact=True).check()
        page.get_by_label("Training").fill("Two years with a fictional teacher")
        page.get_by_label("Spanish", exact=True).check()
        page.get_by_label("On a waiting list").check()
        page.get_by_label(re.compile("Patients reach me at")).first.check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_label("Dry needling", exact=True)).to_be_checked()

    def then_everybody_reads_it_as_said_by_them(self, page, npi):
        page.context.clear_cookies()
        page.goto(f"/clinicians/{npi}/")
        said = page.get_by_role("region", name="Said by the clinician")
        for words in ("Dry needling", "Two years with a fictional teacher", "Spanish", "On a waiting list"):
            expect(said).to_contain_text(words)
        expect(page.get_by_role("link", name="Claim this profile")).to_have_count(0)

    def _sign_in(self, page, email):
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).first.click()
