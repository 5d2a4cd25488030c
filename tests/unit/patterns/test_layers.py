"""What can be laid over marks: where each structure lies and where it is felt, as published."""

import pytest

from unpinch import knowledge, patterns
from unpinch.kernel import UnpinchError
from unpinch.knowledge import StructureKind
from unpinch.patterns import LayerPart

OF_STRENGTH = {"primary": LayerPart.PRIMARY, "spillover": LayerPart.SPILLOVER, "rare": LayerPart.RARE}
FELT = tuple(OF_STRENGTH.values())


def parts(structure):
    return dict(patterns.layer(structure=structure).parts)


def test_a_muscle_lies_where_its_row_says_and_is_felt_where_the_maps_say():
    muscle = next(row for row in knowledge.muscles() if row.id == "gluteus_medius")
    own = parts("gluteus_medius")
    assert set(own[LayerPart.OWN]) == set(muscle.regions)
    assert own[LayerPart.SPILLOVER] == ("lateral_thigh",)
    assert own[LayerPart.RARE] == ("posterior_thigh_proximal",)


@pytest.mark.parametrize("structure", [one.id for one in patterns.structures()])
def test_a_region_is_felt_as_strongly_as_its_strongest_row(structure):
    rows = [row for row in knowledge.referral_patterns() if row.structure == structure]
    if not rows:
        return
    for region in {row.region for row in rows}:
        strengths = {row.strength.value for row in rows if row.region == region}
        strongest = next(name for name in OF_STRENGTH if name in strengths)
        drawn = [part for part in FELT if region in parts(structure).get(part, ())]
        assert drawn == [OF_STRENGTH[strongest]], region


def test_only_a_muscle_has_an_area_of_its_own():
    for one in patterns.structures():
        assert (LayerPart.OWN in parts(one.id)) is (one.kind is StructureKind.MUSCLE)


def test_every_layer_names_its_sources_and_uses_regions_of_the_chart():
    regions = [row.id for row in knowledge.body_regions()]
    for one in patterns.structures():
        layer = patterns.layer(structure=one.id)
        assert bool(layer.sources) is bool(layer.parts)
        for _part, drawn in layer.parts:
            assert list(drawn) == sorted(drawn, key=regions.index)


def test_a_narrow_canal_is_felt_at_times_in_buttocks_and_legs():
    assert set(parts("spinal_stenosis")) == {LayerPart.SPILLOVER}
    assert {"upper_buttock", "calf_medial", "sole"} <= set(parts("spinal_stenosis")[LayerPart.SPILLOVER])
    assert "low_back" not in parts("spinal_stenosis")[LayerPart.SPILLOVER]


@pytest.mark.parametrize("structure", ["other", "facet_joint"])
def test_what_has_no_published_map_has_no_parts(structure):
    assert patterns.layer(structure=structure).parts == ()


@pytest.mark.parametrize("structure", ["", "spleen", "L9"])
def test_an_unknown_structure_is_refused_in_one_line(structure):
    with pytest.raises(UnpinchError, match=r"^There is no structure .* that can be laid over the body chart\.$"):
        patterns.layer(structure=structure)
