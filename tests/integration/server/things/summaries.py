"""Ann's kept page: with a visit to Cora, and shared by a link."""

from datetime import date, timedelta
from uuid import uuid4

from tests.integration.server.people_world import Thing, World, thing
from unpinch import navigator
from unpinch.server.booking import summary_actions
from unpinch.server.booking.models import Booking, KeptSummary

WORDS = "Please do not needle near my scar."


@thing("summary_kept", "summary_kept_pdf", "summary_delete")
def _kept(world: World) -> Thing:
    return Thing(kwargs={"pk": ann_keeps(world).pk}, secret=WORDS)


@thing("summary_attach")
def _attach(world: World) -> Thing:
    return Thing(kwargs={"pk": ann_keeps(world).pk}, data={"visit": ""}, secret=WORDS)


@thing("summary_share")
def _share(world: World) -> Thing:
    return Thing(kwargs={"pk": ann_keeps(world).pk}, data={"days": "7"}, secret=WORDS)


@thing("summary_stop")
def _stop(world: World) -> Thing:
    link = summary_actions.share(summary=ann_keeps(world), days=7, now=world.now).share
    return Thing(kwargs={"pk": link.summary_id, "share_id": link.pk}, secret=WORDS)


@thing("summary_shared", "summary_shared_pdf")
def _shared(world: World) -> Thing:
    made = summary_actions.share(summary=ann_keeps(world), days=7, now=world.now)
    wrong = f"{(int(made.code) + 1) % 10**6:06d}"
    return Thing(kwargs={"token": made.token}, data={"code": wrong, "name": "Somebody"}, secret=WORDS)


@thing("desk_summary", "desk_summary_pdf")
def _at_the_desk(world: World) -> Thing:
    kept = ann_keeps(world)
    booking = ann_visits(world)
    summary_actions.attach(summary=kept, booking_id=booking.pk, now=world.now)
    return Thing(kwargs={"booking_id": booking.pk}, secret=WORDS)


def ann_keeps(world: World) -> KeptSummary:
    """Keep a page for Ann, with her own words alone."""
    reading = navigator.read(story=navigator.Story(text="my left leg hurts"))
    choice = navigator.SummaryChoice(parts=frozenset(), own_words=WORDS)
    made = navigator.visit_summary(reading=reading, choice=choice, made_date=date(2026, 1, 5))
    document = navigator.summary_document(summary=made)
    return summary_actions.keep(person=world.ann, document=document, now=world.now)


def ann_visits(world: World) -> Booking:
    """Give Ann a confirmed visit to Cora; the row alone, since the way to it is tested elsewhere."""
    starts_at = world.tomorrow_at_ten
    ends_at = starts_at + timedelta(minutes=30)
    made: Booking = Booking.objects.create(
        key=uuid4(), person=world.ann, booked_by=world.ann, desk=world.desk, visit=world.visit, starts_at=starts_at,
        ends_at=ends_at, claimed_from=starts_at, claimed_until=ends_at, state="confirmed", created_at=world.now,
        changed_at=world.now,
    )  # fmt: skip
    return made
