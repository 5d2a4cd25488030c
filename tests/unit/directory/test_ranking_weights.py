"""The one file of points: what it must hold before anybody is ranked by it, and that nothing else ranks."""

import pytest

from unpinch import directory, knowledge
from unpinch.directory import _weights
from unpinch.knowledge import RankingFactor, RankingQuestion


def changed(**points):
    """Give the rows of the file with other points: `changed(**{"place.fit": 3})`; None takes a row out."""
    return tuple(
        row.model_copy(update={"most_points": points.get(row.key, row.most_points)})
        for row in knowledge.ranking_weights()
        if points.get(row.key, 0) is not None
    )


@pytest.fixture
def ranked_by(monkeypatch):
    """Let the ranking read other rows."""

    def use(rows):
        monkeypatch.setattr(knowledge, "ranking_weights", lambda: rows)
        _weights.weights_by_question.cache_clear()

    yield use
    _weights.weights_by_question.cache_clear()


def test_the_file_as_it_is_fits_together():
    assert list(knowledge.ranking_problems(knowledge.ranking_weights())) == []
    assert set(directory.weights_by_question()) == set(RankingQuestion)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"place.distance": 299}, "the points of place add up to 999 and not to 1000. Mend them."),
        ({"name.name": None}, "name has no row for name. Add it, with 0 if need be."),
        (
            {"care.phone": 80, "care.experience": 290},
            "phone gives 70 or 80 points. Snapshots are kept in its order: give the same in every question.",
        ),
    ],
)
def test_points_that_do_not_fit_rank_nobody(ranked_by, points, said):
    ranked_by(changed(**points))
    with pytest.raises(directory.BadWeights, match="^ranking_weights.csv: " + said.replace(".", r"\.")):
        directory.weights_by_question()


def test_what_orders_a_snapshot_has_room_for_255_points():
    rows = changed(**{f"{question}.phone": 76 for question in RankingQuestion})
    assert list(knowledge.ranking_problems(rows))[-1] == (
        "ranking_weights.csv: freshness, phone, second_source, telehealth give 256 points together, and there is room"
        " for 255. Lower them."
    )


def test_every_factor_of_the_file_is_a_weight_and_no_weight_comes_from_elsewhere():
    assert tuple(directory.FACTORS.values()) == tuple(RankingFactor)
    assert tuple(directory.FACTORS) == tuple(_weights.Weights.__dataclass_fields__)


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ({"near": True}, "place"),
        ({"near": True, "counted": True}, "care_place"),
        ({"near": True, "counted": True, "needling": True}, "needling_place"),
        ({}, "anywhere"),
        ({"counted": True}, "care"),
        ({"needling": True}, "needling"),
        ({"name": True, "needling": True, "counted": True}, "name"),
        ({"name": True, "near": True}, "name_place"),
    ],
)
def test_each_question_is_ranked_by_its_own_rows(asked, question):
    weights = directory.weights_for(**({"near": False, "name": False, "needling": False} | asked))
    assert weights == directory.weights_by_question()[RankingQuestion(question)]


def test_an_order_made_with_other_points_is_another_order(monkeypatch):
    before = _weights.order_fingerprint()
    for name in ("FRESHNESS_POINTS", "PHONE_POINTS", "SECOND_SOURCE_POINTS", "TELEHEALTH_POINTS", "FRESH_DAYS"):
        with monkeypatch.context() as changing:
            changing.setattr(_weights, name, getattr(_weights, name) + 1)
            assert _weights.order_fingerprint() != before


def test_more_shown_experience_never_gives_fewer_points():
    points = [_weights.experience_points(level=level, most=180) for level in range(_weights.HIGHEST_LEVEL + 1)]
    assert points == sorted(points)
    assert (points[0], points[-1]) == (0, 180)
