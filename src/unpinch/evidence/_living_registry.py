"""
ClinicalTrials.gov's questions and answers: one page of registered trials after another.

Nothing in here asks anybody: parameters out, answers in.

References
----------
ClinicalTrials.gov API, version 2 (`/studies`: pageToken, filter.advanced, fields). https://clinicaltrials.gov/data-api/api
Study data structure. https://clinicaltrials.gov/data-api/about-api/study-data-structure
How to write a search. https://clinicaltrials.gov/find-studies/constructing-complex-search-queries
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ._living_answers import changed, json_object, part, parts, plain, year_in
from ._living_model import SourceRecord

SERVICE = "ClinicalTrials.gov"
# Of each study, no more than the queue shows.
_FIELDS = "NCTId|BriefTitle|StudyFirstPostDate|HasResults"
_NCT = re.compile(r"NCT\d{8}")


@dataclass(frozen=True)
class RegistryPage:
    """One page of registered trials; `next_token` is empty on the last, `matches` None where it was not counted."""

    records: tuple[SourceRecord, ...]
    next_token: str = ""
    matches: int | None = None


def registered_trials(*, query: str, since: date | None, token: str = "", size: int = 100) -> dict[str, str]:
    """
    Give the parameters of one page of a search.

    Parameters
    ----------
    query
        In the language of ClinicalTrials.gov.
    since
        First day on which a record was last changed; None asks without.
    token
        As the page before gave it; empty for the first.
    size
        How many records a page holds, 1,000 at most.
    """
    asked = {"format": "json", "query.term": query, "fields": _FIELDS, "sort": "LastUpdatePostDate:desc"}
    asked |= {"pageSize": str(size)}
    if since is not None:
        asked["filter.advanced"] = f"AREA[LastUpdatePostDate]RANGE[{since},MAX]"
    if token:
        return asked | {"pageToken": token}
    return asked | {"countTotal": "true"}


def read_registered_trials(answer: bytes) -> RegistryPage:
    """
    Read one page. It may hold no study and still not be the last.

    Raises
    ------
    CutAnswer, BusyAnswer
        If asking again may help.
    ChangedAnswer
        If the answer is not in the documented form.
    """
    document = json_object(answer, service=SERVICE)
    studies = parts(document, "studies", service=SERVICE)
    token, total = document.get("nextPageToken") or "", document.get("totalCount")
    if not isinstance(token, str):
        raise changed(SERVICE, "nextPageToken")
    if total is not None and not isinstance(total, int):
        raise changed(SERVICE, "totalCount")
    return RegistryPage(records=tuple(_record(study) for study in studies), next_token=token, matches=total)


def _record(study: Mapping[str, Any]) -> SourceRecord:
    named = part(study, "protocolSection", "identificationModule", kind=dict, service=SERVICE)
    nct = part(named, "nctId", kind=str, service=SERVICE)
    if not _NCT.fullmatch(nct):
        raise changed(SERVICE, "an NCT number")
    posted = study["protocolSection"].get("statusModule") or {}
    first = posted.get("studyFirstPostDateStruct") if isinstance(posted, dict) else None
    return SourceRecord(
        source="clinicaltrials",
        id=nct,
        title=plain(part(named, "briefTitle", kind=str, service=SERVICE)),
        year=year_in(first.get("date") if isinstance(first, dict) else None),
        address=f"https://clinicaltrials.gov/study/{nct}",
        identifiers=(f"nct:{nct}",),
        has_results=part(study, "hasResults", kind=bool, service=SERVICE),
    )
