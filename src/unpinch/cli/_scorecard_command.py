"""The sub-command that measures how well words are understood."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from unpinch import scorecard

from ._output import print_json, print_lines

# In a checkout the labelled texts lie beside the sources.
LABELLED_TEXTS = Path(__file__).parents[3] / "tests" / "scorecard"


def print_scorecard(chosen: Namespace) -> None:
    """Score the labelled texts and print the figures, or keep them for the site."""
    document = scorecard.scorecard_document(folder=chosen.texts)
    if chosen.keep:
        scorecard.write_figures(document=document)
    if chosen.json:
        print_json(document)
    else:
        print_lines(*scorecard.scorecard_lines(document))
