"""
Where it hurts and what else a person tells, against what nerve roots, muscles and joints are known to do.

The body chart is drawn here, too: `body_chart()` for a page, `chart_svg()` as a picture of its own.
"""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

from ._examinations import ExaminationFacts, Untested, examination_facts
from ._fit import Fit, FitLabel, PatternFit, fit
from ._fit_told import Examination, UnknownExamination, UnknownFinding, UnknownRegion
from ._layers import Layer, LayerPart, UnknownStructure, layer
from ._questions import PatternQuestion, worth_asking
from ._signs import examinations
from ._structures import Structure, structures
from ._together import Together
from ._validation import VALIDATION, kept_validation

# Drawing needs Shapely; the pattern fit does not.
if TYPE_CHECKING:
    from ._chart import CHART_VERSION, MIDLINE_REGIONS, BodyChart, BodyView, Caption, RegionShape, body_chart
    from ._hatches import HATCHES, LAYER_HATCHES, Hatch
    from ._svg import THEMES, ChartTheme, UnknownChart, chart_svg
else:
    __getattr__ = late_door(__name__, "._chart", "._hatches", "._svg")

__all__ = [
    "CHART_VERSION",
    "HATCHES",
    "LAYER_HATCHES",
    "MIDLINE_REGIONS",
    "THEMES",
    "VALIDATION",
    "BodyChart",
    "BodyView",
    "Caption",
    "ChartTheme",
    "Examination",
    "ExaminationFacts",
    "Fit",
    "FitLabel",
    "Hatch",
    "Layer",
    "LayerPart",
    "PatternFit",
    "PatternQuestion",
    "RegionShape",
    "Structure",
    "Together",
    "UnknownChart",
    "UnknownExamination",
    "UnknownFinding",
    "UnknownRegion",
    "UnknownStructure",
    "Untested",
    "body_chart",
    "chart_svg",
    "examination_facts",
    "examinations",
    "fit",
    "kept_validation",
    "layer",
    "structures",
    "worth_asking",
]
