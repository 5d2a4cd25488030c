"""Counts of our own files, as they stand in a sentence of an author."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.knowledge.articles import Reference

from .living_drawn import Drawn, DrawnSource
from .living_trials import trials_of
from .numbers import count_words
from .side_by_side import pooled_on


def count_drawn(reference: Reference, condition: str) -> Drawn:
    """Count what `{count ...}` asks for; its source is our own file."""
    what, *words = reference.words
    if what == "claims":
        return _of("claims", sum(1 for row in knowledge.claims() if not words or row.verdict == words[0]))
    if what == "states":
        return _of("scope_of_practice", _states(only_yes=bool(words)))
    if what == "pooled":
        return _of_evidence(words[0], sum(1 for row in pooled_on(words[0]) if row.condition == condition))
    rows = trials_of(words[0])
    if what == "largest_trial":
        return _of_evidence(words[0], max((row.n or 0 for row in rows), default=0))
    return _of_evidence(words[0], len({row.trial for row in rows}))


def _states(*, only_yes: bool) -> int:
    rows = [row for row in knowledge.scope_of_practice() if row.specialty == "physical_therapist"]
    return sum(1 for row in rows if not only_yes or row.may_dry_needle is knowledge.MayNeedle.YES)


def _of(file: str, count: int) -> Drawn:
    return Drawn(count_words(count), (DrawnSource(reverse("evidence_file", args=[file]), "", (_("our own count"),)),))


def _of_evidence(treatment: str, count: int) -> Drawn:
    address = f"{reverse('evidence')}?treatment={treatment}"
    return Drawn(count_words(count), (DrawnSource(address, "", (_("our own count"),)),))
