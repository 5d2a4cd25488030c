"""What people are told of their visits: in both languages, with files two readers of calendars understand, once."""

import email
import re
import uuid
from datetime import timedelta
from email import policy

import pytest
import vobject
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from tests.integration.server.visit_world import NOW, TEN, booked, moved, person, visit
from unpinch.scheduling import HOLD, OFFER
from unpinch.server.accounts.consent_words import REMINDERS
from unpinch.server.booking import actions, links, mail_words, schedule
from unpinch.server.booking.desk_time import book_for_a_caller, cancel_for_the_clinic
from unpinch.server.booking.models import WaitingEntry
from unpinch.server.config.worker import Jobs
from unpinch.server.people import actions as people_actions
from unpinch.server.post.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_kept_here(settings):
    settings.DIRECT_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "unpinch@example.org"


@pytest.fixture
def needling():
    return visit()


def jobs_done(*, now=NOW):
    """Do all tasks as the jobs would at a moment, and give the mails by recipient."""
    from django.core import mail

    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: now)
        Jobs(server_pid=None).run()
    assert not DBTaskResult.objects.failed().exists()
    sent = [email.message_from_bytes(one.message().as_bytes(), policy=policy.default) for one in mail.outbox]
    mail.outbox.clear()
    return {one["To"]: one for one in sent}


def reminded_person(name, **more):
    who = person(name, **more)
    people_actions.agree(person=who, what=REMINDERS, now=NOW)
    return who


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def calendars_of(mail):
    """Give the calendar files of a mail, in both places, as two readers see them."""
    [shown] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    [attached] = mail.iter_attachments()
    assert attached.get_content_type() == "application/ics"
    assert attached.get_filename() == "visit.ics"
    assert mail.get_content_type() == "multipart/mixed"
    file = attached.get_content()
    assert shown.get_content().encode().split() == file.split()
    calendar = Calendar.from_ical(file)
    assert shown.get_param("method") == calendar["METHOD"]
    second = vobject.readOne(file.decode())
    assert second.method.value == calendar["METHOD"]
    return calendar.walk("VEVENT")[0], second.vevent


def test_a_booking_is_told_to_who_comes_and_to_the_clinician(needling):
    ann = person("Ann", zone="America/Chicago")
    booking = booked(needling, who=ann)
    mails = jobs_done()
    assert set(mails) == {"ann@example.org", "cora@example.org"}
    own, clinic = mails["ann@example.org"], mails["cora@example.org"]
    assert own["Subject"] == "Your visit on Tuesday, March 3, 2026 at 10:00 AM is booked"
    assert own["Auto-Submitted"] == "auto-generated"
    assert "10:00 AM (New York time)" in text_of(own)
    assert "On your clock: Tuesday, March 3, 2026, 9:00 AM (Chicago time)" in text_of(own)
    [token] = re.findall(r"http://127\.0\.0\.1:8000/visits/link/(\S+)/", text_of(own))
    assert links.key_in(token=token) == booking.key
    # Who it is stands on the desk alone, and what for in no subject and no calendar.
    assert "Ann" not in text_of(clinic)
    first, second = calendars_of(own)
    for file in (clinic["Subject"], own["Subject"], str(first.to_ical()), second.serialize()):
        assert "needling" not in file.lower()


def test_a_visit_that_moves_and_ends_is_one_entry_of_the_calendar(needling):
    booking = booked(needling, who=person("Ann"))
    first, _ = calendars_of(jobs_done()["ann@example.org"])
    moved_to = moved(booking)
    mails = jobs_done()
    second, second_reader = calendars_of(mails["ann@example.org"])
    assert "It was on Tuesday, March 3, 2026 at 10:00 AM." in text_of(mails["ann@example.org"])
    actions.cancel(booking_id=moved_to.pk, actor=moved_to.person, now=NOW)
    third, third_reader = calendars_of(jobs_done()["ann@example.org"])
    assert first["UID"] == second["UID"] == third["UID"] == third_reader.uid.value
    assert first["SEQUENCE"] < second["SEQUENCE"] < third["SEQUENCE"] == int(third_reader.sequence.value)
    assert (first.start, second.start, third.start) == (TEN, TEN + timedelta(hours=2), TEN + timedelta(hours=2))
    assert second_reader.dtstart.value == TEN + timedelta(hours=2)
    assert third_reader.status.value == third["STATUS"] == "CANCELLED"


