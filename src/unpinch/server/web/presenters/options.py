"""What helps: all treatments side by side, and each on its own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import evidence, knowledge
from unpinch.evidence import Effect, HarmFact, Priority, RankedOption, TreatmentEvidence
from unpinch.kernel import Request, Text
from unpinch.knowledge import Certainty
from unpinch.navigator import CarePath

from .bars import Bar, bar_of
from .care_path import CarePathPanel, care_path_panel
from .evidence import certainty_words
from .wording import RECOMMENDATIONS, SourcedLine, recommendation_words, sourced_lines

PAIN = ("leg_pain_intensity", "pain_intensity")
DAILY_LIFE = ("disability",)
# On the overview one harm of each kind is enough; the treatment's own page has them all.
HARMS_SHOWN = 2


@dataclass(frozen=True)
class EffectCell:
    """One result: its bar, its sentence, how sure, and whether the people had the condition itself."""

    bar: Bar | None
    sentence: Text
    versus: Text
    certainty: str
    certainty_kind: str
    is_direct: bool
    source: str


@dataclass(frozen=True)
class HarmCell:
    """One harm; `per_1000` draws the little bar and is None where no rate is known."""

    text: Text
    per_1000: float | None
    source: str


@dataclass(frozen=True)
class OptionRow:
    """One treatment on the overview."""

    id: str
    name: Text
    what_it_is: Text
    is_asked_about: bool
    is_tried: bool
    is_last_resort: bool
    ask_first: tuple[SourcedLine, ...]
    because: tuple[SourcedLine, ...]
    pain: EffectCell | None
    daily_life: EffectCell | None
    no_effects: Text | None
    soon: tuple[SourcedLine, ...]
    harms: tuple[HarmCell, ...]
    cover: str
    guidelines: str
    trials: str


@dataclass(frozen=True)
class WishChoice:
    """One thing that may matter to a person."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class OptionsPage:
    """All of the overview; `care_path` only for somebody whose nerve may be pressed."""

    condition: str
    rows: tuple[OptionRow, ...]
    wishes: tuple[WishChoice, ...]
    has_wishes: bool
    natural_course: tuple[SourcedLine, ...]
    care_path: CarePathPanel | None


def known_wishes(values: Iterable[str]) -> tuple[str, ...]:
    """Give the wishes we know, each once; an unknown word in an old link is left out."""
    known = {wish.value for wish in Priority}
    return tuple(dict.fromkeys(value for value in values if value in known))


def options_page(
    *,
    options: Iterable[RankedOption],
    condition: str,
    wishes: tuple[str, ...],
    request: Request | None,
    path: CarePath | None = None,
) -> OptionsPage:
    """
    Give the overview, in the order of the options.

    `request` is what this person asked for, if they told us; `path` the order of care if their nerve may be pressed.
    """
    course = evidence.compare(condition=condition).natural_course
    return OptionsPage(
        condition=condition_words(condition),
        rows=tuple(_row(option, request=request or Request()) for option in options),
        wishes=tuple(WishChoice(wish.value, wish_words(wish), wish.value in wishes) for wish in Priority),
        has_wishes=bool(wishes),
        natural_course=tuple(SourcedLine(fact.text, fact.source) for fact in course),
        care_path=care_path_panel(path),
    )


def condition_words(condition: str) -> str:
    """Name the condition that the evidence is about."""
    return {"sciatica": _("sciatica"), "low_back_pain": _("low back pain")}.get(condition, condition)


def wish_words(wish: Priority) -> str:
    """Say what may matter to a person."""
    return {
        Priority.SPEED: _("It works soon"),
        Priority.CERTAINTY: _("We can be sure about it"),
        Priority.NO_NEEDLES: _("No needles"),
        Priority.NO_MEDICINES: _("No medicines"),
        Priority.NO_SURGERY: _("No surgery"),
        Priority.LOW_COST: _("Low cost"),
    }[wish]


