"""Everything in a desk's calendar, read for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from unpinch.kernel import Period
from unpinch.server.booking import desk_queries, summary_queries
from unpinch.server.booking.desk_queries import Booking

from .clinic_desk import AtDesk
from .presenters.clinic_day import Entry, plain_entry, visit_entry


def entries_between(at: AtDesk, within: Period, *, now: datetime) -> list[Entry]:
    """Give visits, blocked times and times busy elsewhere; what was cancelled is left out."""
    booked = desk_queries.visits_between(desk=at.desk, within=within, now=now)
    told = with_summaries(at, booked)
    entries = [
        visit_entry(one, at=at, now=now, has_summary=one.pk in told) for one in booked if one.state != "cancelled"
    ]
    entries += [
        plain_entry("blocked", Period(one.starts_at, one.ends_at), title=_("Blocked"), zone=at.zone, id=one.pk)
        for one in desk_queries.blocked_times(desk=at.desk, within=within)
    ]
    entries += [
        plain_entry(
            "busy",
            Period(one.starts_at, one.ends_at),
            title=_("Busy: %(calendar)s") % {"calendar": one.feed.name},
            zone=at.zone,
            id=one.pk,
        )
        for one in desk_queries.busy_times(desk=at.desk, within=within)
    ]
    return entries


def with_summaries(at: AtDesk, bookings: Iterable[Booking]) -> frozenset[int]:
    """Give the visits whose people brought a summary: for the clinician alone, not for who manages the clinic."""
    numbers = [one.pk for one in bookings]
    return summary_queries.bookings_with_summaries(booking_ids=numbers, clinician=at.person)
