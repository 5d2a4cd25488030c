"""Letters: kept with what they tell of, handed over once to a real mail server, tried again while it is away."""

import email
from datetime import UTC, datetime, timedelta
from email import policy

import pytest
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tests.mail_sink import mail_sink
from unpinch.server.post import actions, tasks
from unpinch.server.post.models import Letter, LetterState

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sink(settings):
    settings.EMAIL_BACKEND = "unpinch.server.post.backend.LaterBackend"
    settings.DIRECT_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 2
    with mail_sink() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def written(*, key=None, **more):
    message = EmailMessage("A visit", "Año nuevo.\nFrom here on.\n", "unpinch@example.org", ["ann@example.org"])
    return actions.write(message, now=NOW, key=key, **more)


def test_what_the_site_sends_is_kept_and_then_handed_over_as_it_was_written(sink):
    assert send_mail("Your code", "1234", "unpinch@example.org", ["ann@example.org"]) == 1
    assert not sink.mails
    letter = Letter.objects.get()
    kept = email.message_from_bytes(bytes(letter.content), policy=policy.default)
    assert DBTaskResult.objects.get().args_kwargs["kwargs"] == {"letter_id": letter.pk}
    assert tasks.hand_over(letter_id=letter.pk, now=letter.try_at) is None
    [mail] = sink.received()
    assert (mail["Subject"], mail["To"], mail.get_content()) == ("Your code", "ann@example.org", "1234\r\n")
    assert mail["Message-ID"] == kept["Message-ID"]
    letter.refresh_from_db()
    assert (letter.state, letter.recipients, bytes(letter.content)) == ("sent", "", b"")


def test_nothing_is_handed_over_twice(sink):
    letter = written()
    for minutes in (0, 1, 60):
        assert tasks.hand_over(letter_id=letter.pk, now=NOW + minutes * MINUTE) is None
    assert len(sink.mails) == 1


def test_one_thing_is_told_once_and_only_if_it_happened(sink):
    with transaction.atomic():
        written(key="booking:1:booked")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert written(key="booking:1:booked")
    assert written(key="booking:1:booked") is None
    assert Letter.objects.count() == 1


def test_while_the_mail_server_is_away_it_is_tried_again_later_and_later(sink, settings, caplog):
    letter = written()
    settings.EMAIL_PORT = 1
    now, waits = NOW, []
    for _ in range(6):
        again_at = tasks.hand_over(letter_id=letter.pk, now=now)
        assert again_at is not None
        assert tasks.hand_over(letter_id=letter.pk, now=again_at - timedelta(seconds=1)) is None
        waits.append((again_at - now) / MINUTE)
        now = again_at
    assert waits == [1, 2, 5, 15, 60, 60]
    settings.EMAIL_PORT = sink.port
    assert tasks.hand_over(letter_id=letter.pk, now=now) is None
    assert len(sink.mails) == 1
    # The mail server of the test keeps a log of its own.
    assert not [one for one in caplog.records if one.name != "mail.log" and "ann@" in one.getMessage()]


def test_a_letter_that_nobody_needs_any_more_is_given_up(sink, settings):
    letter = written(useless_at=NOW + MINUTE)
    settings.EMAIL_PORT = 1
    assert tasks.hand_over(letter_id=letter.pk, now=NOW) is None
    letter.refresh_from_db()
    assert (letter.state, letter.recipients) == ("gave_up", "")


def test_a_recipient_who_does_not_exist_is_not_asked_for_again(settings, sink):
    with mail_sink(refuses=True) as refusing:
        settings.EMAIL_PORT = refusing.port
        letter = written()
        assert tasks.hand_over(letter_id=letter.pk, now=NOW) is None
    assert Letter.objects.get().state == LetterState.GAVE_UP


def test_a_process_killed_before_the_mail_server_had_it_loses_nothing(sink):
    letter = written()
    assert tasks._mine(letter_id=letter.pk, now=NOW)
    DBTaskResult.objects.all().delete()
    actions.tidy(now=NOW + MINUTE)
    assert not DBTaskResult.objects.exists()
    later = NOW + 2 * tasks.LOST_AFTER + MINUTE
    actions.tidy(now=later)
    actions.tidy(now=later)
    assert DBTaskResult.objects.count() == 1
    tasks.hand_over(letter_id=letter.pk, now=later)
    assert len(sink.mails) == 1


def test_a_process_killed_while_the_mail_server_took_it_never_sends_it_twice(sink, caplog, monkeypatch):
    letter = written()
    monkeypatch.setattr(tasks, "_finish", lambda *_args, **_more: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        tasks.hand_over(letter_id=letter.pk, now=NOW)
    monkeypatch.undo()
    later = NOW + tasks.LOST_AFTER + MINUTE
    assert tasks.hand_over(letter_id=letter.pk, now=later) is None
    actions.tidy(now=later)
    assert Letter.objects.get().state == LetterState.UNSURE
    assert tasks.hand_over(letter_id=letter.pk, now=later) is None
    assert len(sink.mails) == 1
    assert "may or may not" in caplog.text
