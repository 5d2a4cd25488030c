"""
Words every room shares: sides, findings, levels of care, NPI, sentences that can be translated, the base error.

Standard library only.
"""

from ._door import late_door
from ._errors import UnpinchError
from ._findings import (
    Course,
    Finding,
    FindingStatus,
    Mark,
    MarkKind,
    Onset,
    PainPicture,
    Request,
    Side,
    Understanding,
)
from ._levels import CareLevel, NeedlingAnswer, NeedlingScreen, Reason, Triage
from ._npi import NotAnNpi, check_npi, npi_check_digit
from ._periods import NotAPeriod, Period
from ._text import HELP_PLACEHOLDERS, UNITED_STATES, HelpLines, Text, say

__all__ = [
    "HELP_PLACEHOLDERS",
    "UNITED_STATES",
    "CareLevel",
    "Course",
    "Finding",
    "FindingStatus",
    "HelpLines",
    "Mark",
    "MarkKind",
    "NeedlingAnswer",
    "NeedlingScreen",
    "NotAPeriod",
    "NotAnNpi",
    "Onset",
    "PainPicture",
    "Period",
    "Reason",
    "Request",
    "Side",
    "Text",
    "Triage",
    "Understanding",
    "UnpinchError",
    "check_npi",
    "late_door",
    "npi_check_digit",
    "say",
]
