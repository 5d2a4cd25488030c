import pytest

from unpinch import language, navigator, patterns
from unpinch.kernel import CareLevel, FindingStatus, Mark, Side

CALF_LEFT, CALF_RIGHT = Mark("calf_lateral", Side.LEFT), Mark("calf_lateral", Side.RIGHT)


def read(**told):
    return navigator.read(story=navigator.Story(**told))


def test_a_story_may_be_marks_alone():
    reading = read(marks=(CALF_LEFT,))
    assert reading.understanding.pain.regions == (CALF_LEFT,)
    assert reading.triage.level is CareLevel.ROUTINE


def test_a_story_of_nothing_is_refused():
    with pytest.raises(language.UnreadableText):
        read()


def test_an_answer_overrides_the_text():
    text = "my left foot is numb and I can't pee"
    assert read(text=text).triage.level is CareLevel.EMERGENCY_NOW
    corrected = read(text=text, answers=(("bladder_trouble", FindingStatus.ABSENT),))
    assert "bladder_trouble" in corrected.understanding.absent()
    assert corrected.triage.level is CareLevel.ROUTINE


def test_an_answer_adds_what_the_text_does_not_say():
    reading = read(text="my back hurts", answers=(("saddle_numbness", FindingStatus.PRESENT),))
    assert reading.triage.level is CareLevel.EMERGENCY_NOW


def test_marks_on_both_sides_are_one_region_on_both_sides():
    assert read(marks=(CALF_LEFT, CALF_RIGHT)).understanding.pain.regions == (Mark("calf_lateral", Side.BOTH),)
    unknown = Mark("calf_lateral")
    assert read(marks=(unknown, CALF_LEFT)).understanding.pain.regions == (CALF_LEFT,)
    assert read(marks=(unknown,)).understanding.pain.regions == (unknown,)


def test_the_fields_beside_the_text_win():
    request = read(text="I live in 78701 and have Aetna", zip_code="06105", insurer="cigna").understanding.request
    assert (request.zip_code, request.insurer) == ("06105", "cigna")
    assert read(text="my back hurts, I live in 78701").understanding.request.zip_code == "78701"


def test_no_options_in_an_emergency():
    assert navigator.options(reading=read(text="numb between my legs since this morning")) == ()
    assert navigator.options()


def test_the_evidence_follows_where_it_hurts():
    assert navigator.condition_of(reading=None) == "sciatica"
    assert navigator.condition_of(reading=read(text="my left calf tingles")) == "sciatica"
    assert navigator.condition_of(reading=read(marks=(CALF_LEFT,))) == "sciatica"
    assert navigator.condition_of(reading=read(text="my low back is stiff for a month")) == "low_back_pain"


def test_the_care_asked_for_is_looked_for():
    query = navigator.care_query(reading=read(text="is dry needling worth it for my back pain"), near="06105")
    assert (query.care, query.within_miles) == ("dry_needling", 25)


def test_nobody_who_fears_needles_is_sent_to_one():
    reading = read(text="I'm terrified of needles. is acupuncture any good for back pain within 8 miles?")
    query = navigator.care_query(reading=reading, near="06105")
    assert query.care not in {"acupuncture", "dry_needling", None}
    assert query.within_miles == 8


def test_without_a_story_those_who_examine_are_looked_for():
    query = navigator.care_query(reading=None, near="06105", within_miles=5)
    assert query.care is None
    assert "physical_therapist" in query.specialties


def test_next_begins_with_what_is_most_urgent():
    steps = navigator.next_steps(reading=read(text="I can't feel myself pee since today"))
    assert "911" in str(steps[0].text)
    calm = navigator.next_steps(reading=read(text="back pain for a week, I take warfarin"))
    assert any(step.finding == "blood_thinner" for step in calm)
    assert all(step.source.startswith("http") for step in (*steps, *calm))


def test_what_to_ask_first_is_marked_on_the_medicine():
    reading = read(text="back pain for two weeks, I'm 24 weeks pregnant and take eliquis")
    marked = {
        option.id: {reason.finding for reason in option.ask_first} for option in navigator.options(reading=reading)
    }
    assert marked["nsaid"] == {"pregnant", "blood_thinner"}
    assert not marked["exercise"]
    assert not any(option.ask_first for option in navigator.options())


def test_what_is_known_of_needling_is_not_said_of_an_injection_beside_the_spine():
    reading = read(text="back pain for two weeks, I take eliquis")
    said = {option.id: [str(one.text) for one in option.ask_first] for option in navigator.options(reading=reading)}
    assert any("does not rule needling out" in text for text in said["dry_needling"])
    assert said["epidural_steroid"]
    assert not any("needling" in text for text in said["epidural_steroid"])


def test_what_a_clinician_found_is_part_of_the_fit():
    found = (patterns.Examination("active_piriformis", is_positive=True),)
    without, with_it = read(marks=(CALF_LEFT,)), read(marks=(CALF_LEFT,), examinations=found)
    assert share_of(with_it, "piriformis") > share_of(without, "piriformis")
    assert with_it.triage == without.triage


def share_of(reading, structure):
    return next(fit.share for fit in reading.fit.fits if fit.source == structure)
