"""The `understand` document of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unpinch.kernel import NeedlingScreen, PainPicture, Reason, Request, Triage, Understanding

Document = dict[str, Any]


def understanding_document(*, understanding: Understanding, triage: Triage, needling: NeedlingScreen) -> Document:
    """
    Give what was understood as plain JSON values.

    `pain.age_years`, `triage.what_to_do` and `triage.ask` are additions to the contract; all its own words are there.
    """
    return {
        "language": understanding.language,
        "findings": [
            {"id": finding.id, "status": finding.status.value, "side": finding.side, "quote": finding.quote}
            for finding in understanding.findings
        ],
        "pain": _pain(understanding.pain),
        "triage": {
            "level": triage.level.value,
            "reasons": reasons_document(triage.reasons),
            "what_to_do": [str(text) for text in triage.what_to_do],
            "ask": list(triage.ask),
        },
        "needling": {"status": needling.status.value, "reasons": reasons_document(needling.reasons)},
        "request": _request(understanding.request),
    }


def reasons_document(reasons: Iterable[Reason]) -> list[Document]:
    """Give reasons with the finding they rest on, their sentence and its source."""
    return [{"finding": reason.finding, "text": str(reason.text), "source": reason.source} for reason in reasons]


def _pain(pain: PainPicture) -> Document:
    return {
        "regions": [{"region": mark.region, "side": mark.side} for mark in pain.regions],
        "severity": pain.severity_0_10,
        "duration_days": pain.duration_days,
        "onset": pain.onset,
        "course": pain.course,
        "age_years": pain.age_years,
    }


def _request(request: Request) -> Document:
    return {
        "treatments": list(request.treatments),
        "avoid": list(request.avoid),
        "tried": list(request.tried),
        "zip": request.zip_code,
        "within_miles": request.within_miles,
        "insurer": request.insurer,
        "language": request.language,
        "gender": request.gender,
        "telehealth": request.telehealth,
    }
