"""
How well the words of people are understood, and how many emergencies are missed: measured on labelled texts.

The texts are `tests/scorecard/*.jsonl`; `development` served to write the rules, `blind` was only ever scored. The
figures are kept in `figures.json`, which a test holds to what the texts give today.
"""

from ._areas import AREAS
from ._document import FIGURES, kept_figures, scorecard_document, write_figures
from ._score import Scores, score
from ._texts import BadLabel, LabelledText, published_cases, read_texts
from ._words import scorecard_lines

__all__ = [
    "AREAS",
    "FIGURES",
    "BadLabel",
    "LabelledText",
    "Scores",
    "kept_figures",
    "published_cases",
    "read_texts",
    "score",
    "scorecard_document",
    "scorecard_lines",
    "write_figures",
]