def test_the_file_to_download_is_the_same_visit(needling):
    from unpinch.server.booking.invitations import invitation_of
    from unpinch.server.booking.person_queries import own_visit

    booking = booked(needling, who=person("Ann"))
    sent, _ = calendars_of(jobs_done()["ann@example.org"])
    own = own_visit(key=booking.key, person=None, now=NOW)
    assert own
    invitation = invitation_of(visit=own, link="")
    assert (invitation.uid, invitation.sequence) == (sent["UID"], sent["SEQUENCE"])


# Words that stand in hardly any English sentence about a visit without one of them, and in no Spanish one.
ENGLISH = re.compile(
    r"\b(the|your|you|visit|time|booked|moved?|cancel(?:led)?|hello|clinic|desk|with|at|on|for|file|mail|open|page|until"
    r"|when|where|what|minutes|hours|before|phone|clock|march|tuesday|am|pm|is|to|and|of|free|held|remind)\b",
    re.IGNORECASE,
)
NAMES = ("Elm Street Clinic", "Dry needling", "New York", "Chicago", "Unpinch", "visit.ics")


def without_names(words):
    for name in NAMES:
        words = words.replace(name, "")
    return re.sub(r"https?://\S+", "", words)


def test_a_spanish_mail_holds_no_english(needling):
    ann = reminded_person("Ana", language="es", zone="America/Chicago")
    needling.desk.clinician.language = "es"
    needling.desk.clinician.save()
    first = booked(needling, who=ann)
    mails = list(jobs_done().values())
    second = moved(first)
    mails += jobs_done().values()
    schedule.remind(now=TEN - timedelta(hours=1))
    mails += jobs_done(now=TEN - timedelta(hours=1)).values()
    waiting = person("Bea", language="es")
    WaitingEntry.objects.create(
        person=waiting, visit=needling, earliest_date=TEN, latest_date=TEN, since_at=NOW, instead_of=None
    )
    actions.cancel(booking_id=second.pk, actor=ann, now=NOW)
    mails += jobs_done().values()
    assert len(mails) == 8
    for mail in mails:
        assert not ENGLISH.findall(without_names(mail["Subject"] + "\n" + text_of(mail))), text_of(mail)
    assert "martes 3 de marzo de 2026" in text_of(mails[0])
    assert "10:00 a.m. (hora de New York)" in text_of(mails[0])
    assert mail_words.clock(TEN + timedelta(hours=3), zone="America/New_York", language="es")["at"] == "a la 1:00 p.m."
    event, _ = calendars_of(mails[0])
    assert str(event["SUMMARY"]) == "Cita en Elm Street Clinic"
    assert not ENGLISH.findall(without_names(str(event["DESCRIPTION"])))


def test_every_mail_is_there_in_every_language_and_says_the_same_facts():
    from pathlib import Path

    folder = Path(mail_words.__file__).parent / "templates" / "booking" / "mail"
    named = {language: {path.name for path in (folder / language).iterdir()} for language in mail_words.LANGUAGES}
    assert named["en"] == named["es"]
    for name in named["en"]:
        tags = {
            language: sorted(re.findall(r"{{.*?}}|{% if \w+ %}", (folder / language / name).read_text("utf-8")))
            for language in mail_words.LANGUAGES
        }
        assert tags["en"] == tags["es"], name


def test_nobody_is_told_twice_whatever_is_done_twice(needling):
    booked(needling, who=person("Ann"))
    assert len(jobs_done()) == 2
    # The process was killed before the tasks were written down as done.
    DBTaskResult.objects.update(status="READY")
    assert jobs_done() == {}


