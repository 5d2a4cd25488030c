"""Every write to a claim, each with its row in the record and in the claim's history, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from unpinch.kernel import check_npi
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from . import claim_queries
from .claim_models import Claim, ClaimStep, Photo
from .claiming import (
    CLAIMS_A_DAY,
    CODE_DAY,
    CODE_DIGITS,
    MOST_REASON_CHARACTERS,
    MOST_WORDS,
    CannotClaim,
    ClaimAct,
    ClaimState,
    CodeAnswer,
    Proof,
    WhyNot,
    answer_to_code,
    state_after,
)

# What a change of who is the clinician brings with it (a role, a calendar); called inside the transaction. `web` joins
# apps that do not know each other.
OnProven = Callable[[Claim, datetime], None]


def start(*, person: Person, npi: str, now: datetime) -> Claim:
    """
    Start a claim; the same person's live claim of the same number is given again.

    Raises
    ------
    kernel.NotAnNpi
        If the number is not an NPI.
    CannotClaim
        If the person has another live claim, or started too many within a day.
    """
    check_npi(npi=npi)
    try:
        with transaction.atomic():
            return _started(person=person, npi=npi, now=now)
    except IntegrityError:
        # Two tabs at one moment: the other one was first.
        mine = claim_queries.live_claim(person=person)
        if mine is None or mine.npi != npi:
            raise CannotClaim(WhyNot.ONE_AT_A_TIME) from None
        return mine


def _started(*, person: Person, npi: str, now: datetime) -> Claim:
    mine = claim_queries.live_claim(person=person)
    if mine and mine.npi == npi:
        return mine
    if mine:
        raise CannotClaim(WhyNot.ONE_AT_A_TIME)
    if Claim.objects.filter(person=person, started_at__gt=now - CODE_DAY).count() >= CLAIMS_A_DAY:
        raise CannotClaim(WhyNot.TOO_MANY_CLAIMS)
    claim = Claim.objects.create(person=person, npi=npi, state=ClaimState.STARTED.value, started_at=now, changed_at=now)
    _write_down(claim, act=ClaimAct.START, by=person, now=now)
    return claim


@transaction.atomic
def ask_for(*, claim: Claim, way: Proof, words: str, now: datetime) -> Claim:
    """Say how the claimer would like to prove it, and what they write to whoever decides."""
    claim = _locked(claim)
    if claim.state not in (ClaimState.STARTED.value, ClaimState.CODE_SENT.value):
        raise CannotClaim(WhyNot.NOT_IN_THIS_STATE)
    claim.way, claim.words, claim.changed_at = way.value, words.strip()[:MOST_WORDS], now
    claim.save(update_fields=["way", "words", "changed_at"])
    record(at=now, actor=claim.person, act="claim.asked", thing=_thing(claim), concerns=claim.person)
    return claim


@transaction.atomic
def make_code(*, claim: Claim, way: Proof, by: Person, now: datetime) -> str:
    """
    Make a code and give it, to be mailed or read aloud; it is kept as a digest alone, and replaces an earlier one.

    Raises
    ------
    CannotClaim
        If the claim is over or contested, or had too many codes within a day.
    """
    claim = _locked(claim)
    state = state_after(claim=claim_queries.standing(claim=claim, now=now), act=ClaimAct.SEND_CODE)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    claim.state, claim.changed_at = state.value, now
    claim.code_way, claim.code_digest, claim.code_sent_at, claim.code_wrong_tries = (
        way.value,
        _digest(claim, code),
        now,
        0,
    )
    claim.save()
    _write_down(claim, act=ClaimAct.SEND_CODE, by=by, now=now, way=way)
    return code


@transaction.atomic
def enter_code(*, claim: Claim, code: str, now: datetime, on_proven: OnProven) -> CodeAnswer:
    """Try a code; a wrong one is counted, and the right one proves the claim."""
    claim = _locked(claim)
    standing = claim_queries.standing(claim=claim, now=now)
    answer = answer_to_code(claim=standing, digest=_digest(claim, code), now=now)
    if answer is CodeAnswer.WRONG:
        claim.code_wrong_tries += 1
        claim.save(update_fields=["code_wrong_tries"])
        record(at=now, actor=claim.person, act="claim.wrong_code", thing=_thing(claim), concerns=claim.person)
    if answer is CodeAnswer.RIGHT:
        state = state_after(claim=standing, act=ClaimAct.ENTER_CODE)
        way = Proof(claim.code_way)
        _move(claim, state=state, act=ClaimAct.ENTER_CODE, by=claim.person, now=now, proof=way)
        on_proven(claim, now)
    return answer


@transaction.atomic
def approve(*, claim: Claim, by: Person, reason: str, now: datetime, on_proven: OnProven) -> Claim:
    """
    Say that the claim is right, and why; what remains of an open claim of somebody else is refused beside it.

    Raises
    ------
    CannotClaim
        If the claim is over, there is no reason, or somebody else holds the NPI: theirs is taken back first.
    """
    claim = _locked(claim)
    state = state_after(claim=claim_queries.standing(claim=claim, now=now), act=ClaimAct.APPROVE, reason=reason)
    if Claim.objects.filter(npi=claim.npi, state=ClaimState.PROVEN.value).exists():
        raise CannotClaim(WhyNot.HELD_BY_ANOTHER)
    _move(claim, state=state, act=ClaimAct.APPROVE, by=by, now=now, proof=Proof.OPERATOR, reason=reason)
    on_proven(claim, now)
    return claim


@transaction.atomic
def refuse(*, claim: Claim, by: Person, reason: str, now: datetime) -> Claim:
    """Say that the claim is not right, and why; the claimer reads the reason."""
    claim = _locked(claim)
    state = state_after(claim=claim_queries.standing(claim=claim, now=now), act=ClaimAct.REFUSE, reason=reason)
    return _move(claim, state=state, act=ClaimAct.REFUSE, by=by, now=now, reason=reason)


@transaction.atomic
def take_back(*, claim: Claim, by: Person, reason: str, now: datetime, on_ended: OnProven) -> Claim:
    """End a proven claim against the holder's will, and say why: what they said is shown no more."""
    claim = _locked(claim)
    state = state_after(claim=claim_queries.standing(claim=claim, now=now), act=ClaimAct.TAKE_BACK, reason=reason)
    _move(claim, state=state, act=ClaimAct.TAKE_BACK, by=by, now=now, reason=reason)
    on_ended(claim, now)
    return claim


