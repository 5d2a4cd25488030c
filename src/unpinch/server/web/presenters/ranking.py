"""How clinicians are ranked, told from the very file and numbers that rank them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import directory, knowledge
from unpinch.directory import AllowedAnswer
from unpinch.knowledge import RankingFactor, RankingQuestion

from .article import Cell, Table
from .numbers import number_words

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Reason:
    """Why something counts as much as it does; with an address where the reason can be read."""

    words: str
    source: str


@dataclass(frozen=True)
class FactorPart:
    """One thing a result gets points for: how many, how it gives fewer, and why."""

    name: str
    most: str
    how: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class RankingPage:
    """The table of most points, what each thing does and why, what is not in it, and how sure an address is."""

    weights: Table
    factors: tuple[FactorPart, ...]
    not_in_it: tuple[str, ...]
    chances: Table
    chances_rest_on: tuple[Reason, ...]
    chances_assume: tuple[str, ...]


def ranking_page() -> RankingPage:
    """Give the page."""
    return RankingPage(
        weights=_weights(),
        factors=tuple(_factor(factor) for factor in RankingFactor),
        not_in_it=_not_in_it(),
        chances=_chances(),
        chances_rest_on=tuple(
            Reason(words=_(row.statement), source=row.source_url) for row in knowledge.directory_accuracy()
        ),
        chances_assume=_chances_assume(),
    )


def question_words() -> dict[RankingQuestion, str]:
    """Give what each question is called on the page."""
    return {
        RankingQuestion.PLACE: _("A place"),
        RankingQuestion.CARE_PLACE: _("A treatment and a place"),
        RankingQuestion.NEEDLING_PLACE: _("Needling and a place"),
        RankingQuestion.ANYWHERE: _("A profession, anywhere"),
        RankingQuestion.CARE: _("A treatment, anywhere"),
        RankingQuestion.NEEDLING: _("Needling, anywhere"),
        RankingQuestion.NAME: _("A name"),
        RankingQuestion.NAME_PLACE: _("A name near a place"),
    }


def factor_words() -> dict[RankingFactor, str]:
    """Give what each factor is called on the page."""
    return {
        RankingFactor.PROFESSION_FIT: _("Profession"),
        RankingFactor.SCOPE_OF_PRACTICE: _("State rules"),
        RankingFactor.EXPERIENCE: _("Shown experience"),
        RankingFactor.DISTANCE: _("Distance"),
        RankingFactor.NAME: _("Name"),
        RankingFactor.FRESHNESS: _("Freshness"),
        RankingFactor.PHONE: _("Phone"),
        RankingFactor.SECOND_SOURCE: _("A second source"),
        RankingFactor.TELEHEALTH: _("Video visits"),
        RankingFactor.PHONE_CONFIRMED: _("Confirmed number"),
        RankingFactor.FREE_SLOT: _("Free visit soon"),
    }


def _weights() -> Table:
    names, questions = factor_words(), question_words()
    points = {row.key: row.most_points for row in knowledge.ranking_weights()}
    rows = tuple(
        (Cell(questions[question]), *(Cell(str(points[f"{question}.{factor}"])) for factor in names))
        for question in questions
    )
    return Table(_("Most points each thing can give, of 1000"), (_("What you ask for"), *names.values()), rows)


def _factor(factor: RankingFactor) -> FactorPart:
    rows = [row for row in knowledge.ranking_weights() if row.factor is factor]
    reasons = dict.fromkeys(Reason(words=_(row.why), source=row.source_url or "") for row in rows if row.most_points)
    return FactorPart(
        name=factor_words()[factor],
        most=_most(sorted({row.most_points for row in rows if row.most_points})),
        how=_how(factor),
        reasons=tuple(reasons),
    )


def _most(points: list[int]) -> str:
    if len(points) == 1:
        return _("%(points)s points at most, in every question where it counts.") % {"points": points[0]}
    return _("%(least)s to %(most)s points at most, by what you ask for.") % {"least": points[0], "most": points[-1]}


def _how(factor: RankingFactor) -> str:
    words = {
        RankingFactor.PROFESSION_FIT: _(
            "All points when the clinician's main profession is one that gives the care you asked for, or the "
            "kind you asked for; %(share)s percent of them when it is one of several they name."
        ),
        RankingFactor.SCOPE_OF_PRACTICE: _(
            "All points where the rule we read lets the profession do it, %(limited)s percent where it allows some, "
            "%(unclear)s percent where it is not settled or we found none, none where it forbids it."
        ),
        RankingFactor.EXPERIENCE: _(
            "Seven steps, by how many people on Original Medicare they treated this way, kept low where little is "
            "shown. Nothing shown gives no points; it often only means that Medicare was not billed."
        ),
        RankingFactor.DISTANCE: _(
            "All points in your own ZIP code, half of them %(miles)s miles away, fewer the farther; never "
            "more for being farther. We know ZIP codes, not streets."
        ),
        RankingFactor.NAME: _("All points when every word you gave is in the name, fewer the more letters differ."),
        RankingFactor.FRESHNESS: _(
            "All points when the record was updated within %(fresh)s year, none after %(stale)s years, a "
            "straight line in between."
        ),
        RankingFactor.PHONE: _("All points when the record has a phone number."),
        RankingFactor.SECOND_SOURCE: _("All points when the Medicare clinicians file gives the same address."),
        RankingFactor.TELEHEALTH: _("All points when the Medicare clinicians file says that they see people by video."),
        RankingFactor.PHONE_CONFIRMED: _(
            "All points when the clinician, who has shown here that the record is theirs, has said within a year that "
            "the phone number in the public record is right."
        ),
        RankingFactor.FREE_SLOT: _(
            "All points when a visit can be booked here within the next %(free)s days, as the calendar stood at most a "
            "few minutes ago. A full calendar counts as none: it gives no points and takes none away."
        ),
    }
    return words[factor] % _numbers()


def _numbers() -> dict[str, str]:
    return {
        "share": number_words(100 * directory.SECOND_PROFESSION),
        "limited": number_words(round(100 * directory.SCOPE_SHARES[AllowedAnswer.LIMITED])),
        "unclear": number_words(round(100 * directory.SCOPE_SHARES[AllowedAnswer.UNCLEAR])),
        "miles": number_words(directory.HALF_DISTANCE_MILES),
        "fresh": number_words(directory.FRESH_DAYS / DAYS_A_YEAR),
        "free": number_words(directory.FREE_WITHIN_DAYS),
        "stale": number_words(directory.STALE_DAYS / DAYS_A_YEAR),
    }


def _not_in_it() -> tuple[str, ...]:
    return (
        _("Money. Nobody can pay to stand higher, and there is no place that could be paid for."),
        _("Clicks, reviews and stars. We count neither who looks at whom nor what anybody says."),
        _("How good somebody is. Doing much of something is not doing it well, and no public file says who does."),
        _(
            "How many times are free in a calendar here, and on which day or at what hour. One free visit within "
            "%(free)s days gives the same points as many, and a full calendar the same as none here."
        )
        % {"free": directory.FREE_WITHIN_DAYS},
        _(
            "What else clinicians say about themselves: what they do, training, languages, insurers, new patients, a "
            "picture. It is shown with its date, and a result stands where it would stand without it."
        ),
    )


def _chances() -> Table:
    named = {_("One file"): (1, 0), _("Two publishers agree"): (2, 0), _("Two publishers differ"): (1, 1)}
    ages = {_("New"): 0, _("1 year"): 365, _("2 years"): 730, _("5 years"): 1826, _("10 years"): 3652}
    rows = tuple(
        (Cell(age), *(Cell(_chance_words(days, agreeing, differing)) for agreeing, differing in named.values()))
        for age, days in ages.items()
    )
    caption = _("Of 100 addresses or phone numbers, how many are about right (and the range)")
    return Table(caption, (_("Last update of the record"), *named), rows)


def _chance_words(days: int, agreeing: int, differing: int) -> str:
    found = directory.chance_right(
        age_days=days, sources_agreeing=agreeing, sources_differing=differing, kind="address"
    )
    chance, low, high = (round(100 * float(each)) for each in found)
    return _("%(chance)s (%(low)s to %(high)s)") % {"chance": chance, "low": low, "high": high}


def _chances_assume() -> tuple[str, ...]:
    return (
        _("What was measured in physicians holds for every profession, and for phone numbers as for addresses."),
        _("People leave a place at the same pace however long they have been there."),
        _("A wrong entry is in another list too as often as a wrong entry was still there after 540 days."),
        _("A record without a date is five years old."),
    )
