"""An NPI is claimed: three proofs, two who claim the same, what is kept of it, and who may do what."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from tests.integration.server.claimants import make_person, proven
from unpinch import directory
from unpinch.server.accounts.models import PersonRole, Role
from unpinch.server.audit.models import AuditEntry
from unpinch.server.profiles import claim_actions, claim_queries
from unpinch.server.profiles.claim_models import Claim
from unpinch.server.profiles.claiming import CODES_A_DAY, TRIES, CannotClaim, ClaimState, Proof, WhyNot
from unpinch.server.web import snapshot

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
REASON = "She showed her license in a video call"


@pytest.fixture
def ann(client):
    person = make_person("ann@example.org", "Ann")
    client.force_login(person)
    return person


@pytest.fixture
def operator():
    """Give the browser of whoever runs the site."""
    browser = Client()
    browser.force_login(make_person("olga@example.org", "Olga", Role.OPERATOR))
    return browser


@pytest.fixture
def claimed(client, ann, some_npi):
    """Give the claim that Ann has started through the page."""
    spaced = f"{some_npi[:4]} {some_npi[4:7]}-{some_npi[7:]}"
    answer = client.post("/clinic/claim/", {"npi": spaced})
    claim = Claim.objects.get()
    assert answer["Location"] == f"/clinic/claim/{claim.pk}/"
    return claim


def _code_read_aloud(operator, claim):
    page = operator.post(f"/operator/claims/{claim.pk}/code/").content.decode()
    [code] = re.findall(r'up-claim__code">(\d{3} \d{3})<', page)
    return code


def _state(claim):
    return ClaimState(Claim.objects.get(pk=claim.pk).state)


def test_a_code_read_over_the_public_number_proves_it_and_is_kept_as_a_digest_alone(
    client, operator, claimed, some_npi
):
    number = directory.show(snapshot=snapshot.current(), npi=some_npi).phone
    client.post(f"/clinic/claim/{claimed.pk}/ask/", {"way": "phone", "words": "Mornings are best"})
    waiting = operator.get("/operator/").content.decode()
    assert "Would like to be called" in waiting
    page = operator.get(f"/operator/claims/{claimed.pk}/").content.decode()
    assert f"({number[:3]}) {number[3:6]}-{number[6:]}" in page
    assert "Mornings are best" in page
    code = _code_read_aloud(operator, claimed)
    kept = Claim.objects.get()
    assert code.replace(" ", "") not in {kept.code_digest, kept.words, kept.reason}
    assert len(kept.code_digest) == 64
    assert code not in operator.get(f"/operator/claims/{claimed.pk}/").content.decode()
    answer = client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": code})
    assert answer["Location"] == f"/clinic/claim/{claimed.pk}/"
    proof = Claim.objects.get()
    assert (proof.state, proof.proof, proof.code_digest, proof.words) == ("proven", "phone", "", "")
    assert PersonRole.objects.filter(person__email="ann@example.org", role="clinician").exists()
    acts = list(AuditEntry.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["claim.start", "claim.asked", "claim.send_code", "claim.enter_code"]
    assert not AuditEntry.objects.filter(reason__contains="Mornings").exists()


def test_wrong_codes_are_counted_and_then_even_the_right_one_is_dead(client, operator, claimed):
    code = _code_read_aloud(operator, claimed)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**6:06d}"
    for left in range(TRIES - 1, 0, -1):
        page = client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": wrong}).content.decode()
        assert "That is not the code" in page
        assert f"{left} {'try is' if left == 1 else 'tries are'} left" in page
    client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": wrong})
    page = client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": code}).content.decode()
    assert "Too many wrong codes" in page
    assert _state(claimed) is ClaimState.CODE_SENT
    again = _code_read_aloud(operator, claimed)
    client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": again})
    assert _state(claimed) is ClaimState.PROVEN


def test_only_so_many_codes_are_made_in_a_day(operator, claimed):
    for _each in range(CODES_A_DAY):
        _code_read_aloud(operator, claimed)
    refused = operator.post(f"/operator/claims/{claimed.pk}/code/")
    assert refused.status_code == 409
    assert "codes a day are the most" in refused.content.decode()


def test_a_code_goes_to_the_address_of_the_public_file_where_it_holds_one(client, claimed, monkeypatch):
    assert "Send a code to" not in client.get(f"/clinic/claim/{claimed.pk}/").content.decode()
    assert client.post(f"/clinic/claim/{claimed.pk}/mail/", {"address": "0"}).status_code == 404
    monkeypatch.setattr(directory, "mail_addresses", lambda **_asked: ("front@example.org",))
    assert "Send a code to front@example.org" in client.get(f"/clinic/claim/{claimed.pk}/").content.decode()
    client.post(f"/clinic/claim/{claimed.pk}/mail/", {"address": "0"})
    [sent] = mail.outbox
    assert sent.to == ["front@example.org"]
    [code] = re.findall(r"^\d{6}$", str(sent.body), re.M)
    client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": code})
    assert (Claim.objects.get().state, Claim.objects.get().proof) == ("proven", "mail")


def test_a_mail_server_that_fails_is_said_and_proves_nothing(client, claimed, monkeypatch):
    monkeypatch.setattr(directory, "mail_addresses", lambda **_asked: ("front@example.org",))

    def fails(_mail):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    answer = client.post(f"/clinic/claim/{claimed.pk}/mail/", {"address": "0"})
    assert answer.status_code == 503
    assert "could not be sent" in answer.content.decode()


def test_an_approval_needs_a_reason_which_the_claimer_reads(client, operator, claimed):
    page = operator.post(f"/operator/claims/{claimed.pk}/decide/", {"do": "approve", "reason": " "}).content.decode()
    assert "Write why." in page
    assert _state(claimed) is ClaimState.STARTED
    operator.post(f"/operator/claims/{claimed.pk}/decide/", {"do": "approve", "reason": REASON})
    assert _state(claimed) is ClaimState.PROVEN
    assert REASON in client.get(f"/clinic/claim/{claimed.pk}/").content.decode()
    entry = AuditEntry.objects.get(act="claim.approve")
    assert (entry.actor_name, entry.concerns, entry.reason) == ("Olga", claimed.person, REASON)


def test_of_two_who_claim_one_number_the_second_is_told_and_a_person_decides(client, operator, claimed, some_npi):
    code = _code_read_aloud(operator, claimed)
    bea = Client()
    bea.force_login(make_person("bea@example.org", "Bea"))
    theirs = bea.post("/clinic/claim/", {"npi": some_npi})["Location"]
    assert "Somebody else says that this number is theirs" in bea.get(theirs).content.decode()
    # Not even the right code helps the first now.
    page = client.post(f"/clinic/claim/{claimed.pk}/code/", {"code": code}).content.decode()
    assert "Somebody else claims this number too" in page
    second = Claim.objects.get(person__name="Bea")
    assert operator.post(f"/operator/claims/{second.pk}/code/").status_code == 409
    operator.post(f"/operator/claims/{claimed.pk}/decide/", {"do": "approve", "reason": REASON})
    late = operator.post(f"/operator/claims/{second.pk}/decide/", {"do": "approve", "reason": REASON})
    assert late.status_code == 409
    assert "Take it back from them first" in late.content.decode()
    operator.post(f"/operator/claims/{claimed.pk}/decide/", {"do": "take_back", "reason": "The practice called"})
    assert not PersonRole.objects.filter(person=claimed.person, role="clinician").exists()
    operator.post(f"/operator/claims/{second.pk}/decide/", {"do": "approve", "reason": REASON})
    assert [_state(claimed), _state(second)] == [ClaimState.TAKEN_BACK, ClaimState.PROVEN]
    assert [claim_queries.holder_of(npi=some_npi)] == [second.person]


def test_the_database_lets_one_prove_a_number(some_npi):
    proven(make_person("ann@example.org", "Ann"), some_npi)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            person=make_person("bea@example.org", "Bea"),
            npi=some_npi,
            state="proven",
            proof="operator",
            started_at=NOW,
            changed_at=NOW,
        )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your NPI"),
        ("1234567890", "its last digit does not fit"),
        ("what", "an NPI has ten digits"),
        ("1234567893", "Nobody in our directory has this number"),
    ],
)
def test_a_number_that_cannot_be_claimed_is_said(client, ann, typed, said):
    page = client.post("/clinic/claim/", {"npi": typed}).content.decode()
    assert said in page
    assert page.count("<title>Error:") == 1
    assert not Claim.objects.exists()


def test_one_claim_at_a_time_and_a_second_tab_is_the_same_claim(client, claimed, some_npi, other_npi):
    again = client.post("/clinic/claim/", {"npi": some_npi})
    assert again["Location"] == f"/clinic/claim/{claimed.pk}/"
    assert "Withdraw that one first" in client.post("/clinic/claim/", {"npi": other_npi}).content.decode()
    client.post(f"/clinic/claim/{claimed.pk}/withdraw/")
    assert client.post("/clinic/claim/", {"npi": other_npi}).status_code == 302
    assert Claim.objects.count() == 2


@pytest.fixture
def other_npi(some_npi):
    query = directory.Query(near="06105", within_miles=500.0)
    found = directory.search(snapshot=snapshot.current(), query=query).results
    return next(match.npi for match in found if match.npi != some_npi)


def test_a_claim_of_another_is_not_there_and_the_desk_is_for_operators(client, claimed):
    bea = Client()
    bea.force_login(make_person("bea@example.org", "Bea"))
    assert bea.get(f"/clinic/claim/{claimed.pk}/").status_code == 404
    for act in ("ask", "mail", "code", "withdraw"):
        assert bea.post(f"/clinic/claim/{claimed.pk}/{act}/").status_code == 404
    for address in ("/operator/", f"/operator/claims/{claimed.pk}/"):
        assert bea.get(address).status_code == 403
        assert Client().get(address)["Location"].startswith("/account/login/")
    assert bea.post(f"/operator/claims/{claimed.pk}/decide/", {"do": "approve", "reason": "me"}).status_code == 403
    assert _state(claimed) is ClaimState.STARTED


def test_a_code_made_long_ago_has_run_out(claimed):
    code = claim_actions.make_code(claim=claimed, way=Proof.PHONE, by=claimed.person, now=NOW)
    late = NOW + timedelta(minutes=31)
    answer = claim_actions.enter_code(claim=claimed, code=code, now=late, on_proven=lambda _claim, _now: None)
    assert answer == "ran_out"
    with pytest.raises(CannotClaim) as wrong:
        claim_actions.take_back(
            claim=claimed, by=claimed.person, reason="x", now=late, on_ended=lambda _claim, _now: None
        )
    assert wrong.value.why is WhyNot.NOT_IN_THIS_STATE
