"""For a clinician without a calendar here: whom to call, and the best things to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import navigator
from unpinch.directory import Clinician
from unpinch.kernel import CareLevel, NeedlingAnswer, Text

from .find import address_words, phone_words
from .wording import joined, specialty_name, treatment_name

# What is asked on a telephone is short: the rest stands in the summary.
_MOST_CAUTIONS = 2
_NEEDLES = frozenset({"dry_needling", "acupuncture"})


@dataclass(frozen=True)
class CallPage:
    """All of the page; `to_say` is said first, `to_ask` then, from what the person told, or without it in general."""

    npi: str
    name: str
    kinds: str
    phone: str
    phone_link: str
    address: str
    is_demonstration: bool
    is_from_story: bool
    to_say: tuple[Text | str, ...]
    to_ask: tuple[Text | str, ...]


def call_page(clinician: Clinician, *, reading: navigator.Reading | None, insurer: str) -> CallPage:
    """Give the page; `insurer` is the name of the person's insurer, or empty."""
    return CallPage(
        npi=clinician.npi,
        name=clinician.name,
        kinds=joined(specialty_name(name) for name in clinician.specialties),
        phone=phone_words(clinician.phone),
        phone_link=clinician.phone,
        address=address_words(clinician.practices[0].address) if clinician.practices else "",
        is_demonstration=clinician.is_demonstration,
        is_from_story=reading is not None,
        to_say=tuple(_to_say(reading)),
        to_ask=tuple(_to_ask(reading, insurer=insurer)),
    )


def _to_say(reading: navigator.Reading | None) -> Iterator[Text | str]:
    yield _("“I would like a first visit. I have pain in my back or leg, and I have a page to bring that sums it up.”")
    if reading is None:
        return
    pain, request = reading.understanding.pain, reading.understanding.request
    if pain.duration_days is not None:
        yield _("“It began %(when)s ago.”") % {"when": _duration(pain.duration_days)}
    if request.tried:
        yield _("“I have tried: %(what)s.”") % {"what": _named(request.tried)}
    if reading.triage.level is CareLevel.SAME_DAY:
        yield _("“I was told to speak to a clinician today. Can somebody see me today?”")
    if reading.triage.level is CareLevel.WITHIN_2_WEEKS:
        yield _("“I was told to be seen within two weeks. Is that possible?”")


def _to_ask(reading: navigator.Reading | None, *, insurer: str) -> Iterator[Text | str]:
    yield _("Do you take new patients, and when is your next free time?")
    wanted = frozenset(reading.understanding.request.treatments) if reading else frozenset[str]()
    if wanted:
        yield _("Do you give %(what)s, and how often?") % {"what": _named(sorted(wanted))}
    if reading and wanted & _NEEDLES and reading.needling.status is not NeedlingAnswer.AVOID:
        yield _("How were you trained to needle, and are you licensed for it in this state?")
    yield from _cautions(reading) if reading else ()
    if insurer:
        yield _("Do you take %(insurer)s, and what would I pay for the first visit?") % {"insurer": insurer}
    else:
        yield _("What does the first visit cost, and which insurance do you take?")
    yield _("Do I need a referral? What shall I bring, and is there a cancellation rule?")
    yield _("Can you call me when somebody cancels?")


def _named(treatments: Iterable[str]) -> str:
    """Name treatments within a sentence; an abbreviation keeps its capitals."""
    names = (treatment_name(one) for one in treatments)
    return joined(name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in names)


def _cautions(reading: navigator.Reading) -> Iterator[Text]:
    """Give what the needling screen says to ask first, each once."""
    questions = (reason.text.values.get("question") for reason in reading.needling.reasons)
    asked = dict.fromkeys(question for question in questions if isinstance(question, Text))
    yield from list(asked)[:_MOST_CAUTIONS]


def _duration(days: int) -> str:
    if days < 14:
        return _("%(count)d days") % {"count": days}
    if days < 90:
        return _("about %(count)d weeks") % {"count": round(days / 7)}
    return _("about %(count)d months") % {"count": round(days / 30)}
