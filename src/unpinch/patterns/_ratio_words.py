"""How much a ratio of odds says, in plain words."""

from __future__ import annotations

from unpinch.kernel import Text, say

# Words for a ratio from here on; its inverse has the same word. Editorial: they only shorten a number.
_A_GREAT_DEAL, _A_LOT, _SOMEWHAT = 10.0, 5.0, 2.0
# Below this a ratio is not worth a word of its own. Editorial.
LEAST_SAID = 1.1


def says(ratio: float) -> Text:
    """
    Say how much a ratio of odds changes, as a sentence.

    Examples
    --------
    >>> str(says(6)), str(says(1 / 1.3)), str(says(1.02))
    ('This makes it a lot more likely.', 'This makes it slightly less likely.', 'This hardly changes how likely it is.')
    """
    if not _counts(ratio):
        return say("This hardly changes how likely it is.")
    return say("This makes it {how}.", how=how_likely(ratio))


def how_likely(ratio: float) -> Text:
    """Say how much more or less likely a ratio of odds makes something."""
    size = max(ratio, 1 / ratio)
    if not _counts(ratio):
        return say("hardly more or less likely")
    if ratio > 1:
        return next(words for limit, words in _MORE if size >= limit)
    return next(words for limit, words in _LESS if size >= limit)


def _counts(ratio: float) -> bool:
    return max(ratio, 1 / ratio) >= LEAST_SAID


_MORE = (
    (_A_GREAT_DEAL, say("a great deal more likely")),
    (_A_LOT, say("a lot more likely")),
    (_SOMEWHAT, say("somewhat more likely")),
    (LEAST_SAID, say("slightly more likely")),
)
_LESS = (
    (_A_GREAT_DEAL, say("a great deal less likely")),
    (_A_LOT, say("a lot less likely")),
    (_SOMEWHAT, say("somewhat less likely")),
    (LEAST_SAID, say("slightly less likely")),
)
