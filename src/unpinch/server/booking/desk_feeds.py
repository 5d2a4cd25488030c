"""Calendars of a desk: those of others that say when the clinician is busy, and its own for the clinician to read."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from unpinch import scheduling
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from .desk_people import digest_of, new_token
from .models import CalendarFeed, Desk, PrivateFeed

# Nobody keeps more calendars; each is read again and again.
FEEDS_AT_MOST = 5
# The one of https. Others lead to machines inside a house, and no calendar on the web has one.
_PORT = 443


class BadFeedAddress(scheduling.SchedulingError):
    """An address that no calendar can be read from."""


def feed_address(*, typed: str) -> str:
    """
    Give the address of a calendar as it is read; `webcal` is `https` by another name.

    Raises
    ------
    BadFeedAddress
        If it is not on the web, not encrypted, or holds a name and password.
    """
    scheme, colon, rest = typed.strip().partition(":")
    address = f"https:{rest}" if scheme.lower() in ("webcal", "webcals") and colon else typed.strip()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme != "https" or not host:
        raise BadFeedAddress("Enter the secret address of the calendar. It begins with https://")
    if parts.username or parts.password or port not in (None, _PORT):
        raise BadFeedAddress("Enter an address without a name, password or port in it.")
    return address


@transaction.atomic
def add_feed(*, desk: Desk, name: str, address: str, actor: Person, now: datetime) -> CalendarFeed:
    """
    Add a calendar that is read for when the clinician is busy; one that is there already is given again.

    Raises
    ------
    BadFeedAddress
        If it cannot be read from, or there are too many.
    """
    address = feed_address(typed=address)
    before = CalendarFeed.objects.filter(desk=desk, address=address).first()
    if before:
        return before
    if CalendarFeed.objects.filter(desk=desk).count() >= FEEDS_AT_MOST:
        raise BadFeedAddress(f"{FEEDS_AT_MOST} calendars are read already. Remove one first.")
    feed = CalendarFeed.objects.create(desk=desk, name=name, address=address, added_at=now)
    record(at=now, actor=actor, act="desk.feed_added", thing=f"desk:{desk.pk}", concerns=desk.clinician)
    return feed


@transaction.atomic
def remove_feed(*, desk: Desk, feed_id: int, actor: Person, now: datetime) -> CalendarFeed | None:
    """Stop reading a calendar, and forget its busy times; gives what it was, None where it was gone already."""
    feed = CalendarFeed.objects.select_for_update().filter(desk=desk, pk=feed_id).first()
    if feed is None:
        return None
    feed.delete()
    record(at=now, actor=actor, act="desk.feed_removed", thing=f"desk:{desk.pk}", concerns=desk.clinician)
    return feed


@transaction.atomic
def new_private_feed(*, desk: Desk, actor: Person, now: datetime) -> str:
    """Give the secret of a new address of the desk's own calendar; the one before ends, and this is kept nowhere."""
    token = new_token()
    PrivateFeed.objects.update_or_create(desk=desk, defaults={"token_digest": digest_of(token), "made_at": now})
    record(at=now, actor=actor, act="desk.private_feed_made", thing=f"desk:{desk.pk}", concerns=desk.clinician)
    return token


@transaction.atomic
def end_private_feed(*, desk: Desk, actor: Person, now: datetime) -> None:
    """End the address of the desk's own calendar."""
    if PrivateFeed.objects.filter(desk=desk).delete()[0]:
        record(at=now, actor=actor, act="desk.private_feed_ended", thing=f"desk:{desk.pk}", concerns=desk.clinician)
