"""The names of the scorecard in words: sets, languages, kinds of emergency, levels, and what is compared."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from unpinch.kernel import CareLevel

from .rule_words import FindingLink, finding_links

LANGUAGES = ("all", "en", "es")


def language_words(lang: str) -> str:
    """Name a part of a set."""
    return {"all": _("All"), "en": _("English"), "es": _("Spanish")}[lang]


def set_words(name: str) -> tuple[str, str]:
    """Name a set of labelled texts, and say what it served for."""
    known = {
        "blind": (
            _("Blind texts"),
            _("Only ever scored. No rule was written from them, so they are the fairest test."),
        ),
        "development": (
            _("Texts used to write the rules"),
            _("The rules were written with these in view, so they look better here than on fresh texts."),
        ),
        "examples": (
            _("Worked examples"),
            _("Short public examples that the rules had to get right. They label the findings that matter, not all."),
        ),
    }
    return known.get(name, (_plain(name), ""))


def emergency_words(kind: str) -> str:
    """Name a kind of emergency."""
    known = {
        "cauda_equina": _("Nerves at the base of the spine (cauda equina)"),
        "both_legs": _("Both legs weak or painful"),
        "after_cancer": _("After a cancer"),
        "infection": _("Infection"),
        "accident": _("Serious accident"),
        "heart_or_lung": _("Heart or lung"),
        "main_artery": _("Main artery of the belly"),
        "leg_without_blood": _("A leg without blood"),
        "self_harm": _("Suicide or self-harm"),
    }
    return known.get(kind, _plain(kind))


def thing_words(name: str) -> str:
    """Name one of the other things that are compared."""
    known = {
        "side": _("Which side"),
        "areas": _("Where it hurts"),
        "severity": _("How bad, 0 to 10"),
        "duration_days": _("For how long"),
        "absent": _("What was denied (“no fever”)"),
        "needling": _("Answer about needling"),
        "treatments": _("Treatments asked about"),
        "avoid": _("Treatments not wanted"),
        "tried": _("Treatments tried"),
        "zip": _("ZIP code"),
        "within_miles": _("How far away"),
        "insurer": _("Insurer"),
    }
    return known.get(name, _plain(name))


def short_level(level: str) -> str:
    """Name a level of care in a word or two."""
    return {
        CareLevel.EMERGENCY_NOW: _("emergency"),
        CareLevel.SAME_DAY: _("same day"),
        CareLevel.WITHIN_2_WEEKS: _("within two weeks"),
        CareLevel.ROUTINE: _("routine"),
    }[CareLevel(level)]


def published_level_words(level: str) -> str:
    """Say the level that the publisher of a case held to be right."""
    known = {
        "": _("not stated"),
        "emergency": _("emergency"),
        "non_emergency": _("a visit, no emergency"),
        "self_care": _("no visit needed"),
        "urgent (surgical repair)": _("urgent surgery"),
    }
    return known.get(level, _plain(level))


def findings_named(ids: Iterable[str]) -> str:
    """Name findings by their plain meaning."""
    return "; ".join(link.meaning for link in finding_links(ids))


def finding_link(finding: str) -> FindingLink:
    """Give the meaning of one finding with its place on the page of rules."""
    return finding_links((finding,))[0]


def _plain(name: str) -> str:
    return name.replace("_", " ")
