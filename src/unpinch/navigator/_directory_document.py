"""The `directory` documents of the contract: search, show, info and the report of a build."""

from __future__ import annotations

from datetime import date
from typing import Any

from unpinch import directory

from ._lifecycle_document import account_document, versions_document

Document = dict[str, Any]
# A ten-thousandth of a mile is half a foot: far below what the point of a ZIP code can mean.
_MILE_DIGITS = 4
_FACETS = ("specialty", "gender", "telehealth", "group", "assignment")


def search_document(*, result: directory.SearchResult) -> Document:
    """Give one page of an answer as plain JSON values."""
    return {
        "total": result.total,
        "page": result.page,
        "pages": result.pages,
        "limit": result.limit,
        "within_miles": result.within_miles,
        "demonstration": result.is_demonstration,
        "notes": [str(note) for note in result.notes],
        "results": [_match(match) for match in result.results],
        "facets": {name: {facet.id: facet.count for facet in getattr(result.facets, name)} for name in _FACETS},
    }


def no_clinicians_document() -> Document:
    """Give the same shape with nobody in it: in an emergency there is one thing to do, and it is not searching."""
    return {
        "total": 0,
        "page": 1,
        "pages": 0,
        "limit": 0,
        "within_miles": None,
        "demonstration": None,
        "notes": [],
        "results": [],
        "facets": {name: {} for name in _FACETS},
    }


def clinician_document(*, clinician: directory.Clinician) -> Document:
    """Give all that is known of one clinician."""
    return {
        "npi": clinician.npi,
        "name": clinician.name,
        "credential": clinician.credential,
        "gender": clinician.gender,
        "specialties": list(clinician.specialties),
        "taxonomies": [{"code": code.code, "specialties": list(code.specialties)} for code in clinician.taxonomies],
        "address": _address(clinician.address),
        "phone": clinician.phone,
        "point": _point(clinician.place),
        "places": [_practice(practice) for practice in clinician.practices],
        "telehealth": clinician.telehealth,
        "assignment": clinician.assignment,
        "groups": [{"name": group.name, "members": group.members} for group in clinician.groups],
        "graduation_year": clinician.graduation_year,
        "experience": [_figure(figure) for figure in clinician.experience],
        "shown_care": [_shown(shown, level=clinician.levels[shown.care]) for shown in clinician.shown],
        "enumerated_date": _date(clinician.enumerated_date),
        "updated_date": _date(clinician.updated_date),
        "allowed": _allowed(clinician.allowed),
        "confidence": _confidence(clinician.confidence),
        "source": clinician.source,
        "demonstration": clinician.is_demonstration,
    }


def info_document(*, snapshot: directory.Snapshot) -> Document:
    """Give what a directory holds and where it came from."""
    manifest = snapshot.manifest
    return {
        "built_at": manifest.built_at.isoformat(),
        "demonstration": manifest.demonstration,
        "sources": [_source(source) for source in manifest.sources],
        "read": manifest.rows_read,
        "counts": dict(manifest.counts),
        "rejected": {rejected.reason.value: rejected.rows for rejected in manifest.rejected},
        "accounts": [_account(account) for account in manifest.accounts],
        "updates": [account_document(account=account) for account in manifest.updates],
        "versions": versions_document(versions=directory.versions(path=snapshot.path)),
    }


def report_document(*, report: directory.BuildReport) -> Document:
    """Give what became of every row: `read` is `kept` and all of `rejected`."""
    return {
        "directory": str(report.out),
        "built_at": report.built_at.isoformat(),
        "demonstration": report.demonstration,
        "source": _source(report.source),
        "read": report.rows_read,
        "kept": report.rows_kept,
        "rejected": {rejected.reason.value: rejected.rows for rejected in report.rejected},
        "first_rejected_row": {rejected.reason.value: rejected.first_row for rejected in report.rejected},
        "mended_rows": report.mended_rows,
        "places": report.places,
        "accounts": [_account(account) for account in report.accounts],
    }


def _practice(practice: directory.Practice) -> Document:
    return {
        "address": _address(practice.address),
        "phone": practice.phone,
        "point": _point(practice.place),
        "sources": list(practice.sources),
        "same_street": practice.same_street,
        "same_phone": practice.same_phone,
        "other_phone": practice.other_phone,
    }


def _figure(figure: directory.Figure) -> Document:
    return {
        "care": figure.kind,
        "year": figure.year,
        "services": figure.services,
        "patients": figure.patients,
        "patients_at_most": figure.patients_at_most,
    }


def _shown(shown: directory.ShownCare, *, level: int) -> Document:
    return {
        "care": shown.care,
        "level": level,
        "lines": [str(line) for line in shown.lines],
        "cannot_say": [str(line) for line in shown.cannot_say],
        "source": shown.source,
    }


def _account(account: directory.SourceAccount) -> Document:
    return {
        "what": account.what,
        "source": _source(account.source),
        "year": account.year,
        "read": account.rows_read,
        "kept": account.rows_kept,
        "rejected": dict(account.rejected),
        "mended_rows": account.mended_rows,
        "clinicians": account.clinicians,
    }


def _match(match: directory.Match) -> Document:
    return {
        "npi": match.npi,
        "name": match.name,
        "credential": match.credential,
        "gender": match.gender,
        "specialty": match.specialty,
        "specialties": list(match.specialties),
        "taxonomy": match.taxonomy,
        "distance_miles": None if match.distance_miles is None else round(match.distance_miles, _MILE_DIGITS),
        "address": _address(match.address),
        "phone": match.phone,
        "point": _point(match.place),
        "telehealth": match.telehealth,
        "in_group": match.in_group,
        "assignment": match.assignment,
        "has_several_places": match.has_several_places,
        "score": match.score,
        "because": [
            {"factor": factor.factor, "points": factor.points, "text": str(factor.text), "source": factor.source}
            for factor in match.because
        ],
        "allowed": _allowed(match.allowed),
        "confidence": _confidence(match.confidence),
    }


def _address(address: directory.Address) -> Document:
    return {
        "line_1": address.line_1,
        "line_2": address.line_2,
        "city": address.city,
        "state": address.state,
        "zip": address.zip_code,
    }


def _point(place: directory.Place) -> Document:
    return {"latitude": place.latitude, "longitude": place.longitude, "of_zip": place.zip_code}


def _allowed(allowed: directory.Allowed) -> Document:
    return {
        "answer": allowed.answer.value,
        "treatment": allowed.treatment,
        "state": allowed.state,
        "text": str(allowed.text),
        "training": str(allowed.training) if allowed.training else None,
        "source": allowed.source,
        "as_of": allowed.as_of,
    }


def _confidence(confidence: directory.Confidence) -> Document:
    return {
        "updated_date": _date(confidence.updated_date),
        "age_days": confidence.age_days,
        "facts": [
            {
                "what": fact.what,
                "known": fact.known,
                "text": str(fact.text),
                "source": fact.source,
                "chance": _chance(fact.chance),
            }
            for fact in confidence.facts
        ],
    }


def _chance(chance: directory.Chance | None) -> Document | None:
    if chance is None:
        return None
    return {
        "right": round(chance.chance, 3),
        "low": round(chance.low, 3),
        "high": round(chance.high, 3),
        "text": str(chance.text),
        "advice": str(chance.advice),
        "source": chance.source,
    }


def _source(source: directory.Source) -> Document:
    return {
        "name": source.name,
        "bytes": source.size_bytes,
        "sha256": source.sha256,
        "release_date": _date(source.release_date),
    }


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None
