"""The frame of the clinic's pages: where one is, at whose desk, and what was done a moment ago."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from unpinch.server.booking.desk_queries import Desk

from .times import zone_words

if TYPE_CHECKING:
    from unpinch.server.web.clinic_desk import AtDesk

_TABS = (
    ("clinic", _lazy("Today")),
    ("clinic_week", _lazy("Week")),
    ("clinic_requests", _lazy("Requests")),
    ("clinic_hours", _lazy("Hours")),
    ("clinic_visits", _lazy("Visit types")),
    ("clinic_rooms", _lazy("Clinic and rooms")),
    ("clinic_feeds", _lazy("Calendars")),
    ("clinic_people", _lazy("People")),
)
# Pages that belong under a tab without being it.
_UNDER = {"clinic_visit_new": "clinic_visits", "clinic_visit": "clinic_visits"}
_DONE = {
    "set_up": _lazy("Your desk is set up. Next: say when you see people, and what kinds of visit you offer."),
    "week": _lazy("Your hours are saved."),
    "day": _lazy("Those days are saved."),
    "opened": _lazy("Visits can be booked again."),
    "closed": _lazy("No new visits can be booked. What is booked stays."),
    "visit": _lazy("The visit type is saved."),
    "offered": _lazy("This visit type can be booked again."),
    "withdrawn": _lazy("This visit type is no longer offered. What is booked stays."),
    "room": _lazy("The room is saved."),
    "room_removed": _lazy("The room is removed."),
    "clinic": _lazy("The clinic is saved."),
    "feed": _lazy("The calendar is added. It is read within a few minutes."),
    "feed_removed": _lazy("The calendar is removed. Its busy times can be booked now."),
    "private_ended": _lazy("The old address no longer works."),
    "blocked": _lazy("The time is blocked."),
    "unblocked": _lazy("The time can be booked again."),
    "came": _lazy("Marked: came."),
    "missed": _lazy("Marked: did not come."),
    "unmarked": _lazy("The mark is taken back."),
    "cancelled": _lazy("The visit is cancelled, and its time is free."),
    "booked": _lazy("The visit is booked."),
    "joined": _lazy("You are part of this clinic now."),
    "dismissed": _lazy("This person no longer manages the clinic."),
    "undone": _lazy("Taken back."),
    "not_undone": _lazy("This could not be taken back any more. Look below at how it stands."),
}


@dataclass(frozen=True)
class Tab:
    """One page of the desk."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True)
class ClinicFrame:
    """What all pages of the desk show; `desks` only where there is more than one."""

    name: str
    clock: str
    tabs: tuple[Tab, ...]
    desks: tuple[Tab, ...]
    query: str
    is_open: bool
    is_own: bool
    is_manager: bool
    done: str
    undo: str


def clinic_frame(*, at: AtDesk, here: str, done: str, undo: str) -> ClinicFrame:
    """Give the frame of a page."""
    under = _UNDER.get(here, here)
    return ClinicFrame(
        name=desk_name(at.desk),
        clock=_("All times are on the clinic's clock: %(zone)s.") % {"zone": zone_words(at.desk.clinic.zone)},
        tabs=tuple(Tab(str(label), at.address(name), name == under) for name, label in _TABS) + _own(at),
        desks=tuple(
            Tab(desk_name(desk), f"?desk={desk.pk}", desk.pk == at.desk.pk) for desk in at.desks if len(at.desks) > 1
        ),
        query=f"?desk={at.desk.pk}" if len(at.desks) > 1 else "",
        is_open=at.desk.is_open,
        is_own=at.desk.clinician_id == at.person.pk,
        is_manager=at.is_manager,
        done=str(_DONE.get(done, "")),
        undo=undo,
    )


def _own(at: AtDesk) -> tuple[Tab, ...]:
    """Give the page on which a clinician says what they do: for their own desk alone."""
    return (Tab(_("Your profile"), reverse("profile"), False),) if at.desk.clinician_id == at.person.pk else ()


def desk_name(desk: Desk) -> str:
    """Give whose desk it is and where."""
    return _("%(person)s at %(clinic)s") % {"person": desk.clinician.name, "clinic": desk.clinic.name}
