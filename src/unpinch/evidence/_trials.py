"""How many trials we hold of a treatment."""

from __future__ import annotations

from unpinch import knowledge
from unpinch.knowledge import Trial

from ._groups import trial_words_for
from ._model import TrialCount
from ._versus import COMBINED, SHORT_NAMES, arm_names


def trial_counts(*, condition: str, treatment: str) -> TrialCount:
    """
    Count the trials with an arm of this treatment, each trial once.

    Parameters
    ----------
    condition
        `sciatica` counts trials of sciatica and of back pain with nerve pain; `low_back_pain` those of nonspecific low
        back pain. Trials that do not say whom they treated are in neither.
    treatment
        An id of `treatments.csv`; its `names_in_trials` name the arms.

    Returns
    -------
    TrialCount
        `combined` counts trials that gave it only together with something else. Pairs, later reports and doubtful
        doubles of one trial count once.
    """
    names = arm_names(treatment=treatment)
    rows = [row for row in knowledge.trials() if row.condition in trial_words_for(condition=condition)]
    alone = {row.trial for row in rows if _is_arm(row, names)}
    combined = {row.trial for row in rows if _is_part(row, names)} - alone
    return TrialCount(treatment=treatment, condition=condition, alone=len(alone), combined=len(combined))


def _is_arm(row: Trial, names: frozenset[str]) -> bool:
    return bool(names & {row.treatment, row.comparator})


def _is_part(row: Trial, names: frozenset[str]) -> bool:
    parts = {SHORT_NAMES.get(name, name) for name in names} | names
    return any(
        arm.startswith(COMBINED) and any(part in arm.removeprefix(COMBINED) for part in parts)
        for arm in (row.treatment, row.comparator)
    )
