"""The pictures of one result, each drawn for a phone and for a desk, with words for those who do not see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import evidence
from unpinch.evidence import Effect, TrialPool, plots
from unpinch.evidence.plots import ForestWords, FunnelStudy, FunnelWords, IntervalRow, IntervalWords

from .evidence_numbers import digits_of, range_words, rounded, unit_words
from .evidence_results import has_comparison
from .wording import treatment_name

NARROW, WIDE = 320.0, 760.0
# Below three points a funnel is no picture of anything.
FEWEST_IN_FUNNEL = 3
STANDARD_DEVIATIONS = "SD"
_NORMAL = 1.959964


@dataclass(frozen=True)
class Drawing:
    """One picture in two widths; the page shows the one that fits."""

    narrow: SafeString
    wide: SafeString


def drawing(draw: Callable[..., str], *, name: str) -> Drawing:
    """Draw twice; `draw` takes the name and the width."""
    # The drawings escape every word they are given.
    return Drawing(
        narrow=SafeString(draw(name=f"{name}-narrow", width=NARROW)),
        wide=SafeString(draw(name=f"{name}-wide", width=WIDE)),
    )


def forest_of(pool: TrialPool) -> Drawing:
    """Draw every trial of a pool, what they come to, and where a next one would lie."""
    effect = pool.effect
    rows = [_trial_row(trial, effect) for trial in pool.trials]
    is_pooled = len(rows) > 1
    words = ForestWords(
        title=_("Each trial, and all together: %(what)s") % {"what": what_words(effect, pool.key.treatment)},
        description=_described(pool),
        study=_("Trial"),
        effect=_("Difference (95%% interval)") % (),
        weight=_("Weight") if is_pooled else "",
        left=left_words(pool.key.treatment),
        right=_right(effect),
        notes=(unit_words(effect.unit), *_heterogeneity(pool)),
    )
    draw = partial(
        plots.forest_svg,
        rows=rows,
        words=words,
        pooled=_whole_row(effect) if is_pooled else None,
        prediction=_prediction_row(effect) if is_pooled else None,
    )
    return drawing(draw, name="forest")


def funnel_of(pool: TrialPool) -> Drawing | None:
    """Draw small against large trials; None where there are fewer than three."""
    if len(pool.trials) < FEWEST_IN_FUNNEL:
        return None
    words = FunnelWords(
        title=_("Small and large trials: %(what)s") % {"what": what_words(pool.effect, pool.key.treatment)},
        description=_(
            "A funnel plot of %(count)d trials: exact ones at the top. Where bad news stays in the drawer, one lower"
            " corner is empty."
        )
        % {"count": len(pool.trials)},
        effect=_("Difference: %(unit)s") % {"unit": unit_words(pool.effect.unit)},
        error=_("Standard error: less exact trials lie lower"),
        studies=_("a trial"),
        limits=_("where 95%% of trials would lie if all had one true effect") % (),
    )
    draw = partial(
        plots.funnel_svg,
        studies=[FunnelStudy(trial.yi, trial.vi**0.5) for trial in pool.trials],
        words=words,
        middle=pool.effect.estimate or 0.0,
    )
    return drawing(draw, name="funnel")


def intervals_of(effect: Effect, *, treatment: str, others: Sequence[IntervalRow] = ()) -> Drawing | None:
    """Draw a result, and others beside it, against the smallest change that matters; None where it has no number."""
    rows = [row for row in (effect_row(effect, name=_("All together")), *others) if row is not None]
    if effect.estimate is None or effect.measure not in {"MD", "SMD"} or not rows:
        return None
    smallest = smallest_of(effect)
    words = IntervalWords(
        title=_("Does it matter? %(what)s") % {"what": what_words(effect, treatment)},
        description=described(rows),
        zone=zone_words(smallest, unit=effect.unit),
        left=left_words(treatment),
        right=_right(effect),
    )
    draw = partial(plots.intervals_svg, rows=rows, words=words, smallest_change=smallest)
    return drawing(draw, name="matters")


def described(rows: Sequence[IntervalRow]) -> str:
    """Read out the rows of a picture."""
    return "; ".join(f"{row.name}: {row.numbers}" for row in rows)


def zone_words(smallest: float | None, *, unit: str) -> str:
    """Say what the shaded zone is; nothing where there is none."""
    if smallest is None:
        return ""
    return _("too small to matter: less than %(smallest)s %(unit)s") % {
        "smallest": f"{smallest:g}",
        "unit": unit_words(unit),
    }


def effect_row(effect: Effect, *, name: str) -> IntervalRow | None:
    """Give a result as a row, None where it has no number."""
    if effect.estimate is None:
        return None
    low, high = effect.ci or (None, None)
    return IntervalRow(name, effect.estimate, low, high, range_words(effect.estimate, effect.ci, effect.unit))


def smallest_of(effect: Effect) -> float | None:
    """Give the smallest difference that matters in the unit of a result, None where nothing says it."""
    if effect.smallest_change is not None:
        return effect.smallest_change.points
    if effect.unit == STANDARD_DEVIATIONS:
        return evidence.smallest_that_matters(outcome=effect.outcome, unit=effect.unit)
    return None


def what_words(effect: Effect, treatment: str) -> str:
    """Name a result in one line."""
    if not has_comparison(effect):
        return _("%(treatment)s: %(outcome)s, %(when)s") % {
            "treatment": treatment_name(treatment),
            "outcome": effect.outcome_name.translated(_).lower(),
            "when": effect.timepoint.translated(_),
        }
    return _("%(treatment)s against %(versus)s, %(outcome)s, %(when)s") % {
        "treatment": treatment_name(treatment),
        "versus": effect.versus_name.translated(_),
        "outcome": effect.outcome_name.translated(_).lower(),
        "when": effect.timepoint.translated(_),
    }


def trial_name(trial: evidence.TrialEffect) -> str:
    """Name a trial as its file does, with the year."""
    name, year = trial.score.trial, trial.score.year
    return name if year is None or str(year) in name else f"{name} ({year})"


def trial_interval(trial: evidence.TrialEffect) -> tuple[float, float]:
    """Give the 95% interval of one trial."""
    half = _NORMAL * trial.vi**0.5
    return trial.yi - half, trial.yi + half


def _trial_row(trial: evidence.TrialEffect, effect: Effect) -> IntervalRow:
    low, high = trial_interval(trial)
    return IntervalRow(
        name=trial_name(trial),
        estimate=trial.yi,
        low=low,
        high=high,
        numbers=range_words(trial.yi, (low, high), effect.unit),
        share=f"{trial.weight:.0f}%",
        weight=trial.weight,
    )


def _whole_row(effect: Effect) -> IntervalRow | None:
    row = effect_row(effect, name=_("All together"))
    return replace(row, share="100%") if row else None


def _prediction_row(effect: Effect) -> IntervalRow | None:
    if effect.prediction is None or effect.estimate is None:
        return None
    low, high = effect.prediction
    numbers = _("%(low)s to %(high)s") % {"low": rounded(low, effect.unit), "high": rounded(high, effect.unit)}
    return IntervalRow(_("Where a next trial would lie"), effect.estimate, low, high, numbers)


def _described(pool: TrialPool) -> str:
    effect, count = pool.effect, len(pool.trials)
    counted = ngettext("A forest plot of %(count)d trial.", "A forest plot of %(count)d trials.", count) % {
        "count": count
    }
    return f"{counted} {effect.sentence.translated(_)}"


def _heterogeneity(pool: TrialPool) -> tuple[str, ...]:
    if pool.i2 is None or pool.tau2 is None:
        return ()
    told = _("I2 %(i2)s%%, tau2 %(tau2)s") % {"i2": f"{pool.i2:.0f}", "tau2": f"{pool.tau2:.{digits_of(pool)}f}"}
    return (told,)


def left_words(treatment: str) -> str:
    """Say what it means to lie left of no difference."""
    return _("better with: %(treatment)s") % {"treatment": treatment_name(treatment).lower()}


def _right(effect: Effect) -> str:
    return _("better with: %(versus)s") % {"versus": effect.versus_name.translated(_)}
