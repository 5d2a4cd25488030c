"""Which number rates the pain of now."""

import pytest

from unpinch import language


def severity(text):
    return language.understand(text=text).pain.severity_0_10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My pain fell from 9 to 5, low back.", 5),
        ("Average 4/10, max 7/10, right knee.", 4),
        ("At rest 2/10, moving 8/10, right now 6/10, low back.", 6),
        ("Low back. Some days 3, some days 8, right this minute 5.", 5),
        ("Full power in the leg and a five out of ten, right calf.", 5),
        ("Hace seis semanas el dolor de espalda era de 9. Hoy es de 3.", 3),
        ("bajó de 8, hoy está en 3 de 10 la cintura", 3),
        ("Back isn't even a 10 anymore. 3 today.", 3),
    ],
)
def test_the_number_of_now_is_the_one_that_counts(text, expected):
    assert severity(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Back pain that gets me out of bed at 3 and walks me round the house.",
        "It's one leg, only one, the back of the thigh.",
        "Fewer tiptoe rises out of my left leg: Monday 12, Tuesday 9, today 4.",
        "Was sleeping 4 hours, now 7, low back better.",
        "Backache from a soft mattress, legs A1.",
        "Scary factor 9/10 when my low back locked.",
        "Low back goes from a 3 to a 6 depending on the day.",
    ],
)
def test_a_clock_a_count_and_a_range_rate_no_pain(text):
    assert severity(text) is None


@pytest.mark.parametrize(
    "text", ["Back was 8 now 3.", "Pain was 8/10 last week, now about 5/10.", "Hip went from 8 to 3."]
)
def test_a_pain_that_falls_is_no_strength_that_falls(text):
    assert language.understand(text=text).present().isdisjoint({"weakness", "worsening_weakness", "serious_accident"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I lifted my grandson and felt a crunch, 7/10 in the low back ever since", 7),
        ("Back pain since last night 10/10.", 10),
        ("lower back pain since the day before yesterday 8/10", 8),
        ("low back sore from deadlifts 2/10", 2),
        ("Last week I could do ten heel raises, tonight two. Pain in that calf 4/10.", 4),
        ("usually a 4, on bad days an 8. left hip", 4),
        ("7ish out of 10, low back", 7),
        ("Back 5/10. Neck 2/10 but that's another story", 5),
        ("una molestia de 7 en la cadera izquierda", 7),
    ],
)
def test_the_number_of_the_pain_is_found_beside_other_numbers(text, expected):
    assert severity(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Left leg pain, an 8 on bad days.", "my back is a bit sore, my husband's is 9/10", "10/10 love for my doctor"],
)
def test_a_bad_day_and_the_pain_of_another_rate_nothing(text):
    assert severity(text) is None
