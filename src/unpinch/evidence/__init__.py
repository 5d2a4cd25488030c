"""
What helps, how surely, how soon, at what risk, who pays: published evidence, side by side and in order for a person.

`compare` gives everything on every treatment, `rank_for_person` puts them in order, and `pooled`, `harm`, `time_fact`,
`guideline`, `claim`, `trial` and `trial_counts` give single facts to articles.
"""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

# Behind the door are the trials and pooled results, which a first reading of a story does without.
if TYPE_CHECKING:
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
else:
    __getattr__ = late_door(
        __name__,
        "._groups",
        "._model",
        "._priorities",
        "._points",
        "._plot",
        "._lookups",
        "._effects",
        "._trials",
        "._compare",
        "._rank",
    )

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
