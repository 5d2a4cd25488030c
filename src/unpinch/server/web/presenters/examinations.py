"""What a clinician may have examined: each test, how it is done, what it can and cannot show, and how it came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import patterns
from unpinch.kernel import Text
from unpinch.server.web.forms import EXAMINATION, RESULTS


@dataclass(frozen=True)
class ResultChoice:
    """One way an examination came out."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class ExaminationRow:
    """One examination with the result given so far; `note` is what its studies leave open, None where nothing."""

    field: str
    name: Text
    how: Text
    positive_when: Text
    how_source: str
    figures: Text
    shows: Text
    note: Text | None
    sources: tuple[str, ...]
    choices: tuple[ResultChoice, ...]


def examination_rows(done: Iterable[patterns.Examination]) -> tuple[ExaminationRow, ...]:
    """Give all examinations that the fit takes, in the order of the room."""
    results = {one.id: one.is_positive for one in done}
    return tuple(_row(facts, result=results.get(facts.id)) for facts in patterns.examination_facts())


def _row(facts: patterns.ExaminationFacts, *, result: bool | None) -> ExaminationRow:
    return ExaminationRow(
        field=f"{EXAMINATION}{facts.id}",
        name=facts.name,
        how=facts.how,
        positive_when=facts.positive_when,
        how_source=facts.how_source,
        figures=facts.figures,
        shows=facts.shows,
        note=facts.note,
        sources=facts.sources,
        choices=tuple(
            ResultChoice(value, result_words(is_positive), is_chosen=is_positive is result)
            for value, is_positive in reversed(RESULTS.items())
        ),
    )


def result_words(is_positive: bool | None) -> str:  # None: not done
    """Say how an examination came out."""
    return {True: _("positive"), False: _("negative"), None: _("not done")}[is_positive]
