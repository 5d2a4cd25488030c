"""A time that is given up: who of those who wait is offered it, for how long, and what becomes of their place."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.integration.server.booking_world import NOW, TEN, browser_of, choose, offer, someone
from unpinch.scheduling import OFFER
from unpinch.server.booking import actions, waiting_actions
from unpinch.server.booking.links import visit_token
from unpinch.server.booking.models import Booking, WaitingEntry
from unpinch.server.booking.waiting_actions import CanCome

pytestmark = pytest.mark.django_db
ANY_DAY = CanCome(date(2026, 3, 2), date(2026, 3, 20))
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def visit():
    return offer()


@pytest.fixture
def freed(visit):
    """Give a visit at ten that somebody booked and gave up again."""
    zoe = someone("Zoe")
    browser = browser_of(zoe)
    browser.post(f"{choose(browser).url}confirm/")
    booking = Booking.objects.get()
    actions.cancel(booking_id=booking.pk, actor=zoe, now=NOW)
    return booking


def waits(name, visit, can_come=ANY_DAY, *, since=NOW, **more):
    person = someone(name)
    waiting_actions.join(person=person, visit_id=visit.pk, can_come=can_come, now=since, **more)
    return person


def offered(freed, now=NOW):
    number = waiting_actions.offer_freed(booking_id=freed.pk, now=now)
    return Booking.objects.get(pk=number) if number else None


def test_who_has_waited_longest_of_those_who_can_come_is_offered_it(visit, freed):
    waits("Ann", visit, CanCome(date(2026, 3, 2), date(2026, 3, 20), mornings=False), since=NOW - 3 * SECOND)
    waits("Ben", visit, CanCome(date(2026, 3, 4), date(2026, 3, 20)), since=NOW - 2 * SECOND)
    waits("Eve", visit, since=NOW)
    dan = waits("Dan", visit, since=NOW - SECOND)
    held = offered(freed)
    assert (held.person, held.starts_at, held.state) == (dan, TEN, "held")
    assert held.hold_ends_at == NOW + OFFER
    # The time is kept: the next one is asked when the offer ends, and nobody twice.
    assert offered(freed) is None
    assert offered(freed, now=NOW + OFFER).person.name == "Eve"
    assert offered(freed, now=NOW + 2 * OFFER) is None


def test_who_gave_it_up_is_not_offered_it_back(visit, freed):
    waiting_actions.join(person=freed.person, visit_id=visit.pk, can_come=ANY_DAY, now=NOW)
    assert offered(freed) is None


def test_an_offer_is_taken_by_its_link_and_ends_the_waiting(visit, freed):
    waits("Ann", visit)
    held, phone = offered(freed), Client()
    opened = phone.get(f"/visits/link/{visit_token(key=held.key)}/", follow=True)
    page = opened.content.decode()
    assert "A time is free for you" in page
    assert "Kept for you until <strong>10:00 AM</strong>" in page
    phone.post(f"/visits/{held.key}/confirm/")
    assert Booking.objects.get(pk=held.pk).state == "confirmed"
    assert WaitingEntry.objects.get().left_at == NOW


def test_an_offer_that_is_declined_keeps_the_place_and_goes_on_to_the_next(visit, freed):
    ann = waits("Ann", visit, since=NOW - SECOND)
    waits("Ben", visit)
    held = offered(freed)
    browser_of(ann).post(f"/visits/{held.key}/let-go/")
    assert WaitingEntry.objects.filter(left_at=None).count() == 2
    assert offered(held).person.name == "Ben"


def test_an_offer_moves_the_visit_that_was_to_be_earlier(visit, freed):
    ann = someone()
    browser = browser_of(ann)
    browser.post(f"{choose(browser, TEN + timedelta(days=5)).url}confirm/")
    later = Booking.objects.get(person=ann)
    waiting_actions.join(person=ann, visit_id=visit.pk, can_come=ANY_DAY, now=NOW, instead_of=later.key)
    held = offered(freed)
    browser.post(f"/visits/{held.key}/confirm/")
    assert list(Booking.objects.filter(person=ann, state="confirmed")) == [held]


def test_an_own_choice_does_not_cost_the_offer(visit, freed):
    ann = waits("Ann", visit)
    held = offered(freed)
    choose(browser_of(ann), TEN + timedelta(days=1))
    held.refresh_from_db()
    assert held.state == "held"
