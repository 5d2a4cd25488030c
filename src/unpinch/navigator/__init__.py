"""
The main job, made of the rooms: the only place that knows the whole way from words to clinicians.

The site, the command line and later the API all call it. The `*_document` functions give the JSON of the contract.
"""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

from ._comparison_document import comparison_document
from ._directory_document import clinician_document, info_document, report_document, search_document
from ._find import Journey, NoPlace, care_query, clinicians, condition_of, find, next_steps, options
from ._fit import UnknownSide, UnknownWord, fit, fit_document
from ._journey_document import journey_document, reading_document
from ._lifecycle_document import account_document, update_document, verify_document, version_document, versions_document
from ._story import Reading, Story, read, replies_kept
from ._summary import visit_summary
from ._summary_types import (
    MOST_NAME,
    MOST_OWN_WORDS,
    Paper,
    SummaryChoice,
    SummaryLine,
    SummaryPart,
    SummarySection,
    VisitSummary,
)
from ._watch import speaks_of_the_body, warning_signs

# The evidence is behind its own door, and so is the order of care, which leads to it: a story is read without them.
if TYPE_CHECKING:
    from unpinch.evidence import compare

    from ._care_steps import LEVEL_STEP, CarePath, LeftOut, PlannedStep, care_path
    from ._evidence_lines import EvidenceLine, evidence_line
    from ._pressed_nerve import causes_of
    from ._summary_document import SummaryChart, UnreadableSummary, read_summary, summary_charts, summary_document
    from ._summary_pdf import summary_pdf, summary_picture
else:
    __getattr__ = late_door(
        __name__,
        "._pressed_nerve",
        "._summary_document",
        "._summary_pdf",
        "._evidence_lines",
        "._care_steps",
        "unpinch.evidence",
    )

__all__ = [
    "LEVEL_STEP",
    "MOST_NAME",
    "MOST_OWN_WORDS",
    "CarePath",
    "EvidenceLine",
    "Journey",
    "LeftOut",
    "NoPlace",
    "Paper",
    "PlannedStep",
    "Reading",
    "Story",
    "SummaryChart",
    "SummaryChoice",
    "SummaryLine",
    "SummaryPart",
    "SummarySection",
    "UnknownSide",
    "UnknownWord",
    "UnreadableSummary",
    "VisitSummary",
    "account_document",
    "care_path",
    "care_query",
    "causes_of",
    "clinician_document",
    "clinicians",
    "compare",
    "comparison_document",
    "condition_of",
    "evidence_line",
    "find",
    "fit",
    "fit_document",
    "info_document",
    "journey_document",
    "next_steps",
    "options",
    "read",
    "read_summary",
    "reading_document",
    "replies_kept",
    "report_document",
    "search_document",
    "speaks_of_the_body",
    "summary_charts",
    "summary_document",
    "summary_pdf",
    "summary_picture",
    "update_document",
    "verify_document",
    "version_document",
    "versions_document",
    "visit_summary",
    "warning_signs",
]
