"""
What helps, how surely, how soon, at what risk, who pays: published evidence, side by side and in order for a person.

`compare` gives everything on every treatment, `rank_for_person` puts them in order, and `pooled`, `harm`, `time_fact`,
`guideline`, `claim`, `trial` and `trial_counts` give single facts to articles.
"""

from ._compare import compare
from ._effects import smallest_change
from ._groups import CONDITIONS, UnknownCondition
from ._lookups import UnknownFact, claim, guideline, harm, pooled, time_fact, trial
from ._model import (
    Comparison,
    CoverFact,
    Effect,
    Favours,
    GuidelineFact,
    HarmFact,
    SmallestChange,
    SpeedFact,
    TreatmentEvidence,
    TrialCount,
)
from ._plot import Axis, IntervalPlot, IntervalRow, Tick, interval_plot
from ._points import RankReason
from ._priorities import Priority, UnknownPriority
from ._rank import RankedOption, rank_for_person
from ._trials import trial_counts

__all__ = [
    "CONDITIONS",
    "Axis",
    "Comparison",
    "CoverFact",
    "Effect",
    "Favours",
    "GuidelineFact",
    "HarmFact",
    "IntervalPlot",
    "IntervalRow",
    "Priority",
    "RankReason",
    "RankedOption",
    "SmallestChange",
    "SpeedFact",
    "Tick",
    "TreatmentEvidence",
    "TrialCount",
    "UnknownCondition",
    "UnknownFact",
    "UnknownPriority",
    "claim",
    "compare",
    "guideline",
    "harm",
    "interval_plot",
    "pooled",
    "rank_for_person",
    "smallest_change",
    "time_fact",
    "trial",
    "trial_counts",
]
