"""Links with which somebody reaches their visit without signing in: signed, for one visit, and not guessed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "unpinch.visit"


def visit_token(*, key: UUID) -> str:
    """Give what stands in the link to a visit; who has it can read, move and cancel the visit until it has begun."""
    return signing.Signer(salt=_SALT).sign(str(key))


def key_in(*, token: str) -> UUID | None:
    """Give the key of the visit that a token is for; None where nobody here signed it."""
    try:
        return UUID(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def visit_address(*, key: UUID) -> str:
    """Give the whole address of a visit, for a mail."""
    return f"{settings.SITE_ADDRESS}{reverse('visit_link', args=[visit_token(key=key)])}"
