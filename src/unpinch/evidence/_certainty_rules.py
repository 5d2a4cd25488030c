"""
Every threshold of our certainty ratings, with its reason and source.

They turn the judgements of GRADE into rules that anybody can repeat. A rule is coarser than a judgement: it knows
nothing that is not in `trials.csv`. Whoever changes a number here changes ratings;
`tests/unit/evidence/test_own_certainty.py` asks each one at its threshold and beside it.
"""

from __future__ import annotations

# Certainty and its five domains; how many grades a domain can take (two).
HANDBOOK_14 = "https://training.cochrane.org/handbook/current/chapter-14"
# Thresholds of I2 (10.10.2), and the prediction interval (10.10.4.3).
HANDBOOK_10 = "https://training.cochrane.org/handbook/current/chapter-10"
# Tests for missing small studies (13.3.5.4): from ten trials on, and with p below 0.1 because they have little power.
HANDBOOK_13 = "https://training.cochrane.org/handbook/current/chapter-13"
# Standardised differences in words (15.5.3.1): 0.2 small, 0.5 moderate, 0.8 large.
HANDBOOK_15 = "https://training.cochrane.org/handbook/current/chapter-15"
GRADE_IMPRECISION = "https://doi.org/10.1016/j.jclinepi.2011.01.012"
GRADE_INCONSISTENCY = "https://doi.org/10.1016/j.jclinepi.2011.03.017"
GRADE_INDIRECTNESS = "https://doi.org/10.1016/j.jclinepi.2011.04.014"

# Percent of the weight of a pool. Handbook 14.2.2 asks whether "most information" is from studies at low risk of bias,
# or at high risk; most is more than half. A trial whose judgement nobody here has seen is not counted as low.
MOST_WEIGHT = 50.0

# I2 in percent: 50 begins "substantial", 75 "considerable" heterogeneity.
I2_SUBSTANTIAL, I2_CONSIDERABLE = 50.0, 75.0
# Percent of the weight on the other side of "no difference" from which trials are said to point both ways: GRADE takes
# more off where some trials show a benefit and others none or a harm than where all show one of differing size. A
# quarter, so that one small stray trial is not "others".
BOTH_WAYS_WEIGHT = 25.0

# People in all trials below which a result is imprecise whatever its interval (optimal information size). GRADE's rule
# of thumb for scores: 400, about what one trial needs to see a small difference (0.2 SD) with usual errors.
ENOUGH_PEOPLE = 400
# The smallest difference that matters where no scale has an agreed one: half a standard deviation, "moderate" in the
# words of the Handbook. Points of a 0-100 scale use `minimal_changes.csv` instead.
SMALLEST_SD = 0.5

FEWEST_FOR_FUNNEL = 10
SMALL_STUDY_P = 0.1
