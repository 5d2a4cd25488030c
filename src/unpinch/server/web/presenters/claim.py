"""A claim in words: where it stands, what to do next, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.directory import Clinician
from unpinch.server.profiles.claim_queries import StepLine
from unpinch.server.profiles.claiming import (
    CODE_LASTS,
    CODES_A_DAY,
    TRIES,
    ClaimAct,
    ClaimStanding,
    ClaimState,
    CodeAnswer,
    Proof,
    WhyNot,
)

from .find import address_words, phone_words
from .wording import joined, specialty_name


@dataclass(frozen=True)
class Record:
    """What the public file says of the number, to compare with whoever claims it."""

    npi: str
    name: str
    kinds: str
    address: str
    phones: tuple[str, ...]
    is_demonstration: bool


@dataclass(frozen=True)
class HistoryLine:
    """One thing that was done."""

    when: str
    words: str
    by: str
    reason: str


@dataclass(frozen=True)
class CodePart:
    """A code on its way: how it went, until when it can be used, how many tries are left."""

    words: str
    can_be_entered: bool


def record_part(clinician: Clinician | None, *, npi: str) -> Record:
    """Give the public record of a claimed number; where the directory lost it, the number alone."""
    if clinician is None:
        return Record(npi, _("Not in the directory any more"), "", "", (), is_demonstration=False)
    phones = dict.fromkeys(each.phone for each in clinician.practices if each.phone)
    return Record(
        npi=npi,
        name=" ".join(part for part in (clinician.name, clinician.credential) if part),
        kinds=joined(specialty_name(name) for name in clinician.specialties),
        address=address_words(clinician.address),
        phones=tuple(phone_words(phone) for phone in phones),
        is_demonstration=clinician.is_demonstration,
    )


def state_words(state: ClaimState) -> str:
    """Say where a claim stands."""
    return {
        ClaimState.STARTED: _("Waits to be proven"),
        ClaimState.CODE_SENT: _("A code is on its way"),
        ClaimState.PROVEN: _("Proven"),
        ClaimState.REFUSED: _("Refused"),
        ClaimState.WITHDRAWN: _("Withdrawn"),
        ClaimState.TAKEN_BACK: _("Taken back"),
    }[state]


def way_words(way: str) -> str:
    """Say how somebody would like to prove a claim."""
    return {
        Proof.PHONE.value: _("Would like to be called at the number of the public file"),
        Proof.OPERATOR.value: _("Would like a person to look at it"),
        Proof.MAIL.value: _("Chose a code by e-mail"),
    }.get(way, _("Has not chosen a way yet"))


def proof_words(proof: str) -> str:
    """Say how a claim was proven."""
    return {
        Proof.PHONE.value: _("by a code read over the phone number of the public file"),
        Proof.OPERATOR.value: _("by a person who runs this site"),
        Proof.MAIL.value: _("by a code sent to the e-mail address of the public file"),
    }.get(proof, "")


def code_part(standing: ClaimStanding, *, now: datetime) -> CodePart | None:
    """Say what has become of the code that was sent; None where none was."""
    if standing.state is not ClaimState.CODE_SENT or standing.code is None:
        return None
    until = standing.code.sent_at + CODE_LASTS
    left = TRIES - standing.code.wrong_tries
    if now >= until:
        return CodePart(_("The code has run out. Ask for another."), can_be_entered=False)
    if left <= 0:
        return CodePart(_("Too many wrong codes were entered, so this one is dead. Ask for another."), False)
    words = {
        Proof.MAIL: _("A code was mailed to the address of the public file."),
        Proof.PHONE: _("A code was read over the phone number of the public file."),
    }[standing.code.proof]
    minutes = max(int((until - now).total_seconds() // 60), 1)
    lasts = ngettext("It can be used for %(count)d more minute.", "It can be used for %(count)d more minutes.", minutes)
    tries = ngettext("%(count)d try is left.", "%(count)d tries are left.", left)
    return CodePart(" ".join((words, lasts % {"count": minutes}, tries % {"count": left})), can_be_entered=True)


def answer_words(answer: CodeAnswer) -> str:
    """Say what came of an entered code, and what to do."""
    return {
        CodeAnswer.RIGHT: "",
        CodeAnswer.WRONG: _("That is not the code. Look at it again and enter its six digits."),
        CodeAnswer.NONE_SENT: _("No code has been sent. Choose a way to get one."),
        CodeAnswer.RAN_OUT: _("The code has run out. Ask for another."),
        CodeAnswer.TOO_MANY_TRIES: _("Too many wrong codes were entered, so this one is dead. Ask for another."),
        CodeAnswer.CONTESTED: _("Somebody else claims this number too. A person decides; the code was not used."),
    }[answer]


def why_not_words(why: WhyNot) -> str:
    """Say why something cannot be done, and what to do."""
    return {
        WhyNot.NOT_IN_THIS_STATE: _("This claim has moved on meanwhile. Look at where it stands now."),
        WhyNot.CONTESTED: _("Somebody else claims this number too, so a code is not enough. A person decides."),
        WhyNot.TOO_MANY_CODES: ngettext(
            "%(count)d code a day is the most. Try again tomorrow, or ask a person to look at it.",
            "%(count)d codes a day are the most. Try again tomorrow, or ask a person to look at it.",
            CODES_A_DAY,
        )
        % {"count": CODES_A_DAY},
        WhyNot.NO_REASON: _("Write why. The person reads it."),
        WhyNot.HELD_BY_ANOTHER: _("Somebody else holds this number. Take it back from them first, with a reason."),
        WhyNot.ONE_AT_A_TIME: _("You have a claim of another number. Withdraw that one first."),
        WhyNot.TOO_MANY_CLAIMS: _("You started many claims today. Try again tomorrow."),
    }[why]


def history_lines(steps: Iterable[StepLine]) -> tuple[HistoryLine, ...]:
    """Give what was done with a claim."""
    return tuple(HistoryLine(when_words(step.at), _act_words(step.act), step.by, step.reason) for step in steps)


def when_words(at: datetime) -> str:
    """Say a moment."""
    return date_format(localtime(at), "Y-m-d H:i e")


def _act_words(act: ClaimAct) -> str:
    return {
        ClaimAct.START: _("Started"),
        ClaimAct.SEND_CODE: _("A code was made"),
        ClaimAct.ENTER_CODE: _("Proven by the code"),
        ClaimAct.APPROVE: _("Approved"),
        ClaimAct.REFUSE: _("Refused"),
        ClaimAct.WITHDRAW: _("Withdrawn"),
        ClaimAct.TAKE_BACK: _("Taken back"),
    }[act]
