"""The body chart: marked by finger, mouse, keyboard, or without script as lists of named areas."""

from .component import BodyChartOptions, body_chart_context
from .values import all_values, mark_value, read_mark, strength_name
from .words import STRENGTH_WORDS, kind_words, strength_words

__all__ = [
    "STRENGTH_WORDS",
    "BodyChartOptions",
    "all_values",
    "body_chart_context",
    "kind_words",
    "mark_value",
    "read_mark",
    "strength_name",
    "strength_words",
]
