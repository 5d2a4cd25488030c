"""A visitor says that a fact is wrong: the page says so at once, and whoever runs the site settles it."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from unpinch.kernel import NotAnNpi
from unpinch.server.profiles import actions, queries
from unpinch.server.profiles.facts import Outcome, WrongFact
from unpinch.server.profiles.models import Report
from unpinch.server.web import wrong

pytestmark = pytest.mark.django_db

NPI = "1234567893"
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
WORDS = "The office moved to Elm Street in spring"


@pytest.fixture(autouse=True)
def _fresh_cache():
    caches["default"].clear()


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _say(client, npi, fact="phone", words=WORDS, **more):
    return client.post(f"/clinicians/{npi}/wrong/", {"wrong": fact, "words": words}, **more)


def _kept(**changes):
    return actions.report_wrong(
        **{"npi": NPI, "wrong": WrongFact.PHONE, "shown": "", "words": "", "now": NOW, **changes}
    )


def test_the_page_says_at_once_that_the_fact_is_said_to_be_wrong_without_the_words(client, some_npi):
    assert "said-wrong" not in client.get(f"/clinicians/{some_npi}/").content.decode()
    answer = _say(client, some_npi)
    assert answer["Location"] == f"/clinicians/{some_npi}/#said-wrong"
    page = Client().get(f"/clinicians/{some_npi}/").content.decode()
    assert re.search(r"The phone number</strong>: Said to be wrong on 2026-11-20, today, not yet checked", page)
    assert "Elm Street" not in page
    report = Report.objects.get()
    assert report.words == WORDS
    assert re.fullmatch(r"\(\d{3}\) 555-01\d\d(; \(\d{3}\) 555-01\d\d)*", report.shown)


def test_the_clock_counts_days_until_somebody_has_checked(client, some_npi):
    for days in (9, 5):
        _kept(npi=some_npi, wrong=WrongFact.ADDRESS, now=NOW - timedelta(days=days))
    page = client.get(f"/clinicians/{some_npi}/").content.decode()
    assert "9 days ago, not yet checked. 2 reports wait." in page
    for number, outcome in zip(Report.objects.values_list("pk", flat=True), ("right", "corrected"), strict=True):
        call_command("wrong_facts", "settle", str(number), outcome)
    page = client.get(f"/clinicians/{some_npi}/").content.decode()
    assert "not yet checked" not in page
    assert f"checked on {NOW.date()}: it was wrong and has been corrected" in page


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"words": WORDS}, "Choose what is wrong."),
        ({"wrong": "everything", "words": WORDS}, "Choose what is wrong."),
        ({"wrong": "phone", "words": "x" * 1001}, "Shorten your words to 1000 characters. You wrote 1001."),
        ({"wrong": "phone", "words": "a\0b"}, "Write in plain words."),
    ],
)
def test_a_report_that_cannot_be_kept_says_what_to_do_and_keeps_nothing(client, some_npi, sent, message):
    page = client.post(f"/clinicians/{some_npi}/wrong/", sent).content.decode()
    assert message in page
    assert "<title>Error:" in page
    assert not Report.objects.exists()


def test_words_about_the_body_are_not_kept_and_the_page_says_so(client, some_npi):
    answer = _say(client, some_npi, words="I have shooting pain down my left leg and nobody answers")
    assert "without your words" in answer.content.decode()
    assert Report.objects.get().words == ""


def test_words_of_a_crisis_are_answered_first_and_the_report_is_kept(client, some_npi):
    page = _say(client, some_npi, words="I want to kill myself").content.decode()
    assert 'href="tel:988"' in page
    report = Report.objects.get()
    assert (report.wrong, report.words) == ("phone", "")


def test_the_same_visitor_says_the_same_once_and_not_too_much(client, some_npi, monkeypatch):
    assert _say(client, some_npi).status_code == 302
    assert _say(client, some_npi).status_code == 302
    assert Report.objects.count() == 1
    monkeypatch.setattr(wrong, "MOST_A_DAY", 2)
    assert _say(client, some_npi, fact="address").status_code == 302
    answer = _say(client, some_npi, fact="other")
    assert answer.status_code == 429
    assert b"was not kept" in answer.content
    assert Report.objects.count() == 2


def test_many_visitors_cannot_flood_one_clinician_or_the_site(client, some_npi, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    assert _say(client, some_npi).status_code == 302
    assert _say(Client(), some_npi).status_code == 429
    with pytest.raises(actions.TooManyReports, match="clinician"):
        _kept(npi=some_npi)
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 1)
    with pytest.raises(actions.TooManyReports, match="within an hour"):
        _kept(now=NOW)
    assert _kept(now=NOW + timedelta(hours=2))


def test_a_visitor_turned_away_may_say_it_later(client, some_npi, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WAITING", 0)
    assert _say(client, some_npi).status_code == 429
    monkeypatch.undo()
    assert _say(client, some_npi).status_code == 302
    assert Report.objects.count() == 1


def test_who_said_it_is_not_kept_and_nothing_typed_is_logged(client, some_npi, caplog):
    caplog.set_level(logging.DEBUG)
    _say(client, some_npi)
    columns = {
        column.name
        for column in connection.introspection.get_table_description(connection.cursor(), Report._meta.db_table)
    }
    assert columns == {"id", "npi", "wrong", "shown", "words", "reported_at", "settled_at", "outcome"}
    assert "Elm" not in "".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    session = Session.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM unpinch_shared")
        kept = str(cursor.fetchall())
    assert session.session_key not in kept
    assert "Elm" not in kept


def test_a_form_of_somebody_elses_page_is_refused(some_npi):
    strict = Client(enforce_csrf_checks=True)
    assert _say(strict, some_npi).status_code == 403
    assert strict.get(f"/clinicians/{some_npi}/wrong/").status_code == 405


def test_nobody_can_be_reported_who_is_not_there(client):
    assert _say(client, NPI).status_code == 404
    assert _say(client, "12").status_code == 404
    with pytest.raises(NotAnNpi):
        _kept(npi="1234567890")


def test_whoever_runs_the_site_lists_the_words_and_settles(capsys):
    report = _kept(shown="(203) 555-0100", words="It rings\nat a bakery\x1b[31m", now=NOW - timedelta(days=3))
    call_command("wrong_facts", "list")
    listed = capsys.readouterr().out
    assert f"(3 days)  {NPI}  phone\n    shown: (203) 555-0100\n    said:  It rings\n    said:  at a bakery" in listed
    assert "\x1b" not in listed
    call_command("wrong_facts", "settle", str(report.pk), "not_found")
    report.refresh_from_db()
    assert (report.outcome, report.words) == ("not_found", "")
    call_command("wrong_facts", "list")
    assert capsys.readouterr().out.endswith("0 waiting.\n")
    with pytest.raises(CommandError, match=f"No report {report.pk} waits"):
        call_command("wrong_facts", "settle", str(report.pk), "right")


def test_what_was_settled_long_ago_is_not_shown(client, some_npi):
    report = _kept(npi=some_npi, now=NOW - timedelta(days=400))
    actions.settle(number=report.pk, outcome=Outcome.RIGHT, now=NOW - timedelta(days=366))
    assert queries.said_wrong(npis=[some_npi], now=NOW) == {}
    newer = _kept(npi=some_npi, now=NOW - timedelta(days=2))
    said = queries.said_wrong(npis=[some_npi, NPI], now=NOW)[some_npi]
    assert [(each.times, each.outcome) for each in said] == [(1, None)]
    actions.settle(number=newer.pk, outcome=Outcome.NOT_FOUND, now=NOW)
    assert [each.outcome for each in queries.said_wrong(npis=[some_npi], now=NOW)[some_npi]] == [Outcome.NOT_FOUND]


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "right"},
        {"settled_at": NOW},
        {"settled_at": NOW, "outcome": "right", "words": "left over"},
        {"settled_at": NOW - timedelta(seconds=1), "outcome": "right", "words": ""},
    ],
)
def test_a_report_settled_by_halves_cannot_be_written(changes):
    report = _kept(words="something")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**changes)


def test_the_list_of_many_takes_one_query(django_assert_num_queries, some_npi):
    for fact in WrongFact:
        _kept(npi=some_npi, wrong=fact)
        _kept(wrong=fact)
    with django_assert_num_queries(1):
        said = queries.said_wrong(npis=[NPI, some_npi], now=NOW)
    assert [each.wrong for each in said[NPI]] == list(WrongFact)
