"""A clinician without a calendar here: whom to call, what to say, and a reminder to oneself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unpinch import directory, scheduling
from unpinch.kernel import CareLevel, NotAnNpi, Period
from unpinch.server.web import snapshot, story
from unpinch.server.web.booking_forms import ReminderForm
from unpinch.server.web.forms import INSURERS
from unpinch.server.web.presenters import call
from unpinch.server.web.presenters.care import care_panel
from unpinch.server.web.presenters.times import zone_options
from unpinch.server.web.zones import keep_zone, zone_of

from .errors import cannot_be_done

# Where nobody says on whose clock, it is this one's: most people of the country live by it.
_USUAL_ZONE = "America/New_York"
_CALL_LASTS = timedelta(minutes=15)
_NO_INSURER = ("", "none", "other")


def emergency_first(request: HttpRequest) -> HttpResponse | None:
    """Answer with what to do now, where what this person told calls for it; None where it does not."""
    reading = story.read_and_judged(request)
    if reading is None or reading.triage.level is not CareLevel.EMERGENCY_NOW:
        return None
    return render(request, "web/emergency.html", {"care": care_panel(reading.triage)})


def call_page(request: HttpRequest, *, npi: str, form: ReminderForm | None = None) -> HttpResponse:
    """Show whom to call, and what to say, from what this person told."""
    try:
        known = directory.show(snapshot=snapshot.current(), npi=npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    except (directory.NoSuchClinician, NotAnNpi):
        raise Http404 from None
    reading = story.read_and_judged(request)
    zone = zone_of(request, clinic=_USUAL_ZONE)
    context = {
        "page": call.call_page(known, reading=reading, insurer=_insurer(reading.story.insurer if reading else None)),
        "form": form or ReminderForm(initial=_tomorrow(zone), now=timezone.now()),
        "zone": zone,
        "zones": zone_options(chosen=zone, clinic=zone),
        "summary": reverse("summary"),
    }
    return keep_zone(request, render(request, "web/call.html", context))


def _tomorrow(zone: str) -> dict[str, str]:
    day = (timezone.now().astimezone(ZoneInfo(zone)) + timedelta(days=1)).date()
    return {"day": day.isoformat(), "clock": "09:00"}


def _insurer(value: str | None) -> str:
    return "" if (value or "") in _NO_INSURER else str(dict(INSURERS).get(value or "", ""))


@require_safe
def reminder(request: HttpRequest, npi: str) -> HttpResponse:
    """Give a calendar file that reminds of calling; it says nothing of what for."""
    now = timezone.now()
    form = ReminderForm(request.GET, now=now)
    if not form.is_valid():
        return call_page(request, npi=npi, form=form)
    try:
        known = directory.show(snapshot=snapshot.current(), npi=npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    except (directory.NoSuchClinician, NotAnNpi):
        raise Http404 from None
    zone = ZoneInfo(zone_of(request, clinic=_USUAL_ZONE))
    begins = datetime.combine(form.cleaned_data["day"], form.cleaned_data["clock"], tzinfo=zone)
    page = call.call_page(known, reading=None, insurer="")
    file = scheduling.reminder_file(
        uid=f"{uuid4()}@unpinch",
        period=Period(begins, begins + _CALL_LASTS),
        title=_("Call to arrange a visit"),
        description=f"{page.name}\n{page.phone}".strip(),
        made_at=now,
    )
    headers = {"Content-Disposition": 'attachment; filename="call.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
