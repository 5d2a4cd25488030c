"""Who works at a clinic: setting up a desk, inviting others, managing."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from unpinch import scheduling
from unpinch.scheduling import OpeningHours
from unpinch.server.accounts.models import Person, Role
from unpinch.server.accounts.roles import give_role, take_role
from unpinch.server.audit.actions import record

from .claims import tried_again
from .models import Clinic, ClinicInvitation, ClinicManager, Desk

# Long enough for a letter between colleagues, short enough that a forgotten one is worth nothing.
INVITATION = timedelta(days=7)
# 192 bits.
TOKEN_BYTES = 24


class InvitationIsOver(scheduling.SchedulingError):
    """A link to join a clinic was used already, or ran out."""


def digest_of(token: str) -> str:
    """Give what is kept of a secret address."""
    return sha256(token.encode()).hexdigest()


def new_token() -> str:
    """Give a secret for an address."""
    # The log leaves out what holds capitals, small letters and figures; one in two hundred would lack figures.
    return f"Aa1{secrets.token_urlsafe(TOKEN_BYTES)}"


@transaction.atomic
def set_up_clinic(*, clinician: Person, npi: str, name: str, zone: str, phone: str, now: datetime) -> Desk:
    """
    Make a clinic with a desk for a clinician, who manages it.

    That they hold the NPI is for the caller to know.

    Raises
    ------
    scheduling.BadHours
        If there is no such time zone.
    """
    OpeningHours(zone=zone, week=((),) * 7)
    before = Desk.objects.filter(clinician=clinician, clinic__name=name, npi=npi).first()
    if before:
        return before
    clinic = Clinic.objects.create(name=name, zone=zone, phone=phone)
    ClinicManager.objects.create(clinic=clinic, person=clinician, since_at=now)
    desk = Desk.objects.create(clinician=clinician, clinic=clinic, npi=npi)
    record(at=now, actor=clinician, act="desk.set_up", thing=f"desk:{desk.pk}", concerns=clinician)
    return desk


@transaction.atomic
def invite(*, clinic: Clinic, as_manager: bool, actor: Person, now: datetime) -> str:
    """Give the secret of a link with which one person joins a clinic; it is kept nowhere."""
    token = new_token()
    made = ClinicInvitation.objects.create(
        clinic=clinic,
        as_manager=as_manager,
        token_digest=digest_of(token),
        made_by=actor,
        made_at=now,
        ends_at=now + INVITATION,
    )
    record(at=now, actor=actor, act="clinic.invited", thing=f"invitation:{made.pk}", concerns=actor)
    return token


def invitation_of(*, token: str, now: datetime) -> ClinicInvitation | None:
    """Find the invitation of a link; None where it was used, ran out or never was."""
    # Found by its digest: how long the search takes tells nothing of the secret.
    found = ClinicInvitation.objects.select_related("clinic").filter(token_digest=digest_of(token)).first()
    return found if found and found.used_at is None and now < found.ends_at else None


def join(*, token: str, person: Person, npi: str, now: datetime) -> Clinic:
    """
    Join a clinic by a link: as its manager, or with a desk for an NPI that the caller knows to be the person's.

    Raises
    ------
    InvitationIsOver
        If the link was used or ran out.
    """

    def act() -> Clinic:
        ClinicInvitation.objects.select_for_update().filter(token_digest=digest_of(token)).first()
        invitation = invitation_of(token=token, now=now)
        if invitation is None:
            raise InvitationIsOver("This link was used already, or ran out. Ask the clinic for a new one.")
        clinic = invitation.clinic
        if invitation.as_manager:
            ClinicManager.objects.get_or_create(clinic=clinic, person=person, defaults={"since_at": now})
            give_role(person=person, role=Role.CLINIC_MANAGER, given_by=invitation.made_by, now=now)
        else:
            Desk.objects.get_or_create(clinician=person, clinic=clinic, defaults={"npi": npi})
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
        record(at=now, actor=person, act="clinic.joined", thing=f"clinic:{clinic.pk}", concerns=person)
        return clinic

    return tried_again(act)


@transaction.atomic
def dismiss(*, manager: ClinicManager, actor: Person, now: datetime) -> None:
    """Take the management of a clinic from somebody, and the role where it was their only one."""
    manager.delete()
    if not ClinicManager.objects.filter(person=manager.person).exists():
        take_role(person=manager.person, role=Role.CLINIC_MANAGER)
    clinic = f"clinic:{manager.clinic_id}"
    record(at=now, actor=actor, act="clinic.manager_removed", thing=clinic, concerns=manager.person)


@transaction.atomic
def close_desks_of(*, clinician: Person, now: datetime) -> None:
    """Let nothing new be booked with somebody who is a clinician here no longer; what is booked stays."""
    for desk in Desk.objects.filter(clinician=clinician, is_open=True).order_by("pk"):
        desk.is_open = False
        desk.save(update_fields=["is_open"])
        record(at=now, actor=None, act="desk.closed", thing=f"desk:{desk.pk}", concerns=clinician)
