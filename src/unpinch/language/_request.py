"""What a person asks for: treatments wanted, refused and tried; where, how far, who pays, which clinician."""

from __future__ import annotations

import re

from unpinch.kernel import FindingStatus, Request

from ._findings import Heard
from ._phrases import Match, longest
from ._reading import Reading
from ._story import Story

KM_A_MILE = 1.609344
_ZIP = re.compile(r"(?<![\d$.,-])(\d{5})(?:-\d{4})?(?![\d%]|[.,]\d)")
# A word that says how a treatment is meant stands at most so many words away; the items of a list a little nearer.
_CUE_WITHIN, _ITEM_WITHIN = 5, 4
# A single small word ("my", "had", "on") speaks only of what stands close by.
_SMALL_CUE_WITHIN = 3
# What the findings already hold: an operation of the past, a steroid for something else, a blood thinner.
_HISTORY = frozenset({"prior_back_surgery", "recent_spine_procedure", "steroid_use", "blood_thinner"})
_RANK = {"avoid": 0, "tried": 1, "wanted": 2}


def read_request(story: Story, heard: Heard) -> Request:
    """Give what the text asks for; what it does not say is None or empty."""
    roles = _treatment_roles(story, heard)
    reading = story.reading
    return Request(
        treatments=_of(roles, "wanted"),
        avoid=_of(roles, "avoid"),
        tried=_of(roles, "tried"),
        zip_code=_zip_code(reading),
        within_miles=_within_miles(reading),
        insurer=_insurer(reading),
        language=_clinicians_language(reading),
        gender=next((match.label.id for match in reading.all("gender")), None),
        telehealth=_telehealth(reading),
    )


def _of(roles: dict[str, str], role: str) -> tuple[str, ...]:
    return tuple(treatment for treatment, meant in roles.items() if meant == role)


def _treatment_roles(story: Story, heard: Heard) -> dict[str, str]:
    """Say how each treatment is meant; where one is named more than once, a refusal counts over a trial over a wish."""
    roles: dict[str, str] = {}
    previous: tuple[Match, str] | None = None
    for match in _named(story, heard):
        role = _role(story, match, previous)
        # What somebody else tried is no trial; that somebody praises it, or should offer it, is still a wish.
        if not role or (role == "tried" and not story.is_patients(match)):
            continue
        previous = (match, role)
        if _RANK[role] < _RANK.get(roles.get(match.label.id, ""), len(_RANK)):
            roles[match.label.id] = role
    return roles


def _named(story: Story, heard: Heard) -> list[Match]:
    """Give the treatments named, the longest name where two overlap, without those the findings already hold."""
    history = [match for match, status in heard if match.label.id in _HISTORY and status is FindingStatus.PRESENT]
    free = (match for match in longest(story.reading.all("treatment")) if not story.scopes.is_idiom(match))
    return [match for match in free if not any(match.overlaps(other) for other in history)]


def _role(story: Story, match: Match, previous: tuple[Match, str] | None) -> str | None:
    """Say whether it is wanted, refused or tried; None if it is only spoken of."""
    reading = story.reading
    part = reading.part(match.start, match.end)
    before, after = _cue_before(reading, match, part), _cues_after(reading, match, part)
    if "avoid" in (before, *after):
        return "avoid"
    if before != "wanted" and "tried" in (before, *after):
        return "tried"
    if before == "advised":
        return "wanted" if _is_question(reading, match) else None
    if "wanted" in (before, *after):
        return "wanted"
    in_list = previous is not None and _is_next_in_list(reading, previous[0], match)
    return previous[1] if previous and in_list else _unsaid_role(reading, match)


def _unsaid_role(reading: Reading, match: Match) -> str | None:
    """Naming a medicine means it is taken; naming a kind of care, or asking, means it is wanted."""
    rule = reading.lexicon.treatments[match.label.id]
    if _is_question(reading, match):
        return "wanted"
    if rule.medicine:
        return "tried"
    return "wanted" if rule.asked_by_name else None


def _cue_before(reading: Reading, match: Match, part: tuple[int, int]) -> str | None:
    """Give the role of the cue nearest before; of two that end together, the longer one."""
    # "Tried everything: PT, chiro, heat": what stands before a colon speaks of what follows.
    first = reading.part(part[0] - 2)[0] if reading.word(part[0] - 1) == ":" else part[0]
    near = [
        cue
        for cue in reading.starting("role", first, match.start)
        if cue.label.id.endswith(("_before", "advised"))
        and match.start - (_CUE_WITHIN if cue.end - cue.start > 1 else _SMALL_CUE_WITHIN) <= cue.end <= match.start
    ]
    if not near:
        return None
    return max(near, key=lambda cue: (cue.end, -cue.start)).label.id.removesuffix("_before")


def _cues_after(reading: Reading, match: Match, part: tuple[int, int]) -> set[str]:
    """Give the roles of the cues that follow; a question mark ends the part and still counts."""
    return {
        cue.label.id.removesuffix("_after")
        for cue in reading.starting("role", match.end, match.end + _CUE_WITHIN + 1)
        if cue.label.id.endswith("_after")
        and (cue.start < part[1] or (cue.start == part[1] and reading.word(cue.start) == "?"))
    }


def _is_question(reading: Reading, match: Match) -> bool:
    _, end = reading.sentence(match.start)
    return reading.word(end - 1) == "?"


def _is_next_in_list(reading: Reading, first: Match, second: Match) -> bool:
    """Say whether two treatments are items of one list: "PT, chiro and massage"."""
    between = [reading.word(place) for place in range(first.end, second.start)]
    return len(between) <= _ITEM_WITHIN and not {".", "!", "?", ";", "but"} & set(between)


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
            and _is_limit(reading, place)
        ):
            return value if in_miles else round(value / KM_A_MILE, 1)
    return None


def _is_limit(reading: Reading, place: int) -> bool:
    """Say whether a distance is how far the person would go, not how far they walk."""
    before = reading.starting("place", place - _CUE_WITHIN, place)
    after = reading.starting("place", place + 2, place + _CUE_WITHIN)
    return any(cue.label.id == "within_before" and place - 2 <= cue.end <= place for cue in before) or any(
        cue.label.id == "within_after" for cue in after
    )


def _insurer(reading: Reading) -> str | None:
    """Give the payer named first; the longest name where two overlap ("Aetna Medicare")."""
    return next((match.label.id for match in longest(reading.all("insurer"))), None)


def _clinicians_language(reading: Reading) -> str | None:
    """Give the language the clinician should speak: a language beside "speaks", not one named in passing."""
    for match in reading.all("speaks"):
        if reading.starting("ask", match.start - _CUE_WITHIN, match.start + _CUE_WITHIN + 1):
            return match.label.id
    return None


def _telehealth(reading: Reading) -> bool | None:
    said = {match.label.id for match in reading.all("telehealth")}
    return None if not said else "no" not in said
