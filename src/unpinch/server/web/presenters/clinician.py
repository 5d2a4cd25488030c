"""One clinician: all that the public files say, from which file, how sure it is, and what they cannot say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch.directory import MEDICARE_CLINICIANS_PAGE, Clinician, Match
from unpinch.kernel import Text
from unpinch.server.profiles.facts import WrongFact

from .clinician_care import CareShown, care_shown
from .clinician_places import PlaceShown, chance_words, places_shown
from .find import THOUSAND, ReasonRow, address_words, distance_words, phone_words
from .wording import SourcedLine, joined, specialty_name


@dataclass(frozen=True)
class Why:
    """Why they stand where they stand in the search that led here; `distance` is empty where no place was asked."""

    total: int
    distance: str
    reasons: tuple[ReasonRow, ...]
    back: str


@dataclass(frozen=True)
class Sure:
    """One fact with how likely it is right; `percent` is empty where nobody can say."""

    what: str
    percent: str
    lines: tuple[Text, ...]
    source: str


@dataclass(frozen=True)
class ClinicianPage:
    """All of the page; `phone` is of the place nearest to the search, or of the first, to be called at once."""

    npi: str
    name: str
    credential: str
    kinds: str
    phone: str
    phone_link: str
    places: tuple[PlaceShown, ...]
    why: Why | None
    allowed: SourcedLine
    training: Text | None
    as_of: str
    care: CareShown
    sure: tuple[Sure, ...]
    not_known: tuple[SourcedLine, ...]
    about: tuple[tuple[str, str], ...]
    about_source: str
    taxonomies: tuple[tuple[str, str], ...]
    enumerated: str
    updated: str
    source: str
    is_demonstration: bool


def clinician_page(
    clinician: Clinician, *, knows_what_was_done: bool, match: Match | None = None, back: str = ""
) -> ClinicianPage:
    """
    Give the page.

    `knows_what_was_done` says whether the directory holds what clinicians billed to Medicare; `match` is the clinician
    in the search that led here, None where none did; `back` is the address of that search.
    """
    facts = clinician.confidence.facts
    # In a search it is the care asked for that the state's rule is about.
    allowed = match.allowed if match else clinician.allowed
    return ClinicianPage(
        npi=clinician.npi,
        name=clinician.name,
        credential=clinician.credential,
        kinds=joined(specialty_name(name) for name in clinician.specialties),
        phone=phone_words((match or clinician).phone),
        phone_link=(match or clinician).phone,
        places=places_shown(clinician, near=match.address if match and match.distance_miles is not None else None),
        why=_why(match, back) if match else None,
        allowed=SourcedLine(allowed.text, allowed.source),
        training=allowed.training,
        as_of=allowed.as_of,
        care=care_shown(clinician, is_known=knows_what_was_done),
        sure=_sure(clinician),
        not_known=tuple(SourcedLine(fact.text, fact.source) for fact in facts if not fact.known),
        about=_about(clinician),
        about_source=MEDICARE_CLINICIANS_PAGE,
        taxonomies=tuple((each.code, _kinds(each.specialties)) for each in clinician.taxonomies),
        enumerated=clinician.enumerated_date.isoformat() if clinician.enumerated_date else "",
        updated=clinician.updated_date.isoformat() if clinician.updated_date else "",
        source=clinician.source,
        is_demonstration=clinician.is_demonstration,
    )


def _kinds(specialties: tuple[str, ...]) -> str:
    return joined(specialty_name(name) for name in specialties) or _(
        "Another kind, which gives none of the care compared here"
    )


def _why(match: Match, back: str) -> Why:
    return Why(
        total=round(match.score * THOUSAND),
        distance=distance_words(match.distance_miles),
        reasons=tuple(ReasonRow(each.text, round(each.points * THOUSAND), each.source) for each in match.because),
        back=back,
    )


def _sure(clinician: Clinician) -> tuple[Sure, ...]:
    return tuple(
        Sure(
            what=_what(fact.what),
            percent=chance_words(fact.chance),
            lines=(fact.text, *((fact.chance.text, fact.chance.advice) if fact.chance else ())),
            source=fact.chance.source if fact.chance else fact.source,
        )
        for fact in clinician.confidence.facts
        if fact.known
    )


def _what(what: str) -> str:
    return {"address": _("Address"), "phone": _("Phone number"), "telehealth": _("Video or phone")}[what]


def _about(clinician: Clinician) -> tuple[tuple[str, str], ...]:
    """Give what Medicare's file says besides; what it does not say is left out, for silence is no "no"."""
    lines = []
    if clinician.groups:
        lines.append((_("Group practice"), "; ".join(_group(each.name, each.members) for each in clinician.groups)))
    if clinician.telehealth:
        lines.append((_("Video or phone"), _("yes, they see people that way")))
    if clinician.assignment != "not_known":
        takes = {"yes": _("taken as payment in full"), "may_accept": _("may be taken as payment in full")}
        lines.append((_("Medicare's amount"), takes[clinician.assignment]))
    if clinician.graduation_year:
        lines.append((_("Finished training in"), str(clinician.graduation_year)))
    return tuple(lines)


def _group(name: str, members: int | None) -> str:
    return _("%(name)s (%(members)d clinicians)") % {"name": name, "members": members} if members else name


def shown_fact(clinician: Clinician, wrong: WrongFact) -> str:
    """Give a fact as the page shows it, for the report that it is wrong; nothing where it is not one line."""
    if wrong is WrongFact.ADDRESS:
        return "; ".join(address_words(each.address) for each in clinician.practices)
    if wrong is WrongFact.PHONE:
        return "; ".join(dict.fromkeys(phone_words(each.phone) for each in clinician.practices if each.phone))
    if wrong is WrongFact.CARE:
        return joined(specialty_name(name) for name in clinician.specialties)
    return ""
