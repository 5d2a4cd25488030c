"""The hours of a desk, days that differ, and blocked times."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST

from unpinch import scheduling
from unpinch.server.booking import desk_actions, desk_queries, desk_time, queries
from unpinch.server.web.clinic_desk import AtDesk, at_desk, clinic_page, done
from unpinch.server.web.clinic_forms import BlockForm, DaysForm, HoursForm
from unpinch.server.web.clinic_undo import days_kept, week_kept
from unpinch.server.web.presenters.clinic_hours import blocked_lines, clock_note, days_that_differ

from .clinic import asked_day

# As far as a calendar is looked at: what is blocked later is not forgotten, only not listed.
_A_YEAR = 366


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def hours(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show the hours, and keep those of the week."""
    week = queries.opening_hours(desk=at.desk).week
    form = HoursForm(request.POST if request.method == "POST" else None, week=week)
    if form.is_bound and form.is_valid():
        before = desk_actions.set_week(desk=at.desk, week=form.week, actor=at.person, now=timezone.now())
        done(request, at, "week", undo={"kind": "week", "week": week_kept(before)})
        return redirect(at.address("clinic_hours"))
    return _page(request, at, week_form=form)


@require_POST
@at_desk
def set_days(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Keep days that differ."""
    form = DaysForm(request.POST)
    if form.is_valid():
        try:
            before = desk_actions.set_day(
                desk=at.desk,
                first=form.cleaned_data["first"],
                latest=form.cleaned_data["latest"],
                times=form.times,
                actor=at.person,
                now=timezone.now(),
            )
        except scheduling.BadHours as wrong:
            form.add_error("latest", str(wrong))
        else:
            done(request, at, "day", undo={"kind": "days", "days": days_kept(before)})
            return redirect(at.address("clinic_hours") + "#days")
    return _page(request, at, days_form=form)


@require_POST
@at_desk
def drop_day(request: HttpRequest, at: AtDesk, day: str) -> HttpResponse:
    """Let a day have the hours of its weekday again."""
    try:
        asked = parse_date(day)
    except ValueError:
        asked = None
    if asked is None:
        raise Http404
    before = desk_actions.set_day(
        desk=at.desk, first=asked, latest=asked, times=None, actor=at.person, now=timezone.now()
    )
    done(request, at, "day", undo={"kind": "days", "days": days_kept(before)})
    return redirect(at.address("clinic_hours") + "#days")


@require_POST
@at_desk
def set_open(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Let visits be booked, or stop that."""
    is_open = request.POST.get("open") == "1"
    before = at.desk.is_open
    desk_actions.set_open(desk=at.desk, is_open=is_open, actor=at.person, now=timezone.now())
    done(request, at, "opened" if is_open else "closed", undo={"kind": "open", "is_open": before})
    return redirect(at.address("clinic_hours"))


def _page(
    request: HttpRequest, at: AtDesk, *, week_form: HoursForm | None = None, days_form: DaysForm | None = None
) -> HttpResponse:
    now = timezone.now()
    opened = queries.opening_hours(desk=at.desk)
    week_form = week_form or HoursForm(week=opened.week)
    days_form = days_form or DaysForm()
    rows = desk_queries.days_that_differ(desk=at.desk, today=at.today(now))
    context = {
        # The summary of errors on top of the page is of whichever form was sent.
        "form": days_form if days_form.is_bound else week_form,
        "week_form": week_form,
        "days_form": days_form,
        "days": days_that_differ(rows, at=at),
        "clock_note": clock_note(today=at.today(now), zone=at.zone),
    }
    return clinic_page(request, at, "hours", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def block(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show the blocked times, and keep another."""
    now = timezone.now()
    today = at.today(now)
    initial = {"day": asked_day(request, "day", otherwise=today)}
    form = BlockForm(request.POST) if request.method == "POST" else BlockForm(initial=initial)
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            period = desk_time.wall_period(
                zone=at.desk.clinic.zone, day=asked["day"], begins=asked["begins"], ends=asked["ends"]
            )
            kept = desk_time.block(desk=at.desk, period=period, actor=at.person, now=now)
        except scheduling.SchedulingError as wrong:
            form.add_error("begins", str(wrong))
        else:
            done(request, at, "blocked", undo={"kind": "unblock", "id": kept.pk})
            return redirect(at.address("clinic", day=asked["day"].isoformat()))
    within = at.days(today - timedelta(days=1), _A_YEAR)
    blocked = blocked_lines(desk_queries.blocked_times(desk=at.desk, within=within), at=at)
    return clinic_page(request, at, "block", {"form": form, "blocked": blocked})


@require_POST
@at_desk
def unblock(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Let a blocked time be booked again."""
    freed = desk_time.unblock(desk=at.desk, blocked_id=number, actor=at.person, now=timezone.now())
    if freed is None:
        raise Http404
    ends = {"starts_at": freed.starts_at.isoformat(), "ends_at": freed.ends_at.isoformat()}
    done(request, at, "unblocked", undo={"kind": "block", **ends})
    return redirect(at.address("clinic_block"))
