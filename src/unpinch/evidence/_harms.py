"""Harms with their denominators: a rate only where one is known, a limit where nothing was seen."""

from __future__ import annotations

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import Harm

from ._model import HarmFact, Interval
from ._numbers import rate

_PER_1000_OF_A_PERCENT = 10.0
# If none of n people had it, a true rate above 3/n would have shown itself 19 times out of 20 (1 - 0.05^(1/n) is about
# 3/n for n above 30).
RULE_OF_THREE = 3.0
RULE_OF_THREE_MIN_N = 30
_COUNTED = frozenset({"treatments", "patients"})
_DUMMY = "placebo_drug"
_SEVERITY = ("major", "moderate", "minor")


def harms_of(*, treatment: str) -> tuple[HarmFact, ...]:
    """Give the harms of a treatment, the gravest first, those with a rate before those without."""
    facts = [harm_fact(row=row) for row in knowledge.harms() if row.treatment == treatment]
    facts.sort(key=lambda fact: (_SEVERITY.index(fact.severity), not _has_number(fact), -(fact.per_1000 or 0), fact.id))
    return tuple(facts)


def harm_fact(*, row: Harm) -> HarmFact:
    """
    Turn one knowledge row into a harm said per 1,000.

    A rate is given only where the row holds one and counts treatments or patients: case reports never become a rate.
    """
    per_1000 = _per_1000(row)
    upper, is_ours = _upper(row)
    dummy = _with_dummy(row)
    return HarmFact(
        id=row.id,
        event=Text(row.event),
        severity=row.severity,
        unit=row.unit,
        rate_is=row.rate_is if per_1000 is not None else "",
        per_1000=per_1000,
        ci_per_1000=_interval_per_1000(row) if per_1000 is not None else None,
        upper_per_1000=upper,
        upper_is_ours=is_ours,
        versus_per_1000=dummy,
        events=row.events,
        denominator=row.denominator,
        text=_text(row=row, per_1000=per_1000, upper=upper, is_ours=is_ours, dummy=dummy),
        note=Text(row.note),
        source=row.source_url,
        source_tier=row.source_tier,
    )


def _has_number(fact: HarmFact) -> bool:
    return fact.per_1000 is not None


def _per_1000(row: Harm) -> float | None:
    if row.rate_percent is None or row.unit not in _COUNTED:
        return None
    return round(row.rate_percent * _PER_1000_OF_A_PERCENT, 9)


def _interval_per_1000(row: Harm) -> Interval | None:
    if row.ci_low_percent is None or row.ci_high_percent is None:
        return None
    return (
        round(row.ci_low_percent * _PER_1000_OF_A_PERCENT, 9),
        round(row.ci_high_percent * _PER_1000_OF_A_PERCENT, 9),
    )


def _upper(row: Harm) -> tuple[float | None, bool]:
    """Give the highest rate per 1,000 that fits with no event seen, and whether we worked it out."""
    if row.events != 0 or row.unit not in _COUNTED:
        return None, False
    if row.ci_high_percent is not None:
        return round(row.ci_high_percent * _PER_1000_OF_A_PERCENT, 9), False
    if row.denominator is None or row.denominator < RULE_OF_THREE_MIN_N:
        return None, False
    return round(RULE_OF_THREE / row.denominator * 1_000, 3), True


def _with_dummy(row: Harm) -> float | None:
    """Give the rate of the same event with a dummy medicine in the same study."""
    for other in knowledge.harms():
        if (other.study, other.event, other.treatment) == (row.study, row.event, _DUMMY) and row.treatment != _DUMMY:
            return _per_1000(other)
    return None


def _text(*, row: Harm, per_1000: float | None, upper: float | None, is_ours: bool, dummy: float | None) -> Text:
    event, unit = Text(row.event), _unit(row)
    if per_1000 is None:
        return _without_rate(row)
    if row.events == 0:
        return _none_seen(row=row, upper=upper, is_ours=is_ours)
    if dummy is not None:
        return say(
            "{event}: about {rate} {unit}, against {dummy} with a dummy medicine.",
            event=event,
            rate=rate(per_1000),
            unit=unit,
            dummy=rate(dummy),
        )
    sentences = {
        "upper": say("{event}: less than {rate} {unit}.", event=event, rate=rate(per_1000), unit=unit),
        "lowest": say("{event}: about {rate} {unit} at the lowest.", event=event, rate=rate(per_1000), unit=unit),
        "highest": say("{event}: about {rate} {unit} at the highest.", event=event, rate=rate(per_1000), unit=unit),
        "point": say("{event}: about {rate} {unit}.", event=event, rate=rate(per_1000), unit=unit),
    }
    return sentences[row.rate_is]


def _without_rate(row: Harm) -> Text:
    event = Text(row.event)
    if row.events == 0:
        return say("{event}: none seen, but how many people had the treatment is not clear.", event=event)
    if row.as_published:
        return say(
            "{event}: {as_published}. How often it happens is not known.",
            event=event,
            as_published=Text(row.as_published),
        )
    if row.events:
        return say("{event}: {events} reported. How often it happens is not known.", event=event, events=row.events)
    return say("{event}: it has happened. How often is not known.", event=event)


def _none_seen(*, row: Harm, upper: float | None, is_ours: bool) -> Text:
    values = {"event": Text(row.event), "n": f"{row.denominator or 0:,}", "unit": _unit(row)}
    if upper is None:
        return say("{event}: none seen in {n} {unit}.", **values)
    if is_ours:
        return say(
            "{event}: none seen in {n} {unit}. By our own sum (rule of three) it could still happen in up to about"
            " {rate}.",
            **values,
            rate=rate(upper),
        )
    return say(
        "{event}: none seen in {n} {unit}. It could still happen in up to about {rate}.", **values, rate=rate(upper)
    )


def _unit(row: Harm) -> Text:
    return say("treatments") if row.unit == "treatments" else say("people")
