"""The body chart: marked by finger, mouse, keyboard, or without script as lists of named areas."""

from .component import BodyChartOptions, body_chart_context
from .layers import MOST_LAYERS, ChartLayer, part_words
from .values import all_values, mark_value, read_mark, strength_name
from .words import STRENGTH_WORDS, kind_words, strength_words

__all__ = [
    "MOST_LAYERS",
    "STRENGTH_WORDS",
    "BodyChartOptions",
    "ChartLayer",
    "all_values",
    "body_chart_context",
    "kind_words",
    "mark_value",
    "part_words",
    "read_mark",
    "strength_name",
    "strength_words",
]
