"""
Drawings of results as SVG that can be read, heard and printed.

Pure functions: results and words in (already in the reader's language), an SVG element out. Each has a title and a
description for those who do not see it; a table of the same numbers belongs beside it. There is no style and no script
in them; every part has a class that begins with `up-plot__`, and looks right without a style sheet.
"""

from unpinch.drawing import BadDrawing

from ._forest import ForestWords, forest_svg
from ._funnel import FunnelArea, FunnelStudy, FunnelWords, funnel_svg
from ._icons import IconWords, PeopleGroup, icons_svg
from ._intervals import IntervalWords, intervals_svg
from ._network import NetworkEdge, NetworkNode, NetworkWords, network_svg
from ._rows import IntervalRow

__all__ = [
    "BadDrawing",
    "ForestWords",
    "FunnelArea",
    "FunnelStudy",
    "FunnelWords",
    "IconWords",
    "IntervalRow",
    "IntervalWords",
    "NetworkEdge",
    "NetworkNode",
    "NetworkWords",
    "PeopleGroup",
    "forest_svg",
    "funnel_svg",
    "icons_svg",
    "intervals_svg",
    "network_svg",
]
