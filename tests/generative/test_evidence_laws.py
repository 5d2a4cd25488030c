"""What holds for every person and every result, whatever the files hold."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from unpinch import evidence, knowledge
from unpinch.evidence import Favours, Priority
from unpinch.evidence._points import certainty_rank
from unpinch.kernel import NeedlingAnswer, NeedlingScreen
from unpinch.knowledge import Certainty

CONDITIONS = st.sampled_from(evidence.CONDITIONS)
TREATMENTS = tuple(row.id for row in knowledge.treatments() if row.role == "treatment")
SOME = st.lists(st.sampled_from(TREATMENTS), unique=True).map(tuple)
WISHES = st.lists(st.sampled_from(tuple(Priority)), unique=True).map(tuple)
SCREENS = st.none() | st.sampled_from(NeedlingAnswer).map(lambda status: NeedlingScreen(status=status, reasons=()))
PEOPLE = st.fixed_dictionaries(
    {
        "avoid": SOME,
        "tried": SOME,
        "needling": SCREENS,
        "duration_days": st.none() | st.integers(0, 5000),
        "priorities": WISHES,
    }
)
COUNTED = [
    (condition, number, effect)
    for condition in evidence.CONDITIONS
    for number, treatment in enumerate(evidence.compare(condition=condition).treatments)
    for effect in treatment.effects
    if effect.outcome in {"pain_intensity", "leg_pain_intensity", "disability"} and effect.estimate is not None
]


@given(condition=CONDITIONS, person=PEOPLE)
@settings(deadline=None)
def test_nothing_refused_is_offered_and_all_else_is_there_once(condition, person):
    ids = [option.id for option in evidence.rank_for_person(comparison=evidence.compare(condition=condition), **person)]
    needles = {row.id for row in knowledge.treatments() if "needle" in row.traits}
    no_needles = person["needling"] is not None and person["needling"].status is NeedlingAnswer.AVOID
    expected = set(TREATMENTS) - set(person["avoid"]) - (needles if no_needles else set())
    assert sorted(ids) == sorted(expected)


@given(condition=CONDITIONS, person=PEOPLE)
@settings(deadline=None)
def test_surgery_and_opioids_are_never_first_while_anything_else_is_left(condition, person):
    options = evidence.rank_for_person(comparison=evidence.compare(condition=condition), **person)
    if any(not option.is_last_resort for option in options):
        assert not options[0].is_last_resort


@given(condition=CONDITIONS, person=PEOPLE)
@settings(deadline=None)
def test_what_was_tried_comes_after_all_untried_ordinary_care(condition, person):
    options = evidence.rank_for_person(comparison=evidence.compare(condition=condition), **person)
    ordinary = [option.is_tried for option in options if not option.is_last_resort]
    assert ordinary == sorted(ordinary)


@given(condition=CONDITIONS, person=PEOPLE)
@settings(deadline=None)
def test_points_add_up_order_is_total_and_every_reason_has_a_source(condition, person):
    options = evidence.rank_for_person(comparison=evidence.compare(condition=condition), **person)
    keys = [(-option.points, option.id) for option in options]
    assert keys == sorted(keys)
    for option in options:
        assert abs(option.points - sum(reason.points for reason in option.because)) < 1e-6
        assert all(reason.source and str(reason.text) for reason in option.because)


@given(condition=CONDITIONS, person=PEOPLE, data=st.data())
@settings(deadline=None)
def test_the_order_of_lists_does_not_matter(condition, person, data):
    comparison = evidence.compare(condition=condition)
    shuffled = person | {
        name: tuple(data.draw(st.permutations(person[name]))) for name in ("avoid", "tried", "priorities")
    }
    again = replace(comparison, treatments=tuple(data.draw(st.permutations(comparison.treatments))))
    expected = [option.id for option in evidence.rank_for_person(comparison=comparison, **person)]
    assert [option.id for option in evidence.rank_for_person(comparison=again, **shuffled)] == expected


def invented(effect, low, width, certainty):
    """Give a result like `effect` with numbers and certainty of its own."""
    high = low + width
    favours = Favours.TREATMENT if high < 0 else Favours.COMPARATOR if low > 0 else Favours.UNCLEAR
    return replace(
        effect,
        id=f"invented-{effect.id}",
        estimate=low + width / 2,
        ci=(low, high),
        favours=favours,
        certainty=certainty,
    )


@given(
    chosen=st.sampled_from(COUNTED),
    low=st.floats(-60, 60),
    width=st.floats(0.1, 60),
    certainty=st.sampled_from(Certainty),
    person=PEOPLE,
)
@settings(deadline=None)
def test_a_less_certain_result_never_raises_a_treatment(chosen, low, width, certainty, person):
    condition, number, like = chosen
    comparison = evidence.compare(condition=condition)
    treatment = comparison.treatments[number]
    added = invented(like, low, width, certainty)
    if certainty_rank(effect=added) >= certainty_rank(effect=like):
        return
    more = replace(treatment, effects=(*treatment.effects, added))
    changed = replace(
        comparison, treatments=(*comparison.treatments[:number], more, *comparison.treatments[number + 1 :])
    )
    assert points(changed, treatment.id, person) <= points(comparison, treatment.id, person)


def points(comparison, treatment_id, person):
    options = evidence.rank_for_person(comparison=comparison, **person)
    return next((option.points for option in options if option.id == treatment_id), 0.0)


@given(
    low=st.floats(-200, 200),
    width=st.floats(0, 200),
    ends=st.none() | st.tuples(st.floats(-300, 300), st.floats(-300, 300)).map(lambda pair: (min(pair), max(pair))),
)
@settings(deadline=None)
def test_every_place_of_a_plot_is_on_the_axis_and_in_order(low, width, ends):
    like = evidence.pooled(id="oliveira2020-leg-pain")
    effect = replace(like, estimate_0_100=low + width / 2, ci_0_100=(low, low + width))
    plot = evidence.interval_plot(effects=[effect], ends=ends)
    (row,) = plot.rows
    assert row.low_at is not None
    assert row.high_at is not None
    assert row.zone is not None
    assert 0 <= row.low_at <= row.estimate_at <= row.high_at <= 100
    assert 0 <= row.zone[0] <= plot.zero_at <= row.zone[1] <= 100
    assert 0 <= min(tick.at for tick in plot.ticks) <= max(tick.at for tick in plot.ticks) <= 100
    assert len(plot.ticks) <= 9
