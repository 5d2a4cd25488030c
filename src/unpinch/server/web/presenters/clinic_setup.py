"""Kinds of visit and calendars of a desk, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.server.booking.desk_queries import CalendarFeed, Visit

from .clock import ago_words

if TYPE_CHECKING:
    from unpinch.server.web.clinic_desk import AtDesk


@dataclass(frozen=True)
class VisitLine:
    """A kind of visit."""

    id: int
    name: str
    numbers: tuple[str, ...]
    video: str
    is_offered: bool
    href: str
    offer_href: str


def visit_lines(visits: Iterable[Visit], *, at: AtDesk) -> tuple[VisitLine, ...]:
    """Give the kinds of visit."""
    return tuple(
        VisitLine(
            id=one.pk,
            name=one.name,
            numbers=tuple(_numbers(one)),
            video=one.telehealth_link,
            is_offered=one.is_offered,
            href=at.address("clinic_visit", one.pk),
            offer_href=at.address("clinic_visit_offer", one.pk),
        )
        for one in visits
    )


def _numbers(visit: Visit) -> Iterable[str]:
    yield _("%(count)d minutes, a start each %(step)d minutes from when you open") % {
        "count": visit.minutes,
        "step": visit.step,
    }
    if visit.buffer_before or visit.buffer_after:
        yield _("%(before)d minutes kept free before and %(after)d after") % {
            "before": visit.buffer_before,
            "after": visit.buffer_after,
        }
    days = ngettext("%(count)d day", "%(count)d days", visit.horizon_days) % {"count": visit.horizon_days}
    if visit.lead:
        yield _("Can be booked from %(days)s to %(lead)s before") % {"days": days, "lead": _lead(visit.lead)}
    else:
        yield _("Can be booked from %(days)s before to the last minute") % {"days": days}
    yield _("Needs a room") if visit.needs_room else _("Needs no room")


def _lead(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


@dataclass(frozen=True)
class FeedLine:
    """A calendar that is read."""

    name: str
    host: str
    state: str
    look: str
    trouble: str
    remove_href: str


def feed_lines(feeds: Iterable[CalendarFeed], *, at: AtDesk, now: datetime) -> tuple[FeedLine, ...]:
    """Give the calendars; of their secret addresses only whose they are."""
    return tuple(
        FeedLine(
            name=one.name,
            host=one.address.split("//", 1)[-1].split("/", 1)[0],
            state=_state(one, now=now),
            look="stop" if one.trouble else "good" if one.read_at else "ask",
            trouble=one.trouble,
            remove_href=at.address("clinic_feed_remove", one.pk),
        )
        for one in feeds
    )


def _state(feed: CalendarFeed, *, now: datetime) -> str:
    if feed.read_at is None:
        return _("could not be read yet") if feed.trouble else _("not read yet")
    said = _("last read %(ago)s") % {"ago": ago_words(feed.read_at, now=now)}
    return _("%(said)s; what was read then still counts") % {"said": said} if feed.trouble else said
