"""A visit as a calendar shows it, for the file to download and for the files in e-mails."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from unpinch import scheduling
from unpinch.kernel import Period

from .person_queries import OwnVisit


def invitation_of(*, visit: OwnVisit, link: str) -> scheduling.Invitation:
    """
    Give what a calendar shows of a visit: neither a complaint nor the kind of visit, for others look at calendars.

    `link` is the whole address of the page where it is changed or cancelled, signed where it goes into an e-mail.
    """
    offered = visit.visit
    lines = [
        _("With %(clinician)s, %(clinic)s") % {"clinician": offered.clinician, "clinic": offered.clinic},
        _("Phone: %(phone)s") % {"phone": offered.phone} if offered.phone else "",
        _("Change or cancel: %(link)s") % {"link": link},
    ]
    return scheduling.Invitation(
        uid=f"{visit.calendar_uid}@unpinch",
        sequence=visit.sequence,
        period=Period(visit.starts_at, visit.ends_at),
        title=_("Appointment"),
        place=offered.clinic,
        description="\n".join(line for line in lines if line),
        organizer=settings.DEFAULT_FROM_EMAIL,
        attendee=visit.email,
        changed_at=visit.changed_at,
    )
