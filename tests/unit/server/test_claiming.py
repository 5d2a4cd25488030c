"""The rules of claiming an NPI: what may follow what, and when a code proves it."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.server.profiles.claiming import (
    CODE_LASTS,
    CODES_A_DAY,
    TRIES,
    CannotClaim,
    ClaimAct,
    ClaimStanding,
    ClaimState,
    CodeAnswer,
    Proof,
    SentCode,
    WhyNot,
    answer_to_code,
    state_after,
)

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
S, A = ClaimState, ClaimAct
# All that may follow; what is not here is refused.
ALLOWED = {
    (S.STARTED, A.SEND_CODE): S.CODE_SENT,
    (S.CODE_SENT, A.SEND_CODE): S.CODE_SENT,
    (S.CODE_SENT, A.ENTER_CODE): S.PROVEN,
    (S.STARTED, A.APPROVE): S.PROVEN,
    (S.CODE_SENT, A.APPROVE): S.PROVEN,
    (S.STARTED, A.REFUSE): S.REFUSED,
    (S.CODE_SENT, A.REFUSE): S.REFUSED,
    (S.STARTED, A.WITHDRAW): S.WITHDRAWN,
    (S.CODE_SENT, A.WITHDRAW): S.WITHDRAWN,
    (S.PROVEN, A.WITHDRAW): S.WITHDRAWN,
    (S.PROVEN, A.TAKE_BACK): S.TAKEN_BACK,
}


def sent(*, ago=timedelta(0), wrong_tries=0):
    code = SentCode(proof=Proof.PHONE, digest="right", sent_at=NOW - ago, wrong_tries=wrong_tries)
    return ClaimStanding(state=S.CODE_SENT, code=code)


@pytest.mark.parametrize(("state", "act"), list(product(S, [act for act in A if act is not A.START])))
def test_each_act_in_each_state(state, act):
    claim = ClaimStanding(state=state)
    if (state, act) in ALLOWED:
        assert state_after(claim=claim, act=act, reason="Showed her license") is ALLOWED[state, act]
    else:
        with pytest.raises(CannotClaim) as wrong:
            state_after(claim=claim, act=act, reason="Showed her license")
        assert wrong.value.why is WhyNot.NOT_IN_THIS_STATE


@pytest.mark.parametrize(("state", "act"), [(S.STARTED, A.APPROVE), (S.STARTED, A.REFUSE), (S.PROVEN, A.TAKE_BACK)])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_what_a_person_decides_needs_its_reason(state, act, reason):
    with pytest.raises(CannotClaim) as wrong:
        state_after(claim=ClaimStanding(state=state), act=act, reason=reason)
    assert wrong.value.why is WhyNot.NO_REASON


@pytest.mark.parametrize(
    ("claim", "digest", "answer"),
    [
        (sent(), "right", CodeAnswer.RIGHT),
        (sent(), "wrong", CodeAnswer.WRONG),
        (sent(), "", CodeAnswer.WRONG),
        (sent(ago=CODE_LASTS - timedelta(seconds=1)), "right", CodeAnswer.RIGHT),
        (sent(ago=CODE_LASTS), "right", CodeAnswer.RAN_OUT),
        # A clock that was set back.
        (sent(ago=-timedelta(seconds=1)), "right", CodeAnswer.RAN_OUT),
        (sent(wrong_tries=TRIES - 1), "right", CodeAnswer.RIGHT),
        (sent(wrong_tries=TRIES), "right", CodeAnswer.TOO_MANY_TRIES),
        (ClaimStanding(state=S.STARTED), "right", CodeAnswer.NONE_SENT),
        (ClaimStanding(state=S.PROVEN), "right", CodeAnswer.NONE_SENT),
    ],
)
def test_what_comes_of_a_code(claim, digest, answer):
    assert answer_to_code(claim=claim, digest=digest, now=NOW) is answer


def test_codes_a_day_are_limited():
    assert state_after(claim=ClaimStanding(S.STARTED, codes_today=CODES_A_DAY - 1), act=A.SEND_CODE) is S.CODE_SENT
    with pytest.raises(CannotClaim) as wrong:
        state_after(claim=ClaimStanding(S.STARTED, codes_today=CODES_A_DAY), act=A.SEND_CODE)
    assert wrong.value.why is WhyNot.TOO_MANY_CODES


@given(st.sampled_from(S), st.sampled_from([A.SEND_CODE, A.ENTER_CODE]), st.integers(0, 4))
def test_where_two_claim_one_number_no_code_leads_anywhere(state, act, codes_today):
    claim = ClaimStanding(state=state, codes_today=codes_today, is_contested=True)
    with pytest.raises(CannotClaim):
        state_after(claim=claim, act=act)
    code = SentCode(proof=Proof.MAIL, digest="right", sent_at=NOW)
    answer = answer_to_code(claim=ClaimStanding(state, code, is_contested=True), digest="right", now=NOW)
    assert answer is not CodeAnswer.RIGHT
