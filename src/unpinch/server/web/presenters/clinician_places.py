"""Where a clinician practises: each address with its phone number, which files name it, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch.directory import Address, Chance, Clinician, Practice

from .find import address_words, phone_words
from .wording import joined


@dataclass(frozen=True)
class PlaceShown:
    """One address. `agreement` says in sentences how the files go together; `is_doubtful` where they do not."""

    address: str
    phone: str
    phone_link: str
    named_by: str
    agreement: tuple[str, ...]
    is_doubtful: bool
    address_sure: str
    phone_sure: str
    is_nearest: bool


def places_shown(clinician: Clinician, *, near: Address | None = None) -> tuple[PlaceShown, ...]:
    """Give all places, the one of the provider file first; `near` is the one that a search found."""
    several = len(clinician.practices) > 1
    return tuple(
        _place(each, is_nearest=several and each.address == near, is_invented=clinician.is_demonstration)
        for each in clinician.practices
    )


def _place(practice: Practice, *, is_nearest: bool, is_invented: bool) -> PlaceShown:
    sources = _invented_words() if is_invented else _source_words()
    return PlaceShown(
        address=address_words(practice.address),
        phone=phone_words(practice.phone),
        phone_link=practice.phone,
        named_by=joined(sources[name] for name in practice.sources),
        agreement=tuple(_invented_agreement(practice) if is_invented else _agreement(practice)),
        is_doubtful=practice.other_phone,
        address_sure=chance_words(practice.address_chance),
        phone_sure=chance_words(practice.phone_chance),
        is_nearest=is_nearest,
    )


def chance_words(chance: Chance | None) -> str:
    """Say how likely something is right; nothing where nobody can say."""
    return _("right in about %(share)d of 100") % {"share": round(100 * chance.chance)} if chance else ""


def _source_words() -> dict[str, str]:
    return {
        "provider_file": _("the national provider file"),
        "provider_file_second": _("the national provider file, as a further place"),
        "medicare_clinicians": _("Medicare's clinicians file"),
    }


def _invented_words() -> dict[str, str]:
    return {
        "provider_file": _("an invented provider file"),
        "provider_file_second": _("an invented file of further places"),
        "medicare_clinicians": _("an invented Medicare file"),
    }


def _agreement(practice: Practice) -> Iterator[str]:
    if practice.same_street:
        yield _("Two publishers name the same street.")
    if practice.same_phone:
        yield _("Two publishers name the same phone number.")
    if practice.other_phone:
        yield _("Another publisher names another phone number for this place. Ask when you call.")


def _invented_agreement(practice: Practice) -> Iterator[str]:
    if practice.same_street:
        yield _("Two invented files name the same street.")
    if practice.same_phone:
        yield _("Two invented files name the same phone number.")
    if practice.other_phone:
        yield _("Another invented file names another phone number for this place.")
