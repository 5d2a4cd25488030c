"""Every write to what a clinician says about themselves; what they said before stays, with its dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from unpinch.server.audit.actions import record

from .additions import Said, checked
from .claim_models import Addition, Claim, Photo
from .claiming import CannotClaim, ClaimState, WhyNot


@transaction.atomic
def say(*, claim: Claim, said: Mapping[Said, Any], phones: tuple[str, ...], now: datetime) -> tuple[Said, ...]:
    """
    Keep what the holder of a proven claim says; give what changed. `phones` are the numbers of the public record.

    A phone number is confirmed anew each time, so that its year begins again; everything else keeps its date while
    it stays the same.

    Raises
    ------
    CannotClaim
        If the claim is not proven.
    """
    claim = _proven(claim)
    before = {Said(row.what): row for row in claim.additions.select_for_update().filter(replaced_at=None)}
    changed = []
    for what, value in checked(said=said, phones=phones).items():
        row = before.get(what)
        if not _is_news(row, what=what, value=value, now=now):
            continue
        if row:
            row.replaced_at = now
            row.save(update_fields=["replaced_at"])
        Addition.objects.create(claim=claim, what=what.value, value=value, said_at=now)
        record(at=now, actor=claim.person, act=f"profile.{what.value}", thing=_thing(claim), concerns=claim.person)
        changed.append(what)
    return tuple(changed)


@transaction.atomic
def show_photo(*, claim: Claim, jpeg: bytes, now: datetime) -> Photo:
    """Keep a picture that was drawn anew; the one before is deleted."""
    claim = _proven(claim)
    photo, _made = Photo.objects.update_or_create(
        claim=claim, defaults={"jpeg": jpeg, "digest": sha256(jpeg).hexdigest(), "said_at": now}
    )
    record(at=now, actor=claim.person, act="profile.photo", thing=_thing(claim), concerns=claim.person)
    return photo


@transaction.atomic
def remove_photo(*, claim: Claim, now: datetime) -> None:
    """Delete the picture."""
    claim = _proven(claim)
    if Photo.objects.filter(claim=claim).delete()[0]:
        record(at=now, actor=claim.person, act="profile.photo_removed", thing=_thing(claim), concerns=claim.person)


def _is_news(row: Addition | None, *, what: Said, value: Any, now: datetime) -> bool:
    """Say whether something is to be written: it changed, or a number is confirmed on another day."""
    if row is None:
        return bool(value)
    return bool(row.value != value or (what is Said.PHONES and value and row.said_at.date() != now.date()))


def _proven(claim: Claim) -> Claim:
    claim = Claim.objects.select_for_update().select_related("person").get(pk=claim.pk)
    if claim.state != ClaimState.PROVEN.value:
        raise CannotClaim(WhyNot.NOT_IN_THIS_STATE)
    return claim


def _thing(claim: Claim) -> str:
    return f"npi:{claim.npi}"
