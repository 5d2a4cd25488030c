"""What the models refuse, each with the study, the reason and what to do."""

from typing import Any

import numpy as np
import pytest

from unpinch.evidence import synthesis
from unpinch.kernel import UnpinchError

FINE: dict[str, Any] = {"yi": [1.0, 2.0, 4.0], "vi": [1.0, 2.0, 1.0]}


def refused(expected, function, **given):
    with pytest.raises(expected) as caught:
        function(**given)
    message = str(caught.value)
    assert isinstance(caught.value, UnpinchError)
    assert "\n" not in message
    assert message.endswith(".")
    return message


@pytest.mark.parametrize(
    ("yi", "vi", "words"),
    [
        ([1.0, 2.0], [1.0, 0.0], "Study 2: its variance is 0.0"),
        ([1.0, 2.0], [-1.0, 1.0], "Study 1: its variance is -1.0"),
        ([1.0, float("nan")], [1.0, 1.0], "Study 2: its effect is nan"),
        ([1.0, 2.0], [1.0, float("inf")], "Study 2: its variance is inf"),
        ([1.0, 2.0, 3.0], [1.0, 1.0], "3 effects and 2 variances"),
        ([1.0, "two"], [1.0, 1.0], "not a number"),
        ([[1.0, 2.0]], [1.0, 1.0], "one number for each study"),
        ([1e200, 2.0], [1.0, 1.0], "too large or too small"),
        ([1.0, 2.0], [1e-200, 1.0], "too large or too small"),
        ([1.0], [1.0], "One study"),
        ([], [], "nothing to pool"),
    ],
)
def test_studies_that_cannot_be_pooled(yi, vi, words):
    assert words in refused(synthesis.SynthesisError, synthesis.pool, yi=yi, vi=vi)


def test_a_bad_study_is_told_by_number():
    with pytest.raises(synthesis.BadStudy) as caught:
        synthesis.pool(yi=[1.0, 2.0], vi=[1.0, 0.0])
    assert caught.value.study == 2
    assert caught.value.reason.startswith("its variance is 0.0")


@pytest.mark.parametrize(
    "asked", [{"method": "XX"}, {"test": "t"}, {"level": 95}, {"level": 0.0}, {"level": float("nan")}]
)
def test_what_is_not_known(asked):
    refused(synthesis.UnknownMethod, synthesis.pool, **FINE, **asked)


def test_level_of_the_interval_of_heterogeneity():
    refused(synthesis.UnknownMethod, synthesis.tau2_interval, **FINE, level=95)


@pytest.mark.parametrize(
    ("design", "words"),
    [
        ([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]], "Column 2 of the design"),
        ([[1.0], [1.0]], "shape (2, 1)"),
        ([[1.0, 2.0, 3.0], [1.0, 2.0, 4.0], [1.0, 3.0, 3.0]], "3 studies cannot give 3 coefficients"),
        ([[1.0], [float("nan")], [1.0]], "Study 2"),
        ([[1.0], [1.0, 2.0], [1.0]], "not a table of numbers"),
    ],
)
def test_designs_that_cannot_be_used(design, words):
    assert words in refused(synthesis.SynthesisError, synthesis.fit, **FINE, design=design)


@pytest.mark.parametrize(
    ("moderators", "words"),
    [
        ({}, "no moderator"),
        ({"weeks": [1.0, 2.0]}, "one number for each of the 3 studies"),
        ({"setting": ["home", "ward", "home"]}, "not numbers"),
        ({"intercept": [1.0, 2.0, 3.0]}, "another name"),
        ({"weeks": [2.0, 2.0, 2.0]}, "Column 2"),
        ({"weeks": [2.0, float("inf"), 2.0]}, "Study 2"),
    ],
)
def test_moderators_that_cannot_be_used(moderators, words):
    assert words in refused(synthesis.SynthesisError, synthesis.regress, **FINE, moderators=moderators)


@pytest.mark.parametrize("at", [{}, {"weeks": 1.0, "dose": 2.0}, {"weeks": float("nan")}])
def test_predictions_need_every_moderator_once(at):
    found = synthesis.regress(**FINE, moderators={"weeks": [1.0, 2.0, 5.0]})
    refused(synthesis.BadStudies, found.predict, at=at)


@pytest.mark.parametrize(
    ("groups", "common", "error", "words"),
    [
        (["a", "a", "a"], True, synthesis.BadStudies, "one group only"),
        (["a", "b"], True, synthesis.BadStudies, "3 effects and 2 names"),
        (["a", "a", "b"], False, synthesis.TooFewStudies, "'b' has one study"),
        (["a", "b", "c"], True, synthesis.TooFewStudies, "3 studies cannot give 3"),
    ],
)
def test_groups_that_cannot_be_compared(groups, common, error, words):
    assert words in refused(error, synthesis.subgroups, **FINE, groups=groups, common_tau2=common)


def test_a_group_without_any_difference_cannot_be_weighed_with_hartung_knapp():
    given: dict[str, Any] = {"yi": [1.0, 1.0, 2.0, 3.0], "vi": [1.0, 1.0, 1.0, 1.0], "groups": ["a", "a", "b", "b"]}
    assert "test z" in refused(synthesis.BadStudies, synthesis.subgroups, **given, common_tau2=False)
    assert np.isfinite(synthesis.subgroups(**given, common_tau2=False, test="z").difference.statistic)
