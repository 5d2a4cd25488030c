"""
The arms of studies in a network, each as one value with its sampling variance.

A contrast of two arms of one study is the difference of their values, and its sampling variance the sum of theirs, so
contrasts that share an arm have that arm's variance in common. What does not split up so is the part of the variance of
standardised differences that comes from the study's one SD: `shared`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._effect_sizes import ZERO_CELL_ADDITION, exact_small_sample_factor
from ._errors import BadStudies, UnknownMethod
from ._least_squares import FloatArray
from ._network_errors import BadArm
from ._network_shape import NetworkShape, shape_of

# A standard deviation needs two people.
_FEWEST_WITH_SD = 2.0
# Squares of greater numbers leave the range in which sums keep their digits.
_LARGEST = 1e75


@dataclass(frozen=True)
class ArmEffects:
    """
    The arms of a network.

    Attributes
    ----------
    measure
        `MD`, `SMD`, `OR`, `RR` or `RD`.
    shape
        Which arm belongs to which study and treatment.
    values, variances
        Shape (arms,): mean, standardised mean, logarithm of odds or risk, or risk; and its sampling variance.
    shared
        Shape (studies,), the factor c of the covariance c d d' that the contrasts d of a study have beside that of
        their arms; 0 unless the measure is `SMD`.
    corrected
        Names of the studies in which 0.5 was added to both cells of each arm.
    """

    measure: str
    shape: NetworkShape
    values: FloatArray
    variances: FloatArray
    shared: FloatArray
    corrected: tuple[str, ...] = ()


def arms_of_means(
    *, measure: str, study: Sequence[str], treat: Sequence[str], mean: ArrayLike, sd: ArrayLike, n: ArrayLike
) -> ArmEffects:
    """
    Prepare the arms of a network of means.

    Parameters
    ----------
    measure
        `MD` mean difference, in units of the outcome. `SMD` Hedges' g with the SD pooled over all arms of the study
        and the exact correction with its degrees of freedom, N - arms. Contrasts of one study then add up (A - C is
        A - B plus B - C), and a study of two arms has the g and the variance of `continuous_effects`.
    study, treat
        Names, one of each for every arm; arms of a study need not follow one another.
    mean, sd, n
        Shape (arms,): mean, standard deviation of people (> 0), people (>= 2).

    Raises
    ------
    UnknownMethod
        If the measure is none of these.
    BadArm
        If a number of an arm is none that it can be, a study has one arm only or a treatment twice; says which arm.
    Disconnected
        If no study connects some treatments with the others.
    BadStudies
        If the columns are not of one length, or there are no arms.

    References
    ----------
    Covariance of standardised differences that share an arm, 1/n + g g'/(2N), homogeneous variances: Gleser LJ, Olkin
    I. Stochastically dependent effect sizes. In: The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., 2009,
    chapter 19; worked through at https://www.metafor-project.org/doku.php/analyses:gleser2009. Of mean differences:
    Franchini AJ et al. Res Synth Methods 2012;3:142-160, https://doi.org/10.1002/jrsm.1049.

    Examples
    --------
    >>> arms = arms_of_means(
    ...     measure="MD", study=["a", "a"], treat=["needle", "sham"], mean=[30, 38], sd=[20, 20], n=[40, 40]
    ... )
    >>> arms.variances.tolist()
    [10.0, 10.0]
    """
    if measure not in ("MD", "SMD"):
        raise UnknownMethod(f"{measure!r} is no measure of means in a network. Choose MD or SMD.")
    means, sds, people = _columns(len(study), mean=mean, sd=sd, n=n)
    _refuse(people <= 0.0, people, "n", "there must be people in each arm")
    _refuse(people < _FEWEST_WITH_SD, people, "n", "a standard deviation needs two people")
    _refuse(sds < 0.0, sds, "sd", "a standard deviation is not below 0")
    _refuse(sds == 0.0, sds, "sd", "without spread the arm would count as known without error")
    shape = shape_of(study=study, treat=treat)
    if measure == "MD":
        return ArmEffects(measure, shape, means, sds**2 / people, np.zeros(shape.studies))
    return _standardised(shape, means=means, sds=sds, people=people)


def _standardised(shape: NetworkShape, *, means: FloatArray, sds: FloatArray, people: FloatArray) -> ArmEffects:
    """Divide by the SD that is pooled over all arms of the study, and correct for small samples."""
    total = shape.sums(people)
    df = total - shape.sizes
    pooled = np.sqrt(shape.sums((people - 1.0) * sds**2) / df)
    # Means are taken from that of the study's first arm, so that large ones lose no digits.
    centred = means - means[shape.first_arms][shape.study]
    values = centred * (exact_small_sample_factor(df) / pooled)[shape.study]
    return ArmEffects("SMD", shape, values, 1.0 / people, 0.5 / total)


def arms_of_events(
    *, measure: str, study: Sequence[str], treat: Sequence[str], event: ArrayLike, n: ArrayLike
) -> ArmEffects:
    """
    Prepare the arms of a network of events.

    Parameters
    ----------
    measure
        `OR` logarithm of the ratio of odds, `RR` logarithm of the ratio of risks, `RD` difference of risks. In a study
        in which nobody or everybody of an arm has the event, 0.5 is added to both cells of each arm, and `corrected`
        names it.
    study, treat
        As `arms_of_means` says.
    event, n
        Shape (arms,): people with the event, 0 to n, and people, > 0.

    Raises
    ------
    UnknownMethod, BadArm, Disconnected, BadStudies
        As `arms_of_means` says.

    References
    ----------
    Fleiss JL, Berlin JA. Effect sizes for dichotomous data. In: The Handbook of Research Synthesis and Meta-Analysis,
    2nd ed., 2009, chapter 13. Shared arms: Gleser and Olkin, as in `arms_of_means`.

    Examples
    --------
    >>> arms = arms_of_events(
    ...     measure="OR", study=["a", "a"], treat=["needle", "sham"], event=[0, 4], n=[20, 20]
    ... )
    >>> arms.corrected, [round(float(value), 3) for value in arms.values]
    (('a',), [-3.714, -1.299])
    """
    if measure not in _OF_EVENTS:
        raise UnknownMethod(f"{measure!r} is no measure of events in a network. Choose {', '.join(_OF_EVENTS)}.")
    events, people = _columns(len(study), event=event, n=n)
    _refuse(people <= 0.0, people, "n", "there must be people in each arm")
    _refuse(events < 0.0, events, "event", "events cannot be fewer than 0")
    _refuse(events > people, events, "event", "n is smaller")
    shape = shape_of(study=study, treat=treat)
    has_zero = shape.sums(((events == 0.0) | (events == people)).astype(np.float64)) > 0.0
    addition = ZERO_CELL_ADDITION * has_zero[shape.study]
    values, variances = _OF_EVENTS[measure](events + addition, people - events + addition)
    corrected = tuple(shape.study_names[at] for at in np.flatnonzero(has_zero))
    return ArmEffects(measure, shape, values, variances, np.zeros(shape.studies), corrected)


Formula = tuple[FloatArray, FloatArray]


def _log_odds(event: FloatArray, none: FloatArray) -> Formula:
    return np.log(event / none), 1.0 / event + 1.0 / none


def _log_risk(event: FloatArray, none: FloatArray) -> Formula:
    people = event + none
    return np.log(event / people), none / (event * people)


def _risk(event: FloatArray, none: FloatArray) -> Formula:
    people = event + none
    return event / people, event * none / people**3


_OF_EVENTS: Mapping[str, Callable[[FloatArray, FloatArray], Formula]] = MappingProxyType(
    {"OR": _log_odds, "RR": _log_risk, "RD": _risk}
)


def _columns(arms: int, **given: ArrayLike) -> list[FloatArray]:
    """Make arrays of finite numbers, one for each arm, or say which is not."""
    columns = []
    for name, values in given.items():
        try:
            column = np.array(values, dtype=np.float64)
        except (TypeError, ValueError):
            raise BadStudies(f"Something in {name} is not a number. Give numbers only.") from None
        if column.shape != (arms,):
            raise BadStudies(f"{name} has shape {column.shape}. Give one number for each of the {arms} arms.")
        _refuse(~np.isfinite(column), column, name, "it must be a finite number")
        _refuse(np.abs(column) > _LARGEST, column, name, "that is too large to compute with; use another unit")
        columns.append(column)
    return columns


def _refuse(wrong: NDArray[np.bool_], values: FloatArray, what: str, rule: str) -> None:
    if wrong.any():
        first = int(np.argmax(wrong))
        reason = f"{what} is {values[first]:g}, but {rule}. Correct it, or take the study out."
        raise BadArm(arm=first + 1, reason=reason)
