"""
How fast a pattern is weighed and a chart is drawn, against a limit measured in the same run.

The limit is what no weighing in plain Python can do without: one logarithm and one addition for each structure and
region of the chart, done so often as there are structures. Processor time counts. `UNPINCH_BENCH_CASES` sets how many
people are weighed (default 500).
"""

import math
import os
import random  # noqa: TID251  # a benchmark throws its own dice, with a seed
import statistics
import time

import pytest

from benchmarks.pattern_people import SEED, people
from unpinch import knowledge, patterns
from unpinch.kernel import Finding, FindingStatus, Mark, Side
from unpinch.patterns import Examination
from unpinch.patterns._model import Case, shares
from unpinch.patterns._signs import answered_signs

CASES = int(os.environ.get("UNPINCH_BENCH_CASES", "500"))
# What we aim at on a quiet machine of today; printed beside what was measured.
AIM_SHARES_MS, AIM_DRAWING_MS = 1.0, 5.0
# So many times the least a weighing and a drawing may take: well above what was measured.
TIMES_THE_LEAST_SHARES, TIMES_THE_LEAST_FIT, TIMES_THE_LEAST_DRAWING = 30, 400, 30


@pytest.fixture(scope="module")
def drawn():
    """Give simulated people of all causes."""
    patterns.fit(marks=(), findings=())
    patterns.chart_svg(view="back")
    return list(people(CASES, seed=SEED))


def milliseconds(work, items):
    taken = []
    for item in items:
        begin = time.process_time()
        work(item)
        taken.append(1e3 * (time.process_time() - begin))
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def least(_item):
    """Add a logarithm for each structure and region."""
    cells = len(knowledge.body_regions()) * len(patterns.structures())
    total = 0.0
    for cell in range(1, cells):
        total += math.log(cell)
    return total


def case_of(person):
    return Case(person.regions, signs=tuple(person.signs.items()), age_years=person.age_years)


def fit_of(person):
    """Weigh a person as the site does: with intervals, reasons and words."""
    status = {True: FindingStatus.PRESENT, False: FindingStatus.ABSENT}
    answers = {sign: there for sign, there in person.signs.items() if sign in answered_signs()}
    return patterns.fit(
        marks=[Mark(region, Side.LEFT) for region in sorted(person.regions)],
        findings=[Finding(sign, status[there]) for sign, there in answers.items()],
        age_years=person.age_years,
        examinations=[Examination(sign, there) for sign, there in person.signs.items() if sign not in answers],
    )


def print_row(name, aim, measured, floor, limit):
    median, slow = measured
    print(f"| {name} | {aim} | {median:.2f} ms | {slow:.2f} ms | {median / floor:.1f} | {limit} |")


def test_a_case_and_a_drawing(drawn):
    floor, _slow = milliseconds(least, drawn)
    by_model = milliseconds(lambda person: shares(case_of(person)), drawn)
    whole = milliseconds(fit_of, drawn)
    dice = random.Random(SEED)
    regions = [region.id for region in knowledge.body_regions()]
    marks = [[Mark(region) for region in dice.sample(regions, 6)] for _ in range(100)]
    drawing = milliseconds(lambda some: patterns.chart_svg(view="back", marks=some), marks)
    print(f"\n\n{len(drawn):,} simulated people; the least is {floor:.3f} ms\n")
    print("| | aim | median | 99th percentile | times the least | limit |\n| --- | --- | --- | --- | --- | --- |")
    print_row("shares of a case", f"{AIM_SHARES_MS:g} ms", by_model, floor, TIMES_THE_LEAST_SHARES)
    print_row("whole fit: intervals, reasons, words", "", whole, floor, TIMES_THE_LEAST_FIT)
    print_row("a chart as SVG", f"{AIM_DRAWING_MS:g} ms", drawing, floor, TIMES_THE_LEAST_DRAWING)
    assert by_model[0] < TIMES_THE_LEAST_SHARES * floor
    assert whole[0] < TIMES_THE_LEAST_FIT * floor
    assert drawing[0] < TIMES_THE_LEAST_DRAWING * floor
