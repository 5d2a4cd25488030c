"""One clinician: all that the public record says, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch.directory import Clinician
from unpinch.kernel import Text

from .find import address_words, phone_words
from .wording import SourcedLine, joined, specialty_name


@dataclass(frozen=True)
class ClinicianPage:
    """All of the page."""

    npi: str
    name: str
    credential: str
    kinds: str
    address: str
    phone: str
    phone_link: str
    allowed: SourcedLine
    training: Text | None
    as_of: str
    known: tuple[SourcedLine, ...]
    not_known: tuple[SourcedLine, ...]
    taxonomies: str
    enumerated: str
    updated: str
    source: str
    is_demonstration: bool


def clinician_page(clinician: Clinician) -> ClinicianPage:
    """Give the page."""
    facts = clinician.confidence.facts
    return ClinicianPage(
        npi=clinician.npi,
        name=clinician.name,
        credential=clinician.credential,
        kinds=joined(specialty_name(name) for name in clinician.specialties),
        address=address_words(clinician.address),
        phone=phone_words(clinician.phone),
        phone_link=clinician.phone,
        allowed=SourcedLine(clinician.allowed.text, clinician.allowed.source),
        training=clinician.allowed.training,
        as_of=clinician.allowed.as_of,
        known=tuple(SourcedLine(fact.text, fact.source, note=_what(fact.what)) for fact in facts if fact.known),
        not_known=tuple(SourcedLine(fact.text, fact.source) for fact in facts if not fact.known),
        taxonomies=", ".join(taxonomy.code for taxonomy in clinician.taxonomies),
        enumerated=clinician.enumerated_date.isoformat() if clinician.enumerated_date else "",
        updated=clinician.updated_date.isoformat() if clinician.updated_date else "",
        source=clinician.source,
        is_demonstration=clinician.is_demonstration,
    )


def _what(what: str) -> str:
    return {"address": _("address"), "phone": _("phone number")}.get(what, what.replace("_", " "))
