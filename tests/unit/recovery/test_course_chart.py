"""The drawing of a course: well formed, in its frame, with what was done and what is hidden."""

import xml.etree.ElementTree as ET

import pytest

from unpinch.drawing import BadDrawing
from unpinch.recovery import CourseChart, CourseKind, CourseMark, CourseWords, Entry, course_svg, published_course

WORDS = CourseWords("Your course", "Ten scores", "Days since you began", "Half the pain", "No longer bothers")
SVG = "{http://www.w3.org/2000/svg}"
RECORD = [Entry(float(day), 8.0 - day / 10, is_sore=day == 20) for day in range(0, 50, 5)]


def drawn(*, words=WORDS, **chart):
    given = {"course": published_course(CourseKind.RECENT), "entries": RECORD, "today": 45.0, "last_day": 120.0}
    return ET.fromstring(course_svg(chart=CourseChart(**{**given, **chart}), words=words))


def parts(svg, part, tag="*"):
    return [
        each for each in svg.iter() if each.get("class") == f"up-plot__{part}" and tag in ("*", each.tag[len(SVG) :])
    ]


def test_each_score_has_its_dot_and_sore_ones_are_hollow():
    dots = parts(drawn(), "score")
    assert len(dots) == len(RECORD)
    assert [dot.get("fill") for dot in dots].count("none") == 1


def test_higher_pain_is_further_up_and_later_days_further_right():
    first, *_rest, last = parts(drawn(), "score")
    assert float(first.get("cy")) < float(last.get("cy"))
    assert float(first.get("cx")) < float(last.get("cx"))


def test_everything_lies_within_the_frame():
    svg = drawn(marks=[CourseMark(0.0, "Dry needling"), CourseMark(120.0, "A treatment with a long name")], half=4.0)
    _x, _y, width, height = map(float, svg.get("viewBox").split())
    for dot in parts(svg, "score"):
        assert 0 <= float(dot.get("cx")) <= width
        assert 0 <= float(dot.get("cy")) <= height
    for words in svg.iter(f"{SVG}text"):
        assert 0 <= float(words.get("x")) <= width


def test_words_that_would_meet_are_left_out_and_their_lines_are_not():
    svg = drawn(marks=[CourseMark(10.0, "Dry needling"), CourseMark(11.0, "Dry needling"), CourseMark(90.0, "Massage")])
    assert len(parts(svg, "done")) == 3
    assert [each.text for each in parts(svg, "done-words")] == ["Dry needling", "Massage"]


def test_it_is_read_out_by_its_title_and_hostile_words_stay_words():
    svg = drawn(words=CourseWords("<script>", "&", "day", "half", "none"), half=1.0, bothers=0.5)
    assert svg.find(f"{SVG}title").text == "<script>"
    assert not list(svg.iter(f"{SVG}script"))
    assert len(parts(svg, "goal")) == 2


def test_a_record_without_scores_shows_the_published_course():
    svg = drawn(entries=[], today=0.0)
    assert parts(svg, "published")
    assert not parts(svg, "score")


def test_no_room_is_refused():
    with pytest.raises(BadDrawing):
        course_svg(chart=CourseChart(published_course(CourseKind.RECENT), RECORD, 45.0, 120.0), words=WORDS, width=100)
