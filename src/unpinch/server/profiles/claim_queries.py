"""Every read of claims and of what clinicians say about themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from unpinch.server.accounts.models import Person

from .additions import CONFIRMED_FOR, Said, SaidByClinician, is_confirmed
from .claim_models import Addition, Claim, ClaimStep, Photo
from .claiming import CODE_DAY, LIVE, OPEN, ClaimAct, ClaimStanding, ClaimState, Proof, SentCode

_LIVE, _OPEN = ([each.value for each in states] for states in (LIVE, OPEN))
_PROVEN = ClaimState.PROVEN.value


@dataclass(frozen=True)
class StepLine:
    """One line of a claim's history."""

    at: datetime
    act: ClaimAct
    by: str
    reason: str


def live_claim(*, person: Person) -> Claim | None:
    """Give the claim of a person that is open or proven."""
    return Claim.objects.select_related("person").filter(person=person, state__in=_LIVE).first()


def claims_of(*, person: Person) -> tuple[Claim, ...]:
    """Give all claims of a person, the newest first."""
    return tuple(Claim.objects.filter(person=person))


def own_claim(*, person: Person, number: int) -> Claim | None:
    """Give one claim, if it is the person's own."""
    return Claim.objects.select_related("person").filter(person=person, pk=number).first()


def any_claim(*, number: int) -> Claim | None:
    """Give one claim, whoever's: for whoever runs the site."""
    return Claim.objects.select_related("person").filter(pk=number).first()


def proven_claim(*, person: Person) -> Claim | None:
    """Give the claim by which a person is a clinician."""
    return Claim.objects.select_related("person").filter(person=person, state=_PROVEN).first()


def npi_of(*, person: Person) -> str | None:
    """Give the number that a person has proven to be theirs."""
    claim = proven_claim(person=person)
    return claim.npi if claim else None


def holder_of(*, npi: str) -> Person | None:
    """Give who has proven that a number is theirs."""
    claim = Claim.objects.select_related("person").filter(npi=npi, state=_PROVEN).first()
    return claim.person if claim else None


def others_of(*, claim: Claim) -> tuple[Claim, ...]:
    """Give the live claims that somebody else has of the same number."""
    return tuple(
        Claim.objects.select_related("person").filter(npi=claim.npi, state__in=_LIVE).exclude(person=claim.person)
    )


def standing(*, claim: Claim, now: datetime) -> ClaimStanding:
    """Give a claim as the rules see it."""
    code = None
    if claim.code_sent_at is not None:
        code = SentCode(
            proof=Proof(claim.code_way),
            digest=claim.code_digest,
            sent_at=claim.code_sent_at,
            wrong_tries=claim.code_wrong_tries,
        )
    sent = ClaimStep.objects.filter(claim=claim, act=ClaimAct.SEND_CODE.value, at__gt=now - CODE_DAY).count()
    return ClaimStanding(
        state=ClaimState(claim.state), code=code, codes_today=sent, is_contested=bool(others_of(claim=claim))
    )


def history_of(*, claim: Claim) -> tuple[StepLine, ...]:
    """Give what was done with a claim, in its order."""
    steps = claim.steps.select_related("by")
    return tuple(StepLine(step.at, ClaimAct(step.act), step.by.name if step.by else "", step.reason) for step in steps)


def open_claims() -> tuple[Claim, ...]:
    """Give the claims that wait to be decided, the oldest first."""
    return tuple(Claim.objects.select_related("person").filter(state__in=_OPEN).order_by("started_at", "id"))


def proven_claims(*, limit: int) -> tuple[Claim, ...]:
    """Give the claims that were proven latest."""
    return tuple(Claim.objects.select_related("person").filter(state=_PROVEN).order_by("-changed_at", "-id")[:limit])


def said_by(*, npis: Iterable[str]) -> dict[str, SaidByClinician]:
    """Give what clinicians with a proven claim say about themselves, of some numbers; two queries."""
    numbers = tuple(npis)
    rows = Addition.objects.filter(claim__npi__in=numbers, claim__state=_PROVEN, replaced_at=None)
    said: dict[str, dict[Said, Addition]] = {}
    for row in rows.select_related("claim"):
        said.setdefault(row.claim.npi, {})[Said(row.what)] = row
    photos = Photo.objects.filter(claim__npi__in=numbers, claim__state=_PROVEN).defer("jpeg").select_related("claim")
    pictures = {photo.claim.npi: photo for photo in photos}
    return {npi: _said(npi, said.get(npi, {}), pictures.get(npi)) for npi in {*said, *pictures}}


def _said(npi: str, rows: dict[Said, Addition], photo: Photo | None) -> SaidByClinician:
    return SaidByClinician(
        npi=npi,
        values={what: rows[what].value for what in Said if what in rows and rows[what].value},
        dates={what: rows[what].said_at.date() for what in Said if what in rows},
        photo_digest=photo.digest if photo else "",
        photo_date=photo.said_at.date() if photo else None,
    )


def said_in(*, claim: Claim) -> SaidByClinician:
    """Give what the holder of one claim says, for their own page."""
    rows = {Said(row.what): row for row in claim.additions.filter(replaced_at=None)}
    return _said(claim.npi, rows, Photo.objects.filter(claim=claim).defer("jpeg").first())


def said_before(*, claim: Claim) -> tuple[Addition, ...]:
    """Give all that the holder ever said, the newest first."""
    return tuple(claim.additions.order_by("-said_at", "-id"))


def photo_of(*, npi: str, digest: str) -> bytes | None:
    """Give the picture of a clinician, if it is still that one."""
    found = Photo.objects.filter(claim__npi=npi, claim__state=_PROVEN, digest=digest).first()
    return bytes(found.jpeg) if found else None


def confirmed_phones(*, now: datetime) -> dict[str, frozenset[str]]:
    """Give the phone numbers that clinicians confirmed within the time in which it counts, by NPI."""
    rows = Addition.objects.filter(
        what=Said.PHONES.value, replaced_at=None, claim__state=_PROVEN, said_at__gt=now - CONFIRMED_FOR
    ).select_related("claim")
    return {
        row.claim.npi: frozenset(row.value) for row in rows if row.value and is_confirmed(said_at=row.said_at, now=now)
    }
