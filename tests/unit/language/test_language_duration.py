"""Which of the times a text names is how long it has hurt."""

import pytest

from unpinch import language


def days(text):
    return language.understand(text=text).pain.duration_days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Right hip pain, 18 months if you can believe it.", 540),
        ("My left leg burns. 6 weeks tomorrow.", 42),
        ("Lumbar pain 6/10, eases supine. dur 5/7.", 5),
        ("Back aches on the right, no temperature now. 2 weeks overall.", 14),
        ("Dolor en la cintura, 3 de 10, de dos semanas para acá.", 14),
        ("Half a year? Call it six months, my low back is stiff.", 180),
        ("This has dragged out to eight weeks, my low back.", 56),
        ("Dolor lumbar y de la pierna, ya son 2 meses.", 60),
    ],
)
def test_a_time_that_stands_alone_is_that_of_the_pain(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Disc surgery fifteen years ago, good as new until nine days back. A jolt to my heel.", 9),
        ("I ran a marathon 3 weeks ago, and ever since then the back of my left thigh hurts.", 21),
        ("Two weeks after lifting a generator my low back is still sore.", 14),
        ("Did leg day yesterday, felt a pull in my low back.", 1),
        ("Me duele el cóccix desde que nació mi bebé hace 2 meses; sentada peor.", 60),
        ("Después de que nació mi hijo, hace dos años, me empezó la espalda baja.", 730),
        ("Eight months later my low back still isn't right.", 240),
        ("aller cargue garrafones y no me enderezo de la cintura", 1),
    ],
)
def test_what_began_the_pain_says_how_long_it_hurts(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Still this pain behind my right thigh after 20 years of desk work.",
        "It was a 4 last month, tonight it's 7, right hamstring.",
        "That was two years ago. Now my low back hurts.",
        "Hace cinco años se me dormían las piernas. Ahora me duele la cintura.",
        "Fainted twice yesterday when I stood up, back pain has been awful.",
        "Yesterday I could move my ankle, today it won't budge.",
        "It's 7 years on prednisone. Pain in the middle of my back.",
        "Fever since yesterday and a sore back.",
        "Up half the night with it, left leg.",
        "33 años, albañil, espalda baja adolorida",
        "37 weeks tomorrow, lightning crotch and sciatica",
        "Between two and three months of right calf pain.",
    ],
)
def test_the_time_of_something_else_is_not_that_of_the_pain(text):
    assert days(text) is None


def test_a_new_numbness_does_not_shorten_the_pain():
    assert days("A week ago my low back started, and since two days ago my left toes are numb.") == 7


def test_what_another_person_has_had_for_weeks_goes_on():
    assert days("My dad has had low back pain for about 6 weeks. Would massage help him?") == 42
