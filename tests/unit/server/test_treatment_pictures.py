"""The pictures on the page of a treatment."""

from dataclasses import replace

import pytest

from unpinch import evidence
from unpinch.server.web.presenters.evidence_on_treatment import charts_of, people_of


def _known(treatment: str, condition: str = "sciatica") -> evidence.TreatmentEvidence:
    return next(row for row in evidence.compare(condition=condition).treatments if row.id == treatment)


def test_results_of_one_scale_stand_in_one_chart_with_its_table():
    charts = charts_of(_known("dry_needling"), condition="sciatica")
    assert [chart.heading for chart in charts] == [
        "Pain, in points of 100",
        "Pain, in standard deviations",
        "Trouble with daily life, in standard deviations",
    ]
    for chart in charts:
        for row in chart.table.rows:
            assert row[1].words in chart.drawing.wide
            assert row[1].words in chart.drawing.narrow
    # Published on a scale of 10, drawn in points of 100.
    assert charts[0].table.rows[0][1].words.startswith("\N{MINUS SIGN}12.1 (")


def test_what_we_pooled_stands_among_it_and_says_in_whom():
    asked = charts_of(_known("spinal_manipulation", "low_back_pain"), condition="low_back_pain")
    other = charts_of(_known("spinal_manipulation"), condition="sciatica")
    ours = [row[0].words for chart in asked for row in chart.table.rows if "pooled by us" in row[0].words]
    assert ours
    assert not any("other pain" in name for name in ours)
    of_sciatica = [row[0].words for chart in other for row in chart.table.rows]
    assert of_sciatica
    assert all("in people with other pain" in name for name in of_sciatica)


def test_a_treatment_without_numbers_has_no_chart():
    assert charts_of(replace(_known("muscle_relaxant"), effects=()), condition="sciatica") == ()


def test_the_commonest_counted_harms_are_drawn_as_figures():
    pictures = people_of(_known("dry_needling").harms)
    assert [str(picture.text).split(":")[0] for picture in pictures] == [
        "Any minor unwanted effect",
        "Any minor unwanted effect",
        "Any mild unwanted effect",
    ]
    assert pictures[0].svg.count("<use") == 1002
    assert "396" in pictures[0].svg


@pytest.mark.parametrize("changes", [{"per_1000": None}, {"per_1000": 0.4}, {"rate_is": "upper"}])
def test_what_cannot_be_counted_among_1000_is_not_drawn(changes):
    harm = replace(_known("dry_needling").harms[3], **changes)
    assert people_of([harm]) == ()
