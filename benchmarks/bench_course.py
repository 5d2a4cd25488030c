"""A year of daily scores drawn, and a thousand people brought up to date."""

from unpinch.recovery import CourseChart, CourseKind, CourseWords, Entry, course_svg, follow, published_course

DRAWN_SECONDS, UPDATED_SECONDS = 0.050, 0.100
COURSE = published_course(CourseKind.RECENT)
YEAR = [Entry(float(day), float(3 + day % 5)) for day in range(365)]
WORDS = CourseWords("Your course", "A year", "Days", "Half the pain", "No longer bothers")


def test_a_year_of_daily_scores_is_drawn(benchmark):
    chart = CourseChart(COURSE, YEAR, today=364.0, last_day=448.0, half=3.5, bothers=1.75)
    benchmark(course_svg, chart=chart, words=WORDS)
    assert benchmark.stats.stats.median < DRAWN_SECONDS


def test_a_thousand_people_are_brought_up_to_date(benchmark):
    """Each has six weeks of weekly scores, and one more came in."""
    weekly = [Entry(float(day), 6.0) for day in range(0, 50, 7)]

    def every_one():
        return [follow(course=COURSE, entries=weekly, days=(49.0, 84.0)) for _ in range(1000)]

    benchmark(every_one)
    assert benchmark.stats.stats.median < UPDATED_SECONDS
