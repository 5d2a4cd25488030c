"""What bookings keep about a person, and what becomes of it when they leave."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unpinch.scheduling import BookingState
from unpinch.server.accounts.models import Person
from unpinch.server.people.deletion import before_deletion, obstacle
from unpinch.server.people.kept import Kept, keeps, leaves_out

from .actions import cancel
from .mails import MailKind, write_about
from .models import Booking, Clinic, SummaryLook
from .waiting_actions import offer_freed

_COMING = (BookingState.HELD.value, BookingState.CONFIRMED.value)


def add_to_the_export() -> None:
    """Add the tables of this app to what is given to a person who asks for their data."""
    keeps(
        Kept("booking.Booking", gettext_lazy("Visits"), ("person", "booked_by"), ("key", "calendar_uid")),
        Kept("booking.CallerReach", gettext_lazy("How to reach you about a visit"), ("booking__person",)),
        Kept("booking.WaitingEntry", gettext_lazy("Waiting for an earlier time"), ("person",)),
        Kept("booking.WaitingOffer", gettext_lazy("Earlier times that were offered"), ("entry__person",)),
        Kept("booking.KeptSummary", gettext_lazy("Visit summaries"), ("person",)),
        Kept(
            "booking.SummaryShare",
            gettext_lazy("Shared summaries"),
            ("summary__person",),
            ("token_digest", "code_digest"),
        ),
        Kept("booking.SummaryLook", gettext_lazy("Who looked at a summary"), ("summary__person", "person")),
        Kept("booking.Desk", gettext_lazy("Your desks"), ("clinician",)),
        Kept("booking.WeekHours", gettext_lazy("Opening hours"), ("desk__clinician",)),
        Kept("booking.DayHours", gettext_lazy("Days with other hours"), ("desk__clinician",)),
        Kept("booking.Visit", gettext_lazy("Kinds of visits"), ("desk__clinician",)),
        Kept("booking.BlockedTime", gettext_lazy("Times kept free"), ("desk__clinician", "made_by")),
        Kept("booking.CalendarFeed", gettext_lazy("Calendars that are read"), ("desk__clinician",)),
        Kept("booking.BusyTime", gettext_lazy("Busy times read from calendars"), ("feed__desk__clinician",)),
        Kept("booking.PrivateFeed", gettext_lazy("Your private calendar"), ("desk__clinician",), ("token_digest",)),
        Kept("booking.ClinicManager", gettext_lazy("Clinics you manage"), ("person",)),
        Kept("booking.ClinicInvitation", gettext_lazy("Invitations you made"), ("made_by",), ("token_digest",)),
    )
    leaves_out("booking.ClaimedTick", because="the five-minute pieces of a visit or a kept time, which are both given")


@obstacle
def visits_that_others_wait_for(person: Person, now: datetime) -> str:
    """Say that people have booked visits with a clinician who wants to leave."""
    count = Booking.objects.filter(desk__clinician=person, state__in=_COMING, ends_at__gt=now).count()
    if not count:
        return ""
    return _("%(count)d people have booked a visit with you. Cancel those visits at your desk first.") % {
        "count": count
    }


@before_deletion
def leave_bookings(person: Person, now: datetime) -> None:
    """Cancel what is still to come, so that the clinic hears of it; then delete what no cascade may reach."""
    for booking in Booking.objects.filter(person=person, state__in=_COMING, starts_at__gt=now):
        cancel(booking_id=booking.pk, actor=person, now=now, reason="account deleted")
        # Now, and not by the jobs as else: the booking is gone in a moment.
        write_about(kind=MailKind.CANCELLED, booking_id=booking.pk, now=now)
        offer_freed(booking_id=booking.pk, now=now)
    SummaryLook.objects.filter(person=person).update(name="")
    # A visit protects its bookings, so that a kind of visit is not deleted under people who have booked it.
    Booking.objects.filter(Q(person=person) | Q(desk__clinician=person)).delete()
    left = Clinic.objects.filter(Q(desks__clinician=person) | Q(managers__person=person))
    for clinic in left.distinct():
        others = clinic.desks.exclude(clinician=person).exists() or clinic.managers.exclude(person=person).exists()
        if not others:
            clinic.delete()
