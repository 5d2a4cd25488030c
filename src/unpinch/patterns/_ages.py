"""What age says: the published ratios for a narrow canal and a worn hip."""

from __future__ import annotations

from ._assumptions import OVER_70, UNDER_60
from ._facts import finding_row
from ._structures import STENOSIS

AGE_GROUPS = ("under 60", "60 to 70", "over 70")
_UNDER, _OVER = 60, 70


def age_group(age_years: int) -> int:
    """Give the place of an age in `AGE_GROUPS`."""
    if age_years < _UNDER:
        return 0
    return 2 if age_years > _OVER else 1


def parts_by_age(structure: str) -> tuple[float, float, float]:
    """Give the parts of the people with a cause that are of each age group; they sum to 1."""
    younger, older = UNDER_60, OVER_70
    if structure == STENOSIS:
        younger *= finding_row("lss_age_lt60").lr_pos or 1
        older *= finding_row("lss_age70").lr_pos or 1
        return younger, 1 - younger - older, older
    if structure == "hip_joint":
        younger *= finding_row("hipoa_age_lt60").lr_neg or 1
        return _rest(younger)
    return younger, 1 - younger - older, older


def _rest(younger: float) -> tuple[float, float, float]:
    """Share what is not under 60 between the other two ages as in everybody."""
    left, middle = 1 - younger, 1 - UNDER_60 - OVER_70
    return younger, left * middle / (1 - UNDER_60), left * OVER_70 / (1 - UNDER_60)
