"""What a person asks for: treatments wanted, refused and tried; where, how far, who pays, which clinician."""

from __future__ import annotations

import re

from unpinch.kernel import Request

from ._findings import Heard
from ._phrases import Match, longest
from ._reading import Reading
from ._roles import read_roles
from ._story import Story

KM_A_MILE = 1.609344
# Five digits that are money or a count are no postal code.
_ZIP = re.compile(
    r"(?<![\d$.,-])(\d{5})(?:-\d{4})?(?![\d%]|[.,]\d)"
    r"(?!\s*(?:a year|dollars|bucks|pesos|usd|steps|people|euros|dolares|dólares|pasos|al año|miles|hours)\b)",
    re.IGNORECASE,
)
# A word that says it is the limit stands at most so many words from a distance.
_CUE_WITHIN = 5
# Unless "within" or the like leads it, nobody looks for a clinician farther away: "my sister is 800 miles away".
_FARTHEST = 250


def read_request(story: Story, heard: Heard) -> Request:
    """Give what the text asks for; what it does not say is None or empty."""
    roles = read_roles(story, heard)
    reading = story.reading
    return Request(
        treatments=roles.wanted,
        avoid=roles.avoid,
        tried=roles.tried,
        zip_code=_zip_code(reading),
        within_miles=_within_miles(reading),
        insurer=_insurer(reading),
        language=_clinicians_language(reading),
        gender=next((match.label.id for match in reading.all("gender")), None),
        telehealth=_telehealth(reading),
    )


def _zip_code(reading: Reading) -> str | None:
    found = _ZIP.search(reading.text)
    return found.group(1) if found else None


def _within_miles(reading: Reading) -> float | None:
    """Give how far the person would go, in miles: a distance beside "within", "no farther than", "radius"."""
    for place, value in reading.numbers.items():
        in_miles = reading.is_one_of(place + 1, "distance.miles")
        if (
            value > 0
            and (in_miles or reading.is_one_of(place + 1, "distance.kilometres"))
            and (_is_limit(reading, place) or (value <= _FARTHEST and _is_asked_beside_zip(reading, place)))
        ):
            return value if in_miles else round(value / KM_A_MILE, 1)
    return None


def _is_limit(reading: Reading, place: int) -> bool:
    """Say whether a distance is how far the person would go, not how far they walk."""
    before = reading.starting("place", place - _CUE_WITHIN, place)
    after = reading.starting("place", place + 2, place + _CUE_WITHIN)
    if any(cue.label.id == "within_before" and place - 2 <= cue.end <= place for cue in before):
        return True
    return reading.numbers[place] <= _FARTHEST and any(cue.label.id == "within_after" for cue in after)


def _is_asked_beside_zip(reading: Reading, place: int) -> bool:
    """Read "near 28205, 20 miles": a distance that stands alone, where a postal code is named."""
    start, end = reading.part(place)
    return (start, end) == (place, place + 2) and _zip_code(reading) is not None


def _insurer(reading: Reading) -> str | None:
    """Give the payer named first; the longest name where two overlap ("Aetna Medicare")."""
    named = (match for match in longest(reading.all("insurer")) if not _is_another_word(reading, match))
    return next((match.label.id for match in named), None)


def _is_another_word(reading: Reading, match: Match) -> bool:
    """Hear "me va bien" and "Norfolk, VA" as no payer: a bare "VA" stands in capitals and begins the sentence."""
    if match.end - match.start > 1 or reading.word(match.start) != "va":
        return False
    begins = match.start == reading.sentence(match.start)[0]
    return not (begins and reading.tokens[match.start].capital)


def _clinicians_language(reading: Reading) -> str | None:
    """Give the language the clinician should speak: a language beside "speaks", not one named in passing."""
    for match in reading.all("speaks"):
        if reading.starting("ask", match.start - _CUE_WITHIN, match.start + _CUE_WITHIN + 1):
            return match.label.id
    return None


def _telehealth(reading: Reading) -> bool | None:
    said = {match.label.id for match in reading.all("telehealth")}
    return None if not said else "no" not in said
