"""
Whose clock a page shows: the one the person chose, else the one their browser says it has, else the clinic's.

A cookie keeps it. It names a time zone and nothing else, and is read by this site alone.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse

COOKIE = "unpinch_zone"
_YEAR_SECONDS = 31_536_000


def zone_of(request: HttpRequest, *, clinic: str) -> str:
    """Give the time zone to show times in; one that does not exist is passed over."""
    asked = (request.GET.get("zone"), request.POST.get("zone"), request.COOKIES.get(COOKIE), clinic)
    return next((zone for zone in asked if zone and is_zone(zone)), "UTC")


def keep_zone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep a zone that was chosen on the page."""
    zone = request.GET.get("zone", "")
    if is_zone(zone):
        # Read by the page's script as well, which sets it where the person chose none.
        response.set_cookie(COOKIE, zone, max_age=_YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return response


def is_zone(name: str) -> bool:
    """Say whether there is a time zone of that name."""
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def all_zones() -> tuple[str, ...]:
    """Give the names of places whose clock somebody may have; the ones by offset and abbreviation are left out."""
    return tuple(sorted(zone for zone in _zones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))))
