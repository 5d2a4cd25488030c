"""What can be the source of the pain, and how common each is before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import StructureKind

from . import _assumptions as assumed
from ._facts import least_share, prevalence_row

UPPER_ROOTS = ("L2", "L3", "L4")
LOWER_ROOTS = ("L5", "S1", "S2")
ROOTS = (*UPPER_ROOTS, *LOWER_ROOTS)
STENOSIS = "spinal_stenosis"
OTHER = "other"


@dataclass(frozen=True)
class Structure:
    """
    One candidate.

    `prior` is its share before anything is asked; `prior_source` where that number, or the larger one it is a part of,
    was read.
    """

    id: str
    kind: StructureKind
    name: Text
    prior: float
    prior_source: str


@cache
def structures() -> tuple[Structure, ...]:
    """Give all candidates; their priors sum to 1."""
    named = (*_roots(), *_stenosis(), *_muscles(), *_joints())
    left_over = 1 - sum(structure.prior for structure in named)
    other = Structure(
        OTHER, StructureKind.OTHER, say("something else"), left_over, prevalence_row("atlas_sciatica").source_url
    )
    return (*named, other)


@cache
def sciatica_prior() -> float:
    """Give the share of people with low back pain whose nerve root is in trouble: leg pain times sciatica."""
    return least_share("leg_pain_60") * least_share("atlas_sciatica")


@cache
def leg_pain_without_root() -> float:
    """Give the share of people without root trouble who have leg pain all the same, from the same two numbers."""
    with_leg, sciatica = least_share("leg_pain_60"), sciatica_prior()
    return (with_leg - sciatica * assumed.LEG_WITH_ROOT) / (1 - sciatica)


def _roots() -> tuple[Structure, ...]:
    source = prevalence_row("atlas_sciatica").source_url
    return tuple(
        Structure(root, StructureKind.NERVE_ROOT, say("nerve root {root}", root=root), sciatica_prior() * share, source)
        for root, share in assumed.ROOT_SHARES.items()
    )


def _stenosis() -> tuple[Structure, ...]:
    prior = least_share("lss_older_men") * assumed.STENOSIS_SHARE_OF_OLDER
    source = prevalence_row("lss_older_men").source_url
    return (Structure(STENOSIS, StructureKind.SPINE, say("narrow spinal canal (spinal stenosis)"), prior, source),)


def _muscles() -> tuple[Structure, ...]:
    rows = knowledge.referral_patterns()
    muscles = dict.fromkeys(row.structure for row in rows if row.kind is StructureKind.MUSCLE)
    return tuple(_muscle(muscle) for muscle in muscles)


def _muscle(muscle: str) -> Structure:
    name = say("{muscle} muscle", muscle=say(muscle.replace("_", " ")))
    if muscle == "piriformis":
        row = prevalence_row("ps_range_visualdx")
        return Structure(muscle, StructureKind.MUSCLE, name, least_share(row.id), row.source_url)
    found_but_not_cause = prevalence_row("trp_gmed").source_url
    return Structure(muscle, StructureKind.MUSCLE, name, assumed.MUSCLE_PRIOR, found_but_not_cause)


def _joints() -> tuple[Structure, ...]:
    source = {"hip_joint": prevalence_row("hipoa_groin").source_url}
    elsewhere = prevalence_row("atlas_sciatica").source_url
    names = {
        "sacroiliac_joint": say("sacroiliac joint"),
        "facet_joint": say("small joints of the spine (facet joints)"),
        "hip_joint": say("hip joint"),
    }
    return tuple(
        Structure(joint, StructureKind.JOINT, names[joint], prior, source.get(joint, elsewhere))
        for joint, prior in assumed.JOINT_PRIORS.items()
    )
