"""Each kind of reference that is a sentence by itself, put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from django.utils.translation import gettext as _

from unpinch import evidence, knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge.articles import Reference

from .coverage import status_words
from .evidence import certainty_words
from .living_drawn import Drawn, drawn
from .living_effects import effect_drawn, pooled_drawn
from .living_trials import trial_result
from .wording import specialty_name

AnyRow = TypeVar("AnyRow", bound=knowledge.Row)
_NO_DATE = "no date"


def sentence_drawn(reference: Reference, condition: str) -> Drawn:
    """
    Give the words of a reference, as they are in the files at this moment.

    Parameters
    ----------
    reference
        One that `knowledge.articles.problems` finds nothing wrong with.
    condition
        From whose side effects are looked at.
    """
    return _DRAWN[reference.kind](reference, condition)


def _row(rows: Iterable[AnyRow], reference: Reference) -> AnyRow:
    return next(row for row in rows if row.key == reference.words[0])


def _harm(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.harms(), reference)
    return drawn(evidence.harm(id=row.id).text, row, _(row.note) if row.note else "")


def _time(reference: Reference, condition: str) -> Drawn:
    row = _row(knowledge.time_course(), reference)
    return drawn(evidence.time_fact(id=row.id, condition=condition).text, row, _(row.note) if row.note else "")


def _claim(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.claims(), reference)
    return drawn(row.wording, row, _("certainty: %(word)s") % {"word": certainty_words(row.certainty)})


def _cover(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.coverage(), reference)
    values = {
        "payer": Text(row.payer_name),
        "says": Text(status_words(row.status)),
        "detail": Text(row.detail.rstrip(".")),
    }
    note = "" if row.as_of == _NO_DATE else _("as of %(date)s") % {"date": row.as_of}
    return drawn(say("{payer} {says}: {detail}.", **values), row, note or _("no date was given"))


def _scope(reference: Reference, _condition: str) -> Drawn:
    state, specialty = reference.words
    row = next(row for row in knowledge.scope_of_practice() if (row.state, row.specialty) == (state, specialty))
    sentences = {
        "yes": say("{who} in {state}: may dry needle, as far as we read."),
        "no": say("{who} in {state}: may not dry needle, as far as we read."),
        "unclear": say("{who} in {state}: we could not tell whether they may dry needle."),
        "limited": say("{who} in {state}: may dry needle within limits, as far as we read."),
    }
    words = Text(
        sentences[str(row.may_dry_needle)].template, {"who": Text(specialty_name(row.specialty)), "state": row.state}
    )
    conflict = _("sources disagree: %(what)s") % {"what": _(row.conflict)} if row.conflict else ""
    return drawn(words, row, _(row.basis), _("as of %(date)s") % {"date": row.as_of}, conflict)


def _guideline(reference: Reference, condition: str) -> Drawn:
    row = _row(knowledge.guidelines(), reference)
    strength = _("strength as published: %(words)s") % {"words": _(row.strength)} if row.strength else ""
    return drawn(evidence.guideline(id=row.id, condition=condition).text, row, strength)


def _trial(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.trials(), reference)
    words = say(
        "One trial ({people}), {arm}: {outcome}, {when}: {result}.",
        people=_people_and_year(row),
        arm=Text(row.arm),
        outcome=Text(row.outcome.replace("_", " ")),
        when=Text(row.timepoint),
        result=Text(trial_result(row)),
    )
    return drawn(words, row, _(row.note) if row.note else "")


def _people_and_year(row: knowledge.Trial) -> Text:
    values = {"n": row.n, "year": row.year or say("no year")}
    return say("{n} people, {year}", **values) if row.n else say("{year}", **values)


def _treatment(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.treatments(), reference)
    return drawn(row.what_it_is, row)


def _prevalence(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.prevalence(), reference)
    words = say(
        "{cause}: {share}. Counted in {people}.",
        cause=Text(row.cause),
        share=Text(row.as_published.rstrip(".")),
        people=Text(row.population),
    )
    return drawn(words, row)


def _test(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.diagnostic_findings(), reference)
    words = say(
        "{sign}: seen in {hits} of 100 people with {condition}, and in {false} of 100 without.",
        sign=Text(row.finding_or_test),
        hits=round(100 * (row.sensitivity or 0)),
        false=round(100 * (1 - (row.specificity or 0))),
        condition=Text(row.condition),
    )
    people = _("counted in %(people)s") % {"people": _(row.population)} if row.population else ""
    return drawn(words, row, people)


def _caution(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.treatment_cautions(), reference)
    return drawn(row.advice, row)


def _needling(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.needling_cautions(), reference)
    if reference.words[1] == "ask":
        return drawn(row.ask, row)
    if reference.words[1] == "what_to_do":
        return drawn(row.what_to_do, row)
    if row.hazard in row.item:
        return drawn(say("{item}.", item=Text(row.item)), row)
    return drawn(say("{item}: {hazard}.", item=Text(row.item), hazard=Text(row.hazard)), row)


def _triage(reference: Reference, _condition: str) -> Drawn:
    row = _row(knowledge.triage_rules(), reference)
    return drawn(row.why if reference.words[1] == "why" else row.what_to_do, row)


_DRAWN: Mapping[str, Callable[[Reference, str], Drawn]] = MappingProxyType(
    {
        "effect": effect_drawn,
        "pooled": lambda reference, condition: pooled_drawn(reference.words[0], condition),
        "harm": _harm,
        "time": _time,
        "claim": _claim,
        "cover": _cover,
        "scope": _scope,
        "guideline": _guideline,
        "trial": _trial,
        "treatment": _treatment,
        "prevalence": _prevalence,
        "test": _test,
        "caution": _caution,
        "needling": _needling,
        "triage": _triage,
    }
)
