"""
The article on a disc, a bone spur or a narrow canal that presses on a nerve.

Every sentence and number in it is read from the knowledge files and the evidence when the page is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.knowledge import (
    CareStage,
    CareStep,
    CompressionCause,
    CompressionTopic,
    NerveCompression,
    StatementCertainty,
)
from unpinch.server.web.templatetags.unpinch import spoken

from .article import Article, Cell, Part, ReadOn, Section, Table, claim_line, time_line
from .nerve_words import cause_words, how_sure_words, stage_words, who_words
from .wording import SourcedLine, checked_words, fact_line, joined, treatment_name

_CAUSES = (CompressionCause.DISC_HERNIATION, CompressionCause.BONE_SPUR, CompressionCause.SPINAL_STENOSIS)
# What was seen in people with sciatica who had no surgery, or not at first: rows of time_course.csv.
_WITHOUT_SURGERY = ("tc_peul_median_conservative", "tc_peul_recovery_1y", "tc_lequin_5y_surgery")
# What clinics say goes with needling: the treatment and the row of claims.csv that looked at it.
_TOGETHER_WITH = {"physical_therapy": "c55", "spinal_manipulation": "c56", "traction_decompression": "c54"}


def pinched_nerve_article() -> Article:
    """Give the article."""
    return Article(
        title=_("A disc, a bone spur or a narrow canal presses on my nerve"),
        lead=_(
            "What each of them means, what needling can and cannot do about it, what to combine, and whom to see when."
        ),
        checked=checked_words((*knowledge.nerve_compression(), *knowledge.care_steps())),
        sections=(
            _topic("sooner", _("When must I not wait?"), CompressionTopic.WHEN_SOONER),
            _topic("what", _("What is pressed, and by what?"), CompressionTopic.WHAT_IT_IS),
            _can(),
            _cannot(),
            _combine(),
            _topic("see", _("Whom do I see, and when?"), CompressionTopic.SEE_WHOM),
            _order(),
            _how_it_goes(),
        ),
    )


def _facts(topic: CompressionTopic) -> tuple[NerveCompression, ...]:
    return tuple(row for row in knowledge.nerve_compression() if row.topic is topic)


def _for_each(topic: CompressionTopic) -> tuple[SourcedLine, ...]:
    return tuple(_line(row) for row in _facts(topic) if row.cause is CompressionCause.ANY)


def _line(row: NerveCompression) -> SourcedLine:
    return fact_line(row.text, row, note=_certainty_note(row))


def _certainty_note(row: NerveCompression) -> str:
    # What bears on no treatment is no result of a trial: nobody grades what a disc is.
    if row.certainty is StatementCertainty.NOT_GRADED and not row.treatments:
        return ""
    return _("certainty: %(word)s") % {"word": how_sure_words(row.certainty)}


def _by_cause(topic: CompressionTopic) -> tuple[Part, ...]:
    told = ((cause, tuple(_line(row) for row in _facts(topic) if row.cause is cause)) for cause in _CAUSES)
    return tuple(Part(str(capfirst(cause_words(cause))), lines) for cause, lines in told if lines)


def _topic(
    id: str,
    heading: str,
    topic: CompressionTopic,
    *,
    lines: Iterable[SourcedLine] = (),
    read_on: tuple[ReadOn, ...] = (),
) -> Section:
    return Section(id, heading, (*_for_each(topic), *lines), parts=_by_cause(topic), read_on=read_on)


def _claims(*ids: str) -> tuple[SourcedLine, ...]:
    by_id = {claim.id: claim for claim in knowledge.claims()}
    return tuple(claim_line(by_id[name]) for name in ids)


def _claim_on(treatment: str, claim: str) -> SourcedLine:
    # The wording of these says "it": in their own table the claim stands beside it.
    [line] = _claims(claim)
    words = _("%(treatment)s: %(what)s") % {"treatment": treatment_name(treatment), "what": spoken(line.words)}
    return replace(line, words=words)


def _times(*ids: str) -> tuple[SourcedLine, ...]:
    by_id = {row.id: row for row in knowledge.time_course()}
    return tuple(time_line(by_id[name]) for name in ids)


def _can() -> Section:
    return _topic(
        "can",
        _("What can needling do?"),
        CompressionTopic.WHAT_NEEDLING_CAN,
        lines=(*_times("tc_gluteal_trp_prevalence"), *_claims("c57")),
        read_on=(_dry_needling(),),
    )


def _dry_needling() -> ReadOn:
    return ReadOn(reverse("article", args=["dry-needling-for-sciatica"]), _("All about dry needling for sciatica"))


def _cannot() -> Section:
    return _topic(
        "cannot",
        _("What can needling not do?"),
        CompressionTopic.WHAT_NEEDLING_CANNOT,
        lines=_claims("c51", "c52", "c53"),
    )


def _combine() -> Section:
    return _topic(
        "combine",
        _("What should go with it?"),
        CompressionTopic.COMBINE_WITH,
        lines=tuple(_claim_on(treatment, claim) for treatment, claim in _TOGETHER_WITH.items()),
        read_on=(ReadOn(reverse("options"), _("All treatments side by side")),),
    )


def _order() -> Section:
    unsigned = _("Where a source gives no times, we set them. Talk the order over with your own clinician.")
    tables = tuple(_stage_table(stage) for stage in CareStage)
    return Section("order", _("In which order?"), (SourcedLine(unsigned, source=""),), tables=tables)


def _stage_table(stage: CareStage) -> Table:
    header = (_("What"), _("For whom"), _("Who does it"), _("When to start"), _("When to stop or move on"))
    rows = tuple(_step_cells(step) for step in knowledge.care_steps() if step.stage is stage)
    return Table(stage_words(stage), header, rows, is_long=True)


def _step_cells(step: CareStep) -> tuple[Cell, ...]:
    return (
        Cell(spoken(step.action), step.source_url),
        Cell(_for_whom(step)),
        Cell(who_words(step.specialties)),
        Cell(spoken(step.start_when)),
        Cell(spoken(step.stop_when) or "-"),
    )


def _for_whom(step: CareStep) -> str:
    named = [cause_words(cause) for cause in step.causes if cause is not CompressionCause.ANY]
    whom = str(capfirst(joined(named))) if named else _("Everybody")
    if not step.unless:
        return whom
    unless = joined(cause_words(cause) for cause in step.unless)
    return _("%(whom)s, but not with %(unless)s") % {"whom": whom, "unless": unless}


def _how_it_goes() -> Section:
    return _topic(
        "course",
        _("How does it go?"),
        CompressionTopic.HOW_IT_GOES,
        lines=(*_claims("c64"), *_times(*_WITHOUT_SURGERY)),
    )
