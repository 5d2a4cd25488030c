"""The typed columns of the trial rows agree with the notes that were gathered with them, trap by trap."""

import csv
import re

import pytest

from unpinch import knowledge
from unpinch.knowledge import BiasRisk, EffectType, Pooling, PoolingReason, SpreadSource


@pytest.fixture(scope="module")
def noted(shared):
    with (shared / "evidence" / "trials.csv").open(encoding="utf-8", newline="") as lines:
        return list(zip(knowledge.trials(), csv.DictReader(lines), strict=False))


# A phrase of the notes, the column it decides, and what must stand there. Rows of scores before treatment are apart.
TRAPS = [
    ("SD in the review is imputed or borrowed", "pooling_why", {PoolingReason.SD_IMPUTED}),
    ("converted from median", "sd_from", {SpreadSource.FROM_MEDIAN}),
    ("SD converted from SE", "sd_from", {SpreadSource.FROM_SE, SpreadSource.DOUBTFUL}),
    ("SD derived from CI", "sd_from", {SpreadSource.FROM_CI}),
    ("SD calculated from CI", "sd_from", {SpreadSource.FROM_CI}),
    ("could be an SE", "sd_from", {SpreadSource.DOUBTFUL}),
    ("looks like an SE", "sd_from", {SpreadSource.DOUBTFUL}),
    ("extractor ASSUMED the paper reported SD", "sd_from", {SpreadSource.DOUBTFUL}),
    ("SD extracted from a Figure", "sd_from", {SpreadSource.FROM_FIGURE}),
    ("read from a figure by the review", "sd_from", {SpreadSource.FROM_FIGURE}),
    ("outlier", "pooling", {Pooling.DOUBTFUL}),
    ("crossover, gabapentin", "pooling_why", {PoolingReason.CROSSOVER}),
    ("oxycodone/naloxone, crossover", "pooling_why", {PoolingReason.CROSSOVER}),
    ("quasi-experimental", "pooling_why", {PoolingReason.NOT_RANDOMISED}),
    ("as-treated", "pooling_why", {PoolingReason.NOT_RANDOMISED}),
    ("NOT intention to treat", "pooling_why", {PoolingReason.NOT_RANDOMISED}),
    ("these cells look like", "pooling_why", {PoolingReason.ARMS_MIXED_UP}),
    ("treat scale as unknown", "pooling_why", {PoolingReason.SCALE_IMPOSSIBLE}),
    ("use only as a parsing example", "pooling_why", {PoolingReason.NUMBERS_ODD}),
    ("values look like 0-10", "scale_high", {None}),
    ("values too large for RMDQ 0-24", "scale_high", {None}),
    ("IMPROVEMENT scores: positive = better", "better", {"higher"}),
    ("CHANGE scores, negative = better", "better", {"lower"}),
    ("placebo n divided by the review", "divided_n", {"yes"}),
    ("a shared arm may have its n divided", "divided_n", {"maybe"}),
    ("mean column = percent", "pooling_why", {PoolingReason.PERCENT_ONLY}),
]


# Named without what is allowed: a set has no order, and both workers must name a test alike.
@pytest.mark.parametrize(
    ("phrase", "column", "allowed"), TRAPS, ids=[f"{phrase}-{column}" for phrase, column, _ in TRAPS]
)
def test_what_a_note_warns_of_is_in_the_column(noted, phrase, column, allowed):
    found = [row for row, note in noted if phrase in note["notes"] and row.pooling_why is not PoolingReason.BASELINE]
    assert found
    for row in found:
        is_gone = row.pooling is Pooling.NOT and column in {"sd_from", "scale_high"}
        assert getattr(row, column) in allowed or is_gone, row.id


def test_the_warnings_are_there(noted):
    seen = sum(any(phrase in note["notes"] for phrase, _, _ in TRAPS) for _, note in noted)
    assert seen > 500


def test_a_standard_error_is_the_one_in_the_notes(noted):
    for row, note in noted:
        printed = re.search(r"\bSE=(\d+\.\d+)", note["notes"])
        assert row.se == (float(printed[1]) if printed else None), row.id


def test_no_standard_deviation_was_filled_in(noted):
    for row, note in noted:
        assert row.sd == (float(note["sd"]) if note["sd"] else None), row.id


def test_two_reports_that_conflict_are_trusted_neither():
    for trial in ("zahid", "santilli2006"):
        rows = [row for row in knowledge.trials() if row.trial == trial]
        assert rows
        assert all(row.pooling is Pooling.NOT for row in rows)


def test_the_range_of_a_scale_is_in_its_name_or_is_that_of_the_questionnaire():
    named = {"ODI": 100, "ODI (score)": 100, "Modified ODI": 100, "RMDQ": 24, "RMQ": 24}
    for row in knowledge.trials():
        if row.scale_high is not None:
            high = int(row.scale_high)
            is_said = re.search(rf"(0-{high}|{high} questions|percentage points)", row.instrument)
            assert is_said or named.get(row.instrument) == high, row.id
            # Changes may be below 0; nothing may be beyond the scale.
            if row.mean is not None and row.effect_type is EffectType.ARM_MEAN and row.pooling is not Pooling.NOT:
                assert 0 <= row.mean <= high, row.id


def test_overall_risk_of_bias_is_read_from_the_judgements():
    for row in knowledge.trials():
        said = row.risk_of_bias
        if not said:
            assert row.bias is BiasRisk.UNKNOWN, row.id
        elif "RoB" in said:
            domains = said.split(": ")[1].split("/")
            worse = [at for at, word in enumerate(domains) if word == "High"]
            is_high = len(worse) > 1 or any(at != 2 for at in worse)
            expected = BiasRisk.HIGH if is_high else BiasRisk.LOW if set(domains) == {"Low"} else BiasRisk.SOME
            assert row.bias is expected, row.id
        else:
            assert row.bias is BiasRisk.SOME, row.id
