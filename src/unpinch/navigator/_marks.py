"""What the marks on the body chart mean: each place once, and the findings that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from unpinch import knowledge
from unpinch.kernel import Finding, FindingStatus, Mark, MarkKind, Side

# Thigh and below.
LEG_PARTS = frozenset({"thigh", "knee", "lower_leg", "ankle", "foot"})
# `saddle_numbness` is a changed feeling of private parts, back passage, buttocks or inner thighs (findings.csv). On the
# midline either kind is that, by the question that asks for it: "numb or tingling between your legs"
# (https://www.backes.org.uk/cauda-equina-warning-signs/). Of what lies beside it only numbness on both sides is: one
# nerve of one leg can make one inner thigh or one buttock numb.
_SADDLE_SCREEN, _BUTTOCK = "cauda_equina", "buttock"
_CHANGED_FEELING = (MarkKind.NUMBNESS, MarkKind.TINGLING)
_WEAK_OR_NUMB = (MarkKind.NUMBNESS, MarkKind.WEAKNESS)


def joined(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """
    Say each region of each kind once.

    Left and right together are both sides, a known side wins over an unknown one, and the greatest strength is kept.
    """
    together: dict[tuple[MarkKind, str], list[Mark]] = {}
    for mark in marks:
        together.setdefault((mark.kind, mark.region), []).append(mark)
    return tuple(
        Mark(region=region, side=_one_side(mark.side for mark in same), kind=kind, strength=_strongest(same))
        for (kind, region), same in together.items()
    )


def findings_from(marks: Sequence[Mark], *, said: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """
    Give the findings that marks of numbness, tingling and weakness mean, each with the side it is on.

    They say what the same words in the text would say: a numb saddle area is the emergency sign `saddle_numbness`; legs
    that are both weak or numb are `both_legs_weak`, also where the words (`said`) tell of the one leg and the marks of
    the other. Marks of pain mean no finding.
    """
    in_leg = [mark for mark in marks if _part_of(mark) in LEG_PARTS]
    signs = tuple(
        Finding(id=kind.value, status=FindingStatus.PRESENT, side=_one_side(mark.side for mark in felt))
        for kind in MarkKind
        if kind is not MarkKind.PAIN and (felt := [mark for mark in in_leg if mark.kind is kind])
    )
    alarms = {"saddle_numbness": _is_saddle_changed(marks), "both_legs_weak": _are_both_weak_or_numb(in_leg, said)}
    return (*(Finding(id=one, status=FindingStatus.PRESENT) for one, is_so in alarms.items() if is_so), *signs)


def newly_meant(*, marks: Sequence[Mark], before: Sequence[Mark]) -> frozenset[str]:
    """Give the findings that marks mean, or may mean together with the words, and those before did not."""
    new = {finding.id for finding in {*findings_from(joined(marks))} - {*findings_from(joined(before))}}
    return frozenset(new | ({"both_legs_weak"} if new.intersection(_WEAK_OR_NUMB) else set()))


def with_marked(*, said: Iterable[Finding], marked: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings of marks beside those of the text: a mark outweighs a "no" or a "not any more" of the words."""
    by_mark = {finding.id: finding for finding in marked}
    kept = tuple(
        replace(one, side=_one_side((one.side, by_mark[one.id].side))) if one.id in by_mark else one
        for one in said
        if one.id not in by_mark or one.status is FindingStatus.PRESENT
    )
    heard = {finding.id for finding in kept}
    return (*kept, *(finding for finding in by_mark.values() if finding.id not in heard))


def _are_both_weak_or_numb(in_leg: Sequence[Mark], said: Sequence[Finding]) -> bool:
    marked = {mark.side for mark in in_leg if mark.kind in _WEAK_OR_NUMB}
    # Words of both legs the reader of the text has judged already; here only the leg that the marks leave out counts.
    one_leg = {
        finding.side
        for finding in said
        if finding.status is FindingStatus.PRESENT and finding.id in _WEAK_OR_NUMB and finding.side is not Side.BOTH
    }
    return bool(marked) and _one_side(marked | one_leg) is Side.BOTH


def _is_saddle_changed(marks: Sequence[Mark]) -> bool:
    on_midline = any(_lies_on_midline(mark) and mark.kind in _CHANGED_FEELING for mark in marks)
    beside = (mark for mark in marks if mark.kind is MarkKind.NUMBNESS and _lies_beside_midline(mark))
    return on_midline or _one_side(mark.side for mark in beside) is Side.BOTH


def _lies_on_midline(mark: Mark) -> bool:
    return _screen_of(mark) == _SADDLE_SCREEN and _part_of(mark) not in LEG_PARTS


def _lies_beside_midline(mark: Mark) -> bool:
    return _part_of(mark) == _BUTTOCK or (_screen_of(mark) == _SADDLE_SCREEN and _part_of(mark) in LEG_PARTS)


def _one_side(sides: Iterable[Side | None]) -> Side | None:
    found = set(sides) - {None}
    return (next(iter(found)) if len(found) == 1 else Side.BOTH) if found else None


def _strongest(marks: Iterable[Mark]) -> int | None:
    return max((mark.strength for mark in marks if mark.strength is not None), default=None)


def _part_of(mark: Mark) -> str:
    """Give the part of the body; a region that is not on the chart belongs to none, and the fit refuses it."""
    return next((region.parent for region in knowledge.body_regions() if region.id == mark.region), "")


def _screen_of(mark: Mark) -> str:
    return next((region.screen for region in knowledge.body_regions() if region.id == mark.region), "")
