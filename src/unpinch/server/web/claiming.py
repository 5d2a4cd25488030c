"""What the apps do together when somebody becomes a clinician here, or is one no longer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from unpinch import directory
from unpinch.kernel import NotAnNpi
from unpinch.server.accounts.queries import Role
from unpinch.server.accounts.roles import give_role, take_role
from unpinch.server.booking.desk_people import close_desks_of

from . import snapshot

if TYPE_CHECKING:
    from unpinch.server.profiles.claim_models import Claim


def became_clinician(claim: Claim, now: datetime) -> None:
    """Give the role that opens the desk; inside the transaction that proves the claim."""
    give_role(person=claim.person, role=Role.CLINICIAN, given_by=None, now=now)


def is_clinician_no_longer(claim: Claim, now: datetime) -> None:
    """Take the role away, and close the desks; inside the transaction that ends the claim."""
    take_role(person=claim.person, role=Role.CLINICIAN)
    close_desks_of(clinician=claim.person, now=now)


def known_clinician(npi: str) -> directory.Clinician | None:
    """
    Give the public record of a number, None where the directory has none.

    Raises
    ------
    snapshot.NoDirectory
        If there is no directory to look in.
    """
    try:
        return directory.show(snapshot=snapshot.current(), npi=npi)
    except (directory.NoSuchClinician, NotAnNpi):
        return None


def public_addresses(npi: str) -> tuple[str, ...]:
    """Give the e-mail addresses that the public files hold of a number; few do."""
    return directory.mail_addresses(snapshot=snapshot.current(), npi=npi)


def public_phones(clinician: directory.Clinician) -> tuple[str, ...]:
    """Give the phone numbers of the public record, each once."""
    return tuple(dict.fromkeys(each.phone for each in clinician.practices if each.phone))
