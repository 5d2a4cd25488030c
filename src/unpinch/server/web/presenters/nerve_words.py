"""Words about a pressed nerve that the article and the panel of steps share."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from unpinch import patterns
from unpinch.knowledge import CareStage, Certainty, CompressionCause, StatementCertainty, StructureKind

from .evidence import certainty_words
from .wording import specialty_name

PINCHED_NERVE = "pinched-nerve"
_STENOSIS = "spinal_stenosis"


def pattern_article(structure_id: str) -> str:
    """Give the address of the article on a pressed nerve for a nerve root or a narrow canal; else nothing."""
    kinds = {one.id: one.kind for one in patterns.structures()}
    is_nerve = kinds.get(structure_id) is StructureKind.NERVE_ROOT or structure_id == _STENOSIS
    return reverse("article", args=[PINCHED_NERVE]) if is_nerve else ""


def cause_words(cause: CompressionCause) -> str:
    """Name what presses on a nerve, as within a sentence."""
    return {
        CompressionCause.DISC_HERNIATION: _("a herniated (slipped) disc"),
        CompressionCause.BONE_SPUR: _("a bone spur"),
        CompressionCause.SPINAL_STENOSIS: _("a narrow canal (spinal stenosis)"),
        CompressionCause.ANY: _("any of them"),
    }[cause]


def stage_words(stage: CareStage) -> str:
    """Say where a step stands in the order of care."""
    return {
        CareStage.START_NOW: _("Start now"),
        CareStage.ADD: _("What you can add"),
        CareStage.SEE: _("Whom to see"),
        CareStage.MOVE_ON: _("When to move on"),
    }[stage]


def how_sure_words(certainty: StatementCertainty) -> str:
    """Say how sure a statement is; that nothing good was found is said, too."""
    if certainty is StatementCertainty.NO_GOOD_EVIDENCE:
        return _("no good evidence found")
    return certainty_words(Certainty(certainty))


def who_words(specialties: Iterable[str]) -> str:
    """Say who does it: the person alone, or one of several kinds of clinician."""
    names = [specialty_name(specialty).lower() for specialty in specialties]
    if not names:
        return _("You yourself")
    *others, last = names
    either = _("%(first)s or %(last)s") % {"first": ", ".join(others), "last": last} if others else last
    return str(capfirst(either))
