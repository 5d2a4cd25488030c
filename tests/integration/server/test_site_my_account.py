"""One's own account: consent, acting for someone else, the record, all to download, and deletion that deletes."""

import io
import json
import re
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.test import Client

from tests.integration.server.people_world import build_world, into_session, proved
from unpinch import server
from unpinch.scheduling import BookingState
from unpinch.server.accounts.models import Acting, Consent, Person
from unpinch.server.audit.models import AuditEntry
from unpinch.server.booking import actions as booking
from unpinch.server.booking.models import Booking, KeptSummary
from unpinch.server.people import acting, kept, queries
from unpinch.server.post.models import Letter
from unpinch.server.profiles.claiming import ClaimAct
from unpinch.server.web.presenters.record import act_words
from unpinch.server.web.presenters.record_words import WORDS

pytestmark = pytest.mark.django_db
KEY = UUID("3f2b8a52-6a1f-4d3e-9d1e-2b7b8f0c1d2e")
NOTE = "left leg, worse when sitting"


@pytest.fixture
def world(some_npi):
    cache.clear()
    return build_world(npi=some_npi)


def browser_of(person, *, has_proved=True):
    browser = Client()
    browser.force_login(person)
    if has_proved:
        into_session(browser, proved(person))
    return browser


@pytest.fixture
def visit(world):
    """Give a booked visit of Ann's with a summary, both with words of hers."""
    held = booking.hold(key=KEY, person=world.ann, visit=world.visit, starts_at=world.tomorrow_at_ten, now=world.now)
    booking.confirm(booking_id=held.pk, actor=world.ann, now=world.now)
    Booking.objects.filter(pk=held.pk).update(note=NOTE)
    KeptSummary.objects.create(person=world.ann, booking=held, document={"story": NOTE}, kept_at=world.now)
    return held


def _tables_that_lead_to_a_person():
    found: set[type] = {Person}
    before: set[type] = set()
    while found != before:
        before = set(found)
        for model in apps.get_models(include_auto_created=True):
            if any(field.is_relation and field.related_model in found for field in model._meta.concrete_fields):
                found.add(model)
    return {str(model._meta.label) for model in found if issubclass(model, Model)}


class TestTheExport:
    def test_every_table_that_leads_to_a_person_is_in_it_or_says_why_not(self):
        listed = {line.table for line in kept.kept()}
        assert listed | set(kept.left_out()) == _tables_that_lead_to_a_person()
        assert not listed & set(kept.left_out())
        assert all(kept.left_out().values())

    def test_every_column_and_every_way_exists(self, world):
        for line in kept.kept():
            columns = {field.name for field in apps.get_model(line.table)._meta.concrete_fields}
            assert set(line.secret) <= columns
            assert list(kept.rows_of(line, person=world.ann)) is not None

    def test_no_secret_is_in_it(self):
        telling = re.compile(r"password|digest|token|secret|session_key|^data$")
        for line in kept.kept():
            names = {field.name for field in apps.get_model(line.table)._meta.concrete_fields} - set(line.secret)
            assert not [name for name in names if telling.search(name)], line.table

    def test_gives_real_rows_to_read_and_for_a_program(self, world, visit):
        acting.add_dependant(actor=world.ann, name="Ann's little one", now=world.now)
        answer = browser_of(world.ann).post("/account/data/")
        assert answer["Content-Type"] == "application/zip"
        archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
        assert sorted(archive.namelist()) == ["data.json", "read-me.html"]
        document = json.loads(archive.read("data.json"))
        mine = document["people"][0]["tables"]
        assert mine["booking.Booking"]["rows"][0]["note"] == NOTE
        assert mine["booking.KeptSummary"]["rows"][0]["document"] == {"story": NOTE}
        assert [row["act"] for row in mine["audit.AuditEntry"]["rows"]][-1] == "person.exported"
        assert document["people"][1]["name"] == "Ann's little one"
        page = archive.read("read-me.html").decode()
        assert NOTE in page
        assert "<h3>Visits</h3>" in page
        assert "argon2" not in page + archive.read("data.json").decode()

    def test_holds_nothing_of_others(self, world, visit):
        archive = zipfile.ZipFile(io.BytesIO(browser_of(world.ben).post("/account/data/").getvalue()))
        assert NOTE not in archive.read("data.json").decode()
        assert "ann@example.org" not in archive.read("data.json").decode()

    def test_asks_for_the_password_first(self, world):
        answer = browser_of(world.ann, has_proved=False).get("/account/data/")
        assert answer.url.startswith("/account/reauthenticate/")


