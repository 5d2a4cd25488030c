"""
Every number of the comparison is one that was gathered from a publication.

The files of `../shared/evidence` hold what was read, each row with its address and the words it was read in.
"""

import csv
import re

import pytest

from unpinch import evidence, knowledge

# Rows of `trials.csv` after the gathered ones, by trial.
READ_LATER = ("cohen2012", "cohen2012", "cohen2015", "wilby2021", "hahne2016", "hahne2016", "hahne2016")


@pytest.fixture(scope="module")
def gathered(shared):
    def read(name):
        with (shared / "evidence" / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return read


def number(text):
    return float(text) if text else None


def pairs(rows, originals):
    assert len(rows) == len(originals)
    return list(zip(rows, originals, strict=True))


def gathered_trials():
    """Give the trial rows that were gathered beside the project; those after them were read later."""
    rows = knowledge.trials()
    return rows[: -len(READ_LATER)]


def test_every_pooled_result_is_here_with_its_numbers(gathered):
    for row, original in pairs(knowledge.pooled_results(), gathered("meta_analyses.csv")):
        assert (row.review, row.pmid, row.doi) == (original["review_id"], original["pmid"], original["doi"])
        assert row.measure == original["effect_measure"]
        printed = [number(original[column]) for column in ("estimate", "ci_low", "ci_high")]
        if row.flipped:
            printed = [None if value is None else -value for value in (printed[0], printed[2], printed[1])]
        assert [row.estimate, row.ci_low, row.ci_high] == printed, row.id
        assert row.versus_as_published == original["comparator"]


def test_only_results_where_more_is_better_were_turned(gathered):
    turned = {row.id for row in knowledge.pooled_results() if row.flipped}
    assert turned == {
        "preprint2025-pressure",
        "gattie2017-pressure",
        "yu2023-quality-sham",
        "fernandez2015-leg-pain",
        "fernandez2015-disability",
        "ji2015-threshold",
    }


def test_trial_counts_of_a_result_are_not_those_of_its_review(gathered):
    for row, original in pairs(knowledge.pooled_results(), gathered("meta_analyses.csv")):
        if row.studies is not None:
            assert str(row.studies) == original["k_trials"]
            assert "whole" not in original["notes"] or "review" not in original["notes"], row.id


def test_certainty_is_printed_or_not_graded(gathered):
    for row, original in pairs(knowledge.pooled_results(), gathered("meta_analyses.csv")):
        words = original["certainty"].replace("_", " ")
        if row.certainty is knowledge.Certainty.NOT_GRADED:
            assert words not in ("high", "moderate", "low", "very low"), row.id
        else:
            assert str(row.certainty).replace("_", " ") in words, row.id


def test_every_trial_row_is_here_with_its_numbers(gathered):
    columns = ("timepoint_days", "n", "mean", "sd", "events", "total", "mean_diff", "ci_low", "ci_high")
    originals = gathered("trials.csv")
    for row, original in pairs(gathered_trials(), originals):
        assert row.study == original["study_id"]
        assert (row.treatment, row.comparator, row.condition) == (
            original["treatment"],
            original["comparator"],
            original["condition"],
        )
        assert [getattr(row, column) for column in columns] == [number(original[column]) for column in columns], row.id
    assert len(originals) == 1338
    assert tuple(row.trial for row in knowledge.trials()[len(originals) :]) == READ_LATER


def test_every_harm_is_here_with_its_numbers(gathered):
    columns = ("events", "denominator", "rate_percent", "ci_low_percent", "ci_high_percent")
    for row, original in pairs(knowledge.harms(), gathered("harms.csv")):
        assert row.study == original["study_id"]
        assert row.severity == original["severity"]
        assert [getattr(row, column) for column in columns] == [number(original[column]) for column in columns], row.id


def test_every_time_fact_is_here_with_its_numbers(gathered):
    for row, original in pairs(knowledge.time_course(), gathered("time_course.csv")):
        assert row.id == original["fact_id"]
        assert row.value == original["value"] or row.unit == "text"
        assert [row.timepoint_days, row.n, row.ci_low, row.ci_high] == [
            number(original[column]) for column in ("timepoint_days", "n", "ci_low", "ci_high")
        ]


def test_every_guideline_says_what_was_read(gathered):
    words = {"no recommendation": "none", "": "unseen"}
    # The society speaks of when to operate if it must be; that is a condition and not advice to operate.
    ours = {"nass2012-surgery": "conditional"}
    for row, original in pairs(knowledge.guidelines(), gathered("guidelines.csv")):
        assert row.guideline == original["guideline_id"]
        printed = words.get(original["recommendation"], original["recommendation"])
        assert row.recommendation == ours.get(row.id, printed), row.id


def test_every_claim_has_its_verdict_and_no_number_of_its_own(gathered):
    for row, original in pairs(knowledge.claims(), gathered("claims.csv")):
        assert (row.id, row.verdict, row.certainty) == (
            original["claim_id"],
            original["verdict"],
            original["certainty"],
        )
        read = " ".join(original.values())
        for figure in re.findall(r"\d[\d,.]*\d|\d", f"{row.claim} {row.evidence} {row.wording}"):
            assert figure in read, (row.id, figure)


@pytest.mark.parametrize("condition", evidence.CONDITIONS)
def test_every_number_of_the_comparison_is_in_a_knowledge_row(condition):
    pooled = {row.id: row for row in knowledge.pooled_results()}
    harms = {row.id: row for row in knowledge.harms()}
    for treatment in evidence.compare(condition=condition).treatments:
        for effect in treatment.effects:
            row = pooled[effect.id]
            assert (effect.estimate, effect.k, effect.n) == (row.estimate, row.studies, row.participants)
            assert effect.ci == (None if row.ci_low is None else (row.ci_low, row.ci_high))
            assert effect.source == row.source_url
            if effect.estimate_0_100 is not None and row.estimate is not None:
                assert effect.estimate_0_100 == pytest.approx(row.estimate * {"0-100": 1, "0-10": 10}[row.unit])
        for harm in treatment.harms:
            known = harms[harm.id]
            if harm.per_1000 is not None:
                assert known.rate_percent is not None
                assert harm.per_1000 == pytest.approx(known.rate_percent * 10)
            if harm.upper_is_ours:
                assert known.denominator is not None
                assert harm.upper_per_1000 == pytest.approx(3000 / known.denominator, abs=0.001)
            assert harm.source == known.source_url


def test_no_fact_is_read_from_a_bare_copy_server(gathered):
    facts = [
        *knowledge.pooled_results(),
        *knowledge.harms(),
        *knowledge.time_course(),
        *knowledge.guidelines(),
        *knowledge.claims(),
        *knowledge.trials(),
    ]
    for fact in facts:
        assert not re.match(r"https?://\d+\.\d+\.\d+\.\d+", fact.source_url), fact.key


def test_the_copies_that_were_read_are_not_called_the_original(gathered):
    copies = ("47.251.13.51", "docsci", "booksci", "proxy.weglot", "kidney.de", "ichgcp", "litmetric", "metajournal")
    for rows, name in (
        (gathered_trials(), "trials.csv"),
        (knowledge.pooled_results(), "meta_analyses.csv"),
        (knowledge.time_course(), "time_course.csv"),
    ):
        for row, original in pairs(rows, gathered(name)):
            if any(copy in original["source_url"] for copy in copies):
                assert row.source_tier is knowledge.SourceTier.MIRROR, row.id


def test_the_smallest_changes_are_those_of_the_outcome_file(shared):
    with (shared / "clinical" / "outcome_measures.csv").open(encoding="utf-8", newline="") as lines:
        published = {row["id"]: row["mcid"] for row in csv.DictReader(lines)}
    ours = {row.id: row for row in knowledge.minimal_changes()}
    for known, measure in (
        ("pain_0_10", "nprs"),
        ("pain_0_100", "vas"),
        ("disability_0_100", "odi"),
        ("disability_0_24", "rmdq"),
    ):
        assert published[measure].startswith(f"{ours[known].points:g} points or {ours[known].percent:g}%")
