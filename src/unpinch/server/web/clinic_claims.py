"""For which NPIs somebody may have a desk: those they hold by an approved claim."""

from __future__ import annotations

from unpinch.server.accounts.queries import Person
from unpinch.server.profiles import claim_queries

from . import snapshot
from .claiming import known_clinician


def npis_of(*, person: Person) -> tuple[tuple[str, str], ...]:
    """Give each NPI that a person holds, with the name that the directory knows."""
    npi = claim_queries.npi_of(person=person)
    return ((npi, _name(npi)),) if npi else ()


def _name(npi: str) -> str:
    try:
        known = known_clinician(npi)
    except snapshot.NoDirectory:
        known = None
    return f"{known.name} ({npi})" if known else npi
