"""How likely an address is right: the law, and how it does against the published figures."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch import knowledge
from unpinch.directory import _chances
from unpinch.directory._chances import chance_right

FIGURES: dict[str, Any] = {row.id: row for row in knowledge.directory_accuracy()}
ages = st.integers(0, 20_000)
counts = st.integers(1, 4)
others = st.integers(0, 2)
kinds = st.sampled_from(("address", "phone"))


@given(ages, ages, counts, others, kinds)
def test_older_is_never_surer(age, more, agreeing, differing, kind):
    young, old = (
        chance_right(age_days=days, sources_agreeing=agreeing, kind=kind, sources_differing=differing)
        for days in (age, age + more)
    )
    assert all(later <= earlier for later, earlier in zip(old, young, strict=True))


@given(ages, counts, others, kinds)
def test_more_agreement_is_never_less_sure_and_more_dispute_never_surer(age, agreeing, differing, kind):
    def of(agreeing, differing):
        return chance_right(age_days=age, sources_agreeing=agreeing, kind=kind, sources_differing=differing)

    base = of(agreeing, differing)
    assert all(more >= less for more, less in zip(of(agreeing + 1, differing), base, strict=True))
    assert all(more <= less for more, less in zip(of(agreeing, differing + 1), base, strict=True))


@given(st.integers(-1, 20_000), counts, others, kinds)
def test_the_chance_lies_in_its_range_and_nothing_is_certain(age, agreeing, differing, kind):
    found = chance_right(age_days=age, sources_agreeing=agreeing, kind=kind, sources_differing=differing)
    assert 0 < found.low <= found.chance <= found.high < 1


def test_it_works_on_millions_at_once_as_on_one():
    ages = np.array([0, 400, 4000, -1])
    together = chance_right(age_days=ages, sources_agreeing=np.array([1, 2, 1, 3]), kind="address")
    for place, (age, agreeing) in enumerate(zip(ages, (1, 2, 1, 3), strict=True)):
        alone = chance_right(age_days=age, sources_agreeing=agreeing, kind="address")
        assert [float(each[place]) for each in together] == pytest.approx([float(each) for each in alone])


def test_an_undated_record_is_taken_for_five_years_old():
    undated = chance_right(age_days=-1, sources_agreeing=1, kind="address")
    assert undated == chance_right(age_days=_chances.UNDATED_DAYS, sources_agreeing=1, kind="address")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "fax"}, "kind is 'fax', and must be 'address' or 'phone'"),
        ({"sources_agreeing": 0}, "sources_agreeing must be 1 or more"),
        ({"sources_differing": -1}, "sources_differing 0 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        chance_right(**({"age_days": 1, "sources_agreeing": 1, "kind": "address"} | wrong))


class TestAgainstPublishedFigures:
    """What the law was made from it must give back; what it was not made from it must not contradict."""

    def test_it_goes_through_the_share_of_right_addresses_at_the_age_it_was_measured_at(self):
        measured = FIGURES["npi_address_2007"]
        found = chance_right(age_days=measured.days, sources_agreeing=1, kind="address")
        assert float(found.chance) == pytest.approx(measured.share, abs=0.005)

    def test_the_range_there_is_that_between_specialties(self):
        measured, by_specialty = FIGURES["npi_address_2007"], FIGURES["npi_address_2015"]
        found = chance_right(age_days=measured.days, sources_agreeing=1, kind="address")
        assert float(found.low / found.chance) == pytest.approx(by_specialty.share_low / by_specialty.share, abs=0.01)
        assert float(found.high / found.chance) == pytest.approx(by_specialty.share_high / by_specialty.share, abs=0.01)

    def test_as_many_leave_in_a_year_as_were_counted(self):
        now, later = chance_right(age_days=np.array([0, 365.25]), sources_agreeing=1, kind="address").chance
        assert 1 - later / now == pytest.approx(FIGURES["turnover_2018"].share)
        assert FIGURES["turnover_2018"].share == FIGURES["turnover_trend"].share

    def test_as_many_lists_agree_as_were_counted(self):
        law, right = _chances.laws().usual, FIGURES["npi_address_2015"].share
        agree = right * law.same_if_right + (1 - right) * law.same_if_wrong
        assert agree == pytest.approx(FIGURES["same_address_2023"].share)

    def test_wrong_entries_that_come_as_people_leave_and_go_as_they_were_seen_to_leave_the_share_that_is_right(self):
        # Not made from this: people leave at `per_year`, and half of the wrong entries are mended in 540 days. In the
        # long run the share that is right is then where the calls to six specialties found it.
        persists, calls = FIGURES["wrong_entries_2024"], FIGURES["npi_address_2015"]
        mended = 1 - persists.share ** (365.25 / persists.days)
        leave = _chances.laws().usual.per_year
        assert calls.share_low <= mended / (mended + leave) <= calls.share_high

    def test_an_address_is_right_at_least_as_often_as_a_whole_record_in_which_one_wrong_field_counts(self):
        # Half of all records in the sample were older than this or younger: nobody said how old they were.
        found = chance_right(age_days=_chances.UNDATED_DAYS, sources_agreeing=1, kind="address")
        assert float(found.chance) >= FIGURES["npi_record_2013"].share

    @pytest.mark.parametrize("figure", ["insurers_2016", "insurers_2018"])
    def test_insurers_lists_are_worse_than_a_fresh_record_and_not_worse_than_one_in_dispute(self, figure):
        fresh = chance_right(age_days=0, sources_agreeing=1, kind="address")
        dispute = chance_right(age_days=365, sources_agreeing=1, sources_differing=1, kind="address")
        assert float(dispute.low) < FIGURES[figure].share < float(fresh.low)


def test_in_a_drawn_world_of_this_law_the_chances_are_kept():
    chance = np.random.default_rng(9)
    law, size = _chances.laws().usual, 200_000
    age = chance.integers(0, 4000, size)
    right = chance.random(size) < law.start
    right &= chance.random(size) >= 1 - (1 - law.per_year) ** (age / 365.25)
    same = chance.random(size) < np.where(right, law.same_if_right, law.same_if_wrong)
    told = chance_right(age_days=age, sources_agreeing=1 + same, kind="address", sources_differing=~same).chance
    for least in np.arange(0.1, 0.9, 0.1):
        among = (told >= least) & (told < least + 0.1)
        assert right[among].mean() == pytest.approx(told[among].mean(), abs=0.02)


def test_a_figure_that_is_missing_ranks_nobody(monkeypatch):
    holed = tuple(row.model_copy(update={"share": None}) for row in knowledge.directory_accuracy())
    monkeypatch.setattr(knowledge, "directory_accuracy", lambda: holed)
    _chances.laws.cache_clear()
    try:
        with pytest.raises(knowledge.BadFact, match=r"^directory_accuracy\.csv: a row .* lacks a number"):
            _chances.laws()
    finally:
        _chances.laws.cache_clear()