def test_what_no_longer_holds_is_not_told(needling):
    booking = booked(needling, who=person("Ann"))
    actions.cancel(booking_id=booking.pk, actor=booking.person, now=NOW)
    assert "is cancelled" in jobs_done()["ann@example.org"]["Subject"]


def test_who_books_for_somebody_else_is_told_too_and_reads_for_whom(needling):
    ann, helper = person("Ann"), person("Hal")
    booked(needling, who=ann, by=helper)
    mails = jobs_done()
    assert "For: Ann" in text_of(mails["hal@example.org"])
    assert "For: Ann" not in text_of(mails["ann@example.org"])


def test_what_the_clinic_does_is_told_to_who_comes_alone_with_its_words(needling):
    cora = needling.desk.clinician
    book_for_a_caller(
        key=uuid.uuid4(),
        visit=needling,
        starts_at=TEN,
        name="Carl",
        phone="212 555 0101",
        email="carl@example.org",
        actor=cora,
        now=NOW,
    )
    assert set(jobs_done()) == {"carl@example.org"}
    booking = booked(needling, who=person("Ann"), starts_at=TEN + timedelta(hours=1))
    jobs_done()
    cancel_for_the_clinic(booking=booking, said="The water is out. I'm sorry.", actor=cora, now=NOW)
    mails = jobs_done()
    assert set(mails) == {"ann@example.org"}
    assert "The clinic writes: The water is out. I'm sorry." in text_of(mails["ann@example.org"])


def test_reminders_come_the_day_before_and_two_hours_before_and_never_two_at_once(needling):
    booked(needling, who=reminded_person("Ann"))
    jobs_done()

    def reminded(at):
        schedule.tick(at)
        return list(jobs_done(now=at))

    day, hours = TEN - timedelta(hours=24), TEN - timedelta(hours=2)
    assert reminded(day - timedelta(seconds=1)) == []
    assert reminded(day) == ["ann@example.org"]
    assert reminded(day + timedelta(minutes=1)) == []
    assert reminded(hours) == ["ann@example.org"]
    assert reminded(TEN) == []


def test_who_turned_reminders_off_gets_none_and_all_other_mails(needling):
    ann = reminded_person("Ann")
    people_actions.withdraw(person=ann, what=REMINDERS, now=NOW)
    booked(needling, who=ann)
    assert "ann@example.org" in jobs_done()
    schedule.tick(TEN - timedelta(hours=1))
    assert jobs_done(now=TEN - timedelta(hours=1)) == {}


def test_after_a_night_without_jobs_one_reminder_is_enough(needling):
    booked(needling, who=reminded_person("Ann"))
    jobs_done()
    schedule.tick(TEN - timedelta(hours=1))
    schedule.tick(TEN - timedelta(minutes=59))
    assert Letter.objects.filter(key__contains="reminder").count() == 1


def test_a_freed_time_is_offered_to_one_after_the_other(needling):
    booking = booked(needling, who=person("Ann"))
    for number, name in enumerate(("Bea", "Ben")):
        WaitingEntry.objects.create(
            person=person(name),
            visit=needling,
            earliest_date=TEN,
            latest_date=TEN,
            since_at=NOW + timedelta(seconds=number),
        )
    actions.cancel(booking_id=booking.pk, actor=booking.person, now=NOW)
    mails = jobs_done()
    assert "is free for you" in mails["bea@example.org"]["Subject"]
    assert "until Sunday, March 1, 2026 at 9:00 AM" in text_of(mails["bea@example.org"])
    assert "ben@example.org" not in mails
    schedule.end_holds(now=NOW + HOLD)
    assert jobs_done(now=NOW + HOLD) == {}
    schedule.end_holds(now=NOW + OFFER)
    assert set(jobs_done(now=NOW + OFFER)) == {"ben@example.org"}
