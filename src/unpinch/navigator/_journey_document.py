"""The `find` document of the contract: the whole way for one person."""

from __future__ import annotations

from typing import Any

from unpinch import evidence

from ._comparison_document import treatment_document
from ._directory_document import no_clinicians_document, search_document
from ._find import Journey, condition_of
from ._fit import fit_document
from ._story import Reading
from ._understanding_document import reasons_document, understanding_document

Document = dict[str, Any]


def reading_document(*, reading: Reading) -> Document:
    """Give the `understand` document of a reading."""
    return understanding_document(understanding=reading.understanding, triage=reading.triage, needling=reading.needling)


def journey_document(*, journey: Journey) -> Document:
    """
    Give everything one person gets.

    The shape is always the same: in an emergency the lists inside `options` and `clinicians` are empty, and `next`
    begins with the emergency instruction. `needling.hazards` is an addition to the contract.
    """
    understanding = reading_document(reading=journey.reading)
    understanding["needling"]["hazards"] = reasons_document(journey.reading.hazards)
    return {
        "understanding": understanding,
        "fits": fit_document(fit=journey.reading.fit),
        "options": {
            "condition": condition_of(reading=journey.reading),
            "treatments": [_option(option) for option in journey.options],
        },
        "clinicians": search_document(result=journey.clinicians) if journey.clinicians else no_clinicians_document(),
        "next": [{"finding": step.finding, "text": str(step.text), "source": step.source} for step in journey.next],
    }


def _option(option: evidence.RankedOption) -> Document:
    return treatment_document(option.evidence) | {
        "points": option.points,
        "because": [
            {"factor": reason.factor, "points": reason.points, "text": str(reason.text), "source": reason.source}
            for reason in option.because
        ],
        "ask_first": [{"text": str(reason.text), "source": reason.source} for reason in option.ask_first],
        "tried": option.is_tried,
        "last_resort": option.is_last_resort,
    }
