"""How old the person with the pain is."""

import pytest

from unpinch import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("44/M, left hip, two months", 44),
        ("At 58 I expected aches, not this low back.", 58),
        ("age: 41. problem: low back", 41),
        ("Soy taxista de 48 años, un mes con la espalda baja.", 48),
        ("A mis 62 la espalda baja ya no es la misma.", 62),
        ("mi abuelita de ochenta y dos se resbaló, le duele la cadera", 82),
        ("tengo setenta y cuatro años y me duele la cintura", 74),
        ("I'm seventy-four and my back aches", 74),
        ("tengo 20 años de sufrir de la espalda", None),
        ("Low back pain, 20 years.", None),
        ("My back has been bad since I was 25.", None),
    ],
)
def test_an_age_is_told_from_how_long_it_hurts(text, expected):
    assert language.understand(text=text).pain.age_years == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f/51 sciatica", 51),
        ("5/10 pain on the outside of my right knee to hip. Age 34. 2 kids", 34),
        ("A los 50 me operaron. Ahora con 63 me duele la espalda otra vez", 63),
        ("I have a 40 year old mattress and my back aches", None),
    ],
)
def test_an_age_is_told_from_the_numbers_beside_it(text, expected):
    assert language.understand(text=text).pain.age_years == expected
