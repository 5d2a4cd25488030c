"""The plain places of the labels, and the regions of the body chart each of them may be."""

from collections.abc import Mapping

AREAS: Mapping[str, frozenset[str]] = {
    "back": frozenset({"low_back", "iliac_crest", "sacrum"}),
    "buttock": frozenset({"upper_buttock", "lower_buttock"}),
    "hip": frozenset({"lateral_hip", "groin"}),
    "groin": frozenset({"groin"}),
    "front_thigh": frozenset({"anterior_thigh"}),
    "outer_thigh": frozenset({"lateral_thigh"}),
    "inner_thigh": frozenset({"medial_thigh"}),
    "back_thigh": frozenset({"posterior_thigh_proximal", "posterior_thigh_distal"}),
    "knee": frozenset({"anterior_knee", "lateral_knee", "posterior_knee"}),
    "shin": frozenset({"shin", "medial_leg", "lateral_leg"}),
    "calf": frozenset({"calf_medial", "calf_lateral"}),
    "ankle": frozenset({"achilles", "medial_ankle", "lateral_ankle"}),
    "heel": frozenset({"heel"}),
    "foot": frozenset({"sole", "medial_arch", "dorsum_foot", "lateral_foot", "heel"}),
    "toes": frozenset({"great_toe", "lesser_toes", "little_toe"}),
    "tailbone": frozenset({"coccyx", "sacrum"}),
    "flank": frozenset({"low_back", "iliac_crest"}),
    "belly": frozenset({"lower_abdomen"}),
}
