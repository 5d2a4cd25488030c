"""The page that says how often we are wrong, made of the kept figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .numbers import count_words, percent_words
from .scorecard_cases import Cases, cases
from .scorecard_mistakes import MistakeSet, mistake_sets
from .scorecard_tables import NumberTable, emergencies_table, findings_tables, languages_table, things_table
from .scorecard_words import set_words
from .shares import RULE_OF_THREE, WILSON, ShareWords, how_many_go_wrong, opposite, share_words

BLIND = "blind"


@dataclass(frozen=True)
class Headline:
    """One figure that is told first, with what it means."""

    id: str
    heading: str
    share: ShareWords
    meaning: tuple[str, ...]


@dataclass(frozen=True)
class SetLine:
    """What one set holds, and what it served for."""

    name: str
    purpose: str
    holds: str


@dataclass(frozen=True)
class PublishedFigure:
    """The share of right advice that others measured, with its 95 % interval."""

    percent: str
    interval: str


@dataclass(frozen=True)
class ScorecardPage:
    """
    Everything on the page.

    `has_blind` says whether the first figures come from texts that no rule was written from. Without any set of texts
    `headlines` and the tables are empty.
    """

    has_blind: bool
    sets: tuple[SetLine, ...]
    headlines: tuple[Headline, ...]
    elsewhere: tuple[PublishedFigure, ...]
    elsewhere_source: str
    tables: tuple[NumberTable, ...]
    findings: tuple[NumberTable, ...]
    mistakes: tuple[MistakeSet, ...]
    cases: Cases | None
    wilson_source: str
    rule_of_three_source: str


# 23 symptom checkers for any illness, 45 cases: emergencies, cases for a visit, cases for self-care. Semigran 2015.
_ELSEWHERE_SOURCE = "https://pmc.ncbi.nlm.nih.gov/articles/PMC4496786"
_ELSEWHERE = ((0.80, 0.75, 0.86), (0.55, 0.47, 0.63), (0.33, 0.26, 0.40))


def scorecard_page(figures: Mapping[str, Any]) -> ScorecardPage:
    """Give the page; a set of texts that was not scored is left out."""
    sets = figures.get("sets", {})
    leading = next(iter(sets.values()), None)
    return ScorecardPage(
        has_blind=BLIND in sets,
        sets=tuple(_set_line(name, scored["all"]) for name, scored in sets.items()),
        headlines=_headlines(leading["all"]) if leading else (),
        elsewhere=tuple(_published(*figure) for figure in _ELSEWHERE),
        elsewhere_source=_ELSEWHERE_SOURCE,
        tables=(languages_table(sets), emergencies_table(sets), things_table(sets)) if sets else (),
        findings=findings_tables(sets),
        mistakes=mistake_sets(sets),
        cases=cases(figures.get("published_cases", ())),
        wilson_source=WILSON,
        rule_of_three_source=RULE_OF_THREE,
    )


def _set_line(name: str, scores: Mapping[str, Any]) -> SetLine:
    words, purpose = set_words(name)
    holds = _("%(texts)s texts, %(traps)s of them traps; %(emergencies)s are emergencies.") % {
        "texts": count_words(scores["texts"]),
        "traps": count_words(scores["traps"]),
        "emergencies": count_words(scores["emergencies"]["of"]),
    }
    return SetLine(name=words, purpose=purpose, holds=holds)


def _headlines(scores: Mapping[str, Any]) -> tuple[Headline, ...]:
    """Tell what matters most first: emergencies, then both ways of getting the level wrong, then the exact level."""
    missed, under, over = opposite(scores["emergencies"]), scores["under_triage"], scores["over_triage"]
    return (
        Headline(
            "caught",
            _("Emergencies that we called one"),
            share_words(scores["emergencies"]),
            (*_missed(missed), *how_many_go_wrong(missed)),
        ),
        Headline("under", _("Less urgent than right"), share_words(under), how_many_go_wrong(under)),
        Headline("over", _("Routine, but called more urgent"), share_words(over), how_many_go_wrong(over)),
        Headline(
            "exact",
            _("Exactly the level we hold right"),
            share_words(scores["exact_level"]),
            _right_as_well(scores["accepted_level"]),
        ),
    )


def _missed(missed: Mapping[str, Any]) -> tuple[str, ...]:
    if not missed["hits"]:
        return ()
    words = ngettext("%(count)s was missed.", "%(count)s were missed.", missed["hits"])
    return (words % {"count": count_words(missed["hits"])},)


def _right_as_well(accepted: Mapping[str, Any]) -> tuple[str, ...]:
    if not accepted["of"]:
        return ()
    said = share_words(accepted)
    words = _("Where two levels are right, either counts in this: %(counts)s, %(percent)s.")
    return (words % {"counts": said.counts, "percent": said.percent},)


def _published(share: float, low: float, high: float) -> PublishedFigure:
    ends = {"low": percent_words(low, digits=0), "high": percent_words(high, digits=0)}
    return PublishedFigure(percent_words(share, digits=0), _("%(low)s to %(high)s") % ends)
