"""When somebody is next free, in a line beside their name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from .times import short_day_words, time_words


@dataclass(frozen=True)
class NextFree:
    """The next free time on the clinic's clock, empty where none is free, and the address where it is booked."""

    words: str
    href: str


def next_free_lines(*, bookable: Mapping[str, tuple[datetime, str] | None]) -> dict[str, NextFree]:
    """Give the line of each clinician who has a calendar here; `bookable` holds the time and the zone of the clinic."""
    return {npi: NextFree(_words(found), reverse("book", args=[npi])) for npi, found in bookable.items()}


def _words(found: tuple[datetime, str] | None) -> str:
    if found is None:
        return _("No free time now: waiting list")
    at = found[0].astimezone(ZoneInfo(found[1]))
    return _("Next free: %(day)s, %(time)s") % {"day": short_day_words(at.date()), "time": time_words(at)}
