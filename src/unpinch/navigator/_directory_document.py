"""The `directory` documents of the contract: search, show, info and the report of a build."""

from __future__ import annotations

from datetime import date
from typing import Any

from unpinch import directory

Document = dict[str, Any]
# A ten-thousandth of a mile is half a foot: far below what the point of a ZIP code can mean.
_MILE_DIGITS = 4


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
        "facets": {
            "specialty": {facet.id: facet.count for facet in result.facets.specialty},
            "gender": {facet.id: facet.count for facet in result.facets.gender},
        },
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
        "facets": {"specialty": {}, "gender": {}},
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
            {"what": fact.what, "known": fact.known, "text": str(fact.text), "source": fact.source}
            for fact in confidence.facts
        ],
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
