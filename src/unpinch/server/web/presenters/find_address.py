"""Addresses of searches: place and filters, nothing of the story."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from unpinch import navigator


def find_address(reading: navigator.Reading | None, *, care: str | None = None) -> str:
    """Give the address of the search that suits this person: place and filters, nothing of the story."""
    near = reading.understanding.request.zip_code if reading else None
    asked: list[tuple[str, str]] = []
    if near:
        query = navigator.care_query(reading=reading, near=near)
        asked = [("near", near), ("within", f"{query.within_miles:g}")]
        kinds = [] if care else [("specialty", name) for name in query.specialties]
        asked += [("care", chosen)] if (chosen := care or query.care) else kinds
    elif care:
        asked = [("care", care)]
    return reverse("find") + (f"?{urlencode(asked)}" if asked else "")


def search_address(asked: Mapping[str, list[str]]) -> str:
    """Give the address of a search; `asked` is its query."""
    return reverse("find") + (f"?{urlencode(asked, doseq=True)}" if asked else "")
