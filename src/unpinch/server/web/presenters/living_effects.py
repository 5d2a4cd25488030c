"""What one treatment does against another: our own pooled result, else the published one, else that there is none."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import evidence, knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge.articles import OUTCOMES, Reference

from .evidence import certainty_words
from .living_drawn import Drawn, DrawnSource
from .living_trials import BACK_AND_LEG
from .wording import treatment_name

ANY_TIME = "any"
_BY_US, _SINGLE = "us", "single_trial"
_OUTCOME_WORDS = {"pain": say("pain"), "function": say("daily life")}
# An interval wider than its whole scale leaves every result possible. Four standard deviations hold nearly everybody.
_WIDEST = {"0-100": 100.0, "0-10": 10.0, "SD": 4.0}
_WHEN = {
    "short": say("within 6 weeks"),
    "medium": say("6 weeks to 6 months later"),
    "intermediate": say("6 to 12 months later"),
    "long": say("12 months later or more"),
}


def effect_drawn(reference: Reference, condition: str) -> Drawn:
    """Say the result that answers `{effect TREATMENT vs COMPARATOR OUTCOME HORIZON [in CONDITION]}` best."""
    treatment, _vs, versus, outcome, horizon = reference.words[:5]
    condition = reference.words[6] if reference.words[5:] else condition
    outcomes = OUTCOMES.get(outcome, frozenset({outcome}))
    fitting = [
        effect
        for effect in _effects(treatment, condition)
        if effect.versus == versus and effect.outcome in outcomes and horizon in (ANY_TIME, effect.horizon)
    ]
    best = min(fitting, key=_place, default=None)
    if best is None:
        return _none_found(treatment, versus, outcome, horizon)
    return told(best)


def pooled_drawn(id: str, condition: str) -> Drawn:
    """Say one published pooled result."""
    return told(evidence.pooled(id=id, condition=condition))


def told(effect: evidence.Effect) -> Drawn:
    """Say an effect with who pooled it, how sure it is, and in whom it was seen."""
    notes = [_who_pooled(effect), _("certainty: %(word)s") % {"word": certainty_words(effect.certainty)}]
    if effect.direct:
        notes.append(_("in whom: %(people)s") % {"people": effect.population.translated(_)})
    rows = _rows_behind(effect)
    sources = _sources(rows, tuple(notes), more=reverse("evidence_result", args=[effect.id]))
    days = tuple(row.checked_date for row in rows)
    return Drawn(_words(effect), sources, days, all(row.checked_by for row in rows))


def _words(effect: evidence.Effect) -> Text:
    """Say the result, and what is too weighty for the small print: that it is of other people, or of more than this."""
    words = _too_far_apart(effect) if _tells_nothing(effect) else effect.sentence
    if effect.of_class:
        words = say("{result} Several treatments were put together here, and this is only one of them.", result=words)
    if not effect.direct:
        words = say("{result} Seen in others: {people}.", result=words, people=effect.population)
    return words


def _tells_nothing(effect: evidence.Effect) -> bool:
    widest = _WIDEST.get(effect.unit)
    return widest is not None and effect.ci is not None and effect.ci[1] - effect.ci[0] > widest


def _too_far_apart(effect: evidence.Effect) -> Text:
    return say(
        "{outcome}, against {versus}, {when}: the trials are so few and so far apart that together they tell nothing.",
        outcome=effect.outcome_name,
        versus=effect.versus_name,
        when=effect.timepoint,
    )


def _effects(treatment: str, condition: str) -> Iterable[evidence.Effect]:
    own = evidence.own_evidence(treatment=treatment, condition=condition)
    compared = evidence.compare(condition=condition).treatments
    published = next((one.effects for one in compared if one.id == treatment), ())
    return (*(pool.effect for pool in own.pools), *published)


def _place(effect: evidence.Effect) -> tuple[bool, int, bool, bool, int, str]:
    """Order by how near the people are, then by who pooled: we, a review, nobody; the earliest time first."""
    by = {_BY_US: 0, _SINGLE: 2}.get(effect.pooled_by, 1)
    when = tuple(knowledge.Horizon).index(effect.horizon)
    return (not effect.direct, by, effect.of_class, effect.estimate is None, when, effect.id)


def _are_compared(treatment: str, versus: str) -> bool:
    """Say whether any trial we hold sets the two against each other, alone or with something else."""
    ours, theirs = _arm_names(treatment), _arm_names(versus)
    return any(
        (_is_in(ours, one) and _is_in(theirs, other)) or (_is_in(ours, other) and _is_in(theirs, one))
        for row in knowledge.trials()
        if row.condition in BACK_AND_LEG
        for one, other in [(row.treatment, row.comparator)]
    )


def _is_in(names: Iterable[str], arm: str) -> bool:
    return any(name in arm for name in names)


def _arm_names(id: str) -> set[str]:
    return {id, *(name for row in knowledge.treatments() if row.id == id for name in row.names_in_trials)}


def _rows_behind(effect: evidence.Effect) -> tuple[knowledge.Fact, ...]:
    if effect.pooled_by in (_BY_US, _SINGLE):
        rows = [row for row in knowledge.trials() if row.trial in effect.studies]
        # A trial has rows on much else; each place where its numbers were read is named once.
        on_this = [row for row in rows if row.pooled_as == effect.outcome] or rows
        return tuple({row.source_url: row for row in on_this}.values())
    return tuple(row for row in knowledge.pooled_results() if row.id == effect.id)


def _sources(rows: tuple[knowledge.Fact, ...], notes: tuple[str, ...], *, more: str) -> tuple[DrawnSource, ...]:
    """Give a source for each row; the notes and our own page are said once, with the first."""
    first, *others = rows
    return (
        DrawnSource(first.source_url, first.checked_date.isoformat(), notes, more),
        *(DrawnSource(row.source_url, row.checked_date.isoformat()) for row in others),
    )


def _who_pooled(effect: evidence.Effect) -> str:
    if effect.pooled_by == _BY_US:
        trials = len(effect.studies)
        return ngettext("pooled by us from %(count)d trial", "pooled by us from %(count)d trials", trials) % {
            "count": trials
        }
    return _("one trial") if effect.pooled_by == _SINGLE else _("a published pooled result")


def _none_found(treatment: str, versus: str, outcome: str, horizon: str) -> Drawn:
    values = {
        "treatment": Text(treatment_name(treatment).lower()),
        "versus": Text(next(row.name for row in knowledge.compared_with() if row.id == versus)),
        "outcome": _OUTCOME_WORDS.get(outcome, Text(outcome.replace("_", " "))),
        "when": _WHEN.get(horizon, say("at any time")),
    }
    if _are_compared(treatment, versus):
        words = say(
            "Trials of {treatment} against {versus} do not give the numbers that it takes to put them together, on"
            " {outcome} {when}.",
            **values,
        )
    else:
        words = say(
            "We found no trial of {treatment} against {versus} that we could read, on {outcome} {when}.", **values
        )
    newest = max(row.checked_date for row in knowledge.trials())
    address = f"{reverse('evidence')}?treatment={treatment}"
    return Drawn(words, (DrawnSource(address, newest.isoformat()),), (newest,))
