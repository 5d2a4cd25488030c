"""Reading whatever somebody types, in whichever box, for signs that they need help today."""

from __future__ import annotations

import re

from unpinch import language, safety
from unpinch.kernel import UNITED_STATES, CareLevel, HelpLines, PainPicture, Triage, Understanding

from ._help import triage_with

_TODAY = (CareLevel.EMERGENCY_NOW, CareLevel.SAME_DAY)
_SENTENCE_END, _BLANK = re.compile(r"[.!?\n]\s*"), re.compile(r"\s+")
# Longer than nearly every sentence that people write.
_ONE_SENTENCE = 400


def warning_signs(*, text: str, lang: str | None = None, help_lines: HelpLines = UNITED_STATES) -> Triage | None:
    """
    Give the level of care that some typed words call for, where that is today or at once.

    For every box in which a person can write: people write what frightens them where there is room for it. A text that
    is too long to be read whole is read in its first and its last 10,000 characters, as one text, each cut between
    words; what stands between them is not read.

    Parameters
    ----------
    text
        What was typed, in the person's own words.
    lang
        `en` or `es`; None lets the text decide.
    help_lines
        The numbers that go into the sentences.

    Returns
    -------
    Triage or None
        With level `emergency_now` or `same_day`; None where the words call for neither, where there are none, and where
        they cannot be read (control characters). None is never "safe".

    Examples
    --------
    >>> str(warning_signs(text="I cannot feel when I pee since this morning").level)
    'emergency_now'
    >>> warning_signs(text="Dr. Lee in Hartford") is None
    True
    """
    understanding = _understood(text, lang)
    if understanding is None:
        return None
    triage = safety.assess(understanding=understanding)
    return triage_with(help_lines, triage) if triage.level in _TODAY else None


def speaks_of_the_body(*, text: str, lang: str | None = None) -> bool:
    """
    Say whether typed words tell of the person's body: then they may not stand in an address line.

    Any finding, denied or past ones too, and anything about pain counts. Words that cannot be read count as well.

    Examples
    --------
    >>> speaks_of_the_body(text="my leg is not numb"), speaks_of_the_body(text="Dr. Lee")
    (True, False)
    """
    if not text.strip():
        return False
    understanding = _understood(text, lang)
    return understanding is None or bool(understanding.findings) or understanding.pain != PainPicture()


def _understood(text: str, lang: str | None) -> Understanding | None:
    try:
        return language.understand(text=_ends(text), lang=lang)
    except language.UnreadableText:
        return None


def _ends(text: str) -> str:
    """Give a text that is too long as its first and last part, neither of them ending or beginning inside a word."""
    text = text.strip()
    if len(text) <= language.MAX_CHARACTERS:
        return text
    half = language.MAX_CHARACTERS // 2 - 1
    first, last = text[:half].rsplit(maxsplit=1)[0], text[-half:]
    # From the first full sentence on: where a "no" was cut off, a denial must not turn into a sign.
    begins = _SENTENCE_END.search(last, 0, _ONE_SENTENCE) or _BLANK.search(last)
    return f"{first}\n{last[begins.end() :] if begins else last}"
