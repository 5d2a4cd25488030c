"""The words of a report: which fact is wrong, and what came of looking into it."""

from __future__ import annotations

from enum import StrEnum

# Two paragraphs: enough for a new address and how one knows it.
MOST_CHARACTERS = 1000


class WrongFact(StrEnum):
    """What a visitor can say is wrong about a clinician."""

    ADDRESS = "address"
    PHONE = "phone"
    # Moved away, retired, or died.
    GONE = "gone"
    # Does not give the care they are shown for.
    CARE = "care"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of looking into a report."""

    # The record was right all along.
    RIGHT = "right"
    # The record was wrong, and its publisher has been told or has mended it.
    CORRECTED = "corrected"
    # Nobody could be reached who knows.
    NOT_FOUND = "not_found"