@transaction.atomic
def withdraw(*, claim: Claim, now: datetime, on_ended: OnProven) -> Claim:
    """Give the claim up, open or proven."""
    claim = _locked(claim)
    was_proven = claim.state == ClaimState.PROVEN.value
    state = state_after(claim=claim_queries.standing(claim=claim, now=now), act=ClaimAct.WITHDRAW)
    _move(claim, state=state, act=ClaimAct.WITHDRAW, by=claim.person, now=now)
    if was_proven:
        on_ended(claim, now)
    return claim


def _locked(claim: Claim) -> Claim:
    return Claim.objects.select_for_update().select_related("person").get(pk=claim.pk)


def _move(
    claim: Claim,
    *,
    state: ClaimState,
    act: ClaimAct,
    by: Person,
    now: datetime,
    proof: Proof | None = None,
    reason: str = "",
) -> Claim:
    """Move on; code and words have done their work and are thrown away, and the picture where the claim ends."""
    claim.state, claim.changed_at, claim.reason = state.value, now, reason.strip()[:MOST_REASON_CHARACTERS]
    claim.proof = proof.value if proof else claim.proof
    claim.words = claim.code_way = claim.code_digest = ""
    claim.code_sent_at, claim.code_wrong_tries = None, 0
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        # Somebody else's claim of the same number was proven a moment ago; the database lets one be.
        raise CannotClaim(WhyNot.HELD_BY_ANOTHER) from None
    if state is not ClaimState.PROVEN:
        # The page on which its holder could remove it is theirs no longer.
        Photo.objects.filter(claim=claim).delete()
    _write_down(claim, act=act, by=by, now=now, way=proof, reason=claim.reason)
    return claim


def _write_down(
    claim: Claim, *, act: ClaimAct, by: Person, now: datetime, way: Proof | None = None, reason: str = ""
) -> None:
    ClaimStep.objects.create(
        claim=claim, at=now, act=act.value, state=claim.state, way=way.value if way else "", by=by, reason=reason
    )
    record(at=now, actor=by, act=f"claim.{act.value}", thing=_thing(claim), concerns=claim.person, reason=reason)


def _thing(claim: Claim) -> str:
    return f"npi:{claim.npi}"


def _digest(claim: Claim, code: str) -> str:
    """Give the digest of a code: with the site's key, for six digits alone are soon all tried by who has the table."""
    return salted_hmac(
        key_salt="unpinch.claim", value=f"{claim.pk}:{''.join(code.split())}", algorithm="sha256"
    ).hexdigest()
