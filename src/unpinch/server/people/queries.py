"""What the pages of an account show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.paginator import Page, Paginator
from django.db.models import Q

from unpinch.server.accounts import consent_words
from unpinch.server.accounts.models import Consent, Person
from unpinch.server.audit.models import AuditEntry

from .acting import acted_for

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Counts:
    """What the first page of an account says in numbers."""

    passkeys: int
    has_codes: bool
    sessions: int


@dataclass(frozen=True)
class ConsentShown:
    """One thing that was agreed to or not, with the words as they were then."""

    what: str
    title: str
    words: str
    version: str
    given_at: datetime | None
    withdrawn_at: datetime | None
    can_be_withdrawn: bool


def counts(*, person: Person) -> Counts:
    """Count what protects an account and where it is open."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return Counts(
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN.value),
        has_codes=Authenticator.Type.TOTP.value in kinds,
        sessions=UserSession.objects.filter(user=person).count(),
    )


def address_is_proved(*, person: Person) -> bool:
    """Say whether somebody has shown that the address of their account is theirs."""
    return bool(EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists())


def agrees_to(*, person: Person, what: str) -> bool:
    """Say whether somebody agrees to something, in whichever version."""
    return Consent.objects.filter(person=person, what=what, withdrawn_at=None).exists()


def consents(*, person: Person) -> tuple[ConsentShown, ...]:
    """Give everything somebody agreed to, the latest first, and then what they were not asked or did not agree to."""
    given = tuple(_shown(each) for each in Consent.objects.filter(person=person))
    open_now = {each.what for each in given if each.withdrawn_at is None}
    never = (words for words in consent_words.WORDS if words.what not in open_now)
    return given + tuple(
        ConsentShown(each.what, str(each.title), str(each.words), each.version, None, None, each.can_be_withdrawn)
        for each in never
    )


def _shown(consent: Consent) -> ConsentShown:
    words = consent_words.of_version(what=consent.what, version=consent.version)
    return ConsentShown(
        consent.what,
        str(words.title) if words else consent.what,
        str(words.words) if words else "",
        consent.version,
        consent.given_at,
        consent.withdrawn_at,
        words.can_be_withdrawn if words else True,
    )


def my_record(*, person: Person, page: int) -> Page[AuditEntry]:
    """Give a page of the record: what concerns somebody or whom they act for without an account, and what they did."""
    those = [person, *acted_for(actor=person)]
    found = AuditEntry.objects.filter(Q(concerns__in=those) | Q(actor=person))
    return Paginator(found.select_related("for_person", "concerns"), ROWS_A_PAGE).get_page(page)
