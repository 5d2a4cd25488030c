"""Shown experience: counts below 11 are not shown, thin evidence is shrunk, intervals hold what they promise."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from unpinch.directory import _experience, _peers

COLUMNS = {
    "npi": pl.Int64,
    "care": pl.String,
    "year": pl.UInt16,
    "services": pl.Float64,
    "patients": pl.UInt32,
    "patients_at_most": pl.UInt32,
}


def care_rows(*rows):
    """Give rows of (npi, year, patients) as the reader of the file gives them; at most twice as many people."""
    full = [(npi, "spine_injection", year, 3.0 * people, people, 2 * people) for npi, year, people in rows]
    return pl.DataFrame(full, schema=COLUMNS, orient="row")


def specialties(*pairs):
    return pl.DataFrame(pairs, schema={"npi": pl.Int64, "specialty": pl.String}, orient="row")


def world(chance, *, clinicians, shape, mean, dispersion, years=5, starting_late=0.0):
    """Draw clinicians with a known rate, and what the file shows of them: their mean people a year, and its rows."""
    rate = chance.gamma(shape, mean / shape, clinicians)
    spread = np.repeat(rate[:, None], years, axis=1)
    if dispersion > 1:
        spread = chance.gamma(spread / (dispersion - 1), dispersion - 1)
    people = chance.poisson(spread)
    start = np.where(chance.random(clinicians) < starting_late, chance.integers(1, years, clinicians), 0)
    works = np.arange(years) >= start[:, None]
    who, year = np.nonzero((people >= 11) & works)
    rows = care_rows(*zip(who.tolist(), (2019 + year).tolist(), people[who, year].tolist(), strict=True))
    return rate * works.mean(axis=1), rows


WORLDS: dict[str, dict[str, Any]] = {
    "by chance alone": {"shape": 1, "mean": 40, "dispersion": 1},
    "years differ": {"shape": 1, "mean": 40, "dispersion": 6},
    "many people": {"shape": 2, "mean": 150, "dispersion": 9},
    "most are not shown": {"shape": 1.5, "mean": 8, "dispersion": 1},
    "half begin later": {"shape": 1, "mean": 40, "dispersion": 6, "starting_late": 0.5},
}


@pytest.mark.parametrize("name", WORLDS)
def test_four_of_five_intervals_hold_the_true_rate(name):
    truth, rows = world(np.random.default_rng(20), clinicians=4000, **WORLDS[name])
    found = _experience.estimated(care_rows=rows, specialty=specialties())
    true = truth[found["npi"].to_numpy()]
    low, high = found["low"].to_numpy(), found["high"].to_numpy()
    # With 1,700 and more clinicians chance moves the share by two points. More than four in five is no fault: a year
    # that is not shown widens the interval to all it can mean; and here people may be counted twice.
    assert ((true >= low) & (true <= high)).mean() >= 0.78
    assert (true < low).mean() <= 0.12


def test_where_every_year_is_shown_and_nobody_is_counted_twice_it_is_four_of_five_and_no_more():
    truth, rows = world(np.random.default_rng(21), clinicians=4000, shape=2, mean=150, dispersion=9)
    rows = rows.with_columns(patients_at_most="patients")
    found = _experience.estimated(care_rows=rows, specialty=specialties()).filter(pl.col("years_shown") == 5)
    true = truth[found["npi"].to_numpy()]
    held = ((true >= found["low"].to_numpy()) & (true <= found["high"].to_numpy())).mean()
    assert held == pytest.approx(0.8, abs=0.025)


@pytest.mark.parametrize("name", ["by chance alone", "years differ", "many people", "most are not shown"])
def test_the_estimate_is_nearer_to_the_truth_than_the_bare_count(name):
    truth, rows = world(np.random.default_rng(22), clinicians=4000, **WORLDS[name])
    found = _experience.estimated(care_rows=rows, specialty=specialties())
    true = truth[found["npi"].to_numpy()]
    bare = found["total"].to_numpy() / 5
    assert ((found["estimate"].to_numpy() - true) ** 2).mean() < 0.98 * ((bare - true) ** 2).mean()


@pytest.mark.parametrize(("shape", "mean", "dispersion"), [(1, 40, 1), (2, 150, 9), (1.5, 30, 4)])
def test_the_peers_are_found_though_small_counts_are_left_out(shape, mean, dispersion):
    _, rows = world(np.random.default_rng(23), clinicians=6000, shape=shape, mean=mean, dispersion=dispersion)
    counts = _peers.years_together(rows)
    assert _peers.dispersion_of(counts=counts) == pytest.approx(dispersion, rel=0.12)
    found = _peers.fit_rates(counts=counts["patients"].to_numpy(), dispersion=dispersion)
    assert found == pytest.approx((shape, mean), rel=0.15)


def test_the_likelihood_is_that_of_a_negative_binomial_cut_off_below_eleven():
    value = np.array([11, 12, 40, 300])
    whole = stats.nbinom(2.5, 2.5 / (2.5 + 60))
    expected = whole.logpmf(value) - np.log(whole.sf(10))
    assert _peers._log_of_cut_off(value, mean=60, size=2.5) == pytest.approx(expected)


def test_counts_that_were_left_out_are_not_taken_for_nothing():
    [once] = _experience.estimated(care_rows=care_rows((1, 2021, 40), (2, 2022, 40)), specialty=specialties())[:1].rows(
        named=True
    )
    # One year of 40 of two years: the other is 0 to 10, so the mean lies between 20 and 25 but for the prior.
    assert once["years"] == 2
    as_if_none = _experience.interval(**_numbers(once, total_at_most=40 - 10))
    assert once["high"] > float(as_if_none[2])
    assert once["estimate"] > float(_experience.interval(**_numbers(once, total=40 - 5))[1])


def _numbers(row, **changes):
    names = ("shape", "mean", "dispersion", "years", "total", "total_at_most", "years_shown")
    return {name: np.float64(changes.get(name, row[name])) for name in names}


def test_few_peers_borrow_from_all_professions_and_where_all_are_few_little_is_claimed():
    many = [(npi, 2021, 100 + npi % 7) for npi in range(100, 160)]
    few = [(npi, 2021, 12) for npi in range(5)]
    main = specialties(*((npi, "pain_medicine") for npi, _, _ in many), *((npi, "neurologist") for npi, _, _ in few))
    found = _experience.estimated(care_rows=care_rows(*many, *few), specialty=main)
    fits = {row["specialty"]: row["mean"] for row in found.unique("specialty").iter_rows(named=True)}
    assert fits["pain_medicine"] > 90
    assert fits["neurologist"] != fits["pain_medicine"]
    alone = _experience.estimated(care_rows=care_rows(*few), specialty=main)
    assert set(alone["mean"]) == {11.0}


def test_two_places_of_one_year_are_one_year():
    rows = pl.concat([care_rows((1, 2021, 30)), care_rows((1, 2021, 20))])
    [together] = _peers.years_together(rows).rows(named=True)
    # The people of the office may be those of the facility: at least 30, at most all that were counted.
    assert (together["patients"], together["patients_at_most"], together["services"]) == (30, 100, 150.0)


def test_thin_evidence_is_kept_low():
    crowd = [(npi, year, 50) for npi in range(100, 140) for year in (2019, 2020, 2021)]
    found = _level_of(care_rows(*crowd, (1, 2021, 60), (2, 2019, 50), (2, 2020, 50), (2, 2021, 50)))
    # More people in a single year, and two years of which nothing is known, against three years that are shown.
    assert found[1] < found[2]


def _level_of(rows, main=None):
    given = _experience.levels(care_rows=rows, specialty=specialties() if main is None else main)
    return dict(given.select("npi", "level").iter_rows())


def test_levels_are_sevenths_of_all_who_are_shown():
    _, rows = world(np.random.default_rng(24), clinicians=3000, shape=1, mean=80, dispersion=5)
    found = list(_level_of(rows).values())
    counted = np.bincount(found, minlength=8)
    assert counted[0] == 0
    assert (counted[1:] / len(found)) == pytest.approx(np.full(7, 1 / 7), abs=0.02)


def test_who_is_not_shown_has_no_level():
    assert _level_of(care_rows((1, 2021, 11))) == {1: 4}
    assert _level_of(care_rows()) == {}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(2018, 2022), st.integers(11, 400)), min_size=1, max_size=5, unique_by=lambda x: x[0]
    ),
    st.lists(st.tuples(st.integers(2018, 2022), st.integers(0, 300)), max_size=5, unique_by=lambda x: x[0]),
    st.integers(0, 10_000),
)
def test_more_people_years_or_services_is_never_a_lower_level(shown, more, seed):
    base = dict(shown)
    grown = base | {year: max(base.get(year, 11) + extra, 11) for year, extra in more}
    _, crowd = world(np.random.default_rng(seed), clinicians=60, shape=1, mean=60, dispersion=4)
    everybody = pl.concat(
        [
            crowd,
            care_rows(*((1001, year, people) for year, people in base.items())),
            care_rows(*((1002, year, people) for year, people in grown.items())).with_columns(pl.col("services") * 3),
        ]
    )
    found = _level_of(everybody, specialties(*((npi, "pain_medicine") for npi in (*range(60), 1001, 1002))))
    assert found[1002] >= found[1001] >= 1


def test_what_is_usual_survives_being_stored():
    _, rows = world(np.random.default_rng(25), clinicians=100, shape=1, mean=60, dispersion=4)
    peers = _experience.peers_of(care_rows=rows, specialty=specialties(*((npi, "pain_medicine") for npi in range(100))))
    assert [each.specialty for each in peers] == ["", "pain_medicine"]
    assert _experience.read_peers(_experience.peers_document(peers)) == peers
    assert all(sorted(each.estimates) == list(each.estimates) for each in peers)


def test_levels_and_peers_at_once_are_the_same_as_one_by_one():
    _, rows = world(np.random.default_rng(26), clinicians=100, shape=1, mean=60, dispersion=4)
    given = {"care_rows": rows, "specialty": specialties(*((npi, "pain_medicine") for npi in range(100)))}
    of_all, peers = _experience.weigh(**given)
    assert of_all.equals(_experience.levels(**given))
    assert peers == _experience.peers_of(**given)
