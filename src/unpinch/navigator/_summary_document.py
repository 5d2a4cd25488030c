"""The visit summary as plain JSON values, to be kept and read again, and its drawings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from unpinch import patterns
from unpinch.kernel import Mark, MarkKind, Side, UnpinchError

from ._summary_types import Paper, SummaryLine, SummaryPart, SummarySection, VisitSummary

Document = dict[str, Any]
# Goes up when the shape changes: a kept page of another shape is said to be unreadable instead of misread.
_VERSION = 1


class UnreadableSummary(UnpinchError):
    """A kept page that was written in another shape."""


@dataclass(frozen=True)
class SummaryChart:
    """One drawing of the body: `svg` is a document of its own, `says` the same in words."""

    view: str
    svg: str
    says: str


def summary_document(*, summary: VisitSummary) -> Document:
    """Give a page as JSON values; `read_summary` gives it back."""
    return {
        "version": _VERSION,
        "language": summary.language,
        "title": summary.title,
        "paper": summary.paper.value,
        "made_date": summary.made_date.isoformat(),
        "name": summary.name,
        "leads": _section(summary.leads) if summary.leads else None,
        "chart": patterns.CHART_VERSION,
        "marks": [[mark.region, mark.side, mark.kind.value, mark.strength] for mark in summary.marks],
        "legend": list(summary.legend),
        "sections": [_section(one) for one in summary.sections],
        "foot": summary.foot,
    }


def _section(section: SummarySection) -> Document:
    return {
        "part": section.part.value,
        "heading": section.heading,
        "typed": section.typed,
        "lines": [{"words": line.words, "quote": line.quote, "source": line.source} for line in section.lines],
        "note": section.note,
    }


def read_summary(*, document: Document) -> VisitSummary:
    """
    Give the page that a document holds.

    Raises
    ------
    UnreadableSummary
        If it was written in another shape.
    """
    try:
        if document["version"] != _VERSION:
            raise UnreadableSummary("This summary was made by another version. Make it anew.")
        return VisitSummary(
            language=document["language"],
            title=document["title"],
            paper=Paper(document["paper"]),
            made_date=date.fromisoformat(document["made_date"]),
            name=document["name"],
            leads=_read_section(document["leads"]) if document["leads"] else None,
            marks=tuple(_mark(*each) for each in document["marks"]),
            legend=tuple(document["legend"]),
            sections=tuple(_read_section(each) for each in document["sections"]),
            foot=document["foot"],
        )
    except (KeyError, TypeError, ValueError):
        raise UnreadableSummary("This summary can't be read. Make it anew.") from None


def _mark(region: str, side: str | None, kind: str, strength: int | None) -> Mark:
    return Mark(region=region, side=Side(side) if side else None, kind=MarkKind(kind), strength=strength)


def _read_section(kept: Document) -> SummarySection:
    return SummarySection(
        part=SummaryPart(kept["part"]),
        heading=kept["heading"],
        typed=kept["typed"],
        lines=tuple(SummaryLine(line["words"], quote=line["quote"], source=line["source"]) for line in kept["lines"]),
        note=kept["note"],
    )


def summary_charts(
    *, summary: VisitSummary, gettext: Callable[[str], str] = lambda template: template
) -> tuple[SummaryChart, ...]:
    """Draw the views in which something is marked: back and front, and a side where only it shows a mark."""
    shown: set[str] = set()
    charts = []
    for name in ("back", "front", "left", "right"):
        view = patterns.body_chart().view(name)
        regions = _marked_in(view, summary.marks)
        if regions - shown:
            charts.append(
                SummaryChart(
                    view=name,
                    svg=patterns.chart_svg(view=name, marks=summary.marks, theme="light"),
                    says=view.label.translated(gettext),
                )
            )
            shown |= regions
    return tuple(charts)


def _marked_in(view: patterns.BodyView, marks: Sequence[Mark]) -> set[str]:
    """Give the marked regions, with kind and side, that a view shows."""
    shapes = {(shape.region, shape.side) for shape in view.shapes}
    return {
        f"{mark.region} {mark.kind} {side}"
        for mark in marks
        for side in Side
        if (mark.region, side) in shapes and (mark.side in (None, Side.BOTH, side) or side is Side.BOTH)
    }
