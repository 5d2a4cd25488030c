"""The token of a shared link and the code that goes with it: made by chance, kept as digests."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.utils.crypto import constant_time_compare, salted_hmac

_TOKEN_BYTES = 24
_CODE_DIGITS = 6


def new_token() -> str:
    """Give a token that nobody can guess: 192 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_code() -> str:
    """Give six digits to be told apart from the link."""
    return f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}"


def token_digest(*, token: str) -> str:
    """Give what is kept of a token; of 192 bits a plain digest is enough."""
    return sha256(token.encode()).hexdigest()


def code_digest(*, token: str, code: str) -> str:
    """
    Give what is kept of a code.

    A million codes are tried in a second, so the digest takes the key of the site, which is not in the database.
    """
    return salted_hmac("unpinch.summary.code", f"{token}:{code}", algorithm="sha256").hexdigest()


def is_code(*, token: str, code: str, digest: str) -> bool:
    """Say whether a code is the one, in a time that does not tell how nearly."""
    return constant_time_compare(code_digest(token=token, code=code), digest)
