"""What a desk is set up with: kinds of visit, the clinic and its rooms, calendars, people."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch import scheduling
from unpinch.server.booking import desk_actions, desk_feeds, desk_queries
from unpinch.server.booking.desk_queries import Visit
from unpinch.server.web.clinic_desk import AtDesk, at_desk, clinic_page, done, undoing
from unpinch.server.web.clinic_forms import ClinicForm, FeedForm, RoomForm, VisitForm
from unpinch.server.web.clinic_undo import take_back
from unpinch.server.web.presenters.clinic_setup import feed_lines, visit_lines
from unpinch.server.web.presenters.clock import moment_words

_NUMBERS = ("name", "minutes", "buffer_before", "buffer_after", "step", "horizon_days", "needs_room", "telehealth_link")
_MINUTES_AN_HOUR = 60


@require_safe
@at_desk
def visits(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show the kinds of visit."""
    context = {"visits": visit_lines(desk_queries.kinds_of_visit(desk=at.desk), at=at)}
    return clinic_page(request, at, "visits", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def visit(request: HttpRequest, at: AtDesk, number: int | None = None) -> HttpResponse:
    """Add a kind of visit, or change one."""
    kept = _visit(at, number) if number is not None else Visit(desk=at.desk)
    if request.method != "POST":
        form = VisitForm(initial=_numbers(kept)) if number is not None else VisitForm()
        return clinic_page(request, at, "visit", {"form": form, "is_new": number is None})
    form = VisitForm(request.POST)
    if form.is_valid():
        for name in _NUMBERS:
            setattr(kept, name, form.cleaned_data[name])
        kept.lead = form.cleaned_data["lead_hours"] * _MINUTES_AN_HOUR
        try:
            desk_actions.keep_visit(visit=kept, actor=at.person, now=timezone.now())
        except scheduling.BadVisitType as wrong:
            form.add_error("minutes", str(wrong))
        else:
            if not form.warning:
                done(request, at, "visit")
                return redirect(at.address("clinic_visits"))
    return clinic_page(request, at, "visit", {"form": form, "is_new": number is None})


def _numbers(kept: Visit) -> dict[str, Any]:
    # A lead of half an hour is shown as one hour: no page sets it, and more notice harms nobody.
    return {name: getattr(kept, name) for name in _NUMBERS} | {"lead_hours": -(-kept.lead // _MINUTES_AN_HOUR)}


def _visit(at: AtDesk, number: int) -> Visit:
    found = next((one for one in desk_queries.kinds_of_visit(desk=at.desk) if one.pk == number), None)
    if found is None:
        raise Http404
    return found


@require_POST
@at_desk
def offer(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Offer a kind of visit, or stop."""
    kept, is_offered = _visit(at, number), request.POST.get("offer") == "1"
    desk_actions.offer_visit(visit=kept, is_offered=is_offered, actor=at.person, now=timezone.now())
    undo = {"kind": "offer", "visit": number, "is_offered": kept.is_offered}
    done(request, at, "offered" if is_offered else "withdrawn", undo=undo)
    return redirect(at.address("clinic_visits"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def rooms(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show the clinic and its rooms; add a room or give one another name."""
    form = RoomForm(request.POST) if request.method == "POST" else RoomForm()
    if form.is_bound:
        _managers_only(at)
        if form.is_valid():
            number = request.POST.get("room", "")
            desk_actions.keep_room(
                clinic=at.desk.clinic,
                room_id=int(number) if number.isdecimal() else None,
                name=form.cleaned_data["name"],
                actor=at.person,
                now=timezone.now(),
            )
            if not form.warning:
                done(request, at, "room")
                return redirect(at.address("clinic_rooms"))
    return _rooms_page(request, at, form=form)


def _managers_only(at: AtDesk) -> None:
    if not at.is_manager:
        raise Http404


def _rooms_page(request: HttpRequest, at: AtDesk, *, form: RoomForm | ClinicForm, trouble: str = "") -> HttpResponse:
    clinic = at.desk.clinic
    known = {name: getattr(clinic, name) for name in ("name", "phone", "zone", "notice_hours")}
    context = {
        "form": form,
        "room_form": form if isinstance(form, RoomForm) else RoomForm(),
        "clinic_form": form if isinstance(form, ClinicForm) else ClinicForm(initial=known, prefix="clinic"),
        "rooms": desk_queries.rooms_of(desk=at.desk),
        "known": known,
        "trouble": trouble,
    }
    return clinic_page(request, at, "rooms", context, status=409 if trouble else 200)


@require_POST
@at_desk
def keep_clinic(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Keep what the clinic is called, its phone, zone and notice."""
    _managers_only(at)
    form = ClinicForm(request.POST, prefix="clinic")
    if form.is_valid():
        clinic = at.desk.clinic
        for name in ("name", "phone", "zone", "notice_hours"):
            setattr(clinic, name, form.cleaned_data[name])
        desk_actions.keep_clinic(clinic=clinic, actor=at.person, now=timezone.now())
        if not form.warning:
            done(request, at, "clinic")
            return redirect(at.address("clinic_rooms"))
    return _rooms_page(request, at, form=form)


@require_POST
@at_desk
def remove_room(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Take a room away."""
    _managers_only(at)
    room = next((one for one in desk_queries.rooms_of(desk=at.desk) if one.pk == number), None)
    if room is None:
        raise Http404
    try:
        desk_actions.remove_room(room=room, actor=at.person, now=timezone.now())
    except desk_actions.RoomInUse as wrong:
        return _rooms_page(request, at, form=RoomForm(), trouble=str(wrong))
    done(request, at, "room_removed", undo={"kind": "room", "name": room.name})
    return redirect(at.address("clinic_rooms"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def feeds(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show the calendars that are read and the one to read, and add one."""
    form = FeedForm(request.POST) if request.method == "POST" else FeedForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            desk_feeds.add_feed(
                desk=at.desk, name=said["name"], address=said["address"], actor=at.person, now=timezone.now()
            )
        except desk_feeds.BadFeedAddress as wrong:
            form.add_error("address", str(wrong))
        else:
            if not form.warning:
                done(request, at, "feed")
                return redirect(at.address("clinic_feeds"))
    return _feeds_page(request, at, form=form)


def _feeds_page(request: HttpRequest, at: AtDesk, *, form: FeedForm, address: str = "") -> HttpResponse:
    private = desk_queries.private_feed_of(desk=at.desk)
    context = {
        "form": form,
        "feeds": feed_lines(desk_queries.feeds_of(desk=at.desk), at=at, now=timezone.now()),
        "private_since": moment_words(private.made_at, zone=at.zone) if private else "",
        "address": address,
    }
    return clinic_page(request, at, "feeds", context)


@require_POST
@at_desk
def remove_feed(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Stop reading a calendar."""
    removed = desk_feeds.remove_feed(desk=at.desk, feed_id=number, actor=at.person, now=timezone.now())
    if removed is None:
        raise Http404
    done(request, at, "feed_removed", undo={"kind": "feed", "name": removed.name, "address": removed.address})
    return redirect(at.address("clinic_feeds"))


@require_POST
@at_desk
def private_feed(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Make a new address of the desk's own calendar and show it this once, or end the one there is."""
    if request.POST.get("act") == "end":
        desk_feeds.end_private_feed(desk=at.desk, actor=at.person, now=timezone.now())
        done(request, at, "private_ended")
        return redirect(at.address("clinic_feeds"))
    token = desk_feeds.new_private_feed(desk=at.desk, actor=at.person, now=timezone.now())
    return _feeds_page(
        request, at, form=FeedForm(), address=request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    )


@require_POST
@at_desk
def undo(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Take back what was done a moment ago, and lead back to where it was done."""
    kept = undoing(request, at, request.POST.get("number", ""))
    is_back = bool(kept and take_back(kept, at=at, now=timezone.now()))
    done(request, at, "undone" if is_back else "not_undone")
    return redirect(at.address(_WHERE.get(kept["kind"] if kept else "", "clinic")))


_WHERE = {
    "week": "clinic_hours",
    "days": "clinic_hours",
    "open": "clinic_hours",
    "unblock": "clinic_block",
    "block": "clinic_block",
    "offer": "clinic_visits",
    "feed": "clinic_feeds",
    "room": "clinic_rooms",
}
