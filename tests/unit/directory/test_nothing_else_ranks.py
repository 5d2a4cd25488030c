"""Paid placement is impossible by construction: points come from the file of points, and no other column moves them."""

from typing import Any

import pytest

from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import HARTFORD, HEADER, npi, person, search
from tests.unit.directory.sources.public_files import doctor, service
from unpinch import directory, knowledge
from unpinch.directory._columns import HEADERS
from unpinch.knowledge import RankingFactor, RankingQuestion

READ = {name for names in HEADERS.values() for name in names}
TAXONOMY = "Healthcare Provider"


def loud(number, **values):
    """Give a person of whom every column that the directory does not read says that they should stand first."""
    row = person(number, **values)
    others = [name for name in HEADER if name not in READ and name not in row and not name.startswith(TAXONOMY)]
    assert len(others) > 200
    return {**dict.fromkeys(others, "SPONSORED FIRST BEST"), **row}


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Two people who are alike in all that counts, of whom the second is loud, and a third who has less of it."""
    quiet = {"adr_ln_1": "1 Example St", "ZIP Code": HARTFORD, "Telephone Number": "8605550100"}
    shouting = {"Facility Name": "AAA Sponsored First", "org_pac_id": "1", "num_org_mem": "99999", "Med_sch": "BEST"}
    dear = {"Avg_Mdcr_Stdzd_Amt": "99999", "HCPCS_Desc": "Best", "Rndrng_Prvdr_RUCA_Desc": "First"}
    return joined(
        tmp_path_factory.mktemp("town"),
        person(1),
        loud(2),
        person(3, phone="", updated="11/22/2015"),
        doctors=[doctor(1, **quiet), doctor(2, **quiet, **shouting)],
        services=[
            service(1, HCPCS_Cd="97140", Tot_Benes="50", Tot_Srvcs="400"),
            service(2, HCPCS_Cd="97140", Tot_Benes="50", Tot_Srvcs="400", **dear),
        ],
    )


QUESTIONS: dict[RankingQuestion, dict[str, Any]] = {
    RankingQuestion.PLACE: {"care": "gabapentinoid", "specialties": ("physical_therapist",)},
    RankingQuestion.CARE_PLACE: {"care": "physical_therapy"},
    RankingQuestion.NEEDLING_PLACE: {"care": "dry_needling"},
    RankingQuestion.ANYWHERE: {"near": None, "specialties": ("physical_therapist",)},
    RankingQuestion.CARE: {"near": None, "care": "physical_therapy"},
    RankingQuestion.NEEDLING: {"near": None, "care": "dry_needling"},
    RankingQuestion.NAME: {"near": None, "name": "teapot"},
    RankingQuestion.NAME_PLACE: {"name": "teapot"},
}


def most_points(question):
    return {row.factor: row.most_points for row in knowledge.ranking_weights() if row.question is question}


@pytest.mark.parametrize("question", RankingQuestion)
def test_the_reasons_of_a_result_are_the_factors_of_the_file_and_none_gives_more_than_it_may(town, question):
    most = most_points(question)
    for match in search(town, **QUESTIONS[question]).results:
        assert {reason.factor for reason in match.because} == {factor for factor, points in most.items() if points}
        assert all(0 <= reason.points <= most[RankingFactor(reason.factor)] / 1000 for reason in match.because)


@pytest.mark.parametrize("question", RankingQuestion)
def test_a_score_is_the_sum_of_its_reasons_and_nothing_else(town, question):
    for match in search(town, **QUESTIONS[question]).results:
        assert match.score == pytest.approx(sum(reason.points for reason in match.because), abs=1e-9)


@pytest.mark.parametrize("question", RankingQuestion)
def test_no_other_column_of_any_file_moves_a_result(town, question):
    first, second, third = search(town, **QUESTIONS[question]).results
    # Alike in all that counts: the same score, and the number in the public record decides who comes first.
    assert [first.npi, second.npi, third.npi] == [npi(1), npi(2), npi(3)]
    assert first.score == second.score > third.score
    assert [(each.factor, each.points) for each in first.because] == [
        (each.factor, each.points) for each in second.because
    ]


def test_a_question_asks_who_and_where_and_never_for_an_order():
    # Somebody who adds a field has to say here what it is: an order that can be asked for could be sold.
    assert set(directory.Query.__dataclass_fields__) == {
        *("near", "within_miles", "zip_codes", "specialties", "care", "name", "npi", "gender"),
        *("telehealth", "group", "assignment", "limit", "page"),
    }
