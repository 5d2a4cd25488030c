"""Accounts: made with a code from an e-mail, entered in three ways, listed and ended, and silent about who has one."""

import re

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from unpinch.server.accounts.models import Person

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "ann@example.org", "a walk along the river"


@pytest.fixture(autouse=True)
def _nobody_has_tried_before():
    cache.clear()


def code_in_mail():
    # Codes have capitals and digits with a dash between.
    (code,) = re.findall(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", str(mail.outbox[-1].body), re.M)
    return code


def sign_up(browser, *, email=EMAIL, name="Ann"):
    return browser.post("/account/signup/", {"email": email, "name": name, "password1": PASSWORD, "agrees": "on"})


@pytest.fixture
def ann(client):
    """Give a browser in which somebody has made an account and is signed in."""
    sign_up(client)
    client.post("/account/confirm-email/", {"code": code_in_mail()})
    return client


def is_signed_in(browser):
    return browser.get("/account/sessions/").status_code == 200


def test_an_account_is_made_with_the_code_from_the_mail(client):
    assert sign_up(client).url == "/account/confirm-email/"
    assert not is_signed_in(client)
    client.post("/account/confirm-email/", {"code": code_in_mail()})
    assert is_signed_in(client)
    person = Person.objects.get()
    assert (person.name, person.email, person.language) == ("Ann", EMAIL, "en")
    assert identify_hasher(person.password).algorithm == "argon2"


def test_a_wrong_code_makes_nobody_an_account(client):
    sign_up(client)
    answer = client.post("/account/confirm-email/", {"code": "WRONG1"})
    assert "There is a problem" in answer.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"email": "ann", "name": "Ann", "password1": PASSWORD, "agrees": "on"}, "valid email"),
        ({"email": EMAIL, "name": "", "password1": PASSWORD}, "This field is required"),
        ({"email": EMAIL, "name": "Ann", "password1": "short"}, "at least 8 characters"),
        ({"email": EMAIL, "name": "Ann", "password1": "password123"}, "too common"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(client, given, words):
    page = client.post("/account/signup/", given).content.decode()
    assert words in page
    assert f'value="{given["email"]}"' in page
    assert Person.objects.count() == 0


def test_nobody_learns_who_has_an_account(ann):
    stranger = Client()
    # An address gets one such e-mail in three minutes, known or not.
    cache.clear()
    again, new = (sign_up(Client(), email=email).url for email in (EMAIL, "new@example.org"))
    assert again == new
    stranger.post("/account/password/reset/", {"email": "nobody@example.org"})
    wrong = [
        stranger.post("/account/login/", {"login": email, "password": "wrong words"}).content.decode()
        for email in (EMAIL, "nobody@example.org")
    ]
    said = [re.findall(r'role="alert".*?</div>', page, re.S) for page in wrong]
    assert said[0] == said[1] != []


def test_signs_out_and_in_again_with_capitals_in_the_address(ann):
    ann.post("/account/logout/")
    assert not is_signed_in(ann)
    ann.post("/account/login/", {"login": "Ann@Example.org", "password": PASSWORD})
    assert is_signed_in(ann)


def test_signs_in_with_a_code(ann):
    other = Client()
    other.post("/account/login/code/", {"email": EMAIL})
    other.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert is_signed_in(other)


def test_guessing_is_stopped(ann):
    other = Client()
    answers = [other.post("/account/login/", {"login": EMAIL, "password": f"guess {n}"}) for n in range(12)]
    assert "Too many" in answers[-1].content.decode()
    # The right password does not help any more for a while.
    other.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert not is_signed_in(other)


def test_where_one_is_signed_in_is_listed_and_ended(ann):
    other = Client()
    other.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert "127.0.0.1" in ann.get("/account/sessions/").content.decode()
    ann.post("/account/sessions/")
    assert is_signed_in(ann)
    assert not is_signed_in(other)


def test_every_mail_is_plain_and_short(ann):
    ann.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "along the sea we go", "password2": "along the sea we go"},
    )
    assert mail.outbox
    for letter in mail.outbox:
        assert letter.subject.startswith("Unpinch: ")
        assert letter.content_subtype == "plain"
        assert "testserver" in letter.body


@pytest.mark.parametrize("page", ["login", "signup", "password/reset", "login/code"])
def test_pages_before_the_door_have_a_title_and_one_heading(client, page):
    words = client.get(f"/account/{page}/").content.decode()
    assert re.search(r"<title>\s*\S.*Unpinch</title>", words, re.S)
    assert words.count("<h1") == 1


@pytest.mark.parametrize("page", ["email", "password/change", "2fa", "sessions", "logout"])
def test_pages_behind_the_door_need_a_person(client, ann, page):
    assert Client().get(f"/account/{page}/").status_code == 302
    assert ann.get(f"/account/{page}/", follow=True).status_code == 200


def test_a_story_told_before_signing_in_is_still_there_after(client, story):
    client.post("/", {"text": story})
    sign_up(client)
    client.post("/account/confirm-email/", {"code": code_in_mail()})
    assert "left leg" in client.get("/understand/").content.decode()


class TestTheStoryAndTheAccount:
    def test_what_was_told_before_signing_in_is_there_after_it_under_a_new_key(self, client, ann):
        ann.post("/account/logout/")
        client.post("/", {"text": "my back hurts"})
        before = client.cookies["unpinch_story"].value
        client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
        assert "my back hurts" in client.get("/").content.decode()
        assert client.cookies["unpinch_story"].value != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_signing_out_forgets_it(self, ann):
        ann.post("/", {"text": "my back hurts"})
        ann.post("/account/logout/")
        assert "my back hurts" not in ann.get("/").content.decode()
        assert not any("story" in each.get_decoded() for each in Session.objects.all())

    def test_forgetting_it_signs_nobody_out(self, ann):
        ann.post("/", {"text": "my back hurts"})
        ann.post("/forget/")
        assert is_signed_in(ann)

    def test_it_is_over_long_before_the_sign_in_is(self, ann, settings):
        ann.post("/", {"text": "my back hurts"})
        assert ann.cookies["unpinch_story"]["max-age"] == settings.UNPINCH_SESSION_MINUTES * 60
        assert settings.SESSION_COOKIE_AGE == 14 * 86_400


def test_the_picture_for_an_authenticator_app_may_be_shown_there_and_nowhere_else(ann):
    ann.post("/account/reauthenticate/", {"password": PASSWORD})
    page = ann.get("/account/2fa/totp/activate/")
    assert 'src="data:image/' in page.content.decode()
    assert "img-src 'self' data:;" in page.headers["Content-Security-Policy"]
    assert "data:" not in ann.get("/account/").headers["Content-Security-Policy"]
