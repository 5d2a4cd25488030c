"""
Numbers of the model that no published table gives, each with its reason. A clinician may change them here.

Published numbers stay in the knowledge files and are read by their ids.
"""

from __future__ import annotations

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
# Leg pain: radiating leg pain is there in 60 of 100 with low back pain, 74.2 of 100 of those have sciatica, and 67.5 of
# 100 people with back and leg pain have it below the knee (prevalence.csv: leg_pain_60, atlas_sciatica,
# atlas_below_knee). With leg pain in 90 of 100 with a root in trouble, the first two leave it to 28 of 100 without;
# with the leg pain below the knee in 78 and 37 of 100 of them, the third is met. How they are divided is editorial. In
# those without leg pain it ends in the buttock, or it is on none of the root's places at all: editorial, too.
LEG_WITH_ROOT, BUTTOCK_WITH_ROOT = 0.90, 0.08
BELOW_OF_LEG_WITH_ROOT, BELOW_OF_LEG_WITHOUT_ROOT = 0.78, 0.37
# Muscles and joints that are felt in the leg by their maps: how often, where a primary region is there and where only a
# weaker one is. Editorial. What is left of the 28 goes evenly to those that are not felt there.
LEG_WITH_PRIMARY_REGION, LEG_WITH_WEAKER_REGION = 0.5, 0.2

# The background: the drawing of somebody with back pain whose cause is nothing in particular. How often each part
# hurts, and how readily each region of a part that hurts is marked. The leg as above; the rest is editorial.
PART_HURTS = {"back": 0.85, "buttock": 0.4, "front": 0.08}
MARKED_READILY = 0.35
# How often the drawing of a muscle's or joint's own people misses its map, next to how often the background does:
# nobody counted it, since maps were drawn from people known to have them. Editorial.
MISSES_MAP = 0.4
# The logarithm of what such a map says counts half where it was read in weak sources alone: those of most muscles. No
# study has measured them; one found no use in referred pain at all (trp_referred_pain_njoo). Editorial.
WEAK_SOURCE = 0.5
# A root's own primary regions, among the people whose pain is on the map of its group: pain followed the dermatome in
# 35.9 of 100 lumbar roots (Murphy 2009, dermatomal_pain_lumbar), for S1 in 65 of 100 by the same study and in none of
# 83 by another (taylor2013_s1_map), and clinicians told L5 from S1 by a drawing no better than chance (Albert 2019,
# body_chart_L5_vs_S1). So a mark there may multiply the odds by this and its absence divide them. Editorial.
OWN_ROOT = 1.15

# --- What a person tells, and what an examination finds -------------------------------------------------------------
# Signs that go together in people with the same cause: the correlation of what underlies two of them (tetrachoric).
# Studies of whole histories stop at an AUC of 0.65 to 0.80 (history_model_auc, history_exam_vroomen), which answers
# multiplied one by one would pass. No study gave the number. Editorial.
CORRELATION = 0.2
# A published likelihood ratio alone does not say how common the sign is. Among people without the cause we take:
# Editorial.
SIGN_WITHOUT_CAUSE = 0.125
# Leg pain worse than back pain: kept in both of Stynes's models (stynes_model), its odds ratio not seen. With this part
# of people with and, turned round, without a root in trouble the four signs of the model reach the published AUC of
# 0.93 to 0.98 among people with back and leg pain. Editorial.
LEG_WORSE_WITH_ROOT = 0.85
# A sign that is published to point one way, without a number: its odds ratio. The smallest step that is seen in a
# share. Editorial.
DIRECTION_ONLY = 1.5**2
# Ages of those who come, for the two published limits (under 60, over 70). Editorial.
UNDER_60, OVER_70 = 0.6, 0.2
# No study is proof: fractions of 0 and 1 are taken as these.
LEAST_FRACTION = 0.02

# --- How uncertain all this is --------------------------------------------------------------------------------------
# Standard errors on the logit scale: of a fraction from a study, what a weak source adds, and of a number that is our
# own judgement. Editorial: published intervals of such fractions (sens 0.47 to 0.73, slump 0.61 to 0.91) are about as
# wide.
SE_STUDY, SE_WEAK, SE_EDITORIAL = 0.4, 0.5, 0.5
# Of the logarithm of how common a cause is. Editorial.
PRIOR_SE = 0.5

# --- Words for a share ----------------------------------------------------------------------------------------------
# L5 and S1 can hardly be told apart, so that a root has half of what the two have: a third for one is two thirds for
# the pair. Below a tenth a structure is not worth an examination of its own. Editorial.
STRONG_FROM = 1 / 3
MODERATE_FROM = 1 / 10
# Two structures whose odds against each other moved by less than this were not told apart. Editorial.
NOT_TOLD_APART = 1.5
