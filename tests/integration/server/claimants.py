"""Plainly fictional people who claim a number, made through the actions of the site."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress

from unpinch.server.accounts.models import Person, Role
from unpinch.server.accounts.roles import give_role
from unpinch.server.profiles import claim_actions
from unpinch.server.profiles.claim_models import Claim
from unpinch.server.web.claiming import became_clinician

LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)


def make_person(email: str, name: str, *roles: Role) -> Person:
    """Make somebody with an account, whose address is confirmed."""
    person = Person.objects.create(email=email, name=name, created_at=LONG_AGO)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    for role in roles:
        give_role(person=person, role=role, given_by=None, now=LONG_AGO)
    return person


def proven(person: Person, npi: str, *, now: datetime = LONG_AGO) -> Claim:
    """Let somebody's claim be approved."""
    claim = claim_actions.start(person=person, npi=npi, now=now)
    return claim_actions.approve(claim=claim, by=person, reason="For this test", now=now, on_proven=became_clinician)
