"""
Where it hurts and what else a person tells, against what nerve roots, muscles and joints are known to do.

The body chart is drawn here, too: `body_chart()`.
"""

from ._chart import CHART_VERSION, MIDLINE_REGIONS, BodyChart, BodyView, Caption, RegionShape, body_chart
from ._examinations import Untested
from ._fit import Fit, FitLabel, PatternFit, fit
from ._fit_told import UnknownFinding, UnknownRegion
from ._maps import referral
from ._structures import Structure, structures

__all__ = [
    "CHART_VERSION",
    "MIDLINE_REGIONS",
    "BodyChart",
    "BodyView",
    "Caption",
    "Fit",
    "FitLabel",
    "PatternFit",
    "RegionShape",
    "Structure",
    "UnknownFinding",
    "UnknownRegion",
    "Untested",
    "body_chart",
    "fit",
    "referral",
    "structures",
]
