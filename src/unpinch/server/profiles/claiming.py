"""
The rules of claiming an NPI: what may follow what, and whether a code proves it. No clock, no database.

Three proofs: whoever runs the site approves and says why; a code sent to an e-mail address that the public file holds;
a code read aloud over the phone number of the public file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest

from unpinch.kernel import UnpinchError


class ClaimState(StrEnum):
    """Where a claim stands; one that is refused, withdrawn or taken back is over, and a new one can be started."""

    STARTED = "started"
    CODE_SENT = "code_sent"
    PROVEN = "proven"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"


class ClaimAct(StrEnum):
    """What is done with a claim."""

    START = "start"
    SEND_CODE = "send_code"
    ENTER_CODE = "enter_code"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take_back"


class Proof(StrEnum):
    """How it is shown that somebody is the clinician."""

    OPERATOR = "operator"
    MAIL = "mail"
    PHONE = "phone"


class CodeAnswer(StrEnum):
    """What comes of a code that somebody enters."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE_SENT = "none_sent"
    RAN_OUT = "ran_out"
    TOO_MANY_TRIES = "too_many_tries"
    CONTESTED = "contested"


class WhyNot(StrEnum):
    """Why something cannot be done with a claim."""

    NOT_IN_THIS_STATE = "not_in_this_state"
    CONTESTED = "contested"
    TOO_MANY_CODES = "too_many_codes"
    NO_REASON = "no_reason"
    HELD_BY_ANOTHER = "held_by_another"
    ONE_AT_A_TIME = "one_at_a_time"
    TOO_MANY_CLAIMS = "too_many_claims"


class CannotClaim(UnpinchError):
    """It cannot be done; `why` is for the page, which says it in the reader's language."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(f"This cannot be done with the claim: {why.replace('_', ' ')}.")
        self.why = why


# A claim that is neither over nor refused keeps others from proving the same NPI alone.
LIVE = (ClaimState.STARTED, ClaimState.CODE_SENT, ClaimState.PROVEN)
OPEN = (ClaimState.STARTED, ClaimState.CODE_SENT)
# Six digits: short enough to be read aloud. With five tries of a code and three codes a day, who guesses for a whole
# year is right once in 180 years.
CODE_DIGITS = 6
TRIES = 5
CODES_A_DAY = 3
CODE_DAY = timedelta(days=1)
# Long enough to walk from the reception to a computer, and for a mail that is slow.
CODE_LASTS = timedelta(minutes=30)
MOST_REASON_CHARACTERS = 200
# How somebody can be told to be the clinician, in their own words, for whoever decides.
MOST_WORDS = 500
# Of one person: a number mistyped a few times is enough.
CLAIMS_A_DAY = 5

_ACTS: dict[ClaimAct, tuple[ClaimState, tuple[ClaimState, ...]]] = {
    ClaimAct.SEND_CODE: (ClaimState.CODE_SENT, OPEN),
    ClaimAct.ENTER_CODE: (ClaimState.PROVEN, (ClaimState.CODE_SENT,)),
    ClaimAct.APPROVE: (ClaimState.PROVEN, OPEN),
    ClaimAct.REFUSE: (ClaimState.REFUSED, OPEN),
    ClaimAct.WITHDRAW: (ClaimState.WITHDRAWN, LIVE),
    ClaimAct.TAKE_BACK: (ClaimState.TAKEN_BACK, (ClaimState.PROVEN,)),
}
# What whoever runs the site decides, they give a reason for.
NEEDS_REASON = (ClaimAct.APPROVE, ClaimAct.REFUSE, ClaimAct.TAKE_BACK)


@dataclass(frozen=True)
class SentCode:
    """A code on its way: how it went, its digest, when, and how many wrong ones were entered since."""

    proof: Proof
    digest: str
    sent_at: datetime
    wrong_tries: int = 0


@dataclass(frozen=True)
class ClaimStanding:
    """
    A claim as the rules see it.

    `is_contested` says that somebody else has a live claim of the same NPI, `codes_today` how many codes were sent for
    this one within a day.
    """

    state: ClaimState
    code: SentCode | None = None
    codes_today: int = 0
    is_contested: bool = False


def state_after(*, claim: ClaimStanding, act: ClaimAct, reason: str = "") -> ClaimState:
    """
    Give the state that an act leads to.

    Raises
    ------
    CannotClaim
        If it cannot be done in this state, lacks its reason, is one code too many, or needs a decision because
        somebody else claims the same NPI.
    """
    reached, allowed_from = _ACTS[act]
    if claim.state not in allowed_from:
        raise CannotClaim(WhyNot.NOT_IN_THIS_STATE)
    if act in NEEDS_REASON and not reason.strip():
        raise CannotClaim(WhyNot.NO_REASON)
    if act in (ClaimAct.SEND_CODE, ClaimAct.ENTER_CODE) and claim.is_contested:
        raise CannotClaim(WhyNot.CONTESTED)
    if act is ClaimAct.SEND_CODE and claim.codes_today >= CODES_A_DAY:
        raise CannotClaim(WhyNot.TOO_MANY_CODES)
    return reached


def answer_to_code(*, claim: ClaimStanding, digest: str, now: datetime) -> CodeAnswer:
    """Say what comes of an entered code, given as its digest; a wrong one counts only where `WRONG` is the answer."""
    code = claim.code
    if claim.state is not ClaimState.CODE_SENT or code is None:
        return CodeAnswer.NONE_SENT
    if claim.is_contested:
        return CodeAnswer.CONTESTED
    # A clock that was set back does not make a code last longer than from its sending.
    if not code.sent_at <= now < code.sent_at + CODE_LASTS:
        return CodeAnswer.RAN_OUT
    if code.wrong_tries >= TRIES:
        return CodeAnswer.TOO_MANY_TRIES
    return CodeAnswer.RIGHT if compare_digest(code.digest, digest) else CodeAnswer.WRONG
