"""The body chart on our pages: to mark on the first, to read on what we understood."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from unpinch import navigator
from unpinch.kernel import Mark, Side
from unpinch.server.web.components.body_chart import BodyChartOptions, body_chart_context

# The name of the form field that holds the marks.
FIELD = "marks"


def chart_to_mark(marks: tuple[Mark, ...]) -> dict[str, Any]:
    """Give the chart that takes marks."""
    return body_chart_context(BodyChartOptions(marks=marks, name=FIELD))


def chart_to_read(reading: navigator.Reading) -> dict[str, Any]:
    """Give the chart that shows what was marked or said, over where the leading structure is felt."""
    marks = (*reading.understanding.pain.regions, *reading.understanding.nerve_marks)
    leading = next((fit for fit in reading.fit.fits if fit.regions), None) if marks else None
    return body_chart_context(
        BodyChartOptions(
            marks=marks,
            name=FIELD,
            read_only=True,
            pattern=leading.regions if leading else (),
            pattern_side=_one_side(marks),
            pattern_name=leading.name.translated(_) if leading else "",
        )
    )


def _one_side(marks: tuple[Mark, ...]) -> Side | None:
    """Give the side that all marks are on; None where they are on both, or it was not said."""
    sides = {mark.side for mark in marks}
    return sides.pop() if len(sides) == 1 else None
