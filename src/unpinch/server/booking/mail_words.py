"""
The words of mails: one text file for each mail and language, its first line the subject.

Whole texts and not single sentences, so that who translates reads what the reader will read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation
from django.utils.dateformat import format as write_date

from .links import visit_address
from .models import Booking

LANGUAGES = ("en", "es")
_DAY = {"en": "l, F j, Y", "es": r"l j \d\e F \d\e Y"}
_TIME = {"en": "g:i A", "es": "g:i a"}


@dataclass(frozen=True)
class Words:
    """A mail as it is read."""

    subject: str
    body: str


def language_of(language: str) -> str:
    """Give the language a mail is written in: the one asked for, or English where there is none."""
    return language if language in LANGUAGES else LANGUAGES[0]


def words(*, name: str, language: str, facts: Mapping[str, object]) -> Words:
    """Give a mail in a language."""
    template = Engine.get_default().get_template(f"booking/mail/{language_of(language)}/{name}.txt")
    # Text and not HTML: an apostrophe stays one.
    with translation.override(language_of(language)):
        text = template.render(Context(facts, autoescape=False))
    subject, _, body = text.partition("\n")
    return Words(subject=subject.strip(), body=body.strip() + "\n")


def facts(*, booking: Booking, reader_name: str, zone: str, language: str) -> dict[str, object]:
    """Give what the words about a booking are filled with; times on the clinic's clock, and on the reader's."""
    clinic, visit, before = booking.desk.clinic, booking.visit, booking.replaces
    own_differs = _offset(booking.starts_at, zone) != _offset(booking.starts_at, clinic.zone)
    return {
        "name": reader_name,
        "person": "" if reader_name == booking.person.name else booking.person.name,
        "when": clock(booking.starts_at, zone=clinic.zone, language=language),
        "was": clock(before.starts_at, zone=clinic.zone, language=language) if before else None,
        "own": clock(booking.starts_at, zone=zone, language=language) if own_differs else None,
        "until": clock(booking.hold_ends_at, zone=zone, language=language) if booking.hold_ends_at else None,
        "visit": visit.name,
        "minutes": visit.minutes,
        "clinician": booking.desk.clinician.name,
        "clinic": clinic.name,
        "phone": clinic.phone,
        "notice_hours": clinic.notice_hours,
        "video": visit.telehealth_link,
        "said": booking.said,
        "link": visit_address(key=booking.key),
        "desk": f"{settings.SITE_ADDRESS}/clinic/",
    }


def clock(moment: datetime, *, zone: str, language: str) -> dict[str, str]:
    """Give a moment as it is read: the day, the time alone and with its word, and the place whose clock it is."""
    language = language_of(language)
    local = moment.astimezone(ZoneInfo(zone))
    with translation.override(language):
        day, time = write_date(local, _DAY[language]), write_date(local, _TIME[language])
    return {"day": day, "time": time, "at": _at(time, language), "zone": zone.rpartition("/")[2].replace("_", " ")}


def _at(time: str, language: str) -> str:
    if language == "es":
        return f"a la {time}" if time.startswith("1:") else f"a las {time}"
    return f"at {time}"


def _offset(moment: datetime, zone: str) -> object:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()
