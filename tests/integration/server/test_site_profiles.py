"""What a clinician says about themselves: kept with its dates, shown as theirs, and moving nothing but by a number."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.server.claimants import make_person, proven
from unpinch import directory
from unpinch.server.profiles import claim_actions, claim_queries, profile_actions
from unpinch.server.profiles.additions import INSURERS, LANGUAGES, Accepting, Said, care_that_can_be_said
from unpinch.server.profiles.claim_models import Addition
from unpinch.server.profiles.claiming import CannotClaim
from unpinch.server.web import search, snapshot
from unpinch.server.web.forms import FindForm

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
SAID = {
    "care": ["dry_needling", "physical_therapy"],
    "training": "Two years with a fictional teacher",
    "languages": ["es", "en"],
    "insurers": ["aetna"],
    "accepting": "waiting_list",
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def claim(some_npi):
    return proven(make_person("cora@example.org", "Cora"), some_npi)


@pytest.fixture
def cora(client, claim):
    client.force_login(claim.person)
    return client


@pytest.fixture
def phones(some_npi):
    known = directory.show(snapshot=snapshot.current(), npi=some_npi)
    return tuple(dict.fromkeys(each.phone for each in known.practices if each.phone))


def _ranking(now=NOW, **asked):
    form = FindForm({"near": "06105", "within": "100", **asked})
    results = search.results_of(form, now=now)
    assert results
    return [(row.npi, row.total, [reason.points for reason in row.reasons]) for row in results.rows]


def test_what_is_said_stands_beside_the_public_record_with_its_date(cora, some_npi):
    assert 'id="said"' not in Client().get(f"/clinicians/{some_npi}/").content.decode()
    assert cora.post("/clinic/profile/", SAID)["Location"] == "/clinic/profile/"
    page = Client().get(f"/clinicians/{some_npi}/").content.decode()
    assert "Said by the clinician" in page
    assert page.count("said on 2026-11-20") == 5
    for words in ("Two years with a fictional teacher", "English and Spanish", "Aetna", "On a waiting list"):
        assert words in page
    assert "The invented record" in page
    assert "says: has a waiting list" in Client().get("/find/?near=06105&within=500").content.decode()


def test_what_was_said_before_stays_with_its_dates(cora, claim):
    cora.post("/clinic/profile/", SAID)
    later = NOW + timedelta(days=3)
    profile_actions.say(claim=claim, said={Said.TRAINING: "Three years"}, phones=(), now=later)
    rows = list(Addition.objects.filter(what="training").values_list("value", "said_at", "replaced_at"))
    assert rows == [(SAID["training"], NOW, later), ("Three years", later, None)]
    assert "Two years with a fictional teacher" in cora.get("/clinic/profile/").content.decode()


def test_saying_the_same_again_keeps_its_date(claim):
    said = {Said.TRAINING: "Three years"}
    profile_actions.say(claim=claim, said=said, phones=(), now=NOW)
    assert profile_actions.say(claim=claim, said=said, phones=(), now=NOW + timedelta(days=9)) == ()


def test_nothing_is_shown_of_who_is_a_clinician_no_longer(cora, claim, some_npi):
    cora.post("/clinic/profile/", SAID)
    claim_actions.take_back(
        claim=claim, by=claim.person, reason="It was somebody else", now=NOW, on_ended=lambda _claim, _now: None
    )
    assert 'id="said"' not in Client().get(f"/clinicians/{some_npi}/").content.decode()
    assert cora.get("/clinic/profile/")["Location"] == "/clinic/claim/"
    with pytest.raises(CannotClaim):
        profile_actions.say(claim=claim, said={Said.TRAINING: "x"}, phones=(), now=NOW)


def test_a_number_that_is_not_in_the_public_record_cannot_be_confirmed(cora, claim, phones):
    page = cora.post("/clinic/profile/", {"phones": ["2125550100"]}).content.decode()
    assert "<title>Error:" in page
    assert not claim_queries.confirmed_phones(now=NOW)
    profile_actions.say(claim=claim, said={Said.PHONES: ["2125550100", phones[0]]}, phones=phones, now=NOW)
    assert claim_queries.confirmed_phones(now=NOW) == {claim.npi: frozenset(phones[:1])}


def test_a_confirmed_number_gives_its_points_for_a_year(claim, phones):
    def points(now):
        match = search.reasons_for(FindForm({"near": "06105", "within": "500"}), npi=claim.npi, now=now)
        assert match
        return match.score

    before = points(NOW)
    profile_actions.say(claim=claim, said={Said.PHONES: list(phones)}, phones=phones, now=NOW)
    assert round(points(NOW) - before, 3) == 0.01
    assert round(points(NOW + timedelta(days=364)) - before, 3) == 0.01
    assert points(NOW + timedelta(days=365)) == before
    profile_actions.say(claim=claim, said={Said.PHONES: list(phones)}, phones=phones, now=NOW + timedelta(days=300))
    assert round(points(NOW + timedelta(days=600)) - before, 3) == 0.01


_ANYTHING = st.fixed_dictionaries(
    {
        Said.CARE: st.lists(st.sampled_from(care_that_can_be_said())),
        Said.TRAINING: st.text(st.characters(codec="ascii", min_codepoint=32), max_size=40),
        Said.LANGUAGES: st.lists(st.sampled_from(LANGUAGES)),
        Said.INSURERS: st.lists(st.sampled_from(INSURERS)),
        Said.ACCEPTING: st.sampled_from(["", *(each.value for each in Accepting)]),
    }
)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(_ANYTHING, st.sampled_from([{}, {"care": "dry_needling"}, {"specialty": ["chiropractor"]}]))
def test_law_nothing_else_of_a_profile_moves_a_result(claim, said, asked):
    before = _ranking(**asked)
    assert before
    assert asked or claim.npi in {npi for npi, _total, _points in before}
    profile_actions.say(claim=claim, said=said, phones=(), now=NOW)
    assert _ranking(**asked) == before
