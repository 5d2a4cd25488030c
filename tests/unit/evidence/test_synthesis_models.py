"""Models at their edges: no spread at all, one study in a group, and estimators that have to go another way."""

import math
from typing import Any

import numpy as np
import pytest

from unpinch.evidence import synthesis
from unpinch.evidence.synthesis import _tau2
from unpinch.evidence.synthesis._model import model_of

STUDIES: dict[str, Any] = {"yi": [0.1, 0.9, -0.4, 1.6, 0.2, 0.7], "vi": [0.05, 0.2, 0.1, 0.3, 0.02, 0.15]}


def test_one_effect_in_all_studies_leaves_hartung_and_knapp_no_error():
    found = synthesis.pool(yi=[2.0, 2.0, 2.0], vi=[1.0, 4.0, 2.0])
    assert found.estimate == pytest.approx(2.0, rel=1e-15)
    assert (found.se, found.ci, found.q, found.tau2) == (0.0, (found.estimate, found.estimate), 0.0, 0.0)
    assert found.statistic == math.inf
    assert found.p == 0.0


def test_no_effect_in_any_study_is_no_evidence_against_none():
    found = synthesis.pool(yi=[0.0, 0.0], vi=[1.0, 4.0])
    assert (found.statistic, found.p) == (0.0, 1.0)


def test_two_studies_use_t_with_one_degree_of_freedom():
    found = synthesis.pool(yi=[1.0, 3.0], vi=[1.0, 1.0])
    quantile = 12.706204736174698
    assert found.ci[1] - found.estimate == pytest.approx(quantile * found.se)
    assert found.prediction[1] - found.estimate == pytest.approx(quantile * math.hypot(found.se, math.sqrt(found.tau2)))


def test_the_level_is_that_of_both_intervals():
    wide, narrow = (synthesis.pool(**STUDIES, level=level, test="z") for level in (0.99, 0.8))
    assert (wide.ci[1] - wide.estimate) / wide.se == pytest.approx(2.5758293035489004)
    assert (narrow.ci[1] - narrow.estimate) / narrow.se == pytest.approx(1.2815515655446004)
    assert narrow.prediction[1] < wide.prediction[1]


@pytest.mark.parametrize("method", ["REML", "ML"])
def test_where_scoring_does_not_settle_the_likelihood_is_searched(method, monkeypatch):
    usual = synthesis.pool(**STUDIES, method=method)
    monkeypatch.setattr(_tau2, "_MOST_STEPS", 1)
    assert _tau2._scored(model_of(**STUDIES), _tau2._reml_score) is None
    searched = synthesis.pool(**STUDIES, method=method)
    assert searched.tau2 == pytest.approx(usual.tau2, rel=1e-6)


def test_where_newton_steps_do_not_arrive_the_root_is_bracketed(monkeypatch):
    usual = synthesis.pool(**STUDIES, method="PM")
    monkeypatch.setattr(_tau2, "_MOST_STEPS", 1)
    bracketed = synthesis.pool(**STUDIES, method="PM")
    assert bracketed.tau2 == pytest.approx(usual.tau2, rel=1e-12)


def test_studies_a_million_times_as_exact_as_others_are_weighed():
    found = synthesis.pool(yi=[1.0, 5.0, 9.0], vi=[1e-9, 1e3, 1e-3], method="REML")
    assert 0.0 < found.tau2 < 100.0
    assert sum(found.weights) == pytest.approx(100.0)


def test_moderators_of_very_different_size_lose_no_digits():
    years, dose = np.array([1950.0, 1961, 1975, 1988, 1999, 2010]), np.array([1.0, 3, 2, 5, 4, 1]) * 1e-9
    found = synthesis.regress(**STUDIES, moderators={"year": years, "dose": dose}, method="DL")
    plain = synthesis.regress(**STUDIES, moderators={"year": years - 1980.0, "dose": dose * 1e9}, method="DL")
    assert found.tau2 == pytest.approx(plain.tau2, rel=1e-10)
    assert found.coefficients[1].estimate == pytest.approx(plain.coefficients[1].estimate, rel=1e-9)
    assert found.coefficients[2].estimate == pytest.approx(plain.coefficients[2].estimate * 1e9, rel=1e-9)


def test_effects_on_a_line_leave_nothing_to_hartung_and_knapp():
    found = synthesis.regress(yi=[1.0, 2.0, 3.0], vi=[1.0, 1.0, 1.0], moderators={"weeks": [1.0, 2.0, 3.0]})
    assert found.coefficients[1].estimate == pytest.approx(1.0)
    assert found.coefficients[1].se == 0.0
    assert (found.moderators_test.statistic, found.moderators_test.p) == (math.inf, 0.0)


def test_a_group_of_one_study_has_no_test_of_its_own_heterogeneity():
    found = synthesis.subgroups(**STUDIES, groups=["a", "a", "a", "b", "a", "a"])
    lone = found.groups[1]
    assert (lone.name, lone.k, lone.q_df, lone.q_p) == ("b", 1, 0, None)
    assert lone.q == pytest.approx(0.0, abs=1e-20)
    assert lone.estimate == pytest.approx(1.6)


def test_two_groups_differ_as_a_moderator_of_two_values_does():
    groups = ["a", "b", "a", "b", "b", "a"]
    by_group = synthesis.subgroups(**STUDIES, groups=groups)
    by_moderator = synthesis.regress(**STUDIES, moderators={"b": [float(group == "b") for group in groups]})
    assert by_group.difference.statistic == pytest.approx(by_moderator.moderators_test.statistic)
    assert by_group.difference.residual_df == 4
    assert by_group.r2 == pytest.approx(by_moderator.r2)
