"""Load what every page needs before the server forks: workers share it, and the first visitor does not wait."""

from __future__ import annotations

from unpinch import directory, navigator, patterns

from . import outlines
from .presenters.evidence_network import network_rows
from .presenters.evidence_results import all_results
from .presenters.living_list import article_groups

# Any story will do: it makes the lexicon, the rules and the pattern tables load.
_ANY_STORY = navigator.Story(text="my back hurts")


def warm_up() -> None:
    """Load knowledge, lexicon, pattern model, comparison, evidence, body chart, ZIP codes and the map."""
    reading = navigator.read(story=_ANY_STORY)
    # Both are worked out only when they are asked for.
    _ = reading.fit, reading.questions
    navigator.options(reading=reading)
    navigator.options()
    patterns.body_chart()
    article_groups()
    # Pools all trials.
    all_results()
    network_rows()
    # Reads all ZIP codes; the answer does not matter.
    directory.is_zip(code="00000")
    # Boxes and names of the map; points are read where a map needs them.
    outlines.states()
    outlines.counties()
