"""Somebody makes an account, adds a passkey, signs in with it, takes everything along and deletes the account."""

import re
import zipfile

from playwright.sync_api import Page, expect

from tests.browser.steps import no_barriers

EMAIL, PASSWORD = "annalise@example.org", "a walk along the river"
_CODE = re.compile(r"^([A-Z0-9]{3,}-[A-Z0-9]{3,})\s*$", re.M)


def _with_a_virtual_authenticator(page: Page) -> None:
    """Give the browser a passkey holder that always agrees, as a phone with a fingerprint would."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


class TestSomebodyWithAPasskey:
    def test_signs_up_adds_it_signs_in_with_it_and_leaves(self, watched, take_picture, mail_server, site):
        page = watched.page
        # Passkeys belong to a name, and a number is none.
        home = site.replace("127.0.0.1", "localhost")
        _with_a_virtual_authenticator(page)
        self.when_they_sign_up(page, home, mail_server, take_picture, watched)
        self.when_they_add_a_passkey(page, home, take_picture, watched)
        self.then_they_sign_in_with_it(page, home)
        self.then_they_take_everything_along_and_leave(page, home, take_picture, watched)

    def when_they_sign_up(self, page, home, mail_server, take_picture, watched):
        page.goto(f"{home}/account/signup/")
        no_barriers(page)
        take_picture(watched, "account_signup")
        page.get_by_label("Email").fill(f"{watched.size}-{EMAIL}")
        page.get_by_label("What shall we call you?").fill("Annalise")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("I agree").check()
        seen = len(mail_server.mails)
        page.get_by_role("button", name="Sign Up").click()
        expect(page.get_by_label("Code")).to_be_visible()
        for _each in range(60):
            if len(mail_server.mails) > seen:
                break
            page.wait_for_timeout(500)
        page.get_by_label("Code").fill(_CODE.findall(mail_server.mails[-1].replace("\r", ""))[-1])
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
        no_barriers(page)
        take_picture(watched, "account_home")

    def when_they_add_a_passkey(self, page, home, take_picture, watched):
        page.goto(f"{home}/account/2fa/webauthn/add/")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        no_barriers(page)
        take_picture(watched, "account_passkey")
        page.get_by_label("Name").fill("My phone")
        page.get_by_label("Passwordless").check()
        page.get_by_role("button", name="Add").click()
        page.wait_for_url(lambda url: not url.endswith("/add/"))
        page.goto(f"{home}/account/2fa/webauthn/")
        expect(page.get_by_text("My phone").first).to_be_visible()
        no_barriers(page)

    def then_they_sign_in_with_it(self, page, home):
        page.goto(f"{home}/account/")
        page.get_by_role("contentinfo").get_by_role("button", name="Sign out").click()
        page.goto(f"{home}/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    def then_they_take_everything_along_and_leave(self, page, home, take_picture, watched):
        for name in ("settings", "consents", "record", "acting"):
            page.goto(f"{home}/account/{name}/")
            no_barriers(page)
            take_picture(watched, f"account_{name}")
        page.goto(f"{home}/account/data/")
        if "reauthenticate" in page.url:
            page.goto(f"{home}/account/reauthenticate/?next=/account/data/")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Confirm").click()
        with page.expect_download() as got:
            page.get_by_role("button", name="Download").click()
        with zipfile.ZipFile(got.value.path()) as archive:
            assert "Annalise" in archive.read("data.json").decode()
        page.goto(f"{home}/account/delete/")
        take_picture(watched, "account_delete")
        no_barriers(page)
        page.get_by_label(re.compile("type “delete”")).fill("delete")
        page.get_by_role("button", name="Delete my account").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your account is deleted")
        page.goto(f"{home}/account/")
        expect(page).to_have_url(re.compile("/account/login/"))
