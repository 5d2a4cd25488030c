"""Words that several pages share: durations, places of the body, sources, who has checked a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge
from unpinch.kernel import Mark, Reason, Side, Text

DAYS_A_WEEK = 7
# Up to here people count in weeks, as trials do; beyond it in months.
MOST_DAYS_IN_WEEKS = 84
DAYS_A_MONTH = 30
MOST_DAYS_IN_MONTHS = 700
DAYS_A_YEAR = 365


@dataclass(frozen=True)
class SourcedLine:
    """
    One sentence and the address it rests on; the address is empty where the sentence speaks of the person alone.

    `checked` is the day the source was last read, where the page shows it; `note` is a word on how sure it is; `rule`
    is the address of the rule behind it, on our own page of rules.
    """

    words: Text | str
    source: str
    checked: str = ""
    note: str = ""
    rule: str = ""


def sourced_lines(reasons: Iterable[Reason]) -> tuple[SourcedLine, ...]:
    """Give reasons as lines, each once."""
    return tuple(dict.fromkeys(SourcedLine(words=reason.text, source=reason.source) for reason in reasons))


def duration_words(days: int) -> str:
    """Say a number of days as people would."""
    if days < 2 * DAYS_A_WEEK:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days <= MOST_DAYS_IN_WEEKS:
        weeks = round(days / DAYS_A_WEEK)
        return ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks}
    if days < MOST_DAYS_IN_MONTHS:
        months = round(days / DAYS_A_MONTH)
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = round(days / DAYS_A_YEAR)
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def fact_line(words: Text | str, fact: knowledge.Fact, *, note: str = "") -> SourcedLine:
    """Say a sentence that rests on one fact."""
    return SourcedLine(words=words, source=fact.source_url, checked=fact.checked_date.isoformat(), note=note)


@cache
def _region_labels() -> dict[str, str]:
    return {region.id: region.label for region in knowledge.body_regions()}


def region_words(region: str) -> str:
    """Name a region of the body chart."""
    return _(_region_labels().get(region, region.replace("_", " ")))


def mark_words(mark: Mark) -> str:
    """Name a marked place, the person's own left and right."""
    label = region_words(mark.region)
    sides = {Side.LEFT: _("left"), Side.RIGHT: _("right"), Side.BOTH: _("both sides")}
    return f"{label} ({sides[mark.side]})" if mark.side else label


@cache
def _treatment_names() -> dict[str, str]:
    return {treatment.id: treatment.name for treatment in knowledge.treatments()}


def treatment_name(treatment: str) -> str:
    """Name a treatment or a comparator."""
    return _(_treatment_names().get(treatment, treatment.replace("_", " ")))


@cache
def _specialty_names() -> dict[str, str]:
    return {specialty.id: specialty.name for specialty in knowledge.specialties()}


def specialty_name(specialty: str) -> str:
    """Name a kind of clinician."""
    return _(_specialty_names().get(specialty, specialty.replace("_", " ")))


RECOMMENDATIONS = ("for", "conditional", "against", "none", "unseen")


def recommendation_words(recommendation: str) -> str:
    """Say what a guideline recommends."""
    return {
        "for": _("for"),
        "conditional": _("may be considered"),
        "against": _("against"),
        "none": _("no advice"),
        "unseen": _("not readable"),
    }[recommendation]


def joined(parts: Iterable[str]) -> str:
    """Join words with commas and a last "and"."""
    words = tuple(parts)
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def checked_words(facts: Iterable[knowledge.Fact]) -> str:
    """Say when the facts were last read at their source and whether a clinician has signed them."""
    rows = tuple(facts)
    if not rows:
        return ""
    oldest = min(row.checked_date for row in rows).isoformat()
    if all(row.checked_by for row in rows):
        return _("Sources last read on %(date)s; reviewed by a clinician.") % {"date": oldest}
    return _("Sources last read on %(date)s; not yet reviewed by a clinician.") % {"date": oldest}
