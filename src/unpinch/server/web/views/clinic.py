"""The desk's calendar: today, the week, what came in, and one visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from unpinch import scheduling
from unpinch.server.booking import actions, desk_queries, desk_time, queries
from unpinch.server.web.clinic_desk import AtDesk, at_desk, clinic_page, done
from unpinch.server.web.clinic_entries import entries_between, with_summaries
from unpinch.server.web.clinic_forms import CancelForm
from unpinch.server.web.presenters.clinic_booking import booking_page, change_lines, waiting_lines
from unpinch.server.web.presenters.clinic_day import days, visit_entry
from unpinch.server.web.presenters.clock import moment_words

_A_WEEK = 7


def asked_day(request: HttpRequest, name: str, *, otherwise: date) -> date:
    """Give the day that an address asks for; what is no day, or far from every calendar, is left out."""
    try:
        day = parse_date(request.GET.get(name, ""))
    except ValueError:
        day = None
    return day if day and abs(day - otherwise) < timedelta(days=3660) else otherwise


@require_safe
@at_desk
def today(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show a day: today, or the one asked for."""
    now = timezone.now()
    is_today = at.today(now)
    day = asked_day(request, "day", otherwise=is_today)
    (shown,) = days(
        at=at,
        first=day,
        count=1,
        hours=queries.opening_hours(desk=at.desk),
        entries=entries_between(at, at.days(day, 1), now=now),
        now=now,
    )
    unmarked = desk_queries.unmarked_at(desk=at.desk, before=at.days(is_today, 1).starts_at, now=now)
    context = {
        "day": shown,
        "earlier": at.address("clinic", day=(day - timedelta(days=1)).isoformat()),
        "later": at.address("clinic", day=(day + timedelta(days=1)).isoformat()),
        "unmarked": [(moment_words(one.starts_at, zone=at.zone), visit_entry(one, at=at, now=now)) for one in unmarked],
        "is_set_up": bool(desk_queries.kinds_of_visit(desk=at.desk)),
    }
    return clinic_page(request, at, "today", context)


@require_safe
@at_desk
def week(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show a week, Monday first."""
    now = timezone.now()
    asked = asked_day(request, "from", otherwise=at.today(now))
    monday = asked - timedelta(days=asked.weekday())
    shown = days(
        at=at,
        first=monday,
        count=_A_WEEK,
        hours=queries.opening_hours(desk=at.desk),
        entries=entries_between(at, at.days(monday, _A_WEEK), now=now),
        now=now,
    )
    context = {
        "days": shown,
        "earlier": at.address("clinic_week", **{"from": (monday - timedelta(days=7)).isoformat()}),
        "later": at.address("clinic_week", **{"from": (monday + timedelta(days=7)).isoformat()}),
        "is_this_week": any(day.is_today for day in shown),
    }
    return clinic_page(request, at, "week", context)


@require_safe
@at_desk
def requests(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show what was booked, moved or cancelled lately, and who waits for a time."""
    now = timezone.now()
    context = {
        "waiting": waiting_lines(desk_queries.waiting_at(desk=at.desk, today=at.today(now)), now=now),
        "changes": change_lines(desk_queries.changes_at(desk=at.desk, now=now), at=at, now=now),
    }
    return clinic_page(request, at, "requests", context)


@require_safe
@at_desk
def booking(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Show one visit."""
    return _booking_page(request, at, number, form=CancelForm(), now=timezone.now())


def _booking_page(
    request: HttpRequest, at: AtDesk, number: int, *, form: CancelForm, now: datetime, trouble: str = ""
) -> HttpResponse:
    found = desk_queries.booking_at(desk=at.desk, booking_id=number)
    if found is None:
        raise Http404
    has_summary = bool(with_summaries(at, [found]))
    context = {"page": booking_page(found, at=at, now=now, has_summary=has_summary), "form": form, "trouble": trouble}
    return clinic_page(request, at, "booking", context, status=409 if trouble else 200)


@require_POST
@at_desk
def mark(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Write down whether the person came, or take that back; then lead back to the day."""
    found = desk_queries.booking_at(desk=at.desk, booking_id=number)
    if found is None:
        raise Http404
    now, before = timezone.now(), found.state
    what = request.POST.get("as", "")
    try:
        if what == "unmarked":
            actions.unmark(booking_id=number, actor=at.person, now=now)
        elif what in ("came", "missed"):
            actions.mark(booking_id=number, came=what == "came", actor=at.person, now=now)
        else:
            raise Http404
    except scheduling.NotPossibleNow as wrong:
        return _booking_page(request, at, number, form=CancelForm(), now=now, trouble=str(wrong))
    done(request, at, what, undo={"kind": "mark", "booking": number, "state": before})
    if request.POST.get("back") == "booking":
        return redirect(at.address("clinic_booking", number))
    return redirect(at.address("clinic", day=found.starts_at.astimezone(at.zone).date().isoformat()))


@require_POST
@at_desk
def cancel(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Cancel a visit with words for the person."""
    found = desk_queries.booking_at(desk=at.desk, booking_id=number)
    if found is None:
        raise Http404
    form, now = CancelForm(request.POST), timezone.now()
    if not form.is_valid():
        return _booking_page(request, at, number, form=form, now=now)
    try:
        desk_time.cancel_for_the_clinic(booking=found, said=form.cleaned_data["said"], actor=at.person, now=now)
    except scheduling.NotPossibleNow as wrong:
        return _booking_page(request, at, number, form=form, now=now, trouble=str(wrong))
    done(request, at, "cancelled")
    if form.warning:
        return _booking_page(request, at, number, form=form, now=now)
    return redirect(at.address("clinic_booking", number))
