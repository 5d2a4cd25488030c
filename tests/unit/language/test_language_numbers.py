"""How bad and how long it hurts: the number of now, and the time of the pain and of nothing else."""

import pytest

from unpinch import language


def pain(text):
    return language.understand(text=text).pain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pain 7/10", 7),
        ("L leg pain VAS 7", 7),
        ("dolor de cadera, EVA 5", 5),
        ("it's about a six when I sit, hip", 6),
        ("hip pain, on a scale of one to ten it's an eight", 8),
        ("low back, 4 on a scale of 1 to 10", 4),
        ("my back was 8/10, now a 3", 3),
        ("pain down from an 8 to a 3", 3),
        ("dolor: 9 ayer, hoy un 4", 4),
        ("back pain 6 or 7 out of 10", None),
        ("hip pain 3-4/10", None),
        ("pain goes from 3 to 8", None),
        ("hip 8/10 standing, 2 lying", None),
        ("my back was a 9 when it happened", None),
        ("strength 4/5, back sore", None),
        ("back hurts 24/7", None),
        ("6 out of 10 doctors say rest, back hurts", None),
        ("back pain, seen on 7/10", None),
    ],
)
def test_the_pain_of_now_is_read_from_0_to_10(text, expected):
    assert pain(text).severity_0_10 == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LBP x 6/52", 42),
        ("R buttock pain 3/12, worse sitting", 90),
        ("sciatica, day 4", 4),
        ("low back pain, second week of it", 14),
        ("dolor de espalda hace 8 días", 8),
        ("me duele la cintura hace quince días", 15),
        ("dolor de cadera, mes y medio", 45),
        ("on Eliquis for 2 years, butt pain for 3 weeks", 21),
        ("had my knee replaced 2 years ago, back pain for 10 days", 10),
        ("pain since I gave birth 6 weeks ago", 42),
        ("back pain on and off for 20 years, this flare 8 days", 8),
        ("hip pain 3 months, well, more like four weeks", 28),
        ("I'm 30 weeks pregnant and my hip hurts, started 4 days ago", 4),
        ("low back pain. 5 days.", 5),
        ("gabapentin for my back pain for 3 weeks", None),
        ("hip pain 2-3 weeks", None),
        ("hip pain for a few weeks", None),
        ("hip pain since May", None),
        ("my toes won't come up, two days now", None),
        ("10 years on the job, back hurts", None),
        ("seen 3/12/2024, back pain", None),
    ],
)
def test_the_time_of_the_pain_is_told_from_other_times(text, expected):
    assert pain(text).duration_days == expected