def _row(option: RankedOption, *, request: Request) -> OptionRow:
    known = option.evidence
    return OptionRow(
        id=option.id,
        name=known.name,
        what_it_is=known.what_it_is,
        is_asked_about=option.id in request.treatments,
        is_tried=option.is_tried,
        is_last_resort=option.is_last_resort,
        ask_first=sourced_lines(option.ask_first),
        because=tuple(SourcedLine(reason.text, reason.source) for reason in option.because),
        pain=_leading(known, PAIN),
        daily_life=_leading(known, DAILY_LIFE),
        no_effects=known.no_effects,
        soon=tuple(SourcedLine(fact.text, fact.source) for fact in known.speed[:1]),
        harms=tuple(harm_cell(harm) for harm in _shown_harms(known.harms)),
        cover=cover_summary(known, insurer=request.insurer),
        guidelines=guideline_summary(known),
        trials=trial_words(known),
    )


def _leading(known: TreatmentEvidence, outcomes: tuple[str, ...]) -> EffectCell | None:
    """
    Give the result that speaks for the treatment in one cell.

    Its own results come before those of a class it belongs to, numbers before words, the surest first; of equals the
    one that the evidence room lists first.
    """
    own = {row.id for row in knowledge.pooled_results() if row.treatment == known.id}
    found = [effect for effect in known.effects if effect.outcome in outcomes]
    chosen = min(
        found,
        key=lambda effect: (effect.id not in own, effect.estimate is None, list(Certainty).index(effect.certainty)),
        default=None,
    )
    return effect_cell(chosen) if chosen else None


def effect_cell(effect: Effect) -> EffectCell:
    """Give one result as a cell."""
    return EffectCell(
        bar=bar_of(effect),
        sentence=effect.sentence,
        versus=effect.versus_name,
        certainty=certainty_words(effect.certainty),
        certainty_kind=str(effect.certainty),
        is_direct=effect.direct,
        source=effect.source,
    )


def _shown_harms(harms: tuple[HarmFact, ...]) -> tuple[HarmFact, ...]:
    serious = tuple(harm for harm in harms if harm.severity == "major")[:1]
    others = tuple(harm for harm in harms if harm.severity != "major")
    return (*serious, *others)[:HARMS_SHOWN]


def harm_cell(harm: HarmFact) -> HarmCell:
    """Give one harm as a cell."""
    return HarmCell(text=harm.text, per_1000=harm.per_1000, source=harm.source)


def cover_summary(known: TreatmentEvidence, *, insurer: str | None) -> str:
    """Say in a line who pays; the person's own insurer first, and that answers clash where they do."""
    own = [fact for fact in known.cover if insurer and insurer in fact.payers]
    facts = own or [fact for fact in known.cover if fact.payers]
    if not facts:
        return _("No payer's answer was found. Ask your insurer.")
    said = Counter(_cover_side(fact.status) for fact in facts)
    words = {"pays": _("pays"), "not": _("does not pay"), "depends": _("depends")}
    counted = ", ".join(f"{words[side]}: {said[side]}" for side in ("pays", "depends", "not") if said[side])
    clash = _(" They disagree.") if said["pays"] and said["not"] else ""
    whose = _("Your insurer's policies") if own else _("Policies we read")
    return f"{whose}: {counted}.{clash}"


def _cover_side(status: str) -> str:
    if status == "covered":
        return "pays"
    return "not" if status in ("not_covered", "investigational", "not_required") else "depends"


def guideline_summary(known: TreatmentEvidence) -> str:
    """Count what guidelines say."""
    advice = [fact.recommendation for fact in known.guidelines]
    if not advice:
        return _("No guideline we read speaks of it.")
    said = Counter(advice)
    return ", ".join(f"{recommendation_words(name)}: {said[name]}" for name in RECOMMENDATIONS if said[name])


def trial_words(known: TreatmentEvidence) -> str:
    """Say how many trials we hold."""
    total = known.trials.total
    return ngettext("%(count)d trial here", "%(count)d trials here", total) % {"count": total}
