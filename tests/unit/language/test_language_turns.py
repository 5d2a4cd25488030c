"""What turns a meaning round within a sentence, and whose trouble it is."""

import pytest

from unpinch import language
from unpinch.kernel import FindingStatus


def _status_of(text: str, finding: str) -> FindingStatus | None:
    found = {each.id: each.status for each in language.understand(text=text).findings}
    return found.get(finding)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("no es que no quiera orinar, es que no sale, desde la mañana", "bladder_trouble"),
        (
            "Always had a weak bladder but this is different, since Wednesday I don't get any urge at all",
            "bladder_trouble",
        ),
        ("ayer chocamos mi hermano y yo, el salió bien pero a mi me duele la espalda", "serious_accident"),
        ("My husband can't pee since last night, back pain. I am not sure what to do", "bladder_trouble"),
        ("he bajado 10 kilos y ni siquiera estoy a dieta", "weight_loss"),
    ],
)
def test_what_is_so_is_heard_beside_a_denial(text, finding):
    assert _status_of(text, finding) is FindingStatus.PRESENT


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("low back hurts. my cousin rolled his van last week, i havent been in any wreck", "serious_accident"),
        ("The leaflet says go to A&E for numb private parts. I have neither that nor anything else", "saddle_numbness"),
    ],
)
def test_what_the_writer_says_not_to_have_is_absent(text, finding):
    assert _status_of(text, finding) is FindingStatus.ABSENT


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("My wife says I walk like I'm 90. Low back grabs me", None),
        ("camino como viejita de 90 años, me duele la espalda", None),
        ("I'm 45 and I feel 80 with this back", 45),
        ("soy como de 50 años, dolor de cintura", 50),
    ],
)
def test_the_age_one_seems_to_be_is_not_ones_age(text, age):
    assert language.understand(text=text).pain.age_years == age


def test_pain_on_one_side_is_not_suspected_to_be_in_both_legs():
    text = "It's an electric pain down the right leg to the ankle each time I cough, five weeks."
    assert not any(each.id == "pain_both_legs" for each in language.understand(text=text).suspected)
