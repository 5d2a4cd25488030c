"""The rows of trials that bear on one question, grouped by trial and moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from unpinch.knowledge import EffectType, EvidenceGroup, Horizon, Pooling, PoolingReason, Trial

from ._groups import trial_words_for
from ._own_model import PoolKey
from ._versus import versus_of

# Weeks and months of the knowledge files are 7 and 30 days, so that "6 months" is 180 to 184 and "a year" 360 to 366.
_SHORT_ENDS, _MEDIUM_ENDS, _LONG_BEGINS, _ONE_YEAR = 42.0, 184.0, 360.0, 365.0
_ENDS: Mapping[Horizon, float] = {
    Horizon.SHORT: _SHORT_ENDS,
    Horizon.MEDIUM: _MEDIUM_ENDS,
    Horizon.INTERMEDIATE: _LONG_BEGINS,
    Horizon.LONG: _ONE_YEAR,
}
_CHANGES = frozenset({EffectType.CHANGE_FROM_BASELINE, EffectType.WITHIN_CHANGE})


@dataclass(frozen=True)
class Moment:
    """
    One score of one trial at one time from one source: all rows of the treatment's arms, and of the other arms.

    A difference between arms is one row and stands in `first`; `turned` are the ids of those that are the other way
    round. Pairs that a review made of one trial with more than two arms are one moment, so that no arm counts twice.
    """

    key: PoolKey
    trial: str
    source: str
    instrument: str
    day: float | None
    label: str
    is_difference: bool
    is_change: bool
    first: tuple[Trial, ...]
    second: tuple[Trial, ...]
    turned: frozenset[str] = frozenset()

    @property
    def rows(self) -> tuple[Trial, ...]:
        """Give all rows, each once."""
        return tuple({row.id: row for row in (*self.first, *self.second)}.values())

    @cached_property
    def usable(self) -> Moment:
        """Give the moment without the rows that may not be pooled, and without arms that then stand alone."""
        gone = {row.study for row in self.rows if row.pooling is Pooling.NOT}
        return replace(
            self,
            first=tuple(row for row in self.first if row.study not in gone),
            second=tuple(row for row in self.second if row.study not in gone),
        )

    @property
    def is_complete(self) -> bool:
        """Say whether there is something to compute from."""
        return bool(self.first) and (self.is_difference or bool(self.second))

    @property
    def doubts(self) -> tuple[PoolingReason, ...]:
        """Give the reasons to doubt the rows, each once."""
        return tuple(dict.fromkeys(row.pooling_why for row in self.rows if row.pooling is Pooling.DOUBTFUL))

    @property
    def points(self) -> float | None:
        """Give what one unit of the instrument is on a scale of 0 to 100, None where its range is not certain."""
        row = self.rows[0]
        return None if row.scale_low is None or row.scale_high is None else 100.0 / (row.scale_high - row.scale_low)

    @property
    def rank(self) -> tuple[float, bool, bool, bool]:
        """
        Give the order in which moments of one trial are preferred, the smallest first.

        Nearest to the end of the span of time (to 12 months where it is open), without doubts, means before
        differences (they can be standardised), a certain range of the scale; then the order of the file.
        """
        end = _ENDS.get(self.key.horizon)
        far = 0.0 if end is None or self.day is None else abs(end - self.day)
        return (far, bool(self.doubts), self.is_difference, self.points is None)


def moments_of(
    *, rows: Iterable[Trial], treatment: str, group: EvidenceGroup
) -> dict[PoolKey, dict[str, list[Moment]]]:
    """
    Group the rows of trials by question and trial.

    Parameters
    ----------
    rows
        Rows of `trials.csv`, in its order.
    treatment
        An id of `treatments.csv`.
    group
        Whom the trials treated; `sciatica` holds back pain with nerve pain too, as `_groups` says.

    Returns
    -------
    dict
        Question, then trial, then its moments in the order of the file. Rows before treatment bear on no question.
        Pairs whose other arm is on no list of ours have an empty `versus`.
    """
    words = trial_words_for(condition=group.value)
    found: dict[PoolKey, dict[str, list[Moment]]] = defaultdict(lambda: defaultdict(list))
    merged: dict[tuple[object, ...], Moment] = {}
    bearing = [row for row in rows if row.condition in words and row.pooled_as and not _is_before(row)]
    for moment in _pairs(bearing, treatment=treatment, group=group):
        same = (moment.key, moment.trial, moment.source, moment.instrument, moment.day, moment.label, *_kind(moment))
        merged[same] = _together(merged[same], moment) if same in merged else moment
    for moment in merged.values():
        found[moment.key][moment.trial].append(moment)
    return found


def horizon_of(*, day: float | None) -> Horizon:
    """
    Give the span of time a day after randomisation lies in.

    Examples
    --------
    >>> [horizon_of(day=day).value for day in (42, 43, 184, 185, 360, None)]
    ['short', 'medium', 'medium', 'intermediate', 'long', 'unknown']
    """
    if day is None:
        return Horizon.UNKNOWN
    if day >= _LONG_BEGINS:
        return Horizon.LONG
    return Horizon.SHORT if day <= _SHORT_ENDS else Horizon.MEDIUM if day <= _MEDIUM_ENDS else Horizon.INTERMEDIATE


def _is_before(row: Trial) -> bool:
    return row.pooling_why is PoolingReason.BASELINE


def _day(row: Trial) -> float | None:
    return row.timepoint_days if row.timepoint_days is not None else row.latest_day


def _kind(moment: Moment) -> tuple[bool, bool]:
    return moment.is_difference, moment.is_change


def _pairs(rows: list[Trial], *, treatment: str, group: EvidenceGroup) -> Iterator[Moment]:
    """Give each pair of arms of each report, and each difference between two arms, that bears on the treatment."""
    together: dict[tuple[object, ...], list[Trial]] = defaultdict(list)
    for row in rows:
        if row.effect_type is EffectType.BETWEEN_DIFF or row.effect_type is EffectType.NARRATIVE:
            yield from _said_of_two(row, treatment=treatment, group=group)
        else:
            when = (_day(row), row.timepoint)
            same = (row.study, row.source_url, row.pooled_as, row.instrument, *when, row.effect_type in _CHANGES)
            together[same].append(row)
    for arms in together.values():
        yield from _pairs_of_arms(arms, treatment=treatment, group=group)


def _said_of_two(row: Trial, *, treatment: str, group: EvidenceGroup) -> Iterator[Moment]:
    for arm, other, is_turned in ((row.treatment, row.comparator, False), (row.comparator, row.treatment, True)):
        versus = versus_of(treatment=treatment, arm=arm, other=other)
        if versus is not None:
            turned = frozenset({row.id}) if is_turned else frozenset()
            yield replace(_moment([row], [], treatment=treatment, group=group, versus=versus), turned=turned)


def _pairs_of_arms(arms: list[Trial], *, treatment: str, group: EvidenceGroup) -> Iterator[Moment]:
    words = dict.fromkeys(row.treatment for row in arms)
    for arm in words:
        for other in words if len(words) > 1 else dict.fromkeys(row.comparator for row in arms):
            versus = versus_of(treatment=treatment, arm=arm, other=other) if other != arm else None
            if versus is not None:
                first = [row for row in arms if row.treatment == arm]
                second = [row for row in arms if row.treatment == other]
                yield _moment(first, second, treatment=treatment, group=group, versus=versus)


def _moment(first: list[Trial], second: list[Trial], *, treatment: str, group: EvidenceGroup, versus: str) -> Moment:
    row, day = first[0], _day(first[0])
    horizon = horizon_of(day=day)
    label = row.timepoint if day is None else ""
    return Moment(
        key=PoolKey(treatment, versus, group, row.pooled_as, horizon, label),
        trial=row.trial,
        source=row.source_url,
        instrument=row.instrument,
        day=day,
        label=label,
        is_difference=row.effect_type is EffectType.BETWEEN_DIFF,
        is_change=row.effect_type in _CHANGES,
        first=tuple(first),
        second=tuple(second),
    )


def _together(one: Moment, two: Moment) -> Moment:
    return replace(
        one, first=(*one.first, *two.first), second=(*one.second, *two.second), turned=one.turned | two.turned
    )
