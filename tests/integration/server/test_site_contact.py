"""A visitor in a crisis asks the person whom the operator has named to contact them: one plain mail, really sent."""

import email
import logging
import re
from email import policy

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client

from tests.mail_sink import mail_sink
from unpinch.server.web import contact
from unpinch.server.web.crisis_contact import CrisisContact

pytestmark = pytest.mark.django_db

CRISIS = "my back has hurt for a year and I want to kill myself"
REACH = "+1 555 010 0199"


@pytest.fixture
def sink():
    with mail_sink() as running:
        yield running


@pytest.fixture(autouse=True)
def _contact(settings, sink):
    settings.CRISIS_CONTACT = CrisisContact("Maya Órtiz", mail="maya@example.org", telephone="+1 555 010 0100")
    settings.MAIL_IS_SET = True
    settings.DIRECT_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.DEFAULT_FROM_EMAIL = "unpinch@example.org"
    settings.EMAIL_TIMEOUT = 2


def _ask(client, reach=REACH):
    return client.post("/contact/", {"reach": reach})


def _received(sink):
    return [email.message_from_string(mail, policy=policy.default) for mail in sink.mails]


def test_the_panel_names_the_person_with_links_and_a_form(client):
    client.post("/", {"text": CRISIS})
    page = client.get("/understand/").content.decode()
    assert "You can also reach Maya Órtiz here" in page
    assert 'href="tel:+15550100100"' in page
    assert 'href="mailto:maya@example.org"' in page
    assert "Ask Maya Órtiz to contact me" in page
    assert page.index('href="tel:988"') < page.index("Maya")


def test_an_emergency_that_is_no_crisis_does_not_name_the_person(client, emergency):
    client.post("/", {"text": emergency})
    assert "Maya" not in client.get("/understand/").content.decode()


def test_one_plain_mail_says_how_to_reach_them_and_nothing_of_what_they_wrote(client, sink):
    client.post("/", {"text": CRISIS})
    answer = _ask(client)
    assert answer.status_code == 200
    [mail] = _received(sink)
    assert mail["To"] == "Maya Órtiz <maya@example.org>"
    assert mail["From"] == "unpinch@example.org"
    assert mail.get_content_type() == "text/plain"
    words = mail.get_content()
    assert REACH in words
    assert "contact them now" in words
    assert not any(word in words for word in ("back", "hurt", "kill", "year"))


def test_the_page_says_what_happened_and_whom_to_call_meanwhile(client):
    page = _ask(client).content.decode()
    assert "We have asked Maya Órtiz to contact you" in page
    assert "This is not an emergency service" in page
    assert 'href="tel:988"' in page
    assert 'href="tel:911"' in page
    assert REACH not in page


def test_how_to_reach_them_is_kept_nowhere_and_logged_nowhere(client, caplog):
    caplog.set_level(logging.DEBUG)
    _ask(client)
    kept = "".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "555" not in kept
    # The mail server of the test keeps a log of its own.
    ours = [record for record in caplog.records if record.name not in ("django.db.backends", "mail.log")]
    assert not any("555" in record.getMessage() for record in ours)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM unpinch_shared")
        assert "555" not in str(cursor.fetchall())


@pytest.mark.parametrize(
    "reach",
    ["", "   ", "call me please", "12345", "555 0100 and my leg is numb", "anna@example", "a\r\nBcc: b@example.org"],
)
def test_what_is_no_telephone_and_no_mail_address_is_refused_beside_the_box(client, sink, reach):
    page = _ask(client, reach).content.decode()
    assert "<title>Error:" in page
    assert 'href="#id_reach"' in page
    assert 'href="tel:988"' in page
    assert len(re.findall('id="id_reach"', page)) == 1
    assert not sink.mails


@pytest.mark.parametrize("reach", ["555-010-0199", "(555) 010 0199", "anna@example.org", "5550199"])
def test_telephone_numbers_and_addresses_as_people_write_them_are_taken(client, sink, reach):
    assert _ask(client, reach).status_code == 200
    assert reach in _received(sink)[0].get_content()


def test_crisis_words_in_the_box_are_answered_once_and_not_sent(client, sink):
    page = _ask(client, "I want to kill myself").content.decode()
    assert "Talk to someone now" in page
    assert len(re.findall('id="id_reach"', page)) == 1
    assert not sink.mails


def test_pressing_twice_sends_one_mail(client, sink):
    _ask(client)
    answer = _ask(client, "555 010 0200")
    assert "has been asked already" in answer.content.decode()
    assert 'href="tel:988"' in answer.content.decode()
    assert len(sink.mails) == 1


def test_after_ten_minutes_they_can_ask_again_and_not_before(client, sink):
    _ask(client)
    _let_time_pass(seconds=590)
    _ask(client)
    assert len(sink.mails) == 1
    _let_time_pass(seconds=15)
    _ask(client)
    assert len(sink.mails) == 2


def _let_time_pass(*, seconds):
    """Move the end of all that is remembered nearer, as waiting would."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE unpinch_shared SET expires = datetime(expires, '-{seconds} seconds')")


def test_all_together_can_ask_only_so_often_and_are_given_the_numbers(sink, monkeypatch):
    monkeypatch.setattr(contact, "MOST_AN_HOUR", 2)
    answers = [_ask(Client()) for _visitor in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert len(sink.mails) == 2
    page = answers[-1].content.decode()
    assert "nothing was sent" in page
    assert 'href="tel:988"' in page
    assert 'href="tel:+15550100100"' in page


def test_a_mail_that_cannot_be_sent_is_said_plainly_and_can_be_tried_again(client, settings, caplog, sink):
    with mail_sink(refuses=True) as refusing:
        settings.EMAIL_PORT = refusing.port
        answer = _ask(client)
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "nobody has heard of you through us" in page
    assert 'href="tel:+15550100100"' in page
    assert 'href="tel:988"' in page
    assert "555 010 0199" not in caplog.text
    settings.EMAIL_PORT = sink.port
    assert _ask(client).status_code == 200
    assert len(sink.mails) == 1


def test_a_mail_server_that_is_not_there_is_said_plainly_too(client, settings):
    settings.EMAIL_PORT = 1
    assert _ask(client).status_code == 503


def test_it_must_come_from_our_own_page(sink):
    strict = Client(enforce_csrf_checks=True)
    assert _ask(strict).status_code == 403
    assert strict.get("/contact/").status_code == 405
    assert not sink.mails


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    yield
    caches["default"].clear()
