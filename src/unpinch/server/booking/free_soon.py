"""Who can be visited soon: worked out by the jobs and kept for all, so that a search reads one row and never waits."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import caches

from . import person_queries

_KEY = "free-soon"
# Ten turns of the jobs: where they stand still, an old calendar stops giving points.
_KEPT_SECONDS = 300


def refresh(*, now: datetime) -> None:
    """Work out anew who can be visited soon."""
    caches["default"].set(_KEY, person_queries.free_soon(now=now), _KEPT_SECONDS)


def known() -> dict[str, tuple[datetime, str]]:
    """
    Give when each clinician was next free a moment ago, by NPI, with the zone of the clinic.

    A time that has begun since stays until the next turn: whoever is free every half hour is not lost between two.
    """
    kept: dict[str, tuple[datetime, str]] | None = caches["default"].get(_KEY)
    return kept or {}
