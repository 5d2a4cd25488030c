"""The visit summary as a PDF of one page, made in this process by Typst with the fonts it ships."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from ._summary_document import summary_charts, summary_document
from ._summary_types import VisitSummary

# Tags, title, language and words for each picture are checked by the standard itself.
_ACCESSIBLE: Literal["ua-1"] = "ua-1"


@cache
def _template() -> bytes:
    return Path(__file__).with_name("_summary.typ").read_bytes()


def summary_pdf(*, summary: VisitSummary, gettext: Callable[[str], str] = lambda template: template) -> bytes:
    """
    Draw the page as PDF/UA-1; the same page gives the same bytes.

    The words go in as data and not as source, so nothing that was typed can run. Where somebody typed letters that the
    fonts lack, the file is drawn all the same, without the standard's mark: it forbids letters that nobody can see.

    Raises
    ------
    typst.TypstError
        If Typst can't draw it; a fault of the program.
    """
    source = _inputs(summary, gettext)
    try:
        return _drawn(source, summary, standards=[_ACCESSIBLE])
    except typst.TypstError as trouble:
        if "could not be displayed" not in str(trouble):
            raise
        return _drawn(source, summary, standards=[])


def summary_picture(
    *, summary: VisitSummary, gettext: Callable[[str], str] = lambda template: template, dots_an_inch: float = 110
) -> tuple[bytes, ...]:
    """Draw the same page as PNG, one picture a page."""
    pictures = typst.compile(
        _template(), format="png", ppi=dots_an_inch, ignore_system_fonts=True, sys_inputs=_inputs(summary, gettext)
    )
    return tuple(pictures) if isinstance(pictures, list) else (pictures,)


def _drawn(inputs: dict[str, str], summary: VisitSummary, *, standards: list[Literal["ua-1"]]) -> bytes:
    made_at = datetime.combine(summary.made_date, time(), UTC)
    return typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=list(standards),
        timestamp=int(made_at.timestamp()),
    )


def _inputs(summary: VisitSummary, gettext: Callable[[str], str]) -> dict[str, str]:
    charts = [
        {"svg": chart.svg, "says": f"{chart.says}. {' '.join(summary.legend)}"}
        for chart in summary_charts(summary=summary, gettext=gettext)
    ]
    return {"summary": json.dumps(summary_document(summary=summary) | {"charts": charts})}
