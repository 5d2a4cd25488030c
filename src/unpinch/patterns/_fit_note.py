"""What a person should know about the whole fit: that nothing was told, or what was told and could not be counted."""

from __future__ import annotations

from collections.abc import Collection

from unpinch import knowledge
from unpinch.kernel import Text, say

from ._signs import examinations

# Groups of findings.csv that describe the pain. What warns of danger, or is about needles, is for the safety room, and
# to say here that it "does not count" would be misread.
_ABOUT_THE_PAIN = frozenset({"pain", "quality", "nerve", "pattern"})


def note_on(
    *, present: Collection[str], counted: Collection[str], examined: Collection[str] = (), is_empty: bool
) -> Text | None:
    """
    Give the note on a fit, or nothing where there is nothing to add.

    Parameters
    ----------
    present
        Ids of the findings that are there.
    counted
        Ids of the findings that at least one structure was weighed by.
    examined
        Ids of the examinations whose negative result could not be counted.
    is_empty
        Whether nothing was marked or told.
    """
    if is_empty:
        return say("You have not told us where it hurts yet. These shares only say how common each cause is.")
    left_out = [
        say(row.meaning)
        for row in knowledge.findings()
        if row.group in _ABOUT_THE_PAIN and row.id in present and row.id not in counted
    ]
    left_out += [say("{sign}: negative on examination", sign=examinations()[one]) for one in examined]
    if not left_out:
        return None
    return say(
        "You told us this, too: {things}. We know no number that tells the causes apart by it, so it changed nothing.",
        things=_listed(left_out),
    )


def _listed(meanings: list[Text]) -> Text:
    listed, *others = meanings
    for meaning in others:
        listed = say("{things}; {thing}", things=listed, thing=meaning)
    return listed