def _everything():
    """Give every value of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield (
                    table,
                    " ".join(
                        bytes(v).decode(errors="replace") if isinstance(v, bytes | memoryview) else str(v) for v in row
                    ),
                )


class TestDeletion:
    def test_leaves_nothing_of_the_person_in_any_table(self, world, visit):
        here, elsewhere = browser_of(world.ann), browser_of(world.ann)
        elsewhere.get("/account/")
        asked = acting.ask_to_act(for_person=world.ann, email="ben@example.org", now=world.now)
        acting.answer(acting_id=asked.pk, person=world.ben, agrees=True, now=world.now)
        acting.ask_to_act(for_person=world.ben, email="ann@example.org", now=world.now)
        Person.objects.filter(pk=world.ann.pk).update(name="Annalise Riverwood")
        here.post("/account/settings/", {"name": "Annalise Riverwood", "zone": "UTC", "language": "es"})
        before = [table for table, row in _everything() if "Riverwood" in row or "ann@example.org" in row]
        assert {"accounts_person", "account_emailaddress", "audit_auditentry"} <= set(before)
        answer = here.post("/account/delete/", {"word": " Delete "})
        assert "Your account is deleted" in answer.content.decode()
        left = [
            (table, row)
            for table, row in _everything()
            if "Riverwood" in row or "ann@example.org" in row or NOTE in row
        ]
        # The clinic is told of the cancelled visit: the name of who would have come is in a letter until it is sent.
        assert {table for table, _row in left} <= {"post_letter"}
        assert Letter.objects.filter(recipients="cora@example.org").exists()
        assert not Letter.objects.filter(recipients="ann@example.org").exists()
        assert not [s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(world.ann.pk)]
        assert elsewhere.get("/account/").status_code == 302

    def test_lets_nobody_point_to_who_is_gone(self, world, visit):
        browser_of(world.ann).post("/account/delete/", {"word": "delete"})
        assert not Booking.objects.exists()
        assert not AuditEntry.objects.filter(actor_name="Ann").exists()
        acts = AuditEntry.objects.filter(thing=f"booking:{visit.pk}")
        assert {entry.act for entry in acts} >= {"booking.confirmed", "booking.cancelled"}
        assert {entry.actor_name for entry in acts} == {""}
        connection.check_constraints()

    def test_takes_those_along_for_whom_nobody_else_acts(self, world):
        acting.add_dependant(actor=world.ann, name="Only hers", now=world.now)
        shared = acting.add_dependant(actor=world.ann, name="Of both", now=world.now).for_person
        Acting.objects.create(actor=world.ben, for_person=shared, asked_at=world.now, agreed_at=world.now)
        browser_of(world.ann).post("/account/delete/", {"word": "delete"})
        assert set(Person.objects.filter(name__in=["Only hers", "Of both"])) == {shared}

    @pytest.mark.parametrize("word", ["", "yes", "deleted"])
    def test_wants_the_word(self, world, word):
        page = browser_of(world.ann).post("/account/delete/", {"word": word}).content.decode()
        assert "There is something to mend" in page
        assert Person.objects.filter(pk=world.ann.pk).exists()

    def test_wants_the_password_again(self, world):
        answer = browser_of(world.ann, has_proved=False).post("/account/delete/", {"word": "delete"})
        assert answer.url.startswith("/account/reauthenticate/")
        assert Person.objects.filter(pk=world.ann.pk).exists()

    def test_a_clinician_with_visits_to_come_cancels_them_first(self, world, visit):
        answer = browser_of(world.cora).post("/account/delete/", {"word": "delete"})
        assert answer.status_code == 409
        assert "1 people have booked" in answer.content.decode() or "booked a visit with you" in answer.content.decode()
        assert Booking.objects.get().state == "confirmed"
        booking.cancel(booking_id=visit.pk, actor=world.cora, now=world.now)
        assert browser_of(world.cora).post("/account/delete/", {"word": "delete"}).status_code == 200
        assert not Person.objects.filter(pk=world.cora.pk).exists()


class TestTheRecord:
    def test_nobody_changes_it_below_the_program_but_a_name_can_go(self, world):
        acting.add_dependant(actor=world.ann, name="Somebody small", now=world.now)
        for change in ({"actor_name": "Ben"}, {"actor": world.ben}, {"concerns": world.ben}, {"act": "x"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                AuditEntry.objects.update(**change)
        AuditEntry.objects.update(actor_name="", actor=None)

    def test_shows_both_names_to_the_person_it_concerns(self, world):
        asked = acting.ask_to_act(for_person=world.ann, email="ben@example.org", now=world.now)
        acting.answer(acting_id=asked.pk, person=world.ben, agrees=True, now=world.now)
        held = booking.hold(
            key=KEY,
            person=world.ann,
            booked_by=world.ben,
            visit=world.visit,
            starts_at=world.tomorrow_at_ten,
            now=world.now,
        )
        booking.confirm(booking_id=held.pk, actor=world.ben, now=world.now)
        page = re.sub(r"<[^>]+>", " ", browser_of(world.ann).get("/account/record/").content.decode())
        assert re.search(r"Ben\s+for Ann\s+Booked a visit", page)

    def test_every_act_of_the_program_has_words(self):
        acts = {f"booking.{state}" for state in BookingState} | {f"claim.{act}" for act in ClaimAct}
        for path in Path(server.__file__).parent.rglob("*.py"):
            code = path.read_text(encoding="utf-8")
            acts |= set(re.findall(r'\bact="([a-z_.]+)"', code))
            # An app's own helper puts the name of the thing before the act.
            for before in re.findall(r'\bact=f"([a-z]+)\.\{', code):
                acts |= {f"{before}.{act}" for act in re.findall(r'_record\((?:f?)"([a-z_]+)"', code)}
        assert len(acts) > 40
        assert {act for act in acts if act not in WORDS} == set()
        assert act_words("role.given.moderator") == f"{WORDS['role.given']}: Moderator"


class TestActingForSomeoneElse:
    def test_holds_only_once_the_other_one_agrees(self, world):
        browser_of(world.ann).post("/account/acting/ask/", {"email": "Ben@example.org"})
        assert not acting.may_act_for(actor=world.ben, for_person=world.ann)
        page = browser_of(world.ben).get("/account/acting/").content.decode()
        assert "Ann asks you to act for them" in page
        asked = Acting.objects.get()
        browser_of(world.ben).post(f"/account/acting/{asked.pk}/answer/", {"agree": "yes"})
        assert acting.may_act_for(actor=world.ben, for_person=world.ann)
        assert not acting.may_act_for(actor=world.ann, for_person=world.ben)
        browser_of(world.ann).post(f"/account/acting/{asked.pk}/stop/")
        assert not acting.may_act_for(actor=world.ben, for_person=world.ann)

    def test_does_not_say_who_has_an_account(self, world):
        said = [
            re.findall(
                r'role="status".*?</div>',
                browser_of(world.ann).post("/account/acting/ask/", {"email": email}, follow=True).content.decode(),
                re.S,
            )
            for email in ("ben@example.org", "nobody@example.org")
        ]
        assert said[0] == said[1] != []

    def test_an_address_that_nobody_proved_opens_nothing(self, world):
        from allauth.account.models import EmailAddress

        asked = acting.ask_to_act(for_person=world.ann, email="ben@example.org", now=world.now)
        EmailAddress.objects.filter(user=world.ben).update(verified=False)
        assert "asks you" not in browser_of(world.ben).get("/account/acting/").content.decode()
        answer = browser_of(world.ben).post(f"/account/acting/{asked.pk}/answer/", {"agree": "yes"})
        assert answer.status_code == 404

    def test_a_child_cannot_sign_in_and_has_only_those_who_added_them(self, world):
        browser_of(world.ann).post("/account/acting/add/", {"name": "Somebody small"})
        child = Person.objects.get(name="Somebody small")
        assert not child.has_usable_password()
        assert not child.is_active
        assert acting.whom(actor=world.ann, person_id=str(child.pk)) == child
        with pytest.raises(Person.DoesNotExist):
            acting.whom(actor=world.ben, person_id=str(child.pk))

    @pytest.mark.parametrize(
        ("path", "sent", "words"),
        [
            ("add/", {"name": ""}, "Enter a name."),
            ("ask/", {"email": "ben"}, "Enter an e-mail address in full."),
            ("ask/", {"email": "ann@example.org"}, "This is your own address."),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_box(self, world, path, sent, words):
        page = browser_of(world.ann).post(f"/account/acting/{path}", sent).content.decode()
        assert page.count(words) == 2


class TestConsent:
    def test_signing_up_keeps_which_words_were_agreed_to(self, client):
        sent = {"email": "new@example.org", "name": "New", "password1": "a walk along the river"}
        assert "Agree to what an account keeps" in client.post("/account/signup/", sent).content.decode()
        assert not Person.objects.exists()
        client.post("/account/signup/", {**sent, "agrees": "on"}, headers={"Accept-Language": "es-MX,en;q=0.5"})
        given = Consent.objects.all()
        assert {(each.person.email, each.what, each.withdrawn_at) for each in given} == {
            ("new@example.org", "account", None),
            ("new@example.org", "reminders", None),
        }
        assert given[0].person.language == "es"
        assert "correo electrónico" in str(mail.outbox[-1].body)

    def test_is_given_and_taken_back_and_both_are_kept(self, world):
        ann = browser_of(world.ann)
        ann.post("/account/consents/reminders/", {"agree": "yes"})
        ann.post("/account/consents/reminders/", {"agree": "yes"})
        assert queries.agrees_to(person=world.ann, what="reminders")
        ann.post("/account/consents/reminders/", {"agree": "no"})
        assert not queries.agrees_to(person=world.ann, what="reminders")
        kept_row = Consent.objects.get(person=world.ann)
        assert kept_row.withdrawn_at
        assert kept_row.given_at < kept_row.withdrawn_at
        assert "You took it back" in ann.get("/account/consents/").content.decode()

    def test_what_an_account_cannot_be_without_is_taken_back_by_deleting_it(self, world):
        answer = browser_of(world.ann).post("/account/consents/account/", {"agree": "no"})
        assert answer.status_code == 409
        assert browser_of(world.ann).post("/account/consents/nothing/").status_code == 404


def test_settings_are_kept_and_wrong_ones_refused(world):
    ann = browser_of(world.ann)
    ann.post("/account/settings/", {"name": "Ana", "zone": "America/Chicago", "language": "es"})
    world.ann.refresh_from_db()
    assert (world.ann.name, world.ann.zone, world.ann.language) == ("Ana", "America/Chicago", "es")
    page = ann.post("/account/settings/", {"name": "Ana", "zone": "Nowhere", "language": "es"}).content.decode()
    assert page.count("Choose a time zone from the list") == 2
