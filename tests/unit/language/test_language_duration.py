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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Back ache and fever since yesterday.", 1),
        ("Dolor de espalda y escalofríos desde hace 3 días.", 3),
        ("2 days of chills and back pain.", 2),
        ("Back pain for two weeks, fever since yesterday.", 14),
        ("My back hurts and I wet myself yesterday.", None),
        ("Low back pain and left leg weakness, both for 6 weeks.", 42),
    ],
)
def test_what_is_said_together_with_the_pain_began_with_it(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mid back pain. Since last night my leg is numb.", None),
        ("My right foot has been dead since yesterday, the middle of my back hurts.", None),
        ("Low back pain and my left foot has been tingling for 3 weeks.", 21),
        ("Sciatica, right leg only, for 2 months. Since Sunday the same goes down the left leg as well.", 60),
        ("First it was the left leg, since last week the same pain goes down the right one as well.", None),
        ("Both legs hurt since last week, back too.", 7),
    ],
)
def test_a_new_numb_foot_or_other_leg_is_newer_than_the_pain(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fell on my butt on the ice 3 weeks ago. Sitting hurts my tailbone.", 21),
        ("Slipped on a wet floor yesterday, landed on my butt, now low back 8/10.", 1),
        ("Tripped over the dog 5 days ago, back is sore on the right side.", 5),
        ("My nana bent down to lift my son yesterday, felt a crack, and now her mid back is in agony.", 1),
        ("Stiff until mid morning, right hip hurts. 3 weeks of this.", 21),
    ],
)
def test_neither_what_one_fell_over_nor_an_hour_of_the_day_hides_the_time(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Low back, 6/10 right now. Gabapentin made me foggy. Is yoga worth it? Been 3 months", 90),
        ("Just a stiff right hip, 2/10 for three days.", 3),
        ("Low back pain down the left leg. Peeing and pooping fine. 2 weeks now.", 14),
        ("Me duele la pierna izquierda. Quiero acupuntura por el 60608. Ya son 4 meses.", 120),
        ("Yo solo tengo dolor lumbar despues de la mudanza, 2 semanas.", 14),
        ("Tomo gabapentina para la ciática. Quiero un programa con psicólogo. Son 5 años de esto", 1825),
    ],
)
def test_what_is_asked_for_or_ruled_out_does_not_take_a_time_from_the_pain(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the bum pain he had for a month has actually cleared up, now my husbands right foot slaps on the tiles",
        "My back hurt for two months last year, gone now. New hip ache, nothing major.",
        "I had sciatica in 2018 for about six months. It's my groin now",
        "my back was bad for 3 weeks but resolved. question is about hips aching",
        "la semana pasada sentí el pie sin fuerza un ratito, se me quitó el mismo día. Dolor de cintura, 3 de 10",
        "Hace unas 3 semanas me dio neumonía, ya me curé. Me quedó un dolor en la espalda baja, 4 de 10",
        "La ciática era nomás en la izquierda y anoche se me pasó a la derecha, ahora me queman las piernas",
        "Desde el parto se me sale el pipí al reír, ya son 8 años igual. Vengo por la pierna que me duele",
    ],
)
def test_what_is_over_or_of_something_else_is_no_time_of_the_pain(text):
    assert days(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ayer agachándome a amarrar los zapatos me trabé de la espalda, 6/10", 1),
        ("ayer cargué un tinaco y hoy no me enderezo, 8/10 en la espalda baja", 1),
        ("trasantier me empezó el dolor de cadera", 3),
        ("Off for 2 weeks, back pain for 5.", 35),
        ("a week of low back pain plus a 2 day old cough", 7),
    ],
)
def test_a_day_and_a_unit_said_once_are_enough(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feverish and shivery with a nasty low backache for 4 days.", 4),
        ("Bad back pain plus a fever and the shakes, three days now", 3),
        ("Off work with my back 12 days, stabbing on the left", 12),
        ("cuatro días sin poder dormir del dolor en la pierna", 4),
        ("Low back and left buttock, 9/10, a week with no let up.", 7),
        ("my wife's low back went out 2 weeks ago", 14),
    ],
)
def test_what_is_told_in_one_breath_with_the_pain_shares_its_time(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "My left leg was a little weak a fortnight ago and it's weaker every day. Buttock pain same side.",
        "el pie derecho estaba débil hace un mes y ahora ya no lo levanto. Me duele la espalda",
        "couldn't feel my left foot for a week in june but it's all back now. the left heel hurts when i walk",
        "hace dos semanas acabé el antibiótico por una infección de riñón. Ahora me duele la espalda",
    ],
)
def test_the_time_of_an_earlier_sign_is_not_that_of_the_pain(text):
    assert days(text) is None
