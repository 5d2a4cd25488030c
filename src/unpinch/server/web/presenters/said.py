"""What a clinician says about themselves, in words, each with its date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unpinch.server.profiles.additions import (
    INSURERS,
    LANGUAGES,
    Accepting,
    Said,
    SaidByClinician,
    care_that_can_be_said,
)

from .find import phone_words
from .wording import joined, treatment_name

_LANGUAGE_NAMES = {
    "en": gettext_lazy("English"),
    "es": gettext_lazy("Spanish"),
    "zh": gettext_lazy("Chinese"),
    "tl": gettext_lazy("Tagalog"),
    "vi": gettext_lazy("Vietnamese"),
    "ar": gettext_lazy("Arabic"),
    "fr": gettext_lazy("French"),
    "ko": gettext_lazy("Korean"),
    "ru": gettext_lazy("Russian"),
    "pt": gettext_lazy("Portuguese"),
    "ht": gettext_lazy("Haitian Creole"),
    "hi": gettext_lazy("Hindi"),
    "de": gettext_lazy("German"),
    "pl": gettext_lazy("Polish"),
    "it": gettext_lazy("Italian"),
    "ur": gettext_lazy("Urdu"),
    "fa": gettext_lazy("Persian"),
    "ja": gettext_lazy("Japanese"),
    "gu": gettext_lazy("Gujarati"),
    "bn": gettext_lazy("Bengali"),
    "te": gettext_lazy("Telugu"),
    "ta": gettext_lazy("Tamil"),
    "pa": gettext_lazy("Punjabi"),
    "he": gettext_lazy("Hebrew"),
    "el": gettext_lazy("Greek"),
    "uk": gettext_lazy("Ukrainian"),
    "so": gettext_lazy("Somali"),
    "am": gettext_lazy("Amharic"),
    "hmn": gettext_lazy("Hmong"),
    "nv": gettext_lazy("Navajo"),
    "ase": gettext_lazy("American Sign Language"),
}
_INSURER_NAMES = {
    "aetna": "Aetna",
    "anthem": "Anthem",
    "bcbs": "Blue Cross Blue Shield",
    "centene": "Centene",
    "cigna": "Cigna",
    "humana": "Humana",
    "kaiser": "Kaiser Permanente",
    "medicaid": "Medicaid",
    "medicare": "Medicare",
    "medicare_advantage": "Medicare Advantage",
    "tricare": "Tricare",
    "unitedhealthcare": "UnitedHealthcare",
    "va": gettext_lazy("VA (veterans)"),
    "workers_comp": gettext_lazy("Workers' compensation"),
    "other": gettext_lazy("Other insurers: ask"),
    "none": gettext_lazy("People without insurance"),
}


@dataclass(frozen=True)
class SaidLine:
    """One thing they say, with the date since when."""

    what: str
    words: str
    since: str


@dataclass(frozen=True)
class SaidPart:
    """All that one clinician says; `photo` is the address of their picture, empty where there is none."""

    lines: tuple[SaidLine, ...]
    photo: str
    photo_since: str


def said_part(said: SaidByClinician | None) -> SaidPart | None:
    """Give the part of the page, None where they say nothing."""
    if said is None or said.is_empty:
        return None
    lines = tuple(
        SaidLine(said_names()[what], value_words(what, said.values[what]), said.dates[what].isoformat())
        for what in Said
        if what in said.values
    )
    photo = reverse("photo", args=[said.npi, said.photo_digest]) if said.photo_digest else ""
    return SaidPart(lines=lines, photo=photo, photo_since=said.photo_date.isoformat() if said.photo_date else "")


def said_tags(said: SaidByClinician) -> tuple[str, ...]:
    """Give what a list of clinicians shows of it: new patients, languages beside English."""
    tags = []
    accepting = said.values.get(Said.ACCEPTING)
    if accepting:
        tags.append(_accepting_tag(accepting))
    others = [code for code in said.values.get(Said.LANGUAGES, ()) if code != "en"]
    if others:
        tags.append(_("speaks %(languages)s") % {"languages": joined(_names(others, _LANGUAGE_NAMES))})
    return tuple(tags)


def said_names() -> dict[Said, str]:
    """Name each thing that can be said."""
    return {
        Said.CARE: _("What I do"),
        Said.TRAINING: _("Training"),
        Said.LANGUAGES: _("Languages"),
        Said.INSURERS: _("Insurers I take"),
        Said.ACCEPTING: _("New patients"),
        Said.PHONES: _("Phone numbers that are right"),
    }


def value_words(what: Said, value: object) -> str:
    """Say one thing in words."""
    if what is Said.TRAINING:
        return str(value)
    if what is Said.ACCEPTING:
        return str(dict(accepting_choices()).get(str(value), ""))
    ids = [str(each) for each in value] if isinstance(value, list) else []
    if what is Said.CARE:
        return joined(treatment_name(each) for each in ids if each in care_that_can_be_said())
    if what is Said.PHONES:
        return joined(phone_words(each) for each in ids)
    return joined(_names(ids, _LANGUAGE_NAMES if what is Said.LANGUAGES else _INSURER_NAMES))


def _names(ids: Iterable[str], names: Mapping[str, object]) -> list[str]:
    return [str(names[each]) for each in ids if each in names]


def _accepting_tag(value: str) -> str:
    return {
        Accepting.YES.value: _("says: takes new patients"),
        Accepting.WAITING_LIST.value: _("says: has a waiting list"),
        Accepting.NO.value: _("says: takes no new patients"),
    }.get(value, "")


def accepting_choices() -> list[tuple[str, str]]:
    """Give the answers on new patients."""
    return [
        (Accepting.YES.value, _("Yes")),
        (Accepting.WAITING_LIST.value, _("On a waiting list")),
        (Accepting.NO.value, _("Not now")),
    ]


def care_said_choices() -> list[tuple[str, str]]:
    """Give the treatments to choose from."""
    return [(each, str(treatment_name(each))) for each in care_that_can_be_said()]


def language_choices() -> list[tuple[str, str]]:
    """Give the languages to choose from."""
    return [(code, str(_LANGUAGE_NAMES[code])) for code in LANGUAGES]


def insurer_said_choices() -> list[tuple[str, str]]:
    """Give the insurers to choose from."""
    return [(name, str(_INSURER_NAMES[name])) for name in INSURERS]
