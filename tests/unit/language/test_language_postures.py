"""Which posture makes it worse and which eases it, where one sentence says both."""

from __future__ import annotations

import pytest

from unpinch import language


def _present(text: str) -> frozenset[str]:
    found = language.understand(text=text).present()
    return frozenset(name for name in found if name.startswith(("worse_", "better_")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It eases when I sit and gets worse when I walk.", {"better_sitting", "worse_walking"}),
        ("Se calma cuando me siento y empeora al caminar.", {"better_sitting", "worse_walking"}),
        ("Se calma acostada y aumenta al agacharme o toser.", {"better_lying", "worse_bending", "worse_cough"}),
        ("sitting aggravates it, lying down settles it", {"worse_sitting", "better_lying"}),
        ("bending hurts, sitting hurts, walking feels good", {"worse_bending", "worse_sitting", "better_walking"}),
    ],
)
def test_each_posture_has_the_verdict_of_its_clause(text: str, expected: set[str]) -> None:
    assert _present(text) == expected


def test_a_list_takes_the_verdict_that_heads_it() -> None:
    found = _present("Worse: sitting, driving, coughing. Better: lying, walking.")
    assert found == {"worse_sitting", "worse_cough", "better_lying", "better_walking"}


def test_what_is_compared_with_is_not_judged() -> None:
    assert "worse_standing" not in _present("Sitting is worse than standing, lying down is best.")


def test_what_is_only_fine_is_not_worse() -> None:
    assert _present("Walking is fine, sitting hurts and lying down helps.") == {"worse_sitting", "better_lying"}
