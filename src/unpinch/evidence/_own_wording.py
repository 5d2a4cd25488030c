"""Words of our own results: why a number is left out or in doubt, and when it was measured."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from unpinch.kernel import Text, say
from unpinch.knowledge import Horizon, PoolingReason

from ._own_model import PoolKey

REASONS: Mapping[PoolingReason, Text] = MappingProxyType(
    {
        PoolingReason.NARRATIVE: say("The source tells the result in words only."),
        PoolingReason.PERCENT_ONLY: say("The source gives percentages only."),
        PoolingReason.RATIO_ONLY: say("The source gives a ratio only."),
        PoolingReason.NO_SPREAD: say("No standard deviation, standard error or interval was printed."),
        PoolingReason.NO_PEOPLE: say("The number of people was not printed."),
        PoolingReason.SD_IMPUTED: say("The review guessed the standard deviation or borrowed it from another trial."),
        PoolingReason.NOT_RANDOMISED: say("The groups were not made by chance, or were not analysed as made."),
        PoolingReason.REPORTS_CONFLICT: say("Two reports of these people say different things."),
        PoolingReason.ARMS_MIXED_UP: say("The numbers seem to belong to another group of the trial."),
        PoolingReason.NUMBERS_ODD: say("The numbers cannot be right as printed."),
        PoolingReason.SCALE_IMPOSSIBLE: say("The numbers do not fit the scale they are said to be on."),
        PoolingReason.SCALE_UNCLEAR: say("It is not clear which scale the numbers are on."),
        PoolingReason.SD_MAYBE_SE: say("The spread is so small that it may be a standard error."),
        PoolingReason.FROM_MEDIAN: say("The review computed the average and its spread from a median."),
        PoolingReason.FROM_FIGURE: say("The numbers were read from a drawing."),
        PoolingReason.OUTLIER: say("The difference is far larger than in all other trials."),
        PoolingReason.ARMS_CONFLICT: say("The review gives other numbers for the same group elsewhere."),
        PoolingReason.LABEL_CONFLICT: say("The review's note names another group than its table."),
        PoolingReason.CROSSOVER: say("Everybody got both treatments in turn, and the periods are not told apart."),
        PoolingReason.ENRICHED: say("Only people who had done well on the medicine took part."),
    }
)
_SPANS: Mapping[Horizon, Text] = MappingProxyType(
    {
        Horizon.SHORT: say("within 6 weeks"),
        Horizon.MEDIUM: say("6 weeks to 6 months later"),
        Horizon.INTERMEDIATE: say("6 to 12 months later"),
        Horizon.LONG: say("12 months later or more"),
    }
)


def when(key: PoolKey) -> Text:
    """Say the span of time of a question, as it follows a comma."""
    if key.horizon in _SPANS:
        return _SPANS[key.horizon]
    return Text(key.label) if key.label else say("at a time that was not printed")
