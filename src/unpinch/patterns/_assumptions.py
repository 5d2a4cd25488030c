"""
Numbers of the model that no published table gives, each with its reason. A clinician may change them here.

Published numbers stay in the knowledge files and are read by their ids.
"""

from __future__ import annotations

import math

# --- How common each cause is, before anything is asked, among people who come with back or leg pain -----------------
# Nerve roots: leg pain is there in 60 of 100 people with low back pain (prevalence.csv, leg_pain_60), and 74.2 of 100
# people who see a doctor with back and leg pain have sciatica (atlas_sciatica). The two are multiplied where they are
# read; the people of the two studies were not the same.
#
# How the roots share that. L5 to S1 as 98 to 83, the people with one proven root of Taylor 2013 (taylor2013_l5_map and
# taylor2013_s1_map); no count of the other roots was seen, so that a fifth for all four of them is editorial.
ROOT_SHARES = {"L2": 0.02, "L3": 0.05, "L4": 0.11, "L5": 0.8 * 98 / 181, "S1": 0.8 * 83 / 181, "S2": 0.02}
# Half of the 12 of 100 older men with symptoms (lss_older_men): those who ask here are of all ages. Editorial.
STENOSIS_SHARE_OF_OLDER = 0.5
# The low end of 5 to 36 of 100 (ps_range_visualdx): definitions differ, and the higher numbers come from referral
# clinics. The end is read from the file; taking it is editorial.
#
# Sacroiliac, facet and hip joint as the main cause in people with back or leg pain: no number was seen. Editorial.
JOINT_PRIORS = {"sacroiliac_joint": 0.05, "facet_joint": 0.05, "hip_joint": 0.03}
# Each other muscle as the main cause: editorial. Trigger points are found in a third to a half of people with back pain
# (trp_ql, trp_gmed), but to be found is not to be the cause, so that those numbers may not be used here.
MUSCLE_PRIOR = 0.01
# What is left over is "something else".

# --- Where it hurts -------------------------------------------------------------------------------------------------
# How much a region of a map counts, next to a primary one. Editorial, as is the strength of many rows.
STRENGTH = {"primary": 1.0, "spillover": 0.4, "rare": 0.1}
# Share of marks to expect outside the published map. Roots: pain did not follow the dermatome in 64.1 of 100 lumbar
# roots (Murphy 2009, dermatomal_pain_lumbar), so that pain off the map hardly speaks against a root.
ROOT_MARKS_OFF_MAP = 0.641
# Muscles: the maps are tradition and no study has measured them; one found no use in referred pain at all
# (trp_referred_pain_njoo). They may say less than the roots' maps. Editorial.
MUSCLE_MARKS_OFF_MAP = 0.75
# Joints: mapped by numbing injections, in 50 people (R133 to R143). Editorial.
JOINT_MARKS_OFF_MAP = 0.5
# The most that a chart may multiply the odds of a structure, however many areas are marked: neighbouring marks are one
# finding, not many. Editorial.
MOST_FROM_MAP = math.log(8)
# The hip may rise from its share at the outset to the 34 of 100 found in people with pain in hip or groin
# (hipoa_groin), which is about 17 to 1; one mark then comes near the published 7.8 for the inner thigh
# (hipoa_medial_thigh). The 34 of 100 is read from the file; to use it as a limit is editorial.
# Of all marks, the part that lies in the low back whatever the cause, since these are people with back pain: a mark
# there may not speak for each structure that is felt there. Other regions share the rest evenly. Editorial.
LOW_BACK_ANYWHERE = 0.25
# Maps whose other side was never looked at (who else feels it there?): those of muscles and of the sacroiliac joint,
# drawn from people known to have it. Back and buttock hurt in nearly everybody who asks. Editorial.
MOST_FROM_ONE_SIDED_MAP = math.log(3)
# Clinicians told L5 from S1 by a drawing no better than chance (Albert 2019, body_chart_L5_vs_S1), and patients' marks
# missed the textbook area (Taylor 2013). The drawing may separate them by 2 to 1 at most, the difference in how common
# they are included; half of it is what one root's own map may add or take away.
MOST_L5_TO_S1 = 2.0
MOST_FROM_OWN_ROOT = (math.log(MOST_L5_TO_S1) - math.log(ROOT_SHARES["L5"] / ROOT_SHARES["S1"])) / 2

# --- What a person tells --------------------------------------------------------------------------------------------
# Leg pain in nine of ten people with a root in trouble: nearly by definition; in a few it ends in the buttock.
# Editorial.
LEG_PAIN_WITH_ROOT = 0.9
# Marks that leave the leg out speak against a root, but they are not the answer "no pain in the leg": a mark is easily
# forgotten. The low end of the 23 to 57 of 100 people with back pain whose leg hurts from the back (lblp_share) then
# takes the place of the 60 of leg_pain_60. The end is read from the file where it is used; taking it is editorial.
#
# A finding that is published to point one way, without a number. The smallest step that is seen in a share. Editorial.
DIRECTION_ONLY = 1.5
# The most that all answers together may multiply the odds: studies of whole histories stop at an AUC of 0.65 to 0.80
# (history_model_auc, history_exam_vroomen). Twenty to one is what two strong, independent answers give. Editorial.
MOST_FROM_ANSWERS = math.log(20)
# Levelling off is said where answers multiplied one by one would have moved the odds half as far again. Editorial.
LEVELLING_IS_SAID = math.log(1.5)

# How sharply both limits set in. With 4, a single published ratio is hardly touched (6.4 becomes 6.1 under a limit of
# 20) and a product of several is (80 becomes 17). Editorial.
_LEVELLING_POWER = 4

# --- Words for a share ----------------------------------------------------------------------------------------------
# L5 and S1 can hardly be told apart, so that a root has half of what the two have: a third for one is two thirds for
# the pair. Below a tenth a structure is not worth an examination of its own. Editorial.
STRONG_FROM = 1 / 3
MODERATE_FROM = 1 / 10


def levelled(log_ratio: float, *, most: float) -> float:
    """
    Let a log of ratios grow as it is while it is small, and never beyond `most`, up or down.

    Examples
    --------
    >>> round(math.exp(levelled(math.log(2.0), most=MOST_FROM_ANSWERS)), 2)
    2.0
    """
    return float(log_ratio / (1 + abs(log_ratio / most) ** _LEVELLING_POWER) ** (1 / _LEVELLING_POWER))
