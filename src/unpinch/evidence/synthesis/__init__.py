"""
Meta-analysis: effect sizes, pairwise and network models, regression, and what may be wrong with them.

Arrays in, frozen results out; no facts, no files, no words for people. See `docs/adr/0011-evidence-synthesis.md`.
"""

from ._conversions import (
    combine_arms,
    correlation_of_change,
    log_odds_ratio_from_smd,
    sd_from_ci,
    sd_from_p,
    sd_from_se,
    sd_of_change,
    se_from_ci,
    se_from_p,
    smd_from_log_odds_ratio,
)
from ._cumulative import CumulativeStep, cumulate
from ._effect_sizes import (
    BINARY_MEASURES,
    CONTINUOUS_MEASURES,
    MEASURES_ON_LOG_SCALE,
    Effects,
    binary_effects,
    continuous_effects,
    given_effects,
)
from ._egger import SMALL_STUDY_MODELS, RankTest, SmallStudyTest, egger, rank_test
from ._errors import BadStudies, BadStudy, SynthesisError, TooFewStudies, UnknownMethod
from ._funnel import Funnel, FunnelContour, FunnelPoint, funnel
from ._influence import Influence, influence
from ._leave_one_out import leave_one_out
from ._mixed import METHODS, TESTS, MixedFit, fit
from ._multilevel import MULTILEVEL_TESTS, ClusterRobust, Multilevel, multilevel
from ._network import BETTER, Network, RankedTreatment, network
from ._network_arms import ArmEffects, arms_of_events, arms_of_means
from ._network_errors import BadArm, Disconnected, UnknownTreatment
from ._network_inconsistency import DesignInteraction, DesignQ, Inconsistency, QTest
from ._network_model import NETWORK_METHODS
from ._network_pairs import Estimate, Pair
from ._pool import HeterogeneityInterval, Pooled, pool, tau2_interval
from ._quantiles import mean_sd_from_five_numbers, mean_sd_from_quartiles, mean_sd_from_range
from ._regression import Coefficient, Omnibus, Predicted, Regression, regress
from ._subgroups import Subgroup, Subgroups, subgroups
from ._trim_and_fill import SIDES, TRIM_ESTIMATORS, TrimAndFill, trim_and_fill

__all__ = [
    "BETTER",
    "BINARY_MEASURES",
    "CONTINUOUS_MEASURES",
    "MEASURES_ON_LOG_SCALE",
    "METHODS",
    "MULTILEVEL_TESTS",
    "NETWORK_METHODS",
    "SIDES",
    "SMALL_STUDY_MODELS",
    "TESTS",
    "TRIM_ESTIMATORS",
    "ArmEffects",
    "BadArm",
    "BadStudies",
    "BadStudy",
    "ClusterRobust",
    "Coefficient",
    "CumulativeStep",
    "DesignInteraction",
    "DesignQ",
    "Disconnected",
    "Effects",
    "Estimate",
    "Funnel",
    "FunnelContour",
    "FunnelPoint",
    "HeterogeneityInterval",
    "Inconsistency",
    "Influence",
    "MixedFit",
    "Multilevel",
    "Network",
    "Omnibus",
    "Pair",
    "Pooled",
    "Predicted",
    "QTest",
    "RankTest",
    "RankedTreatment",
    "Regression",
    "SmallStudyTest",
    "Subgroup",
    "Subgroups",
    "SynthesisError",
    "TooFewStudies",
    "TrimAndFill",
    "UnknownMethod",
    "UnknownTreatment",
    "arms_of_events",
    "arms_of_means",
    "binary_effects",
    "combine_arms",
    "continuous_effects",
    "correlation_of_change",
    "cumulate",
    "egger",
    "fit",
    "funnel",
    "given_effects",
    "influence",
    "leave_one_out",
    "log_odds_ratio_from_smd",
    "mean_sd_from_five_numbers",
    "mean_sd_from_quartiles",
    "mean_sd_from_range",
    "multilevel",
    "network",
    "pool",
    "rank_test",
    "regress",
    "sd_from_ci",
    "sd_from_p",
    "sd_from_se",
    "sd_of_change",
    "se_from_ci",
    "se_from_p",
    "smd_from_log_odds_ratio",
    "subgroups",
    "tau2_interval",
    "trim_and_fill",
]
