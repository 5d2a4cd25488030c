"""About the site: figures that are counted, not typed."""

from __future__ import annotations

from dataclasses import dataclass

from .evidence import FILES
from .numbers import count_words


@dataclass(frozen=True)
class AboutPage:
    """How many facts there are and how many a clinician has signed."""

    facts: str
    signed: int


def about_page() -> AboutPage:
    """Give the page."""
    rows = [row for _name, _meaning, read in FILES for row in read()]
    return AboutPage(facts=count_words(len(rows)), signed=sum(1 for row in rows if row.checked_by))
