"""Telling what hurts: what is kept, what is refused, what never leaves the session."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.integration.server.kept_story import story_session
from unpinch.server.config.logs import PrivateFormatter

pytestmark = pytest.mark.django_db

# Words of the story that are in no address, label or text of our own.
OWN_WORDS = ("shooting pain down", "did not help", "worth it")


def test_a_story_leads_to_what_we_understood(client, story):
    answer = client.post("/", {"text": story, "zip_code": "06105"})
    assert (answer.status_code, answer["Location"]) == (302, "/understand/")


def test_what_was_understood_is_shown_with_its_quotes(told):
    page = told.get("/understand/").content.decode()
    assert "shooting" in page
    assert "6 weeks" in page
    assert "Not right" in page


def test_marks_alone_are_a_story(client):
    answer = client.post("/", {"text": "", "marks": ["calf_lateral:left", "lower_buttock:left"]})
    assert answer["Location"] == "/understand/"
    assert b"calf" in client.get("/understand/").content.lower()


def test_neither_words_nor_marks_is_an_error_beside_the_box(client):
    answer = client.post("/", {"text": "   ", "zip_code": ""})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    assert 'href="#id_text"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("zip_code", ["0610", "ABCDE", "00000", "061055", "٠٦١٠٥"])
def test_a_bad_zip_is_refused_and_the_words_are_kept(client, zip_code, story):
    page = client.post("/", {"text": story, "zip_code": zip_code}).content.decode()
    assert "<title>Error:" in page
    assert 'href="#id_zip_code"' in page
    assert "is dry needling worth it" in page


def test_a_long_zip_is_taken_by_its_first_five_digits(client, story):
    client.post("/", {"text": story, "zip_code": "06105-1234"})
    assert story_session(client)["story"]["zip_code"] == "06105"


def test_a_hundred_thousand_characters_are_refused_in_words(client):
    page = client.post("/", {"text": "pain " * 20_000}).content.decode()
    assert "<title>Error:" in page
    assert "Shorten your words to 20000 characters" in page


def test_more_than_the_server_takes_is_refused(client):
    assert client.post("/", {"text": "pain " * 400_000}).status_code == 400


def test_bytes_that_are_no_text_are_refused_in_words(client):
    page = client.post("/", {"text": "leg\x00pain\x00"}).content.decode()
    assert "<title>Error:" in page


@pytest.mark.parametrize(
    "text",
    [
        "my 🦵 hurts 😭 since monday",
        "ظهري يؤلمني منذ أسبوع",
        "\u202ereversed pain\u202c",
        "<script>alert(1)</script> pain",
    ],
)
def test_emoji_right_to_left_and_markup_are_taken_as_words(client, text):
    assert client.post("/", {"text": text}).status_code == 302
    page = client.get("/understand/").content.decode()
    assert "<script>alert" not in page
    assert "<script>alert" not in client.get("/").content.decode()


@pytest.mark.parametrize("field", [{"marks": ["tail:left"]}, {"insurer": "nobody"}])
def test_what_is_not_on_the_page_is_refused(client, field, story):
    assert "<title>Error:" in client.post("/", {"text": story, **field}).content.decode()


@pytest.mark.parametrize("path", ["/", "/understand/answers/", "/forget/"])
def test_a_form_from_elsewhere_is_refused_in_words(path, story):
    answer = Client(enforce_csrf_checks=True).post(path, {"text": story})
    assert answer.status_code == 403
    assert b"That form was open too long" in answer.content


@pytest.mark.parametrize("path", ["/understand/answers/", "/forget/"])
def test_what_changes_something_is_not_done_by_a_link(client, path):
    assert client.get(path).status_code == 405


def test_a_correction_puts_the_answer_over_the_words(told):
    told.post("/understand/answers/", {"finding-shooting": "no"})
    assert ["shooting", "absent"] in story_session(told)["story"]["answers"]
    assert "No: " in told.get("/understand/").content.decode()
    told.post("/understand/answers/", {"finding-shooting": "unknown"})
    assert story_session(told)["story"]["answers"] == []


def test_replies_nobody_asked_for_are_left_out(told):
    told.post("/understand/answers/", {"finding-nonsense": "yes", "finding-fever": "perhaps", "other": "yes"})
    assert story_session(told)["story"]["answers"] == []


def test_an_answer_can_raise_the_level(told):
    told.post("/understand/answers/", {"finding-saddle_numbness": "yes", "finding-bladder_trouble": "yes"})
    assert "Get emergency help now" in told.get("/understand/").content.decode()


def test_what_we_are_not_sure_of_is_the_first_question_and_a_yes_decides(client):
    client.post("/", {"text": "I have an ache in my back. My backside won't stay shut."})
    page = client.get("/understand/").content.decode()
    assert "Get emergency help now" not in page
    first = page.split('<legend class="up-field__label">')[1]
    assert first.startswith("You wrote: “My backside won&#x27;t stay shut.” Have you begun to leak stool")
    assert 'name="finding-bowel_trouble" value="yes"' in first
    client.post("/understand/answers/", {"finding-bowel_trouble": "yes"})
    assert "Get emergency help now" in client.get("/understand/").content.decode()
    client.post("/understand/answers/", {"finding-bowel_trouble": "no"})
    page = client.get("/understand/").content.decode()
    assert "Get emergency help now" not in page
    assert "You wrote: " not in page


def test_new_words_begin_without_the_old_answers(told):
    told.post("/understand/answers/", {"finding-saddle_numbness": "yes"})
    told.post("/", {"text": "my back hurts since yesterday"})
    assert story_session(told)["story"]["answers"] == []


@pytest.mark.parametrize("path", ["/understand/", "/options/", "/find/", "/options/dry_needling/"])
def test_an_emergency_comes_first_everywhere(in_emergency, path):
    page = in_emergency.get(path).content.decode()
    assert "Get emergency help now" in page
    assert 'href="tel:911"' in page


def test_an_emergency_shows_only_what_to_do(in_emergency):
    page = in_emergency.get("/understand/").content.decode()
    assert "What the pattern fits" not in page
    assert "A few more questions" not in page
    assert "See what helps" not in page


def test_crisis_words_get_the_crisis_line(client):
    client.post("/", {"text": "the pain is so bad that I want to kill myself"})
    page = client.get("/understand/").content.decode()
    assert 'href="tel:988"' in page


def test_forgetting_deletes_everything_at_once(told):
    assert told.get("/understand/").status_code == 200
    answer = told.post("/forget/")
    assert answer["Location"] == "/"
    assert Session.objects.count() == 0
    assert told.get("/understand/")["Location"] == "/"


def test_an_expired_story_is_gone(told):
    _let_time_pass(hours=2, seconds=1)
    assert told.get("/understand/")["Location"] == "/"


def test_expired_stories_are_deleted_when_one_is_saved(told, emergency):
    _let_time_pass(hours=2, seconds=1)
    Client().post("/", {"text": emergency})
    assert Session.objects.count() == 1


def test_the_time_begins_anew_with_each_visit(told):
    before = Session.objects.get().expire_date
    _let_time_pass(hours=1, minutes=59)
    assert told.get("/understand/").status_code == 200
    assert Session.objects.get().expire_date >= before


def _let_time_pass(**time):
    """Move the end of every session nearer, as waiting would."""
    for session in Session.objects.all():
        session.expire_date -= timedelta(**time)
        session.save()


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(told):
    cookie = told.cookies["unpinch_story"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 7200


def test_who_told_nothing_has_no_session(client):
    for path in ("/", "/options/", "/find/", "/about/", "/understand/"):
        client.get(path)
    assert Session.objects.count() == 0


def test_the_story_is_in_no_address(told):
    for path in ("/", "/understand/", "/options/", "/find/", "/options/dry_needling/"):
        page = told.get(path).content.decode()
        for address in re.findall(r'(?:href|action|src)="([^"]*)"', page):
            assert not any(word in address for word in ("shooting", "worth", "sitting", "six")), address
            assert "finding" not in address


def test_the_story_is_in_no_log(client, caplog, story):
    caplog.set_level(logging.DEBUG)
    client.post("/", {"text": story, "zip_code": "06105"})
    client.post("/", {"text": story, "zip_code": "wrong"})
    Client(enforce_csrf_checks=True).post("/", {"text": story})
    client.get("/understand/")
    client.get("/nowhere/?text=shooting+pain+down")
    formatter = PrivateFormatter()
    # Statements of the database carry the session; the settings keep that logger at WARNING.
    records = [record for record in caplog.records if record.name != "django.db.backends"]
    lines = "\n".join(formatter.format(record) for record in records)
    assert not any(word in lines for word in (*OWN_WORDS, "shooting"))


def test_a_fault_is_logged_without_its_message():
    formatter = PrivateFormatter()
    words = "my left leg hurts"
    try:
        raise ValueError(words)
    except ValueError:
        record = logging.LogRecord("unpinch", logging.ERROR, __file__, 1, "failed at /find/?near=06105", (), None)
        import sys

        record.exc_info = sys.exc_info()
    line = formatter.format(record)
    assert words not in line
    assert "06105" not in line
    assert "ValueError" in line
    assert "test_site_story.py" in line


def test_each_page_moves_the_end_of_the_visit_forward_and_writes_nothing_else(told):
    row = Session.objects.get()
    Session.objects.update(expire_date=row.expire_date - timedelta(hours=1))
    answer = told.get("/understand/")
    later = Session.objects.get()
    assert later.expire_date >= row.expire_date
    assert later.session_data == row.session_data
    assert answer.cookies["unpinch_story"]["max-age"] == 7200


def test_machines_that_ask_for_health_end_stories_whose_time_is_over(told):
    Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    Client().get("/health/ready")
    assert not Session.objects.exists()
