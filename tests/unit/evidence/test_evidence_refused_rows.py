"""Rows of the evidence files that cannot be right are refused with file and row."""

import csv

import pytest

from unpinch import knowledge
from unpinch.knowledge._load import DATA_FOLDER


def damaged(tmp_path, file, **changes):
    """Copy a file with its first row changed."""
    with (DATA_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))[:2]
    rows[0] |= changes
    path = tmp_path / file
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("file", "row_type", "changes", "said"),
    [
        ("pooled_results.csv", knowledge.PooledResult, {"ci_low": "-0.5"}, "does not hold the estimate"),
        ("pooled_results.csv", knowledge.PooledResult, {"estimate": ""}, "needs its estimate"),
        ("pooled_results.csv", knowledge.PooledResult, {"measure": "narrative"}, "has no estimate"),
        (
            "pooled_results.csv",
            knowledge.PooledResult,
            {"measure": "RR", "estimate": "0", "ci_low": "0", "ci_high": "1"},
            "must be above 0",
        ),
        ("pooled_results.csv", knowledge.PooledResult, {"versus": "nobody_knows"}, "compared_with.csv"),
        ("pooled_results.csv", knowledge.PooledResult, {"treatment": "leeches"}, "treatments.csv"),
        ("pooled_results.csv", knowledge.PooledResult, {"also": "acupuncture leeches"}, "treatments.csv"),
        ("pooled_results.csv", knowledge.PooledResult, {"condition": "knee"}, "condition"),
        ("pooled_results.csv", knowledge.PooledResult, {"certainty": "moderate to high"}, "certainty"),
        ("pooled_results.csv", knowledge.PooledResult, {"better": "bigger"}, "better"),
        ("harms.csv", knowledge.Harm, {"events": "8000"}, "8000 events cannot come from 7629"),
        ("harms.csv", knowledge.Harm, {"rate_is": ""}, "go together"),
        ("harms.csv", knowledge.Harm, {"rate_percent": "101"}, "rate_percent"),
        ("harms.csv", knowledge.Harm, {"ci_low_percent": "20", "ci_high_percent": "30"}, "does not hold"),
        ("trials.csv", knowledge.Trial, {"events": "30", "total": "29"}, "30 events cannot come from 29"),
        ("trials.csv", knowledge.Trial, {"sd": "-1"}, "sd: "),
        ("trials.csv", knowledge.Trial, {"n": "29.5"}, "n: "),
        ("trials.csv", knowledge.Trial, {"ci_low": "40", "ci_high": "50"}, "does not hold"),
        ("trials.csv", knowledge.Trial, {"scale_high": ""}, "go together"),
        ("trials.csv", knowledge.Trial, {"scale_low": "100"}, "must be below scale_high"),
        ("trials.csv", knowledge.Trial, {"pooling": "usable"}, "is empty where it is usable"),
        ("trials.csv", knowledge.Trial, {"pooling_why": ""}, "says why"),
        ("trials.csv", knowledge.Trial, {"pooling": "usable", "pooling_why": ""}, "needs its spread"),
        ("trials.csv", knowledge.Trial, {"pooling_why": "odd"}, "pooling_why"),
        ("trials.csv", knowledge.Trial, {"sd_from": "guessed"}, "sd_from"),
        ("trials.csv", knowledge.Trial, {"bias": "fine"}, "bias"),
        ("trials.csv", knowledge.Trial, {"divided_n": "perhaps"}, "divided_n"),
        ("trials.csv", knowledge.Trial, {"better": "more"}, "better"),
        ("trials.csv", knowledge.Trial, {"se": "-1"}, "se: "),
        ("minimal_changes.csv", knowledge.MinimalChange, {"points": "0"}, "points"),
        ("guidelines.csv", knowledge.Guideline, {"conditions": "sciatica knee"}, "conditions"),
        ("time_course.csv", knowledge.TimeCourse, {"summary": ""}, "summary"),
    ],
)
def test_what_cannot_be_right_is_refused(tmp_path, file, row_type, changes, said):
    with pytest.raises(knowledge.BadFact, match=f"^{file}, row 2, .*{said}"):
        knowledge.read_rows(path=damaged(tmp_path, file, **changes), row_type=row_type)


def test_the_same_file_unchanged_is_read(tmp_path):
    assert len(knowledge.read_rows(path=damaged(tmp_path, "harms.csv"), row_type=knowledge.Harm)) == 2
